// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QList>
#include <QPalette>

class QAbstractAxis;
class QChart;
class QChartView;

/// How charts of readings look, whatever they show.
namespace quarterdeck::gui {

/// No frame, no margins, the legend above; the view takes no focus and tells where the mouse is.
void frameChart(QChart &chart, QChartView &view);
/// In the colours and the font of the widget around it.
void colorChart(QChart &chart, QChartView &view, const QList<QAbstractAxis *> &axes, const QPalette &palette, const QFont &font);
/// A click on a name in the legend hides its line or shows it again.
void makeLegendClickable(QChart &chart);
/// The next of 4, 10, 20, 40, 100, ...: the axis stays while the figures move, its half is a whole number too, and next
/// to nothing is no mountain.
[[nodiscard]] double niceTop(double value);

} // namespace quarterdeck::gui
