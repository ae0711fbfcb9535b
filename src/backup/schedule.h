// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/clock.h"
#include "stack/autostart/autostart.h"

#include <QDateTime>
#include <QList>
#include <QTime>

namespace quarterdeck::backup {

/// When backups run by themselves.
struct ScheduleRule
{
    enum class Every { Hour, SixHours, Day, Week };

    Every every = Every::Day;
    QTime at{2, 0}; ///< local time; the minute alone counts for Hour
    int weekday = 7; ///< ISO, for Week

    bool operator==(const ScheduleRule &) const = default;
};

struct ScheduleStatus
{
    using Backend = stack::Autostart::Backend;

    Backend backend = Backend::None;
    bool installed = false;
    ScheduleRule rule;
    QDateTime next;
    QDateTime lastRun; ///< from the history
    QList<QDateTime> missed; ///< slots since the last run that passed without one
    QString problem; ///< translated: "lingering is off: ...", "cron does not run"
};

/// The slots of a rule after `from` up to and including `until`, in local
/// time; daylight saving: a slot that does not exist runs at the next valid
/// minute (of an hourly rule it is left out: the next is an hour away anyhow),
/// one that exists twice runs once, the first time.
[[nodiscard]] QList<QDateTime> slotsBetween(const ScheduleRule &rule, const QDateTime &from, const QDateTime &until);

struct ScheduleRecord;

using SchedulerPlaces = stack::AutostartPlaces;

/// Installs, shows, changes and removes one entry a stack: a systemd user timer
/// with Persistent=true where systemd runs, else a block in the user's
/// crontab between marker lines. Never duplicates, never touches other entries.
class Scheduler final
{
public:
    /// @param program absolute path of quarterdeckctl
    Scheduler(process::ProcessPort &process, const Clock &clock, QString program, SchedulerPlaces places = {});

    [[nodiscard]] Result<ScheduleStatus> status(const JobContext &context, const QString &stackId, const QDateTime &lastRun);
    [[nodiscard]] Result<void> install(const JobContext &context, const QString &stackId, const ScheduleRule &rule);
    [[nodiscard]] Result<void> remove(const JobContext &context, const QString &stackId);

private:
    struct Installed;

    [[nodiscard]] Result<void> installTimer(const JobContext &context, const QString &stackId, const ScheduleRecord &record);
    [[nodiscard]] Result<void> removeTimer(const JobContext &context, const QString &stackId);
    [[nodiscard]] Result<Installed> findInstalled(const JobContext &context, const QString &stackId);
    [[nodiscard]] QString timerProblem(const JobContext &context, const QString &stackId);
    [[nodiscard]] QStringList command(const QString &stackId) const;

    stack::Autostart m_autostart;
    const Clock &m_clock;
    QString m_program;
};

} // namespace quarterdeck::backup
