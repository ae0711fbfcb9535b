// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/settings.h"

#include "stack/settingsfile.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace quarterdeck::backup {

namespace {

struct SettingsText
{
    Q_DECLARE_TR_FUNCTIONS(BackupSettings)
};

const QString fileName = QStringLiteral("backup.json");
constexpr std::array choosableParts = {Part::Postgres, Part::Globals, Part::Redis, Part::N8nData, Part::Environment, Part::Compose};

constexpr qint64 largestCount = 100'000;
constexpr qint64 largestHours = 24LL * 366 * 100;
constexpr qint64 largestRate = 1LL << 50;
constexpr qint64 largestLockWait = 24LL * 3600;

BackupSettings settingsFromJson(const QJsonObject &object, QStringList &problems)
{
    BackupSettings settings;
    stack::SettingsReader read(object, problems);
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

    stack::SettingsReader retention(read.object(QLatin1String("retention")), problems);
    retention.readNumber(QLatin1String("keepLast"), settings.retention.keepLast, largestCount);
    retention.readNumber(QLatin1String("keepHourly"), settings.retention.keepHourly, largestCount);
    retention.readNumber(QLatin1String("keepDaily"), settings.retention.keepDaily, largestCount);
    retention.readNumber(QLatin1String("keepWeekly"), settings.retention.keepWeekly, largestCount);
    retention.readNumber(QLatin1String("keepMonthly"), settings.retention.keepMonthly, largestCount);
    qint64 hours = settings.retention.maxAge.count();
    retention.readNumber(QLatin1String("maxAgeHours"), hours, largestHours);
    settings.retention.maxAge = std::chrono::hours(hours);
    retention.readNumber(QLatin1String("minProven"), settings.retention.minProven, largestCount);

    stack::SettingsReader hooks(read.object(QLatin1String("hooks")), problems);
    hooks.read(QLatin1String("command"), settings.hooks.command);
    hooks.read(QLatin1String("url"), settings.hooks.url);
    hooks.read(QLatin1String("onSuccess"), settings.hooks.onSuccess);
    hooks.read(QLatin1String("onFailure"), settings.hooks.onFailure);
    hooks.read(QLatin1String("onMissed"), settings.hooks.onMissed);
    return settings;
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

} // namespace

Result<BackupSettings> loadBackupSettings(const QString &stackId, const QString &configFolder)
{
    const QString path = stack::settingsPath(stackId, fileName, configFolder);
    QD_TRY(const QJsonObject object, stack::readSettingsFile(path));
    QStringList problems;
    const BackupSettings settings = settingsFromJson(object, problems);
    if (!problems.isEmpty())
        return fail(stack::wrongSettings(path, problems));
    return settings;
}

Result<void> saveBackupSettings(const QString &stackId, const BackupSettings &settings, const QString &configFolder)
{
    // What load() would refuse must not be written: nobody could open the settings again.
    QStringList problems;
    (void)settingsFromJson(settingsToJson(settings), problems);
    if (!problems.isEmpty())
        return fail(ErrorKind::Invalid, SettingsText::tr("These backup settings hold an impossible value."), problems.join(QLatin1String(", ")));
    return stack::writeSettingsFile(stack::settingsPath(stackId, fileName, configFolder), stackId, settingsToJson(settings));
}

} // namespace quarterdeck::backup
