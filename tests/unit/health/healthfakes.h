// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "foundation/clock.h"

#include <QHash>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

/// Fakes of the ports for what a real engine cannot be made to do on purpose:
/// to count calls, to fail once, to take its time.
namespace quarterdeck::test {

inline tl::unexpected<Error> notFaked()
{
    return fail(ErrorKind::Unsupported, QStringLiteral("not faked"));
}

/// An engine with containers that tests change at will; thread-safe.
class ScriptedDocker : public docker::DockerPort
{
public:
    // What the engine has; change it under the lock, then send events.
    std::mutex mutex;
    QHash<QString, docker::ContainerDetails> containers;
    QList<docker::ContainerSummary> summaries;
    std::optional<Error> down; ///< every call fails with it
    std::atomic<int> inspects = 0;
    std::atomic<int> lists = 0;
    std::atomic<int> pings = 0;
    std::atomic<int> subscriptions = 0;
    std::function<Result<int>(const docker::ExecSpec &, const docker::OutputSink &)> onExec;
    QByteArray log;

    void send(const QString &action, const QString &id, const QString &project = {})
    {
        const std::scoped_lock lock(mutex);
        docker::Event event;
        event.type = QStringLiteral("container");
        event.action = action;
        event.containerId = id;
        if (!project.isEmpty())
            event.attributes.insert(QStringLiteral("com.docker.compose.project"), project);
        m_events.push_back(event);
        m_changed.notify_all();
    }
    void die(const Error &error)
    {
        const std::scoped_lock lock(mutex);
        down = error;
        m_changed.notify_all();
    }
    void revive()
    {
        const std::scoped_lock lock(mutex);
        down.reset();
    }

    Result<docker::EngineInfo> ping(const JobContext &) override
    {
        ++pings;
        const std::scoped_lock lock(mutex);
        if (down)
            return fail(*down);
        return docker::EngineInfo{QStringLiteral("unix:///fake"), QStringLiteral("1.41"), QStringLiteral("1.41"), QStringLiteral("20.10"),
                                  QStringLiteral("linux")};
    }
    Result<QString> dataFolder(const JobContext &) override { return notFaked(); }
    Result<QList<docker::ContainerSummary>> listContainers(const JobContext &, bool, const QStringList &) override
    {
        ++lists;
        const std::scoped_lock lock(mutex);
        if (down)
            return fail(*down);
        return summaries;
    }
    Result<docker::ContainerDetails> inspectContainer(const JobContext &, const QString &id) override
    {
        ++inspects;
        const std::scoped_lock lock(mutex);
        if (down)
            return fail(*down);
        if (!containers.contains(id))
            return fail(ErrorKind::NotFound, QStringLiteral("no such container"));
        return containers.value(id);
    }
    Result<void> followEvents(const JobContext &context, const std::function<Result<void>()> &onSubscribed,
                              const std::function<Result<void>(const docker::Event &)> &onEvent) override
    {
        {
            const std::scoped_lock lock(mutex);
            if (down)
                return fail(*down);
            m_events.clear();
        }
        ++subscriptions;
        QD_CHECK(onSubscribed());
        std::unique_lock lock(mutex);
        while (true) {
            m_changed.wait_for(lock, context.slice());
            QD_CHECK(context.checkpoint());
            if (down)
                return fail(*down);
            while (!m_events.empty()) {
                const docker::Event event = m_events.front();
                m_events.pop_front();
                lock.unlock();
                QD_CHECK(onEvent(event));
                lock.lock();
            }
        }
    }
    Result<void> logs(const JobContext &, const QString &, const docker::LogOptions &, const docker::OutputSink &sink) override
    {
        return sink(docker::OutputStream::Stdout, log);
    }
    Result<int> exec(const JobContext &, const QString &, const docker::ExecSpec &spec, const docker::OutputSink &sink) override
    {
        return onExec ? onExec(spec, sink) : Result<int>(notFaked());
    }

