// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/cgroup/resources.h"
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/n8n/n8nhttp.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "adapters/redis/hiredisport.h"
#include "foundation/steprunner.h"
#include "stack/sandbox.h"
#include "workers/neighbours.h"

#include <QTemporaryDir>

#include <optional>

namespace quarterdeck::test {

/// A small stack of the test's own with a workflow that takes as long as it is asked to and answers at its end.
class ScaleStack final
{
public:
    /// @param tag part of the project's name
    ScaleStack(const QString &tag, quint16 firstPort, int workers);
    ~ScaleStack();
    Q_DISABLE_COPY_MOVE(ScaleStack)

    /// Brings it up, makes owner and workflow, waits until the webhook answers.
    [[nodiscard]] Result<void> bringUp();
    [[nodiscard]] QByteArray slowPath() const { return "quarterdeck-scale"; }

    /// The stack as it is now.
    [[nodiscard]] Result<stack::Stack> read();
    /// Runs a plan. @param stop to cancel it
    [[nodiscard]] PlanOutcome run(const QList<Step> &plan, const std::stop_token &stop = {}, ProgressSink &sink = ProgressSink::null());
    /// One value, or "failed: ...".
    [[nodiscard]] QString sql(const QString &statement);
    /// Names of the workers' containers that there are, sorted; running or not.
    [[nodiscard]] QStringList workerNames();
    /// id and start of each container of the stack, sorted.
    [[nodiscard]] QStringList containers();
    /// The number that is written down in its .env.
    [[nodiscard]] int writtenDown() const;
    /// `docker compose up` with these more arguments, as a person would type it.
    [[nodiscard]] Result<void> composeUp(const QStringList &more);
    /// What is wrong with the executions since `firstId`: not ended with success, or still known to Redis; empty = nothing.
    [[nodiscard]] QStringList wrong(qint64 firstId, int expected);
    [[nodiscard]] qint64 lastExecution() { return sql(QStringLiteral("select coalesce(max(id), 0) from execution_entity")).toLongLong(); }

    docker::Client docker;
    process::LocalProcess process;
    compose::ComposeCli compose{process};
    n8n::N8nHttp n8n;
    postgres::LibpqPort postgres;
    redis::HiredisPort redis;
    cgroup::Resources resources{docker};
    SystemClock clock;
    workers::Neighbours with{docker, compose, postgres, redis, n8n, process, resources, clock};
    stack::SandboxOptions options;

private:
    stack::Sandbox m_sandbox{docker, compose, process, n8n, postgres};
    QTemporaryDir m_root;
    bool m_isUp = false;
};

} // namespace quarterdeck::test
