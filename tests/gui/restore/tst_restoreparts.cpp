// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakerestores.h"

#include "foundation/atomicfile.h"
#include "gui/restore/lookup.h"
#include "gui/restore/reportdocument.h"
#include "gui/restore/restoremodels.h"
#include "gui/restore/restoresetmodel.h"
#include "gui/restore/restorewords.h"

#include <QAbstractItemModelTester>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using backup::Part;
using backup::SetState;
using restore::Scenario;

/// The wizard's values, models and threads, without its pages.
class TestRestoreParts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setModelIsWellBehaved();
    void setsTellStateProofAndWhatTheyLack();
    void planModelIsWellBehaved();
    void comparisonModelIsWellBehaved();
    void entryModelIsWellBehaved();
    void wayDependsOnTheScenario();
    void undoTakesSetsOfItsOwnStackOnly();
    void usualPartsLeaveTheQueue();
    void portsAreRead_data();
    void portsAreRead();
    void timeLeftUsesWhatIsMeasured();
    void diffShowsWhatGoesAndComes();
    void keysAreToldApart();
    void reportIsSavedAsPdfAndHtml();
    void reportEscapesWhatItTells();
    void newestQuestionIsAnswered();
    void droppedQuestionIsNotAnswered();
    void endOfALookupDoesNotWait();
};

void TestRestoreParts::setModelIsWellBehaved()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    RestoreSetModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<backup::BackupSet> sets = test::sampleReading(now).sets;
    model.update(sets, {}, now);
    QCOMPARE(model.rowCount(), sets.size());
    sets.removeAt(1);
    sets.prepend(test::sampleSet(QStringLiteral("acme-n8n"), 99, now));
    sets.swapItemsAt(3, 5);
    model.update(sets, {}, now);
    QCOMPARE(model.rowCount(), sets.size());
    QCOMPARE(model.index(0, 0).data(IdRole).toString(), sets.constFirst().id);
    model.update({}, {}, now);
    QCOMPARE(model.rowCount(), 0);
}

void TestRestoreParts::setsTellStateProofAndWhatTheyLack()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    RestoreSetModel model;
    backup::BackupSet lacking = test::sampleSet(QStringLiteral("acme"), 2, now.addDays(-1), SetState::Unverified);
    lacking.parts.removeAll(Part::Redis);
    lacking.manifest->notCovered = {QStringLiteral("redis-missing")};
    model.update({test::sampleSet(QStringLiteral("acme"), 3, now.addSecs(-3600)), lacking,
                  test::sampleSet(QStringLiteral("acme"), 1, now.addDays(-2), SetState::Damaged)},
                 {lacking.id}, now);
    const auto text = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, RestoreSetModel::State), QStringLiteral("Proven"));
    QVERIFY(text(0, RestoreSetModel::Proof).startsWith(QStringLiteral("restored ")));
    QCOMPARE(text(0, RestoreSetModel::Lacks), QStringLiteral("nothing"));
    QCOMPARE(text(1, RestoreSetModel::Proof), QStringLiteral("safety copy, never tried"));
    QCOMPARE(text(1, RestoreSetModel::Lacks), QStringLiteral("queue"));
    QVERIFY(model.index(1, RestoreSetModel::Lacks).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Not in the set: ")));
    QVERIFY(model.index(2, RestoreSetModel::State).data(Qt::ToolTipRole).toString().contains(QStringLiteral("201326592 bytes")));
    QVERIFY(model.index(1, RestoreSetModel::Age).data(SortRole).toLongLong() > model.index(0, RestoreSetModel::Age).data(SortRole).toLongLong());
}

void TestRestoreParts::planModelIsWellBehaved()
{
    PlannedStepModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update(test::sampleOutline().steps);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, PlannedStepModel::Destroys).data().toString(), QStringLiteral("nothing"));
    QCOMPARE(model.index(2, PlannedStepModel::Destroys).data().toString(), QStringLiteral("executions since yesterday 02:00"));
    QCOMPARE(model.index(0, PlannedStepModel::Estimate).data().toString(), QStringLiteral("41 s"));
    QCOMPARE(model.index(1, PlannedStepModel::Number).data().toString(), QStringLiteral("2"));
    model.update({{QStringLiteral("one"), QStringLiteral("One"), {}, -1}});
    QCOMPARE(model.index(0, PlannedStepModel::Estimate).data().toString(), QStringLiteral("not known"));
}

