// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/settings.h"

#include "foundation/atomicfile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace quarterdeck::backup {

namespace {

struct SettingsText
{
    Q_DECLARE_TR_FUNCTIONS(BackupSettings)
};

constexpr qint64 maximumFileSize = 1024 * 1024;
constexpr std::array choosableParts = {Part::Postgres, Part::Globals, Part::Redis, Part::N8nData, Part::Environment, Part::Compose};

QString settingsPath(const QString &stackId, const QString &configFolder)
{
    const QString base = configFolder.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QLatin1String("/quarterdeck")
        : configFolder;
    const QByteArray hash = QCryptographicHash::hash(stackId.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return base + QLatin1String("/stacks/") + QString::fromLatin1(hash) + QLatin1String("/backup.json");
}

/// Takes members that are there and of the right type; others keep the default,
/// so that an older file is as good as a new one. A wrong type is an error:
/// silently falling back to "keep 7 days" could delete what somebody wanted kept.
class Reader final
{
public:
    Reader(const QJsonObject &object, QStringList &problems)
        : m_object(object)
        , m_problems(problems)
    {
    }

    void read(QLatin1String name, QString &value)
    {
        take(name, &QJsonValue::isString, [&](const QJsonValue &v) { value = v.toString(); });
    }
    void read(QLatin1String name, bool &value)
    {
        take(name, &QJsonValue::isBool, [&](const QJsonValue &v) { value = v.toBool(); });
    }
    void read(QLatin1String name, QStringList &value)
    {
        take(name, &QJsonValue::isArray, [&](const QJsonValue &v) {
            value.clear();
            for (const QJsonValue &item : v.toArray()) {
                if (!item.isString())
                    m_problems.append(name);
                value.append(item.toString());
            }
        });
    }
    template<class Number>
    void readNumber(QLatin1String name, Number &value, qint64 highest)
    {
        take(name, &QJsonValue::isDouble, [&](const QJsonValue &v) {
            const qint64 number = v.toInteger(-1);
            if (number < 0 || number > highest)
                m_problems.append(name);
            else
                value = static_cast<Number>(number);
        });
    }
    QJsonObject object(QLatin1String name)
    {
        QJsonObject object;
        take(name, &QJsonValue::isObject, [&](const QJsonValue &v) { object = v.toObject(); });
        return object;
    }

private:
    template<class Use>
    void take(QLatin1String name, bool (QJsonValue::*isType)() const, const Use &use)
    {
        const QJsonValue value = m_object.value(name);
        if (value.isUndefined())
            return;
        if ((value.*isType)())
            use(value);
        else
            m_problems.append(name);
    }

    const QJsonObject m_object;
    QStringList &m_problems;
};

constexpr qint64 largestCount = 100'000;
constexpr qint64 largestHours = 24LL * 366 * 100;
constexpr qint64 largestRate = 1LL << 50;
constexpr qint64 largestLockWait = 24LL * 3600;

BackupSettings settingsFromJson(const QJsonObject &object, QStringList &problems)
{
    BackupSettings settings;
    Reader read(object, problems);
    read.read(QLatin1String("folder"), settings.folder);
    QStringList parts;
    for (const Part part : std::as_const(settings.parts))
        parts.append(partName(part));
    read.read(QLatin1String("parts"), parts);
    settings.parts.clear();
    for (const QString &name : std::as_const(parts)) {
        const auto found = std::find_if(choosableParts.begin(), choosableParts.end(), [&](Part part) { return partName(part) == name; });
        if (found == choosableParts.end())
            problems.append(QLatin1String("parts"));
        else if (!settings.parts.contains(*found))
            settings.parts.append(*found);
    }
    read.read(QLatin1String("ageRecipients"), settings.ageRecipients);
    read.read(QLatin1String("ageIdentityFile"), settings.ageIdentityFile);
    read.readNumber(QLatin1String("drillEvery"), settings.drillEvery, largestCount);
    read.readNumber(QLatin1String("rateLimit"), settings.rateLimit, largestRate);
    qint64 lockWait = settings.lockWait.count();
    read.readNumber(QLatin1String("lockWaitSeconds"), lockWait, largestLockWait);
    settings.lockWait = std::chrono::seconds(lockWait);
    read.read(QLatin1String("niceWhenBusy"), settings.niceWhenBusy);

    Reader retention(read.object(QLatin1String("retention")), problems);
    retention.readNumber(QLatin1String("keepLast"), settings.retention.keepLast, largestCount);
    retention.readNumber(QLatin1String("keepHourly"), settings.retention.keepHourly, largestCount);
    retention.readNumber(QLatin1String("keepDaily"), settings.retention.keepDaily, largestCount);
    retention.readNumber(QLatin1String("keepWeekly"), settings.retention.keepWeekly, largestCount);
    retention.readNumber(QLatin1String("keepMonthly"), settings.retention.keepMonthly, largestCount);
    qint64 hours = settings.retention.maxAge.count();
    retention.readNumber(QLatin1String("maxAgeHours"), hours, largestHours);
    settings.retention.maxAge = std::chrono::hours(hours);
    retention.readNumber(QLatin1String("minProven"), settings.retention.minProven, largestCount);

    Reader hooks(read.object(QLatin1String("hooks")), problems);
    hooks.read(QLatin1String("command"), settings.hooks.command);
    hooks.read(QLatin1String("url"), settings.hooks.url);
    hooks.read(QLatin1String("onSuccess"), settings.hooks.onSuccess);
    hooks.read(QLatin1String("onFailure"), settings.hooks.onFailure);
    hooks.read(QLatin1String("onMissed"), settings.hooks.onMissed);
    return settings;
}

/// Puts our members over those that are there: a member of a newer version survives.
void merge(QJsonObject &into, const QJsonObject &ours)
{
    for (auto it = ours.begin(); it != ours.end(); ++it) {
        if (it.value().isObject()) {
            QJsonObject inner = into.value(it.key()).toObject();
            merge(inner, it.value().toObject());
            into.insert(it.key(), inner);
        } else {
            into.insert(it.key(), it.value());
        }
    }
}

QJsonObject settingsToJson(const BackupSettings &settings)
{
    QJsonArray parts;
    for (const Part part : settings.parts)
        parts.append(partName(part));
    const RetentionPolicy &keep = settings.retention;
    return {
        {QLatin1String("folder"), settings.folder},
        {QLatin1String("parts"), parts},
        {QLatin1String("ageRecipients"), QJsonArray::fromStringList(settings.ageRecipients)},
        {QLatin1String("ageIdentityFile"), settings.ageIdentityFile},
        {QLatin1String("drillEvery"), settings.drillEvery},
        {QLatin1String("rateLimit"), settings.rateLimit},
        {QLatin1String("lockWaitSeconds"), static_cast<qint64>(settings.lockWait.count())},
        {QLatin1String("niceWhenBusy"), settings.niceWhenBusy},
        {QLatin1String("retention"),
         QJsonObject{{QLatin1String("keepLast"), keep.keepLast},
                     {QLatin1String("keepHourly"), keep.keepHourly},
                     {QLatin1String("keepDaily"), keep.keepDaily},
                     {QLatin1String("keepWeekly"), keep.keepWeekly},
                     {QLatin1String("keepMonthly"), keep.keepMonthly},
                     {QLatin1String("maxAgeHours"), static_cast<qint64>(keep.maxAge.count())},
                     {QLatin1String("minProven"), keep.minProven}}},
        {QLatin1String("hooks"),
         QJsonObject{{QLatin1String("command"), QJsonArray::fromStringList(settings.hooks.command)},
                     {QLatin1String("url"), settings.hooks.url},
                     {QLatin1String("onSuccess"), settings.hooks.onSuccess},
                     {QLatin1String("onFailure"), settings.hooks.onFailure},
                     {QLatin1String("onMissed"), settings.hooks.onMissed}}},
    };
}

/// The file as it is; empty when there is none.
Result<QJsonObject> readObject(const QString &path)
{
    const Result<QByteArray> bytes = readWholeFile(path, maximumFileSize);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return QJsonObject();
    if (!bytes)
        return fail(bytes.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &error);
    if (!document.isObject()) {
        return fail(ErrorKind::Corrupt, SettingsText::tr("The backup settings in %1 cannot be read.").arg(path), error.errorString(),
                    SettingsText::tr("Repair the file, or delete it to begin with the defaults."));
    }
    return document.object();
}

} // namespace

Result<BackupSettings> loadBackupSettings(const QString &stackId, const QString &configFolder)
{
    const QString path = settingsPath(stackId, configFolder);
    QD_TRY(const QJsonObject object, readObject(path));
    QStringList problems;
    const BackupSettings settings = settingsFromJson(object, problems);
    if (!problems.isEmpty()) {
        return fail(ErrorKind::Corrupt, SettingsText::tr("The backup settings in %1 cannot be read.").arg(path), problems.join(QLatin1String(", ")),
                    SettingsText::tr("Repair the file, or delete it to begin with the defaults."));
    }
    return settings;
}

Result<void> saveBackupSettings(const QString &stackId, const BackupSettings &settings, const QString &configFolder)
{
    // What load() would refuse must not be written: nobody could open the settings again.
    QStringList problems;
    (void)settingsFromJson(settingsToJson(settings), problems);
    if (!problems.isEmpty())
        return fail(ErrorKind::Invalid, SettingsText::tr("These backup settings hold an impossible value."), problems.join(QLatin1String(", ")));
    const QString path = settingsPath(stackId, configFolder);
    QD_CHECK(makeFolder(path.section(QLatin1Char('/'), 0, -2)));
    // A damaged file holds nothing worth keeping: saving is the repair.
    QJsonObject object = readObject(path).value_or(QJsonObject());
    object.insert(QLatin1String("stackId"), stackId);
    merge(object, settingsToJson(settings));
    return writeFileAtomically(path, QJsonDocument(object).toJson(QJsonDocument::Indented));
}

} // namespace quarterdeck::backup
