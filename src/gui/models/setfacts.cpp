// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/setfacts.h"

#include "foundation/units.h"
#include "gui/models/backupwords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace quarterdeck::gui {

namespace {

using backup::BackupSet;
using backup::Manifest;
using backup::Part;
using backup::Proof;
using health::State;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::SetFacts)
};

QString figure(qint64 value)
{
    return QLocale().toString(value);
}

QString duration(qint64 milliseconds)
{
    return formatDuration(std::chrono::milliseconds(milliseconds));
}

Fact fact(const QString &name, const QString &value, const QString &toolTip = {}, std::optional<State> state = {})
{
    return {name, value, toolTip, state, {}};
}

State factState(backup::SetState state)
{
    switch (state) {
    case backup::SetState::Proven:
    case backup::SetState::Verified:
        return State::Healthy;
    case backup::SetState::Damaged:
        return State::Failing;
    case backup::SetState::Unverified:
    case backup::SetState::Foreign:
        break;
    }
    return State::Unknown;
}

QList<Fact> aboutSet(const BackupSet &set, const QDateTime &now)
{
    QList<Fact> facts;
    facts.append(fact(Words::tr("Taken"),
                      set.time.isValid() ? Words::tr("%1, %2").arg(momentText(set.time, now), formatRelative(set.time, now)) : Words::tr("unknown"),
                      exactMoment(set.time)));
    facts.append(fact(Words::tr("Name"), set.id, set.path));
    if (!set.manifest) {
        facts.append(fact(Words::tr("Size"), formatBytes(set.size)));
        facts.append(fact(Words::tr("Folder"), set.path));
        return facts;
    }
    const Manifest &manifest = *set.manifest;
    facts.append(fact(Words::tr("Took"), duration(set.tookMs),
                      Words::tr("From %1 to %2").arg(exactMoment(manifest.startedAt), exactMoment(manifest.finishedAt))));
    facts.append(fact(Words::tr("Moment"), Words::tr("all captured within %1").arg(duration(manifest.skewMs)),
                      Words::tr("Between the first and the last capture of database, queue and data folder")));
    facts.append(fact(Words::tr("Number"), figure(set.sequence), Words::tr("Grows with every set of this stack: it orders sets when clocks lie")));
    facts.append(fact(Words::tr("Made by"), Words::tr("Quarterdeck %1 on %2").arg(manifest.toolVersion, manifest.host)));
    if (manifest.encryption == QLatin1String("age"))
        facts.append(fact(Words::tr("Encryption"), Words::tr("age, readable for %1").arg(manifest.recipients.join(QLatin1String(", ")))));
    else
        facts.append(fact(Words::tr("Encryption"), Words::tr("none: whoever reads the folder reads the set")));
    if (manifest.keyFingerprint.isEmpty()) {
        facts.append(fact(Words::tr("n8n's key"), Words::tr("not known when the set was made"), {}, State::Warning));
    } else {
        const bool fits = manifest.keyFit == backup::KeyFit::Fits;
        const bool wrong = manifest.keyFit == backup::KeyFit::DoesNotFit;
        facts.append(fact(Words::tr("n8n's key"), Words::tr("%1, %2").arg(backup::keyFitTitle(manifest.keyFit), manifest.keyFingerprint.left(16)),
                          Words::tr("Fingerprint of the key that was in force, never the key itself: %1\nFound in: %2")
                              .arg(manifest.keyFingerprint, manifest.keyOrigin),
                          fits        ? State::Healthy
                              : wrong ? State::Failing
                                      : State::Unknown));
    }
    return facts;
}

QList<Fact> aboutContents(const BackupSet &set)
{
    QList<Fact> facts;
    if (!set.manifest) {
        for (const QString &file : set.foreignFiles)
            facts.append(fact({}, file.section(QLatin1Char('/'), -1), file));
        if (facts.isEmpty())
            facts.append(fact({}, Words::tr("Without a manifest its contents are not known.")));
        return facts;
    }
    qint64 raw = 0;
    for (const backup::FileEntry &file : set.manifest->files)
        raw += file.rawSize;
    for (const Part part : contentsParts()) {
        if (!set.parts.contains(part))
            continue;
        QStringList names;
        qint64 size = 0;
        for (const backup::FileEntry &file : set.manifest->files) {
            if (file.part != part)
                continue;
            names.append(file.path);
            size += file.size;
        }
        const QString value
            = names.size() == 1 ? formatBytes(size) : Words::tr("%1 in %n files", nullptr, static_cast<int>(names.size())).arg(formatBytes(size));
        facts.append(fact(backup::partTitle(part), value, names.join(QLatin1Char('\n'))));
    }
    facts.append(fact(Words::tr("Together"), Words::tr("%1, unpacked %2").arg(formatBytes(set.size), formatBytes(raw))));
    if (const std::optional<backup::PostgresFigure> &postgres = set.manifest->postgres) {
        qint64 rows = 0;
        for (const backup::TableFigure &table : postgres->tables)
            rows += table.rows;
        facts.append(fact(Words::tr("Rows"), Words::tr("%1 in %n tables", nullptr, static_cast<int>(postgres->tables.size())).arg(figure(rows)),
                          Words::tr("Counted inside the snapshot that was dumped; see Tables")));
    }
    if (const std::optional<backup::RedisFigure> &redis = set.manifest->redis)
        facts.append(fact(Words::tr("Queue keys"), figure(redis->keys), Words::tr("Saved %1").arg(exactMoment(redis->saved))));
    return facts;
}

