// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/filesplice/fileedit.h"

#include <QJsonObject>

namespace quarterdeck::stack {

/// The .env files that Compose reads for a project; its own default may not exist.
[[nodiscard]] QStringList environmentFilesOf(const compose::Project &project);

/// Whether a place of the model is one that the change is about.
[[nodiscard]] bool isMeant(const ModelPath &at, const SettingChange &change);

/// Whether the effective model has what the change asks for.
[[nodiscard]] bool isInForce(const QJsonObject &model, const SettingChange &change);

/// What Compose makes of the project with these files instead of the present ones: the
/// effective model, read from copies that lie beside them for that long.
/// Errors: Invalid in Compose's own words; Auth when nothing can be put beside the files.
[[nodiscard]] Result<QJsonObject> modelWith(const JobContext &context, compose::ComposePort &compose, const compose::Project &project,
                                            const QMap<QString, QByteArray> &files);

/// Whether the changes, and nothing else, are in force after.
/// @param allowed what may change with them, and need not
/// Errors: Unsupported, naming what else changes or what did not.
[[nodiscard]] Result<void> checkEffect(const QJsonObject &before, const QJsonObject &after, const QList<SettingChange> &changes,
                                       const QList<SettingChange> &allowed = {});

} // namespace quarterdeck::stack
