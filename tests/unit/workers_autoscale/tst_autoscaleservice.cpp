// SPDX-License-Identifier: GPL-3.0-or-later
#include "../backup/fakemachine.h"
#include "support/resultcheck.h"
#include "workers/autoscale/service.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace quarterdeck;
using namespace quarterdeck::workers::autoscale;
using quarterdeck::test::FakeMachine;
using Backend = stack::Autostart::Backend;

class TestAutoscaleService final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void underSystemdItIsAUnit();
    void underCronItIsALine();
    void fromCronToSystemdThereIsOne();
    void backupsStayScheduled();
    void withoutEitherItSaysWhatToDo();
    void theUnitPassesSystemdsOwnCheck();
    void whoRunsIsTold();
    void removingEndsAServiceButNoTerminal();

private:
    [[nodiscard]] Service service() { return Service(*m_machine, program, m_places); }
    [[nodiscard]] QStringList units() const { return QDir(m_places.unitFolder).entryList(QDir::Files, QDir::Name); }
    void useSystemd()
    {
        m_places.systemdFolder = m_folder->path();
        m_machine->programs = {QStringLiteral("systemctl"), QStringLiteral("loginctl"), QStringLiteral("crontab")};
    }

    const QString program = QStringLiteral("/opt/quarter deck/quarterdeckctl");
    const QString stack = QStringLiteral("n8n");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeMachine> m_machine;
    stack::AutostartPlaces m_places;
};

void TestAutoscaleService::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder->path()));
    qputenv("XDG_STATE_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("state"))));
    m_machine = std::make_unique<FakeMachine>();
    m_places = {m_folder->filePath(QStringLiteral("no-systemd")), m_folder->filePath(QStringLiteral("units")),
                m_folder->filePath(QStringLiteral("crond.pid"))};
}

void TestAutoscaleService::underSystemdItIsAUnit()
{
    useSystemd();
    QVERIFY(!service().status(JobContext(), stack)->installed);
    QD_VERIFY(service().install(JobContext(), stack));
    QCOMPARE(units().size(), 1);
    const QString unit = units().constFirst();
    QVERIFY2(unit.startsWith(QLatin1String("quarterdeck-autoscaling-n8n-")) && unit.endsWith(QLatin1String(".service")), qPrintable(unit));
    QFile file(m_places.unitFolder + QLatin1Char('/') + unit);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("ExecStart=\"/opt/quarter deck/quarterdeckctl\" \"workers\" \"autoscale\" \"run\" \"--service\" \"--stack\" \"n8n\"\n"),
             text.constData());
    for (const char *line : {"Restart=on-failure", "KillMode=mixed", "TimeoutStopSec=330", "SuccessExitStatus=130", "WantedBy=default.target"})
        QVERIFY2(text.contains(line), line);
    QVERIFY(m_machine->calls().contains(QLatin1String("systemctl --user enable ") + unit));
    QVERIFY(m_machine->calls().contains(QLatin1String("systemctl --user restart ") + unit));
    QVERIFY(!m_machine->crontab);
    auto status = service().status(JobContext(), stack);
    QD_VERIFY(status);
    QVERIFY(status->installed);
    QCOMPARE(status->backend, Backend::SystemdUser);
    QCOMPARE(status->problem, QString());
    m_machine->timerActive = false;
    QVERIFY(service().status(JobContext(), stack)->problem.contains(QLatin1String("does not run")));
    m_machine->timerActive = true;
    m_machine->linger = "no\n";
    QVERIFY(service().status(JobContext(), stack)->problem.contains(QLatin1String("enable-linger")));
    m_machine->runs.clear();
    QD_VERIFY(service().remove(JobContext(), stack));
    QVERIFY(m_machine->calls().contains(QLatin1String("systemctl --user disable --now ") + unit));
    QVERIFY(units().isEmpty());
    QVERIFY(!service().status(JobContext(), stack)->installed);
}

void TestAutoscaleService::underCronItIsALine()
{
    const QByteArray others = "@daily mine\n";
    m_machine->crontab = others;
    QD_VERIFY(service().install(JobContext(), stack));
    QD_VERIFY(service().install(JobContext(), stack));
    QCOMPARE(m_machine->crontab->count("quarterdeckctl"), 1);
    QVERIFY2(m_machine->crontab->contains("\n* * * * * /usr/bin/env "), m_machine->crontab->constData());
    QVERIFY(m_machine->crontab->contains("'workers' 'autoscale' 'run' '--service' '--stack' 'n8n' >>"));
    const auto status = service().status(JobContext(), stack);
    QD_VERIFY(status);
    QVERIFY(status->installed);
    QCOMPARE(status->backend, Backend::Cron);
    QVERIFY2(status->problem.contains(QLatin1String("cron does not run")), qPrintable(status->problem));
    QD_VERIFY(service().remove(JobContext(), stack));
    QCOMPARE(m_machine->crontab, std::optional(others));
}