    Result<void> startContainer(const JobContext &, const QString &) override { return notFaked(); }
    Result<void> stopContainer(const JobContext &, const QString &, std::chrono::seconds, const QString &) override { return notFaked(); }
    Result<void> restartContainer(const JobContext &, const QString &, std::chrono::seconds) override { return notFaked(); }
    Result<void> killContainer(const JobContext &, const QString &, const QString &) override { return notFaked(); }
    Result<void> renameContainer(const JobContext &, const QString &, const QString &) override { return notFaked(); }
    Result<void> removeContainer(const JobContext &, const QString &, bool, bool) override { return notFaked(); }
    Result<void> updateContainer(const JobContext &, const QString &, const docker::ResourceUpdate &) override { return notFaked(); }
    Result<QString> createContainer(const JobContext &, const docker::ContainerSpec &) override { return notFaked(); }
    Result<int> waitContainer(const JobContext &, const QString &) override { return notFaked(); }
    Result<docker::StatsSample> stats(const JobContext &, const QString &) override { return notFaked(); }
    Result<void> getArchive(const JobContext &, const QString &, const QString &, const docker::ByteSink &) override { return notFaked(); }
    Result<void> putArchive(const JobContext &, const QString &, const QString &, const docker::ByteSource &) override { return notFaked(); }
    Result<QList<docker::ImageDetails>> listImages(const JobContext &) override { return notFaked(); }
    Result<docker::ImageDetails> inspectImage(const JobContext &, const QString &) override
    {
        return fail(ErrorKind::NotFound, QStringLiteral("no image"));
    }
    Result<QList<docker::Volume>> listVolumes(const JobContext &) override { return notFaked(); }
    Result<docker::Volume> inspectVolume(const JobContext &, const QString &) override { return notFaked(); }
    Result<docker::Volume> createVolume(const JobContext &, const QString &, const QMap<QString, QString> &) override { return notFaked(); }
    Result<void> removeVolume(const JobContext &, const QString &, bool) override { return notFaked(); }
    Result<QList<docker::Network>> listNetworks(const JobContext &) override { return notFaked(); }
    Result<QString> createNetwork(const JobContext &, const QString &, bool, const QMap<QString, QString> &) override { return notFaked(); }
    Result<void> removeNetwork(const JobContext &, const QString &) override { return notFaked(); }

private:
    std::condition_variable m_changed;
    std::deque<docker::Event> m_events;
};

class CountingCompose final : public compose::ComposePort
{
public:
    std::atomic<int> configs = 0;

    Result<QString> version(const JobContext &) override { return QStringLiteral("2.26.1"); }
    Result<Config> config(const JobContext &, const compose::Project &) override
    {
        ++configs;
        return fail(ErrorKind::NotFound, QStringLiteral("no file"));
    }
    Result<void> validate(const JobContext &, const compose::Project &) override { return notFaked(); }
    Result<void> up(const JobContext &, const compose::Project &, const compose::UpOptions &) override { return notFaked(); }
    Result<void> down(const JobContext &, const compose::Project &, bool) override { return notFaked(); }
    Result<void> start(const JobContext &, const compose::Project &, const QStringList &) override { return notFaked(); }
    Result<void> stop(const JobContext &, const compose::Project &, const QStringList &) override { return notFaked(); }
    Result<void> restart(const JobContext &, const compose::Project &, const QStringList &) override { return notFaked(); }
};

/// One core fully busy, unless told otherwise.
class SteadyResources final : public cgroup::ResourcePort
{
public:
    std::atomic<int> samples = 0;
    std::atomic<bool> failing = false;
    std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now();
    std::chrono::milliseconds step{1000};
    double cores = 0.25;
    QStringList forgotten;

    Result<cgroup::ResourceSample> sample(const JobContext &, const QString &id, qint64) override
    {
        ++samples;
        if (failing)
            return fail(ErrorKind::NotFound, QStringLiteral("no cgroup"));
        cgroup::ResourceSample &last = m_last[id];
        last.at = last.cpuNs == 0 ? now : last.at + step;
        last.cpuNs += static_cast<quint64>(static_cast<double>(step.count()) * 1e6 * cores);
        last.memoryUsed = 64 << 20;
        return last;
    }
    void forget(const QString &id) override { forgotten.append(id); }

private:
    QHash<QString, cgroup::ResourceSample> m_last;
};

class NoPostgres final : public postgres::PostgresPort
{
public:
    Result<std::unique_ptr<postgres::Session>> connect(const JobContext &, const postgres::Coordinates &) override { return notFaked(); }
};

/// Answers a queue out of plain numbers.
class ScriptedRedis final : public redis::RedisPort
{
public:
    qint64 waiting = 0;
    qint64 paused = 0;
    qint64 active = 0;
    qint64 delayed = 0;
    QByteArray lastWaiting; ///< id at the right end
    QByteArray timestamp;
    QByteArray clients;
    std::optional<Error> connectError;
    std::optional<Error> pipelineError;
    std::atomic<int> connects = 0;
    std::atomic<int> pipelines = 0;
    redis::Coordinates coordinates;
    QList<QList<QByteArray>> asked;

