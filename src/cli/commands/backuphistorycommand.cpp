// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backuphistorycommand.h"

#include "cli/backupjson.h"
#include "cli/optionvalues.h"
#include "cli/table.h"
#include "foundation/stacklock.h"
#include "foundation/units.h"

#include <QCoreApplication>
#include <QSet>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::BackupHistoryCommand)
};

constexpr int mostRuns = 10'000;

/// The outcome of each run, with the two that a record cannot tell: one without
/// an outcome runs when it is its stack's newest and somebody holds the lock,
/// else it was killed.
QStringList outcomesOf(const QList<backup::RunRecord> &runs)
{
    QStringList outcomes;
    QSet<QString> seen;
    for (const backup::RunRecord &run : runs) {
        QString outcome = run.outcome;
        if (outcome.isEmpty()) {
            const bool atWork = !seen.contains(run.stackId) && StackLock::holder(run.stackId).has_value();
            outcome = atWork ? QStringLiteral("running") : QStringLiteral("interrupted");
        }
        seen.insert(run.stackId);
        outcomes.append(outcome);
    }
    return outcomes;
}

QString outcomeTitle(const QString &outcome)
{
    if (outcome == QLatin1String("success"))
        return Words::tr("Done");
    if (outcome == QLatin1String("warning"))
        return Words::tr("Warning");
    if (outcome == QLatin1String("failure"))
        return Words::tr("Failed");
    if (outcome == QLatin1String("cancelled"))
        return Words::tr("Cancelled");
    if (outcome == QLatin1String("missed"))
        return Words::tr("Missed");
    if (outcome == QLatin1String("running"))
        return Words::tr("Running");
    if (outcome == QLatin1String("interrupted"))
        return Words::tr("Interrupted");
    return outcome;
}

Terminal::Colour outcomeColour(const QString &outcome)
{
    if (outcome == QLatin1String("success"))
        return Terminal::Colour::Good;
    if (outcome == QLatin1String("failure") || outcome == QLatin1String("interrupted"))
        return Terminal::Colour::Bad;
    if (outcome == QLatin1String("warning") || outcome == QLatin1String("missed"))
        return Terminal::Colour::Warning;
    return Terminal::Colour::Faint;
}

QString oneLine(QString text)
{
    return text.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

Table runTable(const QList<backup::RunRecord> &runs, const QStringList &outcomes)
{
    Table table({{Words::tr("STARTED")},
                 {Words::tr("STACK")},
                 {Words::tr("WHAT")},
                 {Words::tr("BY")},
                 {Words::tr("OUTCOME")},
                 {Words::tr("TOOK"), Table::Align::Right},
                 {Words::tr("SIZE"), Table::Align::Right},
                 {Words::tr("SUMMARY")}});
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const backup::RunRecord &run = runs.at(i);
        const bool timed = run.finishedAt.isValid() && run.outcome != QLatin1String("missed");
        table.add({run.startedAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")), run.stackId, run.operation, run.trigger,
                   Table::Cell(outcomeTitle(outcomes.at(i)), outcomeColour(outcomes.at(i))),
                   timed ? formatDuration(std::chrono::milliseconds(run.startedAt.msecsTo(run.finishedAt))) : QStringLiteral("-"),
                   run.bytes > 0 ? formatBytes(run.bytes) : QStringLiteral("-"), oneLine(run.error.isEmpty() ? run.summary : run.error)});
    }
    return table;
}

} // namespace

QString BackupHistoryCommand::summary() const
{
    return Words::tr("List the runs of backups and checks, failed and missed ones included.");
}

QString BackupHistoryCommand::details() const
{
    return Words::tr("Newest first; of every stack unless --stack names one.");
}

QList<QCommandLineOption> BackupHistoryCommand::options() const
{
    return {QCommandLineOption(QStringLiteral("limit"), Words::tr("At most this many."), QStringLiteral("N"), QStringLiteral("30"))};
}

Outcome BackupHistoryCommand::run(const Invocation &invocation)
{
    QD_CLI_OPTION(const int limit, numberOption(invocation.options, QStringLiteral("limit"), 1, mostRuns));
    QD_CLI_TRY(const auto history, backup::History::open());
    QD_CLI_TRY(const QList<backup::RunRecord> runs, history->runs(invocation.stackId, limit));
    const QStringList outcomes = outcomesOf(runs);
    if (invocation.json) {
        QJsonArray array;
        for (qsizetype i = 0; i < runs.size(); ++i)
            array.append(toJson(runs.at(i), outcomes.at(i)));
        QJsonObject json = backupDocument(invocation.stackId);
        json.insert(QStringLiteral("runs"), array);
        invocation.terminal.outJson(json);
    } else if (runs.isEmpty()) {
        invocation.terminal.outLine(Words::tr("No run is recorded yet."));
    } else {
        invocation.terminal.out(runTable(runs, outcomes).text(invocation.terminal));
    }
    return exitOk;
}

} // namespace quarterdeck::cli
