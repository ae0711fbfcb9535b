// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"

#include "adapters/docker/enginefault.h"
#include "foundation/logging.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace quarterdeck::docker {

namespace {

constexpr qsizetype errorBodyMaximum = 65536;

/// The body goes to the sink when the status is a success, and is kept for
/// the error message otherwise.
class StreamHandler final : public http::ResponseHandler
{
public:
    StreamHandler(const ByteSink &sink, const std::function<Result<void>()> &onAccepted)
        : m_sink(sink)
        , m_onAccepted(onAccepted)
    {
    }

    Result<void> onHead(const http::ResponseHead &head) override
    {
        m_isSuccess = head.isSuccess();
        return m_isSuccess && m_onAccepted ? m_onAccepted() : Result<void>();
    }

    Result<void> onBody(QByteArrayView bytes) override
    {
        if (m_isSuccess)
            return m_sink(bytes);
        m_errorBody.append(bytes.first(std::min(bytes.size(), errorBodyMaximum - m_errorBody.size())));
        return {};
    }

    [[nodiscard]] const QByteArray &errorBody() const { return m_errorBody; }

private:
    const ByteSink &m_sink;
    const std::function<Result<void>()> &m_onAccepted;
    bool m_isSuccess = false;
    QByteArray m_errorBody;
};

bool isAlphanumeric(QChar c)
{
    return (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || (c >= QLatin1Char('a') && c <= QLatin1Char('z'))
        || (c >= QLatin1Char('A') && c <= QLatin1Char('Z'));
}

} // namespace

Client::Client()
    : Client(resolveEndpoint(EndpointSources::fromEnvironment()))
{
}

Client::Client(Result<Endpoint> endpoint)
    : m_transport(std::move(endpoint))
{
}

Result<EngineInfo> Client::ping(const JobContext &context)
{
    return m_transport.ping(context);
}

Result<QByteArray> Client::pathOf(const char *collection, const QString &id, const char *rest)
{
    // An empty id or "../x" would turn the call into another one.
    if (id.isEmpty() || !isAlphanumeric(id.front()) || id.contains(QLatin1String(".."))) {
        return fail(ErrorKind::Invalid, QCoreApplication::translate("Docker", "\"%1\" cannot be the name of a Docker object.").arg(id), {},
                    QCoreApplication::translate("Docker", "Names begin with a letter or a digit."));
    }
    return QByteArray(QByteArray(collection) + '/' + http::percentEncoded(id.toUtf8()) + rest);
}

Result<QByteArray> Client::get(const JobContext &context, const QByteArray &path, const Query &query, const QString &what)
{
    return act(context, Call{.path = path, .query = query}, what);
}

Result<QByteArray> Client::act(const JobContext &context, Call call, const QString &what, int accepted)
{
    if (!call.body.isEmpty() && call.contentType.isEmpty())
        call.contentType = QByteArrayLiteral("application/json");
    QD_TRY(http::Response response, m_transport.request(context, call));
    if (!response.head.isSuccess() && response.head.status != accepted)
        return fail(statusFault(response.head.status, response.body, what));
    return std::move(response.body);
}

Result<void> Client::streamInto(const JobContext &context, const Call &call, const QString &what, const ByteSink &sink,
                                const std::function<Result<void>()> &onAccepted)
{
    StreamHandler handler(sink, onAccepted);
    QD_TRY(const http::ResponseHead head, m_transport.stream(context, call, handler));
    if (!head.isSuccess())
        return fail(statusFault(head.status, handler.errorBody(), what));
    return {};
}

void Client::logWarnings(const QByteArray &answer)
{
    for (const QJsonValue warning : QJsonDocument::fromJson(answer).object().value(QLatin1String("Warnings")).toArray())
        qCInfo(logDocker) << warning.toString();
}

} // namespace quarterdeck::docker
