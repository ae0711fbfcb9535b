// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/workersscalecommand.h"

#include "cli/backupjson.h"
#include "cli/commands/runplan.h"
#include "cli/commands/workerplace.h"
#include "foundation/units.h"
#include "workers/queuehold.h"
#include "workers/runningjobs.h"
#include "workers/scale.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::WorkersScaleCommand)
};

constexpr int mostWorkers = 1000; ///< more than this is a slip of the finger
constexpr int mostSeconds = 7 * 24 * 3600;

QStringList consequences(const workers::ScalePreview &preview)
{
    QStringList sentences;
    sentences.append(Words::tr("%1 workers become %2.").arg(preview.from).arg(preview.to));
    if (!preview.leaving.isEmpty()) {
        sentences.append(Words::tr("Drained and removed: %1").arg(preview.leaving.join(QLatin1String(", "))));
        if (preview.runningOnLeaving > 0)
            sentences.append(Words::tr("%n execution(s) that run there are waited for.", nullptr, preview.runningOnLeaving));
    }
    sentences.append(Words::tr("The number is written down: %1").arg(preview.persistedIn));
    return sentences + preview.warnings;
}

QJsonObject toJson(const QString &stackId, const workers::ScaleReport &report)
{
    QJsonObject json = backupDocument(stackId);
    json.insert(QStringLiteral("before"), report.before);
    json.insert(QStringLiteral("after"), report.after);
    json.insert(QStringLiteral("started"), QJsonArray::fromStringList(report.started));
    json.insert(QStringLiteral("drained"), QJsonArray::fromStringList(report.drained));
    json.insert(QStringLiteral("lost"), QJsonArray::fromStringList(report.lost));
    json.insert(QStringLiteral("waitedForJobs"), report.waitedForJobs);
    json.insert(QStringLiteral("heldMs"), report.heldMs);
    json.insert(QStringLiteral("tookMs"), report.tookMs);
    return json;
}

QCommandLineOption yesOption()
{
    return QCommandLineOption(QStringLiteral("yes"), Words::tr("Do not ask."));
}

} // namespace

QString WorkersScaleCommand::summary() const
{
    return Words::tr("Change the number of workers without losing a job.");
}

QString WorkersScaleCommand::details() const
{
    return Words::tr("Up: writes the number down, starts what is missing and waits until each new worker takes jobs.\n"
                     "Down: the idlest are drained (no new job, the running ones end), removed, and the number is written\n"
                     "down; a later \"docker compose up\" changes nothing. Cancelled, it leaves the number as it was.\n"
                     "On a Docker Swarm the number is the service's, and Swarm chooses the workers that end, each after its jobs.");
}

QList<QCommandLineOption> WorkersScaleCommand::options() const
{
    return {
        QCommandLineOption(QStringLiteral("drain-timeout"),
                           Words::tr("How long running executions may take to end; without it ten minutes, or twice the "
                                     "longest one seen."),
                           QStringLiteral("S")),
        QCommandLineOption(QStringLiteral("force"), Words::tr("On a swarm: also where tasks are killed before their jobs would surely have ended.")),
        QCommandLineOption(QStringLiteral("dry-run"), Words::tr("Only tell what would be done.")), yesOption()};
}

