// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/autoscalecommands.h"

#include "cli/autoscalejson.h"
#include "cli/backupjson.h"
#include "cli/commands/autoscaleoptions.h"
#include "cli/commands/backupplace.h"
#include "cli/optionvalues.h"
#include "cli/table.h"
#include "foundation/units.h"
#include "stack/discovery.h"
#include "workers/autoscale/runner.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace quarterdeck::cli {

using namespace workers::autoscale;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::AutoscaleCommands)
};

constexpr int mostHours = 24 * 366;
constexpr int mostActions = 2000;
constexpr int shownActions = 3;

QStringList autoscaleWords(const QString &verb)
{
    return {QStringLiteral("workers"), QStringLiteral("autoscale"), verb};
}

Service serviceOf(const Invocation &invocation)
{
    return {invocation.neighbours.process, QCoreApplication::applicationFilePath()};
}

QString moment(const QDateTime &time)
{
    return time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString seconds(std::chrono::milliseconds time)
{
    return formatDuration(time);
}

QString upText(const Policy &policy)
{
    const QString wait = policy.wait == Policy::Wait::Both ? Words::tr("%1 jobs wait and the oldest does for %2")
                                                           : Words::tr("%1 jobs wait or the oldest does for %2");
    return Words::tr("%1 more when %2, and %3 % of the capacity are in use, for %4; %5 after a change at the earliest")
        .arg(policy.stepUp)
        .arg(wait.arg(policy.depth).arg(seconds(policy.oldestWait)))
        .arg(policy.busyPercent)
        .arg(seconds(policy.upFor), seconds(policy.restUp));
}

QString downText(const Policy &policy)
{
    return Words::tr("%1 fewer when nothing waits and %2 % of what is left would stay free, for %3; %4 after a change at the earliest")
        .arg(policy.stepDown)
        .arg(policy.roomPercent)
        .arg(seconds(policy.downFor), seconds(policy.restDown));
}

QString modeText(const Settings &settings)
{
    switch (settings.mode) {
    case Mode::On:
        return Words::tr("on");
    case Mode::Watch:
        return Words::tr("watching: it records and tells, but changes nothing");
    case Mode::Off:
        break;
    }
    return Words::tr("off");
}

QString runnerText(const ServiceStatus &status)
{
    if (status.runner)
        return Words::tr("%1 (process %2, since %3)").arg(status.runner->operation).arg(status.runner->pid).arg(moment(status.runner->since));
    return status.installed ? Words::tr("installed, but does not run now") : Words::tr("none");
}

QString outcomeText(const Action &action, const ServiceStatus &status)
{
    if (!action.outcome.isEmpty())
        return action.outcome;
    return status.runner ? Words::tr("running") : Words::tr("broken off");
}

Table actionTable(const QList<Action> &actions, const ServiceStatus &status)
{
    Table table({{Words::tr("TIME")},
                 {Words::tr("FROM"), Table::Align::Right},
                 {Words::tr("TO"), Table::Align::Right},
                 {Words::tr("TOOK"), Table::Align::Right},
                 {Words::tr("OUTCOME")},
                 {Words::tr("WHY")}});
    for (const Action &action : actions) {
        table.add({moment(action.startedAt), QString::number(action.from), QString::number(action.to),
                   action.finishedAt.isValid() ? formatDuration(std::chrono::milliseconds(action.startedAt.msecsTo(action.finishedAt)))
                                               : QStringLiteral("-"),
                   outcomeText(action, status), action.error.isEmpty() ? action.reason : action.error});
    }
    return table;
}

Outcome report(const Invocation &invocation, const QString &stackId, const Settings &settings)
{
    Service service = serviceOf(invocation);
    QD_CLI_TRY(const ServiceStatus status, service.status(invocation.context, stackId));
    QD_CLI_TRY(const auto history, History::open());
    QD_CLI_TRY(const QList<Action> actions, history->actions(stackId, shownActions));
    const bool wrong = settings.mode != Mode::Off && (!status.problem.isEmpty() || !status.installed);
    if (invocation.json) {
        QJsonObject json = backupDocument(stackId);
        json.insert(QStringLiteral("mode"), modeName(settings.mode));
        json.insert(QStringLiteral("policy"), toJson(settings.policy));
        json.insert(QStringLiteral("service"), toJson(status));
        json.insert(QStringLiteral("lastActions"), arrayJson(actions));
        invocation.terminal.outJson(json);
        return wrong ? exitWarning : exitOk;
    }
    const Terminal &terminal = invocation.terminal;
    const auto line = [&terminal](const QString &name, const QString &value) {
        constexpr qsizetype width = 12;
        terminal.outLine(terminal.paint(Terminal::Colour::Faint, name.leftJustified(width)) + value);
    };
    const Policy &policy = settings.policy;
    line(Words::tr("Autoscaling"), modeText(settings));
    line(Words::tr("Workers"),
         Words::tr("%1 to %2%3")
             .arg(policy.min)
             .arg(policy.max)
             .arg(policy.beyondBudget ? Words::tr(", even beyond what fits") : Words::tr(", never more than fit")));
    line(Words::tr("Up"), upText(policy));
    line(Words::tr("Down"), downText(policy));
    line(Words::tr("Looks"), Words::tr("every %1").arg(seconds(policy.every)));
    line(Words::tr("Service"), runnerText(status));
    if (wrong) {
        line(Words::tr("Problem"),
             terminal.paint(Terminal::Colour::Warning,
                            status.problem.isEmpty() ? Words::tr("Nothing starts it: switch it on again.") : status.problem));
    }
    if (!actions.isEmpty()) {
        terminal.outLine();
        terminal.out(actionTable(actions, status).text(terminal));
    }
    return wrong ? exitWarning : exitOk;
}

bool anySet(const Invocation &invocation, const QList<QCommandLineOption> &options)
{
    return std::any_of(options.cbegin(), options.cend(),
                       [&invocation](const QCommandLineOption &option) { return invocation.options.isSet(option.names().first()); });
}

} // namespace

