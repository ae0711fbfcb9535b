// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/stackreader.h"

#include "adapters/docker/swarmport.h"
#include "stack/access.h"
#include "stack/composemodel.h"
#include "stack/roles.h"
#include "stack/settingreader.h"
#include "stack/swarmgroups.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <map>

namespace quarterdeck::stack {

namespace {

using docker::ContainerDetails;
using docker::ContainerSummary;

using namespace std::chrono_literals;

/// It takes a tenth of a second; a file on a network that is gone could take for ever.
constexpr auto composeAnswersWithin = 15s;

struct DiscoveryText
{
    Q_DECLARE_TR_FUNCTIONS(Discovery)
};

/// @param gateways of Swarm tasks: container id -> address
Container containerOf(const ContainerDetails &details, const QHash<QString, QString> &gateways)
{
    Container container;
    container.id = details.id;
    container.name = details.name;
    const QString task = details.labels.value(docker::swarmlabel::task);
    container.number = task.isEmpty() ? details.labels.value(composelabel::number, QStringLiteral("1")).toInt() : swarmSlot(task);
    container.state = details.state.status;
    container.imageId = details.imageId;
    container.configHash = details.labels.value(composelabel::hash);
    for (const docker::NetworkEndpoint &endpoint : details.networks) {
        if (!endpoint.ipAddress.isEmpty()) {
            container.address = endpoint.ipAddress;
            break;
        }
    }
    // An overlay network is not on this machine, whatever addresses it uses.
    container.hostAddress = task.isEmpty() ? container.address : gateways.value(container.id);
    return container;
}

/// Services in the making: the value, with what only discovery needs.
struct Draft
{
    Service service;
    QStringList commandLine;
    QString networkMode;
    QString id; ///< of the container that the rest describes
    QSet<QString> hostNames; ///< under which others of the stack find it
    QHash<QString, QString> secretFiles;
};

class Reader final
{
public:
    Reader(const JobContext &context, docker::DockerPort &docker, compose::ComposePort &compose)
        : m_context(context)
        , m_docker(docker)
        , m_compose(compose)
    {
    }

    Result<Stack> read(const QString &id, const ContainerGroup &group)
    {
        m_stack.id = id;
        m_stack.orchestrator = group.orchestrator;
        for (const ContainerSummary &summary : group.containers) {
            m_livePorts.insert(summary.id, summary.ports);
            const Result<ContainerDetails> details = m_docker.inspectContainer(m_context, summary.id);
            if (details)
                m_details.append(*details);
            else if (details.error().kind != ErrorKind::NotFound)
                return fail(details.error());
        }
        if (m_details.isEmpty() && group.services.isEmpty())
            return fail(ErrorKind::NotFound, DiscoveryText::tr("The stack %1 has just been removed.").arg(id));
        if (group.orchestrator == Orchestrator::Compose)
            m_stack.project = projectOf(m_details.first().labels);
        const QList<ModelService> model = readModel();
        QD_CHECK(readGateways());
        draftFromContainers(group.swarmStack);
        mergeModel(model);
        QD_CHECK(mergeSwarm(group));
        QD_CHECK(readDigests());
        QD_TRY(const docker::EngineInfo engine, m_docker.ping(m_context));
        m_localEngine = engine.endpoint.startsWith(QLatin1String("unix://"));
        if (const Draft *main = mainDraft()) {
            readDatabase(*main);
            readQueue(*main);
            readUrl(*main);
        }
        readConcurrency();
        readKey();
        // What was cut short looks like something that is not there.
        QD_CHECK(m_context.checkpoint());
        for (auto &[name, draft] : m_drafts)
            m_stack.services.append(draft.service);
        sortServices();
        return m_stack;
    }

private:
    void remark(const char *id, const QString &text) { m_stack.remarks.append({QLatin1String(id), text}); }

