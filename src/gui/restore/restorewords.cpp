// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/restorewords.h"

#include "foundation/units.h"
#include "gui/models/backupwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace quarterdeck::gui {

namespace {

using backup::BackupSet;
using backup::KeyFit;
using backup::Part;
using health::State;
using restore::Report;
using restore::Scenario;
using restore::Unfinished;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::RestoreWords)
};

QString stackOf(const BackupSet &set)
{
    return set.manifest ? set.manifest->stackId : QString();
}

State factState(KeyFit fit)
{
    switch (fit) {
    case KeyFit::Fits:
    case KeyFit::NoCredentials:
        return State::Healthy;
    case KeyFit::DoesNotFit:
    case KeyFit::NoKey:
        return State::Failing;
    case KeyFit::Unknown:
        break;
    }
    return State::Unknown;
}

QString duration(qint64 milliseconds)
{
    return formatDuration(std::chrono::milliseconds(milliseconds));
}

/// "opens the credentials of the set"
QString opensText(KeyFit fit, const QString &what)
{
    switch (fit) {
    case KeyFit::Fits:
        return Words::tr("opens %1").arg(what);
    case KeyFit::DoesNotFit:
        return Words::tr("does not open %1").arg(what);
    case KeyFit::NoCredentials:
        return Words::tr("has no credentials to open among %1").arg(what);
    case KeyFit::NoKey:
    case KeyFit::Unknown:
        break;
    }
    return Words::tr("is tried on %1 before anything is touched").arg(what);
}

/// What a person wants to know about the credentials afterwards.
QString credentialsText(KeyFit fit)
{
    switch (fit) {
    case KeyFit::Fits:
        return Words::tr("can be decrypted with the key in force");
    case KeyFit::DoesNotFit:
        return Words::tr("cannot be decrypted with the key in force");
    case KeyFit::NoCredentials:
        return Words::tr("there are none");
    case KeyFit::NoKey:
        return Words::tr("cannot be decrypted: there is no key");
    case KeyFit::Unknown:
        break;
    }
    return Words::tr("not tried");
}

QString paragraph(const QString &text)
{
    return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

QString listed(const QString &heading, const QStringList &lines)
{
    if (lines.isEmpty())
        return {};
    QString html = QStringLiteral("<h2>%1</h2><ul>").arg(heading.toHtmlEscaped());
    for (const QString &line : lines)
        html += QStringLiteral("<li>%1</li>").arg(line.toHtmlEscaped());
    return html + QStringLiteral("</ul>");
}

QString comparisonHtml(const QList<restore::TableComparison> &tables)
{
    if (tables.isEmpty())
        return {};
    QString html = QStringLiteral("<h2>%1</h2><table cellpadding=\"4\"><tr><th align=\"left\">%2</th><th align=\"right\">%3</th>"
                                  "<th align=\"right\">%4</th><th align=\"left\">%5</th></tr>")
                       .arg(Words::tr("Rows").toHtmlEscaped(), Words::tr("Table").toHtmlEscaped(), Words::tr("Expected").toHtmlEscaped(),
                            Words::tr("Found").toHtmlEscaped(), Words::tr("Contents").toHtmlEscaped());
    for (const restore::TableComparison &table : tables)
        html += QStringLiteral("<tr><td>%1</td><td align=\"right\">%2</td><td align=\"right\">%3</td><td>%4</td></tr>")
                    .arg(table.table.toHtmlEscaped(), QLocale().toString(table.expected), QLocale().toString(table.found),
                         (table.sameContents ? Words::tr("equal") : Words::tr("differ")).toHtmlEscaped());
    return html + QStringLiteral("</table>");
}

} // namespace

QString goalTitle(RestoreGoal goal)
{
    switch (goal) {
    case RestoreGoal::Undo:
        return Words::tr("&Undo: take this stack back");
    case RestoreGoal::Rebuild:
        return Words::tr("Re&build: the stack is gone");
    case RestoreGoal::LookInside:
        return Words::tr("&Look inside a backup");
    case RestoreGoal::Rehearse:
        return Words::tr("Rehears&e: time it");
    case RestoreGoal::FromFiles:
        break;
    }
    return Words::tr("From &other files");
}

