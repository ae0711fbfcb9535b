// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backupjson.h"

#include "health/stackstatus.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

QJsonArray texts(const QStringList &list)
{
    return QJsonArray::fromStringList(list);
}

QJsonArray partsJson(const QList<backup::Part> &parts)
{
    QJsonArray array;
    for (const backup::Part part : parts)
        array.append(backup::partName(part));
    return array;
}

QJsonObject toJson(const backup::FileEntry &file)
{
    return {{QStringLiteral("path"), file.path},           {QStringLiteral("part"), backup::partName(file.part)},
            {QStringLiteral("sizeBytes"), file.size},      {QStringLiteral("sha256"), file.sha256},
            {QStringLiteral("codec"), file.codec},         {QStringLiteral("rawBytes"), file.rawSize},
            {QStringLiteral("rawSha256"), file.rawSha256}, {QStringLiteral("encrypted"), file.encrypted},
            {QStringLiteral("original"), file.original},   {QStringLiteral("mode"), QString::number(file.mode, 8)}};
}

QJsonObject toJson(const backup::TableFigure &table)
{
    return {{QStringLiteral("schema"), table.schema},
            {QStringLiteral("name"), table.name},
            {QStringLiteral("rows"), table.rows},
            {QStringLiteral("digest"), table.digest},
            {QStringLiteral("method"), table.method}};
}

QJsonObject toJson(const backup::ServiceFigure &service)
{
    return {{QStringLiteral("name"), service.name},       {QStringLiteral("role"), service.role},
            {QStringLiteral("version"), service.version}, {QStringLiteral("image"), service.image},
            {QStringLiteral("imageId"), service.imageId}, {QStringLiteral("digests"), texts(service.digests)}};
}

QJsonObject toJson(const backup::PostgresFigure &postgres)
{
    QJsonArray tables;
    for (const backup::TableFigure &table : postgres.tables)
        tables.append(toJson(table));
    return {{QStringLiteral("serverVersion"), postgres.serverVersion},
            {QStringLiteral("serverVersionText"), postgres.serverVersionText},
            {QStringLiteral("database"), postgres.database},
            {QStringLiteral("schema"), postgres.schema},
            {QStringLiteral("tablePrefix"), postgres.tablePrefix},
            {QStringLiteral("owner"), postgres.owner},
            {QStringLiteral("encoding"), postgres.encoding},
            {QStringLiteral("collation"), postgres.collation},
            {QStringLiteral("extensions"), texts(postgres.extensions)},
            {QStringLiteral("migrationHead"), postgres.migrationHead},
            {QStringLiteral("databaseBytes"), postgres.databaseSize},
            {QStringLiteral("snapshotTaken"), timeJson(postgres.snapshotTaken)},
            {QStringLiteral("tables"), tables}};
}

QJsonObject toJson(const backup::RedisFigure &redis)
{
    QJsonObject databases;
    for (auto it = redis.keysByDatabase.cbegin(); it != redis.keysByDatabase.cend(); ++it)
        databases.insert(it.key(), it.value());
    return {{QStringLiteral("version"), redis.version},
            {QStringLiteral("keys"), redis.keys},
            {QStringLiteral("keysByDatabase"), databases},
            {QStringLiteral("saved"), timeJson(redis.saved)}};
}

} // namespace

QJsonObject backupDocument(const QString &stackId)
{
    return {{QStringLiteral("schemaVersion"), health::jsonSchemaVersion},
            {QStringLiteral("stack"), stackId.isEmpty() ? QJsonValue() : QJsonValue(stackId)}};
}

