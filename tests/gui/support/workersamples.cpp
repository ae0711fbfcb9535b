// SPDX-License-Identifier: GPL-3.0-or-later
#include "workersamples.h"

namespace quarterdeck::test {

namespace {

constexpr qint64 mebi = 1024 * 1024;

workers::WorkerRow sampleWorker(int number)
{
    workers::WorkerRow worker;
    worker.containerId = QStringLiteral("%1").arg(number, 12, 16, QLatin1Char('c'));
    worker.name = QStringLiteral("acme-n8n-worker-%1").arg(number);
    worker.number = number;
    worker.state = QStringLiteral("running");
    worker.health = QStringLiteral("healthy");
    worker.consuming = true;
    worker.version = QStringLiteral("2.35.5");
    worker.runningJobs = number % 3 == 0 ? 0 : 4 + number;
    worker.oldestJobMs = number % 3 == 0 ? std::optional<qint64>() : 1200 * number;
    worker.jobsDone = 1000 + 37 * number;
    worker.cpu = 0.05 * number;
    worker.memory = (180 + 9 * number) * mebi;
    worker.memoryLimit = 512 * mebi;
    return worker;
}

} // namespace

workers::Situation sampleSituation(int count, int tick)
{
    workers::Situation situation;
    for (int number = 1; number <= count; ++number)
        situation.workers.append(sampleWorker(number));
    if (count >= 5) {
        situation.workers[3].consuming = false; // its jobs may end
        situation.workers[4].consuming = false;
        situation.workers[4].runningJobs = 0;
        situation.workers[4].oldestJobMs.reset();
        situation.workers[4].restarts = 3;
        situation.workers[4].cpu.reset();
    }
    situation.queue.waiting = 3 + tick;
    situation.queue.running = 12;
    situation.queue.oldestWaitMs = 1200;
    situation.queue.completedPerMinute = 41.5;
    situation.queue.failedPerMinute = 0;
    situation.queue.at = QDateTime::fromMSecsSinceEpoch(1'800'000'000'000 + qint64(tick) * 2000);

    workers::Capacity &capacity = situation.capacity;
    capacity.workers = count;
    capacity.wanted = count;
    capacity.concurrency.perWorker = 10;
    capacity.concurrency.knob = stack::Concurrency::Knob::ProductionLimit;
    capacity.total = 10 * count;
    capacity.safeMost = 7;
    capacity.budgets = {{QStringLiteral("memory"), QStringLiteral("Memory"), count * 512 * mebi, 512 * mebi, 8192 * mebi, QStringLiteral("bytes"), 12,
                         QStringLiteral("Beyond 12 workers the machine has no memory left.")},
                        {QStringLiteral("connections"), QStringLiteral("Connections"), 5 + 4 * count, 4, 36, QStringLiteral("connections"), 7,
                         QStringLiteral("Beyond 7 workers PostgreSQL refuses connections; raise max_connections.")}};
    capacity.grace.dockerGraceSeconds = 30;
    capacity.grace.n8nTimeoutSeconds = 30;
    capacity.grace.longestJobMs = 41000;
    capacity.grace.explanation = QStringLiteral("A job of 41 s is ended by Docker after 30 s.");

    workers::Finding consuming;
    consuming.id = QStringLiteral("not-consuming");
    consuming.severity = workers::Finding::Severity::Problem;
    consuming.text = QStringLiteral("One worker runs but takes no jobs.");
    consuming.remedy = QStringLiteral("Restart it");
    consuming.action = QStringLiteral("restart");
    consuming.subjects = {QStringLiteral("acme-n8n-worker-5")};
    workers::Finding inert;
    inert.id = QStringLiteral("inert-concurrency");
    inert.severity = workers::Finding::Severity::Note;
    inert.text = QStringLiteral("EXECUTIONS_CONCURRENCY is set, but n8n does not read it.");
    situation.findings = {inert, consuming};
    return situation;
}

} // namespace quarterdeck::test