QString goalSentence(RestoreGoal goal)
{
    switch (goal) {
    case RestoreGoal::Undo:
        return Words::tr("All of it or a part goes back to an earlier set. It is staged beside what is there, compared, and swapped in one short "
                         "window; it can be rolled back until it is released.");
    case RestoreGoal::Rebuild:
        return Words::tr("Project folder, volumes and containers come back from one set, on this machine.");
    case RestoreGoal::LookInside:
        return Words::tr("The database of a set beside the one in use, a clone of the stack on other ports, or one workflow or credential as a "
                         "file. Nothing is replaced.");
    case RestoreGoal::Rehearse:
        return Words::tr("A whole restore against throwaway containers, step by step with its times. Nothing is touched.");
    case RestoreGoal::FromFiles:
        break;
    }
    return Words::tr("Files of the shell kit, or a bare dump of pg_dump: .sql, .sql.gz, custom format or a directory.");
}

QString stepTitle(RestoreStep step)
{
    switch (step) {
    case RestoreStep::Goal:
        return Words::tr("What for");
    case RestoreStep::Set:
        return Words::tr("Choose set");
    case RestoreStep::Scope:
        return Words::tr("Scope");
    case RestoreStep::Checks:
        return Words::tr("Checks");
    case RestoreStep::Plan:
        return Words::tr("Plan");
    case RestoreStep::Confirm:
        return Words::tr("Confirm");
    case RestoreStep::Progress:
        return Words::tr("Progress");
    case RestoreStep::Result:
        break;
    }
    return Words::tr("Result");
}

QString scenarioTitle(Scenario scenario)
{
    switch (scenario) {
    case Scenario::Undo:
        return Words::tr("Take the stack back");
    case Scenario::Rebuild:
        return Words::tr("Rebuild a stack");
    case Scenario::LookInside:
        return Words::tr("Look inside");
    case Scenario::Rehearse:
        break;
    }
    return Words::tr("Rehearse");
}

QString startVerb(const RestoreDraft &draft)
{
    switch (draft.request.scenario) {
    case Scenario::Undo:
        return draft.outline && !draft.outline->destroysData ? Words::tr("&Restore") : Words::tr("&Restore and replace data");
    case Scenario::Rebuild:
        return Words::tr("&Rebuild the stack");
    case Scenario::LookInside:
        return isExport(draft)             ? Words::tr("&Export...")
            : draft.look == LookFor::Clone ? Words::tr("&Make the clone")
                                           : Words::tr("&Make the side database");
    case Scenario::Rehearse:
        break;
    }
    return Words::tr("&Start the rehearsal");
}

QString jobTitle(const restore::Request &request)
{
    const QString name = nameToType(request);
    switch (request.scenario) {
    case Scenario::Undo:
        return Words::tr("Restore %1").arg(name);
    case Scenario::Rebuild:
        return Words::tr("Rebuild %1").arg(name);
    case Scenario::LookInside:
        return Words::tr("Look inside %1").arg(request.set.id);
    case Scenario::Rehearse:
        break;
    }
    return Words::tr("Rehearse %1").arg(request.set.id);
}

QString jobSuccess(const restore::Request &request)
{
    switch (request.scenario) {
    case Scenario::Undo:
        return request.quarantine ? Words::tr("The stack is restored and waits in quarantine.") : Words::tr("The stack is restored.");
    case Scenario::Rebuild:
        return request.quarantine ? Words::tr("The stack is rebuilt and waits in quarantine.") : Words::tr("The stack is rebuilt.");
    case Scenario::LookInside:
        return request.asClone ? Words::tr("The clone is there.") : Words::tr("The side database is there.");
    case Scenario::Rehearse:
        break;
    }
    return Words::tr("The rehearsal is over.");
}

QString setSentence(const BackupSet &set, const QDateTime &now)
{
    const QString name = setName(set, now);
    const QString state = backup::setStateTitle(set.state);
    const QString stack = stackOf(set);
    return stack.isEmpty() ? Words::tr("%1, %2").arg(name, state) : Words::tr("%1 of %2, %3").arg(name, stack, state);
}

