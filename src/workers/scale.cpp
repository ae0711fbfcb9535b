// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/scale.h"

#include "foundation/units.h"
#include "stack/filesplice/fileedit.h"
#include "stack/lockedplan.h"
#include "workers/drain.h"
#include "workers/swarm/swarmscale.h"
#include "workers/workercontainers.h"

#include <QCoreApplication>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Scale)
};

/// One change of the number, shared by its steps.
struct Scaling
{
    Scaling(const Neighbours &neighbours, stack::Stack of, ScaleRequest wanted, ScaleReport &into)
        : with(neighbours)
        , stack(std::move(of))
        , request(std::move(wanted))
        , report(into)
    {
    }
    Q_DISABLE_COPY_MOVE(Scaling)

    [[nodiscard]] stack::Service &workers() { return *std::find_if(stack.services.begin(), stack.services.end(), isWorker); }
    [[nodiscard]] static bool isWorker(const stack::Service &service) { return service.role == stack::Role::Worker; }

    const Neighbours with;
    stack::Stack stack;
    const ScaleRequest request;
    ScaleReport &report;
    qsizetype before = 0; ///< containers there were when the plan was made
    QList<stack::Container> leaving;
    QStringList started; ///< ids of new containers, and of old ones that ran again
    std::optional<stack::AppliedEdit> persisted;
    std::chrono::steady_clock::time_point began;
};
using SharedScaling = std::shared_ptr<Scaling>;

/// The workers' containers as the engine has them now.
Result<QList<stack::Container>> containersNow(const JobContext &context, Scaling &scaling)
{
    return containersOf(context, scaling.with.docker, scaling.stack.project.name, scaling.workers().name);
}

/// What the plan was made for must still be so; somebody else may have scaled meanwhile.
Result<void> check(Scaling &scaling, const JobContext &context)
{
    scaling.began = scaling.with.clock.monotonic();
    QD_TRY(const QList<stack::Container> now, containersNow(context, scaling));
    if (now.size() != scaling.before) {
        return fail(ErrorKind::Conflict,
                    Words::tr("There are %n worker(s) now; somebody has changed their number meanwhile.", nullptr, static_cast<int>(now.size())), {},
                    Words::tr("Look at them, then choose the number again."));
    }
    scaling.workers().containers = now;
    scaling.report.before = static_cast<int>(now.size());
    // Before anything is stopped: can the number be written down at all?
    QD_TRY(const stack::EditPlan edit,
           stack::planEdit(context, scaling.with.compose, scaling.stack,
                           {stack::SettingChange::replicas(scaling.workers().name, scaling.request.target)}));
    return stack::checkApplicable(edit);
}

Result<void> persist(Scaling &scaling, const JobContext &context, int count)
{
    QD_TRY(scaling.persisted, stack::persistReplicas(context, scaling.with.compose, scaling.stack, scaling.workers().name, count));
    for (const QString &place : scaling.persisted->heldIn)
        context.sink().logLine(Words::tr("%n worker(s) from now on: %1", nullptr, count).arg(place));
    return {};
}

Result<void> forgetPersisted(Scaling &scaling)
{
    if (!scaling.persisted)
        return {};
    QD_CHECK(stack::undoEdit(*scaling.persisted));
    scaling.persisted.reset();
    return {};
}

Result<void> composeUp(Scaling &scaling, const JobContext &context, int count)
{
    compose::UpOptions options;
    options.services = QStringList{scaling.workers().name};
    options.scale.insert(scaling.workers().name, count);
    options.noRecreate = true;
    // Not without its dependencies: --no-deps takes depends_on out of the service before its configuration is
    // hashed (Compose 2.26), so that a later plain "up" would find another hash and make every new worker anew.
    return scaling.with.compose.up(context, scaling.stack.project, options);
}

Result<void> startMore(Scaling &scaling, const JobContext &context)
{
    const QList<stack::Container> old = scaling.workers().containers;
    QD_CHECK(composeUp(scaling, context, scaling.request.target));
    QD_TRY(const QList<stack::Container> now, containersNow(context, scaling));
    scaling.workers().containers = now;
    for (const stack::Container &container : now) {
        const bool ran = std::any_of(old.cbegin(), old.cend(), [&container](const stack::Container &one) {
            return one.id == container.id && one.state == QLatin1String("running");
        });
        if (!ran) {
            scaling.started.append(container.id);
            scaling.report.started.append(container.name);
        }
    }
    return {};
}

