// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/operations.h"
#include "backup/restore/targuard.h"

namespace quarterdeck::restore {

/// Where n8n keeps its data, and the image whose `sh` moves things in there.
struct DataTarget
{
    docker::Mount mount; ///< a volume or a folder of this machine
    QString folder; ///< n8n's data folder in the container, at or below the mount
    QString image;
    qint64 uid = 1000; ///< the user "node" of n8n's image
    qint64 gid = 1000;
};

/// Errors: NotFound (the stack has no main), Unsupported (its folder is on no
/// volume: it would be lost with the container).
[[nodiscard]] Result<DataTarget> dataTargetOf(const stack::Stack &stack);

/// Reads the data folder's archive of a set to its end, and judges every entry. Writes nothing.
/// Errors: NotFound (the set has none), those of checkTar() and FileSource.
[[nodiscard]] Result<TarSeen> checkN8nData(const JobContext &context, const backup::BackupSet &set, const QString &ageIdentityFile);

/// n8n's data back into its volume, in steps that can each be repeated after
/// they were killed half way. All state is in the volume itself, under names
/// made of a stamp, so that whoever goes on needs nothing but that stamp:
///
///   .restore-new-STAMP          what was unpacked, until it is swapped in
///   .before-restore-STAMP.part  old contents on their way aside: what else is in the folder is old
///   .before-restore-STAMP       old contents, whole: what else is in the folder is new
///
/// In the same volume, for only there a rename is enough: the swap takes
/// no room and no time however large the folder is, and cannot break off for
/// want of either. n8n itself must be stopped between swap and undo.
class VolumeRestore final
{
public:
    /// @param stamp letters, digits, "_" and "-" ("20260102_030405"); the same one for every step
    VolumeRestore(docker::DockerPort &docker, DataTarget target, QString stamp);
    Q_DISABLE_COPY_MOVE(VolumeRestore)

    /// Unpacks beside what is there, and compares what the volume then holds
    /// with the archive. n8n may run meanwhile.
    [[nodiscard]] Result<void> stage(const JobContext &context, const backup::BackupSet &set, const QString &ageIdentityFile);
    /// Old contents aside, new ones in.
    [[nodiscard]] Result<void> swap(const JobContext &context);
    /// Takes back stage() and swap(), done wholly, in part or not at all.
    [[nodiscard]] Result<void> undo(const JobContext &context);
    /// Removes the old contents for good.
    [[nodiscard]] Result<void> dropOld(const JobContext &context);

    /// Where the old contents lie after swap(), in n8n's data folder.
    [[nodiscard]] QString oldFolder() const;

private:
    [[nodiscard]] docker::ContainerSpec spec(const QString &action) const;
    [[nodiscard]] Result<void> run(const JobContext &context, const QString &action, const QString &what);
    [[nodiscard]] QString newFolder() const;

    docker::DockerPort &m_docker;
    DataTarget m_target;
    QString m_stamp;
};

} // namespace quarterdeck::restore
