// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/workerssetcommand.h"

#include "cli/commands/runplan.h"
#include "cli/optionvalues.h"
#include "health/stackstatus.h"
#include "stack/discovery.h"
#include "workers/settings.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::WorkersSetCommand)
};

const QString concurrency = QStringLiteral("concurrency");
const QString memory = QStringLiteral("memory");
const QString offload = QStringLiteral("offload-manual");
const QString redisTimeout = QStringLiteral("redis-timeout");
const QString grace = QStringLiteral("grace");

Result<int> ranged(const QCommandLineParser &parser, const QString &option, workers::SettingRange range)
{
    return numberOption(parser, option, static_cast<int>(range.lowest), static_cast<int>(range.highest));
}

Result<workers::WorkerSettings> wanted(const QCommandLineParser &parser)
{
    workers::WorkerSettings settings;
    if (parser.isSet(concurrency)) {
        QD_TRY(settings.concurrency, ranged(parser, concurrency, workers::concurrencyRange()));
    }
    if (parser.isSet(memory)) {
        QD_TRY(settings.memoryLimit, bytesOption(parser, memory));
    }
    if (parser.isSet(offload)) {
        QD_TRY(const qsizetype word, wordOption(parser, offload, {QStringLiteral("yes"), QStringLiteral("no")}));
        settings.offloadManual = word == 0;
    }
    if (parser.isSet(redisTimeout)) {
        QD_TRY(settings.redisTimeoutMs, ranged(parser, redisTimeout, workers::redisTimeoutRange()));
    }
    if (parser.isSet(grace)) {
        QD_TRY(settings.stopGraceSeconds, ranged(parser, grace, workers::stopGraceRange()));
    }
    if (settings.isEmpty())
        return fail(ErrorKind::Invalid, Words::tr("Nothing is to be set."), {}, Words::tr("give at least one of the settings; see --help"));
    return settings;
}

void show(const Invocation &invocation, const workers::SettingsPreview &preview)
{
    const Terminal &terminal = invocation.terminal;
    for (const QString &line : preview.diff.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const bool header = line.startsWith(QLatin1String("---")) || line.startsWith(QLatin1String("+++"));
        terminal.outLine(terminal.paint(header                                  ? Terminal::Colour::Strong
                                            : line.startsWith(QLatin1Char('-')) ? Terminal::Colour::Bad
                                            : line.startsWith(QLatin1Char('+')) ? Terminal::Colour::Good
                                                                                : Terminal::Colour::None,
                                        line));
    }
    if (!preview.diff.isEmpty())
        terminal.outLine();
    for (const QString &warning : preview.warnings)
        terminal.errLine(Words::tr("warning: %1").arg(warning));
}

QJsonObject jsonOf(const QString &stackId, const workers::SettingsPreview &preview, const workers::SettingsReport *report)
{
    QJsonObject json{{QStringLiteral("schemaVersion"), health::jsonSchemaVersion},
                     {QStringLiteral("stack"), stackId},
                     {QStringLiteral("diff"), preview.diff},
                     {QStringLiteral("heldIn"), QJsonArray::fromStringList(preview.heldIn)},
                     {QStringLiteral("recreates"), QJsonArray::fromStringList(preview.recreated)},
                     {QStringLiteral("recreatesMain"), preview.mainRecreated},
                     {QStringLiteral("oneMoreFirst"), preview.oneMoreFirst},
                     {QStringLiteral("warnings"), QJsonArray::fromStringList(preview.warnings)},
                     {QStringLiteral("applied"), report != nullptr}};
    if (report != nullptr) {
        json.insert(QStringLiteral("replaced"), QJsonArray::fromStringList(report->replaced));
        json.insert(QStringLiteral("made"), QJsonArray::fromStringList(report->made));
        json.insert(QStringLiteral("lost"), QJsonArray::fromStringList(report->lost));
        json.insert(QStringLiteral("safetyCopies"), QJsonArray::fromStringList(report->safetyCopies));
        json.insert(QStringLiteral("tookMs"), report->tookMs);
    }
    return json;
}

} // namespace

QStringList WorkersSetCommand::words() const
{
    return {QStringLiteral("workers"), QStringLiteral("set")};
}

QString WorkersSetCommand::summary() const
{
    return Words::tr("Change settings of the workers without losing a job.");
}

QString WorkersSetCommand::details() const
{
    return Words::tr("Shows what changes in the compose file or the .env, where no other byte is touched, and asks. Then each\n"
                     "worker is exchanged for a new one, which takes jobs before the old one is drained. What is not given stays.");
}

QList<QCommandLineOption> WorkersSetCommand::options() const
{
    return {{concurrency, Words::tr("Executions that one worker runs at once."), QStringLiteral("N")},
            {memory, Words::tr("Memory limit of one worker, such as 512M or 1G."), QStringLiteral("SIZE")},
            {offload, Words::tr("Run manual executions on workers: yes or no. Makes n8n's main process anew."), QStringLiteral("WORD")},
            {redisTimeout, Words::tr("How long a worker stands being without Redis before it exits, in all."), QStringLiteral("MS")},
            {grace, Words::tr("Seconds between being told to stop and being killed; n8n's own time-out is set to 15 s less."), QStringLiteral("S")},
            {QStringLiteral("drain-timeout"), Words::tr("Seconds that running executions may take at most; otherwise what they need."),
             QStringLiteral("S")},
            {QStringLiteral("dry-run"), Words::tr("Only show what would change.")},
            {QStringLiteral("yes"), Words::tr("Do not ask.")}};
}

Outcome WorkersSetCommand::run(const Invocation &invocation)
{
    QD_CLI_OPTION(const workers::WorkerSettings settings, wanted(invocation.options));
    workers::SettingsOptions options;
    if (const QString timeout = QStringLiteral("drain-timeout"); invocation.options.isSet(timeout)) {
        QD_CLI_OPTION(const int seconds, numberOption(invocation.options, timeout, 1, 24 * 3600));
        options.drainTimeout = std::chrono::seconds(seconds);
    }
    const Neighbours &all = invocation.neighbours;
    const workers::Neighbours with{all.docker, all.compose, all.postgres, all.redis, all.n8n, all.process, all.resources, all.clock};
    stack::Discovery discovery(all.docker, all.compose);
    QD_CLI_TRY(const QString id, discovery.choose(invocation.context, invocation.stackId));
    QD_CLI_TRY(const stack::Stack stack, discovery.read(invocation.context, id));
    QD_CLI_TRY(const workers::SettingsPreview preview, workers::previewSettings(invocation.context, with, stack, settings));
    if (!invocation.json)
        show(invocation, preview);
    const bool dry = invocation.options.isSet(QStringLiteral("dry-run"));
    if (dry || preview.changesNothing()) {
        if (invocation.json) {
            invocation.terminal.outJson(jsonOf(id, preview, nullptr));
        } else {
            for (const QString &sentence : preview.consequences)
                invocation.terminal.outLine(sentence);
        }
        return exitOk;
    }
    const Outcome asked = confirmed(invocation, preview.consequences, Words::tr("Change the settings of %1?").arg(id));
    if (asked.error)
        return asked;
    options.agreedDiff = preview.diff;
    options.report = std::make_shared<workers::SettingsReport>();
    if (const Outcome outcome = runSteps(invocation, workers::settingsPlan(with, stack, settings, options)); outcome.error)
        return outcome;
    if (invocation.json)
        invocation.terminal.outJson(jsonOf(id, preview, options.report.get()));
    else
        invocation.terminal.outLine(options.report->summary);
    return exitOk;
}

} // namespace quarterdeck::cli
