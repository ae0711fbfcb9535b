// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/rebuildfiles.h"
#include "backup/restore/volumerestore.h"

namespace quarterdeck::restore {

/// What Compose makes of the project's files, as far as a rebuild needs it.
struct RebuildModel
{
    struct Volume
    {
        QString key; ///< in the file
        QString name; ///< on the engine
        bool external = false;
    };

    QMap<QString, QString> images; ///< service -> image
    QList<quint16> ports; ///< published ones
    QString postgres; ///< services
    QString redis; ///< empty when there is none
    QString main;
    DataTarget data; ///< without an image; no mount = main keeps no data
    std::optional<Volume> dataVolume;
    QStringList volumeNames; ///< on the engine, of those that the project makes itself
    /// What the project has in common with others: external volumes and networks,
    /// volumes of a fixed name, folders outside of its own that are written to. As they are named in the files.
    QStringList shared;
};

/// Errors: those of Compose; NotFound (no main, no PostgreSQL of that name in the files).
[[nodiscard]] Result<RebuildModel> readRebuildModel(const JobContext &context, compose::ComposePort &compose, const RebuildFiles &files,
                                                    const backup::Manifest &manifest);

/// The same for files that are not written yet: laid out in a private folder that is gone at once.
[[nodiscard]] Result<RebuildModel> tryRebuildModel(const JobContext &context, compose::ComposePort &compose, const RebuildFiles &files,
                                                   const backup::Manifest &manifest);

} // namespace quarterdeck::restore
