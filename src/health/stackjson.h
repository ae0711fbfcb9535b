// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/secret.h"
#include "stack/stack.h"

#include <QJsonObject>

namespace quarterdeck::health {

/// Knows every secret of a stack as far as discovery saw it: values of
/// variables with a secret's name, the passwords of database and queue.
[[nodiscard]] Redactor redactorFor(const stack::Stack &stack);

/// The stack as the stable JSON documented in docs/cli.md. Holds no secret:
/// of the environment only n8n's own settings that are none, redacted again.
[[nodiscard]] QJsonObject toJson(const stack::Stack &stack);
[[nodiscard]] QJsonObject toJson(const stack::StackSummary &summary);

} // namespace quarterdeck::health
