// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/autoscalejson.h"

#include "cli/backupjson.h"

namespace quarterdeck::cli {

using namespace workers::autoscale;

namespace {

QString backendName(stack::Autostart::Backend backend)
{
    switch (backend) {
    case stack::Autostart::Backend::SystemdUser:
        return QStringLiteral("systemd");
    case stack::Autostart::Backend::Cron:
        return QStringLiteral("cron");
    case stack::Autostart::Backend::None:
        break;
    }
    return QStringLiteral("none");
}

} // namespace

QJsonObject toJson(const Policy &policy)
{
    return {{QStringLiteral("min"), policy.min},
            {QStringLiteral("max"), policy.max},
            {QStringLiteral("depth"), policy.depth},
            {QStringLiteral("oldestWaitMs"), static_cast<qint64>(policy.oldestWait.count())},
            {QStringLiteral("wait"), policy.wait == Policy::Wait::Both ? QStringLiteral("both") : QStringLiteral("either")},
            {QStringLiteral("busyPercent"), policy.busyPercent},
            {QStringLiteral("upForSeconds"), static_cast<qint64>(policy.upFor.count())},
            {QStringLiteral("roomPercent"), policy.roomPercent},
            {QStringLiteral("downForSeconds"), static_cast<qint64>(policy.downFor.count())},
            {QStringLiteral("stepUp"), policy.stepUp},
            {QStringLiteral("stepDown"), policy.stepDown},
            {QStringLiteral("restUpSeconds"), static_cast<qint64>(policy.restUp.count())},
            {QStringLiteral("restDownSeconds"), static_cast<qint64>(policy.restDown.count())},
            {QStringLiteral("everySeconds"), static_cast<qint64>(policy.every.count())},
            {QStringLiteral("beyondBudget"), policy.beyondBudget}};
}

QJsonObject toJson(const ServiceStatus &status)
{
    return {{QStringLiteral("installed"), status.installed},
            {QStringLiteral("backend"), backendName(status.backend)},
            {QStringLiteral("pid"), status.runner ? QJsonValue(status.runner->pid) : QJsonValue()},
            {QStringLiteral("since"), status.runner ? timeJson(status.runner->since) : QJsonValue()},
            {QStringLiteral("problem"), status.problem}};
}

QJsonObject toJson(const Action &action)
{
    return {{QStringLiteral("startedAt"), timeJson(action.startedAt)},
            {QStringLiteral("finishedAt"), timeJson(action.finishedAt)},
            {QStringLiteral("from"), action.from},
            {QStringLiteral("to"), action.to},
            {QStringLiteral("reason"), action.reason},
            {QStringLiteral("outcome"), action.outcome},
            {QStringLiteral("error"), action.error}};
}

QJsonObject toJson(const ReplayEvent &event)
{
    return {{QStringLiteral("at"), timeJson(event.wall)},
            {QStringLiteral("from"), event.decision.current},
            {QStringLiteral("to"), event.decision.target},
            {QStringLiteral("wished"), event.decision.wished},
            {QStringLiteral("blockedBy"), blockName(event.decision.blockedBy)},
            {QStringLiteral("reason"), event.decision.reason}};
}

QJsonObject toJson(const Replay &replay)
{
    return {{QStringLiteral("events"), arrayJson(replay.events)},
            {QStringLiteral("samples"), replay.points.size()},
            {QStringLiteral("hours"), replay.hours},
            {QStringLiteral("gaps"), replay.gaps},
            {QStringLiteral("changes"), replay.changes},
            {QStringLiteral("workerHours"), replay.workerHours},
            {QStringLiteral("workerHoursWere"), replay.workerHoursWere},
            {QStringLiteral("longestWaitMs"), replay.longestWaitMs},
            {QStringLiteral("longestWaitWereMs"), replay.longestWaitWereMs}};
}

} // namespace quarterdeck::cli
