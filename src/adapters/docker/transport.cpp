// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/transport.h"

#include "adapters/docker/enginefault.h"
#include "adapters/docker/json.h"
#include "foundation/logging.h"
#include "foundation/units.h"

#include <QCoreApplication>

namespace quarterdeck::docker {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DockerTransport)
};

constexpr size_t maximumIdle = 8;
/// The list of all containers of a large engine has some MiB.
constexpr qint64 maximumAnswer = qint64(64) * 1024 * 1024;

std::optional<std::pair<int, int>> parseVersion(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('.'));
    bool majorOk = false;
    bool minorOk = false;
    const int major = parts.value(0).toInt(&majorOk);
    const int minor = parts.value(1).toInt(&minorOk);
    if (parts.size() != 2 || !majorOk || !minorOk || major < 0 || minor < 0)
        return {};
    return std::pair(major, minor);
}

QString versionText(std::pair<int, int> version)
{
    return QStringLiteral("%1.%2").arg(version.first).arg(version.second);
}

/// "Docker/20.10.24+dfsg1 (linux)" -> "20.10.24+dfsg1"; saves asking
/// /version, which forks runc on every call in 20.10.
QString versionInServerHeader(const QByteArray &server)
{
    return QString::fromLatin1(server).section(QLatin1Char('/'), 1).section(QLatin1Char(' '), 0, 0);
}

bool isQuestion(const Call &call)
{
    return call.method == "GET" || call.method == "HEAD";
}

class Collector final : public http::ResponseHandler
{
public:
    Result<void> onHead(const http::ResponseHead &) override { return {}; }
    Result<void> onBody(QByteArrayView bytes) override
    {
        if (m_body.size() + bytes.size() > maximumAnswer)
            return fail(contentFault(QStringLiteral("an answer of more than %1").arg(formatBytes(maximumAnswer))));
        m_body.append(bytes);
        return {};
    }
    [[nodiscard]] QByteArray takeBody() { return std::exchange(m_body, {}); }

private:
    QByteArray m_body;
};

} // namespace

Result<QString> chooseApiVersion(const QString &server, const QString &minimum)
{
    const auto newest = parseVersion(server);
    if (!newest)
        return fail(contentFault(QLatin1String("Api-Version: ") + server));
    if (*newest < oldestApi) {
        return fail(ErrorKind::Unsupported,
                    Text::tr("The Docker engine is too old: it speaks API %1, and %2 is needed.").arg(server, versionText(oldestApi)), {},
                    Text::tr("Upgrade to Docker 20.10 or later."));
    }
    if (const auto oldest = parseVersion(minimum); oldest && *oldest > newestApi) {
        return fail(ErrorKind::Unsupported,
                    Text::tr("The Docker engine is too new: it speaks API %1 and later, and this version of Quarterdeck knows up to %2.")
                        .arg(minimum, versionText(newestApi)),
                    {}, Text::tr("Upgrade Quarterdeck, or set DOCKER_MIN_API_VERSION=%1 for the engine.").arg(versionText(newestApi)));
    }
    return versionText(std::min(*newest, newestApi));
}

Transport::Transport(Result<Endpoint> endpoint)
    : m_endpoint(std::move(endpoint))
{
}

Result<Transport::ConnectionPtr> Transport::open(const JobContext &context) const
{
    if (!m_endpoint)
        return fail(m_endpoint.error());
    auto connection = http::Connection::openUnix(context, m_endpoint->socketPath);
    if (!connection && connection.error().kind != ErrorKind::Cancelled && connection.error().kind != ErrorKind::Timeout)
        return fail(connectFault(connection.error(), *m_endpoint, HostFacts::ofThisMachine()));
    return connection;
}

Transport::ConnectionPtr Transport::takeIdle()
{
    const std::lock_guard lock(m_mutex);
    while (!m_idle.empty()) {
        ConnectionPtr connection = std::move(m_idle.back());
        m_idle.pop_back();
        if (connection->isFresh())
            return connection;
        // The engine closes idle connections only when it goes.
        m_info.reset();
    }
    return {};
}

void Transport::giveBack(ConnectionPtr connection)
{
    const std::lock_guard lock(m_mutex);
    if (m_idle.size() < maximumIdle)
        m_idle.push_back(std::move(connection));
}

void Transport::forget()
{
    const std::lock_guard lock(m_mutex);
    m_idle.clear();
    m_info.reset();
}

Result<EngineInfo> Transport::knownInfo(const JobContext &context)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_info)
            return *m_info;
    }
    return ping(context);
}

Result<std::pair<int, int>> Transport::apiVersion(const JobContext &context)
{
    QD_TRY(const EngineInfo info, knownInfo(context));
    return parseVersion(info.apiVersion).value_or(oldestApi);
}

