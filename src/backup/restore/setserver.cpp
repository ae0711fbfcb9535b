// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/setserver.h"

#include "backup/restore/databaserestore.h"
#include "backup/setcontents.h"

#include <QCoreApplication>

namespace quarterdeck::restore {

namespace {

struct ServerText
{
    Q_DECLARE_TR_FUNCTIONS(SetServer)
};

} // namespace

SetServer::SetServer(docker::DockerPort &docker, std::unique_ptr<backup::DrillServer> server, const backup::PostgresFigure &figure)
    : m_server(std::move(server))
    , m_session(docker, m_server->id(), QStringLiteral("postgres"), QStringLiteral("postgres"), figure.serverVersion)
    , m_schema(figure.schema)
    , m_prefix(figure.tablePrefix)
{
}

Result<std::unique_ptr<SetServer>> SetServer::start(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                                    const QString &ageIdentityFile, const QStringList &tables)
{
    const backup::FileEntry *dump = set.manifest ? backup::findPart(*set.manifest, backup::Part::Postgres) : nullptr;
    if (dump == nullptr || !set.manifest->postgres)
        return fail(ErrorKind::Unsupported, ServerText::tr("This set holds no database dump of Quarterdeck's, so that nothing can be read from it."));
    const backup::PostgresFigure &figure = *set.manifest->postgres;
    const backup::DrillInput input{neighbours, set, ageIdentityFile, nullptr, {}};
    QD_TRY(const QString image, backup::findServerImage(context, input, stack::Role::Postgres));
    QD_TRY(std::unique_ptr<backup::DrillServer> started, backup::DrillServer::start(context, neighbours.docker, image));
    std::unique_ptr<SetServer> server(new SetServer(neighbours.docker, std::move(started), figure));
    QD_CHECK(server->m_session.query(context, QStringLiteral("CREATE SCHEMA IF NOT EXISTS ") + backup::quoteIdentifier(figure.schema)));
    // The format is named, for to find it out pg_restore would open the pipe twice.
    QStringList argv = {QStringLiteral("pg_restore"),
                        QStringLiteral("--format=custom"),
                        QStringLiteral("--exit-on-error"),
                        QStringLiteral("--no-owner"),
                        QStringLiteral("--no-privileges"),
                        QStringLiteral("--dbname=postgres"),
                        QStringLiteral("--schema=") + figure.schema};
    for (const QString &name : tables)
        argv.append(QStringLiteral("--table=") + figure.tablePrefix + name);
    argv.append(QStringLiteral("%PIPE%"));
    // It stops behind the last of the tables, which may be far from the end.
    QD_TRY(const backup::DrillServer::Run run, server->m_server->runOnEntry(context, input, *dump, argv, true));
    if (run.exitCode != 0)
        return fail(ErrorKind::Corrupt, ServerText::tr("pg_restore could not read the tables out of the dump."), run.errors);
    return server;
}

QString SetServer::table(const char *name) const
{
    return backup::quoteIdentifier(m_schema) + QLatin1Char('.') + backup::quoteIdentifier(m_prefix + QLatin1String(name));
}

Result<bool> SetServer::hasColumn(const JobContext &context, const char *name, const char *column)
{
    QD_TRY(const postgres::Rows rows,
           m_session.query(context,
                           QStringLiteral("SELECT 1 FROM information_schema.columns WHERE table_schema = %1 AND table_name = %2 AND column_name = %3")
                               .arg(quoteLiteral(m_schema), quoteLiteral(m_prefix + QLatin1String(name)), quoteLiteral(QLatin1String(column)))));
    return !rows.rows.isEmpty();
}

Result<QString> SetServer::rowAsJson(const JobContext &context, const char *name, const QString &alias, const QStringList &without,
                                     const QString &more)
{
    // The columns keep moving from version to version.
    QD_TRY(const postgres::Rows columns,
           m_session.query(context,
                           QStringLiteral("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = %1 AND "
                                          "table_name = %2 ORDER BY ordinal_position")
                               .arg(quoteLiteral(m_schema), quoteLiteral(m_prefix + QLatin1String(name)))));
    QStringList members;
    for (const auto &row : columns.rows) {
        const QString column = row.value(0).value_or(QString());
        if (without.contains(column))
            continue;
        QString value = alias + QLatin1Char('.') + backup::quoteIdentifier(column);
        if (row.value(1).value_or(QString()).startsWith(QLatin1String("timestamp")))
            value = timeAsJson(value);
        members.append(quoteLiteral(column) + QLatin1String(", ") + value);
    }
    if (members.isEmpty())
        return QString();
    if (!more.isEmpty())
        members.append(more);
    return QStringLiteral("json_build_object(%1)").arg(members.join(QLatin1String(", ")));
}

Result<backup::KeyMaterial> SetServer::keyMaterial(const JobContext &context)
{
    return backup::readKeyMaterial(context, m_session, m_schema, m_prefix);
}

QString timeAsJson(const QString &value)
{
    return QStringLiteral("to_char(%1 AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')").arg(value);
}

} // namespace quarterdeck::restore
