// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace quarterdeck::test {

/// A raw answer of a real engine (20.10), as it came over the socket.
[[nodiscard]] QByteArray recordedAnswer(const char *name);
/// Its body, decoded; for an upgrade what came after the head.
[[nodiscard]] QByteArray recordedBody(const char *name);

/// Every way to cut into two pieces, the whole, and single bytes.
[[nodiscard]] QList<QList<QByteArray>> allCuts(const QByteArray &bytes);

} // namespace quarterdeck::test
