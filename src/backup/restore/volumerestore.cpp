// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/volumerestore.h"

#include "backup/helpercontainer.h"
#include "backup/restore/dataarchive.h"
#include "foundation/chunkqueue.h"
#include "stack/settingreader.h"

#include <QCoreApplication>

#include <thread>

namespace quarterdeck::restore {

namespace {

struct VolumeText
{
    Q_DECLARE_TR_FUNCTIONS(VolumeRestore)
};

/// Renames alone, each of which either happened or did not; see the header for
/// what the names mean. Everything it is told comes as an argument, never as text of it.
constexpr char moveScript[] = R"sh(set -eu
action=$1 stamp=$3 owner=$4
cd "$2"
new=.restore-new-$stamp
old=.before-restore-$stamp
half=$old.part
ours() { case "$1" in .restore-new-*|.before-restore-*) return 0;; esac; return 1; }
each() {
    for f in "$1"/* "$1"/.[!.]* "$1"/..?*; do
        [ -e "$f" ] || [ -L "$f" ] || continue
        if [ "$1" = . ] && ours "${f##*/}"; then continue; fi
        mv -- "$f" "$2/"
    done
}
case "$action" in
clear)
    rm -rf -- "$new"
    ;;
swap)
    if [ ! -d "$old" ]; then
        [ -d "$new" ] || { echo "$new is not there" >&2; exit 1; }
        # On disk before anything makes way for it.
        sync
        mkdir -p -- "$half"
        chown "$(stat -c %u:%g .)" "$half"
        each . "$half"
        mv -- "$half" "$old"
    fi
    if [ -d "$new" ]; then
        # Leftovers of restores before that backup are no data of n8n's.
        rm -rf -- "$new"/.restore-new-* "$new"/.before-restore-*
        each "$new" .
        rmdir -- "$new"
    fi
    chown "$owner" .
    ;;
undo)
    if [ -d "$old" ]; then
        mkdir -p -- "$new"
        each . "$new"
        mv -- "$old" "$half"
    fi
    if [ -d "$half" ]; then
        chown "$(stat -c %u:%g "$half")" .
        each "$half" .
        rmdir -- "$half"
    fi
    rm -rf -- "$new"
    ;;
drop-old)
    rm -rf -- "$old"
    ;;
esac
)sh";

Error roomOrAsItIs(Error error)
{
    if (error.detail.contains(QLatin1String("no space left"), Qt::CaseInsensitive)) {
        error.kind = ErrorKind::NoSpace;
        error.hint = VolumeText::tr("Make room where Docker keeps its volumes. What n8n had is untouched.");
    }
    return error;
}

/// Lets somebody who pushes bytes feed somebody who pulls them.
class Pipe final
{
public:
    [[nodiscard]] docker::ByteSink sink()
    {
        return [this](QByteArrayView bytes) -> Result<void> {
            if (!m_queue.push(bytes.toByteArray()))
                return fail(ErrorKind::Cancelled, VolumeText::tr("Nobody reads the archive any more."));
            return {};
        };
    }
    [[nodiscard]] docker::ByteSource source()
    {
        return [this](qsizetype maximum) -> Result<QByteArray> {
            if (m_left.isEmpty())
                m_left = m_queue.pop();
            if (m_left.isEmpty() && m_error)
                return fail(*m_error);
            const QByteArray piece = m_left.left(maximum);
            m_left.remove(0, piece.size());
            return piece;
        };
    }
    /// @param result of the one who pushed; an error of his reaches the one who pulls
    void close(const Result<void> &result)
    {
        if (!result)
            m_error = result.error();
        m_queue.close();
    }
    void abandon() { m_queue.abandon(); }

private:
    ChunkQueue m_queue;
    QByteArray m_left;
    std::optional<Error> m_error; ///< written before close(), read after it
};

} // namespace

Result<DataTarget> dataTargetOf(const stack::Stack &stack)
{
    const stack::Service *main = stack.service(stack::Role::Main);
    if (main == nullptr)
        return fail(ErrorKind::NotFound, VolumeText::tr("The stack %1 has no main n8n.").arg(stack.id));
    DataTarget target;
    target.folder = stack::n8nDataFolder(*main);
    target.image = main->imageId.isEmpty() ? main->image : main->imageId;
    for (const docker::Mount &mount : main->mounts) {
        if (target.folder == mount.destination || target.folder.startsWith(mount.destination + QLatin1Char('/')))
            target.mount = mount;
    }
    if (target.mount.type != QLatin1String("volume") && target.mount.type != QLatin1String("bind")) {
        return fail(ErrorKind::Unsupported, VolumeText::tr("%1 of main is on no volume: it is lost with the container.").arg(target.folder), {},
                    VolumeText::tr("Give main a volume there first; then restore it."));
    }
    return target;
}

Result<TarSeen> checkN8nData(const JobContext &context, const backup::BackupSet &set, const QString &ageIdentityFile)
{
    QD_TRY(const DataArchive archive, DataArchive::of(context, set, ageIdentityFile));
    QD_TRY(const docker::ByteSource source, archive.open(context));
    return checkTar(source, archive.rules());
}

