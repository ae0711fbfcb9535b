// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"
#include "foundation/secret.h"

#include <QList>
#include <QString>
#include <QVariant>

#include <memory>
#include <optional>

namespace quarterdeck::postgres {

struct Coordinates
{
    QString host;
    quint16 port = 5432;
    QString database;
    QString user;
    Secret password;
    QString sslMode = QStringLiteral("prefer");

    bool operator==(const Coordinates &) const = default;
};

/// Text values as the server sends them; nullopt is NULL.
struct Rows
{
    QStringList columns;
    QList<QList<std::optional<QString>>> rows;
};

/// One session. Not to be shared between threads.
class Session
{
public:
    virtual ~Session() = default;

    /// Parameters are bound ($1, $2 ...), never pasted.
    [[nodiscard]] virtual Result<Rows> query(const JobContext &context, const QString &sql, const QList<std::optional<QString>> &parameters = {}) = 0;
    /// Major version times 10000 plus minor: 150020.
    [[nodiscard]] virtual int serverVersion() const = 0;
};

class PostgresPort
{
public:
    virtual ~PostgresPort() = default;

    /// Errors: Unreachable, Auth (28P01, 28000), NotFound (no such database), Timeout, Cancelled.
    [[nodiscard]] virtual Result<std::unique_ptr<Session>> connect(const JobContext &context, const Coordinates &coordinates) = 0;
};

} // namespace quarterdeck::postgres
