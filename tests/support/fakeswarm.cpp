// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeswarm.h"

#include <algorithm>

namespace quarterdeck::test {

Result<void> FakeSwarm::enter(const JobContext &context) const
{
    QD_CHECK(context.checkpoint());
    if (error)
        return fail(*error);
    return {};
}

docker::SwarmService *FakeSwarm::find(const QString &id)
{
    const auto found
        = std::find_if(services.begin(), services.end(), [&id](const docker::SwarmService &one) { return one.id == id || one.name == id; });
    return found == services.end() ? nullptr : &*found;
}

QStringList FakeSwarm::calls() const
{
    const QMutexLocker lock(&m_mutex);
    return m_calls;
}

void FakeSwarm::change(const std::function<void(QList<docker::SwarmTask> &)> &how)
{
    const QMutexLocker lock(&m_mutex);
    how(tasks);
}

Result<QList<docker::SwarmService>> FakeSwarm::listServices(const JobContext &context, const QStringList &labels)
{
    QD_CHECK(enter(context));
    const QMutexLocker lock(&m_mutex);
    QList<docker::SwarmService> found;
    for (const docker::SwarmService &service : std::as_const(services)) {
        const bool matches = std::all_of(labels.cbegin(), labels.cend(), [&service](const QString &wanted) {
            const QString key = wanted.section(QLatin1Char('='), 0, 0);
            return service.labels.contains(key)
                && (!wanted.contains(QLatin1Char('=')) || service.labels.value(key) == wanted.section(QLatin1Char('='), 1));
        });
        if (matches)
            found.append(service);
    }
    return found;
}

Result<docker::SwarmService> FakeSwarm::inspectService(const JobContext &context, const QString &id)
{
    QD_CHECK(enter(context));
    const QMutexLocker lock(&m_mutex);
    const docker::SwarmService *service = find(id);
    if (service == nullptr)
        return fail(ErrorKind::NotFound, QStringLiteral("service %1 not found").arg(id));
    return *service;
}

Result<void> FakeSwarm::updateService(const JobContext &context, const QString &id, quint64 version, const QJsonObject &spec)
{
    QD_CHECK(enter(context));
    docker::SwarmService after;
    {
        const QMutexLocker lock(&m_mutex);
        docker::SwarmService *service = find(id);
        if (service == nullptr)
            return fail(ErrorKind::NotFound, QStringLiteral("service %1 not found").arg(id));
        if (fasterOthers > 0) {
            --fasterOthers;
            ++service->version;
        }
        if (service->version != version) {
            m_calls.append(QLatin1String("refuse ") + service->name);
            return fail(ErrorKind::Conflict, QStringLiteral("The service could not be changed."),
                        QStringLiteral("rpc error: code = Unknown desc = update out of sequence"));
        }
        ++service->version;
        service->spec = spec;
        service->replicas
            = spec.value(QLatin1String("Mode")).toObject().value(QLatin1String("Replicated")).toObject().value(QLatin1String("Replicas")).toInt();
        m_calls.append(QStringLiteral("update %1 %2").arg(service->name).arg(*service->replicas));
        after = *service;
    }
    if (onUpdate)
        onUpdate(after);
    return {};
}

Result<QList<docker::SwarmTask>> FakeSwarm::listTasks(const JobContext &context, const QStringList &wanted)
{
    QD_CHECK(enter(context));
    const QMutexLocker lock(&m_mutex);
    QList<docker::SwarmTask> found;
    for (const docker::SwarmTask &task : std::as_const(tasks)) {
        if (wanted.isEmpty() || wanted.contains(task.serviceId))
            found.append(task);
    }
    return found;
}

Result<QList<docker::SwarmNode>> FakeSwarm::listNodes(const JobContext &context)
{
    QD_CHECK(enter(context));
    return nodes;
}

Result<void> FakeSwarm::serviceLogs(const JobContext &, const QString &, const docker::LogOptions &, const docker::OutputSink &)
{
    return fail(ErrorKind::Internal, QStringLiteral("FakeSwarm does not offer serviceLogs"));
}

docker::SwarmService swarmService(const QString &stack, const QString &name, const QString &image, int replicas, const QStringList &command,
                                  const QStringList &environment)
{
    docker::SwarmService service;
    service.name = stack + QLatin1Char('_') + name;
    service.id = QLatin1String("id-") + service.name;
    service.version = 10;
    service.labels = {{QString(docker::swarmlabel::stack), stack}};
    service.image = image;
    service.command = command;
    service.environment = environment;
    service.aliases = QStringList{name};
    service.replicas = replicas;
    service.runningTasks = replicas;
    service.desiredTasks = replicas;
    service.spec = {{QStringLiteral("Name"), service.name},
                    {QStringLiteral("Mode"), QJsonObject{{QStringLiteral("Replicated"), QJsonObject{{QStringLiteral("Replicas"), replicas}}}}},
                    {QStringLiteral("TaskTemplate"), QJsonObject{{QStringLiteral("ForceUpdate"), 3}}}};
    return service;
}

} // namespace quarterdeck::test
