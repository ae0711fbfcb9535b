// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

namespace quarterdeck::gui {

/// Colour of a bar that is this full: calm, from 80 % on a warning, from 95 % failing.
[[nodiscard]] QColor usageColor(double fraction, const QPalette &palette);

/// A thin bar. @param fraction 0 to 1
void paintUsageBar(QPainter &painter, const QRectF &rect, double fraction, const QColor &color, const QColor &ground);

/// The same as a widget, for a disk.
class UsageBar final : public QWidget
{
    Q_OBJECT

public:
    explicit UsageBar(QWidget *parent = nullptr);
    void setFraction(double fraction);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {gridWidth, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    static constexpr int gridWidth = 48;

    double m_fraction = 0;
};

} // namespace quarterdeck::gui
