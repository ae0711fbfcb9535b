// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/restorerequest.h"

#include "cli/backupjson.h"
#include "cli/commands/backupplace.h"
#include "cli/optionvalues.h"
#include "stack/discovery.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::RestoreRequest)
};

using backup::Part;
using Verdict = backup::PreflightCheck::Verdict;

const QList<Part> &restorableParts()
{
    static const QList<Part> parts = {Part::Postgres, Part::Globals, Part::Redis, Part::N8nData, Part::Environment, Part::Compose};
    return parts;
}

QStringList partNames()
{
    QStringList names;
    for (const Part part : restorableParts())
        names.append(backup::partName(part));
    return names;
}

/// What a set has of what is usually restored; "only" says it otherwise.
Result<QList<Part>> partsOf(const Invocation &invocation, const restore::Request &request)
{
    if (invocation.options.isSet(QStringLiteral("only"))) {
        QD_TRY(const QStringList names, wordsOption(invocation.options, QStringLiteral("only"), partNames()));
        QList<Part> parts;
        for (const Part part : restorableParts()) {
            if (names.contains(backup::partName(part)))
                parts.append(part);
        }
        return parts;
    }
    if (request.scenario == restore::Scenario::LookInside)
        return QList<Part>{Part::Postgres};
    QList<Part> parts;
    for (const Part part : {Part::Postgres, Part::Globals, Part::N8nData}) {
        if (request.set.parts.contains(part))
            parts.append(part);
    }
    return parts;
}

} // namespace

QList<QCommandLineOption> restoreRequestOptions()
{
    return {targetOption(),
            identityOption(),
            QCommandLineOption(QStringLiteral("only"),
                               Words::tr("Restore these parts alone, separated by commas: %1.").arg(partNames().join(QLatin1String(", "))),
                               QStringLiteral("PARTS")),
            QCommandLineOption(QStringLiteral("into"), Words::tr("Look inside: into a database of this name, beside the one in use."),
                               QStringLiteral("NAME")),
            QCommandLineOption(QStringLiteral("clone"),
                               Words::tr("Look inside: a stack of its own on free ports, without triggers; it stays until it is rolled back.")),
            QCommandLineOption(QStringLiteral("rehearse"), Words::tr("Rehearse: everything into a stack of its own, timed, and removed again.")),
            QCommandLineOption(QStringLiteral("key"), Words::tr("Key in force afterwards: current, set, or given (read from standard input)."),
                               QStringLiteral("WHICH"), QStringLiteral("current")),
            QCommandLineOption(QStringLiteral("no-safety-backup"), Words::tr("Do not back up first what is there now.")),
            QCommandLineOption(QStringLiteral("no-quarantine"), Words::tr("Start triggers and workers at once.")),
            QCommandLineOption(QStringLiteral("replay-queue"), Words::tr("Put the jobs of the set into the queue: they run once more.")),
            QCommandLineOption(QStringLiteral("drain-timeout"),
                               Words::tr("How many seconds running executions get to end; otherwise the services' own time."),
                               QStringLiteral("SECONDS")),
            QCommandLineOption(QStringLiteral("keep-days"), Words::tr("How long the replaced database is to stay (7)."), QStringLiteral("DAYS")),
            QCommandLineOption(QStringLiteral("drop-old"), Words::tr("Drop the replaced database at once; there is no rolling back then."))};
}

backup::Neighbours backupNeighbours(const Invocation &invocation)
{
    const Neighbours &all = invocation.neighbours;
    return {all.docker, all.postgres, all.redis, all.process, all.clock};
}

