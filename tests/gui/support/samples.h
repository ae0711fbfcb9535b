// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/stackstatus.h"
#include "stack/stack.h"

#include <functional>

namespace quarterdeck::test {

/// A stack in queue mode: n8n, PostgreSQL, Redis and workers.
[[nodiscard]] stack::Stack sampleStack(int workers = 5, const QString &id = QStringLiteral("acme-n8n"));

/// All of it up, measured and judged as the monitor does.
/// @param tick moves the figures
[[nodiscard]] health::StackStatus sampleStatus(const stack::Stack &stack, int tick = 0);

/// The same with the facts changed before they are judged.
[[nodiscard]] health::StackStatus sampleStatus(const stack::Stack &stack, int tick, const std::function<void(health::StackStatus &)> &change);

[[nodiscard]] health::EngineStatus engineWith(health::EngineStatus::Link link);
[[nodiscard]] QList<stack::StackSummary> summaries(const QStringList &ids);

} // namespace quarterdeck::test
