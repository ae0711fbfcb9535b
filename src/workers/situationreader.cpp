// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/situationreader.h"

#include "stack/access.h"
#include "workers/gracechain.h"
#include "workers/orphans.h"
#include "workers/queuehold.h"
#include "workers/settingvalues.h"
#include "workers/stackcontainers.h"
#include "workers/swarm/swarmsituation.h"
#include "workers/workermetrics.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Situation)
};

constexpr auto redisPatience = 2s;
constexpr auto databasePatience = 2s;
constexpr auto databasePeace = 5s; ///< after a failure
/// A worker whose event loop is busy answers late; a look every two seconds does not wait for it.
constexpr auto answersWithin = 200ms;
constexpr auto answersWithinWhole = 1500ms;
/// n8n needs some 50 ms to write its metrics down: few at a look, and none too often.
constexpr auto metricsEvery = 10s;
constexpr auto metricsBudget = 60ms;
constexpr auto metricsPatience = 150ms;
constexpr auto metricsPatienceWhole = 2s;

/// From its start until n8n asks for jobs; 45 s on a machine of two cores that does nothing else.
constexpr auto startTakes = 120s;

constexpr auto restEvery = 10s;
constexpr auto throughputEvery = 5s;
constexpr auto orphansEvery = 15s;
constexpr auto connectionsEvery = 30s;
constexpr auto longestEvery = 10min;

QString healthText(docker::Health health)
{
    switch (health) {
    case docker::Health::Healthy:
        return QStringLiteral("healthy");
    case docker::Health::Unhealthy:
        return QStringLiteral("unhealthy");
    case docker::Health::Starting:
        return QStringLiteral("starting");
    case docker::Health::None:
        break;
    }
    return {};
}

bool isOn(const stack::Service &service, const char *variable)
{
    const QString value = service.environment.value(QLatin1String(variable)).trimmed().toLower();
    return value == QLatin1String("true") || value == QLatin1String("1");
}

/// Runners in containers of their own that work for the workers: those whose broker is a worker.
std::optional<int> runnersOfWorkers(const stack::Stack &stack, const stack::Service &workers, const QHash<QString, int> &running)
{
    if (workers.environment.value(QStringLiteral("N8N_RUNNERS_MODE")) != QLatin1String("external"))
        return std::nullopt;
    int runners = 0;
    for (const stack::Service &service : stack.services) {
        const QString broker = QUrl(service.environment.value(QStringLiteral("N8N_RUNNERS_TASK_BROKER_URI"))).host();
        if (service.role == stack::Role::Runner && (broker == workers.name || broker.isEmpty()))
            runners += running.value(service.name);
    }
    return runners;
}

} // namespace

struct SituationReader::Worker
{
    WorkerRow row;
    docker::ContainerDetails details;
    QStringList addresses;
    const stack::Service *service = nullptr;
    [[nodiscard]] bool runs() const { return details.state.running && !details.state.paused; }
};

/// Everything one look gathers.
struct SituationReader::Look
{
    const stack::Stack &stack;
    Depth depth;
    Time now;
    QList<Worker> workers;
    QList<StackContainer> others; ///< containers of the stack that are no workers
    QHash<QString, int> running; ///< service -> containers
    QStringList n8nAddresses;
    bool local = false; ///< the containers' processes can be seen from here
    std::optional<QueueLook> queue;
    std::optional<HoldSeen> held;
    QString queueProblem;
    QString databaseProblem;
    Situation situation;

    [[nodiscard]] const stack::Service *workerService() const { return stack.service(stack::Role::Worker); }
};

SituationReader::SituationReader(const Neighbours &neighbours)
    : m_with(neighbours)
{
}

SituationReader::~SituationReader() = default;

void SituationReader::follow(const stack::Stack &stack)
{
    if (stack.id == m_stackId)
        return;
    m_stackId = stack.id;
    m_redis.reset();
    m_postgres.reset();
    m_postgresRetry.reset();
    for (auto it = m_samples.cbegin(); it != m_samples.cend(); ++it)
        m_with.resources.forget(it.key());
    m_samples.clear();
    m_taken.clear();
    m_rest = {};
    m_throughput = {};
    m_longest = {};
    m_connections = {};
    m_orphans = {};
    m_watch = {};
}

