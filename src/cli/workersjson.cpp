// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/workersjson.h"

#include "cli/backupjson.h"
#include "workers/workerstate.h"

#include <QJsonArray>

namespace quarterdeck::cli {

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

template<class T>
QJsonValue known(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QString knobWord(stack::Concurrency::Knob knob)
{
    switch (knob) {
    case stack::Concurrency::Knob::ProductionLimit:
        return s("production-limit");
    case stack::Concurrency::Knob::Flag:
        return s("flag");
    case stack::Concurrency::Knob::Default:
        break;
    }
    return s("default");
}

QJsonObject workerJson(const workers::WorkerRow &worker, int perWorker)
{
    return {{s("container"), worker.containerId},
            {s("name"), worker.name},
            {s("number"), worker.number},
            {s("state"), workers::workerStateName(workers::workerState(worker, perWorker))},
            {s("engineState"), worker.state},
            {s("health"), worker.health},
            {s("consuming"), known(worker.consuming)},
            {s("version"), worker.version},
            {s("imageEqualsMain"), worker.imageEqualsMain},
            {s("runningJobs"), known(worker.runningJobs)},
            {s("oldestJobMs"), known(worker.oldestJobMs)},
            {s("jobsDone"), known(worker.jobsDone)},
            {s("cpuPercent"), worker.cpu ? QJsonValue(*worker.cpu * 100) : QJsonValue(QJsonValue::Null)},
            {s("memoryUsedBytes"), known(worker.memory)},
            {s("memoryLimitBytes"), worker.memoryLimit},
            {s("restartCount"), worker.restarts},
            {s("oomKills"), worker.oomKills}};
}

QJsonObject queueJson(const workers::QueueFigures &queue)
{
    return {{s("waiting"), queue.waiting},
            {s("running"), queue.running},
            {s("oldestWaitMs"), known(queue.oldestWaitMs)},
            {s("completedPerMinute"), known(queue.completedPerMinute)},
            {s("failedPerMinute"), known(queue.failedPerMinute)}};
}

QJsonObject budgetJson(const workers::Budget &budget)
{
    return {{s("id"), budget.id},
            {s("title"), budget.title},
            {s("used"), budget.used},
            {s("perWorker"), budget.perWorker},
            {s("limit"), budget.limit > 0 ? QJsonValue(budget.limit) : QJsonValue(QJsonValue::Null)},
            {s("unit"), budget.unit},
            {s("mostWorkers"), budget.mostWorkers >= 0 ? QJsonValue(budget.mostWorkers) : QJsonValue(QJsonValue::Null)},
            {s("explanation"), budget.explanation}};
}

QJsonObject capacityJson(const workers::Capacity &capacity)
{
    QJsonArray budgets;
    for (const workers::Budget &budget : capacity.budgets)
        budgets.append(budgetJson(budget));
    return {{s("workers"), capacity.workers},
            {s("wanted"), capacity.wanted},
            {s("concurrency"), capacity.concurrency.perWorker},
            {s("concurrencyFrom"), knobWord(capacity.concurrency.knob)},
            {s("total"), capacity.total},
            {s("safeMost"), capacity.safeMost},
            {s("budgets"), budgets},
            {s("grace"),
             QJsonObject{{s("dockerSeconds"), capacity.grace.dockerGraceSeconds},
                         {s("n8nSeconds"), capacity.grace.n8nTimeoutSeconds},
                         {s("longestJobMs"), known(capacity.grace.longestJobMs)},
                         {s("holds"), capacity.grace.holds},
                         {s("explanation"), capacity.grace.explanation}}}};
}

} // namespace

QString severityName(workers::Finding::Severity severity)
{
    switch (severity) {
    case workers::Finding::Severity::Problem:
        return s("problem");
    case workers::Finding::Severity::Warning:
        return s("warning");
    case workers::Finding::Severity::Note:
        break;
    }
    return s("note");
}

QJsonObject situationJson(const QString &stackId, const workers::Situation &situation)
{
    QJsonObject json = backupDocument(stackId);
    QJsonArray rows;
    for (const workers::WorkerRow &worker : situation.workers)
        rows.append(workerJson(worker, situation.capacity.concurrency.perWorker));
    QJsonArray findings;
    for (const workers::Finding &finding : situation.findings) {
        findings.append(QJsonObject{{s("id"), finding.id},
                                    {s("severity"), severityName(finding.severity)},
                                    {s("text"), finding.text},
                                    {s("remedy"), finding.remedy},
                                    {s("fixable"), !finding.action.isEmpty()},
                                    {s("subjects"), QJsonArray::fromStringList(finding.subjects)}});
    }
    json.insert(s("at"), timeJson(situation.queue.at));
    json.insert(s("workers"), rows);
    json.insert(s("queue"), queueJson(situation.queue));
    json.insert(s("capacity"), capacityJson(situation.capacity));
    json.insert(s("findings"), findings);
    return json;
}

QJsonObject distributionJson(const QString &stackId, const workers::Distribution &distribution)
{
    QJsonObject json = backupDocument(stackId);
    QJsonObject jobs;
    for (auto it = distribution.jobs.cbegin(); it != distribution.jobs.cend(); ++it)
        jobs.insert(it.key(), it.value());
    json.insert(s("jobs"), jobs);
    json.insert(s("lost"), distribution.lost);
    json.insert(s("fairness"), distribution.fairness);
    json.insert(s("tookMs"), distribution.tookMs);
    json.insert(s("liveTraffic"), distribution.liveTraffic);
    json.insert(s("note"), distribution.note);
    return json;
}

} // namespace quarterdeck::cli