    [[nodiscard]] QList<ModelService> readModel()
    {
        if (m_stack.project.name.isEmpty())
            return {};
        const Result<compose::ComposePort::Config> config = m_compose.config(m_context.withTimeout(composeAnswersWithin), m_stack.project);
        if (config) {
            m_stack.fromCompose = true;
            for (const QString &warning : config->warnings)
                remark("compose-warning", DiscoveryText::tr("Compose warns: %1").arg(warning));
            return servicesOfModel(config->model);
        }
        const Error &error = config.error();
        if (error.kind == ErrorKind::NotFound)
            remark("compose-file-missing", DiscoveryText::tr("%1 What is shown comes from the containers.").arg(error.what));
        else
            remark("compose-config-failed",
                   DiscoveryText::tr("The compose project cannot be read: %1 What is shown comes from the containers.").arg(error.what));
        return {};
    }

    [[nodiscard]] Result<void> readGateways()
    {
        if (m_stack.orchestrator != Orchestrator::Swarm || m_docker.swarm() == nullptr || m_details.isEmpty())
            return {};
        QD_TRY(m_gateways, m_docker.swarm()->gatewayAddresses(m_context));
        return {};
    }

    [[nodiscard]] QString serviceOf(const ContainerDetails &details, const QString &swarmStack) const
    {
        switch (m_stack.orchestrator) {
        case Orchestrator::Compose:
            return details.labels.value(composelabel::service, details.name);
        case Orchestrator::Swarm:
            return swarmServiceName(swarmStack, details.labels.value(docker::swarmlabel::service));
        case Orchestrator::None:
            break;
        }
        return details.name;
    }

    void draftFromContainers(const QString &swarmStack)
    {
        for (const ContainerDetails &details : std::as_const(m_details)) {
            const QString name = serviceOf(details, swarmStack);
            Draft &draft = m_drafts[name];
            Service &service = draft.service;
            const bool first = service.containers.isEmpty();
            const bool running = details.state.running;
            const bool better = running && std::none_of(service.containers.cbegin(), service.containers.cend(), [](const Container &container) {
                                    return container.state == QLatin1String("running");
                                });
            if (first || better) {
                describe(draft, name, details);
                // Which port the engine really gave; asked for may be "any".
                if (running)
                    service.ports = m_livePorts.value(details.id);
            }
            service.containers.append(containerOf(details, m_gateways));
            for (const docker::NetworkEndpoint &endpoint : details.networks) {
                draft.hostNames.unite(QSet<QString>(endpoint.aliases.cbegin(), endpoint.aliases.cend()));
                draft.hostNames.insert(endpoint.ipAddress);
            }
            draft.hostNames.unite({name, details.name, details.hostname, details.id.left(12)});
        }
        for (auto &[name, draft] : m_drafts) {
            std::sort(draft.service.containers.begin(), draft.service.containers.end(),
                      [](const Container &a, const Container &b) { return a.number != b.number ? a.number < b.number : a.name < b.name; });
            draft.service.replicasWanted = static_cast<int>(draft.service.containers.size());
            draft.hostNames.remove(QString());
        }
    }

    static void describe(Draft &draft, const QString &name, const ContainerDetails &details)
    {
        Service &service = draft.service;
        service.name = name;
        service.role = roleOf(details);
        service.image = details.image;
        service.imageId = details.imageId;
        service.environment = environmentMap(details.environment);
        service.ports = details.host.portBindings;
        service.mounts = details.mounts;
        service.memoryLimit = details.host.memory;
        service.stopGraceSeconds = details.stopTimeout;
        const QString test = details.healthcheck.value(QLatin1String("Test")).toVariant().toStringList().value(0);
        service.hasHealthcheck = !test.isEmpty() && test != QLatin1String("NONE");
        const ProgramVersion version = versionOf(service.role, details.image, service.environment, details.labels);
        service.version = version.version;
        service.versionFrom = version.from;
        draft.commandLine = details.entrypoint + details.command;
        draft.networkMode = details.host.networkMode;
        draft.id = details.id;
    }

