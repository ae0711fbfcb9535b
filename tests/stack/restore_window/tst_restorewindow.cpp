// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/testcontainer.h"
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "adapters/redis/hiredisport.h"
#include "backup/settings.h"
#include "gui/restore/restorecontroller.h"
#include "gui/restore/restorepage.h"
#include "gui/restore/stackrestoreservice.h"
#include "gui/widgets/datatable.h"
#include "gui/widgets/factlist.h"
#include "samples.h"
#include "stack/discovery.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QApplication>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using namespace std::chrono_literals;

namespace {

/// The neighbours of one thread.
struct Neighbours
{
    process::LocalProcess process;
    compose::ComposeCli compose{process};
    postgres::LibpqPort postgres;
    redis::HiredisPort redis;
};

constexpr int patience = 90'000;

} // namespace

/// The wizard's own pages on the real core, a real set and the stack that all
/// tests share: everything up to the point where something would be changed.
class TestRestoreWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void undoIsCheckedAndPlanned();
    void aCredentialIsFishedOut();
    void nothingOfTheStackHasChanged();

private:
    [[nodiscard]] backup::Neighbours of(Neighbours &own) { return {m_docker, own.postgres, own.redis, own.process, m_clock}; }
    template<class T>
    [[nodiscard]] T *part(const char *name) const
    {
        for (T *one : m_page->findChildren<T *>(QLatin1String(name))) {
            if (one->isVisible())
                return one;
        }
        return m_page->findChild<T *>(QLatin1String(name));
    }
    [[nodiscard]] QPushButton *next() const { return part<QPushButton>("next"); }
    void goOn(RestoreStep expected)
    {
        QTRY_VERIFY2_WITH_TIMEOUT(next()->isEnabled(), qPrintable(part<QLabel>("hint")->text()), patience);
        next()->click();
        QCOMPARE(m_page->step(), expected);
    }
    [[nodiscard]] QString words() const
    {
        QStringList all;
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            if (label->isVisible())
                all.append(label->text());
        }
        return all.join(QLatin1Char('\n'));
    }
    /// Every container with the time of its start, and every database.
    [[nodiscard]] static QString fingerprint()
    {
        return test::docker({QStringLiteral("ps"), QStringLiteral("-a"), QStringLiteral("--no-trunc"), QStringLiteral("--format"),
                             QStringLiteral("{{.ID}} {{.CreatedAt}} {{.State}}"), QStringLiteral("--filter"),
                             QStringLiteral("label=com.docker.compose.project=%1").arg(test::realStackName())})
                   .value_or(QStringLiteral("failed"))
            + test::docker({QStringLiteral("exec"), test::realStackName() + QLatin1String("-postgres-1"), QStringLiteral("sh"), QStringLiteral("-c"),
                            QStringLiteral("psql -U \"$POSTGRES_USER\" -d postgres -Atc 'select datname from pg_database order by 1'")})
                  .value_or(QStringLiteral("failed"));
    }

    QTemporaryDir m_root;
    SystemClock m_clock;
    docker::Client m_docker;
    Neighbours m_forJobs;
    Neighbours m_forReading;
    ConsoleState m_state;
    QString m_before;
    std::unique_ptr<StackRestoreService> m_service;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<RestoreController> m_controller;
    std::unique_ptr<RestorePage> m_page;
};

