// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backupsamples.h"

#include <QStringList>

#include <atomic>
#include <functional>
#include <mutex>

namespace quarterdeck::test {

/// Backups in the hand of the test: it says what there is, and notes what the
/// window wishes. Its plans are of one step that waits and fails when told to.
class FakeBackups final : public gui::BackupOperations
{
public:
    FakeBackups() { setReading(emptyReading(QDateTime::currentDateTimeUtc())); }

    void setReading(const gui::BackupReading &reading)
    {
        const std::scoped_lock lock(m_mutex);
        m_reading = reading;
    }
    /// Asked for another stack than that of the reading it has an empty one.
    gui::BackupReading read(const JobContext &context, const QString &stackId) override
    {
        ++readings;
        while (blockReading && context.sleep(std::chrono::milliseconds(5))) { }
        const std::scoped_lock lock(m_mutex);
        if (m_reading.stackId == stackId)
            return m_reading;
        gui::BackupReading other = emptyReading(QDateTime::currentDateTimeUtc(), stackId);
        if (!context.checkpoint())
            other.error = context.checkpoint().error();
        return other;
    }
    Result<QString> log(const JobContext &, const backup::BackupSet &set) override
    {
        ++logs;
        return set.state == backup::SetState::Foreign ? Result<QString>(fail(ErrorKind::NotFound, QStringLiteral("There is no log in this set.")))
                                                      : QStringLiteral("2026-01-02T02:00:00.000Z Log of %1").arg(set.id);
    }

    QList<Step> backupPlan(const stack::Stack &stack, const backup::BackupSettings &, const QString &trigger) override
    {
        return plan(QStringLiteral("backup %1 %2").arg(stack.id, trigger));
    }
    QList<Step> verifyPlan(const stack::Stack &, const backup::BackupSettings &, const backup::BackupSet &set, backup::Proof::Depth depth) override
    {
        return plan(QStringLiteral("%1 %2").arg(backup::depthName(depth), set.id));
    }
    QList<Step> removePlan(const QString &stackId, const backup::BackupSettings &, const backup::BackupSet &set) override
    {
        return plan(QStringLiteral("remove %1 %2").arg(stackId, set.id));
    }
    QList<Step> prunePlan(const QString &stackId, const backup::RetentionPolicy &policy, const QStringList &expected) override
    {
        lastPolicy = policy;
        return plan(QStringLiteral("prune %1 %2").arg(stackId).arg(expected.size()));
    }
    QList<Step> retentionPlan(const QString &stackId, const backup::RetentionPolicy &policy) override
    {
        lastPolicy = policy;
        return plan(QStringLiteral("retention ") + stackId);
    }
    QList<Step> schedulePlan(const QString &stackId, const std::optional<backup::ScheduleRule> &rule) override
    {
        lastRule = rule;
        return plan(QStringLiteral("schedule ") + stackId);
    }

    QStringList wishes; ///< what plans were made for, in order
    std::optional<backup::RetentionPolicy> lastPolicy;
    std::optional<backup::ScheduleRule> lastRule;
    std::optional<Error> failure;
    std::function<void()> onRun; ///< on the job thread
    std::atomic<int> readings = 0;
    std::atomic<int> logs = 0;
    std::atomic<int> stepsRun = 0;
    std::atomic<bool> blockReading = false;
    std::atomic<bool> block = false;

private:
    QList<Step> plan(const QString &wish)
    {
        wishes.append(wish);
        const auto run = [this](JobContext &context) -> Result<void> {
            while (block)
                QD_CHECK(context.sleep(std::chrono::milliseconds(10)));
            if (failure)
                return fail(*failure);
            if (onRun)
                onRun();
            ++stepsRun;
            return {};
        };
        return {{QStringLiteral("step"), QStringLiteral("Do it"), run, {}}};
    }

    std::mutex m_mutex;
    gui::BackupReading m_reading;
};

} // namespace quarterdeck::test