    void mergeModel(const QList<ModelService> &model)
    {
        QStringList drifted;
        for (const ModelService &wanted : model) {
            const bool exists = m_drafts.count(wanted.name) > 0;
            Draft &draft = m_drafts[wanted.name];
            Service &service = draft.service;
            draft.secretFiles = wanted.secretFiles;
            draft.hostNames.insert(wanted.name);
            if (!exists) {
                // Never created, or scaled to zero: what it would be.
                service.name = wanted.name;
                service.image = wanted.image;
                service.environment = wanted.environment;
                service.memoryLimit = wanted.memoryLimit;
                service.hasHealthcheck = wanted.hasHealthcheck;
                service.stopGraceSeconds = wanted.stopGraceSeconds;
                draft.commandLine = wanted.entrypoint + wanted.command;
                service.role = roleFromImage(wanted.image, draft.commandLine.join(QLatin1Char(' '))).value_or(Role::Other);
                const ProgramVersion version = versionOf(service.role, wanted.image, {}, {});
                service.version = version.version;
                service.versionFrom = version.from;
            } else {
                if (service.stopGraceSeconds < 0)
                    service.stopGraceSeconds = wanted.stopGraceSeconds;
                if (!wanted.image.isEmpty() && wanted.image != service.image)
                    drifted.append(wanted.name);
                for (auto it = wanted.environment.cbegin(); it != wanted.environment.cend(); ++it) {
                    if (service.environment.value(it.key()) != it.value() && !drifted.contains(wanted.name))
                        drifted.append(wanted.name);
                }
            }
            service.replicasWanted = wanted.replicas;
        }
        if (!drifted.isEmpty()) {
            drifted.sort();
            remark("config-drift",
                   DiscoveryText::tr("The compose files have changed since these services were started: %1. What is shown is what runs.")
                       .arg(drifted.join(QLatin1String(", "))));
        }
    }

    /// The services tell what is wanted, and all there is to know of what runs on other nodes.
    [[nodiscard]] Result<void> mergeSwarm(const ContainerGroup &group)
    {
        QStringList elsewhere;
        for (const docker::SwarmService &wanted : group.services) {
            const QString name = swarmServiceName(group.swarmStack, wanted.name);
            Draft &draft = m_drafts[name];
            Service &service = draft.service;
            if (service.containers.isEmpty()) {
                QD_TRY(const ContainerDetails details, detailsOfService(m_context, m_docker, wanted));
                describe(draft, name, details);
            }
            draft.hostNames.unite(QSet<QString>(wanted.aliases.cbegin(), wanted.aliases.cend()));
            draft.hostNames.unite({name, wanted.name, QLatin1String("tasks.") + name, QLatin1String("tasks.") + wanted.name});
            service.swarmId = wanted.id;
            service.memoryLimit = wanted.memoryLimit;
            service.replicasWanted = std::max(0, wanted.replicas.value_or(wanted.desiredTasks));
            // Swarm stops tasks itself; their containers know nothing of its grace.
            service.stopGraceSeconds = wanted.stopGrace ? static_cast<int>(wanted.stopGrace->count() / 1000) : -1;
            for (const docker::PortBinding &port : wanted.ports) {
                if (!service.ports.contains(port))
                    service.ports.append(port);
            }
            const auto here = std::count_if(service.containers.cbegin(), service.containers.cend(),
                                            [](const Container &container) { return container.state == QLatin1String("running"); });
            service.runningElsewhere = std::max(0, wanted.runningTasks - static_cast<int>(here));
            if (service.runningElsewhere > 0)
                elsewhere.append(name);
        }
        if (!elsewhere.isEmpty()) {
            remark("swarm-elsewhere",
                   DiscoveryText::tr("Other nodes of the swarm run tasks of these services, of which only their number is seen from here: %1.")
                       .arg(elsewhere.join(QLatin1String(", "))));
        }
        if (!group.servicesUnknown.isEmpty()) {
            remark("swarm-services-unknown",
                   DiscoveryText::tr("Only the containers of this node are seen; the services cannot be read. %1").arg(group.servicesUnknown));
        }
        return {};
    }

