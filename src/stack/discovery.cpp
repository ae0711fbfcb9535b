// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/discovery.h"

#include "stack/containergroups.h"
#include "stack/stackreader.h"

#include <QCoreApplication>

namespace quarterdeck::stack {

namespace {

struct DiscoveryText
{
    Q_DECLARE_TR_FUNCTIONS(Discovery)
};

QString namesOf(const QStringList &ids)
{
    return ids.join(QLatin1String(", "));
}

tl::unexpected<Error> noSuchStack(const QString &id, const QStringList &ids)
{
    return fail(ErrorKind::NotFound, DiscoveryText::tr("There is no n8n stack named %1 on this engine.").arg(id), {},
                ids.isEmpty() ? DiscoveryText::tr("No n8n stack was found at all. Start one, or bring up the sandbox.")
                              : DiscoveryText::tr("Found: %1.").arg(namesOf(ids)));
}

} // namespace

Discovery::Discovery(docker::DockerPort &docker, compose::ComposePort &compose)
    : m_docker(docker)
    , m_compose(compose)
{
}

Result<QList<StackSummary>> Discovery::list(const JobContext &context)
{
    QD_TRY(const auto found, findStacks(context, m_docker));
    QList<StackSummary> stacks;
    for (const auto &[id, group] : found) {
        StackSummary summary;
        summary.id = id;
        summary.orchestrator = group.orchestrator;
        if (group.orchestrator == Orchestrator::Compose)
            summary.project = projectOf(group.containers.first().labels);
        summary.containers = group.containerCount();
        summary.running = group.runningCount();
        summary.hasWorkers = group.hasWorkers;
        stacks.append(summary);
    }
    return stacks;
}

Result<Stack> Discovery::read(const JobContext &context, const QString &id)
{
    QD_TRY(const auto found, findStacks(context, m_docker));
    const auto group = found.find(id);
    if (group == found.end()) {
        QStringList ids;
        for (const auto &[other, containers] : found)
            ids.append(other);
        return noSuchStack(id, ids);
    }
    return readStack(context, m_docker, m_compose, id, group->second);
}

Result<QString> Discovery::choose(const JobContext &context, const QString &wantedId)
{
    QD_TRY(const QList<StackSummary> stacks, list(context));
    QStringList ids;
    for (const StackSummary &stack : stacks)
        ids.append(stack.id);
    if (!wantedId.isEmpty() && ids.contains(wantedId))
        return wantedId;
    if (!wantedId.isEmpty())
        return noSuchStack(wantedId, ids);
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
