// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/drill.h"
#include "backup/helpercontainer.h"

namespace quarterdeck::backup {

/// A throwaway Redis without network that has loaded the RDB of a set.
struct LoadedRedis
{
    std::unique_ptr<HelperContainer> server;
    QHash<QString, QString> info; ///< INFO, right after it had loaded
};

/// @param input whose set may also be a foreign one
/// Errors: Corrupt (Redis does not start on it), Unreachable (the machine's
/// fault), NotFound (no image, no RDB in the set).
[[nodiscard]] Result<LoadedRedis> startRedisOnSet(const JobContext &context, const DrillInput &input);

} // namespace quarterdeck::backup
