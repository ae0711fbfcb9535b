// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

/// Values the Docker Engine API (v1.41 .. v1.5x) speaks in, parsed at the edge.
/// Field names follow https://docs.docker.com/reference/api/engine/.
namespace quarterdeck::docker {

struct EngineInfo
{
    QString endpoint; ///< "unix:///var/run/docker.sock"
    QString apiVersion; ///< the one in use: min(newest we know, newest the engine knows)
    QString serverApiVersion; ///< newest the engine knows (header Api-Version of /_ping)
    QString serverVersion; ///< "20.10.24"; read once per connection, /version is not polled
    QString osType; ///< "linux"
};

struct PortBinding
{
    QString hostIp;
    quint16 hostPort = 0; ///< 0 = exposed only
    quint16 containerPort = 0;
    QString protocol; ///< "tcp", "udp"

    bool operator==(const PortBinding &) const = default;
};

struct Mount
{
    QString type; ///< "volume", "bind", "tmpfs"
    QString name; ///< of the volume
    QString source; ///< path on the host
    QString destination; ///< path in the container
    QString driver;
    bool readWrite = true;

    bool operator==(const Mount &) const = default;
};

struct ContainerSummary
{
    QString id;
    QString name; ///< without the leading slash
    QString image;
    QString imageId;
    QString command;
    QString state; ///< created, running, paused, restarting, removing, exited, dead
    QString status; ///< "Up 5 minutes (healthy)"
    QDateTime created;
    QMap<QString, QString> labels;
    QList<PortBinding> ports;
    QList<Mount> mounts;
    QMap<QString, QString> networkAddresses; ///< network name -> IPv4 address (empty when stopped)
};

enum class Health { None, Starting, Healthy, Unhealthy };

struct ContainerState
{
    QString status;
    bool running = false;
    bool paused = false;
    bool restarting = false;
    bool oomKilled = false;
    bool dead = false;
    qint64 pid = 0;
    int exitCode = 0;
    QString error;
    QDateTime startedAt;
    QDateTime finishedAt;
    Health health = Health::None;
    int healthFailingStreak = 0;
    QString healthOutput; ///< of the newest probe
};

struct NetworkEndpoint
{
    QString networkId;
    QString ipAddress;
    QStringList aliases;
};

struct HostConfig
{
    qint64 memory = 0; ///< bytes; 0 = no limit
    qint64 memorySwap = 0; ///< bytes; -1 = unlimited swap
    qint64 nanoCpus = 0; ///< 1e9 = one core; 0 = no limit
    qint64 cpuQuota = 0;
    qint64 cpuPeriod = 0;
    qint64 pidsLimit = 0; ///< 0 or -1 = no limit
    qint64 shmSize = 0;
    QString restartPolicy; ///< "no", "always", "unless-stopped", "on-failure"
    QStringList capAdd;
    QStringList capDrop;
    QStringList securityOpt;
    bool privileged = false;
    bool readonlyRootfs = false;
    bool init = false;
    QString networkMode;
    QString pidMode;
    QString ipcMode;
    QString logDriver;
    QMap<QString, QString> logOptions;
    QStringList binds;
    QList<PortBinding> portBindings;
};

struct ContainerDetails
{
    QString id;
    QString name; ///< without the leading slash
    QString image; ///< as asked for ("n8nio/n8n:2.1.4")
    QString imageId; ///< "sha256:..."
    QDateTime created;
    ContainerState state;
    int restartCount = 0;
    QString hostname;
    QString user;
    QString workingDir;
    QStringList entrypoint;
    QStringList command;
    QStringList environment; ///< "NAME=value"; may hold secrets: never print
    QMap<QString, QString> labels;
    QString stopSignal;
    int stopTimeout = -1; ///< seconds; -1 = the engine's default (10)
    QJsonObject healthcheck;
    QList<quint16> exposedPorts; ///< TCP
    bool tty = false; ///< then its output is one raw stream, not frames
    HostConfig host;
    QList<Mount> mounts;
    QMap<QString, NetworkEndpoint> networks;
};

struct ImageDetails
{
    QString id;
    QStringList tags;
    QStringList digests; ///< "n8nio/n8n@sha256:..."
    QDateTime created;
    qint64 size = 0;
    QMap<QString, QString> labels;
    QStringList environment;
    QStringList entrypoint;
    QStringList command;
    QString user;
};

struct Volume
{
    QString name;
    QString driver;
    QString mountpoint;
    QMap<QString, QString> labels;
    QMap<QString, QString> options;
};

struct Network
{
    QString id;
    QString name;
    QString driver;
    bool internal = false;
    QMap<QString, QString> labels;
};

/// type=container events; `action` is "start", "die", "health_status: healthy", ...
struct Event
{
    QString type;
    QString action;
    QString containerId;
    QMap<QString, QString> attributes; ///< labels, name, image, exitCode, ...
    qint64 timeNano = 0;
};

/// One reading of cumulative counters; a rate needs two of them.
struct StatsSample
{
    QDateTime read;
    quint64 cpuTotalNs = 0; ///< cpu_stats.cpu_usage.total_usage
    quint64 systemCpuNs = 0; ///< cpu_stats.system_cpu_usage
    int onlineCpus = 0;
    quint64 memoryUsage = 0; ///< raw usage, with page cache
    quint64 memoryInactiveFile = 0; ///< total_inactive_file (cgroup v1) or inactive_file (v2)
    quint64 memoryLimit = 0;
    quint64 pids = 0;
    quint64 networkRxBytes = 0;
    quint64 networkTxBytes = 0;
    quint64 blockReadBytes = 0;
    quint64 blockWriteBytes = 0;

