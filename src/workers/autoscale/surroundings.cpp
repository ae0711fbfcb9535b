// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/stacklock.h"
#include "stack/discovery.h"
#include "workers/autoscale/runner.h"
#include "workers/remedyplans.h"
#include "workers/situationreader.h"

#include <QCoreApplication>

namespace quarterdeck::workers::autoscale {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::AutoscaleSurroundings)
};

} // namespace

Surroundings surroundingsOf(const Neighbours &neighbours, const QString &stackId, const QString &configFolder)
{
    const Neighbours with = neighbours; // references only
    const auto discovery = std::make_shared<stack::Discovery>(with.docker, with.compose);
    // Kept from look to look: its connections, and what it remembers.
    const auto reader = std::make_shared<SituationReader>(with);
    return {[stackId, configFolder] { return loadSettings(stackId, configFolder); },
            [discovery, stackId](const JobContext &context) { return discovery->read(context, stackId); },
            [with, stackId](const JobContext &context) {
                // One list call, which costs the engine nothing.
                const auto all = with.docker.listContainers(context, true, {QLatin1String("com.docker.compose.project=") + stackId});
                QStringList marks;
                for (const docker::ContainerSummary &one : all.value_or(QList<docker::ContainerSummary>()))
                    marks.append(one.id + one.state);
                marks.sort();
                return marks.join(QLatin1Char(' '));
            },
            [reader](const JobContext &context, const stack::Stack &stack) { return reader->read(context, stack); },
            [with](const stack::Stack &stack, const ScaleRequest &request, ScaleReport &report) { return scalePlan(with, stack, request, report); },
            [with](const JobContext &context, const stack::Stack &stack) {
                JobContext job = context;
                return runPlan(releasePlan(with, stack), job).result;
            },
            [stackId]() -> QString {
                const Result<StackLock::Holder> holder = StackLock::holder(stackId);
                return holder ? Words::tr("another operation is at work on the stack: %1 (process %2)").arg(holder->operation).arg(holder->pid)
                              : QString();
            },
            with.clock};
}

} // namespace quarterdeck::workers::autoscale