    [[nodiscard]] Result<void> readDigests()
    {
        QHash<QString, QStringList> known;
        for (auto &[name, draft] : m_drafts) {
            const QString imageId = draft.service.imageId;
            if (imageId.isEmpty())
                continue;
            if (!known.contains(imageId)) {
                const Result<docker::ImageDetails> image = m_docker.inspectImage(m_context, imageId);
                // An image removed under its container has no digests to tell.
                if (!image && image.error().kind != ErrorKind::NotFound)
                    return fail(image.error());
                known.insert(imageId, image ? image->digests : QStringList());
            }
            draft.service.digests = known.value(imageId);
        }
        return {};
    }

    [[nodiscard]] const Draft *draftOf(Role role) const
    {
        for (const auto &[name, draft] : m_drafts) {
            if (draft.service.role == role)
                return &draft;
        }
        return nullptr;
    }

    /// Main, or the next best: without it a worker knows the same settings.
    [[nodiscard]] const Draft *mainDraft() const
    {
        const Draft *main = draftOf(Role::Main);
        return main != nullptr ? main : draftOf(Role::Worker);
    }

    [[nodiscard]] const Draft *draftByHost(const QString &host) const
    {
        for (const auto &[name, draft] : m_drafts) {
            if (draft.hostNames.contains(host))
                return &draft;
        }
        return nullptr;
    }

    /// What is no number is passed over, by n8n too.
    [[nodiscard]] static quint16 portOr(const QString &text, quint16 otherwise)
    {
        const quint16 port = text.trimmed().toUShort();
        return port != 0 ? port : otherwise;
    }

    struct Server
    {
        QString service; ///< empty = not of the stack
        Access access;
    };

    /// Who answers at the address that n8n was told, and how it is reached from here.
    [[nodiscard]] Server serverAt(const Draft &main, const QString &host, quint16 port) const
    {
        if (const Draft *server = draftByHost(host))
            return {server->service.name, accessTo(server->service, port, server->networkMode, m_localEngine)};
        const bool loopback = host == QLatin1String("localhost") || host == QLatin1String("::1") || host.startsWith(QLatin1String("127."));
        const bool machine = host == QLatin1String("host.docker.internal") || (loopback && main.networkMode == QLatin1String("host"));
        if (machine && m_localEngine) {
            // This machine: perhaps a port that the stack itself publishes.
            for (const auto &[name, draft] : m_drafts) {
                for (const docker::PortBinding &binding : draft.service.ports) {
                    if (binding.hostPort == port && binding.protocol == QLatin1String("tcp"))
                        return {name, accessTo(draft.service, binding.containerPort, draft.networkMode, m_localEngine)};
                }
            }
            return {{}, accessToExternal(QStringLiteral("127.0.0.1"), port)};
        }
        if (loopback) {
            // One network namespace for two containers: "network_mode: service:n8n".
            for (const auto &[name, draft] : m_drafts) {
                const bool shares = draft.networkMode == QLatin1String("container:") + main.id
                    || (!main.networkMode.isEmpty() && main.networkMode == QLatin1String("container:") + draft.id);
                if (shares && (draft.service.role == Role::Postgres || draft.service.role == Role::Redis) && standardPort(draft.service.role) == port)
                    return {name, {Access::Way::Helper, {}, port, DiscoveryText::tr("It shares n8n's own network; only from inside that.")}};
            }
            return {{}, {Access::Way::None, {}, 0, DiscoveryText::tr("n8n is told to look for it inside its own container, where it is not.")}};
        }
        return {{}, accessToExternal(host, port)};
    }

    [[nodiscard]] static quint16 standardPort(Role role) { return role == Role::Postgres ? 5432 : 6379; }

