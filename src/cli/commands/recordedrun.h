// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/history.h"
#include "cli/command.h"

#include <memory>

namespace quarterdeck::cli {

/// A row of the history for what this program does to sets by itself. A
/// history that cannot be written is told on standard error and no reason not
/// to do what was asked.
class RecordedRun final
{
public:
    RecordedRun(const Invocation &invocation, const QString &stackId, const QString &operation, const QString &setId = {});
    Q_DISABLE_COPY_MOVE(RecordedRun)
    ~RecordedRun() = default;

    void succeed(const QString &summary);
    void fail(const Error &error);

private:
    void finish();
    void warn(const Error &error) const;

    const Invocation &m_invocation;
    std::unique_ptr<backup::History> m_history;
    backup::RunRecord m_run;
};

} // namespace quarterdeck::cli
