// SPDX-License-Identifier: GPL-3.0-or-later
#include "backupsamples.h"

namespace quarterdeck::test {

using namespace backup;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;

FileEntry file(const char *path, Part part, qint64 size, qint64 rawSize)
{
    FileEntry entry;
    entry.path = QLatin1String(path);
    entry.part = part;
    entry.size = size;
    entry.sha256 = QString(64, QLatin1Char(static_cast<char>('a' + static_cast<int>(part) % 6)));
    entry.codec = entry.path.endsWith(QLatin1String(".zst")) ? QStringLiteral("zstd") : QStringLiteral("none");
    entry.rawSize = rawSize;
    entry.rawSha256 = entry.sha256;
    return entry;
}

ServiceFigure service(const char *name, const char *role, const char *version)
{
    const QString image = QStringLiteral("%1:%2").arg(QLatin1String(name), QLatin1String(version));
    return {QLatin1String(name), QLatin1String(role), QLatin1String(version), image, QStringLiteral("sha256:12ab"), {}};
}

PostgresFigure database(const QDateTime &taken, qint64 sequence)
{
    PostgresFigure figure;
    figure.serverVersion = 160011;
    figure.serverVersionText = QStringLiteral("16.11");
    figure.database = QStringLiteral("n8n");
    figure.schema = QStringLiteral("public");
    figure.owner = QStringLiteral("n8n");
    figure.encoding = QStringLiteral("UTF8");
    figure.collation = QStringLiteral("C.UTF-8");
    figure.migrationHead = QStringLiteral("AddWorkflowDependencyTable1763048000000");
    figure.databaseSize = 1760 * mebibyte;
    figure.snapshot = QStringLiteral("00000003-0000001B-1");
    figure.snapshotTaken = taken;
    const auto table = [&](const char *name, qint64 rows, const char *method) {
        figure.tables.append({QStringLiteral("public"), QLatin1String(name), rows, QStringLiteral("8812736455120934"), QLatin1String(method)});
    };
    table("execution_data", 90'000 + 1'200 * sequence, "sampled");
    table("execution_entity", 90'000 + 1'200 * sequence, "full");
    table("workflow_entity", 148, "full");
    table("credentials_entity", 37, "full");
    table("webhook_entity", 61, "full");
    table("migrations", 214, "full");
    table("settings", 12, "full");
    table("user", 9, "full");
    return figure;
}

} // namespace

