// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupschedulecommands.h"

#include "cli/backupjson.h"
#include "cli/commands/backupplace.h"
#include "cli/missedruns.h"
#include "cli/optionvalues.h"
#include "foundation/units.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::BackupScheduleCommands)
};

using Every = backup::ScheduleRule::Every;
using Backend = backup::ScheduleStatus::Backend;

QStringList scheduleWords(const QString &verb)
{
    return {QStringLiteral("backup"), QStringLiteral("schedule"), verb};
}

/// Both in the order of their numbers: Every's, and ISO's from Monday.
QStringList everyWords()
{
    return {QStringLiteral("hour"), QStringLiteral("6h"), QStringLiteral("day"), QStringLiteral("week")};
}

QStringList weekdayWords()
{
    return {QStringLiteral("mon"), QStringLiteral("tue"), QStringLiteral("wed"), QStringLiteral("thu"),
            QStringLiteral("fri"), QStringLiteral("sat"), QStringLiteral("sun")};
}

QString backendName(Backend backend)
{
    switch (backend) {
    case Backend::SystemdUser:
        return QStringLiteral("systemd");
    case Backend::Cron:
        return QStringLiteral("cron");
    case Backend::None:
        break;
    }
    return QStringLiteral("none");
}

QString backendTitle(Backend backend)
{
    switch (backend) {
    case Backend::SystemdUser:
        return Words::tr("a systemd timer of yours");
    case Backend::Cron:
        return Words::tr("your crontab");
    case Backend::None:
        break;
    }
    return Words::tr("nothing: neither systemd nor cron is here");
}

QString ruleText(const backup::ScheduleRule &rule)
{
    const QString at = rule.at.toString(QStringLiteral("HH:mm"));
    switch (rule.every) {
    case Every::Hour:
        return Words::tr("every hour, %1 min past").arg(rule.at.minute());
    case Every::SixHours:
        return Words::tr("every 6 hours, counted from %1").arg(at);
    case Every::Day:
        return Words::tr("every day at %1").arg(at);
    case Every::Week:
        break;
    }
    return Words::tr("every week, %1 at %2").arg(QLocale().dayName(rule.weekday), at);
}

QString catchUpCommand(const QString &stackId)
{
    return QStringLiteral("quarterdeckctl backup create --stack %1 --trigger catch-up").arg(stackId);
}

QString moment(const QDateTime &time)
{
    return time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

Result<backup::ScheduleStatus> statusOf(const Invocation &invocation, const QString &stackId)
{
    QD_TRY(const auto history, backup::History::open());
    QD_TRY(const QDateTime lastRun, lastRunOf(*history, stackId));
    return schedulerOf(invocation.neighbours).status(invocation.context, stackId, lastRun);
}

QJsonObject statusJson(const QString &stackId, const backup::ScheduleStatus &status)
{
    QJsonArray missed;
    for (const QDateTime &slot : status.missed)
        missed.append(timeJson(slot));
    const auto ifInstalled = [&status](const QString &text) { return status.installed ? QJsonValue(text) : QJsonValue(); };
    const bool weekly = status.rule.every == Every::Week;
    QJsonObject json = backupDocument(stackId);
    json.insert(QStringLiteral("installed"), status.installed);
    json.insert(QStringLiteral("backend"), backendName(status.backend));
    json.insert(QStringLiteral("every"), ifInstalled(everyWords().at(static_cast<int>(status.rule.every))));
    json.insert(QStringLiteral("at"), ifInstalled(status.rule.at.toString(QStringLiteral("HH:mm"))));
    json.insert(QStringLiteral("weekday"), weekly ? ifInstalled(weekdayWords().at(status.rule.weekday - 1)) : QJsonValue());
    json.insert(QStringLiteral("next"), timeJson(status.next));
    json.insert(QStringLiteral("lastRun"), timeJson(status.lastRun));
    json.insert(QStringLiteral("missed"), missed);
    json.insert(QStringLiteral("catchUp"), status.missed.isEmpty() ? QString() : catchUpCommand(stackId));
    json.insert(QStringLiteral("problem"), status.problem);
    return json;
}

void print(const Terminal &terminal, const QString &stackId, const backup::ScheduleStatus &status, const QDateTime &now)
{
    const auto line = [&terminal](const QString &name, const QString &value) {
        constexpr qsizetype width = 10;
        terminal.outLine(terminal.paint(Terminal::Colour::Faint, name.leftJustified(width)) + value);
    };
    const auto withAge = [&now](const QDateTime &time) { return QLatin1String("%1, %2").arg(moment(time), formatRelative(time, now)); };
    if (!status.installed) {
        terminal.outLine(Words::tr("%1 is not backed up by itself. Set a time with: quarterdeckctl backup schedule set").arg(stackId));
        line(Words::tr("By"), backendTitle(status.backend));
    } else {
        line(Words::tr("Backup"), ruleText(status.rule));
        line(Words::tr("By"), backendTitle(status.backend));
        line(Words::tr("Next"), status.next.isValid() ? withAge(status.next) : QStringLiteral("-"));
    }
    line(Words::tr("Last run"), status.lastRun.isValid() ? withAge(status.lastRun) : Words::tr("never"));
    if (!status.problem.isEmpty())
        line(Words::tr("Problem"), terminal.paint(Terminal::Colour::Warning, status.problem));
    if (status.missed.isEmpty())
        return;
    constexpr qsizetype shown = 5;
    QStringList slotTexts;
    for (const QDateTime &slot : status.missed.last(std::min(shown, status.missed.size())))
        slotTexts.append(moment(slot));
    QString text = slotTexts.join(QLatin1String(", "));
    if (status.missed.size() > shown)
        text = Words::tr("%1 runs, the last at %2").arg(status.missed.size()).arg(text);
    line(Words::tr("Missed"), terminal.paint(Terminal::Colour::Warning, text));
    line({}, Words::tr("Catch up with: %1").arg(catchUpCommand(stackId)));
}

/// As it stands, after a change or when asked.
Outcome report(const Invocation &invocation, const QString &stackId)
{
    QD_CLI_TRY(const backup::ScheduleStatus status, statusOf(invocation, stackId));
    if (invocation.json)
        invocation.terminal.outJson(statusJson(stackId, status));
    else
        print(invocation.terminal, stackId, status, invocation.neighbours.clock.now());
    return status.problem.isEmpty() && status.missed.isEmpty() ? exitOk : exitWarning;
}

} // namespace

