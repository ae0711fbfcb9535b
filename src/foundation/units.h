// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QDateTime>
#include <QString>

#include <chrono>

namespace quarterdeck {

/// "212 MiB": binary units, at most three significant digits, unit always shown.
[[nodiscard]] QString formatBytes(qint64 bytes);

/// "212/512 MiB": both in the unit of the second. limit <= 0 means none.
[[nodiscard]] QString formatBytesOf(qint64 bytes, qint64 limit);

/// "41 s", "2 min 5 s", "3 h 12 min", "5 d 4 h"; below a second "340 ms".
[[nodiscard]] QString formatDuration(std::chrono::milliseconds duration);

/// "just now", "6 min ago", "in 7 h": the exact time belongs into the tooltip.
[[nodiscard]] QString formatRelative(const QDateTime &time, const QDateTime &now);

/// "12.3 %"; value is in percent already. One digit below 10, none above 100.
[[nodiscard]] QString formatPercent(double percent);

/// Bytes from what Docker and Compose accept: "512m", "512M", "1.5g", "1GiB", "1048576" (b, k, m, g, t; powers of 1024).
[[nodiscard]] Result<qint64> parseMemory(const QString &text);

} // namespace quarterdeck
