// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/throughputchart.h"

#include "gui/theme/colors.h"

#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>

namespace quarterdeck::gui {

ThroughputChart::ThroughputChart(QWidget *parent)
    : TimeChart(11, parent)
    , m_completed(new QLineSeries(chart()))
    , m_failed(new QLineSeries(chart()))
    , m_oldest(new QLineSeries(chart()))
    , m_perMinute(addAxis(tr("/min"), Qt::AlignLeft))
    , m_seconds(addAxis(tr("s"), Qt::AlignRight))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view());
    m_seconds->setGridLineVisible(false);
    addSeries(m_completed, tr("Completed"), m_perMinute);
    addSeries(m_failed, tr("Failed"), m_perMinute);
    addSeries(m_oldest, tr("Oldest wait"), m_seconds);
    finish(tr("Jobs completed and failed per minute and the oldest wait, over the last ten minutes"));
    replace();
}

void ThroughputChart::append(const workers::QueueFigures &queue)
{
    const qint64 at = queue.at.isValid() ? queue.at.toMSecsSinceEpoch() : QDateTime::currentMSecsSinceEpoch();
    if (!m_readings.isEmpty() && m_readings.constLast().at >= at)
        return; // the same once more
    Reading reading;
    reading.at = at;
    reading.completed = queue.completedPerMinute;
    reading.failed = queue.failedPerMinute;
    if (queue.oldestWaitMs)
        reading.oldestWait = static_cast<double>(*queue.oldestWaitMs) / 1000;
    else if (queue.waiting == 0)
        reading.oldestWait = 0;
    m_readings.append(reading);
    while (m_readings.size() > mostReadings)
        m_readings.removeFirst();
    replace();
}

void ThroughputChart::clear()
{
    m_readings.clear();
    replace();
}

void ThroughputChart::replace()
{
    setVisible(m_readings.size() >= 2);
    QList<QPointF> completed;
    QList<QPointF> failed;
    QList<QPointF> oldest;
    double most = 0;
    double longest = 0;
    const qint64 newest = m_readings.isEmpty() ? 0 : m_readings.constLast().at;
    for (const Reading &reading : std::as_const(m_readings)) {
        const std::optional<double> x = xOf(reading.at, newest);
        if (!x)
            continue;
        if (reading.completed)
            completed.append({*x, *reading.completed});
        if (reading.failed)
            failed.append({*x, *reading.failed});
        if (reading.oldestWait)
            oldest.append({*x, *reading.oldestWait});
        most = std::max({most, reading.completed.value_or(0), reading.failed.value_or(0)});
        longest = std::max(longest, reading.oldestWait.value_or(0));
    }
    m_completed->replace(completed);
    m_failed->replace(failed);
    m_oldest->replace(oldest);
    fit(m_perMinute, most);
    fit(m_seconds, longest);
}

void ThroughputChart::color(const QPalette &palette)
{
    // Another dash each: colour is not the only difference.
    m_completed->setPen(QPen(seriesColor(2, palette), 2));
    m_failed->setPen(QPen(seriesColor(1, palette), 2, Qt::DashLine));
    m_oldest->setPen(QPen(mutedColor(palette), 2, Qt::DotLine));
}

QString ThroughputChart::textOf(qsizetype reading) const
{
    const Reading &one = m_readings.at(reading);
    const auto text = [](const std::optional<double> &value) { return value ? QString::number(*value, 'f', 0) : tr("not known"); };
    return tr("%1 completed and %2 failed per minute, the oldest waited %3 s").arg(text(one.completed), text(one.failed), text(one.oldestWait));
}

} // namespace quarterdeck::gui
