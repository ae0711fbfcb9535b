// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/drillredis.h"

#include "backup/drillserver.h"
#include "backup/foreign.h"
#include "backup/redissave.h"
#include "backup/setcontents.h"
#include "backup/stream.h"
#include "stack/containerfile.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cmath>
#include <numeric>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct DrillRedisText
{
    Q_DECLARE_TR_FUNCTIONS(DrillRedis)
};

constexpr auto loadTime = 5min;

Result<QHash<QString, QString>> info(const JobContext &context, docker::DockerPort &docker, const QString &id)
{
    docker::ExecSpec spec;
    spec.argv = {QStringLiteral("redis-cli"), QStringLiteral("--raw"), QStringLiteral("INFO")};
    QByteArray output;
    QD_TRY(const int code, docker.exec(context, id, spec, [&output](docker::OutputStream stream, QByteArrayView bytes) {
        if (stream == docker::OutputStream::Stdout)
            output.append(bytes);
        return Result<void>();
    }));
    if (code != 0)
        return QHash<QString, QString>();
    return redis::parseInfo(output);
}

struct Rdb
{
    docker::ByteSource source;
    qint64 size = 0;
    QString path; ///< for words
};

Result<Rdb> openRdb(const JobContext &context, const DrillInput &input)
{
    if (!input.set.manifest) {
        const QString path = foreignFileOf(input.set, Part::Redis);
        if (path.isEmpty())
            return fail(ErrorKind::NotFound, DrillRedisText::tr("This set holds no queue."));
        Rdb rdb{{}, QFileInfo(path).size(), path};
        if (path.endsWith(QLatin1String(".gz"))) {
            QD_TRY(rdb.size, checkGzip(context, path));
        }
        QD_TRY(rdb.source, plainSource(context, path));
        return rdb;
    }
    const FileEntry *entry = findPart(*input.set.manifest, Part::Redis);
    if (entry == nullptr)
        return fail(ErrorKind::NotFound, DrillRedisText::tr("This set holds no queue."));
    QD_TRY(std::unique_ptr<FileSource> file, FileSource::openEntry(context, input.set.path, *entry, input.ageIdentityFile));
    return Rdb{[kept = std::shared_ptr<FileSource>(std::move(file))](qsizetype maximum) { return kept->read(maximum); }, entry->rawSize, entry->path};
}

Result<void> putRdb(const JobContext &context, const DrillInput &input, const QString &containerId, const Rdb &rdb)
{
    QD_CHECK(stack::writeContainerFile(context, input.neighbours.docker, containerId, QStringLiteral("/data"), QStringLiteral("dump.rdb"), rdb.size,
                                       0644, 0, 0, rdb.source));
    // Its verified end.
    QD_TRY(const QByteArray rest, rdb.source(1));
    if (!rest.isEmpty())
        return fail(ErrorKind::Corrupt, DrillRedisText::tr("%1 is longer than its manifest says.").arg(rdb.path));
    return {};
}

} // namespace

Result<LoadedRedis> startRedisOnSet(const JobContext &context, const DrillInput &input)
{
    QD_TRY(const Rdb rdb, openRdb(context, input));
    docker::ContainerSpec spec;
    QD_TRY(spec.image, findServerImage(context, input, stack::Role::Redis));
    spec.networkMode = QStringLiteral("none");
    spec.command = {QStringLiteral("redis-server"), QStringLiteral("--save"),       QString(),
                    QStringLiteral("--appendonly"), QStringLiteral("no"),           QStringLiteral("--dir"),
                    QStringLiteral("/data"),        QStringLiteral("--dbfilename"), QStringLiteral("dump.rdb")};
    spec.securityOpt = {QStringLiteral("no-new-privileges")};
    LoadedRedis loaded;
    QD_TRY(loaded.server, HelperContainer::create(context, input.neighbours.docker, spec, QStringLiteral("drill-redis")));
    QD_CHECK(putRdb(context, input, loaded.server->id(), rdb));
    QD_CHECK(loaded.server->start(context));

    const JobContext loading = context.withTimeout(loadTime);
    while (true) {
        const Result<QHash<QString, QString>> now = info(loading, input.neighbours.docker, loaded.server->id());
        if (now && now->value(QStringLiteral("loading")) == QLatin1String("0")) {
            loaded.info = *now;
            return loaded;
        }
        QD_CHECK(loading.checkpoint());
        QD_TRY(const docker::ContainerState state, loaded.server->state(loading));
        constexpr int killed = 128 + 9;
        if (!state.running && (state.oomKilled || state.exitCode == killed)) {
            return fail(ErrorKind::Unreachable, DrillRedisText::tr("The throwaway Redis was ended while it read its RDB."),
                        loaded.server->output(context),
                        DrillRedisText::tr("Usually memory was short. That says nothing about the set; check it again."));
        }
        if (!state.running)
            return fail(ErrorKind::Corrupt, DrillRedisText::tr("Redis does not start on its RDB."), loaded.server->output(context));
        QD_CHECK(loading.sleep(100ms));
    }
}

Result<QStringList> drillRedis(const JobContext &context, const DrillInput &input)
{
    const Manifest &manifest = *input.set.manifest;
    if (findPart(manifest, Part::Redis) == nullptr || !manifest.redis)
        return QStringList();
    QD_TRY(const LoadedRedis loaded, startRedisOnSet(context, input));
    const QMap<QString, qint64> found = keysByDatabase(loaded.info);
    const qint64 keys = std::accumulate(found.cbegin(), found.cend(), qint64(0));
    // Counted a moment after the save had begun, and a queue never stands
    // still; keys that have run out since are dropped while it loads.
    const qint64 wanted = manifest.redis->keys;
    const auto tolerance = std::max<qint64>(50, std::llround(0.1 * static_cast<double>(wanted)));
    if (std::abs(keys - wanted) > tolerance) {
        return fail(ErrorKind::Corrupt,
                    DrillRedisText::tr("Redis found %1 keys in its RDB, yet %2 were there when it was saved.").arg(keys).arg(wanted));
    }
    return QStringList{DrillRedisText::tr("Redis starts on its RDB and finds %1 keys (%2 were counted at the save).").arg(keys).arg(wanted)};
}

} // namespace quarterdeck::backup
