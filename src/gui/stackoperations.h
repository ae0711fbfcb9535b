// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "gui/operations.h"
#include "stack/sandbox.h"

namespace quarterdeck::gui {

/// The operations of a real engine.
class StackOperations final : public Operations
{
public:
    /// All must outlive it and the job thread; those but Docker's must not be
    /// used by another thread (the monitor's) at the same time.
    StackOperations(docker::DockerPort &docker, compose::ComposePort &compose, process::ProcessPort &process, n8n::N8nPort &n8n,
                    postgres::PostgresPort &postgres);

    [[nodiscard]] ServicePlan servicePlan(ServiceVerb verb, const stack::Stack &stack, const QString &service,
                                          const std::optional<health::StackStatus> &status) override;
    [[nodiscard]] QList<Step> sandboxUpPlan() override;
    [[nodiscard]] QString diagnostics(const JobContext &context, health::DiagnosticsInput known) override;

private:
    docker::DockerPort &m_docker;
    compose::ComposePort &m_compose;
    stack::Sandbox m_sandbox;
};

} // namespace quarterdeck::gui