/// Whoever came too many may have taken a job already.
Result<void> removeStarted(Scaling &scaling, const JobContext &context)
{
    QD_TRY(const QList<stack::Container> now, containersNow(context, scaling));
    QList<stack::Container> surplus;
    for (const stack::Container &container : now) {
        const bool old = std::any_of(scaling.workers().containers.cbegin(), scaling.workers().containers.cend(),
                                     [&container](const stack::Container &one) { return one.id == container.id; })
            && !scaling.started.contains(container.id);
        if (!old)
            surplus.append(container);
    }
    stack::Service service = scaling.workers();
    service.containers = now;
    const Result<DrainResult> drained = drainWorkers(context, scaling.with, scaling.stack, service, surplus);
    if (!drained && drained.error().kind != ErrorKind::Unreachable)
        return fail(drained.error());
    for (const stack::Container &container : std::as_const(surplus)) {
        if (!drained)
            QD_CHECK(scaling.with.docker.stopContainer(context, container.id));
        QD_CHECK(scaling.with.docker.removeContainer(context, container.id, false, true));
    }
    scaling.report.started.clear();
    return {};
}

Result<void> drain(Scaling &scaling, const JobContext &context)
{
    const int count = static_cast<int>(scaling.before) - scaling.request.target;
    QD_TRY(scaling.leaving, pickLeaving(context, scaling.with, scaling.stack, scaling.workers(), count));
    DrainOptions options;
    options.timeout = scaling.request.drainTimeout;
    options.finishNow = scaling.request.finishNow;
    QD_TRY(const DrainResult result, drainWorkers(context, scaling.with, scaling.stack, scaling.workers(), scaling.leaving, options));
    scaling.report.drained = result.drained;
    scaling.report.lost = result.lost;
    scaling.report.heldMs = result.heldMs;
    scaling.report.waitedForJobs = result.waitedForJobs;
    return {};
}

Result<void> startLeavingAgain(Scaling &scaling, const JobContext &context)
{
    QStringList ids;
    for (const stack::Container &container : std::as_const(scaling.leaving)) {
        if (container.state != QLatin1String("running"))
            continue;
        if (const Result<void> started = scaling.with.docker.startContainer(context, container.id); !started) {
            // Removed already: made anew by the step before.
            if (started.error().kind == ErrorKind::NotFound)
                continue;
            return fail(started.error());
        }
        ids.append(container.id);
    }
    scaling.report.drained.clear();
    return waitUntilConsuming(context, scaling.with, scaling.stack, ids);
}

Result<void> removeLeaving(Scaling &scaling, const JobContext &context)
{
    for (const stack::Container &container : std::as_const(scaling.leaving)) {
        const Result<void> removed = scaling.with.docker.removeContainer(context, container.id, false, true);
        if (!removed && removed.error().kind != ErrorKind::NotFound)
            return fail(removed.error());
    }
    return {};
}

Result<void> finish(Scaling &scaling, const JobContext &context)
{
    QD_TRY(const QList<stack::Container> now, containersNow(context, scaling));
    scaling.report.after = static_cast<int>(now.size());
    scaling.report.tookMs = std::chrono::duration_cast<std::chrono::milliseconds>(scaling.with.clock.monotonic() - scaling.began).count();
    if (scaling.report.after != scaling.request.target) {
        return fail(ErrorKind::Conflict,
                    Words::tr("There are %1 workers, not %2: somebody has changed their number meanwhile.")
                        .arg(scaling.report.after)
                        .arg(scaling.request.target));
    }
    const QString took = formatDuration(std::chrono::milliseconds(scaling.report.tookMs));
    if (scaling.report.after > scaling.report.before) {
        scaling.report.summary
            = Words::tr("%1 workers instead of %2, all of them consuming, after %3.").arg(scaling.report.after).arg(scaling.report.before).arg(took);
    } else if (scaling.report.lost.isEmpty()) {
        scaling.report.summary
            = Words::tr("%1 workers instead of %2 after %3; no job was lost.").arg(scaling.report.after).arg(scaling.report.before).arg(took);
    } else {
        scaling.report.summary
            = Words::tr("%1 workers instead of %2 after %3; %n execution(s) were cut off: %4", nullptr, static_cast<int>(scaling.report.lost.size()))
                  .arg(scaling.report.after)
                  .arg(scaling.report.before)
                  .arg(took, scaling.report.lost.join(QLatin1String(", ")));
    }
    context.sink().logLine(scaling.report.summary);
    return {};
}

