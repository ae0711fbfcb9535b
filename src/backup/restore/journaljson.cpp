// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/journal.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace quarterdeck::restore {

namespace {

struct JournalJsonText
{
    Q_DECLARE_TR_FUNCTIONS(RestoreJournal)
};

constexpr int currentSchema = 1;

const QList<backup::Part> &everyPart()
{
    using backup::Part;
    static const QList<Part> parts
        = {Part::Postgres, Part::Globals, Part::Redis, Part::N8nData, Part::Environment, Part::Compose, Part::Log, Part::Readme};
    return parts;
}

QString keyChoiceName(KeyChoice choice)
{
    return choice == KeyChoice::Current ? QStringLiteral("current") : choice == KeyChoice::FromSet ? QStringLiteral("set") : QStringLiteral("given");
}

KeyChoice keyChoiceOf(const QString &name)
{
    return name == QLatin1String("set") ? KeyChoice::FromSet : name == QLatin1String("given") ? KeyChoice::Given : KeyChoice::Current;
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &one : value.toArray())
        list.append(one.toString());
    return list;
}

QJsonObject toJson(const Report &report)
{
    QJsonArray tables;
    for (const TableComparison &table : report.tables)
        tables.append(QJsonArray{table.table, table.expected, table.found, table.sameContents});
    return {{QStringLiteral("safetySet"), report.safetySetId},
            {QStringLiteral("oldDatabase"), report.oldDatabase},
            {QStringLiteral("sideDatabase"), report.sideDatabase},
            {QStringLiteral("tables"), tables},
            {QStringLiteral("keyFit"), static_cast<int>(report.keyFit)},
            {QStringLiteral("cutOverMs"), report.cutOverMs},
            {QStringLiteral("tookMs"), report.tookMs},
            {QStringLiteral("wouldHaveFired"), QJsonArray::fromStringList(report.wouldHaveFired)},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(report.warnings)},
            {QStringLiteral("toCheck"), QJsonArray::fromStringList(report.toCheck)},
            {QStringLiteral("reportPath"), report.reportPath},
            {QStringLiteral("summary"), report.summary},
            {QStringLiteral("quarantined"), report.quarantined},
            {QStringLiteral("cloneUrl"), report.cloneUrl},
            {QStringLiteral("health"), report.health}};
}

Report reportFrom(const QJsonObject &object)
{
    Report report;
    report.safetySetId = object.value(QLatin1String("safetySet")).toString();
    report.oldDatabase = object.value(QLatin1String("oldDatabase")).toString();
    report.sideDatabase = object.value(QLatin1String("sideDatabase")).toString();
    for (const QJsonValue &value : object.value(QLatin1String("tables")).toArray()) {
        const QJsonArray table = value.toArray();
        report.tables.append({table.at(0).toString(), table.at(1).toInteger(), table.at(2).toInteger(), table.at(3).toBool()});
    }
    report.keyFit = static_cast<backup::KeyFit>(std::clamp(object.value(QLatin1String("keyFit")).toInt(), 0, 4));
    report.cutOverMs = object.value(QLatin1String("cutOverMs")).toInteger(-1);
    report.tookMs = object.value(QLatin1String("tookMs")).toInteger();
    report.wouldHaveFired = strings(object.value(QLatin1String("wouldHaveFired")));
    report.warnings = strings(object.value(QLatin1String("warnings")));
    report.toCheck = strings(object.value(QLatin1String("toCheck")));
    report.reportPath = object.value(QLatin1String("reportPath")).toString();
    report.summary = object.value(QLatin1String("summary")).toString();
    report.quarantined = object.value(QLatin1String("quarantined")).toBool();
    report.health = object.value(QLatin1String("health")).toString();
    report.cloneUrl = object.value(QLatin1String("cloneUrl")).toString();
    return report;
}

} // namespace

