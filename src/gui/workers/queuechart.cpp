// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/queuechart.h"

#include "gui/theme/colors.h"
#include "gui/theme/theme.h"
#include "gui/workers/chartstyle.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QLabel>
#include <QLineSeries>
#include <QMouseEvent>
#include <QScatterSeries>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace quarterdeck::gui {

namespace {

constexpr int mostReadings = 600;
constexpr double shownMinutes = 10;

} // namespace

QueueChart::QueueChart(QWidget *parent)
    : QWidget(parent)
    , m_chart(new QChart)
    , m_view(new QChartView(m_chart, this))
    , m_waiting(new QLineSeries(m_chart))
    , m_running(new QLineSeries(m_chart))
    , m_changes(new QScatterSeries(m_chart))
    , m_time(new QValueAxis(m_chart))
    , m_jobs(new QValueAxis(m_chart))
    , m_empty(new QLabel(tr("The queue is drawn from now on, while this page is open."), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_empty);
    layout->addWidget(m_view, 1);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_waiting->setName(tr("Waiting"));
    m_running->setName(tr("Running"));
    m_changes->setName(tr("Workers changed"));
    for (QXYSeries *series : std::initializer_list<QXYSeries *>{m_waiting, m_running, m_changes})
        m_chart->addSeries(series);
    m_time->setRange(-shownMinutes, 0);
    m_time->setTickCount(6);
    m_time->setLabelFormat(QStringLiteral("%.0f"));
    m_time->setTitleText(tr("minutes"));
    m_jobs->setRange(0, niceTop(0));
    m_jobs->setTickCount(3);
    m_jobs->setLabelFormat(QStringLiteral("%.0f"));
    m_jobs->setTitleText(tr("jobs"));
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_jobs, Qt::AlignLeft);
    for (QXYSeries *series : std::initializer_list<QXYSeries *>{m_waiting, m_running, m_changes}) {
        series->attachAxis(m_time);
        series->attachAxis(m_jobs);
    }
    m_changes->setMarkerShape(QScatterSeries::MarkerShapeTriangle);
    m_changes->setMarkerSize(gridUnit * 1.5);
    frameChart(*m_chart, *m_view);
    m_view->setAccessibleName(tr("Jobs that wait and run, over the last ten minutes"));
    m_view->viewport()->installEventFilter(this);
    makeLegendClickable(*m_chart);
    color();
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
    m_view->setVisible(m_readings.size() >= 2);
    QList<QPointF> waiting;
    QList<QPointF> running;
    QList<QPointF> changes;
    double top = 0;
    const qint64 newest = m_readings.isEmpty() ? 0 : m_readings.constLast().at;
    int workers = m_readings.isEmpty() ? 0 : m_readings.constFirst().workers;
    for (const Reading &reading : std::as_const(m_readings)) {
        constexpr double minute = 60000;
        const double x = static_cast<double>(reading.at - newest) / minute;
        if (std::exchange(workers, reading.workers) != reading.workers && x >= -shownMinutes)
            changes.append({x, reading.running});
        if (x < -shownMinutes)
            continue;
        waiting.append({x, reading.waiting});
        running.append({x, reading.running});
        top = std::max({top, reading.waiting, reading.running});
    }
    m_waiting->replace(waiting);
    m_running->replace(running);
    m_changes->replace(changes);
    if (const double wanted = niceTop(top * 1.05); std::abs(wanted - m_jobs->max()) > 0.5)
        m_jobs->setMax(wanted);
}

void QueueChart::color()
{
    const QPalette &colors = palette();
    m_waiting->setPen(QPen(seriesColor(1, colors), 2));
    // Another dash as well: colour is not the only difference.
    m_running->setPen(QPen(seriesColor(0, colors), 2, Qt::DashLine));
    m_changes->setColor(seriesColor(2, colors));
    m_changes->setBorderColor(seriesColor(2, colors));
    colorChart(*m_chart, *m_view, {m_time, m_jobs}, colors, font());
}

/// Values beside the pointer.
void QueueChart::hover(const QPointF &position)
{
    if (m_readings.isEmpty())
        return;
    const double x = m_chart->mapToValue(m_chart->mapFromScene(m_view->mapToScene(position.toPoint())), m_waiting).x();
    const qint64 at = m_readings.constLast().at + static_cast<qint64>(x * 60000);
    const auto nearest = std::min_element(m_readings.cbegin(), m_readings.cend(),
                                          [at](const Reading &a, const Reading &b) { return std::abs(a.at - at) < std::abs(b.at - at); });
    QToolTip::showText(m_view->mapToGlobal(position.toPoint()),
                       tr("%1: %2 waiting, %3 running, %4 workers")
                           .arg(QDateTime::fromMSecsSinceEpoch(nearest->at).time().toString(QStringLiteral("HH:mm:ss")))
                           .arg(nearest->waiting)
                           .arg(nearest->running)
                           .arg(nearest->workers),
                       m_view);
}

bool QueueChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::MouseMove)
        hover(static_cast<QMouseEvent *>(event)->position());
    return QWidget::eventFilter(watched, event);
}

QSize QueueChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 13};
}

QSize QueueChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().height() * 11};
}

void QueueChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        color();
    QWidget::changeEvent(event);
}

} // namespace quarterdeck::gui
