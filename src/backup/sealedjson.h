// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QJsonObject>

/// JSON files that notice every change of a single bit.
///
/// The rule, the same for every schema to come: the file begins with
///
///     {
///         "checksum": "<64 lower-case hexadecimal digits>",
///
/// and these digits are the SHA-256 of the whole file, byte for byte, with the
/// digits themselves replaced by 64 zeros. Nothing is canonicalised, so that a
/// person can check it with sed and sha256sum (docs/backup-format.md).
namespace quarterdeck::backup {

/// Larger files are refused before they are parsed.
inline constexpr qint64 maximumSealedSize = 16 * 1024 * 1024;

/// @param object must not have a member that sorts before "checksum"
[[nodiscard]] QByteArray sealJson(QJsonObject object);

/// The object without its checksum. Corrupt: too large, seal missing or wrong,
/// not JSON, a member given twice.
[[nodiscard]] Result<QJsonObject> openSealedJson(const QByteArray &bytes);

/// The first member that occurs twice in its object, or has an escape in its
/// name (which could hide that); empty when there is none. Expects valid JSON.
[[nodiscard]] QByteArray duplicateMember(const QByteArray &json);

} // namespace quarterdeck::backup
