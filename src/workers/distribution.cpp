// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/distribution.h"

#include "foundation/units.h"
#include "stack/sandboxowner.h"
#include "stack/sandboxseed.h"
#include "workers/executionstore.h"
#include "workers/runningjobs.h"
#include "workers/stackcontainers.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QUrl>
#include <QUuid>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Distribution)
};

constexpr auto answerPatience = 10s; ///< of the webhook, which answers at once
constexpr auto entriesWithin = 20s;
constexpr auto entriesPause = 100ms;
constexpr auto lastJobsWithin = 60s;
constexpr auto removalWithin = 60s;

/// Who may run jobs, by n8n's own name and by what else a message may call it.
struct Workers
{
    QStringList names;
    QHash<QString, QString> nameOf; ///< n8n's host id -> container name
};

Result<Workers> workersNow(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack)
{
    QD_TRY(const QList<StackContainer> containers, containersNow(context, neighbours.docker, stack));
    QList<docker::ContainerDetails> running;
    for (const StackContainer &container : containers) {
        if (container.service->role != stack::Role::Worker || !container.runs())
            continue;
        QD_TRY(const docker::ContainerDetails details, neighbours.docker.inspectContainer(context, container.summary.id));
        running.append(details);
    }
    if (running.isEmpty()) {
        return fail(ErrorKind::Conflict, Words::tr("No worker runs, so there is nobody to share jobs out to."), {}, Words::tr("Start a worker."));
    }
    QD_TRY(const QList<WorkerAnswer> answers, askWorkers(context, neighbours.redis, stack, static_cast<int>(running.size())));
    Workers workers;
    for (const docker::ContainerDetails &details : std::as_const(running)) {
        workers.names.append(details.name);
        workers.nameOf.insert(QStringLiteral("worker-") + details.hostname, details.name);
        for (const QString &address : addressesOf(details)) {
            if (const WorkerAnswer *answer = answerOf(answers, address, {}))
                workers.nameOf.insert(answer->hostId, details.name);
        }
    }
    return workers;
}

/// Puts the jobs of each worker into the result, under its container's name.
void count(Distribution &distribution, const Workers &workers, const QStringList &workerIds)
{
    for (const QString &name : workers.names)
        distribution.jobs.insert(name, 0);
    for (const QString &id : workerIds)
        ++distribution.jobs[workers.nameOf.value(id, id)];
    distribution.fairness = jainIndex(distribution.jobs.values());
}

Result<Distribution> watchLiveTraffic(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, const Workers &workers,
                                      const DistributionRequest &request)
{
    QD_TRY(const redis::Coordinates coordinates, queueCoordinates(stack));
    const auto begin = neighbours.clock.monotonic();
    QStringList ran;
    const Result<void> heard = neighbours.redis.subscribe(
        context.withTimeout(request.watch), coordinates, {stack::queueKeys(stack.queue).progress}, []() -> Result<void> { return {}; },
        [&](const QByteArray &, const QByteArray &message) -> Result<bool> {
            if (const auto job = finishedJob(message)) {
                ran.append(job->workerId);
                context.sink().stepProgress({QStringLiteral("watch"), ran.size(), request.count, Progress::Unit::Items});
            }
            return ran.size() < request.count;
        });
    QD_CHECK(context.checkpoint());
    if (!heard && heard.error().kind != ErrorKind::Timeout)
        return fail(heard.error());
    Distribution distribution;
    distribution.liveTraffic = true;
    distribution.tookMs = std::chrono::duration_cast<std::chrono::milliseconds>(neighbours.clock.monotonic() - begin).count();
    count(distribution, workers, ran);
    const QString watched = formatDuration(std::chrono::milliseconds(distribution.tookMs));
    distribution.note = ran.isEmpty() ? Words::tr("The stack's own traffic was watched for %1, and no job ended meanwhile.").arg(watched)
                                      : Words::tr("Counted from the stack's own traffic, watched for %1; nothing was started.").arg(watched);
    if (!request.liveOnly)
        distribution.note += QLatin1Char(' ')
            + Words::tr("Test executions need a workflow, and making one needs the password of n8n's owner, which only a sandbox keeps.");
    return distribution;
}

/// One run of test executions.
class TestRun final
{
    Q_DISABLE_COPY_MOVE(TestRun)

public:
    TestRun(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, int count)
        : m_context(context)
        , m_with(neighbours)
        , m_stack(stack)
        , m_count(count)
        , m_url(stack.n8nUrl)
        , m_rest(neighbours.n8n, host(), port())
    {
    }

