// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/psqlsession.h"

#include "backup/snapshotfigures.h"

#include <QCoreApplication>

namespace quarterdeck::backup {

namespace {

struct PsqlSessionText
{
    Q_DECLARE_TR_FUNCTIONS(PsqlSession)
};

// Control characters that PostgreSQL text of ours does not hold.
constexpr char fieldSeparator = '\x1f';
constexpr char recordSeparator = '\x1e';
constexpr char nullMarker = '\x02';

QString literal(const std::optional<QString> &value)
{
    if (!value)
        return QStringLiteral("NULL");
    QString quoted = *value;
    quoted.replace(QLatin1Char('\''), QLatin1String("''"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

Error refusal(const QString &said)
{
    const auto says = [&said](const char *words) { return said.contains(QLatin1String(words)); };
    if (says("No space left on device") || says("Disk quota exceeded") || says("Check free disk space")) {
        return {ErrorKind::NoSpace, PsqlSessionText::tr("The disk of PostgreSQL is full."), said,
                PsqlSessionText::tr("Make room where Docker keeps its volumes, then try again.")};
    }
    if (says("too many clients already") || says("remaining connection slots") || says("too many connections for")) {
        return {ErrorKind::Conflict, PsqlSessionText::tr("PostgreSQL accepts no more connections."), said,
                PsqlSessionText::tr("End some of those that are open, or raise max_connections, then try again.")};
    }
    if (says("connection to server") || says("the database system is")) {
        return {ErrorKind::Unreachable, PsqlSessionText::tr("PostgreSQL does not answer."), said,
                PsqlSessionText::tr("Look into the log of its container; start it when it does not run.")};
    }
    return {ErrorKind::Invalid, PsqlSessionText::tr("The database refused a query."), said,
            PsqlSessionText::tr("The details tell PostgreSQL's own words.")};
}

} // namespace

QString connectionTo(const QString &database)
{
    QString value = database;
    value.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QLatin1String("dbname='") + value + QLatin1Char('\'');
}

postgres::Rows parsePsqlOutput(const QByteArray &output)
{
    postgres::Rows rows;
    // Without a row psql prints nothing at all; a row of one empty value is a line feed.
    if (output.isEmpty())
        return rows;
    // Whatever the separator, the last record ends with a line feed.
    const QByteArray text = output.endsWith('\n') ? output.chopped(1) : output;
    for (const QByteArray &record : text.split(recordSeparator)) {
        QList<std::optional<QString>> row;
        for (const QByteArray &field : record.split(fieldSeparator))
            row.append(field == QByteArray(1, nullMarker) ? std::nullopt : std::optional<QString>(QString::fromUtf8(field)));
        rows.rows.append(row);
    }
    return rows;
}

PsqlSession::PsqlSession(docker::DockerPort &docker, QString containerId, QString user, QString database, int serverVersion)
    : m_docker(docker)
    , m_container(std::move(containerId))
    , m_user(std::move(user))
    , m_database(std::move(database))
    , m_serverVersion(serverVersion)
{
}

Result<postgres::Rows> PsqlSession::query(const JobContext &context, const QString &sql, const QList<std::optional<QString>> &parameters)
{
    QString script = QStringLiteral("SET standard_conforming_strings = on;\n");
    for (const QString &statement : canonicalTextSettings(false))
        script += statement + QLatin1String(";\n");
    if (parameters.isEmpty()) {
        script += sql + QLatin1String(";\n");
    } else {
        // The server binds, so the statement itself is never edited.
        QStringList values;
        for (const std::optional<QString> &parameter : parameters)
            values.append(literal(parameter));
        script += QLatin1String("PREPARE quarterdeck AS ") + sql + QLatin1String(";\nEXECUTE quarterdeck(") + values.join(QLatin1String(", "))
            + QLatin1String(");\n");
    }

    docker::ExecSpec spec;
    spec.argv = {QStringLiteral("psql"), QStringLiteral("-XqAt"),
                 QStringLiteral("-v"),   QStringLiteral("ON_ERROR_STOP=1"),
                 QStringLiteral("-F"),   QString(QLatin1Char(fieldSeparator)),
                 QStringLiteral("-R"),   QString(QLatin1Char(recordSeparator)),
                 QStringLiteral("-P"),   QStringLiteral("null=") + QLatin1Char(nullMarker),
                 QStringLiteral("-U"),   m_user,
                 QStringLiteral("-d"),   connectionTo(m_database) + QLatin1String(" application_name=") + QLatin1String(applicationName)};
    QByteArray input = script.toUtf8();
    spec.input = [&input](qsizetype maximum) -> Result<QByteArray> {
        const QByteArray chunk = input.left(maximum);
        input.remove(0, chunk.size());
        return chunk;
    };
    QByteArray output;
    QByteArray errors;
    QD_TRY(const int code, m_docker.exec(context, m_container, spec, [&](docker::OutputStream stream, QByteArrayView bytes) {
        (stream == docker::OutputStream::Stdout ? output : errors).append(bytes);
        return Result<void>();
    }));
    if (code != 0)
        return fail(refusal(QString::fromUtf8(errors).trimmed()));
    return parsePsqlOutput(output);
}

} // namespace quarterdeck::backup
