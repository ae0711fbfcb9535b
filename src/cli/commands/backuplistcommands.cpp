// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backuplistcommands.h"

#include "cli/backupjson.h"
#include "cli/commands/backupplace.h"
#include "cli/statewords.h"
#include "cli/table.h"
#include "foundation/units.h"

#include <QCoreApplication>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::BackupListCommands)
};

using Colour = Terminal::Colour;

QString dashIfEmpty(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("-") : text;
}

QString tookText(const backup::BackupSet &set)
{
    return set.manifest ? formatDuration(std::chrono::milliseconds(set.tookMs)) : QString();
}

/// What a restore brings back; log and instructions go without saying.
QString contentsText(const QList<backup::Part> &parts)
{
    QStringList names;
    for (const backup::Part part : parts) {
        if (part != backup::Part::Log && part != backup::Part::Readme)
            names.append(backup::partName(part));
    }
    return names.join(QLatin1Char(' '));
}

Colour keyColour(backup::KeyFit fit)
{
    switch (fit) {
    case backup::KeyFit::DoesNotFit:
    case backup::KeyFit::NoKey:
        return Colour::Bad;
    case backup::KeyFit::Fits:
        return Colour::Good;
    case backup::KeyFit::Unknown:
    case backup::KeyFit::NoCredentials:
        break;
    }
    return Colour::None;
}

Table::Cell keyCell(const backup::BackupSet &set)
{
    if (!set.manifest)
        return {QStringLiteral("-")};
    return {backup::keyFitTitle(set.manifest->keyFit), keyColour(set.manifest->keyFit)};
}

Table setTable(const QList<backup::BackupSet> &sets, const QDateTime &now)
{
    Table table({{Words::tr("SET")},
                 {Words::tr("TIME")},
                 {Words::tr("AGE"), Table::Align::Right},
                 {Words::tr("CONTENTS")},
                 {Words::tr("SIZE"), Table::Align::Right},
                 {Words::tr("STATE")},
                 {Words::tr("KEY")},
                 {Words::tr("TOOK"), Table::Align::Right}});
    for (const backup::BackupSet &set : sets) {
        table.add({set.id, dashIfEmpty(set.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))),
                   set.time.isValid() ? formatRelative(set.time, now) : QStringLiteral("-"), dashIfEmpty(contentsText(set.parts)),
                   formatBytes(set.size), Table::Cell(backup::setStateTitle(set.state), colourOf(set.state)), keyCell(set),
                   dashIfEmpty(tookText(set))});
    }
    return table;
}