Result<Situation> SituationReader::read(const JobContext &context, const stack::Stack &stack, Depth depth)
{
    follow(stack);
    Look look{stack, depth, m_with.clock.monotonic(), {}, {}, {}, {}, false, {}, {}, {}, {}, {}};
    QD_CHECK(readContainers(context, look));
    readResources(context, look);
    readQueue(context, look);
    readAnswers(context, look);
    readJobsDone(context, look);
    readDatabase(context, look);
    readRest(context, look);
    // What was cut short looks like something that is not there.
    QD_CHECK(context.checkpoint());
    QSet<QString> starting;
    for (const Worker &worker : std::as_const(look.workers)) {
        look.situation.workers.append(worker.row);
        if (worker.runs() && worker.details.state.startedAt.secsTo(m_with.clock.now()) < startTakes.count())
            starting.insert(worker.row.containerId);
    }
    look.situation.queue.at = m_with.clock.now();
    m_watch.look(look.now, look.situation.workers, starting, look.queue ? &*look.queue : nullptr, stack.concurrency.perWorker);
    fillCapacity(look);
    if (stack.orchestrator == stack::Orchestrator::Swarm)
        QD_CHECK(addSwarmTasks(context, m_with, stack, look.situation));
    look.situation.findings = findings(look);
    return look.situation;
}

Result<void> SituationReader::readContainers(const JobContext &context, Look &look)
{
    QD_TRY(const QList<StackContainer> all, containersNow(context, m_with.docker, look.stack));
    QString mainImage;
    for (const StackContainer &container : all) {
        const docker::ContainerSummary &one = container.summary;
        const stack::Service *service = container.service;
        look.running[service->name] += container.runs() ? 1 : 0;
        if (service->role == stack::Role::Main && (mainImage.isEmpty() || container.runs()))
            mainImage = one.imageId;
        if (service->role == stack::Role::Main || service->role == stack::Role::Webhook || service->role == stack::Role::Worker)
            look.n8nAddresses += one.networkAddresses.values();
        if (service->role != stack::Role::Worker) {
            if (container.runs())
                look.others.append(container);
            continue;
        }
        const Result<docker::ContainerDetails> details = m_with.docker.inspectContainer(context, one.id);
        if (!details) {
            if (details.error().kind == ErrorKind::NotFound)
                continue; // removed between the two questions
            return fail(details.error());
        }
        Worker worker;
        worker.details = *details;
        worker.addresses = addressesOf(*details);
        worker.service = service;
        WorkerRow &row = worker.row;
        row.containerId = one.id;
        row.name = one.name;
        row.number = container.number;
        row.state = details->state.status;
        row.health = details->state.running ? healthText(details->state.health) : QString();
        row.memoryLimit = details->host.memory;
        row.restarts = details->restartCount;
        row.oomKills = details->state.oomKilled ? 1 : 0;
        if (details->imageId == service->imageId)
            row.version = service->version;
        look.workers.append(worker);
    }
    look.n8nAddresses.removeAll(QString());
    for (Worker &worker : look.workers)
        worker.row.imageEqualsMain = mainImage.isEmpty() || worker.details.imageId == mainImage;
    std::sort(look.workers.begin(), look.workers.end(),
              [](const Worker &a, const Worker &b) { return a.row.number != b.row.number ? a.row.number < b.row.number : a.row.name < b.row.name; });
    return {};
}

void SituationReader::readResources(const JobContext &context, Look &look)
{
    QHash<QString, cgroup::ResourceSample> samples;
    for (Worker &worker : look.workers) {
        if (!worker.details.state.running || worker.details.state.pid <= 0)
            continue;
        const QString id = worker.row.containerId;
        const Result<cgroup::ResourceSample> sample = m_with.resources.sample(context, id, worker.details.state.pid);
        if (!sample)
            continue;
        look.local = look.local || sample->fromCgroup;
        worker.row.memory = static_cast<qint64>(sample->memoryUsed);
        worker.row.oomKills = std::max(worker.row.oomKills, static_cast<int>(sample->oomKills));
        const auto before = m_samples.constFind(id);
        if (before != m_samples.cend() && before->pid == sample->pid && before->fromCgroup == sample->fromCgroup && before->at < sample->at)
            worker.row.cpu = cgroup::cpuPercent(*before, *sample) / 100.0;
        samples.insert(id, *sample);
    }
    for (auto it = m_samples.cbegin(); it != m_samples.cend(); ++it) {
        if (!samples.contains(it.key()))
            m_with.resources.forget(it.key());
    }
    m_samples = samples;
}

