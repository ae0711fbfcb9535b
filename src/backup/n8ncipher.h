// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/secret.h"

#include <optional>

/// n8n's two ciphers, decrypting only. The formats stand in keycheck.h.
namespace quarterdeck::backup {

/// @param key the key text, UTF-8
/// @return nothing when the form is another or the padding does not fit
[[nodiscard]] std::optional<Secret> decryptClassic(const QByteArray &base64, const Secret &key);

/// @param key 32 bytes
/// @return nothing when the form is another or the tag does not fit
[[nodiscard]] std::optional<Secret> decryptGcm(const QByteArray &base64, const Secret &key);

/// The key that wraps data keys: SHA-256 of the instance key's text, 32 bytes.
[[nodiscard]] Secret wrappingKey(const Secret &instanceKey);

} // namespace quarterdeck::backup