    /// What `docker stats` prints as memory usage: page cache that can be
    /// dropped at once does not count, subtracted only if it is smaller.
    [[nodiscard]] quint64 memoryUsed() const { return memoryInactiveFile < memoryUsage ? memoryUsage - memoryInactiveFile : memoryUsage; }
};

/// Receives bytes; an error it returns ends the transfer and becomes its error.
using ByteSink = std::function<Result<void>(QByteArrayView)>;
/// Gives bytes, at most `maximum`; an empty array is the end.
using ByteSource = std::function<Result<QByteArray>(qsizetype maximum)>;

enum class OutputStream { Stdout, Stderr };
/// Receives demultiplexed output.
using OutputSink = std::function<Result<void>(OutputStream, QByteArrayView)>;

struct LogOptions
{
    bool follow = false;
    bool timestamps = false;
    int tail = -1; ///< lines; -1 = all
    qint64 sinceSeconds = 0;
    bool stdoutWanted = true;
    bool stderrWanted = true;
};

struct ExecSpec
{
    QStringList argv;
    QStringList environment; ///< "NAME=value"; the way to hand over a secret (never argv)
    QString user;
    QString workingDir;
    bool tty = false;
    ByteSource input; ///< stdin, half-closed at its end; empty function = no stdin
};

/// A container to create. Maps onto POST /containers/create.
struct ContainerSpec
{
    QString name; ///< empty = the engine chooses
    QString image;
    QStringList entrypoint; ///< empty = the image's
    QStringList command;
    QStringList environment;
    QString user;
    QString workingDir;
    QMap<QString, QString> labels;
    QString networkMode; ///< "none", a network's name, ...
    QList<Mount> mounts;
    QMap<QString, QString> tmpfs; ///< path -> options
    QList<PortBinding> ports;
    qint64 memory = 0;
    qint64 memorySwap = 0;
    qint64 nanoCpus = 0;
    qint64 cpuShares = 0; ///< weight while processors are short; 0 = the engine's default, 1024
    qint64 pidsLimit = 0;
    qint64 shmSize = 0;
    QStringList capDrop;
    QStringList capAdd;
    QStringList securityOpt;
    bool readonlyRootfs = false;
    bool autoRemove = false;
    bool init = false;
    bool openStdin = false;
    bool tty = false;
};

struct ResourceUpdate
{
    std::optional<qint64> memory; ///< bytes; MemorySwap is sent along so that raising never fails
    std::optional<qint64> nanoCpus;
    std::optional<qint64> pidsLimit;
    std::optional<QString> restartPolicy;
};

} // namespace quarterdeck::docker