Result<http::Request> Transport::makeRequest(const JobContext &context, const Call &call, bool versioned)
{
    http::Request request;
    request.method = call.method;
    if (versioned) {
        QD_TRY(const EngineInfo info, knownInfo(context));
        request.target = "/v" + (call.serversNewest ? info.serverApiVersion : info.apiVersion).toLatin1();
    }
    request.target += call.path;
    char separator = '?';
    for (const auto &[key, value] : call.query) {
        request.target += separator + key + '=' + http::percentEncoded(value);
        separator = '&';
    }
    request.host = QByteArrayLiteral("docker");
    request.headers.append({QByteArrayLiteral("User-Agent"), QByteArrayLiteral("Quarterdeck/" QUARTERDECK_VERSION)});
    if (!call.contentType.isEmpty())
        request.headers.append({QByteArrayLiteral("Content-Type"), call.contentType});
    request.body = call.body;
    request.bodySource = call.bodySource;
    return request;
}

Result<http::Outcome> Transport::run(const JobContext &context, const Call &call, http::ResponseHandler &handler, bool versioned)
{
    for (bool again = false;; again = true) {
        ConnectionPtr connection = isQuestion(call) && !again ? takeIdle() : nullptr;
        QD_TRY(const http::Request request, makeRequest(context, call, versioned));
        // A negotiation may just have left one.
        if (!connection && isQuestion(call) && !again)
            connection = takeIdle();
        const bool kept = connection != nullptr;
        if (!connection) {
            QD_TRY(connection, open(context));
        }
        const qint64 before = connection->received();
        Result<http::Outcome> outcome = http::exchange(context, *connection, request, handler);
        if (outcome) {
            if (outcome->reusable)
                giveBack(std::move(connection));
            return outcome;
        }
        if (outcome.error().kind != ErrorKind::Unreachable)
            return outcome;
        forget();
        if (!kept || connection->received() != before)
            return outcome;
        qCDebug(logDocker) << "a kept connection was stale, asking again";
    }
}

Result<http::Response> Transport::collect(const JobContext &context, const Call &call, bool versioned)
{
    Collector collector;
    QD_TRY(http::Outcome outcome, run(context, call, collector, versioned));
    return http::Response{std::move(outcome.head), collector.takeBody()};
}

Result<EngineInfo> Transport::ping(const JobContext &context)
{
    QD_TRY(const http::Response pong, collect(context, Call{.path = QByteArrayLiteral("/_ping")}, false));
    if (!pong.head.isSuccess())
        return fail(statusFault(pong.head.status, pong.body, Text::tr("The Docker engine is not well.")));
    EngineInfo info;
    info.endpoint = m_endpoint->url();
    info.serverApiVersion = QString::fromLatin1(pong.head.header("Api-Version"));
    info.osType = QString::fromLatin1(pong.head.header("OSType"));
    info.serverVersion = versionInServerHeader(pong.head.header("Server"));

    QString minimum;
    const auto newest = parseVersion(info.serverApiVersion);
    if (info.serverVersion.isEmpty() || (newest && *newest > newestApi)) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_info && m_info->serverApiVersion == info.serverApiVersion)
                return *m_info;
        }
        QD_TRY(const http::Response answer, collect(context, Call{.path = QByteArrayLiteral("/version")}, false));
        if (!answer.head.isSuccess())
            return fail(statusFault(answer.head.status, answer.body, Text::tr("The Docker engine does not tell its version.")));
        QD_TRY(const QJsonObject version, parseObject(answer.body));
        info.serverVersion = version.value(QLatin1String("Version")).toString();
        minimum = version.value(QLatin1String("MinAPIVersion")).toString();
    }
    QD_TRY(info.apiVersion, chooseApiVersion(info.serverApiVersion, minimum));
    const std::lock_guard lock(m_mutex);
    m_info = info;
    return info;
}

Result<http::Response> Transport::request(const JobContext &context, const Call &call)
{
    return collect(context, call, true);
}

Result<http::ResponseHead> Transport::stream(const JobContext &context, const Call &call, http::ResponseHandler &handler)
{
    QD_TRY(http::Outcome outcome, run(context, call, handler, true));
    return std::move(outcome.head);
}

Result<Takeover> Transport::takeOver(const JobContext &context, const Call &call)
{
    QD_TRY(http::Request request, makeRequest(context, call, true));
    request.headers.append({QByteArrayLiteral("Connection"), QByteArrayLiteral("Upgrade")});
    request.headers.append({QByteArrayLiteral("Upgrade"), QByteArrayLiteral("tcp")});
    QD_TRY(ConnectionPtr connection, open(context));
    Collector collector;
    Result<http::Outcome> outcome = http::exchange(context, *connection, request, collector, true);
    if (!outcome) {
        if (outcome.error().kind == ErrorKind::Unreachable)
            forget();
        return fail(std::move(outcome).error());
    }
    if (!outcome->upgraded)
        connection.reset();
    return Takeover{std::move(outcome->head), std::move(connection), collector.takeBody()};
}

} // namespace quarterdeck::docker
