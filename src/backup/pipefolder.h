// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "foundation/filedescriptor.h"
#include "foundation/jobcontext.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace quarterdeck::backup {

/// A named pipe in a folder of its own (mode 0700), to be bind-mounted into a
/// helper container: bytes go from one process to the other at memory speed,
/// past the engine. Removed with the object.
class PipeFolder final
{
public:
    /// In $XDG_RUNTIME_DIR, else in the temporary folder: a Linux file system,
    /// where pipes work, even when the backups go elsewhere.
    [[nodiscard]] static Result<std::unique_ptr<PipeFolder>> create();
    ~PipeFolder();
    Q_DISABLE_COPY_MOVE(PipeFolder)

    /// Removes those of processes that died: each holds a flock(2) on its folder
    /// as long as it is in use.
    /// @return what was removed
    [[nodiscard]] static QStringList removeLeftovers();

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] QString path() const { return m_folder + QLatin1String("/pipe"); }

    /// Before the writer starts, so that it need not wait for us.
    [[nodiscard]] Result<void> openForReading();

    /// Until the writer closes. A writer that dies before it opened the pipe is
    /// noticed by `writerLives` (asked about once a second) and gives NotFound.
    [[nodiscard]] Result<void> readAll(const JobContext &context, const docker::ByteSink &sink, const std::function<bool()> &writerLives);

    /// Writes everything `source` gives. A reader that closes early ends it
    /// without an error when `readerMayStop`, for it may have seen enough.
    [[nodiscard]] Result<void> writeAll(const JobContext &context, const docker::ByteSource &source, const std::function<bool()> &readerLives,
                                        bool readerMayStop);

    /// Lets a reader that waits at the pipe for a writer who will not come see
    /// its end. Returns when it has gone.
    void releaseReader(const std::function<bool()> &readerLives);

private:
    PipeFolder(QString folder, FileDescriptor lock);

    QString m_folder;
    FileDescriptor m_lock;
    FileDescriptor m_fd;
};

} // namespace quarterdeck::backup
