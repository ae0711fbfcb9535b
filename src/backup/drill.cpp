// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/drill.h"

#include "backup/drillserver.h"
#include "backup/keycheck.h"
#include "backup/psqlsession.h"
#include "backup/setcontents.h"
#include "backup/snapshotfigures.h"
#include "backup/stream.h"

#include <QCoreApplication>

namespace quarterdeck::backup {

namespace {

struct DrillText
{
    Q_DECLARE_TR_FUNCTIONS(Drill)
};

Error failed(const QString &what, const QString &detail = {})
{
    return {ErrorKind::Corrupt, what, detail, {}};
}

/// Lines of psql that say more than that something is there already: the
/// server's own superuser is in every globals file.
QStringList realErrors(const QString &text)
{
    QStringList errors;
    for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (line.contains(QLatin1String("ERROR:")) && !line.contains(QLatin1String("already exists")))
            errors.append(line);
    }
    return errors;
}

Result<QString> restoreGlobals(const JobContext &context, const DrillInput &input, DrillServer &server, const FileEntry &globals)
{
    QD_TRY(const DrillServer::Run run,
           server.runOnEntry(context, input, globals,
                             {QStringLiteral("psql"), QStringLiteral("-Xq"), QStringLiteral("--dbname=postgres"), QStringLiteral("--file"),
                              QStringLiteral("%PIPE%")},
                             false));
    const QStringList errors = realErrors(run.errors);
    if (run.exitCode != 0 || !errors.isEmpty())
        return fail(failed(DrillText::tr("The roles cannot be restored."), errors.isEmpty() ? run.errors : errors.join(QLatin1Char('\n'))));
    return DrillText::tr("The roles were restored.");
}

QString createDatabase(const PostgresFigure &figure)
{
    const auto literal
        = [](QString text) -> QString { return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("''")) + QLatin1Char('\''); };
    QString sql = QStringLiteral("CREATE DATABASE %1 TEMPLATE template0").arg(quoteIdentifier(figure.database));
    if (!figure.encoding.isEmpty())
        sql += QLatin1String(" ENCODING ") + literal(figure.encoding);
    if (!figure.collation.isEmpty())
        sql += QLatin1String(" LC_COLLATE ") + literal(figure.collation) + QLatin1String(" LC_CTYPE ") + literal(figure.collation);
    return sql;
}

Result<void> restoreDatabase(const JobContext &context, const DrillInput &input, DrillServer &server, const FileEntry &dump, bool withRoles)
{
    const PostgresFigure &figure = *input.set.manifest->postgres;
    if (figure.database != QLatin1String("postgres")) {
        PsqlSession maintenance(input.neighbours.docker, server.id(), QStringLiteral("postgres"), QStringLiteral("postgres"), figure.serverVersion);
        QD_CHECK(maintenance.query(context, createDatabase(figure)));
    }
    // The format is named, for to find it out pg_restore would open the pipe twice.
    QStringList argv = {QStringLiteral("pg_restore"), QStringLiteral("--format=custom"), QStringLiteral("--exit-on-error"),
                        QStringLiteral("--dbname=") + connectionTo(figure.database)};
    if (!withRoles)
        argv << QStringLiteral("--no-owner") << QStringLiteral("--no-privileges");
    argv << QStringLiteral("%PIPE%");
    QD_TRY(const DrillServer::Run run, server.runOnEntry(context, input, dump, argv, false));
    if (run.exitCode != 0)
        return fail(failed(DrillText::tr("pg_restore could not restore the dump."), run.errors));
    return {};
}

Result<QString> compareTables(const JobContext &context, postgres::Session &session, const QList<TableFigure> &wanted)
{
    QD_TRY(const QList<TableFigure> found, recomputeTableFigures(context, session, wanted));
    QStringList differences;
    qint64 rows = 0;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const QString name = wanted.at(i).schema + QLatin1Char('.') + wanted.at(i).name;
        rows += wanted.at(i).rows;
        if (found.at(i).rows < 0)
            differences.append(DrillText::tr("%1 is not there").arg(name));
        else if (found.at(i).rows != wanted.at(i).rows)
            differences.append(DrillText::tr("%1 has %2 rows instead of %3").arg(name).arg(found.at(i).rows).arg(wanted.at(i).rows));
        else if (!wanted.at(i).digest.isEmpty() && found.at(i).digest != wanted.at(i).digest)
            differences.append(DrillText::tr("%1 has other contents").arg(name));
    }
    if (!differences.isEmpty())
        return fail(
            failed(DrillText::tr("Restored tables differ from those that were backed up: %1.").arg(differences.mid(0, 5).join(QLatin1String(", "))),
                   differences.join(QLatin1Char('\n'))));
    return DrillText::tr("%1 tables with %2 rows were restored; rows and contents are equal.").arg(wanted.size()).arg(rows);
}

