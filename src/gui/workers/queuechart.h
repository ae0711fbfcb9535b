// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/operations.h"

#include <QList>
#include <QWidget>

class QChart;
class QChartView;
class QLabel;
class QLineSeries;
class QScatterSeries;
class QValueAxis;

namespace quarterdeck::gui {

/// How many jobs have waited and run in the last minutes, with a mark wherever
/// the number of workers changed.
class QueueChart final : public QWidget
{
    Q_OBJECT

public:
    explicit QueueChart(QWidget *parent = nullptr);

    void append(const workers::QueueFigures &queue, int workers);
    void clear();
    /// How many readings it shows, for tests.
    [[nodiscard]] int count() const { return static_cast<int>(m_readings.size()); }
    [[nodiscard]] int marks() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Reading
    {
        qint64 at = 0; ///< milliseconds since the epoch
        double waiting = 0;
        double running = 0;
        int workers = 0;
    };

    void replace();
    void color();
    void hover(const QPointF &position);

    QList<Reading> m_readings; ///< oldest first
    QChart *m_chart;
    QChartView *m_view;
    QLineSeries *m_waiting;
    QLineSeries *m_running;
    QScatterSeries *m_changes;
    QValueAxis *m_time;
    QValueAxis *m_jobs;
    QLabel *m_empty;
};

} // namespace quarterdeck::gui
