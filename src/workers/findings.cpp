// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/findings.h"

#include "foundation/units.h"
#include "workers/gracechain.h"
#include "workers/settingvalues.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Findings)
};

using Severity = Finding::Severity;

template<class Fits>
QStringList namesOf(const QList<WorkerRow> &workers, const Fits &fits)
{
    QStringList names;
    for (const WorkerRow &worker : workers) {
        if (fits(worker))
            names.append(worker.name);
    }
    return names;
}

int count(const QStringList &list)
{
    return static_cast<int>(list.size());
}

Finding heldFinding(const HoldSeen &held, qint64 waiting)
{
    Finding finding;
    finding.id = QStringLiteral("queue-held");
    if (held.holderLives) {
        finding.severity = Severity::Note;
        finding.text = Words::tr("The queue is held for a moment: %1. No worker is given a job.").arg(held.operation);
        return finding;
    }
    if (held.holderDied)
        finding.id = queueLeftHeld;
    finding.severity = Severity::Problem;
    finding.text = held.operation.isEmpty()
        ? Words::tr("The queue is held: no worker is given a job, and %n wait. Somebody has paused it in Redis.", nullptr, static_cast<int>(waiting))
        : Words::tr("The queue is held: no worker is given a job, and %n wait. A console that ended early has left it so (%1).", nullptr,
                    static_cast<int>(waiting))
              .arg(held.operation);
    finding.remedy = Words::tr("Let the queue go");
    finding.action = remedy::releaseQueue;
    return finding;
}

Finding notConsumingFinding(const Observations &seen)
{
    Finding finding;
    finding.id = QStringLiteral("not-consuming");
    finding.subjects = seen.notConsuming;
    finding.severity = seen.queue.waiting > 0 ? Severity::Problem : Severity::Warning;
    finding.text = seen.queue.waiting > 0 ? Words::tr("%n worker(s) run but take no jobs, while jobs wait.", nullptr, count(seen.notConsuming))
                                          : Words::tr("%n worker(s) run but do not ask the queue for jobs.", nullptr, count(seen.notConsuming));
    finding.remedy = Words::tr("Restart %n worker(s); what they run may end first", nullptr, count(seen.notConsuming));
    finding.action = remedy::restartWorkers;
    return finding;
}

bool anybodyTakesJobs(const Observations &seen)
{
    return std::any_of(seen.workers.cbegin(), seen.workers.cend(), [](const WorkerRow &worker) { return worker.consuming.value_or(false); });
}

bool anybodyRuns(const Observations &seen)
{
    return std::any_of(seen.workers.cbegin(), seen.workers.cend(), [](const WorkerRow &worker) {
        return worker.state == QLatin1String("running") || worker.state == QLatin1String("restarting");
    });
}

Finding nobodyFinding(const Observations &seen)
{
    Finding finding;
    finding.id = QStringLiteral("no-workers");
    finding.severity = Severity::Problem;
    finding.subjects = namesOf(seen.workers, [](const WorkerRow &) { return true; });
    finding.text = Words::tr("%n job(s) wait, and no worker runs.", nullptr, static_cast<int>(seen.queue.waiting + count(seen.stalled)));
    if (finding.subjects.isEmpty())
        finding.remedy = Words::tr("Start one worker");
    else
        finding.remedy = Words::tr("Start %n worker(s)", nullptr, count(finding.subjects));
    finding.action = remedy::startWorkers;
    return finding;
}

Finding orphansFinding(const QList<UnfinishedExecution> &orphans)
{
    Finding finding;
    finding.id = QStringLiteral("orphans");
    finding.severity = Severity::Problem;
    for (const UnfinishedExecution &orphan : orphans)
        finding.subjects.append(orphan.id);
    finding.text = Words::tr("%n execution(s) are said to run, but the queue knows nothing of them: whatever ran them is gone.", nullptr,
                             count(finding.subjects));
    finding.remedy = Words::tr("Mark %n execution(s) as crashed", nullptr, count(finding.subjects));
    finding.action = remedy::markCrashed;
    return finding;
}

/// The other thing that can be done about the same executions.
Finding orphansAgainFinding(const QList<UnfinishedExecution> &orphans)
{
    Finding finding = orphansFinding(orphans);
    finding.id = QStringLiteral("orphans-again");
    finding.text = Words::tr("%n execution(s) that nobody runs can also be run again, from their beginning: what they have done already is done "
                             "a second time.",
                             nullptr, count(finding.subjects));
    finding.remedy = Words::tr("Run %n execution(s) again", nullptr, count(finding.subjects));
    finding.action = remedy::runAgain;
    return finding;
}

Finding stalledFinding(const Observations &seen)
{
    Finding finding;
    finding.id = QStringLiteral("stalled");
    finding.severity = Severity::Problem;
    finding.subjects = seen.stalled;
    finding.text = Words::tr("%n job(s) count as running, but no worker works on them.", nullptr, count(seen.stalled)) + QLatin1Char(' ');
    // With nobody to run them they would only wait in another list.
    if (!anybodyTakesJobs(seen)) {
        finding.text += Words::tr("Only a worker can give them up: start one.");
        return finding;
    }
    finding.text += Words::tr("Workers give such jobs up by themselves; it takes them unusually long. Each is run from its beginning then.");
    finding.remedy = Words::tr("Let %n job(s) wait again, for a worker to run", nullptr, count(seen.stalled));
    finding.action = remedy::putBack;
    return finding;
}

Finding versionFinding(const Observations &seen, const QStringList &names)
{
    Finding finding;
    finding.id = QStringLiteral("version-mismatch");
    finding.severity = Severity::Warning;
    finding.subjects = names;
    finding.text = Words::tr("%n worker(s) do not run the image that n8n itself runs.", nullptr, count(names));
    if (seen.filesCanBeChanged) {
        finding.remedy = Words::tr("Make %n worker(s) anew from the compose file; what they run may end first", nullptr, count(names));
        finding.action = remedy::renewWorkers;
    }
    return finding;
}