void TestRestoreParts::comparisonModelIsWellBehaved()
{
    ComparisonModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update({{QStringLiteral("a"), 10, 10, true}, {QStringLiteral("b"), 10, 9, true}, {QStringLiteral("c"), 10, 10, false}});
    // What differs comes first.
    const auto contents = [&model](int row) { return model.index(row, ComparisonModel::Contents).data().toString(); };
    QCOMPARE(QStringList({contents(0), contents(1), contents(2)}),
             QStringList({QStringLiteral("differ"), QStringLiteral("differ"), QStringLiteral("equal")}));
    QCOMPARE(model.index(2, ComparisonModel::Table).data().toString(), QStringLiteral("a"));
    QCOMPARE(model.index(1, ComparisonModel::Contents).data(SortRole).toInt(), 0);
    model.update({{QStringLiteral("few"), 2, 2, true}, {QStringLiteral("many"), 500, 500, true}});
    QCOMPARE(model.index(0, ComparisonModel::Table).data().toString(), QStringLiteral("many"));
    model.update({});
    QCOMPARE(model.rowCount(), 0);
}

void TestRestoreParts::entryModelIsWellBehaved()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    SetEntryModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update({{QStringLiteral("w1"), QStringLiteral("One"), QStringLiteral("active"), now},
                  {QStringLiteral("w2"), QStringLiteral("Two"), QStringLiteral("off"), now}},
                 QStringLiteral("State"), now);
    QCOMPARE(model.index(0, SetEntryModel::Detail).data().toString(), QStringLiteral("active"));
    QCOMPARE(model.headerData(SetEntryModel::Detail, Qt::Horizontal).toString(), QStringLiteral("State"));
    model.update({{QStringLiteral("w2"), QStringLiteral("Two"), QStringLiteral("smtp"), now}}, QStringLiteral("Type"), now);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 0).data(IdRole).toString(), QStringLiteral("w2"));
    QCOMPARE(model.headerData(SetEntryModel::Detail, Qt::Horizontal).toString(), QStringLiteral("Type"));
}

void TestRestoreParts::wayDependsOnTheScenario()
{
    RestoreDraft draft;
    QVERIFY(stepsOf(draft).contains(RestoreStep::Confirm));
    draft.request.scenario = Scenario::Rehearse;
    QVERIFY(!stepsOf(draft).contains(RestoreStep::Confirm));
    draft.outline = test::sampleOutline(true); // it says that it destroys after all
    QVERIFY(stepsOf(draft).contains(RestoreStep::Confirm));
    draft.outline.reset();
    draft.request.scenario = Scenario::LookInside;
    QVERIFY(stepsOf(draft).contains(RestoreStep::Plan));
    draft.look = LookFor::Clone;
    QVERIFY(stepsOf(draft).contains(RestoreStep::Plan) && !stepsOf(draft).contains(RestoreStep::Confirm));
    draft.look = LookFor::Credential;
    QVERIFY(!stepsOf(draft).contains(RestoreStep::Plan));
    draft.look = LookFor::Workflow;
    QVERIFY(!stepsOf(draft).contains(RestoreStep::Plan));
    QCOMPARE(stepsOf(draft).constLast(), RestoreStep::Result);
}

void TestRestoreParts::undoTakesSetsOfItsOwnStackOnly()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const backup::BackupSet ours = test::sampleSet(QStringLiteral("acme"), 1, now);
    const backup::BackupSet foreign = test::sampleSet(QStringLiteral("acme"), 0, now, SetState::Foreign);
    QVERIFY(suits(ours, RestoreGoal::Undo, QStringLiteral("acme")));
    QVERIFY(!suits(ours, RestoreGoal::Undo, QStringLiteral("beta")));
    QVERIFY(suits(ours, RestoreGoal::Rebuild, QStringLiteral("beta")));
    QVERIFY(!suits(foreign, RestoreGoal::Undo, QStringLiteral("acme")));
    QVERIFY(suits(foreign, RestoreGoal::FromFiles, QString()));
    QVERIFY(!suits(ours, RestoreGoal::FromFiles, QString()));
}

