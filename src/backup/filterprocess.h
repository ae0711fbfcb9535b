// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "foundation/filedescriptor.h"
#include "foundation/jobcontext.h"

#include <QStringList>

#include <memory>
#include <optional>

#include <sys/types.h>

namespace quarterdeck::backup {

/// A program that turns a stream of bytes into another (age): fed and drained
/// by one thread, in bounded memory, whatever their size. The process port runs
/// programs whose input and output fit into memory; this is for those that do not.
class FilterProcess final
{
public:
    /// @param program name on PATH or absolute path
    /// @param arguments never a secret
    [[nodiscard]] static Result<std::unique_ptr<FilterProcess>> start(const QString &program, const QStringList &arguments);
    ~FilterProcess(); ///< ends what still runs, and its whole process group
    Q_DISABLE_COPY_MOVE(FilterProcess)

    /// Hands over all of `input`; what the program has written meanwhile goes to `output`.
    [[nodiscard]] Result<void> feed(const JobContext &context, QByteArrayView input, const docker::ByteSink &output);
    /// Ends the input, delivers the rest of the output and judges the exit
    /// code: anything but 0 is Corrupt with what it wrote to stderr.
    [[nodiscard]] Result<void> finish(const JobContext &context, const docker::ByteSink &output);

private:
    FilterProcess(QString name, pid_t pid, FileDescriptor input, FileDescriptor output, FileDescriptor errors);

    [[nodiscard]] Result<void> turn(const JobContext &context, QByteArrayView *input, const docker::ByteSink &output);
    [[nodiscard]] Result<void> readOutput(const docker::ByteSink &output);
    void readErrors();
    [[nodiscard]] Result<void> reap(const JobContext &context);

    QString m_name;
    pid_t m_pid;
    FileDescriptor m_input;
    FileDescriptor m_output;
    FileDescriptor m_errors;
    QByteArray m_errorText;
    std::optional<int> m_status;
};

} // namespace quarterdeck::backup
