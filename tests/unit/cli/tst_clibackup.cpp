// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/settings.h"
#include "bench.h"
#include "foundation/atomicfile.h"
#include "foundation/stacklock.h"
#include "support/resultcheck.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;

namespace {

QStringList setIds(const QJsonObject &list)
{
    QStringList ids;
    for (const QJsonValue &set : list.value("sets").toArray())
        ids.append(set.toObject().value("set").toString());
    return ids;
}

QJsonObject firstSet(const QJsonObject &list)
{
    return list.value("sets").toArray().first().toObject();
}

Error broken(ErrorKind kind = ErrorKind::Internal)
{
    return {kind, QStringLiteral("pg_dump failed."), QStringLiteral("raw words"), QStringLiteral("look at the log")};
}

Proof passedDrill()
{
    Proof proof;
    proof.depth = Proof::Depth::Drill;
    proof.passed = true;
    proof.at = QDateTime(QDate(2026, 1, 10), QTime(12, 1), Qt::UTC);
    proof.tookMs = 12'000;
    proof.findings = {QStringLiteral("42 tables equal")};
    return proof;
}

} // namespace

/// The verbs on real sets, settings, history and locks; what the backup room
/// does with a stack is a fake.
class TestCliBackup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createMakesASetAndSaysSo();
    void createTellsEverythingInJson();
    void createWithWarningsExits2();
    void createThatFailsShowsWhichCheck();
    void createTakesSettingsAndOptions();
    void createCannotGuessBetweenStacks();
    void timersRunThatCannotStartIsRecordedAndTold();
    void manualRunThatCannotStartIsOnlyAnError();
    void timersRunRecordsWhatWasMissed();

    void listIsNewestFirstWithForeignOnes();
    void listForPeople();
    void listNeedsNoEngine();
    void listOfAFolderShowsEveryStack();
    void emptyListSaysWhatToDo();
    void showLatestAndLatestProven();
    void showTellsEverythingInJson();
    void showOfADamagedSetTellsWhy();
    void unknownSetIsNotFound();

    void verifyThatPasses();
    void verifyThatDoesNotPassExits1WithFindings();
    void verifyThatCouldNotBeMadeIsAnError();
    void drillTakesTheStackWhereThereIsOne();
    void verifyUsesTheSettingsOfTheSetsOwnStack();
    void anIdentityCanBeNamedWhereNoSettingsAre();

    void pruneDryRunRemovesNothing();
    void pruneRemovesAndRecords();
    void pruneOverridesSingleRules();
    void pruneWaitsForNobody();

    void removeNeedsAYes();
    void removeTellsWhatIsLostAndAsks();
    void removeWithYesIsInTheHistory();
    void foreignSetsNeedMoreThanAYes();

    void scheduleIsSetShownAndRemoved();
    void scheduleKeepsWhatIsNotGiven();
    void scheduleShowsMissedRunsAndHowToCatchUp();
    void weekdayWithoutWeekIsRefused();
    void scheduleOfAStackThatIsNotThereIsRefused();

    void settingsSurviveAndAreShown();
    void tokenOfANoticeIsNeverShown();
    void addressMayComeFromStandardInput();
    void secretKeyIsRefusedAndNotRepeated();
    void unwiseSettingsAreSavedWithAWarning();
    void wrongSettingsChangeNothing_data();
    void wrongSettingsChangeNothing();

    void historyTellsEveryOutcome();
    void historyLimit();
};

void TestCliBackup::createMakesASetAndSaysSo()
{
    test::Bench bench;
    const auto run = bench.run({"backup", "create"});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QCOMPARE(run.out, QStringLiteral("The set shop_20260110_120000 was made.\n"));
    QVERIFY2(run.err.contains(QLatin1String("Seal the set\n")), qPrintable(run.err));
    QVERIFY(run.err.contains(QLatin1String("done, ")));
    QCOMPARE(bench.backups.calls, QStringList{"create shop"});
    QCOMPARE(bench.backups.settings.folder, bench.defaultFolder());
    QCOMPARE(bench.backups.recording.trigger, QStringLiteral("manual"));
    QVERIFY(QFileInfo::exists(bench.defaultFolder() + QLatin1String("/shop_20260110_120000/manifest.json")));
}

void TestCliBackup::createTellsEverythingInJson()
{
    test::Bench bench;
    bench.backups.createProof = passedDrill();
    bench.backups.checks = {{QStringLiteral("space"), PreflightCheck::Verdict::Passed, QStringLiteral("4 of 61 GiB"), {}}};
    const auto run = bench.run({"backup", "create", "--json"});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    const QJsonObject json = run.json();
    QCOMPARE(json.keys(),
             (QStringList{"checks", "log", "path", "proof", "removed", "schemaVersion", "set", "sizeBytes", "stack", "state", "summary", "tookMs",
                          "warnings"}));
    QCOMPARE(json.value("schemaVersion").toInt(), 1);
    QCOMPARE(json.value("stack").toString(), QStringLiteral("shop"));
    QCOMPARE(json.value("set").toString(), QStringLiteral("shop_20260110_120000"));
    QCOMPARE(json.value("state").toString(), QStringLiteral("proven"));
    QCOMPARE(json.value("path").toString(), bench.defaultFolder() + QLatin1String("/shop_20260110_120000"));
    QVERIFY(json.value("sizeBytes").toInteger() > 500);
    QCOMPARE(json.value("tookMs").toInteger(), 3000);
    QCOMPARE(json.value("proof").toObject(),
             (QJsonObject{{"depth", "drill"},
                          {"passed", true},
                          {"at", "2026-01-10T12:01:00.000Z"},
                          {"tookMs", 12000},
                          {"findings", QJsonArray{"42 tables equal"}}}));
    QCOMPARE(json.value("checks").toArray().first().toObject(),
             (QJsonObject{{"id", "space"}, {"verdict", "passed"}, {"text", "4 of 61 GiB"}, {"remedy", ""}}));
}

void TestCliBackup::createWithWarningsExits2()
{
    test::Bench bench;
    bench.backups.warnings = {QStringLiteral("The globals are without passwords.")};
    bench.backups.checks
        = {{QStringLiteral("space"), PreflightCheck::Verdict::Warning, QStringLiteral("Little space."), QStringLiteral("Make room.")}};
    const auto run = bench.run({"backup", "create"});
    QCOMPARE(run.code, 2);
    QVERIFY(run.out.startsWith(QLatin1String("The set shop_")));
    QVERIFY2(run.err.contains(QLatin1String("Warning: The globals are without passwords.\nWarning: Little space. Make room.\n")),
             qPrintable(run.err));
}