    Result<std::unique_ptr<redis::Session>> connect(const JobContext &, const redis::Coordinates &wanted) override
    {
        ++connects;
        coordinates = wanted;
        if (connectError)
            return fail(*connectError);
        return std::make_unique<Session>(*this);
    }
    Result<void> subscribe(const JobContext &, const redis::Coordinates &, const QList<QByteArray> &, const std::function<Result<void>()> &,
                           const std::function<Result<bool>(const QByteArray &, const QByteArray &)> &) override
    {
        return notFaked();
    }

private:
    class Session final : public redis::Session
    {
    public:
        explicit Session(ScriptedRedis &owner)
            : m_owner(owner)
        {
        }
        Result<redis::Reply> command(const JobContext &, const QList<QByteArray> &arguments) override
        {
            m_owner.asked.append(arguments);
            redis::Reply reply;
            if (!m_owner.timestamp.isEmpty()) {
                reply.type = redis::Reply::Type::String;
                reply.string = m_owner.timestamp;
            }
            return reply;
        }
        Result<QList<redis::Reply>> pipeline(const JobContext &, const QList<QList<QByteArray>> &commands) override
        {
            ++m_owner.pipelines;
            if (m_owner.pipelineError)
                return fail(*m_owner.pipelineError);
            QList<redis::Reply> replies;
            for (const QList<QByteArray> &command : commands) {
                m_owner.asked.append(command);
                redis::Reply reply;
                reply.type = redis::Reply::Type::Integer;
                const QByteArray &key = command.value(1);
                if (command.first() == "LLEN" && key.endsWith(":wait"))
                    reply.integer = m_owner.waiting;
                else if (command.first() == "LLEN" && key.endsWith(":paused"))
                    reply.integer = m_owner.paused;
                else if (command.first() == "LLEN" && key.endsWith(":active"))
                    reply.integer = m_owner.active;
                else if (command.first() == "ZCARD" && key.endsWith(":delayed"))
                    reply.integer = m_owner.delayed;
                else if (command.first() == "LINDEX" && key.endsWith(":wait"))
                    reply = {redis::Reply::Type::String, 0, m_owner.lastWaiting, {}};
                else if (command.first() == "LINDEX")
                    reply = {};
                else if (command.first() == "CLIENT")
                    reply = {redis::Reply::Type::String, 0, m_owner.clients, {}};
                else
                    return notFaked();
                replies.append(reply);
            }
            return replies;
        }

    private:
        ScriptedRedis &m_owner;
    };
};

class ScriptedN8n final : public n8n::N8nPort
{
public:
    std::atomic<int> requests = 0;
    std::atomic<int> status = 200;
    std::atomic<bool> hangs = false;

    Result<n8n::HttpAnswer> request(const JobContext &context, const n8n::HttpRequest &request) override
    {
        ++requests;
        m_target = request.target;
        if (hangs)
            QD_CHECK(context.sleep(std::chrono::hours(1)));
        n8n::HttpAnswer answer;
        answer.status = status;
        return answer;
    }
    [[nodiscard]] QByteArray lastTarget() const { return m_target; }

private:
    QByteArray m_target;
};

/// A clock that only moves when told to.
class TestClock final : public Clock
{
public:
    QDateTime wall = QDateTime::fromString(QStringLiteral("2026-03-01T12:00:00Z"), Qt::ISODate);

    [[nodiscard]] QDateTime now() const override { return wall; }
    [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override
    {
        return std::chrono::steady_clock::time_point(std::chrono::milliseconds(m_milliseconds.load()));
    }
    void advance(std::chrono::milliseconds by)
    {
        m_milliseconds += by.count();
        wall = wall.addMSecs(by.count());
    }

private:
    std::atomic<qint64> m_milliseconds = 1'000'000;
};

/// Gives the engine what the values of a stack describe.
inline void fillEngine(ScriptedDocker &engine, const QList<QPair<QString, QString>> &idAndName)
{
    int i = 0;
    for (const auto &[id, name] : idAndName) {
        docker::ContainerDetails details;
        details.id = id;
        details.name = name;
        details.imageId = QStringLiteral("sha256:aa");
        details.state.status = QStringLiteral("running");
        details.state.running = true;
        details.state.pid = 1000 + i;
        details.state.health = docker::Health::Healthy;
        details.state.startedAt = QDateTime::fromString(QStringLiteral("2026-03-01T11:00:00Z"), Qt::ISODate);
        details.host.memory = 512 << 20;
        details.networks.insert(QStringLiteral("net"), {QStringLiteral("n"), QStringLiteral("172.18.0.%1").arg(10 + i), {}});
        engine.containers.insert(id, details);
        ++i;
    }
}

} // namespace quarterdeck::test
