// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/consolestate.h"

namespace quarterdeck::gui {

using Link = health::EngineStatus::Link;

ConsoleState::Scene ConsoleState::scene() const
{
    if (engine.link == Link::Connecting)
        return stack ? Scene::Stale : Scene::Loading;
    if (!isConnected())
        return stack ? Scene::Stale : Scene::NoEngine;
    if (noStackError && !stack) {
        // A stack that was chosen and is gone is a choice again, if there are others.
        return stacks && !stacks->isEmpty() ? Scene::ChooseStack : Scene::NoStack;
    }
    return stack ? Scene::Live : Scene::Loading;
}

void ConsoleState::setEngine(const health::EngineStatus &value)
{
    engine = value;
}

void ConsoleState::setStacks(const QList<stack::StackSummary> &value)
{
    stacks = value;
}

void ConsoleState::setStack(const stack::Stack &value)
{
    if (stack && stack->id != value.id) {
        status.reset();
        backups.reset();
    }
    stack = value;
    chosenId = value.id;
    noStackError.reset();
}

void ConsoleState::setStatus(const health::StackStatus &value)
{
    if (!stack || stack->id != value.stackId)
        return;
    status = value;
    judgeBackups();
}

void ConsoleState::setBackups(const BackupGlance &value)
{
    if (!stack || stack->id != value.stackId)
        return;
    backups = value;
    judgeBackups();
}

void ConsoleState::judgeBackups()
{
    if (!status || !backups || !backups->lastProven)
        return;
    status->lastProvenBackup = backups->lastProven;
    status->attention.removeIf([](const health::Attention &item) { return item.id == QLatin1String("no-proven-backup"); });
}

void ConsoleState::setNoStack(const Error &error)
{
    noStackError = error;
    stack.reset();
    status.reset();
    backups.reset();
}

void ConsoleState::choose(const QString &stackId)
{
    chosenId = stackId;
    noStackError.reset();
    if (stack && stack->id != stackId) {
        stack.reset();
        status.reset();
        backups.reset();
    }
}

} // namespace quarterdeck::gui
