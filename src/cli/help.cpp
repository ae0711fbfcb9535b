// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/help.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::Help)
};

QString optionName(const QCommandLineOption &option)
{
    QStringList names;
    for (const QString &name : option.names())
        names.append((name.size() == 1 ? QLatin1String("-") : QLatin1String("--")) + name);
    QString text = names.join(QLatin1String(", "));
    if (!option.valueName().isEmpty())
        text += QLatin1Char(' ') + option.valueName();
    return text;
}

/// Two columns, the second one aligned.
QString columns(const QList<std::pair<QString, QString>> &rows)
{
    qsizetype width = 0;
    for (const auto &row : rows)
        width = std::max(width, row.first.size());
    QString text;
    for (const auto &row : rows)
        text += QLatin1String("  ") + row.first.leftJustified(width + 2) + row.second + QLatin1Char('\n');
    return text;
}

QString optionRows(const QList<QCommandLineOption> &options)
{
    QList<std::pair<QString, QString>> rows;
    for (const QCommandLineOption &option : options) {
        QString description = option.description();
        if (!option.defaultValues().isEmpty())
            description += QLatin1String(" [") + option.defaultValues().join(QLatin1Char(' ')) + QLatin1Char(']');
        rows.append({optionName(option), description});
    }
    return columns(rows);
}

} // namespace

QList<QCommandLineOption> globalOptions()
{
    return {
        QCommandLineOption(QStringLiteral("stack"), Words::tr("The stack to work on; needed only when there are several."), QStringLiteral("NAME")),
        QCommandLineOption(QStringLiteral("json"), Words::tr("Print JSON for programs; its fields are documented and stable.")),
        QCommandLineOption(QStringLiteral("host"), Words::tr("Docker endpoint, such as unix:///run/docker.sock; otherwise DOCKER_HOST counts."),
                           QStringLiteral("ENDPOINT")),
        QCommandLineOption(QStringLiteral("version"), Words::tr("Print the version and end.")),
        QCommandLineOption({QStringLiteral("h"), QStringLiteral("help")}, Words::tr("Print help on the program or on a command and end.")),
    };
}

QStringList groupOf(const Commands &commands, const QStringList &positional)
{
    for (qsizetype size = positional.size(); size > 0; --size) {
        const QStringList group = positional.first(size);
        if (!commandsBelow(commands, group).isEmpty())
            return group;
    }
    return {};
}

QStringList commandsBelow(const Commands &commands, const QStringList &group)
{
    QStringList below;
    for (const auto &command : commands) {
        const QStringList words = command->words();
        if (words.size() > group.size() && words.first(group.size()) == group && !below.contains(words.at(group.size())))
            below.append(words.at(group.size()));
    }
    return below;
}

QString usageLine(const Command &command)
{
    QString line = QLatin1String("quarterdeckctl ") + command.words().join(QLatin1Char(' '));
    for (const QString &argument : command.arguments())
        line += QLatin1Char(' ') + argument;
    return line + QLatin1String(" [options]");
}

QString commandHelp(const Command &command)
{
    QString text = Words::tr("Usage: %1").arg(usageLine(command)) + QLatin1String("\n\n") + command.summary() + QLatin1Char('\n');
    if (!command.details().isEmpty())
        text += QLatin1Char('\n') + command.details() + QLatin1Char('\n');
    if (!command.options().isEmpty())
        text += QLatin1Char('\n') + Words::tr("Options:") + QLatin1Char('\n') + optionRows(command.options());
    return text + QLatin1Char('\n') + Words::tr("Options of every command:") + QLatin1Char('\n') + optionRows(globalOptions());
}

QString generalHelp(const Commands &commands, const QStringList &group)
{
    QList<std::pair<QString, QString>> rows;
    for (const auto &command : commands) {
        if (command->words().mid(0, group.size()) == group)
            rows.append({(command->words() + command->arguments()).join(QLatin1Char(' ')), command->summary()});
    }
    return Words::tr("Usage: quarterdeckctl COMMAND [options]") + QLatin1String("\n\n")
        + Words::tr("Looks after n8n stacks that run with Docker Compose.") + QLatin1String("\n\n") + Words::tr("Commands:") + QLatin1Char('\n')
        + columns(rows) + QLatin1Char('\n') + Words::tr("Options of every command:") + QLatin1Char('\n') + optionRows(globalOptions())
        + QLatin1Char('\n')
        + Words::tr("Exit codes: 0 done or healthy, 1 failed or unhealthy, 2 done with warnings, 64 wrong command line, 130 cancelled.")
        + QLatin1Char('\n');
}

QString helpHint()
{
    return Words::tr("see quarterdeckctl --help");
}

} // namespace quarterdeck::cli
