// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/manifest.h"

#include "backup/sealedjson.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include <array>
#include <limits>

namespace quarterdeck::backup {

namespace {

struct ManifestText
{
    Q_DECLARE_TR_FUNCTIONS(Manifest)
};

constexpr int maximumFiles = 10'000;
constexpr std::array allParts
    = {Part::Postgres, Part::Globals, Part::Redis, Part::N8nData, Part::Environment, Part::Compose, Part::Log, Part::Readme};
constexpr std::array allFits = {KeyFit::Unknown, KeyFit::Fits, KeyFit::DoesNotFit, KeyFit::NoCredentials, KeyFit::NoKey};
constexpr std::array allDepths = {Proof::Depth::Quick, Proof::Depth::Full, Proof::Depth::Drill};

QJsonValue timeToJson(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue(QJsonValue::Null);
}

QJsonArray listToJson(const QStringList &list)
{
    return QJsonArray::fromStringList(list);
}

/// Reads members strictly: what is missing or of another type is written down
/// as the first problem, and everything after it is moot.
class Reader final
{
public:
    Reader(const QJsonObject &object, QString &problem, QString where)
        : m_object(object)
        , m_problem(problem)
        , m_where(std::move(where))
    {
    }

    QString text(QLatin1String name) { return member(name, &QJsonValue::isString).toString(); }
    bool boolean(QLatin1String name) { return member(name, &QJsonValue::isBool).toBool(); }
    QJsonArray array(QLatin1String name) { return member(name, &QJsonValue::isArray).toArray(); }
    QJsonObject object(QLatin1String name) { return member(name, &QJsonValue::isObject).toObject(); }
    bool has(QLatin1String name) const { return m_object.contains(name) && !m_object.value(name).isNull(); }

    qint64 integer(QLatin1String name, qint64 lowest, qint64 highest = std::numeric_limits<qint64>::max())
    {
        const QJsonValue value = member(name, &QJsonValue::isDouble);
        // Asked with two defaults: fractions and numbers too large for 64 bits give back either.
        const qint64 number = value.toInteger(0);
        if (number != value.toInteger(1) || number < lowest || number > highest)
            blame(name);
        return number;
    }

    QDateTime time(QLatin1String name)
    {
        if (m_object.contains(name) && m_object.value(name).isNull())
            return {};
        const QDateTime parsed = QDateTime::fromString(text(name), Qt::ISODateWithMs);
        if (!parsed.isValid())
            blame(name);
        return parsed.toUTC();
    }

    QStringList texts(QLatin1String name)
    {
        QStringList list;
        for (const QJsonValue &value : array(name)) {
            if (!value.isString())
                blame(name);
            list.append(value.toString());
        }
        return list;
    }

    QString digest(QLatin1String name)
    {
        static const QRegularExpression pattern(QStringLiteral("\\A[0-9a-f]{64}\\z"));
        const QString value = text(name);
        if (!pattern.match(value).hasMatch())
            blame(name);
        return value;
    }

    template<class List, class NameOf>
    typename List::value_type choice(QLatin1String name, const List &all, NameOf nameOf)
    {
        const QString value = text(name);
        for (const auto candidate : all) {
            if (nameOf(candidate) == value)
                return candidate;
        }
        blame(name);
        return all.front();
    }

    void blame(QLatin1String name)
    {
        if (m_problem.isEmpty())
            m_problem = m_where + name;
    }

private:
    QJsonValue member(QLatin1String name, bool (QJsonValue::*isType)() const)
    {
        const QJsonValue value = m_object.value(name);
        if (!(value.*isType)())
            blame(name);
        return value;
    }