Finding restartFinding(const Observations &seen)
{
    const QStringList &names = seen.restarting;
    Finding finding;
    finding.id = QStringLiteral("restart-loop");
    finding.severity = Severity::Problem;
    finding.subjects = names;
    finding.text = Words::tr("%n worker(s) end again and again. Why, their log tells: docker logs %1", nullptr, count(names)).arg(names.value(0));
    if (seen.filesCanBeChanged) {
        finding.remedy = Words::tr("Make %n worker(s) anew from the compose file", nullptr, count(names));
        finding.action = remedy::renewWorkers;
    }
    return finding;
}

Finding oomFinding(const Observations &seen, const QStringList &names)
{
    Finding finding;
    finding.id = QStringLiteral("oom");
    finding.severity = Severity::Warning;
    finding.subjects = names;
    qint64 limit = 0;
    for (const WorkerRow &worker : seen.workers)
        limit = std::max(limit, worker.memoryLimit);
    finding.text = Words::tr("The kernel has ended a process of %n worker(s) for want of memory.", nullptr, count(names)) + QLatin1Char(' ');
    if (limit <= 0) {
        finding.text += Words::tr("Let each run fewer jobs at once, or give the machine more memory.");
        return finding;
    }
    const qint64 wanted = memoryProposal(limit);
    if (seen.memoryLeft && (wanted - limit) * seen.workers.size() > *seen.memoryLeft) {
        finding.text += Words::tr("Their limit is %1, and the machine has no memory left to raise it: let each run fewer jobs at once, or have fewer "
                                  "workers.")
                            .arg(formatBytes(limit));
        return finding;
    }
    finding.text += Words::tr("Raise their limit of %1, or let each run fewer jobs at once.").arg(formatBytes(limit));
    if (seen.filesCanBeChanged && wanted > limit) {
        finding.remedy = Words::tr("Raise the limit of a worker to %1 and renew the workers").arg(formatBytes(wanted));
        finding.action = remedy::raiseMemory;
    }
    return finding;
}

Finding inertFinding(const Observations &seen)
{
    Finding finding;
    finding.id = QStringLiteral("inert-concurrency");
    finding.severity = Severity::Note;
    const QString inForce
        = Words::tr("What counts is %1 jobs a worker, by %2.").arg(seen.concurrency.perWorker).arg(stack::knobName(seen.concurrency.knob));
    finding.text = Words::tr("%1 is set, but n8n does not read it.").arg(seen.concurrency.inertVariable) + QLatin1Char(' ') + inForce;
    if (seen.filesCanBeChanged && seen.inertValue && *seen.inertValue > 0 && *seen.inertValue != seen.concurrency.perWorker) {
        finding.remedy = Words::tr("Set N8N_CONCURRENCY_PRODUCTION_LIMIT to %1 and renew the workers").arg(*seen.inertValue);
        finding.action = remedy::setConcurrency;
    }
    return finding;
}

Finding graceFinding(const Observations &seen)
{
    Finding finding;
    finding.id = QStringLiteral("grace-chain");
    finding.severity = Severity::Warning;
    finding.text = seen.grace.explanation;
    if (seen.filesCanBeChanged) {
        const GraceProposal proposal = graceProposal(seen.grace);
        finding.remedy = Words::tr("Let n8n wait %1 and Docker %2, and renew the workers")
                             .arg(formatDuration(std::chrono::seconds(proposal.n8nTimeoutSeconds)),
                                  formatDuration(std::chrono::seconds(proposal.dockerGraceSeconds)));
        finding.action = remedy::raiseGrace;
        finding.grace = seen.grace;
    }
    return finding;
}

Finding problem(const char *id, const QString &text)
{
    Finding finding;
    finding.id = QLatin1String(id);
    finding.severity = Severity::Warning;
    finding.text = text;
    return finding;
}

} // namespace

QList<Finding> findingsOf(const Observations &seen)
{
    QList<Finding> findings;
    if (!seen.queueProblem.isEmpty())
        findings.append(problem("queue-unknown", seen.queueProblem));
    if (!seen.databaseProblem.isEmpty())
        findings.append(problem("database-unknown", seen.databaseProblem));
    if (seen.held)
        findings.append(heldFinding(*seen.held, seen.queue.waiting));
    if (!anybodyRuns(seen) && (seen.queue.waiting > 0 || !seen.stalled.isEmpty()))
        findings.append(nobodyFinding(seen));
    if (!seen.notConsuming.isEmpty())
        findings.append(notConsumingFinding(seen));
    if (!seen.orphans.isEmpty())
        findings += {orphansFinding(seen.orphans), orphansAgainFinding(seen.orphans)};
    if (!seen.stalled.isEmpty())
        findings.append(stalledFinding(seen));
    if (!seen.restarting.isEmpty())
        findings.append(restartFinding(seen));
    if (const QStringList names = namesOf(seen.workers, [](const WorkerRow &worker) { return !worker.imageEqualsMain; }); !names.isEmpty())
        findings.append(versionFinding(seen, names));
    if (const QStringList names = namesOf(seen.workers, [](const WorkerRow &worker) { return worker.oomKills > 0; }); !names.isEmpty())
        findings.append(oomFinding(seen, names));
    if (!seen.workers.isEmpty() && !seen.grace.holds)
        findings.append(graceFinding(seen));
    if (!seen.concurrency.inertVariable.isEmpty())
        findings.append(inertFinding(seen));
    std::stable_sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    return findings;
}

} // namespace quarterdeck::workers
