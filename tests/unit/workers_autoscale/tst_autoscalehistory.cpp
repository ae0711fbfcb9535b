// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"
#include "support/resultcheck.h"
#include "workers/autoscale/history.h"
#include "workers/autoscale/settings.h"

#include <QDirIterator>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace quarterdeck;
using namespace quarterdeck::workers::autoscale;
using namespace std::chrono_literals;
using quarterdeck::test::Load;
using quarterdeck::test::noon;

class TestAutoscaleHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void samplesComeBackAsTheyWere();
    void twoRecordersMakeNoDoubles();
    void onlyWhatIsAskedForIsRead();
    void actionsComeBackNewestFirst();
    void oldSamplesAreThinnedAndPeaksSurvive();
    void itStaysBounded();
    void aClockThatWasAheadEmptiesNothing();
    void stacksAreApart();

    void settingsComeBack();
    void withoutAFileItIsOff();
    void impossibleSettingsAreNeitherSavedNorRead();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("state/autoscale.sqlite")); }

    const QString stack = QStringLiteral("n8n");
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAutoscaleHistory::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestAutoscaleHistory::samplesComeBackAsTheyWere()
{
    Load load;
    load.add(3, 7, 1234);
    load.samples.last().endedPerMinute = 12.5;
    load.add({}, {}, {});
    load.workers = 4;
    load.samples.last().wanted = 9;
    load.add(0, 40, 0);
    {
        const auto history = History::open(path());
        QD_VERIFY(history);
        for (const Sample &sample : load.samples)
            QVERIFY(*(*history)->append(stack, sample));
    }
    const auto history = History::open(path());
    QD_VERIFY(history);
    const auto samples = (*history)->samples(stack);
    QD_VERIFY(samples);
    QCOMPARE(*samples, load.samples);
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(path()).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0600));
}

void TestAutoscaleHistory::twoRecordersMakeNoDoubles()
{
    const auto service = History::open(path());
    const auto window = History::open(path());
    QD_VERIFY(service);
    QD_VERIFY(window);
    Load load;
    int kept = 0;
    for (int i = 0; i < 20; ++i) {
        load.add(i, 1, 0);
        kept += *(*service)->append(stack, load.samples.constLast()) ? 1 : 0;
        Sample other = load.samples.constLast();
        other.at += 2s;
        QVERIFY(!*(*window)->append(stack, other));
    }
    QCOMPARE(kept, 20);
    // When the service has ended, the window's count.
    load.pass(10s);
    QVERIFY(*(*window)->append(stack, load.sample(1, 1, 1)));
    // Another start of the machine begins at any time.
    load.boot = 99;
    QVERIFY(*(*window)->append(stack, load.sample(1, 1, 1)));
    QCOMPARE((*window)->samples(stack)->size(), 22);
}

void TestAutoscaleHistory::onlyWhatIsAskedForIsRead()
{
    const auto history = History::open(path());
    QD_VERIFY(history);
    Load load;
    for (int i = 0; i < 10; ++i) {
        load.add(i, 1, 0);
        QVERIFY(*(*history)->append(stack, load.samples.constLast()));
    }
    QCOMPARE(*(*history)->samples(stack, load.samples.at(6).wall), load.samples.mid(6));
    QCOMPARE(*(*history)->recent(stack, load.boot, load.samples.at(8).at), load.samples.mid(8));
    QVERIFY((*history)->recent(stack, load.boot + 1, 0ms)->isEmpty());
}

void TestAutoscaleHistory::actionsComeBackNewestFirst()
{
    const auto history = History::open(path());
    QD_VERIFY(history);
    Action up{0, noon, {}, 1, 2, QStringLiteral("12 wait"), {}, {}};
    const auto id = (*history)->begin(stack, up);
    QD_VERIFY(id);
    up.id = *id;
    QCOMPARE(*(*history)->actions(stack), QList<Action>{up});
    up.finishedAt = noon.addSecs(31);
    up.outcome = QStringLiteral("failed");
    up.error = QStringLiteral("Redis does not answer.");
    QD_VERIFY((*history)->finish(up));
    const auto second = (*history)->begin(stack, {0, noon.addSecs(90), {}, 2, 1, QStringLiteral("idle"), {}, {}});
    QD_VERIFY(second);
    const auto actions = (*history)->actions(stack);
    QD_VERIFY(actions);
    QCOMPARE(actions->size(), 2);
    QCOMPARE(actions->at(0).id, *second);
    QCOMPARE(actions->at(1), up);
    Action unknown = up;
    unknown.id = 77;
    QD_VERIFY_ERROR((*history)->finish(unknown), ErrorKind::NotFound);
}

