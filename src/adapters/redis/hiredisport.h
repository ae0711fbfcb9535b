// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/redis/redisport.h"

namespace quarterdeck::redis {

/// Redis through hiredis (0.14 and 1.x), on a non-blocking socket that is
/// waited for in slices of the job context. Speaks RESP2.
///
/// A host that begins with a slash is the path of a Unix socket. A session
/// whose command was cancelled or lost is good for nothing any more: every
/// further call is Unreachable. Invalid also says that the peer is not Redis.
class HiredisPort final : public RedisPort
{
public:
    [[nodiscard]] Result<std::unique_ptr<Session>> connect(const JobContext &context, const Coordinates &coordinates) override;
    [[nodiscard]] Result<void> subscribe(const JobContext &context, const Coordinates &coordinates, const QList<QByteArray> &channels,
                                         const std::function<Result<void>()> &onSubscribed,
                                         const std::function<Result<bool>(const QByteArray &, const QByteArray &)> &onMessage) override;
};

} // namespace quarterdeck::redis
