// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/sealedjson.h"
#include "faultbench.h"
#include "sets.h"
#include "stephook.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::test;
using namespace std::chrono_literals;

namespace {

/// The wall clock, off by what a test says; durations are real.
class JumpingClock final : public Clock
{
public:
    std::atomic<qint64> offset = 0; ///< seconds

    [[nodiscard]] QDateTime now() const override { return QDateTime::currentDateTimeUtc().addSecs(offset); }
    [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override { return std::chrono::steady_clock::now(); }
};

constexpr qint64 hour = 3600;
constexpr qint64 day = 24 * hour;

} // namespace

/// The clock lies, and what lies in the target is not what it was.
class TestBackupTime final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void clockIsWrong_data();
    void clockIsWrong();
    void clockJumpsInTheMiddle_data();
    void clockJumpsInTheMiddle();
    void manifestThatWasChangedIsNoManifest();
    void setOfANewerVersionIsLeftAlone();

private:
    [[nodiscard]] FaultBench::Made make(ProgressSink &sink = ProgressSink::null())
    {
        return bench->make({bench->with.docker, bench->with.postgres, bench->with.redis, bench->with.process, clock}, sink);
    }
    [[nodiscard]] QJsonObject listed(const QString &id) const
    {
        for (const QJsonValue &set : ControlRun::whole({"backup", "list", "--stack", bench->stack.id}).json.value("sets").toArray()) {
            if (set.toObject().value("set").toString() == id)
                return set.toObject();
        }
        return {};
    }

    std::unique_ptr<FaultBench> bench;
    JumpingClock clock;
};

void TestBackupTime::initTestCase()
{
    QD_NEED_STACK();
    bench = std::make_unique<FaultBench>();
    // As strict as can be: only what must stay, stays.
    bench->settings.retention.maxAge = std::chrono::hours(1);
    bench->settings.retention.minProven = 1;
    QD_VERIFY(bench->prepare());
}

void TestBackupTime::cleanup()
{
    if (!bench || !bench->isPrepared())
        return;
    clock.offset = 0;
    const QStringList left = bench->leftovers();
    bench->reset();
    QD_NONE(left);
}

void TestBackupTime::clockIsWrong_data()
{
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<bool>("told");
    QTest::newRow("18 h back, as after WSL slept") << -18 * hour << false; // nobody can know: no set is of later
    QTest::newRow("30 h back, before the last set") << -30 * hour << true;
    QTest::newRow("to 1970") << -56 * 365 * day << true;
    QTest::newRow("a year ahead") << 365 * day << false;
}

void TestBackupTime::clockIsWrong()
{
    QFETCH(qint64, offset);
    QFETCH(bool, told);
    const auto all = qScopeGuard([this, parts = bench->settings.parts] { bench->settings.parts = parts; });
    bench->settings.parts = {Part::Environment, Part::Compose}; // order and retention are the same
    clock.offset = offset;
    const FaultBench::Made wrong = make();
    QD_VERIFY(wrong.outcome.result);
    QCOMPARE(wrong.report.warnings.join(' ').contains("The clock says"), told);
    QCOMPARE(wrong.report.removedSets, QStringList());
    QD_NONE(bench->brokenPromises());

    // Set right again, the next one is the newer one all the same.
    clock.offset = 0;
    const FaultBench::Made right = make();
    QD_VERIFY(right.outcome.result);
    QCOMPARE(right.report.warnings.join(' ').contains("The clock says"), offset > 60);
    QD_NONE(bench->brokenPromises());
    const QList<BackupSet> sets = bench->newSets();
    QVERIFY(!sets.isEmpty());
    QCOMPARE(sets.first().id, right.report.setId);
    QVERIFY(sets.first().sequence > wrong.report.manifest->sequence);
    QVERIFY(wrong.report.manifest->sequence > 1);
}

void TestBackupTime::clockJumpsInTheMiddle_data()
{
    QTest::addColumn<qint64>("jump");
    QTest::newRow("back") << -18 * hour;
    QTest::newRow("ahead") << 365 * day;
}

