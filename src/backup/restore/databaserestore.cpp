// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/databaserestore.h"

#include "backup/restore/archiveload.h"
#include "backup/restore/sqlguard.h"
#include "backup/setcontents.h"
#include "backup/snapshotfigures.h"
#include "backup/stream.h"

#include <QCoreApplication>

#include <memory>
#include <thread>

namespace quarterdeck::restore {

namespace {

struct DatabaseText
{
    Q_DECLARE_TR_FUNCTIONS(DatabaseRestore)
};

using backup::quoteIdentifier;

/// Grants and settings that a dump of one database does not hold, as statements about another name.
constexpr char copyOfDatabase[] = R"sql(
SELECT format('GRANT %s ON DATABASE %%I TO %s%s', a.privilege_type,
              CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END,
              CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
  FROM pg_catalog.pg_database d, pg_catalog.aclexplode(d.datacl) a WHERE d.datname = $1
UNION ALL
SELECT format(CASE WHEN s.setrole = 0 THEN 'ALTER DATABASE %%I SET %s = %s'
                   ELSE 'ALTER ROLE ' || quote_ident(pg_catalog.pg_get_userbyid(s.setrole)) || ' IN DATABASE %%I SET %s = %s' END,
              quote_ident(split_part(c, '=', 1)),
              -- lists are kept as SQL already (pg_dump: variable_is_guc_list_quote)
              CASE WHEN split_part(c, '=', 1) IN ('search_path', 'temp_tablespaces', 'local_preload_libraries', 'session_preload_libraries')
                   THEN substr(c, strpos(c, '=') + 1) ELSE quote_literal(substr(c, strpos(c, '=') + 1)) END)
  FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) c WHERE d.datname = $1
)sql";

/// The role a statement of pg_dumpall is about: "CREATE ROLE x;", "ALTER ROLE "a b" WITH ...".
QString nameAfter(const QByteArray &line, const char *words)
{
    if (!line.startsWith(words))
        return {};
    const QString rest = QString::fromUtf8(line.mid(static_cast<qsizetype>(qstrlen(words))));
    if (!rest.startsWith(QLatin1Char('"'))) {
        qsizetype end = 0;
        while (end < rest.size() && rest.at(end) != QLatin1Char(' ') && rest.at(end) != QLatin1Char(';'))
            ++end;
        return rest.left(end);
    }
    QString name;
    for (qsizetype i = 1; i < rest.size(); ++i) {
        if (rest.at(i) != QLatin1Char('"'))
            name += rest.at(i);
        else if (i + 1 < rest.size() && rest.at(i + 1) == QLatin1Char('"'))
            name += rest.at(i++);
        else
            return name;
    }
    return {};
}

/// One statement and nothing behind it, as pg_dumpall writes it: no second one, no comment, no dollar quote,
/// no command of psql's. A superuser is going to run it.
bool isOneStatement(const QByteArray &line)
{
    char quote = 0;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const char c = line.at(i);
        if (quote != 0) {
            // A doubled one closes and opens again. Backslashes mean something in E'' only, which pg_dumpall needs for no role.
            if (c == quote)
                quote = 0;
            continue;
        }
        if (c == '\'' && i > 0 && (line.at(i - 1) == 'E' || line.at(i - 1) == 'e'))
            return false;
        if (c == '\'' || c == '"')
            quote = c;
        else if (c == ';')
            return i == line.size() - 1;
        else if (c == '\\' || c == '$' || line.mid(i, 2) == "--" || line.mid(i, 2) == "/*")
            return false;
    }
    return false;
}

/// "GRANT group TO member ..." -> member.
QString memberOf(const QByteArray &line)
{
    const qsizetype to = line.indexOf(" TO ");
    return line.startsWith("GRANT ") && to > 0 ? nameAfter(line.mid(to + 4), "") : QString();
}

/// @param source must outlive what is returned
docker::ByteSource toldProgress(const JobContext &context, backup::FileSource &source, qint64 total)
{
    return [&context, &source, total, done = qint64(0)](qsizetype maximum) mutable -> Result<QByteArray> {
        QD_TRY(QByteArray bytes, source.read(maximum));
        done += bytes.size();
        context.sink().stepProgress({{}, done, total, Progress::Unit::Bytes});
        return bytes;
    };
}

} // namespace

QString quoteLiteral(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("''")) + QLatin1Char('\'');
}

