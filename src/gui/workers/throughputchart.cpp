// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/throughputchart.h"

#include "gui/theme/colors.h"
#include "gui/workers/chartstyle.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace quarterdeck::gui {

namespace {

constexpr int mostReadings = 600;
constexpr double shownMinutes = 10;
constexpr double minute = 60000;

} // namespace

ThroughputChart::ThroughputChart(QWidget *parent)
    : QWidget(parent)
    , m_chart(new QChart)
    , m_view(new QChartView(m_chart, this))
    , m_completed(new QLineSeries(m_chart))
    , m_failed(new QLineSeries(m_chart))
    , m_oldest(new QLineSeries(m_chart))
    , m_time(new QValueAxis(m_chart))
    , m_perMinute(new QValueAxis(m_chart))
    , m_seconds(new QValueAxis(m_chart))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_completed->setName(tr("Completed"));
    m_failed->setName(tr("Failed"));
    m_oldest->setName(tr("Oldest wait"));
    m_time->setRange(-shownMinutes, 0);
    m_time->setTickCount(6);
    m_time->setLabelFormat(QStringLiteral("%.0f"));
    m_time->setTitleText(tr("minutes"));
    m_perMinute->setTitleText(tr("/min"));
    m_seconds->setTitleText(tr("s"));
    m_seconds->setGridLineVisible(false);
    for (QValueAxis *axis : {m_perMinute, m_seconds}) {
        axis->setRange(0, niceTop(0));
        axis->setTickCount(3);
        axis->setLabelFormat(QStringLiteral("%.0f"));
    }
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_perMinute, Qt::AlignLeft);
    m_chart->addAxis(m_seconds, Qt::AlignRight);
    for (QLineSeries *series : {m_completed, m_failed, m_oldest}) {
        m_chart->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(series == m_oldest ? m_seconds : m_perMinute);
    }
    frameChart(*m_chart, *m_view);
    m_view->setAccessibleName(tr("Jobs completed and failed per minute and the oldest wait, over the last ten minutes"));
    m_view->viewport()->installEventFilter(this);
    makeLegendClickable(*m_chart);
    color();
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
        const double x = static_cast<double>(reading.at - newest) / minute;
        if (x < -shownMinutes)
            continue;
        if (reading.completed)
            completed.append({x, *reading.completed});
        if (reading.failed)
            failed.append({x, *reading.failed});
        if (reading.oldestWait)
            oldest.append({x, *reading.oldestWait});
        most = std::max({most, reading.completed.value_or(0), reading.failed.value_or(0)});
        longest = std::max(longest, reading.oldestWait.value_or(0));
    }
    m_completed->replace(completed);
    m_failed->replace(failed);
    m_oldest->replace(oldest);
    for (const auto &[axis, value] : {std::pair(m_perMinute, most), std::pair(m_seconds, longest)}) {
        if (const double wanted = niceTop(value * 1.05); std::abs(wanted - axis->max()) > 0.5)
            axis->setMax(wanted);
    }
}

void ThroughputChart::color()
{
    const QPalette &colors = palette();
    // Another dash each: colour is not the only difference.
    m_completed->setPen(QPen(seriesColor(2, colors), 2));
    m_failed->setPen(QPen(seriesColor(1, colors), 2, Qt::DashLine));
    m_oldest->setPen(QPen(mutedColor(colors), 2, Qt::DotLine));
    colorChart(*m_chart, *m_view, {m_time, m_perMinute, m_seconds}, colors, font());
}

/// Values beside the pointer.
void ThroughputChart::hover(const QPointF &position)
{
    if (m_readings.isEmpty())
        return;
    const double x = m_chart->mapToValue(m_chart->mapFromScene(m_view->mapToScene(position.toPoint())), m_completed).x();
    const qint64 at = m_readings.constLast().at + static_cast<qint64>(x * minute);
    const auto nearest = std::min_element(m_readings.cbegin(), m_readings.cend(),
                                          [at](const Reading &a, const Reading &b) { return std::abs(a.at - at) < std::abs(b.at - at); });
    const auto text = [](const std::optional<double> &value) { return value ? QString::number(*value, 'f', 0) : tr("not known"); };
    QToolTip::showText(m_view->mapToGlobal(position.toPoint()),
                       tr("%1: %2 completed and %3 failed per minute, the oldest waited %4 s")
                           .arg(QDateTime::fromMSecsSinceEpoch(nearest->at).time().toString(QStringLiteral("HH:mm:ss")), text(nearest->completed),
                                text(nearest->failed), text(nearest->oldestWait)),
                       m_view);
}

bool ThroughputChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::MouseMove)
        hover(static_cast<QMouseEvent *>(event)->position());
    return QWidget::eventFilter(watched, event);
}

QSize ThroughputChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 11};
}

QSize ThroughputChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().height() * 9};
}

void ThroughputChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        color();
    QWidget::changeEvent(event);
}

} // namespace quarterdeck::gui
