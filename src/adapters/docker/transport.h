// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "adapters/docker/endpoint.h"
#include "adapters/http/exchange.h"

#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace quarterdeck::docker {

inline constexpr std::pair<int, int> oldestApi{1, 41}; ///< Docker 20.10
inline constexpr std::pair<int, int> newestApi{1, 51}; ///< Docker 28.3

/// The version to speak: min(newest we know, newest the engine knows).
/// @param server newest version the engine knows, "1.41"
/// @param minimum oldest version it still speaks; empty = not known
/// @return ErrorKind::Unsupported when there is none in common
[[nodiscard]] Result<QString> chooseApiVersion(const QString &server, const QString &minimum);

/// One call of the engine's API.
struct Call
{
    QByteArray method = QByteArrayLiteral("GET");
    QByteArray path; ///< without the version, percent-encoded: "/containers/json"
    QList<std::pair<QByteArray, QByteArray>> query = {}; ///< plain, encoded when sent
    QByteArray contentType = {};
    QByteArray body = {};
    http::BodySource bodySource = {};
    /// In the newest version the engine knows, though it be newer than ours:
    /// for what is only passed on and must lose nothing on the way.
    bool serversNewest = false;
};

/// A connection taken over by an upgrade; its read() goes on with the stream.
struct Takeover
{
    http::ResponseHead head;
    std::unique_ptr<http::Connection> connection; ///< empty when the engine refused
    QByteArray errorBody; ///< of a refusal
};

/// Carries calls to the engine: connections kept alive, the version
/// negotiated, connection errors turned into words. Thread-safe; each running
/// call has a connection of its own.
///
/// Only questions (GET, HEAD) travel on a kept connection, and only they are
/// asked again, once, when it turns out that the engine had closed it: no
/// answer to an action does ever leave open whether it was carried out twice.
class Transport final
{
    Q_DISABLE_COPY_MOVE(Transport)

public:
    /// @param endpoint an error is what every call will return
    explicit Transport(Result<Endpoint> endpoint);

    /// Asks the engine for its versions.
    [[nodiscard]] Result<EngineInfo> ping(const JobContext &context);
    /// The version in use, as (major, minor); asks only when it is not known.
    [[nodiscard]] Result<std::pair<int, int>> apiVersion(const JobContext &context);

    /// The whole answer, whatever its status.
    [[nodiscard]] Result<http::Response> request(const JobContext &context, const Call &call);
    /// The answer piece by piece.
    [[nodiscard]] Result<http::ResponseHead> stream(const JobContext &context, const Call &call, http::ResponseHandler &handler);
    /// Asks for the connection itself (Upgrade: tcp).
    [[nodiscard]] Result<Takeover> takeOver(const JobContext &context, const Call &call);

private:
    using ConnectionPtr = std::unique_ptr<http::Connection>;

    [[nodiscard]] Result<ConnectionPtr> open(const JobContext &context) const;
    [[nodiscard]] ConnectionPtr takeIdle();
    void giveBack(ConnectionPtr connection);
    /// Nothing that was learnt about an engine that is gone may be believed of its successor.
    void forget();
    [[nodiscard]] Result<EngineInfo> knownInfo(const JobContext &context);
    [[nodiscard]] Result<http::Request> makeRequest(const JobContext &context, const Call &call, bool versioned);
    [[nodiscard]] Result<http::Outcome> run(const JobContext &context, const Call &call, http::ResponseHandler &handler, bool versioned);
    [[nodiscard]] Result<http::Response> collect(const JobContext &context, const Call &call, bool versioned);

    const Result<Endpoint> m_endpoint;
    std::mutex m_mutex;
    std::vector<ConnectionPtr> m_idle;
    std::optional<EngineInfo> m_info;
};

} // namespace quarterdeck::docker