void TestCliBackup::createThatFailsShowsWhichCheck()
{
    test::Bench bench;
    bench.backups.createFails = broken(ErrorKind::NoSpace);
    bench.backups.checks
        = {{QStringLiteral("clock"), PreflightCheck::Verdict::Passed, QStringLiteral("In time."), {}},
           {QStringLiteral("space"), PreflightCheck::Verdict::Failed, QStringLiteral("1 of 4 GiB is free."), QStringLiteral("Make room.")}};
    const auto run = bench.run({"backup", "create"});
    QCOMPARE(run.code, 1);
    QVERIFY2(run.out.isEmpty(), qPrintable(run.out));
    QVERIFY2(run.err.contains(QLatin1String("Check failed: 1 of 4 GiB is free. Make room.\nquarterdeckctl: pg_dump failed. (look at the log)\n")),
             qPrintable(run.err));
    QVERIFY(!run.err.contains(QLatin1String("In time.")));

    const QJsonObject json = bench.run({"backup", "create", "--json"}).json();
    QCOMPARE(json.value("error").toObject().value("kind").toString(), QStringLiteral("no-space"));
    QCOMPARE(json.value("checks").toArray().size(), 2);
    QVERIFY(json.value("set").isNull());

    bench.backups.createFails = broken(ErrorKind::Cancelled);
    QCOMPARE(bench.run({"backup", "create"}).code, 130);
}

void TestCliBackup::createTakesSettingsAndOptions()
{
    test::Bench bench;
    BackupSettings settings;
    settings.folder = bench.home() + QLatin1String("/usual");
    settings.drillEvery = 3;
    settings.retention.keepDaily = 14;
    settings.parts = {Part::Postgres};
    QD_VERIFY(saveBackupSettings(QStringLiteral("shop"), settings));
    QCOMPARE(bench.run({"backup", "create"}).code, 0);
    QCOMPARE(bench.backups.settings, settings);

    bench.clock.time = bench.clock.time.addSecs(60);
    const QString before = QDir::currentPath();
    QDir::setCurrent(bench.home());
    const auto run = bench.run({"backup", "create", "--target", "else/where", "--no-drill", "--no-prune", "--trigger", "catch-up"});
    QDir::setCurrent(before);
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QCOMPARE(QFileInfo(bench.backups.settings.folder).canonicalFilePath(),
             QFileInfo(bench.home() + QLatin1String("/else/where")).canonicalFilePath());
    QVERIFY(bench.backups.settings.folder.startsWith(QLatin1Char('/')));
    QCOMPARE(bench.backups.settings.drillEvery, 0);
    QCOMPARE(bench.backups.settings.parts, settings.parts);
    QCOMPARE(bench.backups.recording.trigger, QStringLiteral("catch-up"));
    // Nothing old enough to go: --no-prune is a policy that keeps all.
    QList<BackupSet> old(1);
    old.first().id = QStringLiteral("shop_20200101_000000");
    old.first().manifest = Manifest();
    old.first().time = bench.clock.time.addYears(-6);
    old.append(old.first());
    for (const RetentionDecision &decision : decideRetention(old, bench.backups.settings.retention, bench.clock.time))
        QVERIFY2(decision.keep, qPrintable(decision.reasons.join(QLatin1Char(','))));
}

void TestCliBackup::createCannotGuessBetweenStacks()
{
    test::Bench bench;
    bench.docker.containers.append(bench.docker.containers.first());
    bench.docker.containers.last().id = QString(64, QLatin1Char('b'));
    bench.docker.containers.last().labels.insert("com.docker.compose.project", "yard");
    const auto run = bench.run({"backup", "create"});
    QCOMPARE(run.code, 1);
    QVERIFY2(run.err.contains(QLatin1String("--stack: shop, yard")), qPrintable(run.err));
    QVERIFY(bench.backups.calls.isEmpty());
    QCOMPARE(bench.run({"backup", "create", "--stack", "yard"}).code, 0);
    QCOMPARE(bench.backups.calls, QStringList{"create yard"});
}

void TestCliBackup::timersRunThatCannotStartIsRecordedAndTold()
{
    test::Bench bench;
    BackupSettings settings;
    settings.hooks.command = {QStringLiteral("/usr/bin/notify"), QStringLiteral("me")};
    QD_VERIFY(saveBackupSettings(QStringLiteral("shop"), settings));
    bench.engineIsDown();
    const auto run = bench.run({"backup", "create", "--stack", "shop", "--trigger", "schedule"});
    QCOMPARE(run.code, 1);
    QVERIFY2(run.err.contains(QLatin1String("quarterdeckctl: The Docker engine does not answer. (Start it.)")), qPrintable(run.err));
    const QList<RunRecord> runs = bench.history();
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.first().outcome, QStringLiteral("failure"));
    QCOMPARE(runs.first().operation, QStringLiteral("backup"));
    QCOMPARE(runs.first().trigger, QStringLiteral("schedule"));
    QCOMPARE(runs.first().error, QStringLiteral("The Docker engine does not answer."));
    QVERIFY(runs.first().finishedAt.isValid());
    QCOMPARE(bench.process.notices.size(), 1);
    QCOMPARE(bench.process.notices.first().program, QStringLiteral("/usr/bin/notify"));
    const QJsonObject told = QJsonDocument::fromJson(bench.process.notices.first().input).object();
    QCOMPARE(told.value("event").toString(), QStringLiteral("failure"));
    QCOMPARE(told.value("stack").toString(), QStringLiteral("shop"));
}

void TestCliBackup::manualRunThatCannotStartIsOnlyAnError()
{
    test::Bench bench;
    bench.engineIsDown();
    QCOMPARE(bench.run({"backup", "create", "--stack", "shop"}).code, 1);
    QVERIFY(bench.history().isEmpty());
    QVERIFY(bench.process.notices.isEmpty());
}

