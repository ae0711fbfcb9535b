// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/n8nrest.h"

#include <optional>

namespace quarterdeck::stack {

/// The owner of a sandbox's n8n: made once and kept in owner.json, of mode 0600, in the sandbox's folder.
/// @return none where there is no such file: no sandbox, or not seeded yet
[[nodiscard]] std::optional<N8nRest::Owner> sandboxOwner(const QString &folder);

/// The one that is kept, else a new one.
[[nodiscard]] Result<N8nRest::Owner> makeSandboxOwner(const QString &folder);

} // namespace quarterdeck::stack