RoleStatements statementsOfMissingRoles(const QByteArray &globals, const QStringList &existing)
{
    RoleStatements result;
    // pg_dumpall writes a statement a line; a value with a line feed is no concern of roles.
    for (const QByteArray &line : globals.split('\n')) {
        const QString made = nameAfter(line, "CREATE ROLE ");
        if (!made.isEmpty() && !existing.contains(made)) {
            if (!isOneStatement(line)) {
                result.refused.append(line);
                continue;
            }
            result.names.append(made);
            result.sql += line + '\n';
            continue;
        }
        QString about = nameAfter(line, "ALTER ROLE ");
        if (about.isEmpty())
            about = memberOf(line);
        if (about.isEmpty() || !result.names.contains(about) || !line.endsWith(';'))
            continue;
        if (isOneStatement(line))
            result.sql += line + '\n';
        else
            result.refused.append(line);
    }
    return result;
}

DatabaseRestore::DatabaseRestore(docker::DockerPort &docker, ServerAddress server, const backup::BackupSet &set, QString ageIdentityFile)
    : m_docker(docker)
    , m_server(std::move(server))
    , m_set(set)
    , m_ageIdentityFile(std::move(ageIdentityFile))
{
}

backup::PsqlSession DatabaseRestore::session(const QString &database) const
{
    return {m_docker, m_server.containerId, m_server.user, database, m_set.manifest && m_set.manifest->postgres ? figure().serverVersion : 0};
}

backup::PsqlSession DatabaseRestore::maintenance() const
{
    // There on every server, and nobody works in it.
    return session(QStringLiteral("template1"));
}

Result<bool> DatabaseRestore::exists(const JobContext &context, const QString &database) const
{
    backup::PsqlSession session = maintenance();
    QD_TRY(const postgres::Rows there, session.query(context, QStringLiteral("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1"), {database}));
    return !there.rows.isEmpty();
}

Result<FeedResult> DatabaseRestore::feed(const JobContext &context, const backup::FileEntry &entry, const QStringList &argv,
                                         const QString &options) const
{
    QD_TRY(const std::unique_ptr<backup::FileSource> source, backup::FileSource::openEntry(context, m_set.path, entry, m_ageIdentityFile));
    return feedServer(context, m_docker, m_server, argv, options, toldProgress(context, *source, entry.rawSize));
}

Result<void> DatabaseRestore::restoreGlobals(const JobContext &context) const
{
    const backup::FileEntry *globals = backup::findPart(*m_set.manifest, backup::Part::Globals);
    if (globals == nullptr)
        return fail(ErrorKind::NotFound, DatabaseText::tr("The set holds no roles."));
    // psql would run programs that it is told to.
    SqlGuard guard;
    QD_TRY(const std::unique_ptr<backup::FileSource> source, backup::FileSource::openEntry(context, m_set.path, *globals, m_ageIdentityFile));
    QD_CHECK(source->drain([&guard](QByteArrayView bytes) { return guard.feed(bytes); }));
    QD_CHECK(guard.finish());
    QD_TRY(const FeedResult fed,
           feed(context, *globals,
                {QStringLiteral("psql"), QStringLiteral("-Xq"), QStringLiteral("--no-password"), QStringLiteral("--dbname=postgres"),
                 QStringLiteral("--file"), QStringLiteral("%PIPE%")},
                {}));
    const QStringList errors = errorsOfGlobals(fed.output);
    if (fed.exitCode != 0 || !errors.isEmpty()) {
        return fail(ErrorKind::Conflict, DatabaseText::tr("The roles could not be restored."),
                    errors.isEmpty() ? fed.output : errors.join(QLatin1Char('\n')));
    }
    return {};
}