Result<restore::Request> restoreRequest(const Invocation &invocation, const QString &wantedSet)
{
    const QCommandLineParser &options = invocation.options;
    restore::Request request;
    if (options.isSet(QStringLiteral("rehearse")))
        request.scenario = restore::Scenario::Rehearse;
    else if (options.isSet(QStringLiteral("into")) || options.isSet(QStringLiteral("clone")))
        request.scenario = restore::Scenario::LookInside;
    request.sideDatabase = options.value(QStringLiteral("into"));
    request.asClone = request.scenario == restore::Scenario::LookInside && options.isSet(QStringLiteral("clone"));
    // A file of its own, or a folder that is one dump, is no set by name.
    const QString path = absolutePath(wantedSet);
    const bool isPath = wantedSet.contains(QLatin1Char('/')) || QFileInfo(path).isFile();
    if (isPath && QFileInfo::exists(path) && !QFileInfo::exists(path + QLatin1String("/manifest.json"))) {
        QD_TRY(request.set, restore::foreignSetOf(path));
    } else {
        QD_TRY(const BackupPlace around, placeOf(invocation));
        QD_TRY(request.set, findSet(invocation, around, wantedSet));
        QD_TRY(const BackupPlace place, openedPlaceOfSet(invocation, around, request.set));
        request.ageIdentityFile = place.settings.ageIdentityFile;
    }
    if (request.scenario != restore::Scenario::Rehearse && !request.asClone) {
        stack::Discovery discovery(invocation.neighbours.docker, invocation.neighbours.compose);
        QString wanted = invocation.stackId;
        if (wanted.isEmpty() && request.set.manifest)
            wanted = request.set.manifest->stackId;
        QD_TRY(const QString id, discovery.choose(invocation.context, wanted));
        QD_TRY(request.stack, discovery.read(invocation.context, id));
    }
    QD_TRY(request.parts, partsOf(invocation, request));
    request.safetyBackup = !options.isSet(QStringLiteral("no-safety-backup")) && request.scenario == restore::Scenario::Undo;
    request.quarantine = !options.isSet(QStringLiteral("no-quarantine"));
    request.replayQueue = options.isSet(QStringLiteral("replay-queue"));
    request.dropOldAtOnce = options.isSet(QStringLiteral("drop-old"));
    if (options.isSet(QStringLiteral("keep-days"))) {
        constexpr int mostDays = 3650;
        QD_TRY(request.keepOldDays, numberOption(options, QStringLiteral("keep-days"), 0, mostDays));
    }
    if (options.isSet(QStringLiteral("drain-timeout"))) {
        constexpr int day = 86400;
        QD_TRY(const int seconds, numberOption(options, QStringLiteral("drain-timeout"), 0, day));
        request.drainTimeout = std::chrono::seconds(seconds);
    }
    QD_TRY(const qsizetype key,
           wordOption(options, QStringLiteral("key"), {QStringLiteral("current"), QStringLiteral("set"), QStringLiteral("given")}));
    request.key = key == 0 ? restore::KeyChoice::Current : key == 1 ? restore::KeyChoice::FromSet : restore::KeyChoice::Given;
    if (request.key == restore::KeyChoice::Given) {
        QD_TRY(const QString line, invocation.terminal.readLine(invocation.context));
        request.givenKey = Secret(line.trimmed());
    }
    return request;
}

void printChecks(const Terminal &terminal, const QList<backup::PreflightCheck> &checks)
{
    for (const backup::PreflightCheck &check : checks) {
        const Terminal::Colour colour = check.verdict == Verdict::Passed ? Terminal::Colour::Good
            : check.verdict == Verdict::Warning                          ? Terminal::Colour::Warning
                                                                         : Terminal::Colour::Bad;
        terminal.outLine(QLatin1String("%1  %2").arg(terminal.paint(colour, verdictName(check.verdict).leftJustified(7)), check.text));
        if (check.verdict != Verdict::Passed && !check.remedy.isEmpty())
            terminal.outLine(QLatin1String("         ") + check.remedy);
    }
}

void printReport(const Invocation &invocation, const restore::Report &report)
{
    if (invocation.json) {
        QJsonObject json = backupDocument(report.stackId);
        json.insert(QStringLiteral("run"), report.runId);
        json.insert(QStringLiteral("set"), report.setId);
        json.insert(QStringLiteral("safetySet"), report.safetySetId);
        json.insert(QStringLiteral("oldDatabase"), report.oldDatabase);
        json.insert(QStringLiteral("sideDatabase"), report.sideDatabase);
        json.insert(QStringLiteral("quarantined"), report.quarantined);
        json.insert(QStringLiteral("cloneUrl"), report.cloneUrl);
        json.insert(QStringLiteral("tables"), report.tables.size());
        json.insert(QStringLiteral("keyFit"), backup::keyFitName(report.keyFit));
        json.insert(QStringLiteral("cutOverMs"), report.cutOverMs);
        json.insert(QStringLiteral("tookMs"), report.tookMs);
        json.insert(QStringLiteral("report"), report.reportPath);
        json.insert(QStringLiteral("wouldHaveFired"), QJsonArray::fromStringList(report.wouldHaveFired));
        json.insert(QStringLiteral("warnings"), QJsonArray::fromStringList(report.warnings));
        json.insert(QStringLiteral("toCheck"), QJsonArray::fromStringList(report.toCheck));
        invocation.terminal.outJson(json);
        return;
    }
    invocation.terminal.outLine(report.summary);
    for (const QString &line : report.warnings + report.toCheck)
        invocation.terminal.outLine(QLatin1String("  ") + line);
    if (!report.wouldHaveFired.isEmpty())
        invocation.terminal.outLine(Words::tr("Was due meanwhile:"));
    for (const QString &line : report.wouldHaveFired)
        invocation.terminal.outLine(QLatin1String("  ") + line);
    if (!report.reportPath.isEmpty())
        invocation.terminal.outLine(Words::tr("Report: %1").arg(report.reportPath));
}

} // namespace quarterdeck::cli
