// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/restorerebuildcommand.h"

#include "backup/restore/rebuild.h"
#include "backup/restore/rebuildchecks.h"
#include "cli/backupjson.h"
#include "cli/commands/backupplace.h"
#include "cli/commands/restorerequest.h"
#include "cli/commands/runplan.h"
#include "cli/optionvalues.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::RestoreRebuildCommand)
};

using Verdict = backup::PreflightCheck::Verdict;

/// "5678=15678", as often as wanted.
Result<QMap<quint16, quint16>> portsOption(const QCommandLineParser &parser)
{
    QMap<quint16, quint16> ports;
    for (const QString &text : parser.values(QStringLiteral("port"))) {
        const quint16 from = text.section(QLatin1Char('='), 0, 0).toUShort();
        const quint16 to = text.section(QLatin1Char('='), 1).toUShort();
        if (from == 0 || to == 0)
            return fail(ErrorKind::Invalid, Words::tr("--port: \"%1\" is not OLD=NEW with two ports.").arg(text));
        ports.insert(from, to);
    }
    return ports;
}

} // namespace

QString RestoreRebuildCommand::summary() const
{
    return Words::tr("Bring back a stack that is gone, from one set.");
}

QString RestoreRebuildCommand::details() const
{
    return Words::tr("Project files, roles, database and n8n's data are restored, then everything is started.\n"
                     "Nothing that exists is written over: it refuses when the folder is not empty, or when\n"
                     "containers, volumes or networks of the project's name are there. A run that fails or is\n"
                     "cancelled leaves nothing behind. The queue starts empty.\n"
                     "%1")
        .arg(setArgumentHelp());
}

QList<QCommandLineOption> RestoreRebuildCommand::options() const
{
    return {
        targetOption(),
        identityOption(),
        QCommandLineOption(QStringLiteral("dir"), Words::tr("Folder for the project's files; otherwise where they were."), QStringLiteral("FOLDER")),
        QCommandLineOption(QStringLiteral("name"), Words::tr("Name of the Compose project; otherwise as it was."), QStringLiteral("NAME")),
        QCommandLineOption(QStringLiteral("port"), Words::tr("Publish another port than the one that is set in its .env; may be repeated."),
                           QStringLiteral("OLD=NEW")),
        QCommandLineOption(QStringLiteral("no-quarantine"), Words::tr("Start triggers and workers at once.")),
        QCommandLineOption(QStringLiteral("dry-run"), Words::tr("Only check whether it could be done."))};
}

Outcome RestoreRebuildCommand::run(const Invocation &invocation)
{
    restore::Request request;
    request.scenario = restore::Scenario::Rebuild;
    request.projectFolder = absolutePath(invocation.options.value(QStringLiteral("dir")));
    request.projectName = invocation.options.value(QStringLiteral("name"));
    QD_CLI_OPTION(request.ports, portsOption(invocation.options));
    QD_CLI_TRY(const BackupPlace around, placeOf(invocation));
    QD_CLI_TRY(request.set, findSet(invocation, around, invocation.arguments.first()));
    QD_CLI_TRY(const BackupPlace place, openedPlaceOfSet(invocation, around, request.set));
    request.ageIdentityFile = place.settings.ageIdentityFile;
    const Neighbours &all = invocation.neighbours;
    const backup::Neighbours neighbours = backupNeighbours(invocation);
    request.quarantine = !invocation.options.isSet(QStringLiteral("no-quarantine"));

    if (invocation.options.isSet(QStringLiteral("dry-run"))) {
        QD_CLI_TRY(const QList<backup::PreflightCheck> checks, restore::rebuildChecks(invocation.context, neighbours, all.compose, request));
        const bool possible
            = std::none_of(checks.begin(), checks.end(), [](const backup::PreflightCheck &check) { return check.verdict == Verdict::Failed; });
        if (invocation.json) {
            QJsonObject json = backupDocument(place.stackId);
            json.insert(QStringLiteral("set"), request.set.id);
            json.insert(QStringLiteral("possible"), possible);
            json.insert(QStringLiteral("checks"), arrayJson(checks));
            invocation.terminal.outJson(json);
        } else {
            printChecks(invocation.terminal, checks);
        }
        return possible ? exitOk : exitFailure;
    }

    restore::Report report;
    const Outcome outcome = runSteps(invocation, restore::rebuildPlan(neighbours, all.compose, request, {}, report));
    if (outcome.error)
        return outcome;
    printReport(invocation, report);
    return report.warnings.isEmpty() ? exitOk : exitWarning;
}

} // namespace quarterdeck::cli