void TestBackupTime::clockJumpsInTheMiddle()
{
    QFETCH(qint64, jump);
    StepHook hook("n8n-data", [&] { clock.offset = jump; });
    const FaultBench::Made made = make(hook);
    QD_VERIFY(made.outcome.result);
    QVERIFY(hook.happened());
    QCOMPARE(made.report.removedSets, QStringList());
    QCOMPARE(bench->newSets().size(), 1);
    const BackupSet set = bench->newSets().first();
    // No figure of it is off by a day or a year.
    QVERIFY2(set.manifest->skewMs >= 0 && set.manifest->skewMs < 60000, qPrintable(QString::number(set.manifest->skewMs)));
    QVERIFY2(set.tookMs > 0 && set.tookMs < 120000, qPrintable(QString::number(set.tookMs)));
    QVERIFY2(made.report.proof->tookMs < 120000, qPrintable(QString::number(made.report.proof->tookMs)));
    QVERIFY2(!made.report.summary.contains(" d ") && !made.report.summary.contains(" h "), qPrintable(made.report.summary));
    QD_NONE(bench->brokenPromises());
}

void TestBackupTime::manifestThatWasChangedIsNoManifest()
{
    const QString path = publishWholeSet(bench->settings.folder, bench->stack.id, 7, QDateTime::currentDateTimeUtc().addSecs(-2 * hour));
    QVERIFY(!path.isEmpty());
    QFile file(path + "/manifest.json");
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    const qsizetype at = bytes.indexOf("\"sequence\": 7");
    QVERIFY(at > 0);
    file.seek(at);
    file.write("\"sequence\": 9");
    file.close();

    const QString id = path.section('/', -1);
    QCOMPARE(listed(id).value("state").toString(), QStringLiteral("damaged"));
    QVERIFY(!listed(id).value("why").toString().isEmpty());
    const ControlRun::Ended verified = ControlRun::whole({"backup", "verify", id, "--stack", bench->stack.id, "--depth", "quick"});
    QD_EXIT(verified, 1);
    // Nobody else is harmed, and it stays for a person to look at.
    const FaultBench::Made made = make();
    QD_VERIFY(made.outcome.result);
    QVERIFY(!made.report.removedSets.contains(id));
    QVERIFY(QFile::exists(path + "/postgres.dump.zst"));
    QDir(path).removeRecursively();
    QD_NONE(bench->brokenPromises());
}

void TestBackupTime::setOfANewerVersionIsLeftAlone()
{
    const QString path = publishWholeSet(bench->settings.folder, bench->stack.id, 8, QDateTime::currentDateTimeUtc().addSecs(-90 * day));
    QVERIFY(!path.isEmpty());
    QFile file(path + "/manifest.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto object = openSealedJson(file.readAll());
    QD_VERIFY(object);
    file.close();
    QJsonObject newer = *object;
    newer.insert("schema", Manifest::currentSchema + 1);
    newer.insert("somethingNew", true);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(sealJson(newer));
    file.close();

    const QString id = path.section('/', -1);
    QVERIFY2(listed(id).value("why").toString().contains("newer version"), QJsonDocument(listed(id)).toJson().constData());
    const ControlRun::Ended verified = ControlRun::whole({"backup", "verify", id, "--stack", bench->stack.id, "--depth", "quick"});
    QD_EXIT(verified, 1);
    QCOMPARE(verified.error().value("kind").toString(), QStringLiteral("unsupported"));
    QD_NONE(FaultBench::unclear(verified.error()));
    const FaultBench::Made made = make(); // retention keeps an hour
    QD_VERIFY(made.outcome.result);
    QVERIFY(!made.report.removedSets.contains(id));
    QVERIFY(QFile::exists(path + "/postgres.dump.zst"));
    QDir(path).removeRecursively();
    QD_NONE(bench->brokenPromises());
}

QTEST_GUILESS_MAIN(TestBackupTime)
#include "tst_backuptime.moc"
