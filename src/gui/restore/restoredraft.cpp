// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/restoredraft.h"

#include "gui/models/backupwords.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace quarterdeck::gui {

namespace {

using backup::Part;
using restore::Scenario;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::RestoreDraft)
};

} // namespace

Scenario scenarioOf(RestoreGoal goal)
{
    switch (goal) {
    case RestoreGoal::Rebuild:
        return Scenario::Rebuild;
    case RestoreGoal::LookInside:
        return Scenario::LookInside;
    case RestoreGoal::Rehearse:
        return Scenario::Rehearse;
    case RestoreGoal::Undo:
    case RestoreGoal::FromFiles:
        break;
    }
    return Scenario::Undo;
}

QList<RestoreStep> stepsOf(const RestoreDraft &draft)
{
    QList<RestoreStep> steps = {RestoreStep::Goal, RestoreStep::Set, RestoreStep::Scope};
    if (isExport(draft))
        return steps + QList<RestoreStep>{RestoreStep::Progress, RestoreStep::Result};
    steps += {RestoreStep::Checks, RestoreStep::Plan};
    // Where nothing is replaced there is nothing to be asked twice.
    const bool replaces = draft.request.scenario == Scenario::Undo || draft.request.scenario == Scenario::Rebuild;
    if (replaces || (draft.outline && draft.outline->destroysData))
        steps.append(RestoreStep::Confirm);
    return steps + QList<RestoreStep>{RestoreStep::Progress, RestoreStep::Result};
}

bool isExport(const RestoreDraft &draft)
{
    return draft.request.scenario == Scenario::LookInside && (draft.look == LookFor::Workflow || draft.look == LookFor::Credential);
}

bool suits(const backup::BackupSet &set, RestoreGoal goal, const QString &stackId)
{
    const bool foreign = set.state == backup::SetState::Foreign;
    if (goal == RestoreGoal::FromFiles || foreign)
        return goal == RestoreGoal::FromFiles && foreign;
    if (goal == RestoreGoal::Undo)
        return set.manifest && set.manifest->stackId == stackId;
    return true;
}

QList<Part> usualParts(const backup::BackupSet &set, Scenario scenario)
{
    // Of a clone everything is taken; what a look into the database takes is this.
    if (scenario == Scenario::LookInside)
        return {Part::Postgres};
    QList<Part> parts;
    for (const Part part : contentsParts()) {
        // What is made anew starts with an empty queue.
        const bool usual
            = (scenario != Scenario::Undo && part != Part::Redis) || part == Part::Postgres || part == Part::Globals || part == Part::N8nData;
        if (usual && set.parts.contains(part))
            parts.append(part);
    }
    return parts;
}

QString nameToType(const restore::Request &request)
{
    if (request.scenario == Scenario::Rebuild) {
        if (!request.projectName.isEmpty())
            return request.projectName;
        if (request.set.manifest)
            return request.set.manifest->stackId;
    }
    return request.stack ? request.stack->id : QString();
}

bool goesWithoutCopy(const RestoreDraft &draft)
{
    return draft.request.scenario == Scenario::Undo && !draft.request.safetyBackup;
}

Result<QMap<quint16, quint16>> parsePorts(const QString &text)
{
    static const QRegularExpression separator(QStringLiteral("[,;\\s]+"));
    static const QRegularExpression pair(QStringLiteral("^(\\d{1,5})[=:](\\d{1,5})$"));
    QMap<quint16, quint16> ports;
    for (const QString &word : text.split(separator, Qt::SkipEmptyParts)) {
        const QRegularExpressionMatch match = pair.match(word);
        bool fromOk = false;
        bool toOk = false;
        const quint16 from = match.captured(1).toUShort(&fromOk);
        const quint16 to = match.captured(2).toUShort(&toOk);
        if (!fromOk || !toOk || from == 0 || to == 0)
            return fail(ErrorKind::Invalid, Words::tr("\"%1\" is no pair of ports; write 5678=15678, each from 1 to 65535.").arg(word));
        if (ports.contains(from))
            return fail(ErrorKind::Invalid, Words::tr("Port %1 is named twice.").arg(from));
        ports.insert(from, to);
    }
    return ports;
}

QString portsText(const QMap<quint16, quint16> &ports)
{
    QStringList pairs;
    for (auto i = ports.cbegin(); i != ports.cend(); ++i)
        pairs.append(QStringLiteral("%1=%2").arg(i.key()).arg(i.value()));
    return pairs.join(QLatin1String(", "));
}

} // namespace quarterdeck::gui
