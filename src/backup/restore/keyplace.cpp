// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include "backup/restore/dataarchive.h"
#include "backup/setcontents.h"
#include "backup/tarwalk.h"
#include "foundation/atomicfile.h"
#include "stack/containerfile.h"
#include "stack/dotenv.h"
#include "stack/settingreader.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace quarterdeck::restore {

namespace {

struct KeyText
{
    Q_DECLARE_TR_FUNCTIONS(RestoreKey)
};

/// n8n's settings file as the set's archive of the data folder has it.
Result<QByteArray> settingsOfSet(const JobContext &context, const Request &request)
{
    if (!DataArchive::isIn(request.set))
        return QByteArray();
    QD_TRY(const DataArchive archive, DataArchive::of(context, request.set, request.ageIdentityFile));
    const QString &folder = archive.rules().folder;
    // Of the folder's contents: with or without the dot before them.
    const QStringList paths
        = folder.isEmpty() ? QStringList{QStringLiteral("config"), QStringLiteral("./config")} : QStringList{folder + QLatin1String("/config")};
    backup::TarWalk walk(paths);
    QD_TRY(const docker::ByteSource source, archive.open(context));
    constexpr qsizetype pieceSize = 256 * 1024;
    while (true) {
        QD_TRY(const QByteArray bytes, source(pieceSize));
        if (bytes.isEmpty())
            break;
        QD_CHECK(walk.feed(bytes));
    }
    QD_TRY(const backup::TarFigure figure, walk.finish());
    for (const QString &path : paths) {
        if (figure.files.contains(path))
            return figure.files.value(path);
    }
    return QByteArray();
}

/// What the settings file in the data folder says now; empty when there is none.
Result<QByteArray> settingsNow(const JobContext &context, docker::DockerPort &docker, const QString &container, const QString &folder)
{
    QByteArray bytes;
    constexpr qsizetype most = 64 * 1024;
    const Result<qint64> read
        = stack::readContainerFile(context, docker, container, folder + QLatin1String("/config"), [&](QByteArrayView more) -> Result<void> {
              if (bytes.size() + more.size() > most)
                  return fail(ErrorKind::Invalid, KeyText::tr("n8n's settings file is larger than it can be."));
              bytes.append(more);
              return {};
          });
    if (!read && read.error().kind != ErrorKind::NotFound)
        return fail(read.error());
    return bytes;
}

/// What the project's files give n8n from now on, as Compose reads them; empty when they give none.
Result<Secret> keyInProject(RestoreRun &run, const JobContext &context, const stack::Service &main)
{
    QD_TRY(const compose::ComposePort::Config config, run.compose.config(context, run.request.stack->project));
    const QJsonObject service = config.model.value(QLatin1String("services")).toObject().value(main.name).toObject();
    return Secret(service.value(QLatin1String("environment")).toObject().value(QLatin1String("N8N_ENCRYPTION_KEY")).toString());
}

/// In the project's .env, where its value is the key in force.
Result<void> placeInEnvironment(RestoreRun &run, const JobContext &context, const Secret &current, const Secret &wanted)
{
    const compose::Project &project = run.request.stack->project;
    QStringList paths = project.environmentFiles;
    if (paths.isEmpty())
        paths = {project.workingDir + QLatin1String("/.env")};
    for (const QString &path : std::as_const(paths)) {
        Result<stack::DotEnv> file = stack::DotEnv::load(path);
        if (!file)
            continue;
        const QHash<QString, QString> values = file->values();
        for (auto it = values.cbegin(); it != values.cend(); ++it) {
            if (it->toUtf8() != current.expose())
                continue;
            QD_TRY(const ReplacedFile replaced, noteReplaced(run, {path, path + QLatin1String(".before-restore-") + run.state().stamp}));
            if (!replaced.keptAs.isEmpty() && !QFileInfo::exists(replaced.keptAs))
                QD_CHECK(writeFileAtomically(replaced.keptAs, file->bytes()));
            file->setValue(it.key(), QString::fromUtf8(wanted.expose()));
            QD_CHECK(writeFileAtomically(path, file->bytes()));
            context.sink().logLine(KeyText::tr("%1 of %2 was set to the other key.").arg(it.key(), path));
            return {};
        }
    }
    return fail(ErrorKind::Unsupported, KeyText::tr("The encryption key in force comes from a place that cannot be changed here."), {},
                KeyText::tr("Set N8N_ENCRYPTION_KEY by hand where the stack takes it from, then restore with the key in force."));
}

} // namespace

