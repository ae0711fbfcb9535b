// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/discovery.h"

#include "stack/access.h"
#include "stack/composemodel.h"
#include "stack/roles.h"
#include "stack/settingreader.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace quarterdeck::stack {

namespace {

using docker::ContainerDetails;
using docker::ContainerSummary;

struct DiscoveryText
{
    Q_DECLARE_TR_FUNCTIONS(Discovery)
};

constexpr QLatin1String projectLabel("com.docker.compose.project");
constexpr QLatin1String serviceLabel("com.docker.compose.service");
constexpr QLatin1String numberLabel("com.docker.compose.container-number");
constexpr QLatin1String hashLabel("com.docker.compose.config-hash");
constexpr QLatin1String oneoffLabel("com.docker.compose.oneoff");
constexpr QLatin1String workingDirLabel("com.docker.compose.project.working_dir");
constexpr QLatin1String configFilesLabel("com.docker.compose.project.config_files");
constexpr QLatin1String environmentFileLabel("com.docker.compose.project.environment_file");

bool isN8n(Role role)
{
    return role == Role::Main || role == Role::Worker || role == Role::Webhook;
}

compose::Project projectOf(const QMap<QString, QString> &labels)
{
    return compose::Project{labels.value(projectLabel), labels.value(workingDirLabel),
                            labels.value(configFilesLabel).split(QLatin1Char(','), Qt::SkipEmptyParts),
                            labels.value(environmentFileLabel).split(QLatin1Char(','), Qt::SkipEmptyParts)};
}

bool isOneOff(const ContainerSummary &container)
{
    return container.labels.value(oneoffLabel).compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
}

/// Containers by compose project; those without one stand alone under their name.
struct Group
{
    bool fromCompose = false;
    QList<ContainerSummary> containers;
};

std::map<QString, Group> groupsOf(const QList<ContainerSummary> &containers)
{
    std::map<QString, Group> groups;
    for (const ContainerSummary &container : containers) {
        if (isOneOff(container))
            continue;
        const QString project = container.labels.value(projectLabel);
        Group &group = groups[project.isEmpty() ? container.name : project];
        group.fromCompose = !project.isEmpty();
        group.containers.append(container);
    }
    return groups;
}

/// The role from the summary where the image tells it, else by inspecting.
/// A container that goes away meanwhile is no n8n.
Result<Role> roleOfSummary(const JobContext &context, docker::DockerPort &docker, const ContainerSummary &container)
{
    if (const std::optional<Role> known = roleFromImage(container.image, container.command))
        return *known;
    const Result<ContainerDetails> details = docker.inspectContainer(context, container.id);
    if (details)
        return roleOf(*details);
    if (details.error().kind == ErrorKind::NotFound)
        return Role::Other;
    return fail(details.error());
}

Container containerOf(const ContainerDetails &details)
{
    Container container;
    container.id = details.id;
    container.name = details.name;
    container.number = details.labels.value(numberLabel, QStringLiteral("1")).toInt();
    container.state = details.state.status;
    container.imageId = details.imageId;
    container.configHash = details.labels.value(hashLabel);
    for (const docker::NetworkEndpoint &endpoint : details.networks) {
        if (!endpoint.ipAddress.isEmpty()) {
            container.address = endpoint.ipAddress;
            break;
        }
    }
    return container;
}

/// Services in the making: the value, with what only discovery needs.
struct Draft
{
    Service service;
    QStringList commandLine;
    QString networkMode;
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

