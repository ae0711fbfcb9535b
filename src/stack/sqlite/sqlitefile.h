// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QSqlQuery>
#include <QStringList>

#include <memory>

namespace quarterdeck::stack {

/// Where the console keeps what it has seen and done: $XDG_STATE_HOME/quarterdeck, else ~/.local/state/quarterdeck.
[[nodiscard]] QString stateFolder();

/// A history in SQLite (WAL, busy_timeout 5 s, mode 0600). One object a
/// thread. A damaged file is moved aside, never fatal; one of a newer version is left alone.
class SqliteFile final
{
public:
    struct Schema
    {
        int version = 1;
        QStringList statements; ///< CREATE ... IF NOT EXISTS
    };

    /// @param path its folder is made
    /// Errors: Unsupported (written by a newer version), NoSpace, Auth, ...
    [[nodiscard]] static Result<std::unique_ptr<SqliteFile>> open(const QString &path, const Schema &schema);
    ~SqliteFile();
    Q_DISABLE_COPY_MOVE(SqliteFile)

    /// An empty query on this connection.
    [[nodiscard]] QSqlQuery query() const;
    /// @param statement empty = the one that was prepared
    [[nodiscard]] Result<void> execute(QSqlQuery &query, const QString &statement = {}) const;

private:
    SqliteFile(QString path, QString connection);
    [[nodiscard]] Result<void> prepare(const Schema &schema) const;

    QString m_path;
    QString m_connection;
};

} // namespace quarterdeck::stack