void TestRestoreWindow::initTestCase()
{
    QD_NEED_STACK();
    for (const char *place : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"})
        qputenv(place, QFile::encodeName(m_root.filePath(QLatin1String(place))));
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    const Result<stack::Stack> stack = stack::Discovery(m_docker, m_forJobs.compose).read({}, test::realStackName());
    QD_VERIFY(stack);
    backup::BackupSettings settings;
    settings.drillEvery = 0;
    backup::BackupReport report;
    JobContext context({}, ProgressSink::null(), QDeadlineTimer(2min));
    const QString history = m_root.filePath(QStringLiteral("history.sqlite"));
    QD_VERIFY(runPlan(backup::createBackupPlan(of(m_forJobs), *stack, settings, {history, QStringLiteral("manual")}, report), context).result);
    m_before = fingerprint();
    m_state.setEngine(test::engineWith(health::EngineStatus::Link::Connected));
    m_state.choose(stack->id);
    m_state.setStack(*stack);
    BackupPlaces places;
    places.historyPath = history;
    m_service = std::make_unique<StackRestoreService>(RestoreNeighbours{of(m_forJobs), m_forJobs.compose},
                                                      RestoreNeighbours{of(m_forReading), m_forReading.compose}, places);
    m_runner = std::make_unique<JobRunner>();
    m_controller = std::make_unique<RestoreController>(m_state, *m_service, *m_runner, nullptr);
    m_page = std::make_unique<RestorePage>(*m_controller);
    m_page->resize(1000, 700);
    m_page->setVisible(true);
    m_page->showState(m_state);
    QTRY_VERIFY_WITH_TIMEOUT(m_controller->survey(), patience);
    QCOMPARE(m_controller->survey()->sets.size(), 1);
}

void TestRestoreWindow::cleanupTestCase()
{
    m_page.reset();
    m_controller.reset();
    m_runner.reset();
}

void TestRestoreWindow::undoIsCheckedAndPlanned()
{
    part<QRadioButton>("undo")->setChecked(true);
    goOn(RestoreStep::Set);
    goOn(RestoreStep::Scope);
    QTRY_VERIFY2_WITH_TIMEOUT(words().contains(QStringLiteral("opens the credentials of the set")), qPrintable(words()), patience);
    QVERIFY2(words().contains(QStringLiteral("and opens those in use now")), qPrintable(words()));
    goOn(RestoreStep::Checks);
    goOn(RestoreStep::Plan);
    // A check that nobody has given a name to would be shown by its id.
    for (const backup::PreflightCheck &check : m_page->draft().outline->checks)
        QVERIFY2(check.verdict != backup::PreflightCheck::Verdict::Failed, qPrintable(check.text));
    QVERIFY(m_page->draft().outline->steps.size() > 15);
    QVERIFY(m_page->draft().outline->bytesNeeded > 0);
    QVERIFY2(words().contains(QStringLiteral("A backup of what is there now is made first, in ") + m_controller->survey()->folder),
             qPrintable(words()));
    goOn(RestoreStep::Confirm);
    QVERIFY(!next()->isEnabled());
    QTest::keyClicks(part<QLineEdit>("name"), test::realStackName());
    QVERIFY(next()->isEnabled());
    part<QPushButton>("again")->click(); // not on a stack that others work with
    QCOMPARE(m_page->step(), RestoreStep::Goal);
}

void TestRestoreWindow::aCredentialIsFishedOut()
{
    part<QRadioButton>("lookInside")->setChecked(true);
    goOn(RestoreStep::Set);
    goOn(RestoreStep::Scope);
    part<QRadioButton>("credential")->setChecked(true);
    auto *entries = part<DataTable>("entries");
    QTRY_VERIFY2_WITH_TIMEOUT(entries->model()->rowCount() > 0, qPrintable(words()), patience);
    QTRY_VERIFY_WITH_TIMEOUT(next()->isEnabled(), patience);
    const QString id = entries->currentId();
    next()->click();
    auto *dialog = m_page->findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString path = m_root.filePath(QStringLiteral("one.json"));
    Q_EMIT dialog->fileSelected(path);
    dialog->reject();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->step(), RestoreStep::Result, patience);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    const QJsonArray written = QJsonDocument::fromJson(file.readAll()).array();
    QCOMPARE(written.size(), 1);
    QCOMPARE(written.first().toObject().value(QLatin1String("id")).toString(), id);
    QVERIFY(written.first().toObject().value(QLatin1String("data")).isString()); // encrypted, as it was not asked otherwise
}

void TestRestoreWindow::nothingOfTheStackHasChanged()
{
    QCOMPARE(fingerprint(), m_before);
    QVERIFY(m_controller->survey()->unfinished.isEmpty());
}

QTEST_MAIN(TestRestoreWindow)
#include "tst_restorewindow.moc"