    Result<Stack> read(const QString &id, const Group &group)
    {
        m_stack.id = id;
        for (const ContainerSummary &summary : group.containers) {
            m_livePorts.insert(summary.id, summary.ports);
            const Result<ContainerDetails> details = m_docker.inspectContainer(m_context, summary.id);
            if (details)
                m_details.append(*details);
            else if (details.error().kind != ErrorKind::NotFound)
                return fail(details.error());
        }
        if (m_details.isEmpty())
            return fail(ErrorKind::NotFound, DiscoveryText::tr("The stack %1 has just been removed.").arg(id));
        if (group.fromCompose)
            m_stack.project = projectOf(m_details.first().labels);
        const QList<ModelService> model = readModel();
        draftFromContainers(group.fromCompose);
        mergeModel(model);
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
        const Result<compose::ComposePort::Config> config = m_compose.config(m_context, m_stack.project);
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

    void draftFromContainers(bool fromCompose)
    {
        for (const ContainerDetails &details : std::as_const(m_details)) {
            const QString name = fromCompose ? details.labels.value(serviceLabel, details.name) : details.name;
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
            service.containers.append(containerOf(details));
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
                service.role = roleFromImage(wanted.image, wanted.command.join(QLatin1Char(' '))).value_or(Role::Other);
                const ProgramVersion version = versionOf(service.role, wanted.image, {}, {});
                service.version = version.version;
                service.versionFrom = version.from;
                draft.commandLine = wanted.command;
            } else {
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

    [[nodiscard]] Access reach(const Draft *server, const QString &host, quint16 port) const
    {
        return server != nullptr ? accessTo(server->service, port, server->networkMode, m_localEngine) : accessToExternal(host, port);
    }

    void noteProblems(const SettingReader &settings)
    {
        for (const QString &problem : settings.problems())
            remark("setting-file-unreadable", problem);
    }

    void readDatabase(const Draft &main)
    {
        SettingReader settings(m_docker, main.service, main.secretFiles);
        const QString type = settings.plain(QStringLiteral("DB_TYPE"), QStringLiteral("sqlite"));
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
        at.host = settings.plain(QStringLiteral("DB_POSTGRESDB_HOST"), QStringLiteral("localhost"));
        at.port = static_cast<quint16>(settings.plain(QStringLiteral("DB_POSTGRESDB_PORT"), QStringLiteral("5432")).toUShort());
        at.database = settings.plain(QStringLiteral("DB_POSTGRESDB_DATABASE"), QStringLiteral("n8n"));
        at.user = settings.plain(QStringLiteral("DB_POSTGRESDB_USER"), QStringLiteral("postgres"));
        at.password = settings.secret(m_context, QStringLiteral("DB_POSTGRESDB_PASSWORD"));
        database.schema = settings.plain(QStringLiteral("DB_POSTGRESDB_SCHEMA"), QStringLiteral("public"));
        database.tablePrefix = settings.plain(QStringLiteral("DB_TABLE_PREFIX"));
        const Draft *server = draftByHost(at.host);
        database.service = server != nullptr ? server->service.name : QString();
        database.access = reach(server, at.host, at.port);
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
        at.host = settings.plain(QStringLiteral("QUEUE_BULL_REDIS_HOST"), QStringLiteral("localhost"));
        at.port = static_cast<quint16>(settings.plain(QStringLiteral("QUEUE_BULL_REDIS_PORT"), QStringLiteral("6379")).toUShort());
        at.database = settings.plain(QStringLiteral("QUEUE_BULL_REDIS_DB"), QStringLiteral("0")).toInt();
        at.user = settings.plain(QStringLiteral("QUEUE_BULL_REDIS_USERNAME"));
        at.password = settings.secret(m_context, QStringLiteral("QUEUE_BULL_REDIS_PASSWORD"));
        queue.prefix = settings.plain(QStringLiteral("QUEUE_BULL_PREFIX"), QStringLiteral("bull"));
        queue.tls = settings.plain(QStringLiteral("QUEUE_BULL_REDIS_TLS")) == QLatin1String("true");
        if (const QString nodes = settings.plain(QStringLiteral("QUEUE_BULL_REDIS_CLUSTER_NODES")); !nodes.isEmpty()) {
            queue.cluster = true;
            const QString first = nodes.section(QLatin1Char(','), 0, 0);
            at.host = first.section(QLatin1Char(':'), 0, 0);
            at.port = first.section(QLatin1Char(':'), 1).toUShort();
        }
        const Draft *server = draftByHost(at.host);
        queue.service = server != nullptr ? server->service.name : QString();
        queue.access = reach(server, at.host, at.port);
        noteProblems(settings);
    }

    void readUrl(const Draft &main)
    {
        const QHash<QString, QString> &environment = main.service.environment;
        const quint16 port = environment.value(QStringLiteral("N8N_PORT"), QStringLiteral("5678")).toUShort();
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
    std::map<QString, Draft> m_drafts;
    bool m_localEngine = true;
};

/// A main started with `docker run` is a stack of its own: with it belong the
/// lone containers that share a network of its own with it.
void adoptNeighbours(std::map<QString, Group> &groups, const QString &mainName)
{
    Group &own = groups[mainName];
    const QMap<QString, QString> networks = own.containers.first().networkAddresses;
    for (auto it = groups.begin(); it != groups.end();) {
        const bool lone = !it->second.fromCompose && it->first != mainName;
        const bool shares = lone && std::any_of(networks.keyBegin(), networks.keyEnd(), [&it](const QString &network) {
                                return network != QLatin1String("bridge") && network != QLatin1String("host") && network != QLatin1String("none")
                                    && it->second.containers.first().networkAddresses.contains(network);
                            });
        if (shares) {
            own.containers += it->second.containers;
            it = groups.erase(it);
        } else {
            ++it;
        }
    }
}

struct Found
{
    std::map<QString, Group> groups; ///< n8n stacks only
    QHash<QString, bool> hasWorkers;
};

Result<Found> findStacks(const JobContext &context, docker::DockerPort &docker)
{
    QD_TRY(const QList<ContainerSummary> containers, docker.listContainers(context, true));
    std::map<QString, Group> groups = groupsOf(containers);
    Found found;
    QStringList loneMains;
    for (const auto &[id, group] : groups) {
        bool n8n = false;
        bool workers = false;
        for (const ContainerSummary &container : group.containers) {
            QD_TRY(const Role role, roleOfSummary(context, docker, container));
            n8n = n8n || isN8n(role);
            workers = workers || role == Role::Worker;
        }
        if (!n8n)
            continue;
        found.hasWorkers.insert(id, workers);
        if (!group.fromCompose)
            loneMains.append(id);
    }
    for (const QString &id : std::as_const(loneMains)) {
        if (groups.count(id) > 0)
            adoptNeighbours(groups, id);
    }
    for (auto &[id, group] : groups) {
        if (found.hasWorkers.contains(id))
            found.groups.emplace(id, std::move(group));
    }
    return found;
}

QString namesOf(const QStringList &ids)
{
    return ids.join(QLatin1String(", "));
}

} // namespace

Discovery::Discovery(docker::DockerPort &docker, compose::ComposePort &compose)
    : m_docker(docker)
    , m_compose(compose)
{
}

Result<QList<StackSummary>> Discovery::list(const JobContext &context)
{
    QD_TRY(const Found found, findStacks(context, m_docker));
    QList<StackSummary> stacks;
    for (const auto &[id, group] : found.groups) {
        StackSummary summary;
        summary.id = id;
        if (group.fromCompose)
            summary.project = projectOf(group.containers.first().labels);
        summary.containers = static_cast<int>(group.containers.size());
        summary.running = static_cast<int>(std::count_if(group.containers.cbegin(), group.containers.cend(), [](const ContainerSummary &container) {
            return container.state == QLatin1String("running");
        }));
        summary.hasWorkers = found.hasWorkers.value(id);
        stacks.append(summary);
    }
    return stacks;
}

Result<Stack> Discovery::read(const JobContext &context, const QString &id)
{
    QD_TRY(const Found found, findStacks(context, m_docker));
    const auto group = found.groups.find(id);
    if (group == found.groups.end()) {
        const QStringList ids = found.hasWorkers.keys();
        return fail(ErrorKind::NotFound, DiscoveryText::tr("There is no n8n stack named %1 on this engine.").arg(id), {},
                    ids.isEmpty() ? DiscoveryText::tr("No n8n stack was found at all. Start one, or bring up the sandbox.")
                                  : DiscoveryText::tr("Found: %1.").arg(namesOf(ids)));
    }
    return Reader(context, m_docker, m_compose).read(id, group->second);
}

Result<QString> Discovery::choose(const JobContext &context, const QString &wantedId)
{
    QD_TRY(const QList<StackSummary> stacks, list(context));
    QStringList ids;
    for (const StackSummary &stack : stacks)
        ids.append(stack.id);
    if (!wantedId.isEmpty() && ids.contains(wantedId))
        return wantedId;
    if (!wantedId.isEmpty()) {
        return fail(ErrorKind::NotFound, DiscoveryText::tr("There is no n8n stack named %1 on this engine.").arg(wantedId), {},
                    ids.isEmpty() ? DiscoveryText::tr("No n8n stack was found at all. Start one, or bring up the sandbox.")
                                  : DiscoveryText::tr("Found: %1.").arg(namesOf(ids)));
    }
    if (ids.isEmpty()) {
        return fail(ErrorKind::NotFound, DiscoveryText::tr("There is no n8n stack on this engine."), {},
                    DiscoveryText::tr("Start one, or bring up the sandbox with \"quarterdeckctl sandbox up\"."));
    }
    if (ids.size() > 1) {
        return fail(ErrorKind::Conflict, DiscoveryText::tr("There are %n n8n stacks on this engine.", nullptr, static_cast<int>(ids.size())), {},
                    DiscoveryText::tr("Choose one with --stack: %1.").arg(namesOf(ids)));
    }
    return ids.first();
}

} // namespace quarterdeck::stack
