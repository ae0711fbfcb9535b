// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/timechart.h"

#include "gui/workers/chartstyle.h"

#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QValueAxis>
#include <QXYSeries>

#include <algorithm>
#include <cmath>

namespace quarterdeck::gui {

namespace {

constexpr double shownMinutes = 10;
constexpr double minute = 60000; // milliseconds

} // namespace

TimeChart::TimeChart(int lines, QWidget *parent)
    : QWidget(parent)
    , m_chart(new QChart)
    , m_view(new QChartView(m_chart, this))
    , m_time(new QValueAxis(m_chart))
    , m_lines(lines)
{
    m_time->setRange(-shownMinutes, 0);
    m_time->setTickCount(6);
    m_time->setLabelFormat(QStringLiteral("%.0f"));
    m_time->setTitleText(tr("minutes"));
    m_chart->addAxis(m_time, Qt::AlignBottom);
}

QValueAxis *TimeChart::addAxis(const QString &title, Qt::Alignment side)
{
    auto *axis = new QValueAxis(m_chart);
    axis->setTitleText(title);
    axis->setRange(0, niceTop(0));
    axis->setTickCount(3);
    axis->setLabelFormat(QStringLiteral("%.0f"));
    m_chart->addAxis(axis, side);
    m_axes.append(axis);
    return axis;
}

void TimeChart::addSeries(QXYSeries *series, const QString &name, QValueAxis *axis)
{
    series->setName(name);
    m_chart->addSeries(series);
    series->attachAxis(m_time);
    series->attachAxis(axis);
}

void TimeChart::finish(const QString &accessibleName)
{
    frameChart(*m_chart, *m_view);
    m_view->setAccessibleName(accessibleName);
    m_view->viewport()->installEventFilter(this);
    makeLegendClickable(*m_chart);
    colorAll();
}

std::optional<double> TimeChart::xOf(qint64 at, qint64 newest) const
{
    const double x = static_cast<double>(at - newest) / minute;
    return x < -shownMinutes ? std::nullopt : std::optional(x);
}

void TimeChart::fit(QValueAxis *axis, double most)
{
    if (const double wanted = niceTop(most * 1.05); std::abs(wanted - axis->max()) > 0.5)
        axis->setMax(wanted);
}

void TimeChart::colorAll()
{
    color(palette());
    QList<QAbstractAxis *> axes = {m_time};
    for (QValueAxis *axis : std::as_const(m_axes))
        axes.append(axis);
    colorChart(*m_chart, *m_view, axes, palette(), font());
}

void TimeChart::hover(const QPointF &position)
{
    const qsizetype count = readings();
    if (count == 0 || m_chart->series().isEmpty())
        return;
    const double x = m_chart->mapToValue(m_chart->mapFromScene(m_view->mapToScene(position.toPoint())), m_chart->series().constFirst()).x();
    const qint64 at = timeOf(count - 1) + static_cast<qint64>(x * minute);
    qsizetype nearest = 0;
    for (qsizetype i = 1; i < count; ++i) {
        if (std::abs(timeOf(i) - at) < std::abs(timeOf(nearest) - at))
            nearest = i;
    }
    const QString time = QDateTime::fromMSecsSinceEpoch(timeOf(nearest)).time().toString(QStringLiteral("HH:mm:ss"));
    QToolTip::showText(m_view->mapToGlobal(position.toPoint()), tr("%1: %2").arg(time, textOf(nearest)), m_view);
}

bool TimeChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::MouseMove)
        hover(static_cast<QMouseEvent *>(event)->position());
    return QWidget::eventFilter(watched, event);
}

QSize TimeChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * m_lines};
}

QSize TimeChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().height() * (m_lines - 2)};
}

void TimeChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        colorAll();
    QWidget::changeEvent(event);
}

} // namespace quarterdeck::gui
