// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/recordedrun.h"

#include <QCoreApplication>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::RecordedRun)
};

} // namespace

RecordedRun::RecordedRun(const Invocation &invocation, const QString &stackId, const QString &operation, const QString &setId)
    : m_invocation(invocation)
{
    m_run.stackId = stackId;
    m_run.operation = operation;
    m_run.trigger = QStringLiteral("manual");
    m_run.startedAt = invocation.neighbours.clock.now();
    m_run.setId = setId;
    auto history = backup::History::open();
    if (!history) {
        warn(history.error());
        return;
    }
    const Result<qint64> id = (*history)->begin(m_run);
    if (!id) {
        warn(id.error());
        return;
    }
    m_run.id = *id;
    m_history = *std::move(history);
}

void RecordedRun::succeed(const QString &summary)
{
    m_run.outcome = QStringLiteral("success");
    m_run.summary = summary;
    finish();
}

void RecordedRun::fail(const Error &error)
{
    m_run.outcome = error.kind == ErrorKind::Cancelled ? QStringLiteral("cancelled") : QStringLiteral("failure");
    m_run.error = error.what;
    finish();
}

void RecordedRun::finish()
{
    m_run.finishedAt = m_invocation.neighbours.clock.now();
    if (!m_history)
        return;
    if (const Result<void> written = m_history->finish(m_run); !written)
        warn(written.error());
}

void RecordedRun::warn(const Error &error) const
{
    m_invocation.terminal.errLine(Words::tr("Not written into the history: %1").arg(error.what));
}

} // namespace quarterdeck::cli
