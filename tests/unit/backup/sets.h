// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"

namespace quarterdeck::test {

/// Every member filled with something that is not its default.
[[nodiscard]] backup::Manifest fullManifest();

/// A set that exists in memory only.
[[nodiscard]] backup::BackupSet someSet(qint64 sequence, const QDateTime &time, backup::SetState state = backup::SetState::Proven);

/// A real set with two small files, published into `folder`; empty on failure.
[[nodiscard]] QString publishSet(const QString &folder, const QString &stackId, qint64 sequence, const QDateTime &time);

/// A real set with every part a stack has, some 200 KB on disk, partly noise
/// and partly text; proven by a drill. Empty on failure.
[[nodiscard]] QString publishWholeSet(const QString &folder, const QString &stackId, qint64 sequence, const QDateTime &time);

} // namespace quarterdeck::test
