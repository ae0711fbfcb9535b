// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/manifest.h"
#include "foundation/filedescriptor.h"
#include "foundation/jobcontext.h"

#include <memory>

namespace quarterdeck::backup {

/// A set in the making: <folder>/.partial/<uuid>/. It holds a flock(2) on its
/// own folder, so that a clean-up can tell a run that died from one that runs.
/// Not published means removed.
class PartialSet final
{
public:
    /// @param folder of the repository; made (0700) when it is missing
    [[nodiscard]] static Result<std::unique_ptr<PartialSet>> create(const QString &folder);
    ~PartialSet();
    Q_DISABLE_COPY_MOVE(PartialSet)

    /// Where the files go; each is to be fsynced by whoever writes it.
    [[nodiscard]] const QString &path() const { return m_path; }
    /// NotFound when the folder at this path is no longer ours: removed, or on a
    /// drive that was pulled out. To be asked before a path in it is used, for
    /// making it anew would litter the mount point.
    [[nodiscard]] Result<void> isStillThere() const;
    /// Folders inside, "env" or "compose"; made with mode 0700.
    [[nodiscard]] Result<void> makeSubfolder(const QString &relativePath);

    /// The last act: every file the manifest names must be there with its size;
    /// manifest, fsync of everything, rename to the manifest's id, fsync of the
    /// repository. Afterwards the set is there, before it is not.
    /// Errors: Conflict (a set of this name exists), Corrupt (a file is missing
    /// or of another size), NoSpace, ...
    /// @return the path of the set
    [[nodiscard]] Result<QString> publish(const Manifest &manifest);

private:
    PartialSet(QString folder, QString path, FileDescriptor lock);

    [[nodiscard]] Result<void> syncFolders() const;

    QString m_folder;
    QString m_path;
    FileDescriptor m_lock;
    bool m_published = false;
};

/// Removes a folder with everything in it, never following a symbolic link.
[[nodiscard]] Result<void> removeTree(const QString &path);

/// Removes a folder unless somebody holds its lock (flock(2)), as the run does
/// that makes a partial set.
/// @return whether it was removed
[[nodiscard]] Result<bool> removeIfDead(const QString &path);

} // namespace quarterdeck::backup
