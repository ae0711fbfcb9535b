// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/backupwords.h"

#include "foundation/units.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace quarterdeck::gui {

namespace {

using backup::BackupSet;
using backup::Part;
using backup::ScheduleRule;
using backup::ScheduleStatus;
using backup::SetState;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::BackupWords)
};

/// A backup a day, and two hours until somebody has to be told.
constexpr qint64 warnAfterSeconds = 26 * 3600;
constexpr qint64 failAfterSeconds = 72 * 3600;

QString partWord(Part part)
{
    switch (part) {
    case Part::Postgres:
        return Words::tr("db");
    case Part::Globals:
        return Words::tr("roles");
    case Part::Redis:
        return Words::tr("queue");
    case Part::N8nData:
        return Words::tr("data");
    case Part::Environment:
        return Words::tr("env");
    case Part::Compose:
        return Words::tr("compose");
    case Part::Log:
    case Part::Readme:
        break;
    }
    return {};
}

QString timeOfDay(QTime time)
{
    return time.toString(QStringLiteral("HH:mm"));
}

} // namespace

QString momentText(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return Words::tr("unknown");
    const QDateTime local = time.toLocalTime();
    const QString clock = timeOfDay(local.time());
    switch (now.toLocalTime().date().daysTo(local.date())) {
    case 0:
        return Words::tr("today %1").arg(clock);
    case -1:
        return Words::tr("yesterday %1").arg(clock);
    case 1:
        return Words::tr("tomorrow %1").arg(clock);
    default:
        // Its own order of year, month and day: it sorts, and nobody reads it the wrong way round.
        return Words::tr("%1 %2").arg(local.date().toString(QStringLiteral("yyyy-MM-dd")), clock);
    }
}

QString exactMoment(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::LongFormat) : QString();
}

QList<Part> contentsParts()
{
    return {Part::Postgres, Part::Globals, Part::Redis, Part::N8nData, Part::Environment, Part::Compose};
}

QString contentsText(const QList<Part> &parts)
{
    QStringList words;
    for (const Part part : contentsParts()) {
        if (parts.contains(part))
            words.append(partWord(part));
    }
    return words.join(QLatin1Char(' '));
}

QString contentsToolTip(const BackupSet &set)
{
    QStringList lines;
    for (const Part part : contentsParts()) {
        if (!set.parts.contains(part))
            continue;
        if (!set.manifest) {
            lines.append(backup::partTitle(part));
            continue;
        }
        qint64 size = 0;
        for (const backup::FileEntry &file : set.manifest->files)
            size += file.part == part ? file.size : 0;
        lines.append(Words::tr("%1: %2").arg(backup::partTitle(part), formatBytes(size)));
    }
    return lines.join(QLatin1Char('\n'));
}

QString setStateMeaning(SetState state)
{
    switch (state) {
    case SetState::Proven:
        return Words::tr("It was restored beside the original and compared with what was dumped.");
    case SetState::Verified:
        return Words::tr("Everything in it was read back and is whole; it was not restored yet.");
    case SetState::Unverified:
        return Words::tr("Nobody has looked at it since it was written.");
    case SetState::Damaged:
        return Words::tr("Something in it is missing or changed. Do not rely on it.");
    case SetState::Foreign:
        break;
    }
    return Words::tr("It was made by another tool, so it cannot be checked against a manifest.");
}

QString setName(const BackupSet &set, const QDateTime &now)
{
    return set.time.isValid() ? momentText(set.time, now) : set.id;
}

QString notCoveredText(const QString &id)
{
    const QString what = id.section(QLatin1String(": "), 0, 0);
    const QString where = id.section(QLatin1String(": "), 1);
    if (what == QLatin1String("redis-missing"))
        return Words::tr("The queue: Redis could not be saved.");
    if (const QLatin1String elsewhere("execution-data-"); what.startsWith(elsewhere))
        return Words::tr("Execution data that n8n keeps elsewhere: %1").arg(what.mid(elsewhere.size()));
    if (const QLatin1String elsewhere("binary-data-"); what.startsWith(elsewhere))
        return Words::tr("Binary data that n8n keeps elsewhere: %1").arg(what.mid(elsewhere.size()));
    if (what == QLatin1String("env-file-missing"))
        return Words::tr("An environment file that is not there: %1").arg(where);
    if (what == QLatin1String("compose-file-missing"))
        return Words::tr("A Compose file that is not there: %1").arg(where);
    if (what == QLatin1String("mount-missing"))
        return Words::tr("A mounted file that is not there: %1").arg(where);
    if (what == QLatin1String("mount-too-large"))
        return Words::tr("A mounted folder that is too large for configuration: %1").arg(where);
    if (what == QLatin1String("unreadable"))
        return Words::tr("A file that you may not read: %1").arg(where);
    if (what == QLatin1String("odd-name"))
        return Words::tr("A file whose name a set cannot hold: %1").arg(where);
    return id;
}