QString proofText(const BackupSet &set, const QDateTime &now)
{
    const auto passed = std::find_if(set.proofs.crbegin(), set.proofs.crend(), [](const backup::Proof &proof) { return proof.passed; });
    if (const std::optional<QDateTime> proven = set.provenAt())
        return Words::tr("restored %1").arg(momentText(*proven, now));
    if (passed == set.proofs.crend())
        return Words::tr("never tried");
    return passed->depth == backup::Proof::Depth::Quick ? Words::tr("checksums %1").arg(momentText(passed->at, now))
                                                        : Words::tr("read %1").arg(momentText(passed->at, now));
}

QString lacksText(const BackupSet &set)
{
    QList<Part> missing;
    for (const Part part : contentsParts()) {
        if (!set.parts.contains(part))
            missing.append(part);
    }
    QString text = contentsText(missing);
    if (text.isEmpty())
        text = set.manifest && !set.manifest->notCovered.isEmpty() ? Words::tr("see details") : Words::tr("nothing");
    return text;
}

QString lacksToolTip(const BackupSet &set)
{
    QStringList lines;
    if (!set.parts.isEmpty())
        lines.append(Words::tr("In the set: %1").arg(contentsText(set.parts)));
    for (const Part part : contentsParts()) {
        if (!set.parts.contains(part))
            lines.append(Words::tr("Not in the set: %1").arg(backup::partTitle(part)));
    }
    if (set.manifest) {
        for (const QString &id : set.manifest->notCovered)
            lines.append(notCoveredText(id));
    }
    return lines.join(QLatin1Char('\n'));
}

QString estimateText(const restore::Outline &outline)
{
    if (outline.estimatedMs < 0)
        return Words::tr("How long it takes is not known: nothing like it was measured here yet.");
    const QString time = duration(outline.estimatedMs);
    const auto unknown = [](const restore::PlannedStep &step) { return step.estimatedMs < 0; };
    return std::any_of(outline.steps.cbegin(), outline.steps.cend(), unknown)
        ? Words::tr("Takes at least %1; some steps were never measured here.").arg(time)
        : Words::tr("Takes about %1.").arg(time);
}

QString unfinishedTitle(const Unfinished &unfinished)
{
    const QString name = unfinished.stackId.isEmpty() ? unfinished.setId : unfinished.stackId;
    if (isClone(unfinished))
        return Words::tr("The clone %1 is there").arg(name);
    return unfinished.ended ? Words::tr("%1 waits in quarantine").arg(name) : Words::tr("A restore of %1 is not over").arg(name);
}

QString unfinishedSentence(const Unfinished &unfinished, const QDateTime &now)
{
    const QString begun
        = Words::tr("%1 from the set %2, begun %3.").arg(scenarioTitle(unfinished.scenario), unfinished.setId, momentText(unfinished.startedAt, now));
    if (unfinished.ownerAlive)
        return begun + QLatin1Char(' ') + Words::tr("Another process is at it now.");
    if (isClone(unfinished))
        return Words::tr("Made of the set %1, %2. It answers at %3; its triggers are off. Remove it when you have seen enough.")
            .arg(unfinished.setId, momentText(unfinished.startedAt, now), unfinished.report.cloneUrl);
    if (unfinished.ended)
        return begun + QLatin1Char(' ')
            + Words::tr("Its data is in place and its triggers are off. Release it when it is right, or roll it back to what was there before.");
    return begun + QLatin1Char(' ')
        + Words::tr("It was interrupted at \"%1\". Resume it, or roll it back to what was there before.")
              .arg(unfinished.lastTitle.isEmpty() ? unfinished.lastStep : unfinished.lastTitle);
}

bool isClone(const Unfinished &unfinished)
{
    return unfinished.ended && unfinished.asClone;
}

bool canEnd(const Unfinished &unfinished, RestoreEnd end)
{
    if (unfinished.ownerAlive)
        return false;
    switch (end) {
    case RestoreEnd::Resume:
        return !unfinished.ended;
    case RestoreEnd::Release:
        return unfinished.ended && !isClone(unfinished);
    case RestoreEnd::RollBack:
        break;
    }
    return true;
}

