// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/operations.h"

#include <QList>
#include <QWidget>

#include <optional>

class QChart;
class QChartView;
class QLineSeries;
class QValueAxis;

namespace quarterdeck::gui {

/// How many jobs have ended per minute in the last minutes, well and badly, and how long the oldest
/// one that waits has waited. What is not known is not drawn.
class ThroughputChart final : public QWidget
{
    Q_OBJECT

public:
    explicit ThroughputChart(QWidget *parent = nullptr);

    void append(const workers::QueueFigures &queue);
    void clear();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Reading
    {
        qint64 at = 0; ///< milliseconds since the epoch
        std::optional<double> completed; ///< per minute
        std::optional<double> failed;
        std::optional<double> oldestWait; ///< seconds
    };

    void replace();
    void color();
    void hover(const QPointF &position);

    QList<Reading> m_readings; ///< oldest first
    QChart *m_chart;
    QChartView *m_view;
    QLineSeries *m_completed;
    QLineSeries *m_failed;
    QLineSeries *m_oldest;
    QValueAxis *m_time;
    QValueAxis *m_perMinute;
    QValueAxis *m_seconds;
};

} // namespace quarterdeck::gui
