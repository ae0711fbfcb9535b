// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/autoscalechart.h"

#include "foundation/units.h"
#include "gui/theme/colors.h"
#include "gui/theme/theme.h"

#include <QChart>
#include <QChartView>
#include <QDateTimeAxis>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLabel>
#include <QLineSeries>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace quarterdeck::gui {

using namespace workers::autoscale;

namespace {

constexpr qsizetype mostBuckets = 400; ///< about one a pixel or two
constexpr double lowestTop = 4;

double top(double highest)
{
    double nice = lowestTop;
    while (nice < highest)
        nice *= 2;
    return nice;
}

} // namespace

AutoscaleChart::AutoscaleChart(QWidget *parent)
    : QWidget(parent)
    , m_empty(new QLabel(this))
    , m_queue(makePane(tr("jobs"), tr("Jobs that waited, and how long the oldest did")))
    , m_workers(makePane(tr("workers"), tr("Workers there were, and there would have been")))
    , m_seconds(new QValueAxis(m_queue.chart))
    , m_waiting(new QLineSeries(m_queue.chart))
    , m_oldest(new QLineSeries(m_queue.chart))
    , m_were(new QLineSeries(m_workers.chart))
    , m_would(new QLineSeries(m_workers.chart))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_queue.view, 3);
    layout->addWidget(m_workers.view, 2);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_seconds->setTitleText(tr("s"));
    m_seconds->setLabelFormat(QStringLiteral("%.0f"));
    m_seconds->setTickCount(3);
    m_seconds->setGridLineVisible(false);
    m_queue.chart->addAxis(m_seconds, Qt::AlignRight);
    addSeries(m_queue, m_waiting, tr("Waiting"), m_queue.left);
    addSeries(m_queue, m_oldest, tr("Oldest wait"), m_seconds);
    addSeries(m_workers, m_were, tr("Workers there were"), m_workers.left);
    addSeries(m_workers, m_would, tr("Would have been"), m_workers.left);
    color();
    setEmpty(tr("Looking at what was recorded..."));
}

AutoscaleChart::Pane AutoscaleChart::makePane(const QString &unit, const QString &accessibleName)
{
    Pane pane;
    pane.chart = new QChart;
    pane.view = new QChartView(pane.chart, this);
    pane.time = new QDateTimeAxis(pane.chart);
    pane.left = new QValueAxis(pane.chart);
    pane.time->setTickCount(5);
    pane.left->setTitleText(unit);
    pane.left->setLabelFormat(QStringLiteral("%.0f"));
    pane.left->setTickCount(3);
    pane.chart->addAxis(pane.time, Qt::AlignBottom);
    pane.chart->addAxis(pane.left, Qt::AlignLeft);
    pane.chart->setMargins(QMargins(0, 0, 0, 0));
    pane.chart->layout()->setContentsMargins(0, 0, 0, 0);
    pane.chart->setBackgroundRoundness(0);
    pane.chart->legend()->setAlignment(Qt::AlignTop);
    pane.chart->legend()->detachFromChart(); // beside a plot of a fixed place it would get no room
    pane.view->setFrameShape(QFrame::NoFrame);
    pane.view->setRenderHint(QPainter::Antialiasing);
    pane.view->setFocusPolicy(Qt::NoFocus);
    pane.view->setAccessibleName(accessibleName);
    pane.view->viewport()->setMouseTracking(true);
    pane.view->viewport()->installEventFilter(this);
    return pane;
}

void AutoscaleChart::addSeries(const Pane &pane, QLineSeries *series, const QString &name, QValueAxis *axis)
{
    series->setName(name);
    pane.chart->addSeries(series);
    series->attachAxis(pane.time);
    series->attachAxis(axis);
}

double AutoscaleChart::x(const Sample &sample) const
{
    const Sample &last = m_points.constLast().was;
    return static_cast<double>(last.wall.toMSecsSinceEpoch() - (last.at - sample.at).count());
}

void AutoscaleChart::setEmpty(const QString &why)
{
    m_points.clear();
    m_empty->setText(why);
    m_empty->show();
    m_queue.view->hide();
    m_workers.view->hide();
}

void AutoscaleChart::setReplay(const Replay &replay)
{
    m_points = replay.points;
    if (isEmpty()) {
        setEmpty(tr("Too little was recorded in that time."));
        return;
    }
    m_empty->hide();
    m_queue.view->show();
    m_workers.view->show();

    QList<QPointF> waiting;
    QList<QPointF> oldest;
    QList<QPointF> were;
    QList<QPointF> would;
    double mostWaiting = 0;
    double longest = 0;
    double mostWorkers = 0;
    const qsizetype step = (m_points.size() + mostBuckets - 1) / mostBuckets;
    for (qsizetype begin = 0; begin < m_points.size(); begin += step) {
        const qsizetype end = std::min(begin + step, m_points.size());
        double bucketWaiting = 0;
        double bucketOldest = 0;
        bool gap = false;
        for (qsizetype i = begin; i < end; ++i) {
            // Of each bucket the highest: a short peak is what one looks for.
            bucketWaiting = std::max(bucketWaiting, static_cast<double>(m_points.at(i).was.waiting.value_or(0)));
            bucketOldest = std::max(bucketOldest, static_cast<double>(m_points.at(i).was.oldestWaitMs.value_or(0)) / 1000);
            gap = gap || m_points.at(i).afterGap;
        }
        const ReplayPoint &point = m_points.at(begin);
        const double at = x(point.was);
        if (gap && !waiting.isEmpty()) {
            // Nothing is known in between: the lines touch the ground there.
            for (QList<QPointF> *line : {&waiting, &oldest}) {
                line->append({line->constLast().x(), 0});
                line->append({at, 0});
            }
        }
        waiting.append({at, bucketWaiting});
        oldest.append({at, bucketOldest});
        const auto stepTo = [at](QList<QPointF> &line, int workers) {
            if (!line.isEmpty())
                line.append({at, line.constLast().y()});
            line.append({at, static_cast<double>(workers)});
        };
        stepTo(were, m_points.at(end - 1).was.workers);
        stepTo(would, m_points.at(end - 1).would.workers);
        mostWaiting = std::max(mostWaiting, bucketWaiting);
        longest = std::max(longest, bucketOldest);
        mostWorkers = std::max({mostWorkers, were.constLast().y(), would.constLast().y()});
    }
    m_waiting->replace(waiting);
    m_oldest->replace(oldest);
    m_were->replace(were);
    m_would->replace(would);
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(x(m_points.constFirst().was)));
    const QDateTime until = m_points.constLast().was.wall.toLocalTime();
    constexpr qint64 twoDays = 2 * 24 * 3600;
    for (const Pane &pane : {m_queue, m_workers}) {
        pane.time->setRange(from, until);
        pane.time->setFormat(from.secsTo(until) > twoDays ? QStringLiteral("MM-dd HH:mm") : QStringLiteral("HH:mm"));
    }
    m_queue.left->setRange(0, top(mostWaiting));
    m_seconds->setRange(0, top(longest));
    m_workers.left->setRange(0, top(mostWorkers));
    align();
}