Result<void> DatabaseRestore::restoreMissingRoles(const JobContext &context, const std::function<Result<void>(const QStringList &)> &onMaking) const
{
    const backup::FileEntry *globals = backup::findPart(*m_set.manifest, backup::Part::Globals);
    if (globals == nullptr)
        return fail(ErrorKind::NotFound, DatabaseText::tr("The set holds no roles."));
    constexpr qint64 most = 16 * 1024 * 1024;
    if (globals->rawSize > most)
        return fail(ErrorKind::Invalid, DatabaseText::tr("%1 is too large for a file of roles.").arg(globals->path));
    QD_TRY(const std::unique_ptr<backup::FileSource> source, backup::FileSource::openEntry(context, m_set.path, *globals, m_ageIdentityFile));
    QByteArray text;
    QD_CHECK(source->drain([&text](QByteArrayView more) -> Result<void> {
        text.append(more);
        return {};
    }));
    backup::PsqlSession session = maintenance();
    QD_TRY(const postgres::Rows rows, session.query(context, QStringLiteral("SELECT rolname FROM pg_catalog.pg_roles")));
    QStringList existing;
    for (const auto &row : rows.rows)
        existing.append(row.value(0).value_or(QString()));
    const RoleStatements missing = statementsOfMissingRoles(text, existing);
    if (!missing.refused.isEmpty()) {
        return fail(ErrorKind::Invalid, DatabaseText::tr("The set's file of roles is refused: it holds more than statements about roles."),
                    QString::fromUtf8(missing.refused.first().left(40)),
                    DatabaseText::tr("pg_dumpall writes no such line. Take another set, and find out who could write to this one."));
    }
    if (missing.names.isEmpty()) {
        context.sink().logLine(DatabaseText::tr("All roles of the set are there; they keep their passwords."));
        return {};
    }
    QD_CHECK(onMaking(missing.names));
    // One transaction, and by standard input: passwords are in it.
    QD_CHECK(session.query(context, QLatin1String("BEGIN;\n") + QString::fromUtf8(missing.sql) + QLatin1String("COMMIT")));
    context.sink().logLine(DatabaseText::tr("Roles made: %1.").arg(missing.names.join(QLatin1String(", "))));
    return {};
}

Result<QStringList> DatabaseRestore::create(const JobContext &context, const QString &database, const QString &like) const
{
    backup::PsqlSession session = maintenance();
    QStringList remarks;
    QString owner;
    QString encoding;
    QString collation;
    if (m_set.manifest && m_set.manifest->postgres) {
        owner = figure().owner;
        encoding = figure().encoding;
        collation = figure().collation;
    }
    if (!like.isEmpty()) {
        QD_TRY(const postgres::Rows rows,
               session.query(context,
                             QStringLiteral("SELECT pg_catalog.pg_get_userbyid(datdba), pg_catalog.pg_encoding_to_char(encoding), datcollate "
                                            "FROM pg_catalog.pg_database WHERE datname = $1"),
                             {like}));
        if (rows.rows.isEmpty())
            return fail(ErrorKind::NotFound, DatabaseText::tr("There is no database %1 on the server.").arg(like));
        const auto &row = rows.rows.first();
        owner = row.value(0).value_or(QString());
        if (encoding.isEmpty())
            encoding = row.value(1).value_or(QString());
        const QString currentCollation = row.value(2).value_or(QString());
        if (collation.isEmpty())
            collation = currentCollation;
        if (collation != currentCollation) {
            // Another system may spell a locale otherwise, or not have it: then the one in use is the one to go on with.
            QD_TRY(const postgres::Rows known,
                   session.query(context, QStringLiteral("SELECT 1 FROM pg_catalog.pg_collation WHERE collname = $1 OR collcollate = $1 LIMIT 1"),
                                 {collation}));
            if (known.rows.isEmpty() && collation != QLatin1String("C") && collation != QLatin1String("POSIX")) {
                remarks.append(DatabaseText::tr("The server does not know the locale %1 of the set; the database gets %2, as the one in use has.")
                                   .arg(collation, currentCollation));
                collation = currentCollation;
            }
        }
    }
    QString sql = QLatin1String("CREATE DATABASE ") + quoteIdentifier(database) + QLatin1String(" TEMPLATE template0");
    if (!encoding.isEmpty())
        sql += QLatin1String(" ENCODING ") + quoteLiteral(encoding);
    if (!collation.isEmpty())
        sql += QLatin1String(" LC_COLLATE ") + quoteLiteral(collation) + QLatin1String(" LC_CTYPE ") + quoteLiteral(collation);
    if (!owner.isEmpty())
        sql += QLatin1String(" OWNER ") + quoteIdentifier(owner);
    QD_CHECK(session.query(context, sql));
    if (!like.isEmpty()) {
        QD_TRY(const postgres::Rows copies, session.query(context, QLatin1String(copyOfDatabase), {like}));
        QString all;
        for (const auto &row : copies.rows)
            all += row.value(0).value_or(QString()).replace(QLatin1String("%I"), quoteIdentifier(database)) + QLatin1String(";\n");
        if (!all.isEmpty())
            QD_CHECK(session.query(context, all + QLatin1String("SELECT 1")));
    }
    return remarks;
}

