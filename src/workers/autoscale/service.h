// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/stacklock.h"
#include "stack/autostart/autostart.h"

#include <optional>

namespace quarterdeck::workers::autoscale {

/// What keeps autoscaling running when nobody is logged in.
struct ServiceStatus
{
    stack::Autostart::Backend backend = stack::Autostart::Backend::None;
    bool installed = false;
    std::optional<StackLock::Holder> runner; ///< the process that does it now
    QString problem; ///< translated; empty = all is well
};

/// Taken by the one who scales a stack: one process a stack. Errors: Conflict with who it is.
/// @param asService started by the machine, not by a person
[[nodiscard]] Result<StackLock> becomeRunner(const QString &stackId, bool asService);

/// Whether somebody scales it now, and so records what there is to see.
[[nodiscard]] bool hasRunner(const QString &stackId);

/// Installs, shows and removes the service of a stack: a unit of systemd's user manager where that runs, else a
/// line in the user's crontab that starts it every minute unless it runs (@reboot would not bring it back
/// after it has died, nor start it now). Never duplicates, never touches other entries.
class Service final
{
public:
    /// @param program absolute path of quarterdeckctl
    Service(process::ProcessPort &process, QString program, stack::AutostartPlaces places = {});

    [[nodiscard]] Result<ServiceStatus> status(const JobContext &context, const QString &stackId);
    [[nodiscard]] Result<void> install(const JobContext &context, const QString &stackId);
    /// Ends the one that runs as well; what it has begun is taken back.
    [[nodiscard]] Result<void> remove(const JobContext &context, const QString &stackId);

private:
    [[nodiscard]] Result<stack::Autostart::Backend> installedBy(const JobContext &context, const QString &stackId);
    [[nodiscard]] QStringList command(const QString &stackId) const;

    stack::Autostart m_autostart;
    QString m_program;
};

/// The unit file: restarted when it fails; a stop leaves time to take back what was begun. Pure.
[[nodiscard]] QByteArray serviceUnit(const QString &stackId, const QMap<QString, QString> &environment, const QStringList &argv);

} // namespace quarterdeck::workers::autoscale