void TestRestoreParts::usualPartsLeaveTheQueue()
{
    const backup::BackupSet set = test::sampleSet(QStringLiteral("acme"), 1, QDateTime::currentDateTimeUtc());
    QCOMPARE(usualParts(set, Scenario::Undo), QList<Part>({Part::Postgres, Part::Globals, Part::N8nData}));
    QCOMPARE(usualParts(set, Scenario::LookInside), QList<Part>({Part::Postgres}));
    QCOMPARE(usualParts(set, Scenario::Rebuild), QList<Part>({Part::Postgres, Part::Globals, Part::N8nData, Part::Environment, Part::Compose}));
}

void TestRestoreParts::portsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read"); // "-" = refused
    QTest::newRow("none") << QString() << QString();
    QTest::newRow("one") << QStringLiteral("5678=15678") << QStringLiteral("5678=15678");
    QTest::newRow("several") << QStringLiteral(" 5678:15678;5432=15432 ") << QStringLiteral("5432=15432, 5678=15678");
    QTest::newRow("word") << QStringLiteral("http=80") << QStringLiteral("-");
    QTest::newRow("too large") << QStringLiteral("5678=70000") << QStringLiteral("-");
    QTest::newRow("zero") << QStringLiteral("5678=0") << QStringLiteral("-");
    QTest::newRow("twice") << QStringLiteral("1=2,1=3") << QStringLiteral("-");
}

void TestRestoreParts::portsAreRead()
{
    QFETCH(const QString, text);
    QFETCH(const QString, read);
    const Result<QMap<quint16, quint16>> ports = parsePorts(text);
    if (read == QLatin1String("-")) {
        QVERIFY(!ports);
        QCOMPARE(ports.error().kind, ErrorKind::Invalid);
        QVERIFY(!ports.error().what.isEmpty());
        return;
    }
    QVERIFY(ports);
    QCOMPARE(portsText(*ports), read);
}

