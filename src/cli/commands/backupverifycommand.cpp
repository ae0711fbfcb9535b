// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupverifycommand.h"

#include "cli/backupjson.h"
#include "cli/commands/backupplace.h"
#include "cli/commands/runplan.h"
#include "cli/optionvalues.h"
#include "cli/statewords.h"
#include "foundation/units.h"
#include "stack/discovery.h"

#include <QCoreApplication>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::BackupVerifyCommand)
};

constexpr std::array depths = {backup::Proof::Depth::Quick, backup::Proof::Depth::Full, backup::Proof::Depth::Drill};

QStringList depthNames()
{
    QStringList names;
    for (const backup::Proof::Depth depth : depths)
        names.append(backup::depthName(depth));
    return names;
}

/// For a drill: images and key come from the stack where it can be read. Where
/// it cannot, the set may still have all that is needed.
Result<std::optional<stack::Stack>> stackFor(const Invocation &invocation, backup::Proof::Depth depth, const QString &stackId)
{
    if (depth != backup::Proof::Depth::Drill || stackId.isEmpty())
        return std::nullopt;
    Result<stack::Stack> stack = stack::Discovery(invocation.neighbours.docker, invocation.neighbours.compose).read(invocation.context, stackId);
    QD_CHECK(invocation.context.checkpoint());
    if (!stack)
        return std::nullopt;
    return std::optional<stack::Stack>(*std::move(stack));
}

void print(const Terminal &terminal, const backup::BackupSet &set, const backup::Proof &proof)
{
    const QString took = formatDuration(std::chrono::milliseconds(proof.tookMs));
    const QString verdict = proof.passed ? Words::tr("passed the check \"%1\" in %2").arg(backup::depthName(proof.depth), took)
                                         : Words::tr("did not pass the check \"%1\", %2").arg(backup::depthName(proof.depth), took);
    terminal.outLine(QLatin1String("%1: %2, %3").arg(set.id, terminal.paint(colourOf(set.state), backup::setStateTitle(set.state)), verdict));
    for (const QString &finding : proof.findings)
        terminal.outLine(QLatin1String("  ") + finding);
}

} // namespace

QString BackupVerifyCommand::summary() const
{
    return Words::tr("Check a set: its checksums, everything in it, or by restoring it on trial.");
}

QString BackupVerifyCommand::details() const
{
    return Words::tr("quick  sizes and checksums of the files\n"
                     "full   also decompresses everything and reads dump, queue and archives to their end\n"
                     "drill  also restores into throwaway containers and compares rows, digests and key\n"
                     "%1\n"
                     "The result is kept with the set. Exit code: 0 passed, 1 not passed or not checked.")
        .arg(setArgumentHelp());
}

QList<QCommandLineOption> BackupVerifyCommand::options() const
{
    return {targetOption(), identityOption(),
            QCommandLineOption(QStringLiteral("depth"), Words::tr("How deep: %1.").arg(depthNames().join(QLatin1String(", "))),
                               QStringLiteral("WORD"), backup::depthName(backup::Proof::Depth::Full))};
}

Outcome BackupVerifyCommand::run(const Invocation &invocation)
{
    QD_CLI_OPTION(const qsizetype depthIndex, wordOption(invocation.options, QStringLiteral("depth"), depthNames()));
    const backup::Proof::Depth depth = depths.at(static_cast<size_t>(depthIndex));
    QD_CLI_TRY(const BackupPlace around, placeOf(invocation));
    QD_CLI_TRY(const backup::BackupSet set, findSet(invocation, around, invocation.arguments.first()));
    QD_CLI_TRY(const BackupPlace place, openedPlaceOfSet(invocation, around, set));
    QD_CLI_TRY(const std::optional<stack::Stack> stack, stackFor(invocation, depth, place.stackId));

    const backup::Repository repository = place.repository();
    backup::Proof proof;
    const Outcome outcome = runSteps(invocation, invocation.neighbours.backups.verifyPlan(repository, set, depth, place.settings, stack, {}, proof));
    // A check that was made and not passed fails its step; here it is a result.
    const bool judged = proof.at.isValid() && !proof.passed && outcome.error && outcome.error->kind == ErrorKind::Corrupt;
    if (outcome.error && !judged)
        return outcome;

    const backup::BackupSet after = repository.find(invocation.context, set.id).value_or(set);
    if (invocation.json) {
        QJsonObject json = backupDocument(place.stackId);
        json.insert(QStringLiteral("set"), after.id);
        json.insert(QStringLiteral("path"), after.path);
        json.insert(QStringLiteral("state"), backup::setStateName(after.state));
        const QJsonObject proofJson = toJson(proof);
        for (auto it = proofJson.begin(); it != proofJson.end(); ++it)
            json.insert(it.key(), it.value());
        invocation.terminal.outJson(json);
    } else {
        print(invocation.terminal, after, proof);
    }
    return proof.passed ? exitOk : exitFailure;
}

} // namespace quarterdeck::cli
