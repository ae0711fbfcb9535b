// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/remedyplans.h"

#include "stack/lockedplan.h"
#include "stack/serviceactions.h"
#include "workers/drain.h"
#include "workers/runningjobs.h"
#include "workers/scale.h"
#include "workers/settings.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <algorithm>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Remedies)
};

/// One restart of some workers, shared by its steps.
struct Restart
{
    Restart(const Neighbours &neighbours, stack::Stack of)
        : with(neighbours)
        , stack(std::move(of))
    {
    }
    Q_DISABLE_COPY_MOVE(Restart)

    const Neighbours with;
    const stack::Stack stack;
    stack::Service service;
    QList<stack::Container> leaving;
    QStringList ids;
};

Result<void> startAgain(const Restart &restart, const JobContext &context)
{
    for (const QString &id : restart.ids)
        QD_CHECK(restart.with.docker.startContainer(context, id));
    return {};
}

Result<void> drainSome(const Restart &restart, const JobContext &context, const QList<stack::Container> &leaving, const DrainOptions &options)
{
    if (leaving.isEmpty())
        return {};
    QD_TRY(const DrainResult result, drainWorkers(context, restart.with, restart.stack, restart.service, leaving, options));
    if (!result.lost.isEmpty())
        context.sink().logLine(Words::tr("Cut off: %1").arg(result.lost.join(QLatin1String(", "))));
    return {};
}

/// The workers of these names. @return false when some are not there any more
bool choose(Restart &restart, const QStringList &names)
{
    for (const stack::Service &service : restart.stack.services) {
        if (service.role != stack::Role::Worker)
            continue;
        for (const stack::Container &container : service.containers) {
            if (!names.contains(container.name))
                continue;
            restart.service = service;
            restart.leaving.append(container);
            restart.ids.append(container.id);
        }
    }
    return restart.ids.size() == names.size();
}

QList<Step> refusalOfGone()
{
    return refusal({ErrorKind::NotFound, Words::tr("Some of these workers are not there any more."), {}, Words::tr("Look again.")});
}

Step consumeStep(const std::shared_ptr<Restart> &restart)
{
    return {QStringLiteral("consume"),
            Words::tr("Wait until they take jobs"),
            [restart](JobContext &context) { return waitUntilConsuming(context, restart->with, restart->stack, restart->ids); },
            {}};
}

/// Made anew they would be as they are, should the file name another image for workers than n8n itself runs.
Result<void> compareImages(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack)
{
    const stack::Service *main = stack.service(stack::Role::Main);
    const stack::Service *worker = stack.service(stack::Role::Worker);
    if (main == nullptr || worker == nullptr)
        return fail(ErrorKind::Unsupported, Words::tr("This stack has no workers, or no n8n of its own."));
    QD_TRY(const compose::ComposePort::Config config, neighbours.compose.config(context, stack.project));
    const QJsonObject services = config.model.value(QLatin1String("services")).toObject();
    const auto imageOf = [&services](const QString &service) { return services.value(service).toObject().value(QLatin1String("image")).toString(); };
    if (imageOf(worker->name) != imageOf(main->name)) {
        return fail(
            ErrorKind::Conflict,
            Words::tr("The compose file names the image %1 for workers, and %2 for n8n itself.").arg(imageOf(worker->name), imageOf(main->name)), {},
            Words::tr("Name the same for both, then look again."));
    }
    QD_TRY(const docker::ImageDetails image, neighbours.docker.inspectImage(context, imageOf(main->name)));
    if (!main->imageId.isEmpty() && image.id != main->imageId) {
        return fail(ErrorKind::Conflict, Words::tr("n8n itself does not run the image that the compose file names: %1.").arg(imageOf(main->name)), {},
                    Words::tr("It is n8n itself that has to be made anew first: docker compose up -d %1").arg(main->name));
    }
    return {};
}

} // namespace

QList<Step> startPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &names)
{
    if (names.isEmpty()) {
        // The report is of use to nobody, but has to outlive the plan.
        const auto report = std::make_shared<ScaleReport>();
        QList<Step> plan = scalePlan(neighbours, stack, ScaleRequest(), *report);
        for (Step &step : plan)
            step.run = [report, run = step.run](JobContext &context) { return run(context); };
        return plan;
    }
    const auto restart = std::make_shared<Restart>(neighbours, stack);
    if (!choose(*restart, names))
        return refusalOfGone();
    const QList<Step> plan = {{QStringLiteral("start"), Words::tr("Start %n worker(s)", nullptr, static_cast<int>(names.size())),
                               [restart](JobContext &context) { return startAgain(*restart, context); },
                               [restart](JobContext &context) -> Result<void> {
                                   for (const QString &id : std::as_const(restart->ids))
                                       QD_CHECK(restart->with.docker.stopContainer(context, id, stack::stopGrace(restart->service)));
                                   return {};
                               }},
                              consumeStep(restart)};
    return stack::lockedPlan(plan, stack.id, Words::tr("start workers"));
}

QList<Step> renewToMainsImage(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &names)
{
    QList<Step> plan = renewPlan(neighbours, stack, names);
    plan.prepend({QStringLiteral("images"),
                  Words::tr("See that the compose file names the image that n8n itself runs"),
                  [neighbours, stack](JobContext &context) { return compareImages(context, neighbours, stack); },
                  {}});
    return plan;
}

QList<Step> restartPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &names)
{
    const auto restart = std::make_shared<Restart>(neighbours, stack);
    if (!choose(*restart, names))
        return refusalOfGone();
    const auto count = static_cast<int>(restart->ids.size());
    const QList<Step> plan
        = {{QStringLiteral("drain"), Words::tr("Drain %n worker(s): no new job, the running ones end", nullptr, count),
            [restart](JobContext &context) -> Result<void> {
                QD_TRY(const QList<WorkerAnswer> answers,
                       askWorkers(context, restart->with.redis, restart->stack, static_cast<int>(restart->service.containers.size())));
                QList<stack::Container> answering;
                QList<stack::Container> silent;
                for (const stack::Container &container : std::as_const(restart->leaving))
                    (answerOf(answers, container.address, container.id.left(12)) != nullptr ? answering : silent).append(container);
                DrainOptions options;
                QD_CHECK(drainSome(*restart, context, answering, options));
                // One that does not answer will not tell when its jobs have ended either: n8n's own time has to do.
                options.finishNow = std::make_shared<std::atomic_bool>(true);
                return drainSome(*restart, context, silent, options);
            },
            [restart](JobContext &context) { return startAgain(*restart, context); }},
           {QStringLiteral("start"), Words::tr("Start them again"), [restart](JobContext &context) { return startAgain(*restart, context); }, {}},
           consumeStep(restart)};
    return stack::lockedPlan(plan, stack.id, Words::tr("restart workers"));
}

} // namespace quarterdeck::workers