QString keyText(const restore::KeySeen &key)
{
    const QString from = key.from == QLatin1String("stack") ? Words::tr("The stack's key")
        : key.from == QLatin1String("set")                  ? Words::tr("The set's key")
                                                            : Words::tr("The key typed in");
    QStringList opens;
    opens.append(opensText(key.fitsSet, Words::tr("the credentials of the set")));
    if (key.fitsNow != KeyFit::Unknown)
        opens.append(opensText(key.fitsNow, Words::tr("those in use now")));
    return Words::tr("%1 (%2) %3.").arg(from, key.fingerprint.left(8), opens.join(Words::tr(" and ")));
}

bool keysDiffer(const QList<restore::KeySeen> &keys)
{
    return std::any_of(keys.cbegin(), keys.cend(), [&keys](const restore::KeySeen &key) { return key.fingerprint != keys.constFirst().fingerprint; });
}

QString checkTitle(const QString &id)
{
    if (id == QLatin1String("engine"))
        return Words::tr("Engine");
    if (id == QLatin1String("set"))
        return Words::tr("Set");
    if (id == QLatin1String("space"))
        return Words::tr("Space");
    if (id == QLatin1String("server-version"))
        return Words::tr("Server version");
    if (id == QLatin1String("n8n-version"))
        return Words::tr("n8n version");
    if (id == QLatin1String("key"))
        return Words::tr("Key");
    if (id == QLatin1String("connections"))
        return Words::tr("Connections");
    if (id == QLatin1String("running"))
        return Words::tr("Running executions");
    if (id == QLatin1String("ports"))
        return Words::tr("Ports");
    if (id == QLatin1String("safety"))
        return Words::tr("Safety backup");
    if (id == QLatin1String("schema"))
        return Words::tr("Schema");
    if (id == QLatin1String("queue"))
        return Words::tr("Queue");
    if (id == QLatin1String("files"))
        return Words::tr("Files");
    if (id == QLatin1String("folder"))
        return Words::tr("Folder");
    if (id == QLatin1String("apart"))
        return Words::tr("Shared data");
    if (id == QLatin1String("lock"))
        return Words::tr("Other jobs");
    if (id == QLatin1String("images"))
        return Words::tr("Images");
    if (id == QLatin1String("project"))
        return Words::tr("Project");
    return id;
}

qint64 timeLeftMs(const QList<StepRow> &steps, const QList<restore::PlannedStep> &planned)
{
    qint64 left = 0;
    for (const StepRow &step : steps) {
        if (step.state != StepState::Pending && step.state != StepState::Running)
            continue;
        const auto plan = std::find_if(planned.cbegin(), planned.cend(), [&step](const restore::PlannedStep &one) { return one.id == step.id; });
        const qint64 estimate = plan == planned.cend() ? -1 : plan->estimatedMs;
        // What is measured now beats what was measured once; the first moments say too little.
        constexpr qint64 tellsEnoughMs = 2000;
        if (step.state == StepState::Running && step.total > 0 && step.done > 0 && step.tookMs >= tellsEnoughMs) {
            left += static_cast<qint64>(static_cast<double>(step.tookMs) * static_cast<double>(std::max<qint64>(0, step.total - step.done))
                                        / static_cast<double>(step.done));
        } else if (estimate < 0 || (step.state == StepState::Running && step.tookMs > 2 * estimate + tellsEnoughMs)) {
            return -1; // an estimate that is far off says nothing about what is left
        } else {
            left += step.state == StepState::Running ? std::max<qint64>(0, estimate - std::max<qint64>(0, step.tookMs)) : estimate;
        }
    }
    return left;
}

