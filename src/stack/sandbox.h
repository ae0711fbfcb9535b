// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "foundation/steprunner.h"
#include "stack/stack.h"

#include <QString>

namespace quarterdeck::stack {

/// Where and how a sandbox stack is to stand.
struct SandboxOptions
{
    QString name = QStringLiteral("quarterdeck-sandbox"); ///< compose project
    QString folder; ///< default: ~/.local/share/quarterdeck/<name>
    int workers = 5;
    quint16 n8nPort = 5678;
    quint16 postgresPort = 5432;
    quint16 redisPort = 6379;
};

struct SandboxStatus
{
    bool present = false; ///< its folder and .env are there
    QString folder;
    int containers = 0;
    int running = 0;
    int healthy = 0;
    QString n8nUrl;
};

/// The embedded stack: an exemplary compose project to try everything on.
/// Its files come out of the program's resources; secrets are made once and
/// kept in a .env of mode 0600.
class Sandbox final
{
public:
    Sandbox(docker::DockerPort &docker, compose::ComposePort &compose, process::ProcessPort &process, n8n::N8nPort &n8n,
            postgres::PostgresPort &postgres);

    /// Steps: write files, secrets, images (pull, else build), up, wait until
    /// all are healthy. A second run changes nothing. Ports taken by somebody
    /// else are Conflict before anything starts.
    [[nodiscard]] QList<Step> upPlan(const SandboxOptions &options);
    /// @param withData also removes volumes and the folder: everything is lost
    [[nodiscard]] QList<Step> downPlan(const SandboxOptions &options, bool withData);
    [[nodiscard]] Result<SandboxStatus> status(const JobContext &context, const SandboxOptions &options);
    /// An owner, a webhook workflow, a slow workflow, a credential (through
    /// n8n's own REST), and past executions (rows shaped like n8n's own).
    /// Idempotent for all but the executions.
    [[nodiscard]] QList<Step> seedPlan(const SandboxOptions &options, int pastExecutions);

private:
    docker::DockerPort &m_docker;
    compose::ComposePort &m_compose;
    process::ProcessPort &m_process;
    n8n::N8nPort &m_n8n;
    postgres::PostgresPort &m_postgres;
};

} // namespace quarterdeck::stack