QJsonObject journalToJson(const JournalState &state)
{
    QJsonArray parts;
    for (const backup::Part part : state.parts)
        parts.append(backup::partName(part));
    QJsonObject ports;
    for (auto it = state.ports.cbegin(); it != state.ports.cend(); ++it)
        ports.insert(QString::number(it.key()), it.value());
    QJsonObject stepMs;
    for (auto it = state.stepMs.cbegin(); it != state.stepMs.cend(); ++it)
        stepMs.insert(it.key(), it.value());
    QJsonArray stopped;
    for (const StoppedContainer &container : state.stopped)
        stopped.append(QJsonArray{container.id, container.name, container.service});
    QJsonArray files;
    for (const ReplacedFile &file : state.files)
        files.append(QJsonArray{file.path, file.keptAs});
    return {{QStringLiteral("schema"), currentSchema},
            {QStringLiteral("run"), state.runId},
            {QStringLiteral("stack"), state.stackId},
            {QStringLiteral("ofStack"), state.ofStack},
            {QStringLiteral("scenario"), scenarioName(state.scenario)},
            {QStringLiteral("startedAt"), state.startedAt.toUTC().toString(Qt::ISODateWithMs)},
            {QStringLiteral("stamp"), state.stamp},
            {QStringLiteral("set"), state.setId},
            {QStringLiteral("setPath"), state.setPath},
            {QStringLiteral("setBytes"), state.setBytes},
            {QStringLiteral("foreignFiles"), QJsonArray::fromStringList(state.foreignFiles)},
            {QStringLiteral("ageIdentityFile"), state.ageIdentityFile},
            {QStringLiteral("parts"), parts},
            {QStringLiteral("projectFolder"), state.projectFolder},
            {QStringLiteral("projectName"), state.projectName},
            {QStringLiteral("ports"), ports},
            {QStringLiteral("sideDatabase"), state.sideDatabase},
            {QStringLiteral("asClone"), state.asClone},
            {QStringLiteral("safetyBackup"), state.safetyBackup},
            {QStringLiteral("replayQueue"), state.replayQueue},
            {QStringLiteral("quarantine"), state.quarantine},
            {QStringLiteral("key"), keyChoiceName(state.key)},
            {QStringLiteral("keyFingerprint"), state.keyFingerprint},
            {QStringLiteral("keepOldDays"), state.keepOldDays},
            {QStringLiteral("dropOldAtOnce"), state.dropOldAtOnce},
            {QStringLiteral("drainSeconds"), state.drainSeconds},
            {QStringLiteral("begun"), QJsonArray::fromStringList(state.begun)},
            {QStringLiteral("done"), QJsonArray::fromStringList(state.done)},
            {QStringLiteral("lastTitle"), state.lastTitle},
            {QStringLiteral("stepMs"), stepMs},
            {QStringLiteral("ended"), state.ended},
            {QStringLiteral("over"), state.over},
            {QStringLiteral("database"), state.database},
            {QStringLiteral("stagedDatabase"), state.stagedDatabase},
            {QStringLiteral("oldDatabase"), state.oldDatabase},
            {QStringLiteral("madeRoles"), QJsonArray::fromStringList(state.madeRoles)},
            {QStringLiteral("asidePrefix"), state.asidePrefix},
            {QStringLiteral("stopped"), stopped},
            {QStringLiteral("told"), QJsonArray::fromStringList(state.told)},
            {QStringLiteral("files"), files},
            {QStringLiteral("madeFolders"), QJsonArray::fromStringList(state.madeFolders)},
            {QStringLiteral("madeVolume"), state.madeVolume},
            {QStringLiteral("madeDataFolder"), state.madeDataFolder},
            {QStringLiteral("oldDataDropped"), state.oldDataDropped},
            {QStringLiteral("recreate"), state.recreate},
            {QStringLiteral("report"), toJson(state.report)}};
}