    void noteProblems(const SettingReader &settings)
    {
        for (const QString &problem : settings.problems())
            remark("setting-file-unreadable", problem);
    }

    void readDatabase(const Draft &main)
    {
        SettingReader settings(m_docker, main.service, main.secretFiles);
        const QString type = settings.text(m_context, QStringLiteral("DB_TYPE"), QStringLiteral("sqlite"));
        Database &database = m_stack.database;
        if (type == QLatin1String("sqlite")) {
            database.kind = Database::Kind::Sqlite;
            remark("sqlite-only",
                   DiscoveryText::tr("n8n keeps its data in SQLite. Queue mode and workers, database tuning and PostgreSQL backups need PostgreSQL; "
                                     "the data volume can be backed up."));
            return;
        }
        if (type != QLatin1String("postgresdb")) {
            remark("database-unsupported", DiscoveryText::tr("n8n uses a database of type %1, which is not supported here.").arg(type));
            return;
        }
        database.kind = Database::Kind::Postgres;
        postgres::Coordinates &at = database.coordinates;
        at.host = settings.text(m_context, QStringLiteral("DB_POSTGRESDB_HOST"), QStringLiteral("localhost"));
        at.port = portOr(settings.text(m_context, QStringLiteral("DB_POSTGRESDB_PORT")), 5432);
        at.database = settings.text(m_context, QStringLiteral("DB_POSTGRESDB_DATABASE"), QStringLiteral("n8n"));
        at.user = settings.text(m_context, QStringLiteral("DB_POSTGRESDB_USER"), QStringLiteral("postgres"));
        at.password = settings.secret(m_context, QStringLiteral("DB_POSTGRESDB_PASSWORD"));
        database.schema = settings.text(m_context, QStringLiteral("DB_POSTGRESDB_SCHEMA"), QStringLiteral("public"));
        database.tablePrefix = settings.text(m_context, QStringLiteral("DB_TABLE_PREFIX"));
        const Server server = serverAt(main, at.host, at.port);
        database.service = server.service;
        database.access = server.access;
        noteProblems(settings);
    }

    void readQueue(const Draft &main)
    {
        SettingReader settings(m_docker, main.service, main.secretFiles);
        Queue &queue = m_stack.queue;
        queue.enabled = settings.plain(QStringLiteral("EXECUTIONS_MODE")) == QLatin1String("queue") || draftOf(Role::Worker) != nullptr;
        if (!queue.enabled)
            return;
        redis::Coordinates &at = queue.coordinates;
        at.host = settings.text(m_context, QStringLiteral("QUEUE_BULL_REDIS_HOST"), QStringLiteral("localhost"));
        at.port = portOr(settings.text(m_context, QStringLiteral("QUEUE_BULL_REDIS_PORT")), 6379);
        at.database = settings.text(m_context, QStringLiteral("QUEUE_BULL_REDIS_DB"), QStringLiteral("0")).toInt();
        at.user = settings.text(m_context, QStringLiteral("QUEUE_BULL_REDIS_USERNAME"));
        at.password = settings.secret(m_context, QStringLiteral("QUEUE_BULL_REDIS_PASSWORD"));
        queue.prefix = settings.text(m_context, QStringLiteral("QUEUE_BULL_PREFIX"), QStringLiteral("bull"));
        queue.tls = settings.flag(QStringLiteral("QUEUE_BULL_REDIS_TLS"));
        if (const QString nodes = settings.text(m_context, QStringLiteral("QUEUE_BULL_REDIS_CLUSTER_NODES")); !nodes.isEmpty()) {
            queue.cluster = true;
            const QString first = nodes.section(QLatin1Char(','), 0, 0).trimmed();
            at.host = first.section(QLatin1Char(':'), 0, 0);
            at.port = portOr(first.section(QLatin1Char(':'), 1), 6379);
        }
        const Server server = serverAt(main, at.host, at.port);
        queue.service = server.service;
        queue.access = server.access;
        noteProblems(settings);
    }

