// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorebench.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::test;

namespace {

/// How the killed run is met again.
enum class Moment {
    Begun, ///< as the kill left it: the step had begun
    Unwritten, ///< the step had done its work, and nobody wrote that down
};

} // namespace

/// `quarterdeckctl restore run` is killed at every step that its own plan
/// names, then gone on with or taken back.
class TestRestoreKilled final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anUndisturbedRunIsTheMeasure();
    void resumedOrRolledBack_data();
    void resumedOrRolledBack();
    void n8nComesBackWithIt_data();
    void n8nComesBackWithIt();
    void othersAreUntouched();
    void cleanup();

private:
    [[nodiscard]] QStringList everything(bool safety) const
    {
        QStringList words = bench->restore({QStringLiteral("--only"), QStringLiteral("postgres,globals,n8n-data,env,compose")});
        if (safety)
            words.removeAll(QStringLiteral("--no-safety-backup"));
        return words;
    }
    /// Journals that are not over.
    [[nodiscard]] QStringList journals() const
    {
        QStringList paths;
        const QDir folder(bench->path(QStringLiteral("state/quarterdeck/restores")));
        for (const QString &name : folder.entryList({QStringLiteral("*.json")})) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly) && QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("over")).toString().isEmpty())
                paths.append(file.fileName());
        }
        return paths;
    }
    /// As if the kill had come after the step's work and before its last line in the journal.
    [[nodiscard]] bool forget(const QString &step) const
    {
        QFile file(journals().value(0));
        if (!file.open(QIODevice::ReadWrite))
            return false;
        QJsonObject journal = QJsonDocument::fromJson(file.readAll()).object();
        QJsonArray done = journal.value(QLatin1String("done")).toArray();
        QJsonArray begun = journal.value(QLatin1String("begun")).toArray();
        const bool fits = !done.isEmpty() && done.last().toString() == step;
        while (!begun.isEmpty() && begun.last().toString() != step)
            begun.removeLast();
        if (fits)
            done.removeLast();
        journal.insert(QStringLiteral("done"), done);
        journal.insert(QStringLiteral("begun"), begun);
        file.resize(0);
        return fits && file.write(QJsonDocument(journal).toJson()) > 0;
    }

    std::unique_ptr<RestoreBench> bench;
    QJsonArray steps; ///< of a plan with every part and a safety backup
    QString before;
    QString after; ///< of a run that nobody killed
};

void TestRestoreKilled::initTestCase()
{
    QD_NEED_STACK();
    RestoreBench::Options options;
    options.name = QStringLiteral("qd-killed-%1").arg(QCoreApplication::applicationPid());
    options.firstPort = 27210;
    bench = std::make_unique<RestoreBench>(options);
    QD_VERIFY(bench->prepare());
    before = bench->fingerprint();
    QVERIFY2(!before.contains(QLatin1String("failed")) && before.contains(QLatin1String("marker")), qPrintable(before));
    QStringList plan = everything(true);
    plan.removeAll(QStringLiteral("--yes"));
    plan.replaceInStrings(QRegularExpression(QStringLiteral("^run$")), QStringLiteral("plan"));
    const ControlRun::Ended planned = bench->run(plan);
    QD_EXIT(planned, 0);
    steps = planned.json.value(QLatin1String("steps")).toArray();
    QVERIFY2(steps.size() >= 18, qPrintable(QString::number(steps.size())));
    QD_NONE(bench->changes(before));
}

void TestRestoreKilled::cleanup()
{
    if (bench && QTest::currentTestFailed())
        bench->reset();
}

