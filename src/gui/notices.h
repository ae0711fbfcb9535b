// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/stackstatus.h"

#include <QList>
#include <QString>

namespace quarterdeck::gui {

/// A command to be typed in a terminal, and what it is for.
struct FixCommand
{
    QString purpose;
    QString command;

    bool operator==(const FixCommand &) const = default;
};

/// What fills the window when there is no data: what is the matter, and the
/// way out of it.
struct Notice
{
    health::State state = health::State::Unknown; ///< its icon, unless it has one of its own
    QString iconName; ///< see icon(); empty = that of the state
    QString title;
    QString sentence;
    QList<FixCommand> commands;
    QString primary; ///< text of the one button; empty = none
    QString details; ///< raw words, folded away

    bool operator==(const Notice &) const = default;
};

/// What a way out depends on.
struct Machine
{
    bool wsl = false;
    bool systemd = false;
    bool composePackage = true; ///< the distribution has docker-compose-v2

    [[nodiscard]] static Machine thisOne();
};

/// Why there is no engine: not installed, not running, no permission,
/// unsupported, lost, each with its own commands.
[[nodiscard]] Notice engineNotice(const health::EngineStatus &engine, const Machine &machine);

/// An engine without any n8n stack.
/// @param offerSandbox whether the one button brings up the sandbox
[[nodiscard]] Notice noStackNotice(const Error &error, bool offerSandbox);

} // namespace quarterdeck::gui
