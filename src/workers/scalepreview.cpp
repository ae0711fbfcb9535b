// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/fileedit.h"
#include "workers/drain.h"
#include "workers/runningjobs.h"
#include "workers/scale.h"
#include "workers/situation.h"
#include "workers/swarm/swarmscale.h"

#include <QCoreApplication>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::ScalePreview)
};

} // namespace

QStringList scaleWarnings(const Capacity &capacity, int from, int to)
{
    QStringList warnings;
    if (to == 0)
        warnings.append(Words::tr("Without a worker nothing is executed: whatever comes in waits until there is one again."));
    if (to > from) {
        for (const Budget &budget : capacity.budgets) {
            if (budget.mostWorkers >= 0 && to > budget.mostWorkers)
                warnings.append(budget.title + QLatin1String(": ") + budget.explanation);
        }
    }
    if (to < from && !capacity.grace.holds && !capacity.grace.explanation.isEmpty())
        warnings.append(capacity.grace.explanation);
    return warnings;
}

Result<ScalePreview> previewScale(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, const ScaleRequest &request)
{
    const stack::Service *service = stack.service(stack::Role::Worker);
    if (service == nullptr)
        return fail(ErrorKind::Unsupported, Words::tr("This stack has no workers."));
    if (stack.orchestrator == stack::Orchestrator::Swarm)
        return previewSwarmScale(context, neighbours, stack, request);
    ScalePreview preview;
    preview.from = static_cast<int>(service->containers.size());
    preview.to = request.target;
    QD_TRY(const stack::EditPlan edit,
           stack::planEdit(context, neighbours.compose, stack, {stack::SettingChange::replicas(service->name, request.target)}));
    preview.persistedIn = edit.heldIn.join(QLatin1String(", "));
    preview.diff = edit.diff;
    if (request.target < preview.from) {
        QD_TRY(const QList<stack::Container> leaving, pickLeaving(context, neighbours, stack, *service, preview.from - request.target));
        const Result<QList<WorkerAnswer>> answers = askWorkers(context, neighbours.redis, stack, static_cast<int>(service->containers.size()));
        QD_CHECK(context.checkpoint());
        for (const stack::Container &container : leaving) {
            preview.leaving.append(container.name);
            if (!answers)
                continue;
            if (const WorkerAnswer *answer = answerOf(*answers, container.address, {}))
                preview.runningOnLeaving += static_cast<int>(answer->jobs.size());
        }
    }
    QD_TRY(const Situation situation, readSituation(context, neighbours, stack));
    preview.warnings = scaleWarnings(situation.capacity, preview.from, preview.to);
    return preview;
}

} // namespace quarterdeck::workers