void SituationReader::readQueue(const JobContext &context, Look &look)
{
    const Result<void> asked = askQueue(context.withTimeout(redisPatience), look);
    if (!asked) {
        m_redis.reset();
        look.queue.reset();
        look.queueProblem = asked.error().kind == ErrorKind::Timeout ? Words::tr("Redis does not answer.") : asked.error().what;
        return;
    }
    look.situation.queue.waiting = look.queue->waiting + look.queue->delayed;
    look.situation.queue.running = look.queue->running;
    look.situation.queue.oldestWaitMs = look.queue->oldestWaitMs;
    for (Worker &worker : look.workers) {
        if (worker.runs())
            worker.row.consuming = isConsuming(look.queue->clients, worker.addresses);
        else
            worker.row.consuming = false;
    }
}

Result<void> SituationReader::askQueue(const JobContext &context, Look &look)
{
    QD_TRY(const redis::Coordinates coordinates, queueCoordinates(look.stack));
    if (coordinates != m_redisAt)
        m_redis.reset();
    m_redisAt = coordinates;
    const stack::QueueKeys keys = stack::queueKeys(look.stack.queue);
    const auto ask = [&]() -> Result<void> {
        if (!m_redis) {
            QD_TRY(m_redis, m_with.redis.connect(context, coordinates));
        }
        QD_TRY(look.queue, lookAtQueue(context, *m_redis, keys, m_with.clock));
        return {};
    };
    const bool kept = m_redis != nullptr;
    Result<void> asked = ask();
    // Redis may have been restarted since the last look.
    if (!asked && kept && asked.error().kind == ErrorKind::Unreachable) {
        m_redis.reset();
        asked = ask();
    }
    QD_CHECK(asked);
    if (look.queue->held) {
        QD_TRY(const std::optional<QueueHold> hold, queueHold(context, *m_redis, keys));
        if (hold) {
            // One of another machine cannot be asked whether it lives: let it be believed for as long as a drain may take.
            const bool recent = hold->since.isValid() && hold->since.secsTo(m_with.clock.now()) < 3600;
            look.held = HoldSeen{hold->ours ? hold->operation : QString(), hold->since, hold->ours && hold->holderAlive.value_or(recent),
                                 hold->ours && hold->holderAlive == std::optional(false)};
        }
    }
    return {};
}

void SituationReader::readAnswers(const JobContext &context, Look &look)
{
    if (!look.queue || !m_redis)
        return;
    const int expected
        = static_cast<int>(std::count_if(look.workers.cbegin(), look.workers.cend(), [](const Worker &worker) { return worker.runs(); }));
    const Result<QList<WorkerAnswer>> answers
        = askWorkers(context, m_with.redis, *m_redis, look.stack, expected,
                     look.depth == Depth::Whole ? std::chrono::milliseconds(answersWithinWhole) : answersWithin);
    if (!answers)
        return;
    const QDateTime now = m_with.clock.now();
    for (Worker &worker : look.workers) {
        if (!worker.runs())
            continue;
        const WorkerAnswer *answer = nullptr;
        for (const QString &address : worker.addresses) {
            if (answer == nullptr)
                answer = answerOf(*answers, address, {});
        }
        if (answer == nullptr)
            answer = answerOf(*answers, {}, worker.details.hostname);
        if (answer == nullptr)
            continue;
        worker.row.runningJobs = static_cast<int>(answer->jobs.size());
        if (!answer->version.isEmpty())
            worker.row.version = answer->version;
        for (const RunningJob &job : answer->jobs) {
            if (job.startedAt.isValid())
                worker.row.oldestJobMs = std::max(worker.row.oldestJobMs.value_or(0), job.startedAt.msecsTo(now));
        }
    }
}

