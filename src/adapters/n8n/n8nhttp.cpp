// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/n8n/n8nhttp.h"

#include "adapters/http/exchange.h"

#include <QCoreApplication>

namespace quarterdeck::n8n {

namespace {

struct N8nText
{
    Q_DECLARE_TR_FUNCTIONS(N8n)
};

Result<http::Response> roundTrip(const JobContext &context, http::Connection &connection, const http::Request &request, const HttpRequest &wanted)
{
    Result<http::Response> response = http::roundTrip(context, connection, request, wanted.maximumBody);
    if (!response && response.error().kind == ErrorKind::Unreachable) {
        Error error = response.error();
        error.what = N8nText::tr("n8n at %1:%2 broke the connection off.").arg(wanted.host).arg(wanted.port);
        error.hint = N8nText::tr("It may be starting or stopping: try again in a moment.");
        return fail(error);
    }
    return response;
}

} // namespace

Result<HttpAnswer> N8nHttp::request(const JobContext &context, const HttpRequest &wanted)
{
    const auto start = std::chrono::steady_clock::now();
    Result<std::unique_ptr<http::Connection>> connection = http::Connection::openTcp(context, wanted.host, wanted.port);
    if (!connection) {
        Error error = connection.error();
        if (error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::NotFound) {
            error.kind = ErrorKind::Unreachable;
            error.what = N8nText::tr("n8n does not answer at %1:%2.").arg(wanted.host).arg(wanted.port);
            error.hint = N8nText::tr("Check that its container runs and that its port is published.");
        }
        return fail(error);
    }
    http::Request request;
    request.method = wanted.method;
    request.target = wanted.target;
    const bool isVersion6 = wanted.host.contains(QLatin1Char(':'));
    request.host = (isVersion6 ? '[' + wanted.host.toUtf8() + ']' : wanted.host.toUtf8()) + ':' + QByteArray::number(wanted.port);
    request.headers.append(http::Header{"Accept", "*/*"});
    request.headers.append(http::Header{"Connection", "close"});
    for (auto it = wanted.headers.cbegin(); it != wanted.headers.cend(); ++it)
        request.headers.append(http::Header{it.key().toUtf8(), it.value()});
    request.body = wanted.body;
    QD_TRY(const http::Response response, roundTrip(context, **connection, request, wanted));

    HttpAnswer answer;
    answer.status = response.head.status;
    for (const http::Header &header : response.head.headers) {
        QString &value = answer.headers[QString::fromUtf8(header.name).toLower()];
        // Several cookies come as several headers; a line feed cannot be part of one.
        value += (value.isEmpty() ? QString() : QStringLiteral("\n")) + QString::fromUtf8(header.value);
    }
    answer.body = response.body;
    answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    return answer;
}

} // namespace quarterdeck::n8n