void TestCliBackup::timersRunRecordsWhatWasMissed()
{
    test::Bench bench;
    BackupSettings settings;
    settings.hooks.command = {QStringLiteral("/usr/bin/notify")};
    QD_VERIFY(saveBackupSettings(QStringLiteral("shop"), settings));
    QCOMPARE(bench.run({"backup", "schedule", "set", "--at", "02:00"}).err, QString());
    {
        auto history = History::open();
        QD_VERIFY(history);
        RunRecord run;
        run.stackId = QStringLiteral("shop");
        run.operation = QStringLiteral("backup");
        run.trigger = QStringLiteral("schedule");
        run.outcome = QStringLiteral("failure"); // a run all the same
        run.startedAt = bench.clock.time.addDays(1).addSecs(-36000); // 2026-01-11 02:00
        QD_VERIFY((*history)->begin(run));
    }
    bench.clock.time = QDateTime(QDate(2026, 1, 14), QTime(2, 0, 5), Qt::UTC);
    const QStringList timer = {"backup", "create", "--stack", "shop", "--trigger", "schedule"};
    const auto run = bench.run(timer);
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QStringList missed;
    for (const RunRecord &record : bench.history()) {
        if (record.outcome == QLatin1String("missed"))
            missed.append(record.startedAt.toString(Qt::ISODate));
    }
    // The slot of the run itself is not one of them.
    QCOMPARE(missed, (QStringList{"2026-01-13T02:00:00Z", "2026-01-12T02:00:00Z"}));
    QCOMPARE(bench.process.notices.size(), 1);
    const QJsonObject told = QJsonDocument::fromJson(bench.process.notices.first().input).object();
    QCOMPARE(told.value("event").toString(), QStringLiteral("missed"));
    QVERIFY2(told.value("summary").toString().startsWith(QLatin1String("2 scheduled backups")), qPrintable(told.value("summary").toString()));

    // The fake makes no record of its run: the same slots are missed again, but told once.
    bench.clock.time = bench.clock.time.addSecs(60);
    QCOMPARE(bench.run(timer).code, 0);
    QCOMPARE(bench.process.notices.size(), 1);

    // A notice that fails is a warning, and the backup is made.
    bench.process.noticeExitCode = 7;
    bench.clock.time = bench.clock.time.addDays(3);
    const auto warned = bench.run(timer);
    QCOMPARE(warned.code, 2);
    QVERIFY2(warned.err.contains(QLatin1String("Warning: ")) && warned.err.contains(QLatin1String("no such room")), qPrintable(warned.err));
}

void TestCliBackup::listIsNewestFirstWithForeignOnes()
{
    test::Bench bench;
    const QString older = bench.addSet(1, 30);
    const QString newer = bench.addSet(2, 6);
    bench.addDrill(newer, true);
    QD_VERIFY(writeFileAtomically(bench.defaultFolder() + QLatin1String("/n8n_20250101_020000.sql.gz"), "not really"));
    const auto run = bench.run({"backup", "list", "--json"});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    const QJsonObject json = run.json();
    QCOMPARE(json.keys(), (QStringList{"schemaVersion", "sets", "stack", "target"}));
    QCOMPARE(json.value("target").toString(), bench.defaultFolder());
    const QStringList ids = setIds(json);
    QCOMPARE(ids.size(), 3);
    QCOMPARE(ids.first(2), (QStringList{newer, older}));
    const QJsonObject first = firstSet(json);
    QCOMPARE(first.keys(),
             (QStringList{"encryption", "keyFit", "parts", "path", "provenAt", "sequence", "set", "sizeBytes", "stack", "state", "time", "tookMs",
                          "why"}));
    QCOMPARE(first.value("state").toString(), QStringLiteral("proven"));
    QCOMPARE(first.value("provenAt").toString(), QStringLiteral("2026-01-10T12:00:00.000Z"));
    QCOMPARE(first.value("time").toString(), QStringLiteral("2026-01-10T06:00:00.000Z"));
    QCOMPARE(first.value("sequence").toInt(), 2);
    QCOMPARE(first.value("parts").toArray(), (QJsonArray{"postgres", "env"}));
    QCOMPARE(first.value("keyFit").toString(), QStringLiteral("unknown"));
    const QJsonObject foreign = json.value("sets").toArray().last().toObject();
    QCOMPARE(foreign.value("state").toString(), QStringLiteral("foreign"));
    QVERIFY(foreign.value("sequence").isNull());
    QVERIFY(!foreign.value("why").toString().isEmpty());
}

void TestCliBackup::listForPeople()
{
    test::Bench bench;
    const QString older = bench.addSet(1, 48);
    const QString newer = bench.addSet(2, 6);
    bench.addDrill(newer, true);
    QVERIFY(QFile::remove(bench.defaultFolder() + QLatin1Char('/') + older + QLatin1String("/postgres.dump.zst")));
    const QStringList lines = bench.run({"backup", "list"}).out.split(QLatin1Char('\n'));
    QCOMPARE(lines.at(0).simplified(), QStringLiteral("SET TIME AGE CONTENTS SIZE STATE KEY TOOK"));
    QVERIFY2(lines.at(1).contains(QLatin1String("2026-01-10 06:00  6 h ago  postgres env")), qPrintable(lines.at(1)));
    QVERIFY2(lines.at(1).simplified().endsWith(QLatin1String("Proven Unknown 3 s")), qPrintable(lines.at(1)));
    QVERIFY2(lines.at(2).contains(QLatin1String("Damaged")), qPrintable(lines.at(2)));
    QCOMPARE(lines.at(3), QString(older + QLatin1String(": postgres.dump.zst is missing.")));
}

void TestCliBackup::listNeedsNoEngine()
{
    test::Bench bench;
    const QString id = bench.addSet(1, 6);
    bench.engineIsDown();
    QCOMPARE(setIds(bench.run({"backup", "list", "--stack", "shop", "--json"}).json()), QStringList{id});
    // Nothing tells whose sets are meant.
    QCOMPARE(bench.run({"backup", "list"}).code, 1);
    // The history knows one stack only.
    {
        auto history = History::open();
        QD_VERIFY(history);
        RunRecord run;
        run.stackId = QStringLiteral("shop");
        run.startedAt = bench.clock.time;
        QD_VERIFY((*history)->begin(run));
    }
    const QJsonObject json = bench.run({"backup", "list", "--json"}).json();
    QCOMPARE(json.value("stack").toString(), QStringLiteral("shop"));
    QCOMPARE(setIds(json), QStringList{id});
}

void TestCliBackup::listOfAFolderShowsEveryStack()
{
    test::Bench bench;
    const QString shop = bench.addSet(1, 6);
    const QString yard = bench.addSet(1, 5, QStringLiteral("yard"));
    bench.engineIsDown();
    const QJsonObject json = bench.run({"backup", "list", "--target", bench.defaultFolder(), "--json"}).json();
    QVERIFY(json.value("stack").isNull());
    QCOMPARE(setIds(json), (QStringList{yard, shop}));
    QCOMPARE(setIds(bench.run({"backup", "list", "--target", bench.defaultFolder(), "--stack", "yard", "--json"}).json()), QStringList{yard});
}

void TestCliBackup::emptyListSaysWhatToDo()
{
    test::Bench bench;
    const auto run = bench.run({"backup", "list"});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains(bench.defaultFolder()) && run.out.contains(QLatin1String("backup create")), qPrintable(run.out));
    const auto json = bench.run({"backup", "list", "--json"});
    QCOMPARE(json.json().value("sets").toArray(), QJsonArray());
}