    Result<Distribution> run(const stack::N8nRest::Owner &owner, const Workers &workers)
    {
        QD_CHECK(m_rest.becomeOwner(m_context, owner));
        m_path = QStringLiteral("quarterdeck-test-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
        QD_TRY(m_workflow, stack::publishWorkflow(m_context, m_rest, stack::noOpWorkflow(Words::tr("Quarterdeck distribution test"), m_path)));
        const Result<Distribution> measured = measure(workers);
        const Result<void> removed = stack::removeWorkflow(m_context.shielded(removalWithin), m_rest, m_workflow);
        QD_TRY(Distribution distribution, measured);
        if (!removed)
            distribution.note = Words::tr("The test workflow could not be removed: %1").arg(removed.error().what);
        return distribution;
    }

private:
    // A browser's name for this machine; here the number is as good, and needs no look-up.
    [[nodiscard]] QString host() const { return m_url.host() == QLatin1String("localhost") ? QStringLiteral("127.0.0.1") : m_url.host(); }
    [[nodiscard]] quint16 port() const { return static_cast<quint16>(m_url.port(80)); }

    Result<Distribution> measure(const Workers &workers)
    {
        QD_TRY(const redis::Coordinates queueAt, queueCoordinates(m_stack));
        QD_TRY(const postgres::Coordinates databaseAt, databaseCoordinates(m_stack));
        QD_TRY(const std::unique_ptr<postgres::Session> session, m_with.postgres.connect(m_context, databaseAt));
        ExecutionStore store(*session, m_stack.database);
        const auto begin = m_with.clock.monotonic();
        const JobContext bounded = m_context.withTimeout(lastJobsWithin + std::chrono::seconds(m_count));
        QHash<QString, QString> ended; ///< execution -> worker
        QSet<QString> ours;
        const auto start = [&]() -> Result<void> {
            for (int i = 0; i < m_count; ++i) {
                QD_CHECK(startOne());
                m_context.sink().stepProgress({QStringLiteral("start"), i + 1, m_count, Progress::Unit::Items});
            }
            // n8n may answer the webhook before it has entered the execution.
            const JobContext entering = bounded.withTimeout(entriesWithin);
            while (true) {
                QD_TRY(const QStringList ids, store.executionsOf(m_context, m_workflow));
                ours = QSet<QString>(ids.cbegin(), ids.cend());
                if (ours.size() >= m_count || !entering.sleep(entriesPause))
                    break;
            }
            QD_CHECK(m_context.checkpoint());
            return {};
        };
        const auto take = [&](const QByteArray &, const QByteArray &message) -> Result<bool> {
            if (const auto job = finishedJob(message))
                ended.insert(job->executionId, job->workerId);
            return std::any_of(ours.cbegin(), ours.cend(), [&ended](const QString &id) { return !ended.contains(id); });
        };
        const Result<void> heard = m_with.redis.subscribe(bounded, queueAt, {stack::queueKeys(m_stack.queue).progress}, start, take);
        QD_CHECK(m_context.checkpoint());
        // Those that have not ended by then are lost, which is a result.
        if (!heard && heard.error().kind != ErrorKind::Timeout)
            return fail(heard.error());
        Distribution distribution;
        distribution.tookMs = std::chrono::duration_cast<std::chrono::milliseconds>(m_with.clock.monotonic() - begin).count();
        QStringList ran;
        for (const QString &id : std::as_const(ours)) {
            if (ended.contains(id))
                ran.append(ended.value(id));
        }
        distribution.lost = m_count - static_cast<int>(ran.size());
        count(distribution, workers, ran);
        return distribution;
    }

    Result<void> startOne()
    {
        n8n::HttpRequest request;
        request.host = host();
        request.port = port();
        request.method = "POST";
        request.target = "/webhook/" + m_path.toUtf8();
        request.headers.insert(QStringLiteral("Content-Type"), "application/json");
        request.body = "{}";
        QD_TRY(const n8n::HttpAnswer answer, m_with.n8n.request(m_context.withTimeout(answerPatience), request));
        if (answer.status != 200)
            return fail(ErrorKind::Internal, Words::tr("n8n did not take a test execution: status %1.").arg(answer.status));
        return {};
    }

    const JobContext &m_context;
    const Neighbours &m_with;
    const stack::Stack &m_stack;
    const int m_count;
    const QUrl m_url;
    stack::N8nRest m_rest;
    QString m_path;
    QString m_workflow;
};

} // namespace

double jainIndex(const QList<int> &jobs)
{
    double sum = 0;
    double squares = 0;
    for (const int one : jobs) {
        sum += one;
        squares += static_cast<double>(one) * one;
    }
    return squares <= 0 ? 0.0 : sum * sum / (static_cast<double>(jobs.size()) * squares);
}

std::optional<FinishedJob> finishedJob(const QByteArray &message)
{
    const QJsonObject progress = QJsonDocument::fromJson(message).object().value(QLatin1String("progress")).toObject();
    const QString kind = progress.value(QLatin1String("kind")).toString();
    if (kind != QLatin1String("job-finished") && kind != QLatin1String("job-failed"))
        return std::nullopt;
    const QJsonValue id = progress.value(QLatin1String("executionId"));
    return FinishedJob{id.isDouble() ? QString::number(static_cast<qint64>(id.toDouble())) : id.toString(),
                       progress.value(QLatin1String("workerId")).toString()};
}

Result<Distribution> testDistribution(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                      const DistributionRequest &request)
{
    if (request.count < 1)
        return fail(ErrorKind::Invalid, Words::tr("At least one execution has to be run."));
    QD_TRY(const Workers workers, workersNow(context, neighbours, stack));
    const std::optional<stack::N8nRest::Owner> owner = request.liveOnly ? std::nullopt : stack::sandboxOwner(stack.project.workingDir);
    if (!owner)
        return watchLiveTraffic(context, neighbours, stack, workers, request);
    TestRun run(context, neighbours, stack, request.count);
    return run.run(*owner, workers);
}

} // namespace quarterdeck::workers