void TestRestoreKilled::anUndisturbedRunIsTheMeasure()
{
    QD_RESTORED(bench->run(everything(false)));
    after = bench->fingerprint();
    QVERIFY(after != before);
    QCOMPARE(bench->sql(QStringLiteral("select count(*) from workflow_entity where name like '% of mine'")), QStringLiteral("0"));
    QCOMPARE(bench->sql(QStringLiteral("select * from \"it's; drop table workflow_entity; --\"")),
             QStringLiteral("$1 \"'; drop table tag_entity; --"));
    QCOMPARE(bench->inData(QStringLiteral("cat marker")), QStringLiteral("first"));
    QCOMPARE(bench->redis({QStringLiteral("EXISTS"), QStringLiteral("bull:jobs:id")}), QStringLiteral("0"));
    QCOMPARE(bench->redis({QStringLiteral("EXISTS"), QStringLiteral("somebody:else")}), QStringLiteral("1"));
    QD_EXIT(bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")})), 0);
    QD_NONE(bench->changes(before));
    QD_NONE(bench->leftovers());
}

void TestRestoreKilled::resumedOrRolledBack_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("line"); // of the step at whose beginning it is killed
    QTest::addColumn<int>("moment");
    QTest::addColumn<bool>("resumed");
    bool resumed = false;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const QString id = steps.at(i).toObject().value(QLatin1String("id")).toString();
        const QString title = steps.at(i).toObject().value(QLatin1String("title")).toString();
        QTest::addRow("%s begun, %s", qPrintable(id), resumed ? "resumed" : "rolled back") << id << title << int(Moment::Begun) << resumed;
        resumed = !resumed;
    }
    // Those that change something, the other way round.
    for (qsizetype i = 0; i + 1 < steps.size(); ++i) {
        const QString id = steps.at(i).toObject().value(QLatin1String("id")).toString();
        if (!QStringList{QStringLiteral("roles"), QStringLiteral("queue"), QStringLiteral("swap-data"), QStringLiteral("files"),
                         QStringLiteral("swap-database")}
                 .contains(id))
            continue;
        const QString next = steps.at(i + 1).toObject().value(QLatin1String("title")).toString();
        QTest::addRow("%s unwritten, %s", qPrintable(id), i % 4 < 2 ? "resumed" : "rolled back")
            << id << next << int(Moment::Unwritten) << (i % 4 < 2);
    }
}

void TestRestoreKilled::resumedOrRolledBack()
{
    QFETCH(QString, step);
    QFETCH(QString, line);
    QFETCH(int, moment);
    QFETCH(bool, resumed);
    QElapsedTimer timer;
    timer.start();
    const QString sets = QDir(bench->setsFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).join(QLatin1Char(','));
    {
        ControlRun run(everything(step == QLatin1String("safety")));
        QVERIFY2(run.waitForLine(line), run.told().constData());
        run.kill();
    }
    if (moment == int(Moment::Unwritten))
        QVERIFY(forget(step));
    const QStringList open = journals();
    const qint64 killed = timer.restart();
    if (open.isEmpty()) {
        // Before there was anything to take back, or after all was done.
        QCOMPARE(bench->unfinished(), QString());
    } else {
        if (resumed) {
            const ControlRun::Ended ended = bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("resume")}));
            if (ended.exitCode != 0)
                QCOMPARE(bench->unfinished(), QStringLiteral("quarantine")); // it had come to its end
            QD_NONE(bench->changes(after));
            QCOMPARE(bench->unfinished(), QStringLiteral("quarantine"));
        }
        QD_EXIT(bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")})), 0);
    }
    QD_NONE(bench->changes(before));
    QD_NONE(bench->leftovers());
    if (step != QLatin1String("safety"))
        QCOMPARE(QDir(bench->setsFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).join(QLatin1Char(',')), sets);
    qInfo("killed after %lld ms, over after %lld ms", killed, timer.elapsed());
}

void TestRestoreKilled::n8nComesBackWithIt_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<bool>("resumed");
    QTest::newRow("drain, rolled back") << QStringLiteral("drain") << false;
    QTest::newRow("swap-database, resumed") << QStringLiteral("swap-database") << true;
}

void TestRestoreKilled::n8nComesBackWithIt()
{
    QFETCH(QString, step);
    QFETCH(bool, resumed);
    QVERIFY(bench->startN8n());
    const QString running = bench->fingerprint(true);
    QVERIFY2(running.contains(QLatin1String("n8n-worker-1 running")), qPrintable(running));
    {
        ControlRun run(bench->restore({QStringLiteral("--no-quarantine")}));
        QString line;
        for (const QJsonValue &one : std::as_const(steps)) {
            if (one.toObject().value(QLatin1String("id")).toString() == step)
                line = one.toObject().value(QLatin1String("title")).toString();
        }
        QVERIFY2(run.waitForLine(line), run.told().constData());
        run.kill();
    }
    QCOMPARE(bench->unfinished(), QStringLiteral("broken-off"));
    QStringList words = {QStringLiteral("restore"), QStringLiteral("resume")};
    if (!resumed)
        words = QStringList{QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")};
    QD_EXIT(bench->run(bench->words(words)), 0);
    QCOMPARE(bench->unfinished(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(bench->hook(), 200, 120'000);
    if (!resumed)
        QD_NONE(bench->changes(running, true));
    else
        QCOMPARE(bench->sql(QStringLiteral("select count(*) from workflow_entity where name like '% of mine'")), QStringLiteral("0"));
    QD_NONE(bench->leftovers());
}

void TestRestoreKilled::othersAreUntouched()
{
    QD_NONE(RestoreBench::difference(bench->othersBefore(), RestoreBench::others()));
}

QTEST_GUILESS_MAIN(TestRestoreKilled)
#include "tst_restorekilled.moc"
