// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/snapshotfigures.h"

#include <QCoreApplication>
#include <QPair>
#include <QSet>

namespace quarterdeck::backup {

namespace {

using postgres::Rows;

struct FiguresText
{
    Q_DECLARE_TR_FUNCTIONS(SnapshotFigures)
};

QString text(const Rows &rows, qsizetype row, qsizetype column)
{
    return rows.rows.value(row).value(column).value_or(QString());
}

QString qualified(const QString &schema, const QString &table)
{
    return quoteIdentifier(schema) + QLatin1Char('.') + quoteIdentifier(table);
}

struct Column
{
    /// How a column enters a sampled digest: whole; by its length, which of a
    /// TOASTed text or bytea costs no decompression; or only in sampled rows,
    /// for types whose length cannot be had without reading the value (json).
    enum class Weight { Narrow, Measured, SampledOnly };

    QString name;
    Weight weight = Weight::Narrow;
    bool key = false; ///< in the primary key
};

Result<QList<Column>> columnsOf(const JobContext &context, postgres::Session &session, const QString &schema, const QString &table)
{
    QD_TRY(const Rows rows,
           session.query(
               context,
               QStringLiteral(
                   "SELECT a.attname,"
                   " CASE WHEN t.typname IN ('text', 'varchar', 'bytea') THEN 'm' WHEN a.attlen = -1 AND a.attstorage <> 'p' THEN 's' ELSE 'n' END,"
                   " EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))"
                   " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                   " JOIN pg_type t ON t.oid = a.atttypid"
                   " WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"),
               {schema, table}));
    QList<Column> columns;
    for (qsizetype i = 0; i < rows.rows.size(); ++i) {
        const QString weight = text(rows, i, 1);
        columns.append({text(rows, i, 0),
                        weight == QLatin1String("m")       ? Column::Weight::Measured
                            : weight == QLatin1String("s") ? Column::Weight::SampledOnly
                                                           : Column::Weight::Narrow,
                        text(rows, i, 2) == QLatin1String("t")});
    }
    return columns;
}

/// 64-bit sum that cannot overflow: numeric inside, wrapped at the end.
const QString wrappedSum = QStringLiteral("mod(coalesce(sum((%1)::numeric), 0), 18446744073709551616)::text");

QString fullExpression(const QString &relation)
{
    return QStringLiteral("SELECT count(*), %1 FROM %2 AS qd_row").arg(wrappedSum.arg(QStringLiteral("hashtextextended(qd_row::text, 0)")), relation);
}

QString sampledExpression(const QString &relation, const QList<Column> &columns)
{
    QStringList keys;
    QStringList terms;
    for (const Column &column : columns) {
        const QString name = QLatin1String("qd_row.") + quoteIdentifier(column.name);
        if (column.key)
            keys.append(name);
        if (column.key || column.weight == Column::Weight::Narrow)
            terms.append(name);
        else if (column.weight == Column::Weight::Measured)
            terms.append(QStringLiteral("pg_catalog.octet_length(%1)").arg(name));
    }
    // Without a primary key every row is digested whole: nothing names a sample.
    if (keys.isEmpty())
        return fullExpression(relation);
    const QString sample
        = QStringLiteral("CASE WHEN mod(hashtextextended(ROW(%1)::text, 7), 64) = 0 THEN hashtextextended(qd_row::text, 0) ELSE 0 END")
              .arg(keys.join(QLatin1String(", ")));
    return QStringLiteral("SELECT count(*), %1 FROM %2 AS qd_row")
        .arg(wrappedSum.arg(QStringLiteral("hashtextextended(ROW(%1)::text, 0)::numeric + (%2)").arg(terms.join(QLatin1String(", ")), sample)),
             relation);
}

/// The question whose answer is (rows, digest).
Result<QString> figureExpression(const JobContext &context, postgres::Session &session, const TableFigure &figure)
{
    const QString relation = qualified(figure.schema, figure.name);
    if (figure.method != QLatin1String("sampled"))
        return fullExpression(relation);
    QD_TRY(const QList<Column> columns, columnsOf(context, session, figure.schema, figure.name));
    return sampledExpression(relation, columns);
}

Result<TableFigure> takeFigure(const JobContext &context, postgres::Session &session, TableFigure figure)
{
    QD_TRY(const QString sql, figureExpression(context, session, figure));
    QD_TRY(const Rows rows, session.query(context, sql));
    figure.rows = text(rows, 0, 0).toLongLong();
    figure.digest = text(rows, 0, 1);
    return figure;
}

Result<bool> tableExists(const JobContext &context, postgres::Session &session, const QString &schema, const QString &table)
{
    QD_TRY(const Rows rows, session.query(context, QStringLiteral("SELECT to_regclass($1) IS NOT NULL"), {qualified(schema, table)}));
    return text(rows, 0, 0) == QLatin1String("t");
}

Result<bool> columnExists(const JobContext &context, postgres::Session &session, const QString &schema, const QString &table, const QString &column)
{
    QD_TRY(const Rows rows,
           session.query(context,
                         QStringLiteral("SELECT 1 FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2 AND column_name = $3"),
                         {schema, table, column}));
    return !rows.rows.isEmpty();
}

} // namespace

QString quoteIdentifier(const QString &name)
{
    QString quoted = name;
    quoted.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

Result<PostgresFigure> readServerFigure(const JobContext &context, postgres::Session &session, const QString &schema, const QString &tablePrefix)
{
    QD_TRY(
        const Rows rows,
        session.query(
            context,
            QStringLiteral("SELECT current_setting('server_version'), current_database(), pg_get_userbyid(d.datdba), pg_encoding_to_char(d.encoding),"
                           " d.datcollate, pg_database_size(d.oid) FROM pg_database d WHERE d.datname = current_database()")));
    PostgresFigure figure;
    figure.serverVersion = session.serverVersion();
    figure.serverVersionText = text(rows, 0, 0);
    figure.database = text(rows, 0, 1);
    figure.owner = text(rows, 0, 2);
    figure.encoding = text(rows, 0, 3);
    figure.collation = text(rows, 0, 4);
    figure.databaseSize = text(rows, 0, 5).toLongLong();
    figure.schema = schema;
    figure.tablePrefix = tablePrefix;

    QD_TRY(const Rows extensions, session.query(context, QStringLiteral("SELECT extname || ' ' || extversion FROM pg_extension ORDER BY 1")));
    for (qsizetype i = 0; i < extensions.rows.size(); ++i)
        figure.extensions.append(text(extensions, i, 0));

    const QString migrations = tablePrefix + QLatin1String("migrations");
    QD_TRY(const bool hasMigrations, tableExists(context, session, schema, migrations));
    if (hasMigrations) {
        QD_TRY(const Rows head,
               session.query(context,
                             QStringLiteral("SELECT name FROM %1 ORDER BY timestamp DESC, id DESC LIMIT 1").arg(qualified(schema, migrations))));
        figure.migrationHead = text(head, 0, 0);
    }
    return figure;
}

Result<QList<TableFigure>> readTableFigures(const JobContext &context, postgres::Session &session, qint64 fullDigestBytes)
{
    QD_TRY(
        const Rows tables,
        session.query(
            context,
            QStringLiteral(
                "SELECT n.nspname, c.relname, pg_table_size(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p'"
                " AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp%'"
                // what an extension owns is not dumped row by row
                " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')"
                " ORDER BY 1, 2")));
    QList<TableFigure> figures;
    for (qsizetype i = 0; i < tables.rows.size(); ++i) {
        TableFigure figure;
        figure.schema = text(tables, i, 0);
        figure.name = text(tables, i, 1);
        figure.method = text(tables, i, 2).toLongLong() > fullDigestBytes ? QStringLiteral("sampled") : QStringLiteral("full");
        QD_TRY(const TableFigure taken, takeFigure(context, session, figure));
        figures.append(taken);
    }
    return figures;
}

Result<QList<TableFigure>> recomputeTableFigures(const JobContext &context, postgres::Session &session, const QList<TableFigure> &wanted)
{
    QD_TRY(const Rows there,
           session.query(context,
                         QStringLiteral("SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                        " WHERE c.relkind IN ('r', 'p')")));
    QSet<QPair<QString, QString>> present;
    for (qsizetype i = 0; i < there.rows.size(); ++i)
        present.insert({text(there, i, 0), text(there, i, 1)});

    // One question for all of them: a drill's session costs a process each.
    QList<TableFigure> figures = wanted;
    QStringList questions;
    for (qsizetype i = 0; i < figures.size(); ++i) {
        TableFigure &figure = figures[i];
        figure.rows = -1;
        figure.digest.clear();
        if (!present.contains({figure.schema, figure.name}))
            continue;
        QD_TRY(const QString expression, figureExpression(context, session, figure));
        questions.append(QStringLiteral("SELECT %1, f.* FROM (%2) AS f").arg(i).arg(expression));
    }
    if (questions.isEmpty())
        return figures;
    QD_TRY(const Rows answers, session.query(context, questions.join(QLatin1String(" UNION ALL "))));
    for (qsizetype i = 0; i < answers.rows.size(); ++i) {
        const qsizetype index = text(answers, i, 0).toLongLong();
        if (index < 0 || index >= figures.size())
            return fail(ErrorKind::Internal, FiguresText::tr("The database gave figures that were not asked for."));
        figures[index].rows = text(answers, i, 1).toLongLong();
        figures[index].digest = text(answers, i, 2);
    }
    return figures;
}

QStringList canonicalTextSettings(bool local)
{
    QStringList statements;
    for (const char *setting : {"TimeZone = 'UTC'", "DateStyle = 'ISO, YMD'", "IntervalStyle = 'postgres'", "extra_float_digits = 1",
                                "bytea_output = 'hex'", "xmlbinary = 'base64'", "lc_monetary = 'C'", "search_path = ''"})
        statements.append((local ? QLatin1String("SET LOCAL ") : QLatin1String("SET ")) + QLatin1String(setting));
    return statements;
}

Result<KeyMaterial> readKeyMaterial(const JobContext &context, postgres::Session &session, const QString &schema, const QString &tablePrefix)
{
    KeyMaterial material;
    const QString credentials = tablePrefix + QLatin1String("credentials_entity");
    QD_TRY(const bool hasCredentials, tableExists(context, session, schema, credentials));
    if (hasCredentials) {
        // Spread over the table: the oldest rows are the ones a rotated key leaves behind.
        QD_TRY(const Rows rows,
               session.query(context,
                             QStringLiteral("SELECT id::text, name, data FROM (SELECT *, row_number() OVER (ORDER BY \"createdAt\", id) AS n, "
                                            "count(*) OVER () AS total FROM %1) c"
                                            " WHERE (n - 1) % greatest(1, (total + 49) / 50) = 0")
                                 .arg(qualified(schema, credentials))));
        for (qsizetype i = 0; i < rows.rows.size(); ++i)
            material.credentials.append({text(rows, i, 0), text(rows, i, 1), text(rows, i, 2).toUtf8()});
    }
    const QString keys = tablePrefix + QLatin1String("deployment_key");
    QD_TRY(const bool hasKeys, tableExists(context, session, schema, keys));
    if (hasKeys) {
        QD_TRY(
            const Rows rows,
            session.query(context,
                          QStringLiteral("SELECT id::text, type, coalesce(algorithm, ''), value FROM %1 ORDER BY id").arg(qualified(schema, keys))));
        for (qsizetype i = 0; i < rows.rows.size(); ++i)
            material.deploymentKeys.append({text(rows, i, 0), text(rows, i, 1), text(rows, i, 2), text(rows, i, 3).toUtf8()});
    }
    return material;
}

Result<QStringList> readStorageGaps(const JobContext &context, postgres::Session &session, const QString &schema, const QString &tablePrefix)
{
    QStringList gaps;
    const QString executions = tablePrefix + QLatin1String("execution_entity");
    QD_TRY(const bool hasColumn, columnExists(context, session, schema, executions, QStringLiteral("storedAt")));
    if (hasColumn) {
        QD_TRY(const Rows rows,
               session.query(
                   context,
                   QStringLiteral("SELECT DISTINCT \"storedAt\"::text FROM %1 WHERE \"storedAt\"::text <> 'db'").arg(qualified(schema, executions))));
        for (qsizetype i = 0; i < rows.rows.size(); ++i)
            gaps.append(QLatin1String("execution-data-") + text(rows, i, 0));
    }
    return gaps;
}

} // namespace quarterdeck::backup
