// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/filedescriptor.h"
#include "foundation/result.h"

#include <QDateTime>
#include <QString>

namespace quarterdeck {

/// Keeps two changing operations off one stack: the window, a timer, another
/// terminal. An flock(2), so it dies with its owner however that ends; there
/// is no stale lock to clean up. The file tells who holds it.
class StackLock final
{
public:
    /// Who holds the lock, as it wrote itself into the file.
    struct Holder
    {
        qint64 pid = 0;
        QString operation; ///< "backup", "restart n8n", ...
        QDateTime since;
    };

    /// @param stackId identifies the stack on this machine (project name)
    /// @param operation what the lock is taken for, shown to the one who has to wait
    /// @param folder where lock files lie; default: $XDG_RUNTIME_DIR/quarterdeck, else ~/.cache/quarterdeck/locks
    /// @return ErrorKind::Conflict with the holder in words when it is taken
    [[nodiscard]] static Result<StackLock> acquire(const QString &stackId, const QString &operation, const QString &folder = {});

    /// The holder, if somebody holds it now.
    [[nodiscard]] static Result<Holder> holder(const QString &stackId, const QString &folder = {});

private:
    explicit StackLock(FileDescriptor fd);

    FileDescriptor m_fd;
};

} // namespace quarterdeck
