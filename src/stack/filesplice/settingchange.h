// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/filesplice/references.h"

#include <QString>
#include <QtGlobal>

namespace quarterdeck::stack {

/// One setting of one service and what it is to be, as Compose reads it.
struct SettingChange
{
    enum class Kind {
        Replicas, ///< deploy.replicas, or scale
        MemoryLimit, ///< deploy.resources.limits.memory, or mem_limit
        StopGrace, ///< stop_grace_period
        Environment, ///< a variable of the containers
        ConcurrencyFlag, ///< --concurrency of the command
    };

    Kind kind = Kind::Replicas;
    QString service;
    QString variable; ///< for Environment
    QString value; ///< "3", "512m", "75s", ...

    [[nodiscard]] static SettingChange replicas(const QString &service, int count);
    /// @param bytes written in the largest unit that keeps it exact: "512m"
    [[nodiscard]] static SettingChange memoryLimit(const QString &service, qint64 bytes);
    [[nodiscard]] static SettingChange stopGrace(const QString &service, int seconds);
    [[nodiscard]] static SettingChange environment(const QString &service, const QString &variable, const QString &value);
    [[nodiscard]] static SettingChange concurrencyFlag(const QString &service, int jobs);

    /// Where in a compose file it can stand, below the service; the usual place first.
    [[nodiscard]] QList<ModelPath> places() const;
};

} // namespace quarterdeck::stack
