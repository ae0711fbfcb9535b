// SPDX-License-Identifier: GPL-3.0-or-later
#include "sets.h"

#include "backup/partialset.h"
#include "backup/stream.h"

namespace quarterdeck::test {

using namespace backup;

Manifest fullManifest()
{
    Manifest manifest;
    manifest.id = QStringLiteral("n8n_20260102_020000");
    manifest.sequence = 42;
    manifest.stackId = QStringLiteral("n8n");
    manifest.toolVersion = QStringLiteral("0.1.0");
    manifest.host = QStringLiteral("harbour");
    manifest.startedAt = QDateTime(QDate(2026, 1, 2), QTime(2, 0, 0, 123), Qt::UTC);
    manifest.finishedAt = manifest.startedAt.addMSecs(41'017);
    manifest.files = {{QStringLiteral("postgres.dump.zst"),
                       Part::Postgres,
                       318'000'000'000,
                       QString(64, QLatin1Char('a')),
                       QStringLiteral("zstd"),
                       1'760'000'000'000,
                       QString(64, QLatin1Char('b')),
                       false,
                       {},
                       0600},
                      {QStringLiteral("env/.env.age"), Part::Environment, 900, QString(64, QLatin1Char('c')), QStringLiteral("none"), 700,
                       QString(64, QLatin1Char('d')), true, QStringLiteral("/srv/n8n/.env"), 0640}};
    manifest.services = {{QStringLiteral("n8n"),
                          QStringLiteral("main"),
                          QStringLiteral("2.35.5"),
                          QStringLiteral("n8nio/n8n:2.35.5"),
                          QStringLiteral("sha256:12"),
                          {QStringLiteral("n8nio/n8n@sha256:34")}}};
    PostgresFigure postgres;
    postgres.serverVersion = 160011;
    postgres.serverVersionText = QStringLiteral("16.11");
    postgres.database = QStringLiteral("n8n");
    postgres.schema = QStringLiteral("public");
    postgres.tablePrefix = QStringLiteral("x_");
    postgres.owner = QStringLiteral("n8n");
    postgres.encoding = QStringLiteral("UTF8");
    postgres.collation = QStringLiteral("C.UTF-8");
    postgres.extensions = {QStringLiteral("uuid-ossp 1.1")};
    postgres.migrationHead = QString::fromUtf8("AddÜmlaut1700000000000");
    postgres.databaseSize = 1'760'000'000'000;
    postgres.snapshot = QStringLiteral("00000003-0000001B-1");
    postgres.snapshotTaken = manifest.startedAt.addSecs(1);
    postgres.tables = {{QStringLiteral("public"), QStringLiteral("execution_entity"), 150'000, QStringLiteral("-123"), QStringLiteral("full")}};
    manifest.postgres = postgres;
    manifest.redis = RedisFigure{QStringLiteral("7.0.15"), 12, {{QStringLiteral("db0"), 11}, {QStringLiteral("db3"), 1}}, manifest.startedAt};
    manifest.n8nDataVolume = QStringLiteral("n8n_data");
    manifest.keyFingerprint = QStringLiteral("0123456789abcdef");
    manifest.keyOrigin = QStringLiteral("environment");
    manifest.keyFit = KeyFit::Fits;
    manifest.skewMs = 812;
    manifest.notCovered = {QStringLiteral("execution-data-s3")};
    manifest.warnings = {QStringLiteral("less than 1 GB is free")};
    manifest.encryption = QStringLiteral("age");
    manifest.recipients = {QStringLiteral("age1qqq")};
    return manifest;
}

BackupSet someSet(qint64 sequence, const QDateTime &time, SetState state)
{
    BackupSet set;
    Manifest manifest;
    manifest.stackId = QStringLiteral("n8n");
    manifest.sequence = sequence;
    set.id = makeSetId(QStringLiteral("n8n"), time) + QLatin1Char('#') + QString::number(sequence);
    set.manifest = manifest;
    set.sequence = sequence;
    set.time = time;
    set.state = state;
    return set;
}

QString publishSet(const QString &folder, const QString &stackId, qint64 sequence, const QDateTime &time)
{
    auto partial = PartialSet::create(folder);
    if (!partial || !(*partial)->makeSubfolder(QStringLiteral("env")))
        return {};
    Manifest manifest;
    manifest.id = makeSetId(stackId, time);
    manifest.sequence = sequence;
    manifest.stackId = stackId;
    manifest.startedAt = time;
    manifest.finishedAt = time.addSecs(3);
    manifest.encryption = QStringLiteral("none");
    const auto add = [&](const QString &path, Part part, const QByteArray &bytes, bool zstd) {
        SinkOptions options;
        options.zstd = zstd;
        auto sink = FileSink::create(JobContext(), (*partial)->path() + QLatin1Char('/') + path, options);
        if (!sink || !(*sink)->write(bytes))
            return false;
        const auto figure = (*sink)->finish();
        if (!figure)
            return false;
        manifest.files.append({path,
                               part,
                               figure->size,
                               figure->sha256,
                               zstd ? QStringLiteral("zstd") : QStringLiteral("none"),
                               figure->rawSize,
                               figure->rawSha256,
                               false,
                               {},
                               0600});
        return true;
    };
    if (!add(QStringLiteral("postgres.dump.zst"), Part::Postgres, QByteArray(5000, 'p'), true)
        || !add(QStringLiteral("env/.env"), Part::Environment, QByteArrayLiteral("A=1\n"), false))
        return {};
    return (*partial)->publish(manifest).value_or(QString());
}

} // namespace quarterdeck::test
