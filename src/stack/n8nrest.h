// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/n8n/n8nport.h"
#include "foundation/secret.h"

#include <QJsonObject>
#include <QJsonValue>

namespace quarterdeck::stack {

/// n8n's own REST interface (/rest, the editor's), logged in as the owner.
class N8nRest final
{
public:
    N8nRest(n8n::N8nPort &n8n, QString host, quint16 port);

    struct Owner
    {
        QString email;
        Secret password;
    };
    /// Makes the owner of a fresh instance, else logs in.
    /// Errors: Auth when there is an owner with another password.
    [[nodiscard]] Result<void> becomeOwner(const JobContext &context, const Owner &owner);

    /// @return the member "data" of the answer
    [[nodiscard]] Result<QJsonValue> get(const JobContext &context, const QByteArray &target);
    [[nodiscard]] Result<QJsonValue> post(const JobContext &context, const QByteArray &target, const QJsonObject &body);
    [[nodiscard]] Result<QJsonValue> remove(const JobContext &context, const QByteArray &target);

private:
    [[nodiscard]] Result<n8n::HttpAnswer> send(const JobContext &context, const QByteArray &method, const QByteArray &target, const QByteArray &body);
    [[nodiscard]] static Result<QJsonValue> dataOf(const n8n::HttpAnswer &answer, const QByteArray &target);

    n8n::N8nPort &m_n8n;
    QString m_host;
    quint16 m_port;
    QByteArray m_cookie;
};

} // namespace quarterdeck::stack