void SituationReader::readJobsDone(const JobContext &context, Look &look)
{
    // The longest unknown first.
    QList<Worker *> order;
    for (Worker &worker : look.workers)
        order.append(&worker);
    const auto readAt = [this](const Worker *worker) {
        const auto taken = m_taken.constFind(worker->row.containerId);
        return taken == m_taken.cend() || taken->pid != worker->details.state.pid ? Time() : taken->at;
    };
    std::stable_sort(order.begin(), order.end(), [&readAt](const Worker *a, const Worker *b) { return readAt(a) < readAt(b); });
    const Time begin = m_with.clock.monotonic();
    for (Worker *worker : std::as_const(order)) {
        if (!worker->runs() || !isOn(*worker->service, "N8N_METRICS"))
            continue;
        const bool known = readAt(worker) != Time();
        const bool due = !known || look.now - readAt(worker) >= metricsEvery;
        const bool affordable = look.depth == Depth::Whole || m_with.clock.monotonic() - begin < metricsBudget;
        const auto reachable = std::find_if(worker->addresses.cbegin(), worker->addresses.cend(), stack::isOnLocalNetwork);
        if (due && affordable && look.local && reachable != worker->addresses.cend()) {
            n8n::HttpRequest request;
            request.host = *reachable;
            const int port = worker->service->environment.value(QStringLiteral("QUEUE_HEALTH_CHECK_PORT")).toInt();
            request.port = static_cast<quint16>(port > 0 ? port : 5678);
            request.target = "/metrics";
            const auto patience = look.depth == Depth::Whole ? std::chrono::milliseconds(metricsPatienceWhole) : metricsPatience;
            const Result<n8n::HttpAnswer> answer = m_with.n8n.request(context.withTimeout(patience), request);
            const QByteArray prefix = worker->service->environment.value(QStringLiteral("N8N_METRICS_PREFIX"), QStringLiteral("n8n_")).toUtf8();
            if (answer && answer->status == 200) {
                if (const auto jobs = jobsTaken(answer->body, prefix, isOn(*worker->service, "N8N_METRICS_INCLUDE_MESSAGE_EVENT_BUS_METRICS")))
                    m_taken.insert(worker->row.containerId, {*jobs, look.now, worker->details.state.pid});
            }
        }
        // What it runs now it has taken, but not done.
        if (readAt(worker) != Time() && worker->row.runningJobs)
            worker->row.jobsDone = std::max<qint64>(0, m_taken.value(worker->row.containerId).jobs - *worker->row.runningJobs);
    }
}

void SituationReader::readDatabase(const JobContext &context, Look &look)
{
    if (look.stack.database.kind != stack::Database::Kind::Postgres)
        return;
    if (m_postgresRetry && look.now < *m_postgresRetry) {
        look.databaseProblem = m_postgresProblem;
        return;
    }
    m_postgresRetry.reset();
    if (const Result<void> asked = askDatabase(context.withTimeout(databasePatience), look); !asked) {
        m_postgres.reset();
        m_postgresRetry = look.now + databasePeace;
        m_postgresProblem = asked.error().kind == ErrorKind::Timeout ? Words::tr("PostgreSQL does not answer in time.") : asked.error().what;
        look.databaseProblem = m_postgresProblem;
        m_throughput = {};
        m_orphans = {};
    }
}

Result<void> SituationReader::askDatabase(const JobContext &context, Look &look)
{
    QD_TRY(const postgres::Coordinates coordinates, databaseCoordinates(look.stack));
    if (coordinates != m_postgresAt)
        m_postgres.reset();
    m_postgresAt = coordinates;
    const auto due = [&look](const auto &cached) { return !cached.next || look.now >= *cached.next; };
    const bool kept = m_postgres != nullptr;
    if (!m_postgres) {
        QD_TRY(m_postgres, m_with.postgres.connect(context, coordinates));
    }
    ExecutionStore store(*m_postgres, look.stack.database);
    if (due(m_throughput)) {
        Result<Throughput> throughput = store.throughput(context);
        if (!throughput && kept && throughput.error().kind == ErrorKind::Unreachable) {
            QD_TRY(m_postgres, m_with.postgres.connect(context, coordinates));
            return askDatabase(context, look); // the store speaks to the session that is gone
        }
        QD_TRY(m_throughput.value, throughput);
        m_throughput.next = look.now + throughputEvery;
    }
    if (due(m_connections)) {
        QD_TRY(m_connections.value, store.connections(context, look.n8nAddresses));
        m_connections.next = look.now + connectionsEvery;
    }
    if (due(m_longest)) {
        QD_TRY(m_longest.value, store.longestJobMs(context, workersRunManual(look.stack)));
        m_longest.next = look.now + longestEvery;
    }
    if (due(m_orphans) && look.queue) {
        QD_TRY(m_orphans.value, findOrphans(context, store, *m_redis, stack::queueKeys(look.stack.queue), workersRunManual(look.stack)));
        m_orphans.next = look.now + orphansEvery;
    }
    return {};
}

