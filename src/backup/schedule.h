// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/process/processport.h"
#include "foundation/clock.h"
#include "foundation/jobcontext.h"

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
    enum class Backend { None, SystemdUser, Cron };

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
/// minute, one that exists twice runs once.
[[nodiscard]] QList<QDateTime> slotsBetween(const ScheduleRule &rule, const QDateTime &from, const QDateTime &until);

/// Installs, shows, changes and removes one entry a stack: a systemd user timer
/// with Persistent=true where systemd runs, else a block in the user's
/// crontab between marker lines. Never duplicates, never touches other entries.
class Scheduler final
{
public:
    /// @param program absolute path of quarterdeckctl
    Scheduler(process::ProcessPort &process, const Clock &clock, QString program);

    [[nodiscard]] Result<ScheduleStatus> status(const JobContext &context, const QString &stackId, const QDateTime &lastRun);
    [[nodiscard]] Result<void> install(const JobContext &context, const QString &stackId, const ScheduleRule &rule);
    [[nodiscard]] Result<void> remove(const JobContext &context, const QString &stackId);

private:
    process::ProcessPort &m_process;
    const Clock &m_clock;
    QString m_program;
};

} // namespace quarterdeck::backup
