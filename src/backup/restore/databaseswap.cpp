// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include "backup/snapshotfigures.h"

#include <QCoreApplication>

namespace quarterdeck::restore {

namespace {

struct SwapText
{
    Q_DECLARE_TR_FUNCTIONS(DatabaseSwap)
};

using backup::quoteIdentifier;

/// Nobody in these databases any more: renaming needs that, and whoever stayed would write into the wrong one.
QString emptied(const QStringList &databases)
{
    QStringList names;
    QString sql;
    for (const QString &database : databases) {
        sql += QStringLiteral("ALTER DATABASE %1 ALLOW_CONNECTIONS false;\n").arg(quoteIdentifier(database));
        names.append(quoteLiteral(database));
    }
    return sql
        + QStringLiteral("DO $quarterdeck$ BEGIN FOR i IN 1..200 LOOP\n"
                         "PERFORM pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname IN (%1);\n"
                         "PERFORM pg_catalog.pg_stat_clear_snapshot();\n"
                         "EXIT WHEN NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_activity WHERE datname IN (%1));\n"
                         "PERFORM pg_catalog.pg_sleep(0.02);\nEND LOOP; END $quarterdeck$;\n")
              .arg(names.join(QLatin1String(", ")));
}

/// How long nobody could get in, by the server's own clock: the way to it takes time as well, while the doors are open.
constexpr char beginOfWindow[]
    = "DO $quarterdeck$ BEGIN PERFORM set_config('quarterdeck.began', clock_timestamp()::text, false); END $quarterdeck$;\n";
constexpr char lengthOfWindow[]
    = "SELECT round(extract(epoch FROM clock_timestamp() - current_setting('quarterdeck.began')::timestamptz) * 1000)::bigint";

qint64 milliseconds(const postgres::Rows &rows)
{
    return rows.rows.isEmpty() ? -1 : rows.rows.last().value(0).value_or(QString()).toLongLong();
}

QString renamed(const QString &from, const QString &to)
{
    return QStringLiteral("ALTER DATABASE %1 RENAME TO %2;\n").arg(quoteIdentifier(from), quoteIdentifier(to));
}

QString opened(const QString &database)
{
    return QStringLiteral("ALTER DATABASE %1 ALLOW_CONNECTIONS true;\n").arg(quoteIdentifier(database));
}

struct Names
{
    bool current = false;
    bool staged = false;
    bool old = false;
};

Result<Names> look(const DatabaseRestore &database, const JobContext &context, const JournalState &state)
{
    Names names;
    QD_TRY(names.current, database.exists(context, state.database));
    QD_TRY(names.staged, database.exists(context, state.stagedDatabase));
    QD_TRY(names.old, database.exists(context, state.oldDatabase));
    return names;
}

} // namespace

Result<void> endOwnSessions(RestoreRun &run, const JobContext &context)
{
    QD_TRY(DatabaseRestore *const database, run.database(context));
    backup::PsqlSession session = database->session(QStringLiteral("template1"));
    const QString ours
        = QStringLiteral("SELECT pid FROM pg_catalog.pg_stat_activity WHERE application_name = %1 AND pid <> pg_catalog.pg_backend_pid()")
              .arg(quoteLiteral(QLatin1String(backup::PsqlSession::applicationName)));
    QD_CHECK(session.query(context,
                           QStringLiteral("DO $quarterdeck$ BEGIN FOR i IN 1..500 LOOP\n"
                                          "PERFORM pg_catalog.pg_terminate_backend(pid) FROM (%1) ours;\n"
                                          "PERFORM pg_catalog.pg_stat_clear_snapshot();\n"
                                          "EXIT WHEN NOT EXISTS (%1);\n"
                                          "PERFORM pg_catalog.pg_sleep(0.02);\nEND LOOP; END $quarterdeck$;\nSELECT 1")
                               .arg(ours)));
    return {};
}

Result<void> swapDatabases(RestoreRun &run, const JobContext &context)
{
    QD_TRY(DatabaseRestore *const database, run.database(context));
    const JournalState &state = run.state();
    QD_TRY(const Names names, look(*database, context, state));
    if (names.old && names.current && !names.staged) {
        // Swapped, and killed before that was written down.
        run.report.oldDatabase = state.oldDatabase;
        return {};
    }
    if (!names.staged || !names.current)
        return fail(ErrorKind::Conflict, SwapText::tr("Somebody has renamed or removed databases meanwhile."), {},
                    SwapText::tr("Look at them: psql -l. They should be %1 and %2.").arg(state.database, state.stagedDatabase));
    backup::PsqlSession session = database->session(QStringLiteral("template1"));
    QD_TRY(const postgres::Rows window,
           session.query(context,
                         QLatin1String(beginOfWindow) + emptied({state.database, state.stagedDatabase}) + QLatin1String("BEGIN;\n")
                             + renamed(state.database, state.oldDatabase) + renamed(state.stagedDatabase, state.database) + opened(state.oldDatabase)
                             + opened(state.database) + QLatin1String("COMMIT;\n") + QLatin1String(lengthOfWindow)));
    run.report.cutOverMs = milliseconds(window);
    run.report.oldDatabase = state.oldDatabase;
    context.sink().logLine(SwapText::tr("Swapped in %1 ms; the old database is %2 now.").arg(run.report.cutOverMs).arg(state.oldDatabase));
    return {};
}

Result<void> swapDatabasesBack(RestoreRun &run, const JobContext &context)
{
    QD_TRY(DatabaseRestore *const database, run.database(context));
    const JournalState &state = run.state();
    QD_TRY(const Names names, look(*database, context, state));
    backup::PsqlSession session = database->session(QStringLiteral("template1"));
    if (!names.old) {
        // At once, or when its days were over.
        if (names.current && !names.staged && (run.request.dropOldAtOnce || state.done.contains(QStringLiteral("swap-database")))) {
            return fail(ErrorKind::Unsupported, SwapText::tr("The old database was dropped, as it was asked for."), {},
                        SwapText::tr("Restore the safety backup %1 instead.").arg(run.report.safetySetId));
        }
        // Never swapped; at most its doors are closed.
        if (names.current)
            QD_CHECK(session.query(context, opened(state.database) + QLatin1String("SELECT 1")));
        return {};
    }
    QStringList closed = {state.oldDatabase};
    QString renames = QStringLiteral("BEGIN;\n");
    if (names.current) {
        closed.append(state.database);
        renames += renamed(state.database, state.stagedDatabase) + opened(state.stagedDatabase);
    }
    renames += renamed(state.oldDatabase, state.database) + opened(state.database) + QLatin1String("COMMIT;\n");
    QD_TRY(const postgres::Rows window,
           session.query(context, QLatin1String(beginOfWindow) + emptied(closed) + renames + QLatin1String(lengthOfWindow)));
    run.report.oldDatabase.clear();
    run.report.cutOverMs = milliseconds(window);
    context.sink().logLine(SwapText::tr("Swapped back in %1 ms.").arg(run.report.cutOverMs));
    return {};
}

} // namespace quarterdeck::restore
