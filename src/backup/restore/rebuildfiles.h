// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/operations.h"

namespace quarterdeck::restore {

/// One file of the project, as it is going to be written.
struct RebuildFile
{
    QString path; ///< relative to the project's folder
    backup::Part part = backup::Part::Compose;
    int mode = 0600;
    QByteArray bytes; ///< may hold secrets: never print
};

/// The Compose project of a set, read but not written.
struct RebuildFiles
{
    compose::Project project; ///< as it will be; folder and files need not be there yet
    QList<RebuildFile> files;
    QStringList toCheck; ///< translated: what lay outside of the folder
};

/// Reads env/ and compose/ of a set, with the name and the ports that were asked for in place of theirs.
/// Errors: NotFound (no Compose file in it), Invalid (a name or a path that cannot be), those of FileSource.
[[nodiscard]] Result<RebuildFiles> readProject(const JobContext &context, const Request &request);

/// What writing made, to be taken back exactly.
struct MadeFiles
{
    QStringList folders; ///< outermost first
    QStringList files;
};

/// What writeProject() is going to make, where nothing of it is there yet.
[[nodiscard]] MadeFiles plannedFiles(const RebuildFiles &files);

/// Writes all of them below the project's folder, with their modes; folders
/// that servers read get 0755, the project's own 0700.
/// @param made grows as things are made, also when it ends with an error. Errors: Conflict (a file is there already).
[[nodiscard]] Result<void> writeProject(const RebuildFiles &files, MadeFiles &made);

/// Removes what was made; a folder in which others have put something stays.
void removeMade(const MadeFiles &made);

/// The same project laid out in another folder, for a look with Compose before anything is written.
[[nodiscard]] RebuildFiles movedTo(RebuildFiles files, const QString &folder);

} // namespace quarterdeck::restore