void TestAutoscaleService::fromCronToSystemdThereIsOne()
{
    m_machine->crontab = "@daily mine\n";
    QD_VERIFY(service().install(JobContext(), stack));
    useSystemd();
    QD_VERIFY(service().install(JobContext(), stack));
    QCOMPARE(units().size(), 1);
    QCOMPARE(m_machine->crontab, std::optional(QByteArray("@daily mine\n")));
    m_places.systemdFolder = m_folder->filePath(QStringLiteral("no-systemd"));
    QVERIFY(service().status(JobContext(), stack)->problem.contains(QLatin1String("systemd does not run")));
    QD_VERIFY(service().install(JobContext(), stack));
    QVERIFY(units().isEmpty());
    QCOMPARE(m_machine->crontab->count("# BEGIN"), 1);
}

void TestAutoscaleService::backupsStayScheduled()
{
    const QByteArray backups = "# BEGIN quarterdeck backup of n8n\n0 2 * * * backup\n# END quarterdeck backup of n8n\n";
    m_machine->crontab = backups;
    QD_VERIFY(service().install(JobContext(), stack));
    QVERIFY(m_machine->crontab->startsWith(backups));
    QCOMPARE(m_machine->crontab->count("# BEGIN"), 2);
    QD_VERIFY(service().remove(JobContext(), stack));
    QCOMPARE(m_machine->crontab, std::optional(backups));
}

void TestAutoscaleService::withoutEitherItSaysWhatToDo()
{
    m_machine->programs.clear();
    const auto installed = service().install(JobContext(), stack);
    QD_VERIFY_ERROR(installed, ErrorKind::Unsupported);
    QVERIFY(installed.error().hint.contains(QLatin1String("autoscale run")));
    const auto status = service().status(JobContext(), stack);
    QD_VERIFY(status);
    QCOMPARE(status->backend, Backend::None);
    QVERIFY(!status->problem.isEmpty());
    QD_VERIFY_ERROR(service().install(JobContext(), QStringLiteral("a\nb")), ErrorKind::Invalid);
}

void TestAutoscaleService::theUnitPassesSystemdsOwnCheck()
{
    if (QStandardPaths::findExecutable(QStringLiteral("systemd-analyze")).isEmpty())
        QSKIP("systemd-analyze is not here");
    const auto verify = [this](const QByteArray &unit) {
        const QString path = m_folder->filePath(QStringLiteral("ours.service"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(unit) != unit.size())
            return QStringLiteral("could not write the unit");
        file.close();
        QProcess analyze;
        analyze.start(QStringLiteral("systemd-analyze"), {QStringLiteral("verify"), QStringLiteral("--user"), QStringLiteral("--man=no"), path});
        analyze.waitForFinished();
        const QString said = QString::fromUtf8(analyze.readAllStandardError());
        return said.contains(QLatin1String("ours.service")) ? said : QString();
    };
    // First that it would notice.
    if (!verify("[Service]\nType=exec\nExecStart=\"/bin/true\n").contains(QLatin1String("nbalanced")))
        QSKIP("systemd-analyze verify does not work here");
    QCOMPARE(verify(serviceUnit(stack, {{QStringLiteral("ODD"), QStringLiteral("a %h $b")}}, {QStringLiteral("/bin/true"), stack})), QString());
}

void TestAutoscaleService::whoRunsIsTold()
{
    QVERIFY(!service().status(JobContext(), stack)->runner);
    const auto lock = becomeRunner(stack, true);
    QD_VERIFY(lock);
    const auto status = service().status(JobContext(), stack);
    QD_VERIFY(status);
    QVERIFY(status->runner);
    QCOMPARE(status->runner->pid, QCoreApplication::applicationPid());
}

/// Processes of another number hold the lock: this one, started again.
void TestAutoscaleService::removingEndsAServiceButNoTerminal()
{
    for (const bool asService : {false, true}) {
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--hold"), asService ? QStringLiteral("service") : QStringLiteral("hand")});
        QVERIFY(other.waitForReadyRead(20'000));
        QCOMPARE(other.readAll().trimmed(), QByteArray("held"));
        QD_VERIFY(service().remove(JobContext(), stack));
        if (asService) {
            QVERIFY(other.waitForFinished(20'000));
            QCOMPARE(other.exitStatus(), QProcess::CrashExit); // by the signal
        } else {
            QVERIFY(!other.waitForFinished(300));
            other.kill();
            QVERIFY(other.waitForFinished(20'000));
        }
    }
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--hold") {
        const auto lock = becomeRunner(QStringLiteral("n8n"), QByteArray(argv[2]) == "service");
        std::puts(lock ? "held" : "refused");
        std::fflush(stdout);
        QThread::sleep(60);
        return 0;
    }
    TestAutoscaleService test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_autoscaleservice.moc"
