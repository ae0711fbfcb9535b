// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/chartstyle.h"

#include "gui/theme/colors.h"

#include <QAbstractAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLegendMarker>

namespace quarterdeck::gui {

void frameChart(QChart &chart, QChartView &view)
{
    chart.setMargins(QMargins(0, 0, 0, 0));
    chart.layout()->setContentsMargins(0, 0, 0, 0);
    chart.setBackgroundRoundness(0);
    chart.legend()->setAlignment(Qt::AlignTop);
    view.setFrameShape(QFrame::NoFrame);
    view.setRenderHint(QPainter::Antialiasing);
    view.setFocusPolicy(Qt::NoFocus);
    view.viewport()->setMouseTracking(true);
}

void colorChart(QChart &chart, QChartView &view, const QList<QAbstractAxis *> &axes, const QPalette &palette, const QFont &font)
{
    chart.setBackgroundBrush(palette.base());
    chart.setBackgroundPen(Qt::NoPen);
    chart.legend()->setLabelColor(palette.color(QPalette::Text));
    chart.legend()->setFont(font);
    for (QAbstractAxis *axis : axes) {
        axis->setLabelsColor(mutedColor(palette));
        axis->setTitleBrush(mutedColor(palette));
        axis->setGridLineColor(lineColor(palette));
        axis->setLinePenColor(lineColor(palette));
        axis->setLabelsFont(font);
        axis->setTitleFont(font);
    }
    view.setBackgroundBrush(palette.base());
}

void makeLegendClickable(QChart &chart)
{
    for (QLegendMarker *marker : chart.legend()->markers()) {
        QObject::connect(marker, &QLegendMarker::clicked, &chart, [marker] {
            QAbstractSeries *series = marker->series();
            series->setVisible(!series->isVisible());
            marker->setVisible(true); // Qt hides it with its series; how to get that back then?
            QBrush brush = marker->labelBrush();
            QColor ink = brush.color();
            ink.setAlphaF(series->isVisible() ? 1.0F : 0.4F);
            brush.setColor(ink);
            marker->setLabelBrush(brush);
        });
    }
}

double niceTop(double value)
{
    constexpr double lowestTop = 4;
    double top = lowestTop;
    for (int i = 0; top < value; ++i)
        top *= i % 3 == 0 ? 2.5 : 2.0;
    return top;
}

} // namespace quarterdeck::gui