/// Without the moment at its end, by which only n8n tells them apart.
QString shortMigration(const QString &name)
{
    static const QRegularExpression moment(QStringLiteral("[0-9]{10,}$"));
    return QString(name).remove(moment);
}

QList<Fact> aboutStack(const BackupSet &set)
{
    QList<Fact> facts;
    if (!set.manifest) {
        facts.append(fact({}, Words::tr("Not known.")));
        return facts;
    }
    const Manifest &manifest = *set.manifest;
    for (const backup::ServiceFigure &service : manifest.services) {
        facts.append(fact(service.name, service.version.isEmpty() ? Words::tr("version not known") : service.version,
                          service.image + QLatin1Char('\n') + service.imageId));
    }
    if (const std::optional<backup::PostgresFigure> &postgres = manifest.postgres) {
        facts.append(
            fact(Words::tr("Database"),
                 Words::tr("%1 on PostgreSQL %2, %3").arg(postgres->database, postgres->serverVersionText, formatBytes(postgres->databaseSize)),
                 Words::tr("Schema %1, owner %2, %3, %4").arg(postgres->schema, postgres->owner, postgres->encoding, postgres->collation)));
        if (!postgres->migrationHead.isEmpty())
            facts.append(fact(Words::tr("Migration"), shortMigration(postgres->migrationHead),
                              Words::tr("The newest one, %1: an older n8n cannot work with this database").arg(postgres->migrationHead)));
    }
    if (!manifest.n8nDataVolume.isEmpty())
        facts.append(fact(Words::tr("Data volume"), manifest.n8nDataVolume));
    if (facts.isEmpty())
        facts.append(fact({}, Words::tr("Not known.")));
    return facts;
}

QString proofName(const Proof &proof)
{
    switch (proof.depth) {
    case Proof::Depth::Drill:
        return Words::tr("Drill");
    case Proof::Depth::Full:
        return Words::tr("Full check");
    case Proof::Depth::Quick:
        break;
    }
    return Words::tr("Quick check");
}

QList<Fact> aboutChecks(const BackupSet &set, const QDateTime &now)
{
    QList<Fact> facts;
    facts.append(fact(Words::tr("State"), backup::setStateTitle(set.state), setStateMeaning(set.state), factState(set.state)));
    if (!set.why.isEmpty())
        facts.append(fact({}, set.why, {}, set.state == backup::SetState::Damaged ? State::Failing : State::Unknown));
    for (auto proof = set.proofs.crbegin(); proof != set.proofs.crend(); ++proof) {
        const QString when = Words::tr("%1, took %2").arg(momentText(proof->at, now), duration(proof->tookMs));
        facts.append(fact(proofName(*proof), proof->passed ? Words::tr("passed %1").arg(when) : Words::tr("not passed %1").arg(when),
                          proof->findings.join(QLatin1Char('\n')), proof->passed ? State::Healthy : State::Failing));
        if (!proof->passed && !proof->findings.isEmpty())
            facts.append(fact({}, proof->findings.constFirst()));
    }
    if (set.proofs.isEmpty() && set.state != backup::SetState::Foreign)
        facts.append(fact({}, Words::tr("No check yet.")));
    if (!set.manifest)
        return facts;
    for (const QString &id : set.manifest->notCovered)
        facts.append(fact(Words::tr("Not covered"), notCoveredText(id), {}, State::Warning));
    for (const QString &warning : set.manifest->warnings)
        facts.append(fact(Words::tr("Warning"), warning, {}, State::Warning));
    return facts;
}

} // namespace

SetFacts setFacts(const BackupSet &set, const QDateTime &now)
{
    return {aboutSet(set, now), aboutContents(set), aboutStack(set), aboutChecks(set, now)};
}

QString setFactsText(const SetFacts &facts)
{
    QStringList lines;
    for (const QList<Fact> *group : {&facts.checks, &facts.set, &facts.contents, &facts.stack}) {
        for (const Fact &one : *group)
            lines.append(one.name.isEmpty() ? one.value : Words::tr("%1: %2").arg(one.name, one.value));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace quarterdeck::gui