    void readUrl(const Draft &main)
    {
        const QHash<QString, QString> &environment = main.service.environment;
        const quint16 port = portOr(environment.value(QStringLiteral("N8N_PORT")), 5678);
        const Access access = accessTo(main.service, port, main.networkMode, m_localEngine);
        if (access.way == Access::Way::PublishedPort) {
            const bool secure = environment.value(QStringLiteral("N8N_PROTOCOL")) == QLatin1String("https");
            // "localhost" and not the number: browsers keep secure cookies for it.
            const QString host
                = access.host == QLatin1String("127.0.0.1") || access.host == QLatin1String("::1") ? QStringLiteral("localhost") : access.host;
            m_stack.n8nUrl = QStringLiteral("%1://%2:%3").arg(secure ? QLatin1String("https") : QLatin1String("http"), host).arg(access.port);
            return;
        }
        for (const char *name : {"N8N_EDITOR_BASE_URL", "WEBHOOK_URL"}) {
            if (const QString url = environment.value(QLatin1String(name)); url.startsWith(QLatin1String("http"))) {
                m_stack.n8nUrl = url;
                return;
            }
        }
    }

    void readConcurrency()
    {
        const Draft *worker = draftOf(Role::Worker);
        const Draft *source = worker != nullptr ? worker : draftOf(Role::Main);
        if (source == nullptr)
            return;
        m_stack.concurrency = effectiveConcurrency(source->service.environment, source->commandLine);
        if (!m_stack.concurrency.inertVariable.isEmpty()) {
            remark("inert-concurrency",
                   DiscoveryText::tr(
                       "%1 is set, but n8n does not read it. What counts is N8N_CONCURRENCY_PRODUCTION_LIMIT or the worker's --concurrency.")
                       .arg(m_stack.concurrency.inertVariable));
        }
    }

    void readKey()
    {
        EncryptionKey &key = m_stack.key;
        const Draft *main = mainDraft();
        if (main == nullptr)
            return;
        const Result<KeyInForce> inForce = readEncryptionKey(m_context, m_docker, main->service, main->secretFiles);
        if (!inForce) {
            key.note = inForce.error().what;
            return;
        }
        key.origin = inForce->origin;
        key.fingerprint = keyFingerprint(inForce->key);
        for (const auto &[name, draft] : m_drafts) {
            if (!isN8n(draft.service.role) || &draft == main || draft.service.containers.isEmpty())
                continue;
            const Result<KeyInForce> other = readEncryptionKey(m_context, m_docker, draft.service, draft.secretFiles);
            if (!other)
                key.note = DiscoveryText::tr("The key of %1 could not be read.").arg(name);
            else if (keyFingerprint(other->key) != key.fingerprint)
                key.equalEverywhere = false;
        }
        if (!key.equalEverywhere)
            remark("key-mismatch",
                   DiscoveryText::tr("Main and workers do not have the same encryption key: workers cannot decrypt the credentials."));
    }

    void sortServices()
    {
        std::stable_sort(m_stack.services.begin(), m_stack.services.end(),
                         [](const Service &a, const Service &b) { return a.role != b.role ? a.role < b.role : a.name < b.name; });
    }

    const JobContext &m_context;
    docker::DockerPort &m_docker;
    compose::ComposePort &m_compose;
    Stack m_stack;
    QList<ContainerDetails> m_details;
    QHash<QString, QList<docker::PortBinding>> m_livePorts;
    QHash<QString, QString> m_gateways; ///< container id -> address
    std::map<QString, Draft> m_drafts;
    bool m_localEngine = true;
};

} // namespace

Result<Stack> readStack(const JobContext &context, docker::DockerPort &docker, compose::ComposePort &compose, const QString &id,
                        const ContainerGroup &group)
{
    return Reader(context, docker, compose).read(id, group);
}

} // namespace quarterdeck::stack