int AutoscaleChart::pointCount() const
{
    return static_cast<int>(std::max(m_waiting->points().size(), m_would->points().size()));
}

/// Both stand under each other, second by second, whatever their labels need.
void AutoscaleChart::align()
{
    const QFontMetrics metrics(font());
    const int left = metrics.horizontalAdvance(QStringLiteral("10000")) + 2 * metrics.height();
    const int right = left;
    for (const Pane &pane : {m_queue, m_workers}) {
        const int above = metrics.height() * 2;
        const int below = metrics.height() * 2;
        const QRectF plot(left, above, pane.view->width() - left - right, pane.view->height() - above - below);
        if (plot.width() > 0 && plot.height() > 0)
            pane.chart->setPlotArea(plot);
        pane.chart->legend()->setGeometry(QRectF(0, 0, pane.view->width(), above));
    }
}

void AutoscaleChart::color()
{
    const QPalette &colors = palette();
    m_waiting->setPen(QPen(seriesColor(1, colors), 2));
    m_oldest->setPen(QPen(seriesColor(2, colors), 2, Qt::DotLine));
    // Another dash as well: colour is not the only difference.
    m_were->setPen(QPen(mutedColor(colors), 2, Qt::DashLine));
    m_would->setPen(QPen(seriesColor(0, colors), 2));
    for (const Pane &pane : {m_queue, m_workers}) {
        pane.chart->setBackgroundBrush(colors.base());
        pane.chart->setBackgroundPen(Qt::NoPen);
        pane.chart->legend()->setLabelColor(colors.color(QPalette::Text));
        pane.chart->legend()->setFont(font());
        pane.view->setBackgroundBrush(colors.base());
    }
    for (QAbstractAxis *axis : std::initializer_list<QAbstractAxis *>{m_queue.time, m_queue.left, m_workers.time, m_workers.left, m_seconds}) {
        axis->setLabelsColor(mutedColor(colors));
        axis->setTitleBrush(mutedColor(colors));
        axis->setGridLineColor(lineColor(colors));
        axis->setLinePenColor(lineColor(colors));
        axis->setLabelsFont(font());
        axis->setTitleFont(font());
    }
}

/// Values beside the pointer.
void AutoscaleChart::hover(QChartView *view, const QPointF &position)
{
    if (isEmpty())
        return;
    const Pane &pane = view == m_queue.view ? m_queue : m_workers;
    const double at
        = pane.chart->mapToValue(pane.chart->mapFromScene(view->mapToScene(position.toPoint())), view == m_queue.view ? m_waiting : m_would).x();
    const auto nearest = std::min_element(m_points.cbegin(), m_points.cend(), [this, at](const ReplayPoint &a, const ReplayPoint &b) {
        return std::abs(x(a.was) - at) < std::abs(x(b.was) - at);
    });
    const Sample &was = nearest->was;
    QToolTip::showText(view->mapToGlobal(position.toPoint()),
                       was.isKnown() ? tr("%1: %2 waiting, the oldest for %3; %4 workers, would have been %5")
                                           .arg(was.wall.toLocalTime().toString(QStringLiteral("MM-dd HH:mm:ss")))
                                           .arg(*was.waiting)
                                           .arg(formatDuration(std::chrono::milliseconds(*was.oldestWaitMs)))
                                           .arg(was.workers)
                                           .arg(nearest->would.workers)
                                     : tr("%1: not known").arg(was.wall.toLocalTime().toString(QStringLiteral("MM-dd HH:mm:ss"))),
                       view);
}

bool AutoscaleChart::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove) {
        for (QChartView *view : {m_queue.view, m_workers.view}) {
            if (watched == view->viewport())
                hover(view, static_cast<QMouseEvent *>(event)->position());
        }
    } else if (event->type() == QEvent::Resize) {
        align();
    }
    return QWidget::eventFilter(watched, event);
}

QSize AutoscaleChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 70, fontMetrics().height() * 18};
}

QSize AutoscaleChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 36, fontMetrics().height() * 16};
}

void AutoscaleChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        color();
        align();
    }
    QWidget::changeEvent(event);
}

void AutoscaleChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    align();
}

} // namespace quarterdeck::gui
