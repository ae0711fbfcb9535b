// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/redis/redisport.h"

namespace quarterdeck::redis {

/// Redis through hiredis (0.14 and 1.x), on a non-blocking socket that is
/// waited for in slices of the job context.
class HiredisPort final : public RedisPort
{
public:
    [[nodiscard]] Result<std::unique_ptr<Session>> connect(const JobContext &context, const Coordinates &coordinates) override;
};

} // namespace quarterdeck::redis
