// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workers/autoscaleoperations.h"

#include <QStringList>

#include <mutex>

namespace quarterdeck::test {

/// Autoscaling in the hand of the test: it says what is kept and recorded, and notes what the window wishes.
class FakeAutoscale final : public gui::AutoscaleOperations
{
public:
    gui::AutoscaleReading read(const JobContext &, const QString &stackId) override
    {
        const std::scoped_lock lock(m_mutex);
        gui::AutoscaleReading answer = m_reading;
        answer.stackId = stackId;
        return answer;
    }
    Result<workers::autoscale::Replay> replay(const JobContext &, const QString &, const workers::autoscale::Policy &policy, int hours) override
    {
        const std::scoped_lock lock(m_mutex);
        policies.append(policy);
        ranges.append(hours);
        if (m_replayFails)
            return fail(*m_replayFails);
        return workers::autoscale::replay(m_samples, policy);
    }
    Result<void> record(const QString &, const workers::autoscale::Sample &sample) override
    {
        const std::scoped_lock lock(m_mutex);
        m_recorded.append(sample);
        return {};
    }
    QList<Step> settingsPlan(const QString &, const workers::autoscale::Settings &settings) override
    {
        wishes.append(settings);
        return {{QStringLiteral("settings"),
                 QStringLiteral("Keep the settings"),
                 [this, settings](JobContext &) -> Result<void> {
                     if (failure)
                         return fail(*failure);
                     const std::scoped_lock lock(m_mutex);
                     m_reading.settings = settings;
                     return {};
                 },
                 {}}};
    }

    void setReading(const gui::AutoscaleReading &reading)
    {
        const std::scoped_lock lock(m_mutex);
        m_reading = reading;
    }
    void setSamples(const QList<workers::autoscale::Sample> &samples)
    {
        const std::scoped_lock lock(m_mutex);
        m_samples = samples;
    }
    void setReplayFails(const Error &error)
    {
        const std::scoped_lock lock(m_mutex);
        m_replayFails = error;
    }
    [[nodiscard]] QList<workers::autoscale::Sample> recorded()
    {
        const std::scoped_lock lock(m_mutex);
        return m_recorded;
    }
    [[nodiscard]] qsizetype replays()
    {
        const std::scoped_lock lock(m_mutex);
        return policies.size();
    }
    [[nodiscard]] int lastRange()
    {
        const std::scoped_lock lock(m_mutex);
        return ranges.isEmpty() ? -1 : ranges.constLast();
    }

    QList<workers::autoscale::Settings> wishes; ///< plans that were made, in order
    std::optional<Error> failure;

private:
    std::mutex m_mutex;
    gui::AutoscaleReading m_reading;
    QList<workers::autoscale::Sample> m_samples;
    std::optional<Error> m_replayFails;
    QList<workers::autoscale::Sample> m_recorded;
    QList<workers::autoscale::Policy> policies;
    QList<int> ranges;
};

} // namespace quarterdeck::test