void SituationReader::readRest(const JobContext &context, Look &look)
{
    if (m_rest.next && look.now < *m_rest.next && m_rest.value)
        return;
    Rest rest;
    for (const StackContainer &one : std::as_const(look.others)) {
        const Result<docker::ContainerDetails> details = m_with.docker.inspectContainer(context, one.summary.id);
        if (!details)
            continue;
        const Result<cgroup::ResourceSample> sample = m_with.resources.sample(context, details->id, details->state.pid);
        m_with.resources.forget(details->id);
        const qint64 use = sample ? static_cast<qint64>(sample->memoryUsed) : 0;
        rest.use += use;
        rest.limits += details->host.memory > 0 ? details->host.memory : use;
        if (details->host.memory <= 0)
            rest.withoutLimit.append(one.service->name);
    }
    rest.withoutLimit.removeDuplicates();
    m_rest.value = rest;
    m_rest.next = look.now + restEvery;
}

void SituationReader::fillCapacity(Look &look) const
{
    Situation &situation = look.situation;
    if (m_throughput.value) {
        // What n8n does not keep cannot be counted, and zero would be a lie.
        const stack::Service *main = look.stack.service(stack::Role::Main);
        const auto kept
            = [main](const char *variable) { return main == nullptr || main->environment.value(QLatin1String(variable)) != QLatin1String("none"); };
        if (kept("EXECUTIONS_DATA_SAVE_ON_SUCCESS"))
            situation.queue.completedPerMinute = m_throughput.value->completedPerMinute;
        if (kept("EXECUTIONS_DATA_SAVE_ON_ERROR"))
            situation.queue.failedPerMinute = m_throughput.value->failedPerMinute;
    }
    Capacity &capacity = situation.capacity;
    capacity.concurrency = look.stack.concurrency;
    BudgetInput input;
    for (const Worker &worker : std::as_const(look.workers)) {
        if (!worker.details.state.running)
            continue;
        ++input.workers;
        if (worker.row.memory) {
            input.workersUse = input.workersUse.value_or(0) + *worker.row.memory;
            input.workerMost = std::max(input.workerMost.value_or(0), *worker.row.memory);
        }
    }
    for (const stack::Service &service : look.stack.services) {
        if (service.role == stack::Role::Worker)
            capacity.wanted += service.replicasWanted;
    }
    capacity.workers = input.workers;
    capacity.total = capacity.workers * capacity.concurrency.perWorker;
    if (look.local)
        input.host = readHostMachine();
    if (m_rest.value) {
        input.restLimits = m_rest.value->limits;
        input.restUse = m_rest.value->use;
        input.withoutLimit = m_rest.value->withoutLimit;
    }
    input.connections = m_connections.value;
    if (const stack::Service *service = look.workerService()) {
        input.workerLimit = look.workers.isEmpty() ? service->memoryLimit : look.workers.first().row.memoryLimit;
        if (input.workerLimit <= 0)
            input.withoutLimit.prepend(service->name);
        input.poolSize = settingsNow(look.stack).databasePool;
        input.workerRunners = runnersOfWorkers(look.stack, *service, look.running);
        capacity.grace = graceChain(*service, m_longest.value.value_or(std::nullopt));
    }
    input.otherProcesses = 0;
    for (const stack::Service &service : look.stack.services) {
        if (service.role == stack::Role::Main || service.role == stack::Role::Webhook)
            input.otherProcesses += std::max(1, look.running.value(service.name));
    }
    capacity.budgets = budgetsOf(input);
    capacity.safeMost = std::max(1, safeMostOf(capacity.budgets));
}

QList<Finding> SituationReader::findings(const Look &look) const
{
    Observations seen;
    seen.workers = look.situation.workers;
    seen.queue = look.situation.queue;
    seen.grace = look.situation.capacity.grace;
    seen.concurrency = look.stack.concurrency;
    seen.notConsuming = m_watch.notConsuming();
    seen.stalled = m_watch.stalled();
    seen.restarting = m_watch.restarting();
    seen.orphans = m_orphans.value.value_or(QList<UnfinishedExecution>());
    seen.held = look.held;
    seen.inertValue = settingsNow(look.stack).inertValue;
    seen.filesCanBeChanged = look.stack.fromCompose && !look.stack.project.configFiles.isEmpty();
    for (const Budget &budget : look.situation.capacity.budgets) {
        if (budget.id == QLatin1String("memory") && budget.limit > 0)
            seen.memoryLeft = std::max<qint64>(0, budget.limit - budget.used);
    }
    seen.queueProblem = look.queueProblem;
    seen.databaseProblem = look.databaseProblem;
    return findingsOf(seen);
}

Result<Situation> readSituation(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack)
{
    SituationReader reader(neighbours);
    return reader.read(context, stack, SituationReader::Depth::Whole);
}

} // namespace quarterdeck::workers