QList<Fact> reportFacts(const Report &report)
{
    QList<Fact> facts;
    const auto add = [&facts](const QString &name, const QString &value, std::optional<State> state = {}, const QString &toolTip = {}) {
        if (!value.isEmpty())
            facts.append({name, value, toolTip, state, {}});
    };
    qint64 expected = 0;
    qint64 found = 0;
    qsizetype differ = 0;
    for (const restore::TableComparison &table : report.tables) {
        expected += table.expected;
        found += table.found;
        differ += table.expected != table.found || !table.sameContents ? 1 : 0;
    }
    if (!report.tables.isEmpty()) {
        const QString rows = Words::tr("%1 expected, %2 found in %3 tables")
                                 .arg(QLocale().toString(expected), QLocale().toString(found), QLocale().toString(report.tables.size()));
        add(Words::tr("Rows"), differ == 0 ? rows : Words::tr("%1; tables that differ: %2").arg(rows).arg(differ),
            differ == 0 ? State::Healthy : State::Failing);
    }
    if (!report.tables.isEmpty() || report.keyFit != KeyFit::Unknown)
        add(Words::tr("Credentials"), credentialsText(report.keyFit), factState(report.keyFit));
    add(Words::tr("Health"), report.health, State::Healthy);
    add(Words::tr("Set"), report.setId);
    add(Words::tr("Safety copy"), report.safetySetId, {}, Words::tr("The set that was taken of what was replaced"));
    add(Words::tr("Replaced database"), report.oldDatabase, {}, Words::tr("It lies beside the new one under this name until its days are over"));
    add(Words::tr("Side database"), report.sideDatabase);
    if (report.cutOverMs >= 0)
        add(Words::tr("Cut-over"), duration(report.cutOverMs), {}, Words::tr("From closing the old database to opening the new one"));
    if (report.tookMs > 0)
        add(Words::tr("Took"), duration(report.tookMs));
    return facts;
}

QString reportHtml(const Report &report)
{
    QString html = QStringLiteral("<html><head><meta charset=\"utf-8\"><title>%1</title></head><body><h1>%1</h1>")
                       .arg(Words::tr("Report of the restore %1").arg(report.runId).toHtmlEscaped());
    html += paragraph(report.summary) + QStringLiteral("<table cellpadding=\"4\">");
    for (const Fact &fact : reportFacts(report))
        html += QStringLiteral("<tr><td>%1</td><td>%2</td></tr>").arg(fact.name.toHtmlEscaped(), fact.value.toHtmlEscaped());
    html += QStringLiteral("</table>") + listed(Words::tr("What to check"), report.toCheck) + listed(Words::tr("Warnings"), report.warnings)
        + listed(Words::tr("Schedules that were due meanwhile"), report.wouldHaveFired) + comparisonHtml(report.tables);
    return html + QStringLiteral("</body></html>");
}

QString lineDiff(const QString &before, const QString &after)
{
    const QStringList old = before.isEmpty() ? QStringList() : before.split(QLatin1Char('\n'));
    const QStringList fresh = after.isEmpty() ? QStringList() : after.split(QLatin1Char('\n'));
    // The longest common subsequence, by its table; configuration files are short, and beyond this they are shown one after the other.
    constexpr qsizetype most = 2000;
    const bool small = old.size() <= most && fresh.size() <= most;
    const auto width = static_cast<size_t>(fresh.size()) + 1;
    std::vector<quint16> common(small ? (static_cast<size_t>(old.size()) + 1) * width : 0, 0);
    const auto at = [&](qsizetype i, qsizetype j) -> quint16 & { return common[static_cast<size_t>(i) * width + static_cast<size_t>(j)]; };
    if (small) {
        for (qsizetype i = old.size(); i-- > 0;) {
            for (qsizetype j = fresh.size(); j-- > 0;)
                at(i, j) = old.at(i) == fresh.at(j) ? static_cast<quint16>(at(i + 1, j + 1) + 1) : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    QStringList lines;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < old.size() || j < fresh.size()) {
        if (small && i < old.size() && j < fresh.size() && old.at(i) == fresh.at(j)) {
            lines.append(QStringLiteral("  ") + old.at(i));
            ++i;
            ++j;
        } else if (i < old.size() && (!small || j == fresh.size() || at(i + 1, j) >= at(i, j + 1))) {
            lines.append(QStringLiteral("- ") + old.at(i++));
        } else {
            lines.append(QStringLiteral("+ ") + fresh.at(j++));
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace quarterdeck::gui