Result<QString> compareMigration(const JobContext &context, postgres::Session &session, const PostgresFigure &wanted)
{
    QD_TRY(const PostgresFigure found, readServerFigure(context, session, wanted.schema, wanted.tablePrefix));
    if (found.migrationHead != wanted.migrationHead) {
        return fail(failed(DrillText::tr("The newest migration is %1 instead of %2.").arg(found.migrationHead, wanted.migrationHead)));
    }
    return wanted.migrationHead.isEmpty() ? DrillText::tr("No migrations of n8n, as when it was backed up.")
                                          : DrillText::tr("The newest migration is %1, as when it was backed up.").arg(wanted.migrationHead);
}

Result<QString> compareKey(const JobContext &context, postgres::Session &session, const Manifest &manifest, const Secret &key)
{
    if (key.isEmpty())
        return DrillText::tr("No encryption key to try: without it no credential can be read.");
    QD_TRY(const KeyMaterial material, readKeyMaterial(context, session, manifest.postgres->schema, manifest.postgres->tablePrefix));
    const KeyReport report = examineKey(key, material.credentials, material.deploymentKeys);
    switch (report.fit) {
    case KeyFit::Fits:
        return DrillText::tr("The encryption key opens %1 of %2 restored credentials.").arg(report.opened).arg(report.tried);
    case KeyFit::NoCredentials:
        return DrillText::tr("There are no credentials to try the encryption key on.");
    default:
        break;
    }
    // What did not fit on the day is no fault of the set; it is told with it.
    if (manifest.keyFit == KeyFit::Fits)
        return fail(failed(DrillText::tr("The encryption key does not open the restored credentials, though it did when they were backed up.")));
    return DrillText::tr("The encryption key does not open the credentials, just as when they were backed up.");
}

} // namespace

Result<QStringList> drillPostgres(const JobContext &context, const DrillInput &input)
{
    QStringList findings;
    const Manifest &manifest = *input.set.manifest;
    const FileEntry *dump = findPart(manifest, Part::Postgres);
    if (dump == nullptr || !manifest.postgres)
        return fail(ErrorKind::Unsupported, DrillText::tr("This set holds no database dump, so that nothing can be restored and compared."));
    QD_TRY(const QString image, findServerImage(context, input, stack::Role::Postgres));
    QD_TRY(const std::unique_ptr<DrillServer> server, DrillServer::start(context, input.neighbours.docker, image));
    const FileEntry *globals = findPart(manifest, Part::Globals);
    if (globals != nullptr) {
        QD_TRY(const QString finding, restoreGlobals(context, input, *server, *globals));
        findings.append(finding);
    }
    QD_CHECK(restoreDatabase(context, input, *server, *dump, globals != nullptr));
    PsqlSession session(input.neighbours.docker, server->id(), QStringLiteral("postgres"), manifest.postgres->database,
                        manifest.postgres->serverVersion);
    QD_TRY(const QString tables, compareTables(context, session, manifest.postgres->tables));
    QD_TRY(const QString migration, compareMigration(context, session, *manifest.postgres));
    QD_TRY(const QString key, compareKey(context, session, manifest, input.key));
    return findings << tables << migration << key;
}

Result<QStringList> readDump(const JobContext &context, const DrillInput &input)
{
    const FileEntry *dump = findPart(*input.set.manifest, Part::Postgres);
    if (dump == nullptr)
        return QStringList();
    QD_TRY(const QString image, findServerImage(context, input, stack::Role::Postgres));
    QD_TRY(const auto pipe, PipeFolder::create());
    docker::ContainerSpec spec;
    spec.image = image;
    spec.entrypoint = {QStringLiteral("pg_restore")};
    // All of it, into nothing: --list is content with the beginning of a dump that was cut off.
    spec.command = {QStringLiteral("--format=custom"), QStringLiteral("--file=/dev/null"), QStringLiteral("/quarterdeck/pipe")};
    spec.networkMode = QStringLiteral("none");
    spec.mounts = {docker::Mount{QStringLiteral("bind"), {}, pipe->folder(), QStringLiteral("/quarterdeck"), {}, true}};
    spec.user = helperUser();
    spec.readonlyRootfs = true;
    spec.capDrop = {QStringLiteral("ALL")};
    spec.securityOpt = {QStringLiteral("no-new-privileges")};
    QD_TRY(const auto helper, HelperContainer::create(context, input.neighbours.docker, spec, QStringLiteral("list")));
    QD_CHECK(helper->start(context));
    QD_TRY(const std::unique_ptr<FileSource> source, FileSource::openEntry(context, input.set.path, *dump, input.ageIdentityFile));
    const Result<void> written = pipe->writeAll(
        context, [&source](qsizetype maximum) { return source->read(maximum); }, [&] { return helper->isRunning(context); }, false);
    // One that stopped reading says more by its exit code.
    const bool stopped = !written && (written.error().kind == ErrorKind::Unreachable || written.error().kind == ErrorKind::NotFound);
    if (!written && !stopped)
        return fail(written.error());
    QD_TRY(const int code, helper->wait(context.withTimeout(std::chrono::minutes(1))));
    if (code != 0)
        return fail(failed(DrillText::tr("pg_restore cannot read the dump to its end."), helper->output(context)));
    if (stopped)
        return fail(written.error());
    return QStringList{DrillText::tr("pg_restore reads the dump to its end.")};
}

} // namespace quarterdeck::backup