QString scheduleText(const ScheduleRule &rule)
{
    switch (rule.every) {
    case ScheduleRule::Every::Hour:
        return Words::tr("Every hour at minute %1").arg(rule.at.minute(), 2, 10, QLatin1Char('0'));
    case ScheduleRule::Every::SixHours: {
        QStringList times;
        for (int hour = rule.at.hour() % 6; hour < 24; hour += 6)
            times.append(timeOfDay(QTime(hour, rule.at.minute())));
        return Words::tr("Every six hours: %1").arg(times.join(QLatin1String(", ")));
    }
    case ScheduleRule::Every::Day:
        return Words::tr("Every day at %1").arg(timeOfDay(rule.at));
    case ScheduleRule::Every::Week:
        break;
    }
    return Words::tr("Every %1 at %2").arg(QLocale().dayName(rule.weekday), timeOfDay(rule.at));
}

QString backendText(ScheduleStatus::Backend backend)
{
    switch (backend) {
    case ScheduleStatus::Backend::SystemdUser:
        return Words::tr("systemd timer of your user");
    case ScheduleStatus::Backend::Cron:
        return Words::tr("your crontab");
    case ScheduleStatus::Backend::None:
        break;
    }
    return Words::tr("neither systemd nor cron");
}

Fact scheduleFact(const ScheduleStatus &schedule, const QDateTime &now)
{
    Fact fact;
    fact.name = Words::tr("Next backup");
    if (!schedule.installed) {
        fact.value = Words::tr("not scheduled");
        fact.toolTip = schedule.problem.isEmpty() ? Words::tr("Backups are made by hand only.") : schedule.problem;
        fact.state = health::State::Warning;
        return fact;
    }
    fact.value = schedule.next.isValid() ? Words::tr("%1, %2").arg(momentText(schedule.next, now), formatRelative(schedule.next, now))
                                         : Words::tr("not known");
    fact.toolTip = Words::tr("%1, by %2").arg(scheduleText(schedule.rule), backendText(schedule.backend));
    if (!schedule.problem.isEmpty())
        fact.toolTip += QLatin1Char('\n') + schedule.problem;
    const bool bad = !schedule.problem.isEmpty() || !schedule.next.isValid() || !schedule.missed.isEmpty();
    fact.state = bad ? health::State::Warning : health::State::Healthy;
    return fact;
}

Fact lastRunFact(const std::optional<backup::RunRecord> &run, const QDateTime &now)
{
    Fact fact;
    fact.name = Words::tr("Last run");
    if (!run) {
        fact.value = Words::tr("none yet");
        return fact;
    }
    const QString when = momentText(run->startedAt, now);
    fact.toolTip = QStringList({exactMoment(run->startedAt), run->summary, run->error}).join(QLatin1Char('\n')).trimmed();
    if (run->outcome == QLatin1String("success")) {
        fact.value = when;
        fact.state = health::State::Healthy;
    } else if (run->outcome == QLatin1String("warning")) {
        fact.value = Words::tr("%1, with warnings").arg(when);
        fact.state = health::State::Warning;
    } else if (run->outcome == QLatin1String("cancelled")) {
        fact.value = Words::tr("%1, cancelled").arg(when);
        fact.state = health::State::Unknown;
    } else if (run->outcome.isEmpty()) {
        fact.value = Words::tr("%1, killed before it ended").arg(when);
        fact.state = health::State::Failing;
    } else {
        fact.value = Words::tr("%1, failed: %2").arg(when, run->error);
        fact.state = health::State::Failing;
    }
    return fact;
}

health::State provenSeverity(const std::optional<QDateTime> &lastProven, const QDateTime &now)
{
    if (!lastProven || lastProven->secsTo(now) >= failAfterSeconds)
        return health::State::Failing;
    return lastProven->secsTo(now) >= warnAfterSeconds ? health::State::Warning : health::State::Healthy;
}

Fact provenFact(const std::optional<QDateTime> &lastProven, const QDateTime &now)
{
    Fact fact;
    fact.state = provenSeverity(lastProven, now);
    if (lastProven) {
        fact.name = Words::tr("Last proven backup");
        fact.value = formatRelative(*lastProven, now);
        fact.toolTip = exactMoment(*lastProven);
    } else {
        fact.value = Words::tr("No proven backup yet");
        fact.toolTip = Words::tr("Proven means: restored beside the original and compared row by row");
    }
    return fact;
}

Fact recoveryFact(const std::optional<restore::Rehearsal> &rehearsal, const QDateTime &now)
{
    Fact fact;
    fact.name = Words::tr("Recovery time");
    fact.state = health::State::Unknown;
    if (!rehearsal) {
        fact.value = Words::tr("never rehearsed");
        fact.toolTip = Words::tr("How long it takes to get the stack back is measured by Restore > Rehearse");
        return fact;
    }
    fact.value = Words::tr("%1, rehearsed %2").arg(formatDuration(std::chrono::milliseconds(rehearsal->tookMs)), momentText(rehearsal->at, now));
    fact.toolTip = Words::tr("From the set %1 to an n8n that answers, on this machine\n%2").arg(rehearsal->setId, exactMoment(rehearsal->at));
    // What was measured long ago was measured on less data.
    constexpr int longAgoDays = 30;
    fact.state = rehearsal->at.daysTo(now) > longAgoDays ? health::State::Warning : health::State::Healthy;
    return fact;
}

} // namespace quarterdeck::gui