Step step(const char *id, const QString &title, const SharedScaling &scaling, Result<void> (*run)(Scaling &, const JobContext &),
          Result<void> (*undo)(Scaling &, const JobContext &) = nullptr)
{
    Step made{QString::fromLatin1(id), title, [scaling, run](JobContext &context) { return run(*scaling, context); }, {}};
    if (undo != nullptr)
        made.undo = [scaling, undo](JobContext &context) { return undo(*scaling, context); };
    return made;
}

QList<Step> upSteps(const SharedScaling &scaling)
{
    const int target = scaling->request.target;
    return {step("check", Words::tr("Look whether it can be done"), scaling, check),
            step(
                "persist", Words::tr("Write the number down, so that a later \"up\" keeps it"), scaling,
                [](Scaling &it, const JobContext &context) { return persist(it, context, it.request.target); },
                [](Scaling &it, const JobContext &) { return forgetPersisted(it); }),
            step("up", Words::tr("Start %n worker(s) more", nullptr, static_cast<int>(target - scaling->before)), scaling, startMore, removeStarted),
            step("consume", Words::tr("Wait until they take jobs"), scaling,
                 [](Scaling &it, const JobContext &context) {
                     // Many at once share the processors: a start takes one of them for half a minute.
                     const auto within = std::chrono::minutes(3) + it.started.size() * std::chrono::seconds(30);
                     return waitUntilConsuming(context, it.with, it.stack, it.started, within);
                 }),
            step("finish", Words::tr("Count them"), scaling, finish)};
}

QList<Step> downSteps(const SharedScaling &scaling)
{
    const auto count = static_cast<int>(scaling->before - scaling->request.target);
    return {step("check", Words::tr("Look whether it can be done"), scaling, check),
            step("drain", Words::tr("Drain %n worker(s): no new job, the running ones end", nullptr, count), scaling, drain, startLeavingAgain),
            step("remove", Words::tr("Remove the drained containers"), scaling, removeLeaving,
                 [](Scaling &it, const JobContext &context) { return composeUp(it, context, static_cast<int>(it.before)); }),
            step(
                "persist", Words::tr("Write the number down, so that a later \"up\" keeps it"), scaling,
                [](Scaling &it, const JobContext &context) { return persist(it, context, it.request.target); },
                [](Scaling &it, const JobContext &) { return forgetPersisted(it); }),
            step("finish", Words::tr("Count them"), scaling, finish)};
}

} // namespace

QList<Step> scalePlan(const Neighbours &neighbours, const stack::Stack &stack, const ScaleRequest &request, ScaleReport &report)
{
    if (stack.orchestrator == stack::Orchestrator::Swarm && request.target >= 0)
        return swarmScalePlan(neighbours, stack, request, report);
    const auto scaling = std::make_shared<Scaling>(neighbours, stack, request, report);
    const bool hasWorkers = std::any_of(stack.services.cbegin(), stack.services.cend(), Scaling::isWorker);
    if (!hasWorkers || stack.project.name.isEmpty() || request.target < 0) {
        const Error error = !hasWorkers ? Error{ErrorKind::Unsupported,
                                                Words::tr("This stack has no workers."),
                                                {},
                                                Words::tr("They need queue mode and a service that runs \"n8n worker\".")}
            : request.target < 0
            ? Error{ErrorKind::Invalid, Words::tr("There cannot be %1 workers.").arg(request.target), {}, {}}
            : Error{ErrorKind::Unsupported, Words::tr("This stack was not made by Compose, so its workers cannot be counted up or down."), {}, {}};
        return {
            {QStringLiteral("check"), Words::tr("Look whether it can be done"), [error](JobContext &) -> Result<void> { return fail(error); }, {}}};
    }
    scaling->before = scaling->workers().containers.size();
    QList<Step> plan;
    if (request.target > scaling->before) {
        plan = upSteps(scaling);
    } else if (request.target < scaling->before) {
        plan = downSteps(scaling);
    } else {
        // Written down all the same: the number that runs may have come from a --scale that nobody wrote down.
        plan = {step("check", Words::tr("Look whether it can be done"), scaling, check),
                step(
                    "persist", Words::tr("Write the number down, so that a later \"up\" keeps it"), scaling,
                    [](Scaling &it, const JobContext &context) { return persist(it, context, it.request.target); },
                    [](Scaling &it, const JobContext &) { return forgetPersisted(it); }),
                step("finish", Words::tr("Count them"), scaling, finish)};
    }
    return stack::lockedPlan(std::move(plan), stack.id, Words::tr("scale workers from %1 to %2").arg(scaling->before).arg(request.target));
}

} // namespace quarterdeck::workers
