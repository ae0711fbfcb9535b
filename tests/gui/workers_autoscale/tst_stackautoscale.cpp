// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../unit/backup/fakemachine.h"
#include "../../unit/workers_autoscale/load.h"
#include "gui/workers/stackautoscaleoperations.h"
#include "support/resultcheck.h"

#include <QTemporaryDir>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using namespace quarterdeck::workers::autoscale;
using namespace std::chrono_literals;
using quarterdeck::test::FakeMachine;
using quarterdeck::test::Load;

/// What the dialog has done, with real files and a crontab in memory.
class TestStackAutoscale final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void switchedOnItIsKeptAndStarted();
    void whatCannotBeStartedIsNotKept();
    void whatWasRecordedIsReplayed();

private:
    [[nodiscard]] StackAutoscaleOperations operations() { return {m_machine, m_machine, QStringLiteral("/opt/quarterdeckctl"), m_places}; }
    [[nodiscard]] Result<void> apply(const Settings &settings)
    {
        JobContext context;
        return runPlan(operations().settingsPlan(stack, settings), context).result;
    }

    const QString stack = QStringLiteral("n8n");
    std::unique_ptr<QTemporaryDir> m_folder;
    FakeMachine m_machine;
    AutoscalePlaces m_places;
};

void TestStackAutoscale::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (const char *name : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME"})
        qputenv(name, QFile::encodeName(m_folder->path()));
    m_machine.crontab.reset();
    m_machine.programs = {QStringLiteral("crontab")};
    m_places = {m_folder->filePath(QStringLiteral("config")),
                m_folder->filePath(QStringLiteral("autoscale.sqlite")),
                {m_folder->filePath(QStringLiteral("no-systemd")), m_folder->filePath(QStringLiteral("units")), QStringLiteral("/nowhere")}};
}

void TestStackAutoscale::switchedOnItIsKeptAndStarted()
{
    Settings settings;
    settings.mode = Mode::On;
    settings.policy.max = 7;
    QD_VERIFY(apply(settings));
    QVERIFY(m_machine.crontab->contains("'autoscale' 'run' '--service'"));
    AutoscaleReading reading = operations().read(JobContext(), stack);
    QCOMPARE(reading.settings, settings);
    QVERIFY(reading.service.installed);
    QVERIFY(!reading.settingsError && !reading.serviceError);
    settings.mode = Mode::Off;
    QD_VERIFY(apply(settings));
    QVERIFY(!m_machine.crontab);
    reading = operations().read(JobContext(), stack);
    QCOMPARE(reading.settings, settings);
    QVERIFY(!reading.service.installed);
}

void TestStackAutoscale::whatCannotBeStartedIsNotKept()
{
    Settings settings;
    settings.mode = Mode::On;
    m_machine.programs.clear();
    QD_VERIFY_ERROR(apply(settings), ErrorKind::Unsupported);
    QCOMPARE(operations().read(JobContext(), stack).settings.mode, Mode::Off);
}

void TestStackAutoscale::whatWasRecordedIsReplayed()
{
    Load load;
    load.workers = 3;
    load.wall = QDateTime::currentDateTimeUtc().addSecs(-3000);
    for (int i = 0; i < 200; ++i) {
        load.add(0, 1, 0);
        QD_VERIFY(operations().record(stack, load.samples.constLast()));
    }
    const auto replayed = operations().replay(JobContext(), stack, Policy(), 24);
    QD_VERIFY(replayed);
    QCOMPARE(replayed->points.size(), 200);
    QCOMPARE(replayed->changes, 2);
    QCOMPARE(operations().replay(JobContext(), QStringLiteral("other"), Policy(), 0)->points.size(), 0);
    // While the service scales, it records.
    const auto runner = becomeRunner(stack, true);
    QD_VERIFY(runner);
    load.add(0, 1, 0);
    QD_VERIFY(operations().record(stack, load.samples.constLast()));
    QCOMPARE(operations().replay(JobContext(), stack, Policy(), 24)->points.size(), 200);
}

QTEST_GUILESS_MAIN(TestStackAutoscale)
#include "tst_stackautoscale.moc"