QStringList AutoscaleShowCommand::words() const
{
    return autoscaleWords(QStringLiteral("show"));
}

QString AutoscaleShowCommand::summary() const
{
    return Words::tr("Show whether and how workers are scaled by themselves.");
}

QString AutoscaleShowCommand::details() const
{
    return Words::tr("Exit code: 0 all is well or it is off, 2 it is on and does not run.");
}

Outcome AutoscaleShowCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const QString id, stackIdOf(invocation));
    QD_CLI_TRY(const Settings settings, loadSettings(id));
    return report(invocation, id, settings);
}

QStringList AutoscaleSetCommand::words() const
{
    return autoscaleWords(QStringLiteral("set"));
}

QString AutoscaleSetCommand::summary() const
{
    return Words::tr("Change when workers are added and let go.");
}

QString AutoscaleSetCommand::details() const
{
    return Words::tr("What is not given stays as it is. A service that runs takes it over at its next look.\n"
                     "Try it first: quarterdeckctl workers autoscale dry-run takes the same options.");
}

QList<QCommandLineOption> AutoscaleSetCommand::options() const
{
    return autoscaleOptions();
}

Outcome AutoscaleSetCommand::run(const Invocation &invocation)
{
    if (!anySet(invocation, options()))
        return Outcome::usage(Words::tr("There is nothing to set."), Words::tr("see quarterdeckctl workers autoscale set --help"));
    QD_CLI_TRY(const QString id, changedStackIdOf(invocation));
    QD_CLI_TRY(Settings settings, loadSettings(id));
    QD_CLI_OPTION(settings.policy, withAutoscaleOptions(invocation.options, settings.policy));
    if (const Result<void> saved = saveSettings(id, settings); !saved)
        return saved.error();
    const Outcome told = report(invocation, id, settings);
    return told.error ? told : Outcome(exitOk);
}

AutoscaleSwitchCommand::AutoscaleSwitchCommand(bool on)
    : m_on(on)
{
}

QStringList AutoscaleSwitchCommand::words() const
{
    return autoscaleWords(m_on ? QStringLiteral("on") : QStringLiteral("off"));
}

QString AutoscaleSwitchCommand::summary() const
{
    return m_on ? Words::tr("Let workers be scaled by themselves from now on.") : Words::tr("Let workers no longer be scaled by themselves.");
}