void TestCliBackup::showLatestAndLatestProven()
{
    test::Bench bench;
    QCOMPARE(bench.run({"backup", "show", "latest"}).code, 1);
    const QString older = bench.addSet(1, 30);
    const QString newer = bench.addSet(2, 6);
    const auto none = bench.run({"backup", "show", "latest-proven"});
    QCOMPARE(none.code, 1);
    QVERIFY2(none.err.contains(QLatin1String("--depth drill")), qPrintable(none.err));
    bench.addDrill(older, true);
    QCOMPARE(bench.run({"backup", "show", "latest", "--json"}).json().value("set").toString(), newer);
    QCOMPARE(bench.run({"backup", "show", "latest-proven", "--json"}).json().value("set").toString(), older);
    QCOMPARE(bench.run({"backup", "show", older, "--json"}).json().value("set").toString(), older);
    const QString text = bench.run({"backup", "show", "latest"}).out;
    QVERIFY2(text.startsWith(newer + QLatin1String(": Unverified\n")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("backup verify ") + newer), qPrintable(text));
}

void TestCliBackup::showTellsEverythingInJson()
{
    test::Bench bench;
    const QString id = bench.addSet(7, 6);
    bench.addDrill(id, true);
    const QJsonObject json = bench.run({"backup", "show", "latest", "--json"}).json();
    for (const char *name :
         {"schemaVersion", "set",        "path",     "state",  "files",  "services", "postgres",    "redis",     "n8nDataVolume", "key",
          "recipients",    "notCovered", "warnings", "proofs", "format", "host",     "toolVersion", "startedAt", "finishedAt",    "skewMs"})
        QVERIFY2(json.contains(QLatin1String(name)), name);
    const QJsonObject file = json.value("files").toArray().first().toObject();
    QCOMPARE(file.value("path").toString(), QStringLiteral("postgres.dump.zst"));
    QCOMPARE(file.value("part").toString(), QStringLiteral("postgres"));
    QCOMPARE(file.value("rawBytes").toInt(), 5000);
    QCOMPARE(file.value("sha256").toString().size(), 64);
    QCOMPARE(json.value("proofs").toArray().first().toObject().value("findings").toArray(), QJsonArray{"rows equal"});
    const QString text = bench.run({"backup", "show", id}).out;
    QVERIFY2(text.contains(QLatin1String("rows equal")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("postgres.dump.zst  Database")), qPrintable(text));
}

void TestCliBackup::showOfADamagedSetTellsWhy()
{
    test::Bench bench;
    const QString id = bench.addSet(1, 6);
    bench.addDrill(id, false);
    const auto run = bench.run({"backup", "show", id});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.startsWith(id + QLatin1String(": Damaged\n  public.user has 3 rows instead of 4\n")), qPrintable(run.out));
}

void TestCliBackup::unknownSetIsNotFound()
{
    test::Bench bench;
    const auto run = bench.run({"backup", "show", "shop_20200101_000000", "--json"});
    QCOMPARE(run.code, 1);
    const QJsonObject error = run.json().value("error").toObject();
    QCOMPARE(error.value("kind").toString(), QStringLiteral("not-found"));
    QVERIFY(error.value("hint").toString().contains(QLatin1String("backup list")));
    // A name that leaves the folder is no name.
    QCOMPARE(bench.run({"backup", "remove", "../data", "--yes"}).code, 1);
}

void TestCliBackup::verifyThatPasses()
{
    test::Bench bench;
    const QString id = bench.addSet(1, 6);
    bench.backups.proof.passed = true;
    bench.backups.proof.tookMs = 3'400;
    bench.backups.proof.findings = {QStringLiteral("2 files read to their end")};
    const auto run = bench.run({"backup", "verify", "latest"});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QCOMPARE(bench.backups.calls, QStringList{"verify " + id});
    QCOMPARE(bench.backups.depth, Proof::Depth::Full);
    QVERIFY(!bench.backups.hadStack);
    QVERIFY2(run.out.contains(QLatin1String("passed the check \"full\" in 3 s\n  2 files read to their end\n")), qPrintable(run.out));
    const QJsonObject json = bench.run({"backup", "verify", id, "--depth", "quick", "--json"}).json();
    QCOMPARE(json.keys(), (QStringList{"at", "depth", "findings", "passed", "path", "schemaVersion", "set", "stack", "state", "tookMs"}));
    QCOMPARE(json.value("depth").toString(), QStringLiteral("quick"));
    QCOMPARE(json.value("passed").toBool(), true);
}

void TestCliBackup::verifyThatDoesNotPassExits1WithFindings()
{
    test::Bench bench;
    const QString id = bench.addSet(1, 6);
    bench.backups.proof.passed = false;
    bench.backups.proof.findings = {QStringLiteral("postgres.dump.zst does not match its checksum")};
    const auto run = bench.run({"backup", "verify", id});
    QCOMPARE(run.code, 1);
    QVERIFY2(run.out.contains(QLatin1String("did not pass")) && run.out.contains(QLatin1String("  postgres.dump.zst does not match")),
             qPrintable(run.out));
    const auto asJson = bench.run({"backup", "verify", id, "--json"});
    QCOMPARE(asJson.code, 1);
    QCOMPARE(asJson.json().value("passed").toBool(true), false);
    QCOMPARE(asJson.json().value("findings").toArray().size(), 1);
}

void TestCliBackup::verifyThatCouldNotBeMadeIsAnError()
{
    test::Bench bench;
    const QString id = bench.addSet(1, 6);
    bench.backups.verifyFails = broken(ErrorKind::Unreachable);
    const auto run = bench.run({"backup", "verify", id, "--json"});
    QCOMPARE(run.code, 1);
    QCOMPARE(run.json().value("error").toObject().value("kind").toString(), QStringLiteral("unreachable"));
    // Corrupt, but nothing was found out: not to be taken for a verdict.
    bench.backups.verifyFails = broken(ErrorKind::Corrupt);
    QVERIFY(bench.run({"backup", "verify", id, "--json"}).json().contains(QLatin1String("error")));
    bench.backups.verifyFails = broken(ErrorKind::Cancelled);
    QCOMPARE(bench.run({"backup", "verify", id}).code, 130);
}

void TestCliBackup::drillTakesTheStackWhereThereIsOne()
{
    test::Bench bench;
    const QString id = bench.addSet(1, 6);
    const QString gone = bench.addSet(1, 5, QStringLiteral("yard"));
    bench.backups.proof.passed = true;
    QCOMPARE(bench.run({"backup", "verify", id, "--depth", "drill"}).code, 0);
    QCOMPARE(bench.backups.depth, Proof::Depth::Drill);
    QVERIFY(bench.backups.hadStack);
    QCOMPARE(bench.run({"backup", "verify", gone, "--depth", "drill"}).code, 0);
    QVERIFY(!bench.backups.hadStack);
}

