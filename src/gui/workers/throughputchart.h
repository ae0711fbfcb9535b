// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workers/timechart.h"
#include "workers/operations.h"

#include <optional>

namespace quarterdeck::gui {

/// How many jobs have ended per minute in the last minutes, well and badly, and how long the oldest
/// one that waits has waited. What is not known is not drawn.
class ThroughputChart final : public TimeChart
{
    Q_OBJECT

public:
    explicit ThroughputChart(QWidget *parent = nullptr);

    void append(const workers::QueueFigures &queue);
    void clear();

protected:
    [[nodiscard]] qsizetype readings() const override { return m_readings.size(); }
    [[nodiscard]] qint64 timeOf(qsizetype reading) const override { return m_readings.at(reading).at; }
    [[nodiscard]] QString textOf(qsizetype reading) const override;
    void color(const QPalette &palette) override;

private:
    struct Reading
    {
        qint64 at = 0; ///< milliseconds since the epoch
        std::optional<double> completed; ///< per minute
        std::optional<double> failed;
        std::optional<double> oldestWait; ///< seconds
    };

    void replace();

    QList<Reading> m_readings; ///< oldest first
    QLineSeries *m_completed;
    QLineSeries *m_failed;
    QLineSeries *m_oldest;
    QValueAxis *m_perMinute;
    QValueAxis *m_seconds;
};

} // namespace quarterdeck::gui