QString AutoscaleSwitchCommand::details() const
{
    return m_on ? Words::tr("Installs and starts a service: a unit of your systemd, where that runs, else a line in your crontab.")
                : Words::tr("Ends the service; a change under way is taken back. The number of workers stays as it is, and so does the policy.");
}

QList<QCommandLineOption> AutoscaleSwitchCommand::options() const
{
    if (!m_on)
        return {};
    return {QCommandLineOption(QStringLiteral("watch"), Words::tr("Only record and tell what it would do."))};
}

Outcome AutoscaleSwitchCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const QString id, m_on ? changedStackIdOf(invocation) : stackIdOf(invocation));
    QD_CLI_TRY(const Settings before, loadSettings(id));
    Settings settings = before;
    settings.mode = !m_on ? Mode::Off : invocation.options.isSet(QStringLiteral("watch")) ? Mode::Watch : Mode::On;
    // First the settings: the service reads them when it starts.
    if (const Result<void> saved = saveSettings(id, settings); !saved)
        return saved.error();
    Service service = serviceOf(invocation);
    const Result<void> switched = m_on ? service.install(invocation.context, id) : service.remove(invocation.context, id);
    if (!switched) {
        if (m_on)
            (void)saveSettings(id, before); // what nothing starts is not on
        return switched.error();
    }
    return report(invocation, id, settings);
}

QStringList AutoscaleDryRunCommand::words() const
{
    return autoscaleWords(QStringLiteral("dry-run"));
}

QString AutoscaleDryRunCommand::summary() const
{
    return Words::tr("Show what it would have done in the time that was recorded; changes nothing.");
}

QString AutoscaleDryRunCommand::details() const
{
    return Words::tr("Takes the options of `set`, to try a policy before it is kept. The window records while its Workers page is open,\n"
                     "the service all the time; \"quarterdeckctl workers autoscale on --watch\" only records.\n"
                     "Where it would have had other workers than there were, the queue is estimated.");
}

QList<QCommandLineOption> AutoscaleDryRunCommand::options() const
{
    return autoscaleOptions()
        + QList<QCommandLineOption>{
            QCommandLineOption(QStringLiteral("hours"), Words::tr("Only the last N hours; 0 = all."), QStringLiteral("N"), QStringLiteral("24"))};
}

Outcome AutoscaleDryRunCommand::run(const Invocation &invocation)
{
    QD_CLI_OPTION(const int hours, numberOption(invocation.options, QStringLiteral("hours"), 0, mostHours));
    QD_CLI_TRY(const QString id, stackIdOf(invocation));
    QD_CLI_TRY(const Settings settings, loadSettings(id));
    QD_CLI_OPTION(const Policy policy, withAutoscaleOptions(invocation.options, settings.policy));
    QD_CLI_TRY(const auto history, History::open());
    const QDateTime since = hours == 0 ? QDateTime() : invocation.neighbours.clock.now().addSecs(-qint64(hours) * 3600);
    QD_CLI_TRY(const QList<Sample> samples, history->samples(id, since));
    const Replay result = replay(onOneAxis(samples), policy);
    if (invocation.json) {
        QJsonObject json = backupDocument(id);
        json.insert(QStringLiteral("policy"), toJson(policy));
        json.insert(QStringLiteral("dryRun"), toJson(result));
        invocation.terminal.outJson(json);
        return exitOk;
    }
    const Terminal &terminal = invocation.terminal;
    if (samples.isEmpty()) {
        terminal.outLine(Words::tr("Nothing was recorded in that time. Record with: quarterdeckctl workers autoscale on --watch"));
        return exitOk;
    }
    if (!result.events.isEmpty()) {
        Table table({{Words::tr("TIME")}, {Words::tr("FROM"), Table::Align::Right}, {Words::tr("TO"), Table::Align::Right}, {Words::tr("WHY")}});
        for (const ReplayEvent &event : result.events) {
            table.add({moment(event.wall), QString::number(event.decision.current),
                       event.decision.changes() ? QString::number(event.decision.target) : QStringLiteral("="), event.decision.reason});
        }
        terminal.out(table.text(terminal));
        terminal.outLine();
    }
    const QLocale locale;
    terminal.outLine(Words::tr("%1 to %2: %3 h recorded, %n gap(s).", nullptr, result.gaps)
                         .arg(moment(samples.constFirst().wall), moment(samples.constLast().wall), locale.toString(result.hours, 'f', 1)));
    terminal.outLine(Words::tr("%n change(s). %1 worker-hours instead of %2. Longest wait %3 (estimated) instead of %4.", nullptr, result.changes)
                         .arg(locale.toString(result.workerHours, 'f', 1), locale.toString(result.workerHoursWere, 'f', 1),
                              formatDuration(std::chrono::milliseconds(result.longestWaitMs)),
                              formatDuration(std::chrono::milliseconds(result.longestWaitWereMs))));
    return exitOk;
}

