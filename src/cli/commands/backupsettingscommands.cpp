// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupsettingscommands.h"

#include "cli/backupjson.h"
#include "cli/commands/backupplace.h"
#include "cli/commands/retentionoptions.h"
#include "cli/commands/settingsoptions.h"
#include "foundation/units.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::BackupSettingsCommands)
};

QStringList settingsWords(const QString &verb)
{
    return {QStringLiteral("backup"), QStringLiteral("settings"), verb};
}

QString encryptionText(const backup::BackupSettings &settings)
{
    if (settings.ageRecipients.isEmpty())
        return Words::tr("none");
    return Words::tr("age, for %1").arg(settings.ageRecipients.join(QLatin1String(", ")));
}

QString drillText(int every)
{
    return every == 0 ? Words::tr("only when asked") : every == 1 ? Words::tr("every set") : Words::tr("every %1. set").arg(every);
}

QString noticeText(const backup::HookSettings &hooks)
{
    QStringList to;
    if (!hooks.command.isEmpty())
        to.append(maskedCommand(hooks.command).join(QLatin1Char(' ')));
    if (!hooks.url.isEmpty())
        to.append(maskedUrl(hooks.url));
    if (to.isEmpty())
        return Words::tr("none");
    QStringList on;
    if (hooks.onSuccess)
        on.append(Words::tr("success"));
    if (hooks.onFailure)
        on.append(Words::tr("failure"));
    if (hooks.onMissed)
        on.append(Words::tr("missed runs"));
    return on.isEmpty() ? Words::tr("switched off: %1").arg(to.join(QLatin1String(", ")))
                        : Words::tr("%1, on %2").arg(to.join(QLatin1String(", ")), on.join(QLatin1String(", ")));
}

void print(const Terminal &terminal, const backup::BackupSettings &settings)
{
    const auto line = [&terminal](const QString &name, const QString &value) {
        constexpr qsizetype width = 12;
        terminal.outLine(terminal.paint(Terminal::Colour::Faint, name.leftJustified(width)) + value);
    };
    QStringList parts;
    for (const backup::Part part : settings.parts)
        parts.append(backup::partName(part));
    line(Words::tr("Target"), settings.folder.isEmpty() ? Words::tr("%1 (default)").arg(backup::Repository::defaultFolder()) : settings.folder);
    line(Words::tr("Contents"), parts.join(QLatin1Char(' ')));
    line(Words::tr("Encryption"), encryptionText(settings));
    if (!settings.ageIdentityFile.isEmpty())
        line(Words::tr("Identity"), settings.ageIdentityFile);
    line(Words::tr("Kept"), retentionText(settings.retention));
    line(Words::tr("Drill"), drillText(settings.drillEvery));
    line(Words::tr("Rate"), settings.rateLimit > 0 ? Words::tr("at most %1/s").arg(formatBytes(settings.rateLimit)) : Words::tr("no limit"));
    line(Words::tr("While busy"), settings.niceWhenBusy ? Words::tr("gives way to executions") : Words::tr("full speed"));
    line(Words::tr("Notices"), noticeText(settings.hooks));
}

Outcome report(const Invocation &invocation, const QString &stackId, const backup::BackupSettings &settings)
{
    const QStringList warnings = settingsWarnings(settings);
    if (invocation.json) {
        QJsonObject json = backupDocument(stackId);
        json.insert(QStringLiteral("settings"), toJson(settings));
        json.insert(QStringLiteral("warnings"), QJsonArray::fromStringList(warnings));
        invocation.terminal.outJson(json);
    } else {
        print(invocation.terminal, settings);
        for (const QString &warning : warnings)
            invocation.terminal.errLine(Words::tr("Warning: %1").arg(warning));
    }
    return warnings.isEmpty() ? exitOk : exitWarning;
}

} // namespace

QStringList BackupSettingsShowCommand::words() const
{
    return settingsWords(QStringLiteral("show"));
}

QString BackupSettingsShowCommand::summary() const
{
    return Words::tr("Show how a stack is backed up: where to, what, for how long.");
}

QString BackupSettingsShowCommand::details() const
{
    return Words::tr("Addresses of notices may hold tokens: their path is shown as [redacted].");
}

Outcome BackupSettingsShowCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const QString id, stackIdOf(invocation));
    QD_CLI_TRY(const backup::BackupSettings settings, backup::loadBackupSettings(id));
    return report(invocation, id, settings);
}

QStringList BackupSettingsSetCommand::words() const
{
    return settingsWords(QStringLiteral("set"));
}

QString BackupSettingsSetCommand::summary() const
{
    return Words::tr("Change how a stack is backed up.");
}

QString BackupSettingsSetCommand::details() const
{
    return Words::tr("What is not given stays as it is. Sets already made stay as they are.\n"
                     "Notices are told as JSON: on standard input of the command, as the body of the POST.");
}

QList<QCommandLineOption> BackupSettingsSetCommand::options() const
{
    return settingsOptions();
}

Outcome BackupSettingsSetCommand::run(const Invocation &invocation)
{
    const QList<QCommandLineOption> known = options();
    const bool any = std::any_of(known.cbegin(), known.cend(),
                                 [&invocation](const QCommandLineOption &option) { return invocation.options.isSet(option.names().first()); });
    if (!any)
        return Outcome::usage(Words::tr("There is nothing to set."), Words::tr("see quarterdeckctl backup settings set --help"));
    const Result<QString> url = hookUrlOf(invocation.context, invocation.terminal, invocation.options);
    if (!url)
        return url.error().kind == ErrorKind::Invalid ? Outcome::usage(url.error()) : Outcome(url.error());
    // A wrong command line is told before the engine is asked.
    QD_CLI_OPTION([[maybe_unused]] const backup::BackupSettings checked, withSettingsOptions(invocation.options, *url, {}));
    QD_CLI_TRY(const QString id, changedStackIdOf(invocation));
    QD_CLI_TRY(const backup::BackupSettings before, backup::loadBackupSettings(id));
    QD_CLI_OPTION(const backup::BackupSettings settings, withSettingsOptions(invocation.options, *url, before));
    if (const Result<void> saved = backup::saveBackupSettings(id, settings); !saved)
        return saved.error();
    return report(invocation, id, settings);
}

} // namespace quarterdeck::cli