VolumeRestore::VolumeRestore(docker::DockerPort &docker, DataTarget target, QString stamp)
    : m_docker(docker)
    , m_target(std::move(target))
    , m_stamp(std::move(stamp))
{
}

QString VolumeRestore::oldFolder() const
{
    return QLatin1String(".before-restore-") + m_stamp;
}

QString VolumeRestore::newFolder() const
{
    return QLatin1String(".restore-new-") + m_stamp;
}

docker::ContainerSpec VolumeRestore::spec(const QString &action) const
{
    docker::ContainerSpec spec;
    spec.image = m_target.image;
    spec.networkMode = QStringLiteral("none");
    // Root, for the folder may hold what others own; but with no right beyond that.
    spec.user = QStringLiteral("0:0");
    spec.capDrop = {QStringLiteral("ALL")};
    spec.capAdd = {QStringLiteral("CHOWN"), QStringLiteral("DAC_OVERRIDE"), QStringLiteral("FOWNER")};
    spec.securityOpt = {QStringLiteral("no-new-privileges")};
    spec.mounts = {m_target.mount};
    spec.mounts.first().readWrite = true;
    spec.workingDir = QStringLiteral("/");
    spec.entrypoint = {QStringLiteral("/bin/sh"), QStringLiteral("-c"), QLatin1String(moveScript), QStringLiteral("sh")};
    spec.command = {action, m_target.folder, m_stamp, QStringLiteral("%1:%2").arg(m_target.uid).arg(m_target.gid)};
    return spec;
}

Result<void> VolumeRestore::run(const JobContext &context, const QString &action, const QString &what)
{
    QD_TRY(const std::unique_ptr<backup::HelperContainer> helper,
           backup::HelperContainer::create(context, m_docker, spec(action), QStringLiteral("restore-data")));
    QD_CHECK(helper->start(context));
    QD_TRY(const int code, helper->wait(context));
    if (code != 0)
        return fail(roomOrAsItIs({ErrorKind::Conflict, what, helper->output(context), {}}));
    return {};
}

Result<void> VolumeRestore::stage(const JobContext &context, const backup::BackupSet &set, const QString &ageIdentityFile)
{
    QD_TRY(const DataArchive archive, DataArchive::of(context, set, ageIdentityFile));
    // All of it is judged, and its checksums compared, before a byte is written.
    QD_TRY(const docker::ByteSource judged, archive.open(context));
    QD_TRY(const TarSeen wanted, checkTar(judged, archive.rules()));

    QD_TRY(const std::unique_ptr<backup::HelperContainer> helper,
           backup::HelperContainer::create(context, m_docker, spec(QStringLiteral("clear")), QStringLiteral("restore-data")));
    QD_CHECK(helper->start(context));
    QD_TRY(const int code, helper->wait(context));
    if (code != 0) {
        return fail(ErrorKind::Conflict, VolumeText::tr("The data folder of n8n could not be prepared."), helper->output(context));
    }
    {
        Pipe pipe;
        Result<void> made;
        Result<void> put;
        {
            const std::jthread maker([&] {
                const Result<docker::ByteSource> source = archive.open(context);
                if (!source) {
                    made = fail(source.error());
                } else {
                    const Result<TarSeen> seen = rewriteTar(*source, archive.rules(), {newFolder(), m_target.uid, m_target.gid}, pipe.sink());
                    if (!seen)
                        made = fail(seen.error());
                }
                pipe.close(made);
            });
            put = m_docker.putArchive(context, helper->id(), m_target.folder, pipe.source());
            pipe.abandon();
        }
        QD_CHECK(context.checkpoint());
        if (!put)
            return fail(roomOrAsItIs(put.error()));
        QD_CHECK(made);
    }

    // What came to lie there is read back: an engine that says yes has not always written.
    TarRules rules = archive.rules();
    rules.folder = newFolder();
    Pipe pipe;
    Result<TarSeen> found = TarSeen();
    Result<void> got;
    {
        const std::jthread reader([&] {
            found = checkTar(pipe.source(), rules);
            pipe.abandon();
        });
        got = m_docker.getArchive(context, helper->id(), m_target.folder + QLatin1Char('/') + newFolder(), pipe.sink());
        pipe.close(got);
    }
    QD_CHECK(context.checkpoint());
    QD_CHECK(found);
    QD_CHECK(got);
    if (found->bytes != wanted.bytes || found->hasSettings != wanted.hasSettings) {
        return fail(ErrorKind::Corrupt, VolumeText::tr("What was unpacked is not what is in the archive."),
                    QStringLiteral("%1 bytes instead of %2").arg(found->bytes).arg(wanted.bytes));
    }
    return {};
}

Result<void> VolumeRestore::swap(const JobContext &context)
{
    return run(context, QStringLiteral("swap"), VolumeText::tr("The old data of n8n could not be moved aside."));
}

Result<void> VolumeRestore::undo(const JobContext &context)
{
    return run(context, QStringLiteral("undo"), VolumeText::tr("The old data of n8n could not be moved back."));
}

Result<void> VolumeRestore::dropOld(const JobContext &context)
{
    return run(context, QStringLiteral("drop-old"), VolumeText::tr("The old data of n8n could not be removed."));
}

} // namespace quarterdeck::restore
