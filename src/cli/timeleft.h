// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <deque>
#include <optional>

namespace quarterdeck::cli {

/// How fast something goes and how long it will still take, by its speed over
/// the last ten seconds: what was fast at first must not promise for ever.
class TimeLeft final
{
public:
    /// @param at since the beginning, growing
    /// @param done so far; less than before begins anew
    void add(std::chrono::milliseconds at, qint64 done);
    void clear() { m_samples.clear(); }

    /// Per second. Nothing in the first two seconds, nor while nothing moves.
    [[nodiscard]] std::optional<double> rate() const;
    /// Nothing when there is no speed or no total. Whole seconds.
    [[nodiscard]] std::optional<std::chrono::milliseconds> until(qint64 total) const;

private:
    struct Sample
    {
        std::chrono::milliseconds at;
        qint64 done;
    };
    std::deque<Sample> m_samples;
};

} // namespace quarterdeck::cli
