// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/manifest.h"
#include "stack/stack.h"

namespace quarterdeck::backup {

/// One file of a Compose project that belongs into a set.
struct ProjectFile
{
    QString path; ///< absolute, on this machine
    QString setPath; ///< where it goes in the set: "env/...", "compose/..."
    Part part = Part::Compose;
    int mode = 0600;

    bool operator==(const ProjectFile &) const = default;
};

struct ProjectFiles
{
    QList<ProjectFile> files; ///< each once, in the order of finding
    QStringList notCovered; ///< "compose-file-missing: ...", "mount-too-large: ...", ...
};

/// The files that make the stack, found from its labels and mounts: the .env
/// (or what --env-file named), the compose files, and what services have
/// mounted from the project's folder (the servers' configuration): there at
/// most 64 files of 1 MiB, more is told as not covered. Follows no symbolic
/// link out of the project's folder.
[[nodiscard]] ProjectFiles findProjectFiles(const stack::Stack &stack);

/// Where a file of env/ or compose/ was below the project's folder: "env/.env.age" -> ".env",
/// "compose/redis/redis.conf" -> "redis/redis.conf"; "outside/..." of what lay elsewhere.
[[nodiscard]] QString projectPathOf(const FileEntry &entry);
/// The folder that a set's project was in; empty when its files do not tell.
[[nodiscard]] QString projectFolderOf(const Manifest &manifest);

/// Errors: NotFound, Auth, Invalid (larger than 16 MiB).
[[nodiscard]] Result<QByteArray> readProjectFile(const QString &path);

} // namespace quarterdeck::backup