void TestRestoreParts::timeLeftUsesWhatIsMeasured()
{
    const QList<restore::PlannedStep> planned = {{QStringLiteral("a"), {}, {}, 10'000}, {QStringLiteral("b"), {}, {}, 4'000}};
    StepRow a;
    a.id = QStringLiteral("a");
    StepRow b;
    b.id = QStringLiteral("b");
    QCOMPARE(timeLeftMs({a, b}, planned), 14'000);
    a.state = StepState::Running;
    a.tookMs = 3'000;
    QCOMPARE(timeLeftMs({a, b}, planned), 11'000);
    a.total = 100;
    a.done = 75; // three quarters in three seconds: one more
    QCOMPARE(timeLeftMs({a, b}, planned), 5'000);
    a.tookMs = 60'000; // slower than was thought
    QCOMPARE(timeLeftMs({a, b}, planned), 24'000);
    a.state = StepState::Done;
    QCOMPARE(timeLeftMs({a, b}, planned), 4'000);
    QCOMPARE(timeLeftMs({a, b}, {}), -1); // nothing is known: nothing is said
}

void TestRestoreParts::diffShowsWhatGoesAndComes()
{
    QCOMPARE(lineDiff(QStringLiteral("a\nb\nc"), QStringLiteral("a\nx\nc")), QStringLiteral("  a\n- b\n+ x\n  c"));
    QCOMPARE(lineDiff({}, QStringLiteral("a")), QStringLiteral("+ a"));
    QCOMPARE(lineDiff(QStringLiteral("a"), {}), QStringLiteral("- a"));
    QCOMPARE(lineDiff(QStringLiteral("a\nb"), QStringLiteral("b")), QStringLiteral("- a\n  b"));
}

void TestRestoreParts::keysAreToldApart()
{
    QList<restore::KeySeen> keys = test::sampleOutline().keys;
    QVERIFY(!keysDiffer(keys));
    QVERIFY(!keysDiffer({}));
    keys[1].fingerprint = QStringLiteral("00aa");
    keys[1].fitsNow = backup::KeyFit::DoesNotFit;
    QVERIFY(keysDiffer(keys));
    QVERIFY(keyText(keys.at(1)).startsWith(QStringLiteral("The set's key (00aa)")));
    QVERIFY(keyText(keys.at(1)).contains(QStringLiteral("does not open ")));
}

void TestRestoreParts::reportIsSavedAsPdfAndHtml()
{
    const QTemporaryDir folder;
    restore::Report report = test::sampleReport();
    const QString html = folder.filePath(QStringLiteral("report.html"));
    QVERIFY(writeReport(report, html));
    const QByteArray page = readWholeFile(html).value_or(QByteArray());
    QVERIFY(page.contains("execution_entity") && page.contains("Daily invoice") && page.contains("n8n_prev_20260103"));
    QCOMPARE(QFileInfo(html).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const QString pdf = folder.filePath(QStringLiteral("report.PDF"));
    QVERIFY(writeReport(report, pdf));
    const QByteArray bytes = readWholeFile(pdf).value_or(QByteArray());
    QVERIFY(bytes.startsWith("%PDF-") && bytes.size() > 2000);
    // What the restore itself left behind is what is saved.
    report.reportPath = folder.filePath(QStringLiteral("left.html"));
    QVERIFY(writeFileAtomically(report.reportPath, "<p>left behind</p>"));
    QVERIFY(writeReport(report, html));
    QCOMPARE(readWholeFile(html).value_or(QByteArray()), QByteArray("<p>left behind</p>"));
    QVERIFY(!writeReport(report, folder.filePath(QStringLiteral("no/such/folder.pdf"))));
}

void TestRestoreParts::reportEscapesWhatItTells()
{
    restore::Report report = test::sampleReport();
    report.summary = QStringLiteral("<script>1</script>");
    report.tables = {{QStringLiteral("<b>"), 1, 2, true}};
    const QString html = reportHtml(report);
    QVERIFY(!html.contains(QStringLiteral("<script>")) && !html.contains(QStringLiteral("<b>")));
    QVERIFY(html.contains(QStringLiteral("tables that differ: 1")));
}

void TestRestoreParts::newestQuestionIsAnswered()
{
    Lookup lookup;
    QList<int> answers;
    const auto slow = [](const JobContext &context) {
        while (context.sleep(std::chrono::milliseconds(5))) { }
        return 1;
    };
    lookup.ask(slow, [&](int answer) { answers.append(answer); });
    QVERIFY(lookup.isBusy());
    lookup.ask([](const JobContext &) { return 2; }, [&](int answer) { answers.append(answer); });
    QTRY_VERIFY(!lookup.isBusy());
    QCOMPARE(answers, QList<int>({2}));
}

void TestRestoreParts::droppedQuestionIsNotAnswered()
{
    Lookup lookup;
    std::atomic<bool> began = false;
    std::atomic<bool> over = false;
    int answers = 0;
    lookup.ask(
        [&](const JobContext &context) {
            began = true;
            while (context.sleep(std::chrono::milliseconds(5))) { }
            over = true;
            return 1;
        },
        [&](int) { ++answers; });
    QTRY_VERIFY(began);
    lookup.drop();
    QVERIFY(!lookup.isBusy());
    QTRY_VERIFY(over);
    lookup.ask([](const JobContext &) { return 2; }, [&](int answer) { answers += answer * 10; });
    QTRY_COMPARE(answers, 20);
}

void TestRestoreParts::endOfALookupDoesNotWait()
{
    QElapsedTimer clock;
    clock.start();
    {
        Lookup lookup;
        std::atomic<bool> began = false;
        lookup.ask(
            [&](const JobContext &context) {
                began = true;
                while (context.sleep(std::chrono::seconds(30))) { }
                return 1;
            },
            [](int) { QFAIL("nobody is there to be told"); });
        QTRY_VERIFY(began);
    }
    QVERIFY(clock.elapsed() < 3000);
}

QTEST_MAIN(TestRestoreParts)
#include "tst_restoreparts.moc"
