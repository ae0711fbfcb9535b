// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/archiveload.h"

#include "backup/helpercontainer.h"
#include "backup/pipefolder.h"
#include "backup/psqlsession.h"
#include "backup/restore/archivesplit.h"
#include "foundation/atomicfile.h"
#include "foundation/chunkqueue.h"

#include <QFile>
#include <QThread>

#include <algorithm>
#include <array>
#include <functional>
#include <thread>

namespace quarterdeck::restore {

namespace {

constexpr qsizetype pieceSize = 256LL * 1024;
/// A table of contents of that size has hundreds of thousands of entries.
constexpr qsizetype mostHead = 64LL * 1024 * 1024;

/// $@ = options of pg_restore for all three. Of the data each process is one transaction; indexes are made two at a time.
constexpr const char *script = R"(
pg_restore "$@" --section=pre-data --single-transaction /quarterdeck/0/toc || exit $?
pg_restore "$@" --section=data --single-transaction /quarterdeck/0/pipe & first=$!
pg_restore "$@" --section=data --single-transaction /quarterdeck/1/pipe & second=$!
code=0
wait "$first" || code=$?
wait "$second" || code=$?
[ "$code" = 0 ] || exit "$code"
exec pg_restore "$@" --section=post-data --jobs=2 /quarterdeck/0/toc
)";

QStringList usualOptions(const ArchiveTarget &target)
{
    // The format is named, for to find it out pg_restore would open the pipe twice.
    return QStringList{QStringLiteral("--format=custom"), QStringLiteral("--exit-on-error"), QStringLiteral("--no-password"),
                       QLatin1String("--dbname=") + backup::connectionTo(target.database)}
    + target.options;
}

/// The beginning of the dump, and what of it was read beyond.
struct Beginning
{
    QByteArray bytes;
    std::optional<ArchiveHead> head; ///< none where it is not understood: pg_restore may know better
};

Result<Beginning> readBeginning(const docker::ByteSource &source)
{
    Beginning beginning;
    while (beginning.bytes.size() < mostHead) {
        QD_TRY(const QByteArray more, source(pieceSize));
        if (more.isEmpty())
            return beginning;
        beginning.bytes += more;
        const Result<std::optional<ArchiveHead>> head = readArchiveHead(beginning.bytes);
        if (!head)
            return beginning;
        if (*head) {
            beginning.head = *head;
            return beginning;
        }
    }
    return beginning;
}

Result<FeedResult> loadByOne(const JobContext &context, docker::DockerPort &docker, const ServerAddress &server, const ArchiveTarget &target,
                             QByteArray beginning, const docker::ByteSource &source)
{
    const QStringList argv = QStringList{QStringLiteral("pg_restore")} + usualOptions(target)
        + QStringList{QStringLiteral("--single-transaction"), QStringLiteral("%PIPE%")};
    return feedServer(context, docker, server, argv, target.sessionOptions, [&](qsizetype maximum) -> Result<QByteArray> {
        if (beginning.isEmpty())
            return source(maximum);
        QByteArray first = beginning.left(maximum);
        beginning.remove(0, first.size());
        return first;
    });
}

/// One of the two processes, as seen from here.
struct Lane
{
    std::unique_ptr<backup::PipeFolder> pipe;
    ChunkQueue queue;
    Result<void> written;
};

/// Reads the dump and deals it out, until it ends or nobody reads any more.
Result<void> dealOut(const ArchiveHead &head, const QByteArray &beginning, const docker::ByteSource &source, std::array<Lane, 2> &lanes)
{
    const QByteArray headBytes = beginning.first(head.size);
    for (Lane &lane : lanes) {
        if (!lane.queue.push(headBytes))
            return fail(ErrorKind::Unreachable, {});
    }
    ArchiveSplit split(
        head, [&lanes] { return lanes[1].queue.waiting() < lanes[0].queue.waiting() ? 1 : 0; },
        [&lanes](int which, QByteArray bytes) { return lanes[static_cast<size_t>(which)].queue.push(std::move(bytes)); });
    QD_CHECK(split.feed(QByteArrayView(beginning).sliced(head.size)));
    while (true) {
        QD_TRY(const QByteArray bytes, source(pieceSize));
        if (bytes.isEmpty())
            return split.finish();
        QD_CHECK(split.feed(bytes));
    }
}

Result<FeedResult> loadByTwo(const JobContext &context, docker::DockerPort &docker, const ServerAddress &server, const ArchiveTarget &target,
                             const ArchiveHead &head, const QByteArray &beginning, const docker::ByteSource &source)
{
    std::array<Lane, 2> lanes;
    docker::ContainerSpec spec = clientSpec(server, target.sessionOptions);
    spec.entrypoint = {QStringLiteral("sh")};
    spec.command = QStringList{QStringLiteral("-c"), QLatin1String(script), QStringLiteral("sh")} + usualOptions(target);
    for (size_t i = 0; i < lanes.size(); ++i) {
        QD_TRY(lanes[i].pipe, backup::PipeFolder::create());
        spec.mounts.append(docker::Mount{QStringLiteral("bind"), {}, lanes[i].pipe->folder(), QStringLiteral("/quarterdeck/%1").arg(i), {}, true});
    }
    struct Removed
    {
        QString path;
        ~Removed() { QFile::remove(path); }
    };
    // Declared behind the folders, so that these are empty when they go.
    const Removed contents{lanes[0].pipe->folder() + QLatin1String("/toc")};
    QD_CHECK(writeFileAtomically(contents.path, beginning.first(head.size)));
    QD_TRY(const auto helper, backup::HelperContainer::create(context, docker, spec, QStringLiteral("restore")));
    QD_CHECK(helper->start(context));

    const std::function<bool()> alive = [&] { return helper->isRunning(context); };
    Result<void> dealt;
    {
        std::array<std::jthread, 2> writers;
        for (size_t i = 0; i < lanes.size(); ++i) {
            writers[i] = std::jthread([&lane = lanes[i], &context, &alive] {
                lane.written = lane.pipe->writeAll(
                    context, [&lane](qsizetype) -> Result<QByteArray> { return lane.queue.pop(); }, alive, false);
                lane.queue.abandon();
                if (!lane.written)
                    lane.pipe->releaseReader(alive);
            });
        }
        dealt = dealOut(head, beginning, source, lanes);
        // The end of a dump that could not be read is no end: half of it must not be taken for the whole.
        for (Lane &lane : lanes) {
            if (!dealt)
                lane.queue.abandon();
            lane.queue.close();
        }
    }
    QD_CHECK(context.checkpoint());
    // A source that turned out to be damaged says more than a program that missed its end.
    if (!dealt && dealt.error().kind != ErrorKind::Unreachable)
        return fail(dealt.error());
    for (const Lane &lane : lanes) {
        if (!lane.written && lane.written.error().kind != ErrorKind::Unreachable && lane.written.error().kind != ErrorKind::NotFound)
            return fail(lane.written.error());
    }
    QD_TRY(const int code, helper->wait(context));
    const FeedResult result{code, helper->output(context)};
    if (code == 0) {
        QD_CHECK(dealt);
        for (const Lane &lane : lanes)
            QD_CHECK(lane.written);
    }
    return explained(result);
}

} // namespace

Result<FeedResult> loadArchive(const JobContext &context, docker::DockerPort &docker, const ServerAddress &server, const ArchiveTarget &target,
                               const docker::ByteSource &source)
{
    QD_TRY(const Beginning beginning, readBeginning(source));
    if (!beginning.head || !beginning.head->isLines || QThread::idealThreadCount() < 2)
        return loadByOne(context, docker, server, target, beginning.bytes, source);
    return loadByTwo(context, docker, server, target, *beginning.head, beginning.bytes, source);
}

} // namespace quarterdeck::restore
