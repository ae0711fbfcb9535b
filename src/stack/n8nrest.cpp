// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/n8nrest.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace quarterdeck::stack {

namespace {

struct RestText
{
    Q_DECLARE_TR_FUNCTIONS(N8nRest)
};

} // namespace

N8nRest::N8nRest(n8n::N8nPort &n8n, QString host, quint16 port)
    : m_n8n(n8n)
    , m_host(std::move(host))
    , m_port(port)
{
}

Result<n8n::HttpAnswer> N8nRest::send(const JobContext &context, const QByteArray &method, const QByteArray &target, const QByteArray &body)
{
    n8n::HttpRequest request;
    request.host = m_host;
    request.port = m_port;
    request.method = method;
    request.target = target;
    request.body = body;
    if (!body.isEmpty())
        request.headers.insert(QStringLiteral("Content-Type"), "application/json");
    if (!m_cookie.isEmpty())
        request.headers.insert(QStringLiteral("Cookie"), m_cookie);
    QD_TRY(n8n::HttpAnswer answer, m_n8n.request(context.withTimeout(std::chrono::seconds(30)), request));
    for (const QString &cookie : answer.headers.value(QStringLiteral("set-cookie")).split(QLatin1Char('\n'))) {
        if (cookie.startsWith(QLatin1String("n8n-auth=")))
            m_cookie = cookie.section(QLatin1Char(';'), 0, 0).toUtf8();
    }
    return answer;
}

Result<QJsonValue> N8nRest::dataOf(const n8n::HttpAnswer &answer, const QByteArray &target)
{
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    if (answer.status >= 200 && answer.status < 300)
        return object.contains(QLatin1String("data")) ? object.value(QLatin1String("data")) : QJsonValue(object);
    const ErrorKind kind = answer.status == 401 || answer.status == 403 ? ErrorKind::Auth
        : answer.status == 404                                          ? ErrorKind::NotFound
        : answer.status >= 500                                          ? ErrorKind::Internal
                                                                        : ErrorKind::Invalid;
    return fail(kind, RestText::tr("n8n refused %1 with status %2.").arg(QString::fromUtf8(target)).arg(answer.status),
                object.value(QLatin1String("message")).toString());
}

Result<QJsonValue> N8nRest::get(const JobContext &context, const QByteArray &target)
{
    QD_TRY(const n8n::HttpAnswer answer, send(context, "GET", target, {}));
    return dataOf(answer, target);
}

Result<QJsonValue> N8nRest::post(const JobContext &context, const QByteArray &target, const QJsonObject &body)
{
    QD_TRY(const n8n::HttpAnswer answer, send(context, "POST", target, QJsonDocument(body).toJson(QJsonDocument::Compact)));
    return dataOf(answer, target);
}

Result<QJsonValue> N8nRest::remove(const JobContext &context, const QByteArray &target)
{
    QD_TRY(const n8n::HttpAnswer answer, send(context, "DELETE", target, {}));
    return dataOf(answer, target);
}

Result<void> N8nRest::becomeOwner(const JobContext &context, const Owner &owner)
{
    const QString password = QString::fromUtf8(owner.password.expose());
    const Result<QJsonValue> made = post(context, "/rest/owner/setup",
                                         {{QLatin1String("email"), owner.email},
                                          {QLatin1String("firstName"), QLatin1String("Quarter")},
                                          {QLatin1String("lastName"), QLatin1String("Deck")},
                                          {QLatin1String("password"), password}});
    if (made)
        return {};
    if (made.error().kind == ErrorKind::Unreachable || made.error().kind == ErrorKind::Cancelled || made.error().kind == ErrorKind::Timeout)
        return fail(made.error());
    // There is an owner already. Older versions call the member "email".
    const QJsonObject login
        = {{QLatin1String("emailOrLdapLoginId"), owner.email}, {QLatin1String("email"), owner.email}, {QLatin1String("password"), password}};
    if (const Result<QJsonValue> loggedIn = post(context, "/rest/login", login); !loggedIn) {
        return fail(ErrorKind::Auth, RestText::tr("n8n has an owner already, and the password kept for it does not fit."), loggedIn.error().detail,
                    RestText::tr("Remove the sandbox with its data and bring it up again, or use n8n's own window."));
    }
    return {};
}

} // namespace quarterdeck::stack
