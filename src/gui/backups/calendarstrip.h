// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/backupcalendar.h"

#include <QWidget>

namespace quarterdeck::gui {

/// The last days side by side, a mark for each set in the shape and colour of
/// the best state of its day. Left and Right move from day to day, Enter and a
/// click choose one.
class CalendarStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit CalendarStrip(QWidget *parent = nullptr);

    void setDays(const QList<CalendarDay> &days);
    [[nodiscard]] const QList<CalendarDay> &days() const { return m_days; }
    [[nodiscard]] int currentDay() const { return m_current; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A day with sets was chosen. @param id its newest set
    void setChosen(const QString &id);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void setCurrent(int day);
    void choose();
    void tellCurrent();
    [[nodiscard]] int dotSide() const;
    [[nodiscard]] QRectF cell(int day) const;
    [[nodiscard]] int dayAt(const QPointF &position) const;
    [[nodiscard]] QString toolTipOf(int day) const;
    void paintDay(QPainter &painter, int day) const;

    QList<CalendarDay> m_days;
    int m_current = -1; ///< -1 = none yet
};

} // namespace quarterdeck::gui
