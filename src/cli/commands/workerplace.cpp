// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/workerplace.h"

#include "stack/discovery.h"

#include <QCoreApplication>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::WorkerPlace)
};

} // namespace

workers::Neighbours workerNeighbours(const Neighbours &with)
{
    return {with.docker, with.compose, with.postgres, with.redis, with.n8n, with.process, with.resources, with.clock};
}

Result<stack::Stack> chosenStack(const Invocation &invocation)
{
    stack::Discovery discovery(invocation.neighbours.docker, invocation.neighbours.compose);
    QD_TRY(const QString id, discovery.choose(invocation.context, invocation.stackId));
    QD_TRY(stack::Stack stack, discovery.read(invocation.context, id));
    if (!stack.queue.enabled) {
        return fail(ErrorKind::Unsupported, Words::tr("The stack %1 has no workers: it does not run in queue mode.").arg(id), {},
                    Words::tr("set EXECUTIONS_MODE=queue and add a service that runs \"n8n worker\""));
    }
    return stack;
}

} // namespace quarterdeck::cli