Outcome WorkersScaleCommand::run(const Invocation &invocation)
{
    workers::ScaleRequest request;
    bool isNumber = false;
    request.target = invocation.arguments.first().toInt(&isNumber);
    if (!isNumber || request.target < 0 || request.target > mostWorkers)
        return Outcome::usage(Words::tr("\"%1\" is no number of workers.").arg(invocation.arguments.first()),
                              Words::tr("a whole number, 0 to %1").arg(mostWorkers));
    if (invocation.options.isSet(QStringLiteral("drain-timeout"))) {
        const int seconds = invocation.options.value(QStringLiteral("drain-timeout")).toInt(&isNumber);
        if (!isNumber || seconds < 1 || seconds > mostSeconds)
            return Outcome::usage(Words::tr("\"%1\" is no number of seconds.").arg(invocation.options.value(QStringLiteral("drain-timeout"))));
        request.drainTimeout = std::chrono::seconds(seconds);
    }
    request.force = invocation.options.isSet(QStringLiteral("force"));
    QD_CLI_TRY(const stack::Stack stack, chosenStack(invocation));
    const workers::Neighbours with = workerNeighbours(invocation.neighbours);
    QD_CLI_TRY(const workers::ScalePreview preview, workers::previewScale(invocation.context, with, stack, request));
    if (invocation.options.isSet(QStringLiteral("dry-run"))) {
        if (invocation.json) {
            QJsonObject json = backupDocument(stack.id);
            json.insert(QStringLiteral("from"), preview.from);
            json.insert(QStringLiteral("to"), preview.to);
            json.insert(QStringLiteral("leaving"), QJsonArray::fromStringList(preview.leaving));
            json.insert(QStringLiteral("runningOnLeaving"), preview.runningOnLeaving);
            json.insert(QStringLiteral("persistedIn"), preview.persistedIn);
            json.insert(QStringLiteral("diff"), preview.diff);
            json.insert(QStringLiteral("warnings"), QJsonArray::fromStringList(preview.warnings));
            invocation.terminal.outJson(json);
        } else {
            for (const QString &line : consequences(preview))
                invocation.terminal.outLine(line);
            invocation.terminal.outLine(preview.diff);
        }
        return exitOk;
    }
    if (const Outcome asked = confirmed(invocation, consequences(preview), Words::tr("Change the number of workers?")); asked.error)
        return asked;
    workers::ScaleReport report;
    if (const Outcome outcome = runSteps(invocation, workers::scalePlan(with, stack, request, report)); outcome.error)
        return outcome;
    if (invocation.json)
        invocation.terminal.outJson(toJson(stack.id, report));
    return report.lost.isEmpty() ? exitOk : exitWarning;
}

QString WorkersReleaseCommand::summary() const
{
    return Words::tr("Let a held queue go.");
}

QString WorkersReleaseCommand::details() const
{
    return Words::tr("While workers are drained nobody is given a job. A drain that was killed cannot let the queue go itself;\n"
                     "this does. Refused while a drain is at work, and for a hold that is not this console's without --yes.");
}

QList<QCommandLineOption> WorkersReleaseCommand::options() const
{
    return {yesOption()};
}

Outcome WorkersReleaseCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const stack::Stack stack, chosenStack(invocation));
    QD_CLI_TRY(const redis::Coordinates coordinates, workers::queueCoordinates(stack));
    QD_CLI_TRY(const std::unique_ptr<redis::Session> session, invocation.neighbours.redis.connect(invocation.context, coordinates));
    const stack::QueueKeys keys = stack::queueKeys(stack.queue);
    QD_CLI_TRY(const std::optional<workers::QueueHold> hold, workers::queueHold(invocation.context, *session, keys));
    QJsonObject json = backupDocument(stack.id);
    json.insert(QStringLiteral("wasHeld"), hold.has_value());
    if (hold && hold->holderAlive.value_or(false)) {
        return Error{ErrorKind::Conflict,
                     Words::tr("The queue is held by something that is at work: %1").arg(hold->operation),
                     {},
                     Words::tr("Wait until it has ended.")};
    }
    if (hold && (!hold->ours || !hold->holderAlive)) {
        const QString who = hold->ours ? Words::tr("The queue is held from another machine: %1").arg(hold->operation)
                                       : Words::tr("Somebody else than this console has paused the queue.");
        if (const Outcome asked = confirmed(invocation, {who}, Words::tr("Let it go?")); asked.error)
            return asked;
    }
    if (hold) {
        const Result<void> released = workers::releaseQueue(invocation.context, *session, keys);
        if (!released)
            return released.error();
    }
    if (invocation.json)
        invocation.terminal.outJson(json);
    else
        invocation.terminal.outLine(hold ? Words::tr("The queue is let go; workers take jobs again.") : Words::tr("Nobody holds the queue."));
    return exitOk;
}

} // namespace quarterdeck::cli