QJsonValue timeJson(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonObject toJson(const backup::BackupSet &set)
{
    const std::optional<QDateTime> proven = set.provenAt();
    return {{QStringLiteral("set"), set.id},
            {QStringLiteral("path"), set.path},
            {QStringLiteral("stack"), set.manifest ? QJsonValue(set.manifest->stackId) : QJsonValue()},
            {QStringLiteral("state"), backup::setStateName(set.state)},
            {QStringLiteral("why"), set.why},
            {QStringLiteral("time"), timeJson(set.time)},
            {QStringLiteral("sequence"), set.sequence > 0 ? QJsonValue(set.sequence) : QJsonValue()},
            {QStringLiteral("sizeBytes"), set.size},
            {QStringLiteral("tookMs"), set.manifest ? QJsonValue(set.tookMs) : QJsonValue()},
            {QStringLiteral("parts"), partsJson(set.parts)},
            {QStringLiteral("keyFit"), set.manifest ? QJsonValue(backup::keyFitName(set.manifest->keyFit)) : QJsonValue()},
            {QStringLiteral("encryption"), set.manifest ? QJsonValue(set.manifest->encryption) : QJsonValue()},
            {QStringLiteral("provenAt"), proven ? timeJson(*proven) : QJsonValue()}};
}

QJsonObject detailsJson(const backup::BackupSet &set)
{
    QJsonObject json = toJson(set);
    json.insert(QStringLiteral("proofs"), arrayJson(set.proofs));
    json.insert(QStringLiteral("foreignFiles"), texts(set.foreignFiles));
    if (!set.manifest)
        return json;
    const backup::Manifest &manifest = *set.manifest;
    QJsonArray files;
    for (const backup::FileEntry &file : manifest.files)
        files.append(toJson(file));
    QJsonArray services;
    for (const backup::ServiceFigure &service : manifest.services)
        services.append(toJson(service));
    json.insert(QStringLiteral("format"), manifest.schema);
    json.insert(QStringLiteral("toolVersion"), manifest.toolVersion);
    json.insert(QStringLiteral("host"), manifest.host);
    json.insert(QStringLiteral("startedAt"), timeJson(manifest.startedAt));
    json.insert(QStringLiteral("finishedAt"), timeJson(manifest.finishedAt));
    json.insert(QStringLiteral("skewMs"), manifest.skewMs);
    json.insert(QStringLiteral("files"), files);
    json.insert(QStringLiteral("services"), services);
    json.insert(QStringLiteral("postgres"), manifest.postgres ? QJsonValue(toJson(*manifest.postgres)) : QJsonValue());
    json.insert(QStringLiteral("redis"), manifest.redis ? QJsonValue(toJson(*manifest.redis)) : QJsonValue());
    json.insert(QStringLiteral("n8nDataVolume"), manifest.n8nDataVolume);
    json.insert(QStringLiteral("key"),
                QJsonObject{{QStringLiteral("fit"), backup::keyFitName(manifest.keyFit)},
                            {QStringLiteral("fingerprint"), manifest.keyFingerprint},
                            {QStringLiteral("origin"), manifest.keyOrigin}});
    json.insert(QStringLiteral("recipients"), texts(manifest.recipients));
    json.insert(QStringLiteral("notCovered"), texts(manifest.notCovered));
    json.insert(QStringLiteral("warnings"), texts(manifest.warnings));
    return json;
}

QJsonObject toJson(const backup::Proof &proof)
{
    return {{QStringLiteral("depth"), backup::depthName(proof.depth)},
            {QStringLiteral("passed"), proof.passed},
            {QStringLiteral("at"), timeJson(proof.at)},
            {QStringLiteral("tookMs"), proof.tookMs},
            {QStringLiteral("findings"), texts(proof.findings)}};
}

QString verdictName(backup::PreflightCheck::Verdict verdict)
{
    switch (verdict) {
    case backup::PreflightCheck::Verdict::Warning:
        return QStringLiteral("warning");
    case backup::PreflightCheck::Verdict::Failed:
        return QStringLiteral("failed");
    case backup::PreflightCheck::Verdict::Passed:
        break;
    }
    return QStringLiteral("passed");
}

QJsonObject toJson(const backup::PreflightCheck &check)
{
    return {{QStringLiteral("id"), check.id},
            {QStringLiteral("verdict"), verdictName(check.verdict)},
            {QStringLiteral("text"), check.text},
            {QStringLiteral("remedy"), check.remedy}};
}

QJsonObject toJson(const backup::RetentionPolicy &policy)
{
    return {{QStringLiteral("keepLast"), policy.keepLast},       {QStringLiteral("keepHourly"), policy.keepHourly},
            {QStringLiteral("keepDaily"), policy.keepDaily},     {QStringLiteral("keepWeekly"), policy.keepWeekly},
            {QStringLiteral("keepMonthly"), policy.keepMonthly}, {QStringLiteral("maxAgeHours"), static_cast<qint64>(policy.maxAge.count())},
            {QStringLiteral("minProven"), policy.minProven}};
}

QJsonObject toJson(const backup::RunRecord &run, const QString &outcome)
{
    const bool timed = run.startedAt.isValid() && run.finishedAt.isValid();
    return {{QStringLiteral("id"), run.id},
            {QStringLiteral("stack"), run.stackId},
            {QStringLiteral("operation"), run.operation},
            {QStringLiteral("trigger"), run.trigger},
            {QStringLiteral("startedAt"), timeJson(run.startedAt)},
            {QStringLiteral("finishedAt"), timeJson(run.finishedAt)},
            {QStringLiteral("tookMs"), timed ? QJsonValue(std::max<qint64>(0, run.startedAt.msecsTo(run.finishedAt))) : QJsonValue()},
            {QStringLiteral("outcome"), outcome},
            {QStringLiteral("set"), run.setId.isEmpty() ? QJsonValue() : QJsonValue(run.setId)},
            {QStringLiteral("bytes"), run.bytes},
            {QStringLiteral("summary"), run.summary},
            {QStringLiteral("error"), run.error}};
}

QJsonObject toJson(const backup::BackupSettings &settings)
{
    return {{QStringLiteral("target"), settings.folder.isEmpty() ? backup::Repository::defaultFolder() : settings.folder},
            {QStringLiteral("targetIsDefault"), settings.folder.isEmpty()},
            {QStringLiteral("parts"), partsJson(settings.parts)},
            {QStringLiteral("ageRecipients"), texts(settings.ageRecipients)},
            {QStringLiteral("ageIdentityFile"), settings.ageIdentityFile},
            {QStringLiteral("retention"), toJson(settings.retention)},
            {QStringLiteral("drillEvery"), settings.drillEvery},
            {QStringLiteral("rateLimitBytes"), settings.rateLimit},
            {QStringLiteral("niceWhenBusy"), settings.niceWhenBusy},
            {QStringLiteral("hooks"),
             QJsonObject{{QStringLiteral("command"), texts(maskedCommand(settings.hooks.command))},
                         {QStringLiteral("url"), maskedUrl(settings.hooks.url)},
                         {QStringLiteral("onSuccess"), settings.hooks.onSuccess},
                         {QStringLiteral("onFailure"), settings.hooks.onFailure},
                         {QStringLiteral("onMissed"), settings.hooks.onMissed}}}};
}

QString maskedUrl(const QString &url)
{
    if (url.isEmpty())
        return {};
    const QUrl parsed(url);
    // What cannot be taken apart is hidden whole.
    if (!parsed.isValid() || parsed.host().isEmpty())
        return QStringLiteral("[redacted]");
    QString shown = parsed.scheme() + QLatin1String("://") + parsed.host();
    if (parsed.port() > 0)
        shown += QLatin1Char(':') + QString::number(parsed.port());
    const bool bare = (parsed.path().isEmpty() || parsed.path() == QLatin1String("/")) && !parsed.hasQuery() && !parsed.hasFragment();
    return bare ? shown : QString(shown + QLatin1String("/[redacted]"));
}

QStringList maskedCommand(const QStringList &command)
{
    static const QRegularExpression address(QStringLiteral("[A-Za-z][A-Za-z0-9+.-]*://[^\\s\"']+"));
    QStringList masked;
    for (const QString &word : command) {
        QString shown;
        qsizetype from = 0;
        for (auto it = address.globalMatch(word); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            shown += word.mid(from, match.capturedStart() - from) + maskedUrl(match.captured());
            from = match.capturedEnd();
        }
        masked.append(shown + word.mid(from));
    }
    return masked;
}

} // namespace quarterdeck::cli
