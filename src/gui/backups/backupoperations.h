// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/history.h"
#include "backup/restore/operations.h"
#include "backup/schedule.h"
#include "backup/settings.h"
#include "foundation/steprunner.h"
#include "stack/stack.h"

namespace quarterdeck::gui {

/// Everything that is known about the backups of one stack, read in one go.
struct BackupReading
{
    QString stackId;
    QDateTime taken;
    QString folder; ///< absolute: where sets are kept
    backup::BackupSettings settings;
    QList<backup::BackupSet> sets; ///< newest first
    std::optional<Error> error; ///< why there are no sets; the folder or the settings could not be read
    backup::ScheduleStatus schedule;
    std::optional<Error> scheduleError; ///< why nothing is known about the schedule
    std::optional<restore::Rehearsal> rehearsal; ///< the newest: how long getting the stack back takes
    std::optional<backup::RunRecord> lastRun; ///< newest backup that does not run any more; without an outcome it was killed
};

/// How a backup came to be, as the history has it.
namespace trigger {
inline const QString manual = QStringLiteral("manual");
inline const QString catchUp = QStringLiteral("catch-up");
}

/// What the window can have done about backups. Pages and controllers know
/// this, not the neighbours. read() and log() block and are called by a thread
/// of their own, one at a time; making a plan costs nothing and asks nobody,
/// its steps run on the job thread.
class BackupOperations
{
public:
    virtual ~BackupOperations() = default;

    /// Never fails as a whole: what could not be read is said in the reading.
    [[nodiscard]] virtual BackupReading read(const JobContext &context, const QString &stackId) = 0;
    /// The log inside a set; NotFound when it has none.
    [[nodiscard]] virtual Result<QString> log(const JobContext &context, const backup::BackupSet &set) = 0;

    /// @param settings as they were read last
    [[nodiscard]] virtual QList<Step> backupPlan(const stack::Stack &stack, const backup::BackupSettings &settings, const QString &trigger) = 0;
    [[nodiscard]] virtual QList<Step> verifyPlan(const stack::Stack &stack, const backup::BackupSettings &settings, const backup::BackupSet &set,
                                                 backup::Proof::Depth depth)
        = 0;
    /// A foreign set too: who asks for it was asked before.
    [[nodiscard]] virtual QList<Step> removePlan(const QString &stackId, const backup::BackupSettings &settings, const backup::BackupSet &set) = 0;
    /// Keeps the policy and applies it at once.
    /// @param expected the sets that were shown as going; should any other go, none does
    [[nodiscard]] virtual QList<Step> prunePlan(const QString &stackId, const backup::RetentionPolicy &policy, const QStringList &expected) = 0;
    /// Keeps the policy; the next backup applies it.
    [[nodiscard]] virtual QList<Step> retentionPlan(const QString &stackId, const backup::RetentionPolicy &policy) = 0;
    /// @param rule none = no backup by itself any more
    [[nodiscard]] virtual QList<Step> schedulePlan(const QString &stackId, const std::optional<backup::ScheduleRule> &rule) = 0;
};

} // namespace quarterdeck::gui