    const QJsonObject m_object;
    QString &m_problem;
    const QString m_where;
};

#define QD_NAME(text) QLatin1String(text)

QJsonObject fileToJson(const FileEntry &file)
{
    return {
        {QD_NAME("path"), file.path},           {QD_NAME("part"), partName(file.part)},
        {QD_NAME("size"), file.size},           {QD_NAME("sha256"), file.sha256},
        {QD_NAME("codec"), file.codec},         {QD_NAME("rawSize"), file.rawSize},
        {QD_NAME("rawSha256"), file.rawSha256}, {QD_NAME("encrypted"), file.encrypted},
        {QD_NAME("original"), file.original},   {QD_NAME("mode"), QString::number(file.mode, 8)},
    };
}

FileEntry fileFromJson(const QJsonObject &object, QString &problem, const QString &where)
{
    Reader read(object, problem, where);
    FileEntry file;
    file.path = read.text(QD_NAME("path"));
    if (!isSafeSetPath(file.path) || file.path == QLatin1String("manifest.json") || file.path == QLatin1String("proof.json"))
        read.blame(QD_NAME("path"));
    file.part = read.choice(QD_NAME("part"), allParts, partName);
    file.size = read.integer(QD_NAME("size"), 0);
    file.sha256 = read.digest(QD_NAME("sha256"));
    file.codec = read.text(QD_NAME("codec"));
    if (file.codec != QLatin1String("none") && file.codec != QLatin1String("zstd"))
        read.blame(QD_NAME("codec"));
    file.rawSize = read.integer(QD_NAME("rawSize"), 0);
    file.rawSha256 = read.digest(QD_NAME("rawSha256"));
    file.encrypted = read.boolean(QD_NAME("encrypted"));
    file.original = read.text(QD_NAME("original"));
    bool octal = false;
    file.mode = read.text(QD_NAME("mode")).toInt(&octal, 8);
    if (!octal || file.mode < 0 || file.mode > 07777)
        read.blame(QD_NAME("mode"));
    if (file.codec == QLatin1String("none") && !file.encrypted && (file.size != file.rawSize || file.sha256 != file.rawSha256))
        read.blame(QD_NAME("rawSha256"));
    return file;
}

QJsonObject serviceToJson(const ServiceFigure &service)
{
    return {
        {QD_NAME("name"), service.name},   {QD_NAME("role"), service.role},       {QD_NAME("version"), service.version},
        {QD_NAME("image"), service.image}, {QD_NAME("imageId"), service.imageId}, {QD_NAME("digests"), listToJson(service.digests)},
    };
}

ServiceFigure serviceFromJson(const QJsonObject &object, QString &problem, const QString &where)
{
    Reader read(object, problem, where);
    return {read.text(QD_NAME("name")),  read.text(QD_NAME("role")),    read.text(QD_NAME("version")),
            read.text(QD_NAME("image")), read.text(QD_NAME("imageId")), read.texts(QD_NAME("digests"))};
}

QJsonObject tableToJson(const TableFigure &table)
{
    return {
        {QD_NAME("schema"), table.schema}, {QD_NAME("name"), table.name},     {QD_NAME("rows"), table.rows},
        {QD_NAME("digest"), table.digest}, {QD_NAME("method"), table.method},
    };
}

TableFigure tableFromJson(const QJsonObject &object, QString &problem, const QString &where)
{
    Reader read(object, problem, where);
    return {read.text(QD_NAME("schema")), read.text(QD_NAME("name")), read.integer(QD_NAME("rows"), 0), read.text(QD_NAME("digest")),
            read.text(QD_NAME("method"))};
}

template<class T>
QJsonArray arrayOf(const QList<T> &list, QJsonObject (*toJson)(const T &))
{
    QJsonArray array;
    for (const T &item : list)
        array.append(toJson(item));
    return array;
}

template<class T>
QList<T> listOf(const QJsonArray &array, T (*fromJson)(const QJsonObject &, QString &, const QString &), QString &problem, const QString &where)
{
    QList<T> list;
    for (qsizetype i = 0; i < array.size() && problem.isEmpty(); ++i)
        list.append(fromJson(array.at(i).toObject(), problem, QStringLiteral("%1[%2].").arg(where).arg(i)));
    return list;
}

QJsonObject postgresToJson(const PostgresFigure &postgres)
{
    return {
        {QD_NAME("serverVersion"), postgres.serverVersion},
        {QD_NAME("serverVersionText"), postgres.serverVersionText},
        {QD_NAME("database"), postgres.database},
        {QD_NAME("schema"), postgres.schema},
        {QD_NAME("tablePrefix"), postgres.tablePrefix},
        {QD_NAME("owner"), postgres.owner},
        {QD_NAME("encoding"), postgres.encoding},
        {QD_NAME("collation"), postgres.collation},
        {QD_NAME("extensions"), listToJson(postgres.extensions)},
        {QD_NAME("migrationHead"), postgres.migrationHead},
        {QD_NAME("databaseSize"), postgres.databaseSize},
        {QD_NAME("snapshot"), postgres.snapshot},
        {QD_NAME("snapshotTaken"), timeToJson(postgres.snapshotTaken)},
        {QD_NAME("tables"), arrayOf(postgres.tables, tableToJson)},
    };
}

PostgresFigure postgresFromJson(const QJsonObject &object, QString &problem)
{
    Reader read(object, problem, QStringLiteral("postgres."));
    PostgresFigure postgres;
    postgres.serverVersion = static_cast<int>(read.integer(QD_NAME("serverVersion"), 0, std::numeric_limits<int>::max()));
    postgres.serverVersionText = read.text(QD_NAME("serverVersionText"));
    postgres.database = read.text(QD_NAME("database"));
    postgres.schema = read.text(QD_NAME("schema"));
    postgres.tablePrefix = read.text(QD_NAME("tablePrefix"));
    postgres.owner = read.text(QD_NAME("owner"));
    postgres.encoding = read.text(QD_NAME("encoding"));
    postgres.collation = read.text(QD_NAME("collation"));
    postgres.extensions = read.texts(QD_NAME("extensions"));
    postgres.migrationHead = read.text(QD_NAME("migrationHead"));
    postgres.databaseSize = read.integer(QD_NAME("databaseSize"), 0);
    postgres.snapshot = read.text(QD_NAME("snapshot"));
    postgres.snapshotTaken = read.time(QD_NAME("snapshotTaken"));
    postgres.tables = listOf(read.array(QD_NAME("tables")), tableFromJson, problem, QStringLiteral("postgres.tables"));
    return postgres;
}

QJsonObject redisToJson(const RedisFigure &redis)
{
    QJsonObject databases;
    for (auto it = redis.keysByDatabase.cbegin(); it != redis.keysByDatabase.cend(); ++it)
        databases.insert(it.key(), it.value());
    return {
        {QD_NAME("version"), redis.version},
        {QD_NAME("keys"), redis.keys},
        {QD_NAME("keysByDatabase"), databases},
        {QD_NAME("saved"), timeToJson(redis.saved)},
    };
}

RedisFigure redisFromJson(const QJsonObject &object, QString &problem)
{
    Reader read(object, problem, QStringLiteral("redis."));
    RedisFigure redis;
    redis.version = read.text(QD_NAME("version"));
    redis.keys = read.integer(QD_NAME("keys"), 0);
    const QJsonObject databases = read.object(QD_NAME("keysByDatabase"));
    Reader counts(databases, problem, QStringLiteral("redis.keysByDatabase."));
    for (const QString &name : databases.keys()) {
        const QByteArray ascii = name.toLatin1();
        redis.keysByDatabase.insert(name, counts.integer(QLatin1String(ascii), 0));
    }
    redis.saved = read.time(QD_NAME("saved"));
    return redis;
}

/// No path twice, and none that would need another file to be a folder.
QString clashingPath(const QList<FileEntry> &files)
{
    QSet<QString> paths;
    for (const FileEntry &file : files) {
        if (paths.contains(file.path))
            return file.path;
        paths.insert(file.path);
    }
    for (const FileEntry &file : files) {
        for (qsizetype slash = file.path.indexOf(QLatin1Char('/')); slash >= 0; slash = file.path.indexOf(QLatin1Char('/'), slash + 1)) {
            if (paths.contains(file.path.left(slash)))
                return file.path;
        }
    }
    return {};
}

} // namespace

QByteArray writeManifest(const Manifest &manifest)
{
    QJsonObject object = {
        {QD_NAME("schema"), manifest.schema},
        {QD_NAME("id"), manifest.id},
        {QD_NAME("sequence"), manifest.sequence},
        {QD_NAME("stackId"), manifest.stackId},
        {QD_NAME("toolVersion"), manifest.toolVersion},
        {QD_NAME("host"), manifest.host},
        {QD_NAME("startedAt"), timeToJson(manifest.startedAt)},
        {QD_NAME("finishedAt"), timeToJson(manifest.finishedAt)},
        {QD_NAME("files"), arrayOf(manifest.files, fileToJson)},
        {QD_NAME("services"), arrayOf(manifest.services, serviceToJson)},
        {QD_NAME("n8nDataVolume"), manifest.n8nDataVolume},
        {QD_NAME("keyFingerprint"), manifest.keyFingerprint},
        {QD_NAME("keyOrigin"), manifest.keyOrigin},
        {QD_NAME("keyFit"), keyFitName(manifest.keyFit)},
        {QD_NAME("skewMs"), manifest.skewMs},
        {QD_NAME("notCovered"), listToJson(manifest.notCovered)},
        {QD_NAME("warnings"), listToJson(manifest.warnings)},
        {QD_NAME("encryption"), manifest.encryption},
        {QD_NAME("recipients"), listToJson(manifest.recipients)},
    };
    if (manifest.postgres)
        object.insert(QD_NAME("postgres"), postgresToJson(*manifest.postgres));
    if (manifest.redis)
        object.insert(QD_NAME("redis"), redisToJson(*manifest.redis));
    return sealJson(object);
}

Result<Manifest> readManifest(const QByteArray &bytes)
{
    QD_TRY(const QJsonObject object, openSealedJson(bytes));
    QString problem;
    Reader read(object, problem, {});
    Manifest manifest;
    manifest.schema = static_cast<int>(read.integer(QD_NAME("schema"), 1, std::numeric_limits<int>::max()));
    if (problem.isEmpty() && manifest.schema > Manifest::currentSchema) {
        return fail(ErrorKind::Unsupported, ManifestText::tr("This set was made by a newer version of Quarterdeck (format %1).").arg(manifest.schema),
                    {}, ManifestText::tr("Update Quarterdeck, or restore by hand as the set's README tells."));
    }
    manifest.id = read.text(QD_NAME("id"));
    if (!isSetId(manifest.id))
        read.blame(QD_NAME("id"));
    manifest.sequence = read.integer(QD_NAME("sequence"), 1);
    manifest.stackId = read.text(QD_NAME("stackId"));
    manifest.toolVersion = read.text(QD_NAME("toolVersion"));
    manifest.host = read.text(QD_NAME("host"));
    manifest.startedAt = read.time(QD_NAME("startedAt"));
    manifest.finishedAt = read.time(QD_NAME("finishedAt"));
    const QJsonArray files = read.array(QD_NAME("files"));
    if (files.size() > maximumFiles)
        read.blame(QD_NAME("files"));
    manifest.files = listOf(files, fileFromJson, problem, QStringLiteral("files"));
    if (const QString twice = clashingPath(manifest.files); !twice.isEmpty())
        read.blame(QD_NAME("files"));
    manifest.services = listOf(read.array(QD_NAME("services")), serviceFromJson, problem, QStringLiteral("services"));
    if (read.has(QD_NAME("postgres")))
        manifest.postgres = postgresFromJson(read.object(QD_NAME("postgres")), problem);
    if (read.has(QD_NAME("redis")))
        manifest.redis = redisFromJson(read.object(QD_NAME("redis")), problem);
    manifest.n8nDataVolume = read.text(QD_NAME("n8nDataVolume"));
    manifest.keyFingerprint = read.text(QD_NAME("keyFingerprint"));
    manifest.keyOrigin = read.text(QD_NAME("keyOrigin"));
    manifest.keyFit = read.choice(QD_NAME("keyFit"), allFits, keyFitName);
    manifest.skewMs = read.integer(QD_NAME("skewMs"), 0);
    manifest.notCovered = read.texts(QD_NAME("notCovered"));
    manifest.warnings = read.texts(QD_NAME("warnings"));
    manifest.encryption = read.text(QD_NAME("encryption"));
    manifest.recipients = read.texts(QD_NAME("recipients"));
    const bool withAge = manifest.encryption == QLatin1String("age");
    if (!withAge && manifest.encryption != QLatin1String("none"))
        read.blame(QD_NAME("encryption"));
    for (const FileEntry &file : manifest.files) {
        if (file.encrypted && !withAge)
            read.blame(QD_NAME("encryption"));
    }
    if (!problem.isEmpty())
        return fail(ErrorKind::Corrupt, ManifestText::tr("The manifest has a missing or impossible value."), problem);
    return manifest;
}

QJsonObject proofToJson(const Proof &proof)
{
    return {
        {QD_NAME("depth"), depthName(proof.depth)},
        {QD_NAME("passed"), proof.passed},
        {QD_NAME("at"), timeToJson(proof.at)},
        {QD_NAME("tookMs"), proof.tookMs},
        {QD_NAME("findings"), listToJson(proof.findings)},
        {QD_NAME("manifestSha256"), proof.manifestSha256},
    };
}

Result<Proof> proofFromJson(const QJsonObject &object)
{
    QString problem;
    Reader read(object, problem, {});
    Proof proof;
    proof.depth = read.choice(QD_NAME("depth"), allDepths, depthName);
    proof.passed = read.boolean(QD_NAME("passed"));
    proof.at = read.time(QD_NAME("at"));
    proof.tookMs = read.integer(QD_NAME("tookMs"), 0);
    proof.findings = read.texts(QD_NAME("findings"));
    proof.manifestSha256 = read.digest(QD_NAME("manifestSha256"));
    if (!problem.isEmpty())
        return fail(ErrorKind::Corrupt, ManifestText::tr("A record of a check is damaged."), problem);
    return proof;
}

#undef QD_NAME

} // namespace quarterdeck::backup
