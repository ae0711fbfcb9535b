// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/schedule.h"
#include "health/stackstatus.h"
#include "stack/stack.h"

#include <optional>

namespace quarterdeck::gui {

/// What every page may want to know of the backups of a stack.
struct BackupGlance
{
    QString stackId;
    std::optional<QDateTime> lastProven; ///< when the newest set was taken that is proven
    std::optional<backup::ScheduleStatus> schedule; ///< none when it could not be read
    std::optional<Error> error; ///< why nothing is known about the sets
};

/// The newest of everything the feed has told, and what is to be shown for
/// it. A plain value: no widgets, no signals.
class ConsoleState final
{
public:
    /// What fills the window.
    enum class Scene {
        Loading, ///< connecting, or reading the stack for the first time
        NoEngine, ///< never had one, or no data yet: why, and what to do
        NoStack, ///< an engine, but nothing on it
        ChooseStack, ///< several, none chosen
        Live, ///< data of now
        Stale, ///< data from before the engine was lost
    };

    [[nodiscard]] Scene scene() const;
    /// Whether the pages have something to show.
    [[nodiscard]] bool hasData() const { return stack.has_value(); }
    [[nodiscard]] bool isConnected() const { return engine.link == health::EngineStatus::Link::Connected; }

    void setEngine(const health::EngineStatus &value);
    void setStacks(const QList<stack::StackSummary> &value);
    void setStack(const stack::Stack &value);
    /// Ignores a status of another stack than the one shown.
    void setStatus(const health::StackStatus &value);
    void setNoStack(const Error &error);
    /// Ignored for another stack than the one shown. The monitor knows nothing
    /// of backups: what it says of them is set right here.
    void setBackups(const BackupGlance &value);
    /// Another stack was chosen: what is shown is not of it.
    void choose(const QString &stackId);

    health::EngineStatus engine;
    std::optional<QList<stack::StackSummary>> stacks;
    std::optional<stack::Stack> stack;
    std::optional<health::StackStatus> status;
    std::optional<BackupGlance> backups; ///< none until they were read
    std::optional<Error> noStackError;
    QString chosenId; ///< by the person; empty = none yet

private:
    void judgeBackups();
};

} // namespace quarterdeck::gui
