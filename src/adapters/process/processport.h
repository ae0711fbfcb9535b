// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

#include <functional>

namespace quarterdeck::process {

struct ProcessSpec
{
    QString program;
    QStringList arguments; ///< an argument vector, never a shell string; never a secret
    QString workingDir;
    /// Added to (or replacing in) our own environment; the way for secrets.
    QMap<QString, QString> environment;
    QByteArray input;
    /// Each complete line of output as it comes; may be empty.
    std::function<void(const QString &)> onStdoutLine;
    std::function<void(const QString &)> onStderrLine;
    qint64 maximumOutput = 64 * 1024 * 1024; ///< of each stream, in bytes; more is an error
};

struct ProcessOutput
{
    int exitCode = 0;
    QByteArray standardOutput;
    QByteArray standardError;
};

class ProcessPort
{
public:
    virtual ~ProcessPort() = default;

    /// Runs to the end. A program that exits non-zero is a success here: the
    /// caller judges the code. Cancelled or timed out: SIGTERM to the whole
    /// process group, SIGKILL after two seconds.
    /// Errors: NotFound (no such program), Internal (killed by a signal), ...
    [[nodiscard]] virtual Result<ProcessOutput> run(const JobContext &context, const ProcessSpec &spec) = 0;

    /// Absolute path of a program on PATH; empty when there is none.
    [[nodiscard]] virtual QString find(const QString &program) const = 0;
};

} // namespace quarterdeck::process
