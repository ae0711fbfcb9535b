// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/drill.h"
#include "backup/helpercontainer.h"
#include "backup/pipefolder.h"

namespace quarterdeck::backup {

/// The image of a set's server: by the id in its manifest, else by the name in
/// it, else what the stack runs now.
/// Errors: NotFound when this machine has none of them.
[[nodiscard]] Result<QString> findServerImage(const JobContext &context, const DrillInput &input, stack::Role role);

/// A throwaway PostgreSQL without network, its data on an anonymous volume, all
/// durability off; with a named pipe through which files get into it.
class DrillServer final
{
public:
    /// Starts it and waits until it takes queries.
    [[nodiscard]] static Result<std::unique_ptr<DrillServer>> start(const JobContext &context, docker::DockerPort &docker, const QString &image);

    [[nodiscard]] const QString &id() const { return m_container->id(); }

    struct Run
    {
        int exitCode = 0;
        QString errors; ///< the end of its stderr, at most 16 KiB
    };
    /// Runs a program inside that reads one file of a set from the pipe.
    /// @param argv with "%PIPE%" where the file's name goes
    /// @param readerMayStop the program need not read to the end
    /// Errors: NoSpace, Unreachable when the machine is to blame for a program that failed
    [[nodiscard]] Result<Run> runOnEntry(const JobContext &context, const DrillInput &input, const FileEntry &entry, const QStringList &argv,
                                         bool readerMayStop);

private:
    DrillServer(docker::DockerPort &docker, std::unique_ptr<PipeFolder> pipe, std::unique_ptr<HelperContainer> container);

    [[nodiscard]] Result<void> waitUntilReady(const JobContext &context);
    /// An error where a program inside failed for want of memory, disk or server, which is no fault of the set.
    [[nodiscard]] Result<void> blameOnMachine(const JobContext &context, const Run &run);

    docker::DockerPort &m_docker;
    std::unique_ptr<PipeFolder> m_pipe;
    std::unique_ptr<HelperContainer> m_container;
};

} // namespace quarterdeck::backup