void TestCliBackup::verifyUsesTheSettingsOfTheSetsOwnStack()
{
    test::Bench bench;
    BackupSettings settings;
    settings.ageIdentityFile = QStringLiteral("/keys/yard");
    QD_VERIFY(saveBackupSettings(QStringLiteral("yard"), settings));
    const QString id = bench.addSet(1, 5, QStringLiteral("yard"));
    bench.backups.proof.passed = true;
    const auto run = bench.run({"backup", "verify", id, "--json"});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QCOMPARE(bench.backups.settings.ageIdentityFile, QStringLiteral("/keys/yard"));
    QCOMPARE(bench.backups.settings.folder, bench.defaultFolder());
    QCOMPARE(run.json().value("stack").toString(), QStringLiteral("yard"));
}

/// On a new machine there is no stack yet that settings could be made for.
void TestCliBackup::anIdentityCanBeNamedWhereNoSettingsAre()
{
    test::Bench bench;
    const QString id = bench.addSet(1, 6);
    bench.backups.proof.passed = true;
    QCOMPARE(bench.run({"backup", "verify", id, "--age-identity", "/mnt/key/identity.txt"}).code, 0);
    QCOMPARE(bench.backups.settings.ageIdentityFile, QStringLiteral("/mnt/key/identity.txt"));
    QCOMPARE(bench.run({"backup", "verify", id}).code, 0);
    QCOMPARE(bench.backups.settings.ageIdentityFile, QString());
}

void TestCliBackup::pruneDryRunRemovesNothing()
{
    test::Bench bench;
    QStringList ids;
    for (int i = 1; i <= 6; ++i)
        ids.prepend(bench.addSet(i, 24 * (14 - 2 * i)));
    const auto run = bench.run({"backup", "prune", "--dry-run", "--json"});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    const QJsonObject json = run.json();
    QCOMPARE(json.keys(), (QStringList{"dryRun", "policy", "removed", "schemaVersion", "sets", "stack", "target"}));
    QCOMPARE(json.value("dryRun").toBool(), true);
    QCOMPARE(json.value("policy").toObject().value("maxAgeHours").toInt(), 168);
    QCOMPARE(json.value("removed").toArray(), QJsonArray());
    QCOMPARE(setIds(json), ids);
    const QJsonObject last = json.value("sets").toArray().last().toObject();
    QCOMPARE(last, (QJsonObject{{"set", ids.last()}, {"keep", false}, {"removed", false}, {"reasons", QJsonArray{"older than 7 d"}}}));
    const QString text = bench.run({"backup", "prune", "--dry-run"}).out;
    QVERIFY2(text.contains(QLatin1String("would go")) && text.contains(QLatin1String("younger than 7 d")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("of 6 sets would be removed")), qPrintable(text));
    QCOMPARE(setIds(bench.run({"backup", "list", "--json"}).json()), ids);
    QVERIFY(bench.history().isEmpty());
}

void TestCliBackup::pruneRemovesAndRecords()
{
    test::Bench bench;
    for (int i = 1; i <= 6; ++i)
        QVERIFY(!bench.addSet(i, 24 * (14 - 2 * i)).isEmpty());
    const auto run = bench.run({"backup", "prune", "--json"});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    const QJsonArray removed = run.json().value("removed").toArray();
    QVERIFY(!removed.isEmpty());
    QCOMPARE(setIds(bench.run({"backup", "list", "--json"}).json()).size(), 6 - removed.size());
    QCOMPARE(bench.history().size(), 1);
    QCOMPARE(bench.history().first().operation, QStringLiteral("prune"));
    QCOMPARE(bench.history().first().outcome, QStringLiteral("success"));
    QVERIFY(bench.history().first().summary.contains(removed.first().toString()));
    const auto again = bench.run({"backup", "prune"});
    QVERIFY2(again.out.contains(QLatin1String("0 sets removed")), qPrintable(again.out));
}

void TestCliBackup::pruneOverridesSingleRules()
{
    test::Bench bench;
    BackupSettings settings;
    settings.retention.keepDaily = 14;
    QD_VERIFY(saveBackupSettings(QStringLiteral("shop"), settings));
    QCOMPARE(bench
                 .run({"backup", "prune", "--dry-run", "--max-age", "36h", "--keep-weekly", "4", "--min-proven", "1", "--keep-last=2",
                       "--keep-hourly=5", "--keep-monthly=12"})
                 .code,
             0);
    RetentionPolicy wanted;
    wanted.keepDaily = 14;
    wanted.maxAge = std::chrono::hours(36);
    wanted.keepWeekly = 4;
    wanted.minProven = 1;
    wanted.keepLast = 2;
    wanted.keepHourly = 5;
    wanted.keepMonthly = 12;
    QCOMPARE(bench.backups.policy, wanted);
    QCOMPARE(bench.run({"backup", "prune", "--dry-run", "--max-age", "2w"}).code, 0);
    QCOMPARE(bench.backups.policy.maxAge, std::chrono::hours(336));
    QCOMPARE(loadBackupSettings(QStringLiteral("shop"))->retention, settings.retention);
}

void TestCliBackup::pruneWaitsForNobody()
{
    test::Bench bench;
    const auto lock = StackLock::acquire(QStringLiteral("shop"), QStringLiteral("backup"));
    QD_VERIFY(lock);
    const auto run = bench.run({"backup", "prune"});
    QCOMPARE(run.code, 1);
    QVERIFY2(run.err.contains(QLatin1String("backup (process ")), qPrintable(run.err));
    QVERIFY(bench.backups.calls.isEmpty());
    QCOMPARE(bench.run({"backup", "prune", "--dry-run"}).code, 0); // looking is free
}

void TestCliBackup::removeNeedsAYes()
{
    test::Bench bench;
    const QString id = bench.addSet(1, 6);
    const auto run = bench.run({"backup", "remove", id});
    QCOMPARE(run.code, 64);
    QVERIFY2(run.err.contains(QLatin1String("--yes")), qPrintable(run.err));
    QCOMPARE(setIds(bench.run({"backup", "list", "--json"}).json()), QStringList{id});
}

void TestCliBackup::removeTellsWhatIsLostAndAsks()
{
    test::Bench bench;
    const QString id = bench.addSet(1, 6);
    const auto no = bench.runAtTerminal({"backup", "remove", "latest"}, "n\n");
    QCOMPARE(no.code, 130);
    QVERIFY2(no.err.contains(QLatin1String("It is the newest proven set."))
                 && no.err.contains(QLatin1String("Remove ") + id + QLatin1String("? [y/N]")),
             qPrintable(no.err));
    QCOMPARE(bench.backups.calls, QStringList{"consequences of " + id + " among 1"});
    QCOMPARE(setIds(bench.run({"backup", "list", "--json"}).json()), QStringList{id});
    const auto yes = bench.runAtTerminal({"backup", "remove", "latest"}, "yes\n");
    QVERIFY2(yes.code == 0, qPrintable(yes.err));
    QCOMPARE(setIds(bench.run({"backup", "list", "--json"}).json()), QStringList());
}

