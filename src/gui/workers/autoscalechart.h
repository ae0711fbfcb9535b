// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/autoscale/replay.h"

#include <QWidget>

class QChart;
class QChartView;
class QDateTimeAxis;
class QLabel;
class QLineSeries;
class QValueAxis;

namespace quarterdeck::gui {

/// A dry run as two charts over one time: what waited, and how many workers there were and would have been.
class AutoscaleChart final : public QWidget
{
    Q_OBJECT

public:
    explicit AutoscaleChart(QWidget *parent = nullptr);

    void setReplay(const workers::autoscale::Replay &replay);
    /// Why there is nothing to draw.
    void setEmpty(const QString &why);

    [[nodiscard]] bool isEmpty() const { return m_points.size() < 2; }
    /// Points of a line, for tests: never more than fit.
    [[nodiscard]] int pointCount() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Pane
    {
        QChart *chart = nullptr;
        QChartView *view = nullptr;
        QDateTimeAxis *time = nullptr;
        QValueAxis *left = nullptr;
    };

    [[nodiscard]] Pane makePane(const QString &unit, const QString &accessibleName);
    void addSeries(const Pane &pane, QLineSeries *series, const QString &name, QValueAxis *axis);
    void color();
    void align();
    void hover(QChartView *view, const QPointF &position);
    /// On the wall clock's axis, but never backwards.
    [[nodiscard]] double x(const workers::autoscale::Sample &sample) const;

    QList<workers::autoscale::ReplayPoint> m_points;
    QLabel *m_empty;
    Pane m_queue;
    Pane m_workers;
    QValueAxis *m_seconds;
    QLineSeries *m_waiting;
    QLineSeries *m_oldest;
    QLineSeries *m_were;
    QLineSeries *m_would;
};

} // namespace quarterdeck::gui
