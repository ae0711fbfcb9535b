// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "health/stackstatus.h"

namespace quarterdeck::health {

/// The newest log lines of one container.
struct LogTail
{
    QString service;
    QString container;
    QString text;
};

/// What "copy diagnostics" is made of; whatever could not be had stays empty.
struct DiagnosticsInput
{
    QDateTime taken;
    EngineStatus engine;
    QString composeVersion;
    std::optional<stack::Stack> stack;
    std::optional<StackStatus> status;
    QList<LogTail> logs;
    QStringList problems; ///< translated: what could not be read
};

/// One text to put into a bug report: versions, the stack, its state, logs.
/// Every secret of the stack that is known is replaced by "[redacted]".
[[nodiscard]] QString diagnosticsText(const DiagnosticsInput &input);

/// The last lines of each container's log, newest part only where they are
/// long; a container without a readable log is left out.
/// @param lines of each container
[[nodiscard]] Result<QList<LogTail>> readLogTails(const JobContext &context, docker::DockerPort &docker, const stack::Stack &stack, int lines = 40);

} // namespace quarterdeck::health