QString oneLine(QString text)
{
    return text.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

/// "name        value", as the other commands write facts.
class Facts final
{
public:
    explicit Facts(const Terminal &terminal)
        : m_terminal(terminal)
    {
    }
    void add(const QString &name, const QString &value) const
    {
        constexpr qsizetype width = 12;
        if (!value.isEmpty())
            m_terminal.outLine(m_terminal.paint(Colour::Faint, name.leftJustified(width)) + value);
    }

private:
    const Terminal &m_terminal;
};

/// What the manifest's stable ids mean; some name a path behind a colon.
QString notCoveredText(const QString &id)
{
    const QString what = id.section(QLatin1String(": "), 0, 0);
    const QString path = id.section(QLatin1String(": "), 1);
    const QString executions = QStringLiteral("execution-data-");
    if (what == QLatin1String("redis-missing"))
        return Words::tr("The queue: Redis could not be saved.");
    if (what == QLatin1String("n8n-data-missing"))
        return Words::tr("The data folder of n8n: main had no container.");
    if (what.startsWith(executions))
        return Words::tr("Data of executions that n8n keeps outside of the database (%1).").arg(what.mid(executions.size()));
    if (what == QLatin1String("env-file-missing") || what == QLatin1String("compose-file-missing") || what == QLatin1String("mount-missing"))
        return Words::tr("%1: it was not there.").arg(path);
    if (what == QLatin1String("mount-too-large"))
        return Words::tr("%1: a mounted folder with too much in it.").arg(path);
    if (what == QLatin1String("unreadable"))
        return Words::tr("%1: it could not be read.").arg(path);
    return id;
}

void printManifest(const Terminal &terminal, const backup::Manifest &manifest)
{
    const Facts facts(terminal);
    facts.add(Words::tr("Stack"), Words::tr("%1 on %2, by Quarterdeck %3").arg(manifest.stackId, manifest.host, manifest.toolVersion));
    QString key = backup::keyFitTitle(manifest.keyFit);
    if (!manifest.keyFingerprint.isEmpty())
        key += QLatin1String(", ") + Words::tr("fingerprint %1 (%2)").arg(manifest.keyFingerprint, manifest.keyOrigin);
    facts.add(Words::tr("Key"), key);
    facts.add(Words::tr("Encryption"),
              manifest.encryption == QLatin1String("age") ? Words::tr("age, for %1").arg(manifest.recipients.join(QLatin1String(", ")))
                                                          : Words::tr("none"));
    facts.add(Words::tr("Captures"), Words::tr("within %1 of each other").arg(formatDuration(std::chrono::milliseconds(manifest.skewMs))));
    if (const auto &postgres = manifest.postgres) {
        facts.add(Words::tr("Database"),
                  Words::tr("%1 (%2), PostgreSQL %3, owner %4")
                      .arg(postgres->database, formatBytes(postgres->databaseSize), postgres->serverVersionText, postgres->owner));
        facts.add(Words::tr("Migration"), postgres->migrationHead);
    }
    if (const auto &redis = manifest.redis)
        facts.add(Words::tr("Queue"), Words::tr("Redis %1, %2 keys").arg(redis->version).arg(redis->keys));
    facts.add(Words::tr("n8n data"), manifest.n8nDataVolume);
    for (const backup::ServiceFigure &service : manifest.services)
        facts.add(service.name, Words::tr("%1, version %2").arg(service.image, dashIfEmpty(service.version)));

    Table files({{Words::tr("FILE")},
                 {Words::tr("CONTENTS")},
                 {Words::tr("SIZE"), Table::Align::Right},
                 {Words::tr("UNPACKED"), Table::Align::Right},
                 {Words::tr("FORM")},
                 {Words::tr("ORIGINAL")}});
    for (const backup::FileEntry &file : manifest.files) {
        QStringList form;
        if (file.codec != QLatin1String("none"))
            form.append(file.codec);
        if (file.encrypted)
            form.append(QStringLiteral("age"));
        files.add({file.path, backup::partTitle(file.part), formatBytes(file.size), formatBytes(file.rawSize),
                   dashIfEmpty(form.join(QLatin1Char('+'))), dashIfEmpty(file.original)});
    }
    terminal.outLine();
    terminal.out(files.text(terminal));

    if (manifest.postgres && !manifest.postgres->tables.isEmpty()) {
        Table tables({{Words::tr("TABLE")}, {Words::tr("ROWS"), Table::Align::Right}, {Words::tr("DIGEST")}, {Words::tr("OF")}});
        for (const backup::TableFigure &table : manifest.postgres->tables)
            tables.add({QString(table.schema + QLatin1Char('.') + table.name), QString::number(table.rows), dashIfEmpty(table.digest),
                        dashIfEmpty(table.method)});
        terminal.outLine();
        terminal.out(tables.text(terminal));
    }
}

void printProofs(const Terminal &terminal, const backup::BackupSet &set)
{
    terminal.outLine();
    if (set.proofs.isEmpty()) {
        terminal.outLine(Words::tr("It was not checked yet: quarterdeckctl backup verify %1").arg(set.id));
        return;
    }
    terminal.outLine(Words::tr("Checks, newest first:"));
    for (auto proof = set.proofs.crbegin(); proof != set.proofs.crend(); ++proof) {
        const QString verdict
            = terminal.paint(proof->passed ? Colour::Good : Colour::Bad, proof->passed ? Words::tr("passed") : Words::tr("not passed"));
        terminal.outLine(QLatin1String("  %1  %2  %3  %4")
                             .arg(proof->at.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")), backup::depthName(proof->depth), verdict,
                                  formatDuration(std::chrono::milliseconds(proof->tookMs))));
        for (const QString &finding : proof->findings)
            terminal.outLine(QLatin1String("    ") + finding);
    }
}

void printLines(const Terminal &terminal, const QString &title, const QStringList &lines)
{
    if (lines.isEmpty())
        return;
    terminal.outLine();
    terminal.outLine(title);
    for (const QString &line : lines)
        terminal.outLine(QLatin1String("  ") + line);
}

void print(const Terminal &terminal, const backup::BackupSet &set, const QDateTime &now)
{
    terminal.outLine(terminal.paint(Colour::Strong, set.id) + QLatin1String(": ")
                     + terminal.paint(colourOf(set.state), backup::setStateTitle(set.state)));
    for (const QString &line : set.why.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        terminal.outLine(QLatin1String("  ") + line);
    terminal.outLine();
    const Facts facts(terminal);
    if (set.time.isValid()) {
        QString taken = set.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QLatin1String(", ") + formatRelative(set.time, now);
        if (set.manifest)
            taken += QLatin1String(", ") + Words::tr("took %1").arg(tookText(set));
        facts.add(Words::tr("Taken"), taken);
    }
    facts.add(Words::tr("Folder"), set.path);
    facts.add(Words::tr("Size"), formatBytes(set.size));
    if (set.manifest)
        printManifest(terminal, *set.manifest);
    printLines(terminal, Words::tr("Files:"), set.foreignFiles);
    if (set.manifest) {
        QStringList gaps;
        for (const QString &id : set.manifest->notCovered)
            gaps.append(notCoveredText(id));
        printLines(terminal, Words::tr("Not covered by this set:"), gaps);
        printLines(terminal, Words::tr("Warnings when it was made:"), set.manifest->warnings);
        printProofs(terminal, set);
    }
}

} // namespace

QString BackupListCommand::summary() const
{
    return Words::tr("List the sets of a stack, newest first.");
}

QString BackupListCommand::details() const
{
    return Words::tr("Backups of shell scripts in the same folder are listed as Foreign.\n"
                     "With --target and without --stack: the sets of every stack in that folder.");
}

QList<QCommandLineOption> BackupListCommand::options() const
{
    return {targetOption()};
}

Outcome BackupListCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const BackupPlace place, placeOf(invocation));
    QD_CLI_TRY(const QList<backup::BackupSet> sets, place.repository().list(invocation.context, place.stackId));
    const Terminal &terminal = invocation.terminal;
    if (invocation.json) {
        QJsonObject json = backupDocument(place.stackId);
        json.insert(QStringLiteral("target"), place.settings.folder);
        json.insert(QStringLiteral("sets"), arrayJson(sets));
        terminal.outJson(json);
        return exitOk;
    }
    if (sets.isEmpty()) {
        terminal.outLine(Words::tr("There is no set in %1. Make one with: quarterdeckctl backup create").arg(place.settings.folder));
        return exitOk;
    }
    terminal.out(setTable(sets, invocation.neighbours.clock.now()).text(terminal));
    for (const backup::BackupSet &set : sets) {
        if (!set.why.isEmpty())
            terminal.outLine(QLatin1String("%1: %2").arg(set.id, oneLine(set.why)));
    }
    return exitOk;
}

QString BackupShowCommand::summary() const
{
    return Words::tr("Show what a set holds, what was checked, and what it does not cover.");
}

QString BackupShowCommand::details() const
{
    return setArgumentHelp();
}

QList<QCommandLineOption> BackupShowCommand::options() const
{
    return {targetOption()};
}

Outcome BackupShowCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const BackupPlace place, placeOf(invocation));
    QD_CLI_TRY(const backup::BackupSet set, findSet(invocation, place, invocation.arguments.first()));
    if (!invocation.json) {
        print(invocation.terminal, set, invocation.neighbours.clock.now());
        return exitOk;
    }
    QJsonObject json = detailsJson(set);
    json.insert(QStringLiteral("schemaVersion"), backupDocument({}).value(QLatin1String("schemaVersion")));
    invocation.terminal.outJson(json);
    return exitOk;
}

} // namespace quarterdeck::cli
