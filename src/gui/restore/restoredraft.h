// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/operations.h"

#include <optional>

namespace quarterdeck::gui {

/// What a person comes with.
enum class RestoreGoal {
    Undo, ///< this stack, or a part of it, back to an earlier set
    Rebuild, ///< the stack is gone
    LookInside, ///< a side database, a clone, one workflow, one credential
    Rehearse, ///< would it work, and how long would it take
    FromFiles, ///< files of the shell kit, or a bare dump
};

/// The pages of the wizard, in their order.
enum class RestoreStep { Goal, Set, Scope, Checks, Plan, Confirm, Progress, Result };

/// What a look inside is for.
enum class LookFor {
    Database, ///< a side database, beside the one in use
    Clone, ///< a whole stack of its own, on ports of its own
    Workflow, ///< one, into a file; nothing else
    Credential, ///< the same
};

/// What was chosen so far; each page adds its own. A plain value.
struct RestoreDraft
{
    RestoreGoal goal = RestoreGoal::Undo;
    restore::Request request;
    LookFor look = LookFor::Database;
    QString entryId; ///< of the workflow or the credential that goes into a file
    QString entryName;
    bool decrypted = false; ///< a credential in plain text
    /// As it was looked at last; none after anything changed.
    std::optional<restore::Outline> outline;
};

/// The scenario a goal means; files may be used for any, see RestoreDraft::request.
[[nodiscard]] restore::Scenario scenarioOf(RestoreGoal goal);
/// The pages that this draft goes through.
[[nodiscard]] QList<RestoreStep> stepsOf(const RestoreDraft &draft);
/// Whether nothing is restored, and one thing goes into a file.
[[nodiscard]] bool isExport(const RestoreDraft &draft);
/// Whether a set can serve a goal. @param stackId of the shown stack; empty = none
[[nodiscard]] bool suits(const backup::BackupSet &set, RestoreGoal goal, const QString &stackId);
/// The parts that a scenario takes from a set unless told otherwise.
[[nodiscard]] QList<backup::Part> usualParts(const backup::BackupSet &set, restore::Scenario scenario);
/// What has to be typed before data is replaced: the stack's name.
[[nodiscard]] QString nameToType(const restore::Request &request);
/// Whether what is about to be replaced goes without a copy.
[[nodiscard]] bool goesWithoutCopy(const RestoreDraft &draft);

/// "5678=15678, 5432=15432". Errors: Invalid with what cannot be read.
[[nodiscard]] Result<QMap<quint16, quint16>> parsePorts(const QString &text);
[[nodiscard]] QString portsText(const QMap<quint16, quint16> &ports);

} // namespace quarterdeck::gui
