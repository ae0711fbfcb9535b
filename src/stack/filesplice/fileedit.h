// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/compose/composeport.h"
#include "foundation/clock.h"
#include "stack/filesplice/settingchange.h"
#include "stack/stack.h"

namespace quarterdeck::stack {

/// A file as it was read and as it is to be. No other byte differs than those
/// of the values that are changed.
struct FileEdit
{
    QString path;
    bool existed = true;
    QByteArray before; ///< may hold secrets, as may `after`
    QByteArray after;
};

/// What changing some settings does to the user's files, to be looked at first.
struct EditPlan
{
    compose::Project project;
    QList<SettingChange> changes;
    QList<FileEdit> files; ///< empty: everything is so already
    QStringList services; ///< whose settings are not so already
    QStringList heldIn; ///< translated, one a change: the variable or key, and the file
    QString diff; ///< unified, of all files, secrets hidden
    QStringList mountedSingly; ///< files that containers see through a mount of their own
};

/// Finds out where each setting is held and what has to be spliced. In this
/// order: the variable of a .env file that the compose file puts in there, if
/// nothing else uses it but what is to be changed to the same; the value that stands in the service; a key of the
/// service's own. Each is tried out through Compose on copies beside the files, and counts only when the
/// effective model changes in the one place and nowhere else. Writes nothing but those copies.
///
/// Errors: Unsupported for a stack without Compose and for files that must be
/// changed by hand, with the reason; Invalid for files that do not parse; Auth when the
/// folder cannot be written.
[[nodiscard]] Result<EditPlan> planEdit(const JobContext &context, compose::ComposePort &compose, const Stack &stack,
                                        const QList<SettingChange> &changes);

struct AppliedFile
{
    FileEdit edit;
    QString safetyCopy; ///< the file as it was before; empty for a file that is new
    bool mountedSingly = false;
};
/// What has been written, and all that undoing it needs.
struct AppliedEdit
{
    QList<AppliedFile> files;
    QStringList heldIn;
};

/// Whether applyEdit() would be let: for whoever does something first that is hard to take back.
/// Errors: Conflict when a file is not what was read, Auth when it must not be written.
[[nodiscard]] Result<void> checkApplicable(const EditPlan &plan);

/// Writes what was planned: tries it out once more, keeps each file as
/// `<name>.before-<time>` beside it (the newest twenty stay), replaces it in one go. A file that is
/// mounted singly, or has several names, is overwritten in place, for a rename would part it from them.
///
/// Errors: Conflict when a file is not what was read, Auth when it must not be
/// written; nothing has changed then.
[[nodiscard]] Result<AppliedEdit> applyEdit(const JobContext &context, compose::ComposePort &compose, const EditPlan &plan,
                                            const Clock &clock = SystemClock());

/// Gives the files their bytes back and removes the safety copies.
/// Errors: Conflict for a file that somebody has changed since; the others are restored.
[[nodiscard]] Result<void> undoEdit(const AppliedEdit &edit);

/// planEdit() and applyEdit() for the number of a service's containers.
[[nodiscard]] Result<AppliedEdit> persistReplicas(const JobContext &context, compose::ComposePort &compose, const Stack &stack,
                                                  const QString &service, int count);

} // namespace quarterdeck::stack