void TestCliBackup::removeWithYesIsInTheHistory()
{
    test::Bench bench;
    const QString id = bench.addSet(1, 6);
    const auto run = bench.run({"backup", "remove", id, "--yes", "--json"});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QCOMPARE(run.json().value("removed").toArray(), QJsonArray{id});
    QCOMPARE(run.json().value("consequences").toArray(), QJsonArray{"It is the newest proven set."});
    QVERIFY(!QFileInfo::exists(bench.defaultFolder() + QLatin1Char('/') + id));
    QCOMPARE(bench.history().first().operation, QStringLiteral("remove"));
    QCOMPARE(bench.history().first().setId, id);
}

void TestCliBackup::foreignSetsNeedMoreThanAYes()
{
    test::Bench bench;
    QD_VERIFY(makeFolder(bench.defaultFolder()));
    const QString file = bench.defaultFolder() + QLatin1String("/n8n_20250101_020000.sql.gz");
    QD_VERIFY(writeFileAtomically(file, "not really"));
    const QString id = setIds(bench.run({"backup", "list", "--json"}).json()).value(0);
    QVERIFY(!id.isEmpty());
    const auto refused = bench.run({"backup", "remove", id, "--yes"});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.contains(QLatin1String("--foreign")), qPrintable(refused.err));
    QVERIFY(QFileInfo::exists(file));
    QCOMPARE(bench.run({"backup", "remove", id, "--yes", "--foreign"}).code, 0);
    QVERIFY(!QFileInfo::exists(file));
}

void TestCliBackup::scheduleIsSetShownAndRemoved()
{
    test::Bench bench;
    bench.process.crontab = "5 4 * * * /usr/bin/true\n";
    const QJsonObject none = bench.run({"backup", "schedule", "show", "--json"}).json();
    QCOMPARE(
        none.keys(),
        (QStringList{"at", "backend", "catchUp", "every", "installed", "lastRun", "missed", "next", "problem", "schemaVersion", "stack", "weekday"}));
    QCOMPARE(none.value("installed").toBool(true), false);
    QCOMPARE(none.value("backend").toString(), QStringLiteral("cron"));
    QVERIFY(none.value("every").isNull());

    const auto set = bench.run({"backup", "schedule", "set", "--every", "week", "--at", "03:30", "--weekday", "sat", "--json"});
    // Whether cron runs here is the machine's affair; it is told as a problem.
    QVERIFY2(set.code == 0 || (set.code == 2 && !set.json().value("problem").toString().isEmpty()), qPrintable(set.err));
    const QJsonObject json = bench.run({"backup", "schedule", "show", "--json"}).json();
    QCOMPARE(json, set.json());
    QCOMPARE(json.value("installed").toBool(), true);
    QCOMPARE(json.value("every").toString(), QStringLiteral("week"));
    QCOMPARE(json.value("at").toString(), QStringLiteral("03:30"));
    QCOMPARE(json.value("weekday").toString(), QStringLiteral("sat"));
    QCOMPARE(json.value("next").toString(), QStringLiteral("2026-01-17T03:30:00.000Z")); // today is a Saturday, and it is noon
    QVERIFY2(bench.process.crontab.contains("30 3 * * 6 "), bench.process.crontab.constData());
    QVERIFY2(bench.process.crontab.contains(" --trigger schedule") || bench.process.crontab.contains("'schedule'"),
             bench.process.crontab.constData());

    QCOMPARE(bench.run({"backup", "schedule", "remove"}).code, 0);
    QCOMPARE(bench.process.crontab, QByteArray("5 4 * * * /usr/bin/true\n"));
    const QString text = bench.run({"backup", "schedule", "show"}).out;
    QVERIFY2(text.startsWith(QLatin1String("shop is not backed up by itself.")), qPrintable(text));
}

void TestCliBackup::scheduleKeepsWhatIsNotGiven()
{
    test::Bench bench;
    const auto rule = [&bench]() -> QString {
        const QJsonObject json = bench.run({"backup", "schedule", "show", "--json"}).json();
        return json.value("every").toString() + QLatin1Char(' ') + json.value("at").toString();
    };
    QVERIFY(bench.run({"backup", "schedule", "set"}).code != 64);
    QCOMPARE(rule(), QStringLiteral("day 02:00"));
    QVERIFY(bench.run({"backup", "schedule", "set", "--at", "4:15"}).code != 64);
    QCOMPARE(rule(), QStringLiteral("day 04:15"));
    QVERIFY(bench.run({"backup", "schedule", "set", "--every", "6h"}).code != 64);
    QCOMPARE(rule(), QStringLiteral("6h 04:15"));
    QCOMPARE(bench.process.crontab.count("BEGIN quarterdeck"), 1);
}

void TestCliBackup::scheduleShowsMissedRunsAndHowToCatchUp()
{
    test::Bench bench;
    QVERIFY(bench.run({"backup", "schedule", "set", "--every", "day", "--at", "02:00"}).code != 64);
    bench.clock.time = bench.clock.time.addDays(2);
    const auto run = bench.run({"backup", "schedule", "show", "--json"});
    QCOMPARE(run.code, 2);
    QCOMPARE(run.json().value("missed").toArray(), (QJsonArray{"2026-01-11T02:00:00.000Z", "2026-01-12T02:00:00.000Z"}));
    QCOMPARE(run.json().value("catchUp").toString(), QStringLiteral("quarterdeckctl backup create --stack shop --trigger catch-up"));
    const QString text = bench.run({"backup", "schedule", "show"}).out;
    QVERIFY2(text.contains(QLatin1String("Missed    2026-01-11 02:00, 2026-01-12 02:00\n")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("--trigger catch-up")), qPrintable(text));
}

void TestCliBackup::weekdayWithoutWeekIsRefused()
{
    test::Bench bench;
    const auto run = bench.run({"backup", "schedule", "set", "--every", "day", "--weekday", "mon"});
    QCOMPARE(run.code, 64);
    QVERIFY(bench.process.crontab.isEmpty());
    QCOMPARE(bench.run({"backup", "schedule", "set", "--weekday", "funday"}).code, 64);
    QCOMPARE(bench.run({"backup", "schedule", "set", "--every", "moon"}).code, 64);
    QCOMPARE(bench.run({"backup", "schedule", "set", "--at", "24:00"}).code, 64);
}

