// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

namespace quarterdeck::stack {

/// A .env file that is edited by splicing the bytes of one value: comments,
/// order, quoting of other lines and line ends stay as they are.
///
/// Grammar as Compose reads it (compose-go, package dotenv): NAME=value or
/// NAME: value, optional "export ", single quotes literal, double quotes with
/// escapes and over several lines, " #" starts a comment after an unquoted value,
/// $NAME and ${NAME} refer to what the file said before (Compose also looks into
/// its own environment first, which is not done here), the last assignment of a
/// name wins.
class DotEnv final
{
public:
    explicit DotEnv(QByteArray bytes = {});

    /// Errors: NotFound, Auth, ... of the file.
    [[nodiscard]] static Result<DotEnv> load(const QString &path);

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] std::optional<QString> value(const QString &name) const;
    [[nodiscard]] QHash<QString, QString> values() const;

    /// Replaces the value of the last assignment, in the quotes it has where they can hold the new
    /// value, else quoted only if it must be; appends a line when the name is not there.
    void setValue(const QString &name, const QString &value);
    /// Takes out every line that assigns the name, and nothing else.
    void removeValue(const QString &name);

private:
    struct Assignment
    {
        QString name;
        qsizetype lineStart = 0;
        qsizetype valueStart = 0; ///< offsets into m_bytes, quotes included
        qsizetype valueEnd = 0;
        QString value;
    };
    void parse();

    QByteArray m_bytes;
    QList<Assignment> m_assignments;
};

} // namespace quarterdeck::stack