void TestAutoscaleHistory::oldSamplesAreThinnedAndPeaksSurvive()
{
    const auto history = History::open(path(), {60, 1000, 14, 10});
    QD_VERIFY(history);
    Load load;
    load.at = 600s - load.every; // a minute begins
    for (int i = 0; i < 180; ++i) {
        load.add(i == 3 ? 500 : 1, 2, i == 4 ? 77'000 : 100);
        QVERIFY(*(*history)->append(stack, load.samples.constLast()));
    }
    QD_VERIFY((*history)->tidy(stack));
    const QList<Sample> kept = *(*history)->samples(stack);
    QCOMPARE(kept.size(), 20 + 60); // twenty minutes of six, the newest sixty as they were
    QCOMPARE(kept.mid(20), load.samples.mid(120));
    QCOMPARE(*kept.constFirst().waiting, 500);
    QCOMPARE(*kept.constFirst().oldestWaitMs, 77'000);
    QCOMPARE(kept.constFirst().every, std::chrono::milliseconds(60s));
    QCOMPARE(*kept.at(1).waiting, 1);
    for (qsizetype i = 1; i < kept.size(); ++i)
        QVERIFY(!isGap(kept.at(i - 1), kept.at(i)));
    QD_VERIFY((*history)->tidy(stack));
    QCOMPARE(*(*history)->samples(stack), kept);
}

void TestAutoscaleHistory::itStaysBounded()
{
    const auto history = History::open(path(), {20, 50, 14, 3});
    QD_VERIFY(history);
    Load load;
    load.every = 60s;
    for (int i = 0; i < 120; ++i) {
        load.add(i, 1, 0);
        QVERIFY(*(*history)->append(stack, load.samples.constLast()));
    }
    for (int i = 0; i < 5; ++i)
        QD_VERIFY((*history)->begin(stack, {0, noon, {}, i, i + 1, {}, {}, {}}));
    QD_VERIFY((*history)->tidy(stack));
    QCOMPARE(*(*history)->samples(stack), load.samples.last(50));
    QCOMPARE((*history)->actions(stack)->size(), 3);
    // By age, as far as they are not among the newest.
    load.wall = load.wall.addDays(20);
    for (int i = 0; i < 25; ++i) {
        load.add(i, 1, 0);
        QVERIFY(*(*history)->append(stack, load.samples.constLast()));
    }
    QD_VERIFY((*history)->tidy(stack));
    QCOMPARE((*history)->samples(stack)->size(), 25);
}

void TestAutoscaleHistory::aClockThatWasAheadEmptiesNothing()
{
    const auto history = History::open(path(), {20, 1000, 14, 3});
    QD_VERIFY(history);
    Load load;
    for (int i = 0; i < 20; ++i) {
        load.add(i, 1, 0);
        QVERIFY(*(*history)->append(stack, load.samples.constLast()));
    }
    load.wall = load.wall.addYears(1);
    load.add(1, 1, 1);
    QVERIFY(*(*history)->append(stack, load.samples.constLast()));
    QD_VERIFY((*history)->tidy(stack));
    QVERIFY((*history)->samples(stack)->size() >= 20);
}

void TestAutoscaleHistory::stacksAreApart()
{
    const auto history = History::open(path(), {1, 2, 14, 1});
    QD_VERIFY(history);
    Load load;
    load.every = 60s;
    for (int i = 0; i < 5; ++i) {
        load.add(i, 1, 0);
        QVERIFY(*(*history)->append(stack, load.samples.constLast()));
        QVERIFY(*(*history)->append(QStringLiteral("other"), load.samples.constLast()));
    }
    QD_VERIFY((*history)->tidy(stack));
    QCOMPARE((*history)->samples(stack)->size(), 2);
    QCOMPARE((*history)->samples(QStringLiteral("other"))->size(), 5);
}

void TestAutoscaleHistory::settingsComeBack()
{
    Settings settings;
    settings.mode = Mode::Watch;
    settings.policy = {2, 9, 11, 12'345ms, Policy::Wait::Both, 70, 14s, 45, 16s, 3, 2, 19s, 20s, 21s, true};
    QD_VERIFY(saveSettings(stack, settings, m_folder->path()));
    const auto loaded = loadSettings(stack, m_folder->path());
    QD_VERIFY(loaded);
    QCOMPARE(loaded->policy, settings.policy);
    QCOMPARE(*loaded, settings);
    QCOMPARE(loadSettings(QStringLiteral("other"), m_folder->path())->mode, Mode::Off);
}

void TestAutoscaleHistory::withoutAFileItIsOff()
{
    const auto loaded = loadSettings(stack, m_folder->path());
    QD_VERIFY(loaded);
    QCOMPARE(*loaded, Settings());
    QCOMPARE(loaded->mode, Mode::Off);
    QVERIFY(!loaded->policy.beyondBudget);
    QVERIFY2(QDir(m_folder->path()).isEmpty(), "looking must not write");
}

void TestAutoscaleHistory::impossibleSettingsAreNeitherSavedNorRead()
{
    Settings settings;
    settings.policy.max = 0;
    QD_VERIFY_ERROR(saveSettings(stack, settings, m_folder->path()), ErrorKind::Invalid);
    QVERIFY(QDir(m_folder->path()).isEmpty());
    settings.policy.max = 3;
    settings.mode = Mode::On;
    QD_VERIFY(saveSettings(stack, settings, m_folder->path()));
    QDirIterator it(m_folder->path(), {QStringLiteral("autoscale.json")}, QDir::Files, QDirIterator::Subdirectories);
    QFile file(it.next());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray good = file.readAll();
    for (const auto &[from, to] : {std::pair{"\"max\": 3", "\"max\": 0"}, std::pair{"\"max\": 3", "\"max\": \"3\""}, std::pair{"\"on\"", "\"yes\""},
                                   std::pair{"\"busyPercent\": 80", "\"busyPercent\": -1"}}) {
        QByteArray bad = good;
        QVERIFY(bad.replace(from, to) != good);
        QVERIFY(file.resize(0) && file.seek(0));
        QCOMPARE(file.write(bad), bad.size());
        QVERIFY(file.flush());
        QD_VERIFY_ERROR(loadSettings(stack, m_folder->path()), ErrorKind::Corrupt);
    }
}

QTEST_GUILESS_MAIN(TestAutoscaleHistory)
#include "tst_autoscalehistory.moc"
