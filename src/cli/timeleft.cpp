// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/timeleft.h"

#include <algorithm>
#include <cmath>

namespace quarterdeck::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto window = 10s;
constexpr auto leastSpan = 2s;
/// Samples closer together than this tell nothing and would only fill memory.
constexpr auto spacing = 200ms;

} // namespace

void TimeLeft::add(std::chrono::milliseconds at, qint64 done)
{
    if (!m_samples.empty() && done < m_samples.back().done)
        clear();
    // The newest one is always kept, the one before it only where it is far enough from its own neighbour.
    if (m_samples.size() >= 2 && m_samples.back().at - m_samples.at(m_samples.size() - 2).at < spacing)
        m_samples.pop_back();
    m_samples.push_back({at, done});
    while (m_samples.size() > 2 && at - m_samples.at(1).at >= window)
        m_samples.pop_front();
}

std::optional<double> TimeLeft::rate() const
{
    if (m_samples.size() < 2)
        return std::nullopt;
    const auto span = m_samples.back().at - m_samples.front().at;
    const qint64 moved = m_samples.back().done - m_samples.front().done;
    if (span < leastSpan || moved <= 0)
        return std::nullopt;
    return static_cast<double>(moved) * 1000.0 / static_cast<double>(span.count());
}

std::optional<std::chrono::milliseconds> TimeLeft::until(qint64 total) const
{
    const std::optional<double> speed = rate();
    if (!speed || total < 0)
        return std::nullopt;
    const double left = static_cast<double>(std::max<qint64>(0, total - m_samples.back().done)) / *speed;
    constexpr double longest = 99.0 * 86400;
    if (left > longest)
        return std::nullopt;
    return std::chrono::seconds(std::llround(std::ceil(left)));
}

} // namespace quarterdeck::cli