QStringList BackupScheduleShowCommand::words() const
{
    return scheduleWords(QStringLiteral("show"));
}

QString BackupScheduleShowCommand::summary() const
{
    return Words::tr("Show when backups run by themselves, and which runs were missed.");
}

QString BackupScheduleShowCommand::details() const
{
    return Words::tr("Exit code: 0 all is well or nothing is scheduled, 2 runs were missed or the timer has a problem.");
}

Outcome BackupScheduleShowCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const QString id, stackIdOf(invocation));
    return report(invocation, id);
}

QStringList BackupScheduleSetCommand::words() const
{
    return scheduleWords(QStringLiteral("set"));
}

QString BackupScheduleSetCommand::summary() const
{
    return Words::tr("Let backups run by themselves, or change when.");
}

QString BackupScheduleSetCommand::details() const
{
    return Words::tr("Installs a systemd timer of yours where systemd runs, else an entry in your crontab; other\n"
                     "entries are left alone. What is not given stays as it is, at first every day at 02:00.");
}

QList<QCommandLineOption> BackupScheduleSetCommand::options() const
{
    return {
        QCommandLineOption(QStringLiteral("every"), Words::tr("How often: %1.").arg(everyWords().join(QLatin1String(", "))), QStringLiteral("WORD")),
        QCommandLineOption(QStringLiteral("at"), Words::tr("Local time of the day; of every hour, its minute counts."), QStringLiteral("HH:MM")),
        QCommandLineOption(QStringLiteral("weekday"), Words::tr("For every week: %1.").arg(weekdayWords().join(QLatin1String(", "))),
                           QStringLiteral("DAY"))};
}

Outcome BackupScheduleSetCommand::run(const Invocation &invocation)
{
    const QCommandLineParser &options = invocation.options;
    const auto withOptions = [&options](backup::ScheduleRule rule) -> Result<backup::ScheduleRule> {
        if (options.isSet(QStringLiteral("every"))) {
            QD_TRY(const qsizetype every, wordOption(options, QStringLiteral("every"), everyWords()));
            rule.every = static_cast<Every>(every);
        }
        if (options.isSet(QStringLiteral("at"))) {
            QD_TRY(rule.at, timeOption(options, QStringLiteral("at")));
        }
        if (options.isSet(QStringLiteral("weekday"))) {
            QD_TRY(const qsizetype day, wordOption(options, QStringLiteral("weekday"), weekdayWords()));
            rule.weekday = static_cast<int>(day) + 1;
        }
        return rule;
    };
    QD_CLI_OPTION([[maybe_unused]] const backup::ScheduleRule checked, withOptions({}));
    QD_CLI_TRY(const QString id, changedStackIdOf(invocation));
    QD_CLI_TRY(const backup::ScheduleStatus before, statusOf(invocation, id));
    QD_CLI_OPTION(const backup::ScheduleRule rule, withOptions(before.installed ? before.rule : backup::ScheduleRule()));
    if (options.isSet(QStringLiteral("weekday")) && rule.every != Every::Week)
        return Outcome::usage(Words::tr("--weekday is for --every week."));
    if (const Result<void> installed = schedulerOf(invocation.neighbours).install(invocation.context, id, rule); !installed)
        return installed.error();
    return report(invocation, id);
}

QStringList BackupScheduleRemoveCommand::words() const
{
    return scheduleWords(QStringLiteral("remove"));
}

QString BackupScheduleRemoveCommand::summary() const
{
    return Words::tr("Let backups no longer run by themselves; sets and settings stay.");
}

Outcome BackupScheduleRemoveCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const QString id, stackIdOf(invocation));
    if (const Result<void> removed = schedulerOf(invocation.neighbours).remove(invocation.context, id); !removed)
        return removed.error();
    const Outcome told = report(invocation, id);
    // That nothing could run it is no problem of what no longer is to run.
    return told.error ? told : Outcome(exitOk);
}

} // namespace quarterdeck::cli
