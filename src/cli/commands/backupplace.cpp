// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupplace.h"

#include "backup/history.h"
#include "cli/optionvalues.h"
#include "stack/discovery.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::BackupPlace)
};

constexpr int runsLookedAt = 1000;

/// The only stack that runs are known of; empty when there are none or several.
QString onlyStackOfHistory()
{
    const auto history = backup::History::open();
    if (!history)
        return {};
    QSet<QString> ids;
    for (const backup::RunRecord &run : (*history)->runs({}, runsLookedAt).value_or(QList<backup::RunRecord>()))
        ids.insert(run.stackId);
    ids.remove(QString()); // what was done to foreign sets belongs to none
    return ids.size() == 1 ? *ids.cbegin() : QString();
}

BackupPlace withFolder(BackupPlace place, const QString &target)
{
    if (!target.isEmpty())
        place.settings.folder = target;
    else if (place.settings.folder.isEmpty())
        place.settings.folder = backup::Repository::defaultFolder();
    return place;
}

QString targetOf(const Invocation &invocation)
{
    return absolutePath(invocation.options.value(QStringLiteral("target")));
}

} // namespace

QCommandLineOption targetOption()
{
    return {QStringLiteral("target"), Words::tr("Folder of the sets; otherwise the one in the settings."), QStringLiteral("DIR")};
}

QCommandLineOption identityOption()
{
    return {QStringLiteral("age-identity"), Words::tr("File with the secret key that opens an encrypted set; otherwise the one in the settings."),
            QStringLiteral("FILE")};
}

Result<QString> stackIdOf(const Invocation &invocation)
{
    if (!invocation.stackId.isEmpty())
        return invocation.stackId;
    const Result<QString> chosen = stack::Discovery(invocation.neighbours.docker, invocation.neighbours.compose).choose(invocation.context, {});
    if (chosen || chosen.error().kind == ErrorKind::Conflict)
        return chosen;
    QD_CHECK(invocation.context.checkpoint());
    const QString known = onlyStackOfHistory();
    return known.isEmpty() ? chosen : Result<QString>(known);
}

Result<QString> changedStackIdOf(const Invocation &invocation)
{
    const Result<QString> chosen
        = stack::Discovery(invocation.neighbours.docker, invocation.neighbours.compose).choose(invocation.context, invocation.stackId);
    QD_CHECK(invocation.context.checkpoint());
    const bool asked = chosen || chosen.error().kind == ErrorKind::NotFound || chosen.error().kind == ErrorKind::Conflict;
    return asked || invocation.stackId.isEmpty() ? chosen : Result<QString>(invocation.stackId);
}

Result<BackupPlace> placeOf(const Invocation &invocation)
{
    if (const QString target = targetOf(invocation); !target.isEmpty() && invocation.stackId.isEmpty())
        return withFolder({}, target);
    QD_TRY(const QString id, stackIdOf(invocation));
    return placeOfStack(invocation, id);
}

Result<BackupPlace> placeOfStack(const Invocation &invocation, const QString &stackId)
{
    QD_TRY(const backup::BackupSettings settings, backup::loadBackupSettings(stackId));
    return withFolder({stackId, settings}, targetOf(invocation));
}

Result<BackupPlace> placeOfSet(const BackupPlace &place, const backup::BackupSet &set)
{
    if (!set.manifest || set.manifest->stackId == place.stackId)
        return place;
    QD_TRY(const backup::BackupSettings settings, backup::loadBackupSettings(set.manifest->stackId));
    return withFolder({set.manifest->stackId, settings}, place.settings.folder);
}

Result<BackupPlace> openedPlaceOfSet(const Invocation &invocation, const BackupPlace &place, const backup::BackupSet &set)
{
    QD_TRY(BackupPlace opened, placeOfSet(place, set));
    if (const QString named = absolutePath(invocation.options.value(QStringLiteral("age-identity"))); !named.isEmpty())
        opened.settings.ageIdentityFile = named;
    return opened;
}

Result<backup::BackupSet> findSet(const Invocation &invocation, const BackupPlace &place, const QString &wanted)
{
    const backup::Repository repository = place.repository();
    const bool proven = wanted == QLatin1String("latest-proven");
    if (!proven && wanted != QLatin1String("latest")) {
        Result<backup::BackupSet> found = repository.find(invocation.context, wanted);
        if (!found && found.error().kind == ErrorKind::NotFound)
            found.error().hint = Words::tr("see quarterdeckctl backup list");
        return found;
    }
    QD_TRY(const QList<backup::BackupSet> sets, repository.list(invocation.context, place.stackId));
    const auto found = std::find_if(sets.cbegin(), sets.cend(), [proven](const backup::BackupSet &set) {
        return proven ? set.state == backup::SetState::Proven : set.state != backup::SetState::Foreign;
    });
    if (found != sets.cend())
        return *found;
    if (proven) {
        return fail(ErrorKind::NotFound, Words::tr("No set in %1 is proven to restore.").arg(place.settings.folder), {},
                    Words::tr("prove one with quarterdeckctl backup verify latest --depth drill"));
    }
    return fail(ErrorKind::NotFound, Words::tr("There is no set in %1.").arg(place.settings.folder), {},
                Words::tr("make one with quarterdeckctl backup create"));
}

QString setArgumentHelp()
{
    return Words::tr("SET is a name from `backup list`, or latest, or latest-proven.");
}

backup::Scheduler schedulerOf(const Neighbours &neighbours)
{
    return {neighbours.process, neighbours.clock, QCoreApplication::applicationFilePath()};
}

} // namespace quarterdeck::cli
