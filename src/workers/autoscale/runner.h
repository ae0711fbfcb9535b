// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"
#include "workers/autoscale/history.h"
#include "workers/autoscale/settings.h"
#include "workers/scale.h"

#include <functional>

namespace quarterdeck::workers::autoscale {

/// What a runner asks and does; tests have their own.
struct Surroundings
{
    std::function<Result<Settings>()> settings; ///< read anew each round
    std::function<Result<stack::Stack>(const JobContext &)> stack;
    /// A cheap mark that is another one when containers of the stack came or went; empty = not known.
    std::function<QString(const JobContext &)> mark;
    std::function<Result<Situation>(const JobContext &, const stack::Stack &)> situation;
    std::function<QList<Step>(const stack::Stack &, const ScaleRequest &, ScaleReport &)> plan;
    /// Lets a queue go that a process which died held.
    std::function<Result<void>(const JobContext &, const stack::Stack &)> letGo;
    std::function<QString()> underWay; ///< translated: what holds the stack's lock now; empty = nothing
    const Clock &clock;
    std::function<std::chrono::milliseconds()> sinceBoot = autoscale::sinceBoot;
    qint64 boot = thisBoot();
};
/// @param neighbours must outlive it
[[nodiscard]] Surroundings surroundingsOf(const Neighbours &neighbours, const QString &stackId, const QString &configFolder = {});

/// Looks, records, decides and scales, round after round. Outages of the engine or of Redis are waited for,
/// longer each time. Tells on the context's sink, one line whenever what there is to say is another than before.
class Runner final
{
public:
    /// @param history must outlive it
    /// @param mode what to do whatever the settings say; none = what they say, and an end when they say Off
    Runner(QString stackId, Surroundings surroundings, History &history, std::optional<Mode> mode = {});

    /// Until it is told to stop (an error of kind Cancelled; what was begun has been taken back then), or the settings
    /// switch it off.
    [[nodiscard]] Result<void> run(const JobContext &context);

    /// One look and what follows from it.
    /// @return how long to wait before the next; none = switched off
    [[nodiscard]] Result<std::optional<std::chrono::milliseconds>> round(const JobContext &context);

private:
    [[nodiscard]] Result<Sample> look(const JobContext &context, const Policy &policy, Mode mode);
    [[nodiscard]] Result<void> act(const JobContext &context, const Decision &decision);
    void remember(const Sample &sample, const Policy &policy);
    void say(const JobContext &context, const QString &topic, const QString &line);
    [[nodiscard]] std::chrono::milliseconds backOff(const Policy &policy);

    const QString m_stackId;
    const Surroundings m_with;
    History &m_history;
    const std::optional<Mode> m_mode;
    std::optional<stack::Stack> m_stack;
    QString m_mark; ///< of m_stack
    std::chrono::milliseconds m_stackReadAt{0};
    QList<Sample> m_samples; ///< oldest first, as far back as they matter
    Moment m_moment;
    int m_failures = 0; ///< in a row
    QString m_topic; ///< of the last line
};

} // namespace quarterdeck::workers::autoscale
