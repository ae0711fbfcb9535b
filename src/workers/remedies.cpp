// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/remedies.h"

#include "workers/findings.h"
#include "workers/gracechain.h"
#include "workers/remedyplans.h"
#include "workers/settings.h"

#include <QCoreApplication>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Remedies)
};

/// The knob that n8n reads gets the value of the one it does not read.
QList<Step> setConcurrencyPlan(const Neighbours &neighbours, const stack::Stack &stack)
{
    const SettingsNow now = settingsNow(stack);
    if (!now.inertValue)
        return refusal({ErrorKind::Conflict, Words::tr("Nothing sets a number that n8n does not read."), {}, Words::tr("Look again.")});
    WorkerSettings settings;
    settings.concurrency = now.inertValue;
    return settingsPlan(neighbours, stack, settings);
}

QList<Step> raiseMemoryPlan(const Neighbours &neighbours, const stack::Stack &stack)
{
    WorkerSettings settings;
    settings.memoryLimit = memoryProposal(settingsNow(stack).memoryLimit);
    return settingsPlan(neighbours, stack, settings);
}

QList<Step> raiseGracePlan(const Neighbours &neighbours, const stack::Stack &stack, const GraceProposal &proposal)
{
    WorkerSettings settings;
    settings.shutdownTimeoutSeconds = proposal.n8nTimeoutSeconds;
    settings.stopGraceSeconds = proposal.dockerGraceSeconds;
    return settingsPlan(neighbours, stack, settings);
}

} // namespace

QList<Step> refusal(const Error &error)
{
    return {{QStringLiteral("check"), Words::tr("Look whether it can be done"), [error](JobContext &) -> Result<void> { return fail(error); }, {}}};
}

QList<Step> remedyPlan(const Neighbours &neighbours, const stack::Stack &stack, const Finding &finding)
{
    if (finding.action == remedy::restartWorkers)
        return restartPlan(neighbours, stack, finding.subjects);
    if (finding.action == remedy::startWorkers)
        return startPlan(neighbours, stack, finding.subjects);
    if (finding.action == remedy::renewWorkers && finding.id == QLatin1String("version-mismatch"))
        return renewToMainsImage(neighbours, stack, finding.subjects);
    if (finding.action == remedy::renewWorkers)
        return renewPlan(neighbours, stack, finding.subjects);
    if (finding.action == remedy::putBack)
        return putBackPlan(neighbours, stack, finding.subjects);
    if (finding.action == remedy::runAgain)
        return runAgainPlan(neighbours, stack, finding.subjects);
    if (finding.action == remedy::raiseMemory)
        return raiseMemoryPlan(neighbours, stack);
    if (finding.action == remedy::markCrashed)
        return markCrashedPlan(neighbours, stack, finding.subjects);
    if (finding.action == remedy::releaseQueue)
        return releasePlan(neighbours, stack);
    if (finding.action == remedy::setConcurrency)
        return setConcurrencyPlan(neighbours, stack);
    if (finding.action == remedy::raiseGrace && finding.grace)
        return raiseGracePlan(neighbours, stack, graceProposal(*finding.grace));
    return refusal({ErrorKind::Unsupported, Words::tr("Nothing is known that would help against this."), {}, {}});
}

} // namespace quarterdeck::workers
