// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/queuechart.h"

#include "gui/theme/colors.h"
#include "gui/theme/theme.h"

#include <QChart>
#include <QChartView>
#include <QLabel>
#include <QLineSeries>
#include <QScatterSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>

namespace quarterdeck::gui {

QueueChart::QueueChart(QWidget *parent)
    : TimeChart(13, parent)
    , m_waiting(new QLineSeries(chart()))
    , m_running(new QLineSeries(chart()))
    , m_changes(new QScatterSeries(chart()))
    , m_jobs(addAxis(tr("jobs"), Qt::AlignLeft))
    , m_empty(new QLabel(tr("The queue is drawn from now on, while this page is open."), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_empty);
    layout->addWidget(view(), 1);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    addSeries(m_waiting, tr("Waiting"), m_jobs);
    addSeries(m_running, tr("Running"), m_jobs);
    addSeries(m_changes, tr("Workers changed"), m_jobs);
    m_changes->setMarkerShape(QScatterSeries::MarkerShapeTriangle);
    m_changes->setMarkerSize(gridUnit * 1.5);
    finish(tr("Jobs that wait and run, over the last ten minutes"));
}

void QueueChart::append(const workers::QueueFigures &queue, int workers)
{
    const qint64 at = queue.at.isValid() ? queue.at.toMSecsSinceEpoch() : QDateTime::currentMSecsSinceEpoch();
    if (!m_readings.isEmpty() && m_readings.constLast().at >= at)
        return; // the same once more
    m_readings.append({at, static_cast<double>(queue.waiting), static_cast<double>(queue.running), workers});
    while (m_readings.size() > mostReadings)
        m_readings.removeFirst();
    replace();
}

void QueueChart::clear()
{
    m_readings.clear();
    replace();
}

int QueueChart::marks() const
{
    return static_cast<int>(m_changes->points().size());
}

void QueueChart::replace()
{
    m_empty->setVisible(m_readings.size() < 2);
    view()->setVisible(m_readings.size() >= 2);
    QList<QPointF> waiting;
    QList<QPointF> running;
    QList<QPointF> changes;
    double top = 0;
    const qint64 newest = m_readings.isEmpty() ? 0 : m_readings.constLast().at;
    int workers = m_readings.isEmpty() ? 0 : m_readings.constFirst().workers;
    for (const Reading &reading : std::as_const(m_readings)) {
        const std::optional<double> x = xOf(reading.at, newest);
        const bool changed = std::exchange(workers, reading.workers) != reading.workers;
        if (!x)
            continue;
        if (changed)
            changes.append({*x, reading.running});
        waiting.append({*x, reading.waiting});
        running.append({*x, reading.running});
        top = std::max({top, reading.waiting, reading.running});
    }
    m_waiting->replace(waiting);
    m_running->replace(running);
    m_changes->replace(changes);
    fit(m_jobs, top);
}

void QueueChart::color(const QPalette &palette)
{
    m_waiting->setPen(QPen(seriesColor(1, palette), 2));
    // Another dash as well: colour is not the only difference.
    m_running->setPen(QPen(seriesColor(0, palette), 2, Qt::DashLine));
    m_changes->setColor(seriesColor(2, palette));
    m_changes->setBorderColor(seriesColor(2, palette));
}

QString QueueChart::textOf(qsizetype reading) const
{
    const Reading &one = m_readings.at(reading);
    return tr("%1 waiting, %2 running, %3 workers").arg(one.waiting).arg(one.running).arg(one.workers);
}

} // namespace quarterdeck::gui
