// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace quarterdeck {

/// The time, as a collaborator, so that tests can jump it.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Wall clock in UTC; may jump (WSL after sleep, NTP).
    [[nodiscard]] virtual QDateTime now() const = 0;
    /// Never jumps; for durations.
    [[nodiscard]] virtual std::chrono::steady_clock::time_point monotonic() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
    [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override { return std::chrono::steady_clock::now(); }
};

} // namespace quarterdeck
