// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workers/timechart.h"
#include "workers/operations.h"

class QLabel;
class QScatterSeries;

namespace quarterdeck::gui {

/// How many jobs have waited and run in the last minutes, with a mark wherever
/// the number of workers changed.
class QueueChart final : public TimeChart
{
    Q_OBJECT

public:
    explicit QueueChart(QWidget *parent = nullptr);

    void append(const workers::QueueFigures &queue, int workers);
    void clear();
    /// How many readings it shows, for tests.
    [[nodiscard]] int count() const { return static_cast<int>(m_readings.size()); }
    [[nodiscard]] int marks() const;

protected:
    [[nodiscard]] qsizetype readings() const override { return m_readings.size(); }
    [[nodiscard]] qint64 timeOf(qsizetype reading) const override { return m_readings.at(reading).at; }
    [[nodiscard]] QString textOf(qsizetype reading) const override;
    void color(const QPalette &palette) override;

private:
    struct Reading
    {
        qint64 at = 0; ///< milliseconds since the epoch
        double waiting = 0;
        double running = 0;
        int workers = 0;
    };

    void replace();

    QList<Reading> m_readings; ///< oldest first
    QLineSeries *m_waiting;
    QLineSeries *m_running;
    QScatterSeries *m_changes;
    QValueAxis *m_jobs;
    QLabel *m_empty;
};

} // namespace quarterdeck::gui
