// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"
#include "stack/sandbox.h"

namespace quarterdeck::stack {

/// Lays the embedded stack's files out in a folder (0700; .env 0600; what the
/// servers read 0755/0644, for they run as users of their own).
///
/// A file the user has edited is kept; one of ours that is older than the
/// program is renewed. What was written, by hash, is remembered beside them.
[[nodiscard]] Result<void> writeSandboxFiles(const JobContext &context, const QString &folder);

/// Makes the .env with fresh secrets, once. An existing one is left alone, and
/// Conflict when it is another sandbox's.
/// A default port that is taken gives way to the next free one.
[[nodiscard]] Result<void> writeSandboxSettings(const JobContext &context, const SandboxOptions &options, const QString &folder);

/// Fills in every "@RANDOM:n@" outside comments with n letters and digits of
/// the system's random source.
[[nodiscard]] QByteArray withSecrets(const QByteArray &envTemplate);

/// Whether this port of the loopback address is free now.
[[nodiscard]] bool isPortFree(quint16 port);

/// Whether everything in a folder is a sandbox's: writeSandboxFiles() made it, or a rebuild laid the same files out anew.
/// Success also when there is none. Errors: Conflict names what is not.
[[nodiscard]] Result<void> checkSandboxFolder(const QString &folder);

/// Removes the folder if, and only if, checkSandboxFolder() has nothing against it.
[[nodiscard]] Result<void> removeSandboxFolder(const QString &folder);

} // namespace quarterdeck::stack
