// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/process/processport.h"
#include "foundation/jobcontext.h"

#include <QMap>

/// What starts our program without a person: systemd's user manager where it runs, else cron.
namespace quarterdeck::stack {

/// Where the machine keeps what decides about the backend; tests have their own.
struct AutostartPlaces
{
    QString systemdFolder = QStringLiteral("/run/systemd/system"); ///< there when systemd runs the machine
    QString unitFolder; ///< empty = ~/.config/systemd/user
    QString cronPidFile = QStringLiteral("/run/crond.pid");
};

/// What a timer is not given by itself: a PATH, and whatever tells where
/// Docker and our own folders are. Never a secret.
[[nodiscard]] QMap<QString, QString> autostartEnvironment();

/// Whether a stack's name can stand in a line of a crontab and of a unit. Errors: Invalid.
[[nodiscard]] Result<void> checkAutostartId(const QString &stackId);

/// Talks to systemctl, loginctl and crontab.
class Autostart final
{
public:
    enum class Backend { None, SystemdUser, Cron };

    struct Unit
    {
        QString fileName; ///< "quarterdeck-backup-n8n-0011aabb.timer"
        QByteArray text;
    };

    explicit Autostart(process::ProcessPort &process, AutostartPlaces places = {});

    [[nodiscard]] Result<Backend> backend(const JobContext &context);

    [[nodiscard]] bool hasCrontab() const;
    /// Empty when the user has none.
    [[nodiscard]] Result<QByteArray> readCrontab(const JobContext &context);
    /// Writes only what differs; an empty one is removed.
    [[nodiscard]] Result<void> writeCrontab(const JobContext &context, const QByteArray &before, const QByteArray &after);
    /// Why what is in the crontab does not run, and what to do; empty when it does.
    [[nodiscard]] QString cronProblem() const;

    [[nodiscard]] QString unitFile(const QString &fileName) const;
    /// Writes them and switches one on, anew if it was.
    [[nodiscard]] Result<void> installUnits(const JobContext &context, const QList<Unit> &units, const QString &switchedOn);
    /// Switches one off and removes the files; those that are not there are no error.
    [[nodiscard]] Result<void> removeUnits(const JobContext &context, const QStringList &fileNames, const QString &switchedOff);
    /// False when it is not, or nobody can be asked.
    [[nodiscard]] bool isActive(const JobContext &context, const QString &unit);
    /// Whether units end when the user logs out.
    [[nodiscard]] bool lingeringIsOff(const JobContext &context);

private:
    [[nodiscard]] Result<process::ProcessOutput> systemctl(const JobContext &context, const QStringList &arguments);

    process::ProcessPort &m_process;
    AutostartPlaces m_places;
};

} // namespace quarterdeck::stack