BackupSet sampleSet(const QString &stackId, qint64 sequence, const QDateTime &time, SetState state)
{
    BackupSet set;
    set.id = makeSetId(stackId, time.toLocalTime());
    set.path = QStringLiteral("/srv/backups/") + set.id;
    set.state = state;
    set.time = time;
    set.sequence = sequence;
    set.tookMs = 38'000 + sequence * 210;
    if (state == SetState::Foreign) {
        set.id = QStringLiteral("foreign-") + set.id;
        set.path = QStringLiteral("/srv/backups");
        set.why = QStringLiteral("It lacks the n8n volume.");
        set.foreignFiles = {QStringLiteral("/srv/backups/n8n_db.sql.gz"), QStringLiteral("/srv/backups/redis.rdb")};
        set.parts = {Part::Postgres, Part::Redis};
        set.size = 402 * mebibyte;
        set.sequence = 0;
        set.tookMs = 0;
        return set;
    }
    Manifest manifest;
    manifest.id = set.id;
    manifest.sequence = sequence;
    manifest.stackId = stackId;
    manifest.toolVersion = QStringLiteral("0.1.0");
    manifest.host = QStringLiteral("harbour");
    manifest.startedAt = time;
    manifest.finishedAt = time.addMSecs(set.tookMs);
    const qint64 dump = 300 * mebibyte + sequence * mebibyte * 6 / 10;
    manifest.files = {file("postgres.dump.zst", Part::Postgres, dump, dump * 55 / 10),
                      file("globals.sql.zst", Part::Globals, 912, 2'410),
                      file("redis.rdb.zst", Part::Redis, 1'830'000, 5'200'000),
                      file("n8n-data.tar.zst", Part::N8nData, 14 * mebibyte, 22 * mebibyte),
                      file("env/.env", Part::Environment, 1'204, 1'204),
                      file("compose/compose.yaml", Part::Compose, 6'310, 6'310),
                      file("backup.log", Part::Log, 4'205, 4'205),
                      file("README.txt", Part::Readme, 1'180, 1'180)};
    for (const FileEntry &entry : std::as_const(manifest.files)) {
        set.size += entry.size;
        set.parts.append(entry.part);
    }
    manifest.services = {service("n8n", "main", "2.35.5"), service("worker", "worker", "2.35.5"), service("postgres", "postgres", "16.11"),
                         service("redis", "redis", "7.4.7")};
    manifest.postgres = database(time, sequence);
    manifest.redis = RedisFigure{QStringLiteral("7.4.7"), 1'284, {{QStringLiteral("db0"), 1'284}}, time};
    manifest.n8nDataVolume = stackId + QStringLiteral("_n8n_data");
    manifest.keyFingerprint = QStringLiteral("5f1c9e07a2b84d3399aa01c2d3e4f506");
    manifest.keyOrigin = QStringLiteral("environment");
    manifest.keyFit = KeyFit::Fits;
    manifest.skewMs = 812;
    manifest.encryption = QStringLiteral("none");
    set.manifest = manifest;

    Proof proof;
    proof.passed = true;
    proof.at = manifest.finishedAt.addSecs(75);
    proof.tookMs = 62'400;
    if (state == SetState::Proven) {
        proof.depth = Proof::Depth::Drill;
        proof.findings = {QStringLiteral("8 tables, %1 rows: equal.").arg(180'000), QStringLiteral("37 of 37 credentials decrypt.")};
        set.proofs = {proof};
    } else if (state == SetState::Verified) {
        proof.depth = Proof::Depth::Full;
        set.proofs = {proof};
    } else if (state == SetState::Damaged) {
        set.why = QStringLiteral("postgres.dump.zst has 201326592 bytes instead of 331350016.");
    }
    return set;
}

gui::BackupReading emptyReading(const QDateTime &now, const QString &stackId)
{
    gui::BackupReading reading;
    reading.stackId = stackId;
    reading.taken = now;
    reading.folder = QStringLiteral("/srv/backups");
    reading.schedule.backend = ScheduleStatus::Backend::Cron;
    return reading;
}

gui::BackupReading sampleReading(const QDateTime &now, const QString &stackId)
{
    gui::BackupReading reading = emptyReading(now, stackId);
    const QDate today = now.toLocalTime().date();
    qint64 sequence = 60;
    reading.sets.append(sampleSet(stackId, sequence--, now.addSecs(-47 * 60), SetState::Verified));
    for (int ago = 0; ago < 27; ++ago) {
        const QDateTime at = QDateTime(today.addDays(-ago), QTime(2, 0)).toUTC();
        if (at >= reading.sets.constLast().time)
            continue;
        const SetState state = ago == 4 ? SetState::Damaged : ago == 9 ? SetState::Unverified : ago == 14 ? SetState::Verified : SetState::Proven;
        if (ago == 11 || ago == 12)
            continue; // the machine slept
        reading.sets.append(sampleSet(stackId, sequence--, at, state));
    }
    Manifest &partial = *reading.sets[2].manifest;
    partial.notCovered = {QStringLiteral("redis-missing")};
    partial.warnings = {QStringLiteral("Less than 10 GiB is free in the target.")};
    partial.keyFit = KeyFit::NoCredentials;
    reading.sets.append(sampleSet(stackId, 0, QDateTime(today.addDays(-28), QTime(3, 30)).toUTC(), SetState::Foreign));

    reading.schedule.installed = true;
    reading.schedule.rule = {};
    reading.schedule.lastRun = reading.sets.at(1).time;
    const QList<QDateTime> coming = slotsBetween(reading.schedule.rule, now, now.addDays(2));
    if (!coming.isEmpty())
        reading.schedule.next = coming.constFirst();
    RunRecord last;
    last.stackId = stackId;
    last.operation = QStringLiteral("backup");
    last.startedAt = reading.sets.constFirst().time;
    last.finishedAt = last.startedAt.addSecs(50);
    last.outcome = QStringLiteral("success");
    reading.lastRun = last;
    return reading;
}

} // namespace quarterdeck::test
