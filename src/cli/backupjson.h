// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/history.h"
#include "backup/operations.h"

#include <QJsonArray>
#include <QJsonObject>

/// The JSON of the backup verbs, documented in docs/cli.md. None holds a secret.
namespace quarterdeck::cli {

/// A document's beginning: schemaVersion and the stack (null for all).
[[nodiscard]] QJsonObject backupDocument(const QString &stackId);

[[nodiscard]] QJsonValue timeJson(const QDateTime &time); ///< null when invalid

/// What a list tells of a set.
[[nodiscard]] QJsonObject toJson(const backup::BackupSet &set);
/// Everything there is to tell.
[[nodiscard]] QJsonObject detailsJson(const backup::BackupSet &set);
[[nodiscard]] QJsonObject toJson(const backup::Proof &proof);
[[nodiscard]] QJsonObject toJson(const backup::PreflightCheck &check);
[[nodiscard]] QJsonObject toJson(const backup::RetentionPolicy &policy);
/// @param outcome as shown: "running" and "interrupted" are not in the record
[[nodiscard]] QJsonObject toJson(const backup::RunRecord &run, const QString &outcome);
[[nodiscard]] QJsonObject toJson(const backup::BackupSettings &settings);

/// Stable word of a verdict: "passed", "warning", "failed".
[[nodiscard]] QString verdictName(backup::PreflightCheck::Verdict verdict);

/// An address without what may be a token: scheme and host stay.
[[nodiscard]] QString maskedUrl(const QString &url);
/// The same for each word of a command that is an address or has one in it.
[[nodiscard]] QStringList maskedCommand(const QStringList &command);

template<class List>
[[nodiscard]] QJsonArray arrayJson(const List &list)
{
    QJsonArray array;
    for (const auto &item : list)
        array.append(toJson(item));
    return array;
}

} // namespace quarterdeck::cli