QStringList AutoscaleRunCommand::words() const
{
    return autoscaleWords(QStringLiteral("run"));
}

QString AutoscaleRunCommand::summary() const
{
    return Words::tr("Scale workers from this terminal, until it is stopped.");
}

QString AutoscaleRunCommand::details() const
{
    return Words::tr("Looks, records, decides and scales by the policy that is set, whether it is switched on or not. One at a time for each stack.\n"
                     "Ctrl+C or SIGTERM ends it; a change under way is taken back.");
}

QList<QCommandLineOption> AutoscaleRunCommand::options() const
{
    return {QCommandLineOption(QStringLiteral("watch"), Words::tr("Only record and tell what it would do.")),
            QCommandLineOption(QStringLiteral("service"),
                               Words::tr("As the service does: follows the switch, and ends at once where another runs already."))};
}

Outcome AutoscaleRunCommand::run(const Invocation &invocation)
{
    const bool asService = invocation.options.isSet(QStringLiteral("service"));
    // The service must outlive an engine that starts after it.
    QD_CLI_TRY(const QString id, asService ? stackIdOf(invocation) : changedStackIdOf(invocation));
    const Result<StackLock> lock = becomeRunner(id, asService);
    if (!lock)
        return asService && lock.error().kind == ErrorKind::Conflict ? Outcome(exitOk) : Outcome(lock.error());
    QD_CLI_TRY(const auto history, History::open());
    const Neighbours &with = invocation.neighbours;
    const workers::Neighbours neighbours{with.docker, with.compose, with.postgres, with.redis, with.n8n, with.process, with.resources, with.clock};
    std::optional<Mode> mode;
    if (!asService)
        mode = invocation.options.isSet(QStringLiteral("watch")) ? Mode::Watch : Mode::On;
    Runner runner(id, surroundingsOf(neighbours, id), *history, mode);
    const Result<void> ended = runner.run(invocation.context);
    return ended ? Outcome(exitOk) : Outcome(ended.error());
}

QStringList AutoscaleHistoryCommand::words() const
{
    return autoscaleWords(QStringLiteral("history"));
}

QString AutoscaleHistoryCommand::summary() const
{
    return Words::tr("List what autoscaling has done and why, newest first.");
}

QList<QCommandLineOption> AutoscaleHistoryCommand::options() const
{
    return {QCommandLineOption(QStringLiteral("limit"), Words::tr("At most this many."), QStringLiteral("N"), QStringLiteral("30"))};
}

Outcome AutoscaleHistoryCommand::run(const Invocation &invocation)
{
    QD_CLI_OPTION(const int limit, numberOption(invocation.options, QStringLiteral("limit"), 1, mostActions));
    QD_CLI_TRY(const QString id, stackIdOf(invocation));
    QD_CLI_TRY(const auto history, History::open());
    QD_CLI_TRY(const QList<Action> actions, history->actions(id, limit));
    if (invocation.json) {
        QJsonObject json = backupDocument(id);
        json.insert(QStringLiteral("actions"), arrayJson(actions));
        invocation.terminal.outJson(json);
        return exitOk;
    }
    if (actions.isEmpty()) {
        invocation.terminal.outLine(Words::tr("Autoscaling has not changed anything yet."));
        return exitOk;
    }
    QD_CLI_TRY(const ServiceStatus status, serviceOf(invocation).status(invocation.context, id));
    invocation.terminal.out(actionTable(actions, status).text(invocation.terminal));
    return exitOk;
}

} // namespace quarterdeck::cli
