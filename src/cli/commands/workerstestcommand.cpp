// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/workerstestcommand.h"

#include "cli/optionvalues.h"
#include "cli/table.h"
#include "cli/workersjson.h"
#include "foundation/units.h"
#include "stack/discovery.h"
#include "workers/distribution.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::WorkersTestCommand)
};

constexpr int mostExecutions = 10000;
constexpr int mostSeconds = 24 * 3600;
constexpr int barWidth = 40;

void print(const workers::Distribution &distribution, const Terminal &terminal)
{
    const int most = distribution.jobs.isEmpty() ? 0 : *std::max_element(distribution.jobs.cbegin(), distribution.jobs.cend());
    Table table({{Words::tr("WORKER")}, {Words::tr("JOBS"), Table::Align::Right}, {QString()}});
    for (auto it = distribution.jobs.cbegin(); it != distribution.jobs.cend(); ++it)
        table.add({it.key(), QString::number(it.value()), QString(most > 0 ? it.value() * barWidth / most : 0, QLatin1Char('#'))});
    terminal.out(table.text(terminal));
    terminal.outLine();
    terminal.outLine(Words::tr("Fairness %1 of 1 (Jain's index), in %2.")
                         .arg(distribution.fairness, 0, 'f', 2)
                         .arg(formatDuration(std::chrono::milliseconds(distribution.tookMs))));
    if (distribution.lost > 0)
        terminal.outLine(terminal.paint(Terminal::Colour::Bad, Words::tr("%n execution(s) never ended.", nullptr, distribution.lost)));
    if (!distribution.note.isEmpty())
        terminal.outLine(distribution.note);
}

} // namespace

QString WorkersTestCommand::summary() const
{
    return Words::tr("Show how jobs are shared out among the workers.");
}

QString WorkersTestCommand::details() const
{
    return Words::tr("In a sandbox it runs executions of a workflow that does nothing, and removes it again. Of any other stack it watches the\n"
                     "traffic there is: making a workflow needs the password of n8n's owner. With --for it only ever watches.\n"
                     "Exit code: 0, or 2 when an execution never ended.");
}

QList<QCommandLineOption> WorkersTestCommand::options() const
{
    const workers::DistributionRequest defaults;
    return {QCommandLineOption(QStringLiteral("count"), Words::tr("So many executions."), QStringLiteral("N"), QString::number(defaults.count)),
            QCommandLineOption(QStringLiteral("for"), Words::tr("Start nothing, watch live traffic for so long, or until N jobs have ended."),
                               QStringLiteral("SECONDS"))};
}

Outcome WorkersTestCommand::run(const Invocation &invocation)
{
    workers::DistributionRequest request;
    QD_CLI_OPTION(request.count, numberOption(invocation.options, QStringLiteral("count"), 1, mostExecutions));
    if (invocation.options.isSet(QStringLiteral("for"))) {
        QD_CLI_OPTION(const int seconds, numberOption(invocation.options, QStringLiteral("for"), 1, mostSeconds));
        request.watch = std::chrono::seconds(seconds);
        request.liveOnly = true;
        if (!invocation.options.isSet(QStringLiteral("count")))
            request.count = std::numeric_limits<int>::max();
    }
    const Neighbours &with = invocation.neighbours;
    stack::Discovery discovery(with.docker, with.compose);
    QD_CLI_TRY(const QString id, discovery.choose(invocation.context, invocation.stackId));
    QD_CLI_TRY(const stack::Stack stack, discovery.read(invocation.context, id));
    QD_CLI_TRY(const workers::Distribution distribution,
               workers::testDistribution(invocation.context,
                                         {with.docker, with.compose, with.postgres, with.redis, with.n8n, with.process, with.resources, with.clock},
                                         stack, request));
    if (invocation.json)
        invocation.terminal.outJson(distributionJson(id, distribution));
    else
        print(distribution, invocation.terminal);
    return distribution.lost > 0 ? exitWarning : exitOk;
}

} // namespace quarterdeck::cli
