// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/backups/calendarstrip.h"

#include "gui/theme/colors.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace quarterdeck::gui {

namespace {
/// More sets than these in one day are told by a number.
constexpr int mostDots = 3;
constexpr int dotGap = 3;
constexpr int margin = 3;
/// A tooltip of an hourly schedule would be higher than the window.
constexpr int mostLines = 8;
}

CalendarStrip::CalendarStrip(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Sets of the last days"));
}

void CalendarStrip::setDays(const QList<CalendarDay> &days)
{
    if (m_days == days)
        return;
    m_days = days;
    if (m_current < 0 || m_current >= m_days.size())
        m_current = static_cast<int>(m_days.size()) - 1;
    setAccessibleDescription(m_current >= 0 ? calendarDayText(m_days.at(m_current)) : QString());
    update();
}

int CalendarStrip::dotSide() const
{
    return std::max(9, fontMetrics().height() - 3);
}

QSize CalendarStrip::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 90, mostDots * (dotSide() + dotGap) + fontMetrics().height() + 2 * margin};
}

QSize CalendarStrip::minimumSizeHint() const
{
    return {static_cast<int>(m_days.size()) * (dotSide() + 2), sizeHint().height()};
}

QRectF CalendarStrip::cell(int day) const
{
    const double wide = static_cast<double>(width()) / std::max<double>(1, static_cast<double>(m_days.size()));
    return {day * wide, 0, wide, static_cast<double>(height())};
}

int CalendarStrip::dayAt(const QPointF &position) const
{
    if (m_days.isEmpty() || width() <= 0)
        return -1;
    const int day = static_cast<int>(position.x() * static_cast<double>(m_days.size()) / width());
    return day >= 0 && day < m_days.size() ? day : -1;
}

QString CalendarStrip::toolTipOf(int day) const
{
    QStringList lines = {calendarDayText(m_days.at(day))};
    lines += m_days.at(day).lines.mid(0, mostLines);
    if (m_days.at(day).lines.size() > mostLines)
        lines.append(tr("and %1 more").arg(m_days.at(day).lines.size() - mostLines));
    return lines.join(QLatin1Char('\n'));
}

bool CalendarStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int day = dayAt(help->pos());
        if (day >= 0)
            QToolTip::showText(help->globalPos(), toolTipOf(day), this, cell(day).toRect());
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void CalendarStrip::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_days.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(std::max(0, m_current - 1));
        return;
    case Qt::Key_Right:
        setCurrent(std::min(last, m_current + 1));
        return;
    case Qt::Key_Home:
        setCurrent(std::min(0, last));
        return;
    case Qt::Key_End:
        setCurrent(last);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        choose();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void CalendarStrip::mousePressEvent(QMouseEvent *event)
{
    const int day = dayAt(event->position());
    if (event->button() != Qt::LeftButton || day < 0) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_current = day;
    update();
    choose();
}

void CalendarStrip::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        tellCurrent();
}

void CalendarStrip::setCurrent(int day)
{
    m_current = day;
    update();
    tellCurrent();
}

/// What the mouse would be told by hovering.
void CalendarStrip::tellCurrent()
{
    if (m_current < 0)
        return;
    setAccessibleDescription(calendarDayText(m_days.at(m_current)));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    QToolTip::showText(mapToGlobal(cell(m_current).bottomLeft().toPoint()), toolTipOf(m_current), this);
}

void CalendarStrip::choose()
{
    if (m_current >= 0 && !m_days.at(m_current).ids.isEmpty())
        Q_EMIT setChosen(m_days.at(m_current).ids.constFirst());
}

void CalendarStrip::paintDay(QPainter &painter, int index) const
{
    const CalendarDay &day = m_days.at(index);
    const QRectF area = cell(index);
    const int line = fontMetrics().height();
    const int side = dotSide();
    const double bottom = area.bottom() - margin - line;
    const auto dot = [&](int place) { return QRectF(area.center().x() - side / 2.0, bottom - (place + 1) * (side + dotGap), side, side); };

    if (day.date.dayOfWeek() == 1 && index > 0) {
        painter.setPen(QPen(lineColor(palette()), 1));
        painter.drawLine(QPointF(std::floor(area.left()) + 0.5, margin), QPointF(std::floor(area.left()) + 0.5, area.bottom() - margin));
    }
    if (day.best) {
        const QColor color = setStateColor(*day.best, palette());
        const QColor ink = palette().color(QPalette::Active, QPalette::Base);
        const int dots = day.ids.size() > mostDots ? 1 : static_cast<int>(day.ids.size());
        for (int place = 0; place < dots; ++place)
            paintSetState(painter, dot(place), *day.best, color, ink);
        if (day.ids.size() > mostDots) {
            painter.setPen(color);
            painter.drawText(QRectF(area.left(), dot(1).center().y() - line / 2.0, area.width(), line), Qt::AlignCenter,
                             QString::number(day.ids.size()));
        }
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(QPalette::Active, QPalette::Mid));
        painter.drawEllipse(dot(0).center(), 1.5, 1.5);
    }

    // Where the days are narrow only some can have their number.
    const bool today = index + 1 == m_days.size();
    const int wide = fontMetrics().horizontalAdvance(QStringLiteral("00")) + 3;
    const int step = std::max(1, static_cast<int>(std::ceil(wide / area.width())));
    if ((static_cast<int>(m_days.size()) - 1 - index) % step != 0)
        return;
    QString label = QString::number(day.date.day());
    if (const QString month = QLocale().monthName(day.date.month(), QLocale::ShortFormat);
        day.date.day() == 1 && fontMetrics().horizontalAdvance(month) <= area.width())
        label = month;
    QFont font = painter.font();
    font.setBold(today);
    painter.setFont(font);
    painter.setPen(today ? palette().color(QPalette::Active, QPalette::Text) : mutedColor(palette()));
    const QRectF place(area.center().x() - wide, bottom, 2 * wide, line);
    painter.drawText(place, Qt::AlignCenter, label);
    font.setBold(false);
    painter.setFont(font);
}

void CalendarStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus() && m_current >= 0) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.setBrush(washed(palette().color(QPalette::Highlight), palette()));
        painter.drawRoundedRect(cell(m_current).adjusted(1.5, 0.5, -1.5, -0.5), 3, 3);
    }
    for (int day = 0; day < m_days.size(); ++day)
        paintDay(painter, day);
}

} // namespace quarterdeck::gui