/// pglz is what a restore spends its time with; lz4 is several times faster, and read as well.
Result<QString> DatabaseRestore::sessionOptions(const JobContext &context) const
{
    backup::PsqlSession session = maintenance();
    QD_TRY(const postgres::Rows lz4,
           session.query(context,
                         QStringLiteral("SELECT 1 FROM pg_catalog.pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)")));
    // The pages of new indexes go into the WAL as a whole; compressing them costs more time than writing them.
    const QString usual = QStringLiteral("-c synchronous_commit=off -c maintenance_work_mem=128MB -c wal_compression=off");
    return lz4.rows.isEmpty() ? usual : usual + QLatin1String(" -c default_toast_compression=lz4");
}

Result<void> DatabaseRestore::load(const JobContext &context, const QString &database, const QString &owner) const
{
    const backup::FileEntry *dump = backup::findPart(*m_set.manifest, backup::Part::Postgres);
    if (dump == nullptr)
        return fail(ErrorKind::NotFound, DatabaseText::tr("This set holds no database dump."));
    QD_TRY(const QString options, sessionOptions(context));
    ArchiveTarget target{database, {}, options};
    if (!owner.isEmpty())
        target.options = {QStringLiteral("--no-owner"), QStringLiteral("--no-privileges"), QLatin1String("--role=") + owner};
    // What the file says is told by the hash of its bytes and zstd's own; what arrived, by the digests of the tables.
    QD_TRY(const std::unique_ptr<backup::FileSource> source,
           backup::FileSource::openEntry(context, m_set.path, *dump, m_ageIdentityFile, backup::RawHash::Skip));
    QD_TRY(const FeedResult fed, loadArchive(context, m_docker, m_server, target, toldProgress(context, *source, dump->rawSize)));
    if (fed.exitCode != 0) {
        const bool lacksRole = fed.output.contains(QLatin1String("role \"")) && fed.output.contains(QLatin1String("does not exist"));
        return fail(ErrorKind::Conflict, DatabaseText::tr("pg_restore could not restore the database."), fed.output,
                    lacksRole ? DatabaseText::tr("A role of the set is missing here: restore the roles with it (--only postgres,globals,...).")
                              : DatabaseText::tr("The details tell what it stopped at."));
    }
    return {};
}

Result<void> DatabaseRestore::compare(const JobContext &context, const QString &database, QList<TableComparison> &tables) const
{
    // Beside it the planner gets its statistics, which no dump has. Both only read.
    Result<void> analysed;
    std::jthread analysis([&] {
        backup::PsqlSession restored = session(database);
        if (const auto done = restored.query(context, QStringLiteral("ANALYZE")); !done)
            analysed = fail(done.error());
    });
    backup::PsqlSession restored = session(database);
    const Result<QList<backup::TableFigure>> figures = backup::recomputeTableFigures(context, restored, figure().tables);
    analysis.join();
    QD_TRY(const QList<backup::TableFigure> found, figures);
    QD_CHECK(analysed);
    tables.clear();
    QStringList differences;
    qint64 rows = 0;
    for (qsizetype i = 0; i < found.size(); ++i) {
        const backup::TableFigure &wanted = figure().tables.at(i);
        const QString name = wanted.schema + QLatin1Char('.') + wanted.name;
        const bool same = wanted.digest.isEmpty() || wanted.digest == found.at(i).digest;
        tables.append({name, wanted.rows, found.at(i).rows, same});
        rows += found.at(i).rows;
        if (wanted.rows != found.at(i).rows || !same)
            differences.append(name);
    }
    if (!differences.isEmpty()) {
        return fail(
            ErrorKind::Corrupt,
            DatabaseText::tr("Restored tables differ from those that were backed up: %1.").arg(differences.mid(0, 5).join(QLatin1String(", "))),
            differences.join(QLatin1Char('\n')));
    }
    context.sink().logLine(DatabaseText::tr("%1 tables with %2 rows; rows and contents are equal.").arg(found.size()).arg(rows));
    return {};
}

Result<backup::KeyReport> DatabaseRestore::examine(const JobContext &context, const QString &database, const Secret &key, const QString &schema,
                                                   const QString &prefix) const
{
    backup::PsqlSession restored = session(database);
    QD_TRY(const backup::KeyMaterial material, backup::readKeyMaterial(context, restored, schema, prefix));
    return backup::examineKey(key, material.credentials, material.deploymentKeys);
}

Result<void> DatabaseRestore::drop(const JobContext &context, const QString &database) const
{
    backup::PsqlSession session = maintenance();
    QD_CHECK(session.query(context, QLatin1String("DROP DATABASE IF EXISTS ") + quoteIdentifier(database) + QLatin1String(" WITH (FORCE)")));
    return {};
}

} // namespace quarterdeck::restore
