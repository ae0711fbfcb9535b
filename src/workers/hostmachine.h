// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

/// The machine the containers share.
namespace quarterdeck::workers {

struct HostMachine
{
    qint64 memoryTotal = 0; ///< bytes all containers together can have; 0 = not known
    qint64 memoryAvailable = 0; ///< bytes; what the kernel says could be had without swapping
    int processors = 0;
    bool wsl = false; ///< its memory is what .wslconfig gives the virtual machine
    bool limited = false; ///< a cgroup around everything allows less than the machine has
};

/// The value of a line of /proc/meminfo in bytes; 0 when it is not there. Source: proc(5).
[[nodiscard]] qint64 memInfoValue(QByteArrayView memInfo, QByteArrayView name);

/// This machine: /proc/meminfo, and the limit of the cgroup that everything here runs in, where it is
/// less (cgroup v1 and v2). Within WSL that is the memory of its virtual machine.
/// @param root for tests
[[nodiscard]] HostMachine readHostMachine(const QString &root = {});

} // namespace quarterdeck::workers