void TestCliBackup::scheduleOfAStackThatIsNotThereIsRefused()
{
    test::Bench bench;
    const auto run = bench.run({"backup", "schedule", "set", "--stack", "shpo"});
    QCOMPARE(run.code, 1);
    QVERIFY2(run.err.contains(QLatin1String("shop")), qPrintable(run.err));
    QVERIFY(bench.process.crontab.isEmpty());
    // An engine that is down cannot tell a slip of the pen.
    bench.engineIsDown();
    QVERIFY(bench.run({"backup", "schedule", "set", "--stack", "shop"}).code != 1);
    QVERIFY(bench.process.crontab.contains("shop"));
}

void TestCliBackup::settingsSurviveAndAreShown()
{
    test::Bench bench;
    const QString recipient = QStringLiteral("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p");
    const QString identity = bench.home() + QLatin1String("/key.txt");
    QD_VERIFY(writeFileAtomically(identity, "AGE-SECRET-KEY-1"));
    const auto run = bench.run({"backup",
                                "settings",
                                "set",
                                "--target",
                                "/srv/backups",
                                "--parts",
                                "redis,postgres",
                                "--nice",
                                "off",
                                "--age-recipient",
                                recipient,
                                "--age-identity",
                                identity,
                                "--keep-daily",
                                "14",
                                "--max-age",
                                "3d",
                                "--min-proven",
                                "2",
                                "--drill-every",
                                "7",
                                "--rate-limit",
                                "20m",
                                "--hook-command",
                                "notify \"two words\" plain",
                                "--hook-on",
                                "success,missed",
                                "--json"});
    QVERIFY2(run.code == 0, qPrintable(run.err + run.out));
    const auto saved = loadBackupSettings(QStringLiteral("shop"));
    QD_VERIFY(saved);
    BackupSettings wanted;
    wanted.folder = QStringLiteral("/srv/backups");
    wanted.parts = {Part::Postgres, Part::Redis};
    wanted.niceWhenBusy = false;
    wanted.ageRecipients = {recipient};
    wanted.ageIdentityFile = identity;
    wanted.retention.keepDaily = 14;
    wanted.retention.maxAge = std::chrono::hours(72);
    wanted.retention.minProven = 2;
    wanted.drillEvery = 7;
    wanted.rateLimit = 20 * 1024 * 1024;
    wanted.hooks.command = {"notify", "two words", "plain"};
    wanted.hooks.onSuccess = true;
    wanted.hooks.onFailure = false;
    QCOMPARE(*saved, wanted);

    const QJsonObject shown = bench.run({"backup", "settings", "show", "--json"}).json();
    QCOMPARE(shown, run.json());
    const QJsonObject settings = shown.value("settings").toObject();
    QCOMPARE(settings.value("target").toString(), QStringLiteral("/srv/backups"));
    QCOMPARE(settings.value("parts").toArray(), (QJsonArray{"postgres", "redis"}));
    QCOMPARE(settings.value("retention").toObject().value("maxAgeHours").toInt(), 72);
    QCOMPARE(settings.value("rateLimitBytes").toInt(), 20971520);
    const QString text = bench.run({"backup", "settings", "show"}).out;
    for (const char *line :
         {"Contents    postgres redis\n", "Kept        younger than 3 d, daily 14, at least 2 proven\n", "Drill       every 7. set\n",
          "Rate        at most 20 MiB/s\n", "Notices     notify two words plain, on success, missed runs\n"})
        QVERIFY2(text.contains(QLatin1String(line)), qPrintable(text));

    // Each can be taken back.
    QCOMPARE(bench
                 .run({"backup", "settings", "set", "--target", "default", "--age-recipient", "none", "--age-identity", "none", "--hook-command",
                       "none", "--rate-limit", "0", "--hook-on", "none"})
                 .code,
             0);
    const BackupSettings after = *loadBackupSettings(QStringLiteral("shop"));
    QVERIFY(after.folder.isEmpty() && after.ageRecipients.isEmpty() && after.ageIdentityFile.isEmpty() && after.hooks.command.isEmpty());
    QVERIFY(!after.hooks.onSuccess && !after.hooks.onFailure && !after.hooks.onMissed);
    QCOMPARE(after.retention, wanted.retention);
}

void TestCliBackup::tokenOfANoticeIsNeverShown()
{
    test::Bench bench;
    const QString url = QStringLiteral("https://someone:hunter22@hooks.example.org:8443/services/T0/s3cr3tToken?key=another1");
    const auto set = bench.run({"backup", "settings", "set", "--hook-url", url, "--hook-command", "curl -d @- https://x.example.org/s3cr3tToken"});
    QVERIFY2(set.code == 0, qPrintable(set.err));
    QCOMPARE(loadBackupSettings(QStringLiteral("shop"))->hooks.url, url);
    const auto show = bench.run({"backup", "settings", "show"});
    const auto json = bench.run({"backup", "settings", "show", "--json"});
    const QString all = set.out + set.err + show.out + show.err + json.out + json.err;
    for (const char *secret : {"hunter22", "s3cr3tToken", "another1", "someone"})
        QVERIFY2(!all.contains(QLatin1String(secret)), qPrintable(all));
    const QJsonObject hooks = json.json().value("settings").toObject().value("hooks").toObject();
    QCOMPARE(hooks.value("url").toString(), QStringLiteral("https://hooks.example.org:8443/[redacted]"));
    QCOMPARE(hooks.value("command").toArray(), (QJsonArray{"curl", "-d", "@-", "https://x.example.org/[redacted]"}));
}

void TestCliBackup::addressMayComeFromStandardInput()
{
    test::Bench bench;
    const auto run = bench.run({"backup", "settings", "set", "--hook-url", "-", "--keep-daily", "3"}, "https://hooks.example.org/abc\nrest\n");
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QCOMPARE(loadBackupSettings(QStringLiteral("shop"))->hooks.url, QStringLiteral("https://hooks.example.org/abc"));
    QCOMPARE(bench.run({"backup", "settings", "set", "--hook-url", "-"}).code, 64);
    QCOMPARE(loadBackupSettings(QStringLiteral("shop"))->hooks.url, QStringLiteral("https://hooks.example.org/abc"));
    QCOMPARE(bench.run({"backup", "settings", "set", "--hook-url", "none"}).code, 0);
    QVERIFY(loadBackupSettings(QStringLiteral("shop"))->hooks.url.isEmpty());
}

void TestCliBackup::secretKeyIsRefusedAndNotRepeated()
{
    test::Bench bench;
    const QString secret = QStringLiteral("AGE-SECRET-KEY-1QQPZRYX9GF2TVDW0S3JN54KHCE6MUA7L");
    const auto run = bench.run({"backup", "settings", "set", "--age-recipient", secret});
    QCOMPARE(run.code, 64);
    QVERIFY2(run.err.contains(QLatin1String("this one is secret")), qPrintable(run.err));
    QVERIFY(!run.err.contains(secret.mid(16)));
    QVERIFY(loadBackupSettings(QStringLiteral("shop"))->ageRecipients.isEmpty());
}

