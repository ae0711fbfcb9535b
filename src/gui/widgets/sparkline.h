// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QWidget>

namespace quarterdeck::gui {

/// Draws readings as a line with a wash below, the newest at the right edge.
/// @param values oldest first; negative = no reading, which leaves a gap
/// @param capacity how many readings the full width stands for
/// @param ceiling value at the upper edge; a higher reading raises it
void paintSparkline(QPainter &painter, const QRectF &rect, const QList<float> &values, int capacity, float ceiling, const QColor &color);

/// The same as a widget, for a series of its own.
class Sparkline final : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(QWidget *parent = nullptr);

    /// @param value negative = no reading
    void append(float value);
    void clear();
    void setCeiling(float ceiling);
    [[nodiscard]] const QList<float> &values() const { return m_values; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<float> m_values;
    float m_ceiling = 1;
};

} // namespace quarterdeck::gui
