// SPDX-License-Identifier: GPL-3.0-or-later
#include "sets.h"

#include "backup/partialset.h"
#include "backup/stream.h"

#include <QFile>
#include <QRandomGenerator>

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

namespace {

struct Content
{
    QString path;
    Part part;
    QByteArray bytes;
    bool zstd;
};

QString publishContents(const QString &folder, Manifest manifest, const QList<Content> &contents)
{
    auto partial = PartialSet::create(folder);
    if (!partial || !(*partial)->makeSubfolder(QStringLiteral("env")) || !(*partial)->makeSubfolder(QStringLiteral("compose")))
        return {};
    for (const Content &content : contents) {
        SinkOptions options;
        options.zstd = content.zstd;
        auto sink = FileSink::create(JobContext(), (*partial)->path() + QLatin1Char('/') + content.path, options);
        if (!sink || !(*sink)->write(content.bytes))
            return {};
        const auto figure = (*sink)->finish();
        if (!figure)
            return {};
        manifest.files.append({content.path,
                               content.part,
                               figure->size,
                               figure->sha256,
                               content.zstd ? QStringLiteral("zstd") : QStringLiteral("none"),
                               figure->rawSize,
                               figure->rawSha256,
                               false,
                               {},
                               0600});
    }
    return (*partial)->publish(manifest).value_or(QString());
}

Manifest plainManifest(const QString &stackId, qint64 sequence, const QDateTime &time)
{
    Manifest manifest;
    manifest.id = makeSetId(stackId, time);
    manifest.sequence = sequence;
    manifest.stackId = stackId;
    manifest.startedAt = time;
    manifest.finishedAt = time.addSecs(3);
    manifest.encryption = QStringLiteral("none");
    return manifest;
}

/// Rows of text with noise in between, as executions are.
QByteArray rows(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes;
    while (bytes.size() < size) {
        bytes += QByteArray::number(bytes.size()) + "\t{\"node\":\"Webhook\",\"status\":\"success\"}\t";
        for (int i = 0; i < 40; ++i)
            bytes += static_cast<char>(random.generate());
        bytes += '\n';
    }
    return bytes.left(size);
}

} // namespace

QString publishSet(const QString &folder, const QString &stackId, qint64 sequence, const QDateTime &time)
{
    return publishContents(folder, plainManifest(stackId, sequence, time),
                           {{QStringLiteral("postgres.dump.zst"), Part::Postgres, QByteArray(5000, 'p'), true},
                            {QStringLiteral("env/.env"), Part::Environment, QByteArrayLiteral("A=1\n"), false}});
}

QString publishWholeSet(const QString &folder, const QString &stackId, qint64 sequence, const QDateTime &time)
{
    Manifest manifest = fullManifest();
    const Manifest plain = plainManifest(stackId, sequence, time);
    manifest.id = plain.id;
    manifest.sequence = sequence;
    manifest.stackId = stackId;
    manifest.startedAt = plain.startedAt;
    manifest.finishedAt = plain.finishedAt;
    manifest.encryption = plain.encryption;
    manifest.recipients.clear();
    manifest.files.clear();
    const QString path
        = publishContents(folder, manifest,
                          {{QStringLiteral("postgres.dump.zst"), Part::Postgres, "PGDMP" + rows(200'000, 1), true},
                           {QStringLiteral("globals.sql.zst"), Part::Globals, "CREATE ROLE n8n;\nALTER ROLE n8n WITH LOGIN;\n", true},
                           {QStringLiteral("redis.rdb.zst"), Part::Redis, "REDIS0010" + rows(9'000, 2), true},
                           {QStringLiteral("n8n-data.tar.zst"), Part::N8nData, rows(30'000, 3) + QByteArray(10'240, '\0'), true},
                           {QStringLiteral("env/.env"), Part::Environment, "POSTGRES_USER=n8n\nGENERIC_TIMEZONE=Europe/Berlin\n", false},
                           {QStringLiteral("compose/docker-compose.yml"), Part::Compose, "services:\n  n8n:\n    image: n8nio/n8n:2.35.5\n", false},
                           {QStringLiteral("backup.log"), Part::Log, rows(3'000, 4).toPercentEncoding(), false},
                           {QStringLiteral("README.txt"), Part::Readme, "zstd -d < postgres.dump.zst | pg_restore -d n8n\n", false}});
    if (path.isEmpty())
        return {};
    const Repository repository(folder);
    const auto set = repository.find(JobContext(), manifest.id);
    QFile file(path + QStringLiteral("/manifest.json"));
    if (!set || !file.open(QIODevice::ReadOnly))
        return {};
    const QString digest = manifestDigest(file.readAll());
    for (const Proof::Depth depth : {Proof::Depth::Quick, Proof::Depth::Drill}) {
        if (!repository.addProof(*set, {depth, true, manifest.finishedAt.addSecs(60), 4100, {QStringLiteral("rows equal")}, digest}))
            return {};
    }
    return path;
}

} // namespace quarterdeck::test