void TestCliBackup::unwiseSettingsAreSavedWithAWarning()
{
    test::Bench bench;
    const auto run
        = bench.run({"backup", "settings", "set", "--age-recipient", "ssh-ed25519 " + QString(68, QLatin1Char('A')) + " me@home", "--json"});
    QCOMPARE(run.code, 2);
    QCOMPARE(run.json().value("warnings").toArray().size(), 1);
    QCOMPARE(loadBackupSettings(QStringLiteral("shop"))->ageRecipients.size(), 1);
    // A key that lies among what it opens.
    QD_VERIFY(makeFolder(bench.defaultFolder()));
    const QString identity = bench.defaultFolder() + QLatin1String("/key.txt");
    QD_VERIFY(writeFileAtomically(identity, "x"));
    const auto among = bench.run({"backup", "settings", "set", "--age-identity", identity});
    QCOMPARE(among.code, 2);
    QVERIFY2(among.err.contains(QLatin1String("among the sets")), qPrintable(among.err));
    QCOMPARE(bench.run({"backup", "settings", "show"}).code, 2);
}

void TestCliBackup::wrongSettingsChangeNothing_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown part") << QStringList{"--parts", "postgres,kitchen"};
    QTest::newRow("no part") << QStringList{"--parts", "none"};
    QTest::newRow("not a number") << QStringList{"--keep-daily", "many"};
    QTest::newRow("negative") << QStringList{"--keep-last=-1"};
    QTest::newRow("age without unit") << QStringList{"--max-age", "7"};
    QTest::newRow("age too long") << QStringList{"--max-age", "9999999d"};
    QTest::newRow("recipient") << QStringList{"--age-recipient", "bob"};
    QTest::newRow("identity that is not there") << QStringList{"--age-identity", "/nonexistent/key"};
    QTest::newRow("address") << QStringList{"--hook-url", "ftp://example.org/x"};
    QTest::newRow("rate") << QStringList{"--rate-limit", "fast"};
    QTest::newRow("event") << QStringList{"--hook-on", "failure,full-moon"};
    QTest::newRow("switch") << QStringList{"--nice", "maybe"};
    QTest::newRow("one right, one wrong") << QStringList{"--keep-daily", "3", "--nice", "maybe"};
}

void TestCliBackup::wrongSettingsChangeNothing()
{
    QFETCH(QStringList, options);
    test::Bench bench;
    const auto run = bench.run(QStringList{"backup", "settings", "set"} + options);
    QCOMPARE(run.code, 64);
    QVERIFY2(run.err.startsWith(QLatin1String("quarterdeckctl: ")), qPrintable(run.err));
    QCOMPARE(*loadBackupSettings(QStringLiteral("shop")), BackupSettings());
    QVERIFY2(bench.docker.calls().isEmpty(), "the engine was asked about a wrong command line");
}

void TestCliBackup::historyTellsEveryOutcome()
{
    test::Bench bench;
    QVERIFY(bench.run({"backup", "history"}).out.contains(QLatin1String("No run")));
    {
        auto history = History::open();
        QD_VERIFY(history);
        RunRecord run;
        run.stackId = QStringLiteral("shop");
        run.operation = QStringLiteral("backup");
        run.trigger = QStringLiteral("schedule");
        for (const char *outcome : {"success", "", "warning", "failure", "cancelled", "missed", ""}) {
            run.startedAt = bench.clock.time;
            run.outcome = QLatin1String(outcome);
            run.finishedAt = run.outcome.isEmpty() ? QDateTime() : run.startedAt.addSecs(41);
            run.bytes = run.outcome == QLatin1String("success") ? 318'000'000 : 0;
            run.error = run.outcome == QLatin1String("failure") ? QStringLiteral("pg_dump\nfailed") : QString();
            run.summary = run.outcome == QLatin1String("success") ? QStringLiteral("All well.") : QString();
            QD_VERIFY((*history)->begin(run));
        }
        run.stackId = QStringLiteral("yard");
        QD_VERIFY((*history)->begin(run));
    }
    const auto outcomes = [&bench] {
        QStringList list;
        for (const QJsonValue &run : bench.run({"backup", "history", "--stack", "shop", "--json"}).json().value("runs").toArray())
            list.append(run.toObject().value("outcome").toString());
        return list;
    };
    QCOMPARE(outcomes(), (QStringList{"interrupted", "missed", "cancelled", "failure", "warning", "interrupted", "success"}));
    {
        const auto lock = StackLock::acquire(QStringLiteral("shop"), QStringLiteral("backup"));
        QD_VERIFY(lock);
        QCOMPARE(outcomes(), (QStringList{"running", "missed", "cancelled", "failure", "warning", "interrupted", "success"}));
    }
    const QJsonArray all = bench.run({"backup", "history", "--json"}).json().value("runs").toArray();
    QCOMPARE(all.size(), 8);
    const QJsonObject oldest = all.last().toObject();
    QCOMPARE(
        oldest.keys(),
        (QStringList{"bytes", "error", "finishedAt", "id", "operation", "outcome", "set", "stack", "startedAt", "summary", "tookMs", "trigger"}));
    QCOMPARE(oldest.value("tookMs").toInt(), 41000);
    QCOMPARE(oldest.value("bytes").toInt(), 318000000);
    const QString text = bench.run({"backup", "history"}).out;
    QVERIFY2(text.contains(QLatin1String("Failed")) && text.contains(QLatin1String("pg_dump failed\n")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("Done         41 s  303 MiB  All well.\n")), qPrintable(text));
}

void TestCliBackup::historyLimit()
{
    test::Bench bench;
    {
        auto history = History::open();
        QD_VERIFY(history);
        RunRecord run;
        run.stackId = QStringLiteral("shop");
        for (int i = 0; i < 40; ++i) {
            run.startedAt = bench.clock.time.addSecs(i);
            QD_VERIFY((*history)->begin(run));
        }
    }
    QCOMPARE(bench.run({"backup", "history", "--json"}).json().value("runs").toArray().size(), 30);
    const QJsonArray two = bench.run({"backup", "history", "--limit", "2", "--json"}).json().value("runs").toArray();
    QCOMPARE(two.size(), 2);
    QCOMPARE(two.first().toObject().value("startedAt").toString(), QStringLiteral("2026-01-10T12:00:39.000Z"));
    QCOMPARE(bench.run({"backup", "history", "--limit", "0"}).code, 64);
}

QTEST_GUILESS_MAIN(TestCliBackup)
#include "tst_clibackup.moc"