Result<Secret> keyOfSet(const JobContext &context, const Request &request)
{
    if (!request.set.manifest && request.set.foreignFiles.isEmpty())
        return Secret();
    QD_TRY(const QByteArray settings, settingsOfSet(context, request));
    QD_TRY(const backup::SetKey found, backup::findKeyInSet(context, request.set, request.ageIdentityFile, settings));
    return found.key;
}

Result<Secret> keyToBe(const JobContext &context, const backup::Neighbours &neighbours, const Request &request)
{
    switch (request.key) {
    case KeyChoice::Given:
        if (request.givenKey.isEmpty())
            return fail(ErrorKind::Auth, KeyText::tr("No key was given."), {}, KeyText::tr("Give it again; it is never kept."));
        return request.givenKey;
    case KeyChoice::FromSet: {
        QD_TRY(const Secret key, keyOfSet(context, request));
        if (key.isEmpty())
            return fail(ErrorKind::NotFound, KeyText::tr("This set does not hold n8n's encryption key."));
        return key;
    }
    case KeyChoice::Current:
        break;
    }
    const stack::Service *main = request.stack->service(stack::Role::Main);
    if (main == nullptr)
        return fail(ErrorKind::NotFound, KeyText::tr("This stack has no main n8n to take the key from."));
    QD_TRY(const stack::KeyInForce key, stack::readEncryptionKey(context, neighbours.docker, *main));
    return key.key;
}

Result<Secret> keyInDataFolder(const JobContext &context, docker::DockerPort &docker, const stack::Service &main)
{
    if (main.containers.isEmpty())
        return Secret();
    QD_TRY(const QByteArray settings, settingsNow(context, docker, main.containers.first().id, stack::n8nDataFolder(main)));
    return Secret(QJsonDocument::fromJson(settings).object().value(QLatin1String("encryptionKey")).toString());
}

Result<void> placeKey(RestoreRun &run, const JobContext &context)
{
    const stack::Service *main = run.request.stack->service(stack::Role::Main);
    QD_TRY(const stack::Container container, run.containerOf(main, QStringLiteral("n8n")));
    // The stack's own environment was read before anything changed.
    const QString inEnvironment = main->environment.value(QStringLiteral("N8N_ENCRYPTION_KEY"));
    Secret wanted;
    if (run.request.key == KeyChoice::Current && !inEnvironment.isEmpty())
        wanted = Secret(inEnvironment);
    if (run.request.key != KeyChoice::Current) {
        QD_TRY(wanted, keyToBe(context, run.neighbours, run.request));
    }
    Secret placed(inEnvironment);
    if (run.wants(backup::Part::Environment)) {
        QD_TRY(placed, keyInProject(run, context, *main));
    }
    // Else the key lies in the data folder, and came or stayed with it.
    if (wanted.isEmpty() && !placed.isEmpty()) {
        QD_TRY(wanted, keyInDataFolder(context, run.neighbours.docker, *main));
    }
    if (wanted.isEmpty())
        return {};
    if (!placed.isEmpty() && placed.expose() != wanted.expose())
        QD_CHECK(placeInEnvironment(run, context, placed, wanted));
    const QString folder = stack::n8nDataFolder(*main);
    QD_TRY(const QByteArray settings, settingsNow(context, run.neighbours.docker, container.id, folder));
    QJsonObject object = QJsonDocument::fromJson(settings).object();
    const QString there = object.value(QLatin1String("encryptionKey")).toString();
    if (there.toUtf8() == wanted.expose() || (there.isEmpty() && !placed.isEmpty()))
        return {};
    // Two keys that differ: n8n would not start at all.
    if (!run.wants(backup::Part::N8nData)) {
        return fail(ErrorKind::Unsupported, KeyText::tr("The data folder of n8n names another key than the one that is to be in force."), {},
                    KeyText::tr("Restore the data folder of n8n as well, so that both come from the set."));
    }
    object.insert(QLatin1String("encryptionKey"), QString::fromUtf8(wanted.expose()));
    QByteArray bytes = QJsonDocument(object).toJson();
    const qint64 size = bytes.size();
    constexpr int privateMode = 0600;
    constexpr qint64 node = 1000;
    QD_CHECK(stack::writeContainerFile(context, run.neighbours.docker, container.id, folder, QStringLiteral("config"), size, privateMode, node, node,
                                       [&bytes](qsizetype maximum) -> Result<QByteArray> {
                                           const QByteArray piece = bytes.left(maximum);
                                           bytes.remove(0, piece.size());
                                           return piece;
                                       }));
    context.sink().logLine(KeyText::tr("n8n's settings file was given the key that is in force."));
    return {};
}

} // namespace quarterdeck::restore
