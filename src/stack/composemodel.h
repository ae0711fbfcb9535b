// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace quarterdeck::stack {

/// What `docker compose config --format json` says of one service, as far as
/// we need it; the port has made single dollars of its double ones already. The format is the Compose Specification's.
struct ModelService
{
    QString name;
    QString image;
    QStringList entrypoint;
    QStringList command;
    QHash<QString, QString> environment; ///< interpolated, env files merged
    int replicas = 1; ///< deploy.replicas, else scale, else 1
    qint64 memoryLimit = 0; ///< deploy.resources.limits.memory, else mem_limit; bytes
    int stopGraceSeconds = -1; ///< stop_grace_period, rounded up
    bool hasHealthcheck = false;
    QHash<QString, QString> secretFiles; ///< /run/secrets/<target> -> file on the host
};

[[nodiscard]] QList<ModelService> servicesOfModel(const QJsonObject &model);

/// "1m30s", "75s", "2h", "500ms" -> seconds, rounded up; nothing when it is none.
[[nodiscard]] std::optional<int> durationSeconds(const QString &text);

} // namespace quarterdeck::stack