Result<JournalState> journalFromJson(const QJsonObject &object)
{
    if (object.value(QLatin1String("schema")).toInt() != currentSchema)
        return fail(ErrorKind::Unsupported, JournalJsonText::tr("This journal was written by another version."));
    const auto text = [&object](const char *name) { return object.value(QLatin1String(name)).toString(); };
    JournalState state;
    state.runId = text("run");
    state.stackId = text("stack");
    state.ofStack = text("ofStack");
    state.stamp = text("stamp");
    if (state.runId.isEmpty() || state.stamp.isEmpty())
        return fail(ErrorKind::Corrupt, JournalJsonText::tr("This journal says not whose it is."));
    const QString scenario = text("scenario");
    for (const Scenario one : {Scenario::Undo, Scenario::Rebuild, Scenario::LookInside, Scenario::Rehearse}) {
        if (scenarioName(one) == scenario)
            state.scenario = one;
    }
    state.startedAt = QDateTime::fromString(text("startedAt"), Qt::ISODateWithMs);
    state.setId = text("set");
    state.setPath = text("setPath");
    state.setBytes = object.value(QLatin1String("setBytes")).toInteger();
    state.foreignFiles = strings(object.value(QLatin1String("foreignFiles")));
    state.ageIdentityFile = text("ageIdentityFile");
    const QStringList parts = strings(object.value(QLatin1String("parts")));
    for (const backup::Part part : everyPart()) {
        if (parts.contains(backup::partName(part)))
            state.parts.append(part);
    }
    state.projectFolder = text("projectFolder");
    state.projectName = text("projectName");
    const QJsonObject ports = object.value(QLatin1String("ports")).toObject();
    for (auto it = ports.begin(); it != ports.end(); ++it)
        state.ports.insert(it.key().toUShort(), static_cast<quint16>(it->toInt()));
    state.sideDatabase = text("sideDatabase");
    state.asClone = object.value(QLatin1String("asClone")).toBool();
    state.safetyBackup = object.value(QLatin1String("safetyBackup")).toBool(true);
    state.replayQueue = object.value(QLatin1String("replayQueue")).toBool();
    state.quarantine = object.value(QLatin1String("quarantine")).toBool(true);
    state.key = keyChoiceOf(text("key"));
    state.keyFingerprint = text("keyFingerprint");
    state.keepOldDays = object.value(QLatin1String("keepOldDays")).toInt(7);
    state.dropOldAtOnce = object.value(QLatin1String("dropOldAtOnce")).toBool();
    state.drainSeconds = object.value(QLatin1String("drainSeconds")).toInteger();
    state.begun = strings(object.value(QLatin1String("begun")));
    state.done = strings(object.value(QLatin1String("done")));
    state.lastTitle = text("lastTitle");
    const QJsonObject stepMs = object.value(QLatin1String("stepMs")).toObject();
    for (auto it = stepMs.begin(); it != stepMs.end(); ++it)
        state.stepMs.insert(it.key(), it->toInteger());
    state.ended = object.value(QLatin1String("ended")).toBool();
    state.over = text("over");
    state.database = text("database");
    state.stagedDatabase = text("stagedDatabase");
    state.oldDatabase = text("oldDatabase");
    state.madeRoles = strings(object.value(QLatin1String("madeRoles")));
    state.asidePrefix = text("asidePrefix");
    for (const QJsonValue &value : object.value(QLatin1String("stopped")).toArray())
        state.stopped.append({value.toArray().at(0).toString(), value.toArray().at(1).toString(), value.toArray().at(2).toString()});
    state.told = strings(object.value(QLatin1String("told")));
    for (const QJsonValue &value : object.value(QLatin1String("files")).toArray())
        state.files.append({value.toArray().at(0).toString(), value.toArray().at(1).toString()});
    state.madeFolders = strings(object.value(QLatin1String("madeFolders")));
    state.madeVolume = text("madeVolume");
    state.madeDataFolder = text("madeDataFolder");
    state.oldDataDropped = object.value(QLatin1String("oldDataDropped")).toBool();
    state.recreate = object.value(QLatin1String("recreate")).toBool();
    state.report = reportFrom(object.value(QLatin1String("report")).toObject());
    state.report.runId = state.runId;
    state.report.setId = state.setId;
    state.report.stackId = state.stackId;
    return state;
}

} // namespace quarterdeck::restore
