// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/application.h"

#include "cli/errorjson.h"
#include "cli/help.h"
#include "cli/registry.h"
#include "health/stackstatus.h"

#include <QCoreApplication>
#include <QSet>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::Application)
};

int finish(const Outcome &outcome, const Terminal &terminal, bool json)
{
    if (!outcome.error)
        return outcome.code;
    const Error &error = *outcome.error;
    if (json) {
        const QString kind = outcome.code == exitUsage ? QStringLiteral("usage") : QString();
        terminal.outJson({{QStringLiteral("schemaVersion"), health::jsonSchemaVersion}, {QStringLiteral("error"), errorJson(error, kind)}});
        return outcome.code;
    }
    QString line = QLatin1String("quarterdeckctl: ") + error.what;
    if (!error.hint.isEmpty())
        line += QLatin1String(" (") + error.hint + QLatin1Char(')');
    terminal.errLine(line.replace(QLatin1Char('\n'), QLatin1Char(' ')));
    return outcome.code;
}

/// Parses with every option there is, only to find the command's words among
/// the values of options that may stand before them.
QStringList positionalOf(const QStringList &arguments, const Commands &commands)
{
    QCommandLineParser parser;
    parser.addOptions(globalOptions());
    QSet<QString> known;
    for (const auto &command : commands) {
        for (const QCommandLineOption &option : command->options()) {
            if (known.contains(option.names().first()))
                continue;
            known.insert(option.names().first());
            parser.addOption(option);
        }
    }
    parser.parse(arguments);
    return parser.positionalArguments();
}

Outcome runCommand(Command &command, const QCommandLineParser &parser, const NeighbourFactory &makeNeighbours, const Terminal &terminal,
                   const JobContext &context)
{
    const QStringList given = parser.positionalArguments().mid(command.words().size());
    const QStringList wanted = command.arguments();
    if (given.size() < wanted.size() && !wanted.at(given.size()).startsWith(QLatin1Char('[')))
        return Outcome::usage(Words::tr("%1 is missing.").arg(wanted.at(given.size())), usageLine(command));
    if (given.size() > wanted.size())
        return Outcome::usage(Words::tr("\"%1\" is one argument too many.").arg(given.at(wanted.size())), usageLine(command));
    const std::shared_ptr<const Neighbours> neighbours = makeNeighbours(parser.value(QStringLiteral("host")));
    return command.run({parser, given, parser.value(QStringLiteral("stack")), parser.isSet(QStringLiteral("json")), context, *neighbours, terminal});
}

} // namespace

int runCommandLine(const QStringList &arguments, const NeighbourFactory &makeNeighbours, const Terminal &terminal, const JobContext &context)
{
    const Commands commands = makeCommands();
    const bool json = arguments.contains(QLatin1String("--json"));
    const bool help = arguments.contains(QLatin1String("--help")) || arguments.contains(QLatin1String("-h"));
    const QStringList positional = positionalOf(arguments, commands);
    Command *command = findCommand(commands, positional);

    if (help) {
        const QStringList group = groupOf(commands, positional);
        if (command == nullptr && !positional.isEmpty() && group.isEmpty())
            return finish(Outcome::usage(Words::tr("There is no command \"%1\".").arg(positional.join(QLatin1Char(' '))), helpHint()), terminal,
                          json);
        terminal.out(command != nullptr ? commandHelp(*command) : generalHelp(commands, group));
        return exitOk;
    }
    if (arguments.contains(QLatin1String("--version"))) {
        terminal.outLine(QStringLiteral("quarterdeckctl " QUARTERDECK_VERSION));
        return exitOk;
    }

    QCommandLineParser parser;
    parser.addOptions(globalOptions());
    if (command != nullptr)
        parser.addOptions(command->options());
    if (!parser.parse(arguments) && (command != nullptr || positional.isEmpty()))
        return finish(Outcome::usage(parser.errorText(), helpHint()), terminal, json);
    if (command != nullptr)
        return finish(runCommand(*command, parser, makeNeighbours, terminal, context), terminal, json);

    if (positional.isEmpty())
        return finish(Outcome::usage(Words::tr("A command is missing."), helpHint()), terminal, json);
    const QStringList group = groupOf(commands, positional);
    if (group.isEmpty())
        return finish(Outcome::usage(Words::tr("There is no command \"%1\".").arg(positional.first()), helpHint()), terminal, json);
    const QString below = commandsBelow(commands, group).join(QLatin1String(", "));
    return finish(Outcome::usage(Words::tr("\"%1\" needs one of: %2.").arg(group.join(QLatin1Char(' ')), below), helpHint()), terminal, json);
}

} // namespace quarterdeck::cli
