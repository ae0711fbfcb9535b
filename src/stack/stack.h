// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/compose/composeport.h"
#include "adapters/docker/dockertypes.h"
#include "adapters/postgres/postgresport.h"
#include "adapters/redis/redisport.h"
#include "foundation/secret.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QVersionNumber>

#include <optional>

/// What a stack is: values only, safe to hand between threads.
namespace quarterdeck::stack {

enum class Role { Main, Worker, Webhook, Runner, Postgres, Redis, Proxy, Other };

/// Stable lower-case name for JSON and logs: "main", "worker", ...
[[nodiscard]] QString roleName(Role role);
/// Translated, for people.
[[nodiscard]] QString roleTitle(Role role);

/// Who starts a stack's containers and keeps their number.
enum class Orchestrator {
    None, ///< `docker run`
    Compose,
    Swarm, ///< `docker stack deploy`: of what runs on other nodes only the services are seen
};
/// Stable lower-case name for JSON and logs: "compose", ...
[[nodiscard]] QString orchestratorName(Orchestrator orchestrator);

/// One container of a service, on this engine.
struct Container
{
    QString id;
    QString name;
    int number = 0; ///< com.docker.compose.container-number, or the slot of the Swarm task
    QString state; ///< running, exited, ...
    QString imageId;
    QString address; ///< on the stack's network; empty when stopped
    QString hostAddress; ///< where its own machine reaches it: the same, but on a Swarm's overlay network
    QString configHash; ///< com.docker.compose.config-hash

    bool operator==(const Container &) const = default;
};

struct Service
{
    QString name; ///< as in the compose file
    QString swarmId; ///< of the Swarm service; empty elsewhere, and where this engine may not be asked for it
    Role role = Role::Other;
    QString image; ///< as asked for
    QString imageId; ///< of the running (else newest) container
    QStringList digests; ///< repository digests of that image
    QString version; ///< of the program inside ("2.35.5"); empty when unknown
    QString versionFrom; ///< "label", "environment", "tag", "instance registry": how it is known
    int replicasWanted = 1;
    int runningElsewhere = 0; ///< tasks on other nodes of the swarm, out of this engine's reach
    qint64 memoryLimit = 0; ///< bytes, of one container; 0 = none
    int stopGraceSeconds = -1;
    bool hasHealthcheck = false;
    /// Effective environment (from Compose, else from the container); may hold secrets: never print.
    QHash<QString, QString> environment;
    QList<docker::PortBinding> ports;
    QList<docker::Mount> mounts;
    QList<Container> containers; ///< ordered by number
};

/// How many executions one worker runs at once, and which setting decided it.
struct Concurrency
{
    enum class Knob { Default, Flag, ProductionLimit };

    int perWorker = 10;
    Knob knob = Knob::Default;
    QString inertVariable; ///< "EXECUTIONS_CONCURRENCY" when set: n8n ignores it
};
[[nodiscard]] QString knobName(Concurrency::Knob knob);

/// Where the key in force comes from; the key itself is never kept here.
struct EncryptionKey
{
    enum class Origin { Unknown, Environment, File, Volume };

    Origin origin = Origin::Unknown;
    QString fingerprint; ///< keyFingerprint(); empty when unknown
    bool equalEverywhere = true; ///< main, workers and webhooks agree as far as can be seen
    QString note; ///< translated: what could not be seen, if anything
};
[[nodiscard]] QString keyOriginName(EncryptionKey::Origin origin);

/// How a neighbour of the stack is reached from here.
struct Access
{
    enum class Way {
        None, ///< not at all (stopped, not there)
        PublishedPort, ///< a port on this machine
        ContainerAddress, ///< the container's address on the bridge
        Helper, ///< only from a helper container on the stack's network, or by exec
    };

    Way way = Way::None;
    QString host;
    quint16 port = 0;
    QString why; ///< translated: why this way and not a better one
};
[[nodiscard]] QString accessName(Access::Way way);

struct Database
{
    enum class Kind { Postgres, Sqlite, Unknown };

    Kind kind = Kind::Unknown;
    QString service; ///< of the stack; empty when the server is outside
    /// host and port are n8n's view (inside the network); see access for ours.
    postgres::Coordinates coordinates;
    QString schema = QStringLiteral("public");
    QString tablePrefix;
    Access access;
};

struct Queue
{
    bool enabled = false; ///< EXECUTIONS_MODE=queue, or there are workers
    QString service;
    redis::Coordinates coordinates; ///< n8n's view; see access for ours
    QString prefix = QStringLiteral("bull");
    bool cluster = false;
    bool tls = false;
    Access access;
};

/// Something about the stack a person should know; never a failure of discovery.
struct Remark
{
    QString id; ///< stable: "sqlite-only", "compose-file-missing", "compose-config-failed", ...
    QString text; ///< translated
};

/// A complete picture of one n8n stack as far as it can be known now.
struct Stack
{
    QString id; ///< the compose project name, the name given to `docker stack deploy`, else the main container's name: unique on an engine
    Orchestrator orchestrator = Orchestrator::None;
    compose::Project project; ///< empty name = not made by Compose
    bool fromCompose = false; ///< the effective model came from `docker compose config`; false = from inspect
    QList<Service> services;
    Concurrency concurrency;
    EncryptionKey key;
    Database database;
    Queue queue;
    QString n8nUrl; ///< where a browser on this machine reaches main; empty when it does not
    QList<Remark> remarks;

    [[nodiscard]] const Service *service(Role role) const;
    [[nodiscard]] const Service *service(const QString &name) const;
    [[nodiscard]] bool isRunning() const; ///< main runs
};

/// What a chooser needs; found from one list call, without inspecting.
struct StackSummary
{
    QString id;
    Orchestrator orchestrator = Orchestrator::None;
    compose::Project project;
    int containers = 0; ///< of a Swarm stack: tasks, on all nodes
    int running = 0;
    bool hasWorkers = false;
};

} // namespace quarterdeck::stack
