// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/process/localprocess.h"
#include "backup/crontab.h"
#include "backup/schedule.h"
#include "backup/systemdtimer.h"
#include "fakemachine.h"
#include "support/resultcheck.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using quarterdeck::test::FakeClock;
using quarterdeck::test::FakeMachine;
using Backend = ScheduleStatus::Backend;
using Every = ScheduleRule::Every;

Q_DECLARE_METATYPE(ScheduleRule)

class TestSchedule final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void recordsComeBack();
    void strangeRecordsAreNone();
    void theEnvironmentHoldsNoSecretAndNoLineBreak();

    void wordsSurviveCronAndShell_data();
    void wordsSurviveCronAndShell();
    void theLineOfACrontabRunsWhatWasMeant();
    void timesOfACrontab_data();
    void timesOfACrontab();
    void otherLinesStayByteForByte_data();
    void otherLinesStayByteForByte();
    void twoStacksHaveTwoBlocks();
    void brokenMarkersAreAConflict_data();
    void brokenMarkersAreAConflict();

    void wordsSurviveSystemd_data();
    void wordsSurviveSystemd();
    void unitsSayWhatIsMeant();
    void unitsPassSystemdsOwnCheck();
    void unitNamesAreSafeAndDifferent();

    void cronIsInstalledChangedAndRemoved();
    void sameRuleAgainWritesNothing();
    void aCrontabThatCannotBeReadIsNotOverwritten();
    void aCrontabThatCannotBeWrittenIsAnError();
    void withoutAnySchedulerItSaysWhatToDo();
    void systemdIsInstalledChangedAndRemoved();
    void aUserManagerThatDoesNotAnswerMeansCron();
    void fromCronToSystemdAndBackThereIsOneEntry();
    void aTimerThatCannotBeSwitchedOnIsAnError();
    void impossibleSchedulesAreRefused();
    void cancelledBeforeItAsksAnybody();

    void statusTellsNextAndMissed();
    void statusTellsWhatIsWrong();
    void aClockThatWasAheadHidesNothing();
    void manyMissedSlotsAreCutToTheNewest();

    void theRealCrontabProgram();

private:
    [[nodiscard]] Scheduler scheduler() { return Scheduler(*m_machine, m_clock, program, m_places); }
    [[nodiscard]] QStringList units() const { return QDir(m_places.unitFolder).entryList(QDir::Files, QDir::Name); }
    void useSystemd()
    {
        m_places.systemdFolder = m_folder->path();
        m_machine->programs = {QStringLiteral("systemctl"), QStringLiteral("loginctl"), QStringLiteral("crontab")};
    }
    void useCron() { m_places.systemdFolder = m_folder->filePath(QStringLiteral("no-systemd")); }

    const QString program = QStringLiteral("/opt/quarter deck/quarterdeckctl");
    const QString stack = QStringLiteral("n8n");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeMachine> m_machine;
    FakeClock m_clock;
    SchedulerPlaces m_places;
};

namespace {

const ScheduleRule nightly{Every::Day, QTime(2, 0), 7};
const ScheduleRule weekly{Every::Week, QTime(23, 45), 3};

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What cron hands to /bin/sh: everything before the first "%" that has no
/// backslash; "\%" is "%". Some versions take a backslash off "\\" too.
std::optional<QByteArray> asCronReads(const QByteArray &line, bool alsoBackslashes)
{
    QByteArray command;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const char next = i + 1 < line.size() ? line.at(i + 1) : '\0';
        if (line.at(i) == '\\' && (next == '%' || (alsoBackslashes && next == '\\'))) {
            command += next;
            ++i;
        } else if (line.at(i) == '\\' && next == '\\') {
            command += "\\\\";
            ++i;
        } else if (line.at(i) == '%') {
            return std::nullopt;
        } else {
            command += line.at(i);
        }
    }
    return command;
}

/// systemd.service(5), systemd.syntax(7): words of ExecStart= and Environment=.
QStringList asSystemdReads(const QString &line, bool command)
{
    QStringList words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line.at(i);
        if (quote.isNull() && c == QLatin1Char(' ')) {
            if (inWord)
                words.append(word);
            word.clear();
            inWord = false;
        } else if (quote.isNull() && !inWord && (c == QLatin1Char('"') || c == QLatin1Char('\''))) {
            quote = c;
            inWord = true;
        } else if (!quote.isNull() && c == quote) {
            quote = QChar();
        } else if (c == QLatin1Char('\\')) {
            word += line.at(++i);
            inWord = true;
        } else if (c == QLatin1Char('%') || (command && c == QLatin1Char('$') && !words.isEmpty())) {
            // Specifiers and variables: only the doubled form is a letter.
            if (i + 1 < line.size() && line.at(i + 1) == c)
                word += line.at(++i);
            else
                word += QLatin1String("[EXPANDED]");
            inWord = true;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (inWord)
        words.append(word);
    return quote.isNull() ? words : QStringList{QStringLiteral("[UNBALANCED]")};
}

QString lineOf(const QByteArray &unit, const QString &key)
{
    for (const QString &line : QString::fromUtf8(unit).split(QLatin1Char('\n'))) {
        if (line.startsWith(key + QLatin1Char('=')))
            return line.mid(key.size() + 1);
    }
    return {};
}

void addWords()
{
    QTest::addColumn<QString>("word");
    QTest::newRow("plain") << QStringLiteral("n8n");
    QTest::newRow("blank") << QStringLiteral("my n8n stack");
    QTest::newRow("empty") << QString();
    QTest::newRow("percent") << QStringLiteral("100%");
    QTest::newRow("percents") << QStringLiteral("%h/%%n %d%");
    QTest::newRow("single quotes") << QStringLiteral("it's 'quoted'");
    QTest::newRow("double quotes") << QStringLiteral("say \"hello\"");
    QTest::newRow("backslashes") << QStringLiteral("\\ \\\\ a\\b\\");
    QTest::newRow("backslash percent") << QStringLiteral("\\% \\\\% %\\ \\%%\\");
    QTest::newRow("backslash quote") << QStringLiteral("\\' \\\" '\\");
    QTest::newRow("dollar") << QStringLiteral("$HOME ${HOME} $$ $(id)");
    QTest::newRow("shell") << QStringLiteral("a;b|c&d>e<f`g`*?[h]~#!");
    QTest::newRow("leading dash and at") << QStringLiteral("-@+!:x");
    QTest::newRow("tab") << QStringLiteral("a\tb");
    QTest::newRow("beyond ASCII") << QString::fromUtf8("Käse 🧀 日本");
    QTest::newRow("everything") << QStringLiteral("%'\"\\$ %'\"\\$");
}

} // namespace

void TestSchedule::initTestCase()
{
    qputenv("TZ", "Europe/Berlin");
    ::tzset();
}

void TestSchedule::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_machine = std::make_unique<FakeMachine>();
    m_clock.time = QDateTime(QDate(2026, 1, 5), QTime(10, 0), Qt::UTC);
    m_places.unitFolder = m_folder->filePath(QStringLiteral("units"));
    m_places.cronPidFile = m_folder->filePath(QStringLiteral("crond.pid"));
    qputenv("XDG_STATE_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("state"))));
    useCron();
}

void TestSchedule::recordsComeBack()
{
    for (const Every every : {Every::Hour, Every::SixHours, Every::Day, Every::Week}) {
        for (int weekday = 1; weekday <= 7; ++weekday) {
            const ScheduleRecord record{{every, QTime(23, 59), weekday}, QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC)};
            const auto read = readScheduleRecord(QStringLiteral("# ") + writeScheduleRecord(record) + QStringLiteral("\nmore"));
            QVERIFY(read);
            QCOMPARE(*read, record);
        }
    }
    QCOMPARE(writeScheduleRecord({nightly, QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC)}),
             QStringLiteral("quarterdeck-rule every=day at=02:00 weekday=7 since=2026-01-02T03:04:05Z"));
}

void TestSchedule::strangeRecordsAreNone()
{
    for (const char *text :
         {"", "quarterdeck-rule", "quarterdeck-rule every=day at=25:00 weekday=7 since=2026-01-02T03:04:05Z",
          "quarterdeck-rule every=moon at=02:00 weekday=7 since=2026-01-02T03:04:05Z",
          "quarterdeck-rule every=day at=02:00 weekday=8 since=2026-01-02T03:04:05Z", "quarterdeck-rule every=day at=02:00 weekday=7 since=yesterday",
          "quarterdeck-rule every=day at=2:00 weekday=7 since=2026-01-02T03:04:05Z"})
        QVERIFY2(!readScheduleRecord(QString::fromLatin1(text)), text);
}

void TestSchedule::theEnvironmentHoldsNoSecretAndNoLineBreak()
{
    qputenv("DOCKER_HOST", "tcp://admin:hunter2@engine:2376");
    qputenv("DOCKER_CONTEXT", "two\nlines");
    qputenv("DOCKER_CONFIG", "/home/me/my docker");
    qputenv("PGPASSWORD", "hunter2");
    const auto environment = stack::autostartEnvironment();
    for (const char *name : {"DOCKER_HOST", "DOCKER_CONTEXT"})
        qunsetenv(name);
    QVERIFY(!environment.contains(QStringLiteral("DOCKER_HOST")));
    QVERIFY(!environment.contains(QStringLiteral("DOCKER_CONTEXT")));
    QVERIFY(!environment.contains(QStringLiteral("PGPASSWORD")));
    QCOMPARE(environment.value(QStringLiteral("DOCKER_CONFIG")), QStringLiteral("/home/me/my docker"));
    QCOMPARE(environment.value(QStringLiteral("TZ")), QStringLiteral("Europe/Berlin"));
    QVERIFY(environment.value(QStringLiteral("PATH")).contains(QLatin1String("/usr/bin")));
    qunsetenv("DOCKER_CONFIG");
    qunsetenv("PGPASSWORD");
}

// --- crontab ---

void TestSchedule::wordsSurviveCronAndShell_data()
{
    addWords();
}

void TestSchedule::wordsSurviveCronAndShell()
{
    QFETCH(QString, word);
    const QByteArray line = "printf '[\\%s]' " + quoteForCrontab(word) + ' ' + quoteForCrontab(QStringLiteral("next"));
    for (const bool alsoBackslashes : {false, true}) {
        const auto command = asCronReads(line, alsoBackslashes);
        QVERIFY2(command, "a bare percent sign: cron would end the command there");
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromUtf8(*command)});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), QLatin1Char('[') + word + QLatin1String("][next]"));
    }
}

void TestSchedule::theLineOfACrontabRunsWhatWasMeant()
{
    const QString tool = m_folder->filePath(QStringLiteral("my 100% tool's"));
    QFile script(tool);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\nfor word in \"$@\" \"$ODD\"; do printf '<%s>' \"$word\"; done\necho to-stderr >&2\nprintf '\\n'\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const QString log = m_folder->filePath(QStringLiteral("log 50%.txt"));
    const QString odd = QStringLiteral("o'dd % \"$HOME\" \\ value");
    const QByteArray block = crontabBlock(QStringLiteral("n8n"), {nightly, m_clock.time}, {{QStringLiteral("ODD"), odd}},
                                          {tool, QStringLiteral("--stack"), QStringLiteral("a b%c'd")}, log);
    const QList<QByteArray> lines = block.split('\n');
    QCOMPARE(lines.size(), 5); // two markers, the record, the entry, the end of the last line
    const QByteArray entry = lines.at(2);
    QVERIFY2(entry.startsWith("0 2 * * * "), entry.constData());
    for (int times = 1; times <= 2; ++times) {
        const auto command = asCronReads(entry.mid(10), false);
        QVERIFY(command);
        QCOMPARE(QProcess::execute(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromUtf8(*command)}), 0);
    }
    const QString once = QStringLiteral("to-stderr\n<--stack><a b%c'd><") + odd + QStringLiteral(">\n");
    const QString other = QStringLiteral("<--stack><a b%c'd><") + odd + QStringLiteral(">to-stderr\n\n");
    const QString said = QString::fromUtf8(contents(log));
    QVERIFY2(said == once + once || said == other + other, qPrintable(said));
}

void TestSchedule::timesOfACrontab_data()
{
    QTest::addColumn<ScheduleRule>("rule");
    QTest::addColumn<QByteArray>("cron");
    QTest::addColumn<QString>("calendar");
    const auto row = [](const char *name, const ScheduleRule &rule, const char *cron, const char *calendar) {
        QTest::newRow(name) << rule << QByteArray(cron) << QString::fromLatin1(calendar);
    };
    row("hour", {Every::Hour, QTime(17, 5), 7}, "5 * * * * ", "*-*-* *:05:00");
    row("six hours", {Every::SixHours, QTime(20, 30), 7}, "30 2,8,14,20 * * * ", "*-*-* 02,08,14,20:30:00");
    row("six hours at midnight", {Every::SixHours, QTime(0, 0), 7}, "0 0,6,12,18 * * * ", "*-*-* 00,06,12,18:00:00");
    row("day", {Every::Day, QTime(2, 0), 7}, "0 2 * * * ", "*-*-* 02:00:00");
    row("Monday", {Every::Week, QTime(23, 59), 1}, "59 23 * * 1 ", "Mon *-*-* 23:59:00");
    row("Saturday", {Every::Week, QTime(0, 1), 6}, "1 0 * * 6 ", "Sat *-*-* 00:01:00");
    row("Sunday", {Every::Week, QTime(0, 1), 7}, "1 0 * * 0 ", "Sun *-*-* 00:01:00");
}

void TestSchedule::timesOfACrontab()
{
    QFETCH(ScheduleRule, rule);
    QFETCH(QByteArray, cron);
    QFETCH(QString, calendar);
    const QByteArray block = crontabBlock(stack, {rule, m_clock.time}, {}, {QStringLiteral("/x")}, QStringLiteral("/log"));
    QVERIFY2(block.split('\n').at(2).startsWith(QByteArray(cron + "/usr/bin/env")), block.constData());
    QCOMPARE(onCalendar(rule), calendar);
    if (QStandardPaths::findExecutable(QStringLiteral("systemd-analyze")).isEmpty())
        QSKIP("systemd-analyze is not here: the calendar expression was compared as text alone");
    QProcess analyze;
    analyze.start(QStringLiteral("systemd-analyze"), {QStringLiteral("calendar"), calendar});
    QVERIFY(analyze.waitForFinished());
    QVERIFY2(analyze.exitCode() == 0, analyze.readAllStandardError().constData());
}

void TestSchedule::otherLinesStayByteForByte_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("usual") << QByteArray("# m h dom mon dow command\nMAILTO=\"\"\n*/5 * * * * /usr/bin/true\n");
    QTest::newRow("no end of line") << QByteArray("@reboot /usr/bin/true");
    QTest::newRow("blank lines") << QByteArray("\n\n  \n\t\n@daily x\n\n\n");
    QTest::newRow("carriage returns") << QByteArray("@daily x\r\n@hourly y\r\n");
    QTest::newRow("not UTF-8") << QByteArray("# gr\xfc\xdf"
                                             "e\n@daily x # \x80\xff\n");
    QTest::newRow("percent and backslash") << QByteArray("@daily date +\\%F % input % more\n");
    QTest::newRow("talks about us") << QByteArray("# see BEGIN quarterdeck backup of n8n\n  # BEGIN quarterdeck backup of n8n\n"
                                                  "# BEGIN quarterdeck backup of n8n-two\n# END quarterdeck backup of n8n-two\n");
}

void TestSchedule::otherLinesStayByteForByte()
{
    QFETCH(QByteArray, before);
    const auto block = [](const ScheduleRule &rule) {
        return crontabBlock(QStringLiteral("n8n"), {rule, QDateTime(QDate(2026, 1, 2), QTime(3, 4), Qt::UTC)}, {}, {QStringLiteral("/x")},
                            QStringLiteral("/log"));
    };
    const QByteArray ended = before.isEmpty() || before.endsWith('\n') ? before : before + '\n';
    const auto installed = withCrontabBlock(before, stack, block(nightly));
    QD_VERIFY(installed);
    QCOMPARE(*installed, ended + block(nightly));
    QCOMPARE(findCrontabBlock(*installed, stack), block(nightly));
    // Twice is once; another rule replaces it where it stands.
    QCOMPARE(*withCrontabBlock(*installed, stack, block(nightly)), *installed);
    const QByteArray behind = *installed + "@weekly behind\n";
    QCOMPARE(*withCrontabBlock(behind, stack, block(weekly)), ended + block(weekly) + "@weekly behind\n");
    QCOMPARE(*withCrontabBlock(behind, stack, {}), ended + "@weekly behind\n");
    QCOMPARE(*withCrontabBlock(*installed, stack, {}), ended);
    QCOMPARE(*withCrontabBlock(before, stack, {}), before);
    QVERIFY(findCrontabBlock(before, stack).isEmpty());
}

void TestSchedule::twoStacksHaveTwoBlocks()
{
    const auto block = [](const QString &id) {
        return crontabBlock(id, {nightly, QDateTime::currentDateTimeUtc()}, {}, {QStringLiteral("/x")}, QStringLiteral("/log"));
    };
    QByteArray table;
    const QStringList ids = {QStringLiteral("n8n"), QStringLiteral("n8n two"), QStringLiteral("n8n-two"), QStringLiteral("n8")};
    for (const QString &id : ids)
        table = *withCrontabBlock(table, id, block(id));
    for (const QString &id : ids)
        QCOMPARE(findCrontabBlock(table, id), block(id));
    table = *withCrontabBlock(table, QStringLiteral("n8n"), {});
    QVERIFY(findCrontabBlock(table, QStringLiteral("n8n")).isEmpty());
    QCOMPARE(table, block(ids.at(1)) + block(ids.at(2)) + block(ids.at(3)));
}

void TestSchedule::brokenMarkersAreAConflict_data()
{
    QTest::addColumn<QByteArray>("table");
    const QByteArray begin = "# BEGIN quarterdeck backup of n8n\n";
    const QByteArray end = "# END quarterdeck backup of n8n\n";
    const QByteArray line = "0 2 * * * x\n";
    QTest::newRow("no end") << begin + line + "@daily mine\n";
    QTest::newRow("no begin") << "@daily mine\n" + line + end;
    QTest::newRow("the wrong way round") << end + line + begin;
    QTest::newRow("begun twice") << begin + line + begin + line + end;
    QTest::newRow("ended twice") << begin + line + end + "@daily mine\n" + end;
    QTest::newRow("two blocks") << begin + line + end + begin + line + end;
    QTest::newRow("end is indented") << begin + line + ' ' + end;
    QTest::newRow("end without its line end") << begin + line + end.chopped(1);
    QTest::newRow("another stack begins inside") << begin + "# BEGIN quarterdeck backup of other\n" + line + end + line
            + "# END quarterdeck backup of other\n";
    QTest::newRow("another stack ends inside") << "# BEGIN quarterdeck backup of other\n" + begin + line + "# END quarterdeck backup of other\n"
            + end;
}

void TestSchedule::brokenMarkersAreAConflict()
{
    QFETCH(QByteArray, table);
    const auto edited = withCrontabBlock(table, stack, {});
    QD_VERIFY_ERROR(edited, ErrorKind::Conflict);
    QVERIFY2(edited.error().hint.contains(QLatin1String("crontab -e")), qPrintable(edited.error().hint));
    m_machine->crontab = table;
    QD_VERIFY_ERROR(scheduler().install(JobContext(), stack, nightly), ErrorKind::Conflict);
    QD_VERIFY_ERROR(scheduler().remove(JobContext(), stack), ErrorKind::Conflict);
    QCOMPARE(m_machine->crontab, std::optional(table));
    useSystemd();
    QD_VERIFY_ERROR(scheduler().install(JobContext(), stack, nightly), ErrorKind::Conflict);
    QVERIFY2(units().isEmpty(), "a timer beside an entry that cannot be removed");
    useCron();
    // What stands there may well run: it must not read as "no schedule".
    const auto status = scheduler().status(JobContext(), stack, {});
    QD_VERIFY(status);
    QVERIFY(status->installed);
    QVERIFY2(status->problem.contains(QLatin1String("by hand")), qPrintable(status->problem));
}

// --- systemd ---

void TestSchedule::wordsSurviveSystemd_data()
{
    addWords();
}

void TestSchedule::wordsSurviveSystemd()
{
    QFETCH(QString, word);
    const QByteArray unit = serviceUnit(stack, {{QStringLiteral("ODD"), word}}, {QStringLiteral("/bin/") + word, word, QStringLiteral("next")});
    QCOMPARE(asSystemdReads(lineOf(unit, QStringLiteral("ExecStart")), true),
             (QStringList{QStringLiteral("/bin/") + word, word, QStringLiteral("next")}));
    QCOMPARE(asSystemdReads(lineOf(unit, QStringLiteral("Environment")), false), QStringList{QStringLiteral("ODD=") + word});
}

void TestSchedule::unitsSayWhatIsMeant()
{
    const ScheduleRecord record{nightly, m_clock.time};
    const QByteArray timer = timerUnit(stack, record);
    QCOMPARE(lineOf(timer, QStringLiteral("Persistent")), QStringLiteral("true"));
    QCOMPARE(lineOf(timer, QStringLiteral("OnCalendar")), QStringLiteral("*-*-* 02:00:00"));
    QCOMPARE(lineOf(timer, QStringLiteral("WantedBy")), QStringLiteral("timers.target"));
    QCOMPARE(readScheduleRecord(QString::fromUtf8(timer)), std::optional(record));
    const QByteArray service = serviceUnit(stack, {}, {program});
    QCOMPARE(lineOf(service, QStringLiteral("Type")), QStringLiteral("oneshot"));
    QCOMPARE(lineOf(service, QStringLiteral("SuccessExitStatus")), QStringLiteral("1"));
    QCOMPARE(lineOf(serviceUnit(QStringLiteral("50%h"), {}, {program}), QStringLiteral("Description")),
             QStringLiteral("Quarterdeck backup of the n8n stack 50%%h"));
}

void TestSchedule::unitsPassSystemdsOwnCheck()
{
    if (QStandardPaths::findExecutable(QStringLiteral("systemd-analyze")).isEmpty())
        QSKIP("systemd-analyze is not here: quoting was checked by the rules of the manual alone");
    const QString odd = QStringLiteral("we$ird %h tool");
    const QString tool = m_folder->filePath(odd);
    QVERIFY(QFile::copy(QStringLiteral("/bin/true"), tool));
    const auto verify = [&](const QString &name, const QByteArray &unit) {
        const QString path = m_folder->filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(unit) != unit.size())
            return QStringLiteral("could not write the unit");
        file.close();
        QProcess analyze;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder->path());
        analyze.setProcessEnvironment(environment);
        analyze.start(QStringLiteral("systemd-analyze"), {QStringLiteral("verify"), QStringLiteral("--user"), QStringLiteral("--man=no"), path});
        analyze.waitForFinished();
        const QString said = QString::fromUtf8(analyze.readAllStandardError());
        return analyze.exitCode() == 0 && !said.contains(name) ? QString() : said + QStringLiteral(" exit code %1").arg(analyze.exitCode());
    };
    // First that it would notice: what does not run cannot judge.
    const QString broken = verify(QStringLiteral("broken.service"), "[Service]\nType=oneshot\nExecStart=\"/bin/true\n");
    if (!broken.contains(QLatin1String("nbalanced")))
        QSKIP(qPrintable(QStringLiteral("systemd-analyze verify does not work here: ") + broken));
    const QString id = QStringLiteral("my %n \"stack\" it's \\");
    QCOMPARE(verify(QStringLiteral("ours.service"),
                    serviceUnit(id, {{QStringLiteral("ODD"), odd}}, {tool, QStringLiteral("--stack"), id, QString(), QStringLiteral(";")})),
             QString());
    for (const Every every : {Every::Hour, Every::SixHours, Every::Day, Every::Week})
        QCOMPARE(verify(QStringLiteral("ours.timer"), timerUnit(id, {{every, QTime(3, 7), 5}, m_clock.time})), QString());
}

void TestSchedule::unitNamesAreSafeAndDifferent()
{
    QSet<QString> names;
    const QStringList ids
        = {QStringLiteral("n8n"), QStringLiteral("n8n two"),      QStringLiteral("n8n-two"),      QStringLiteral("../../etc/passwd"),
           QStringLiteral("a@b"), QString(200, QLatin1Char('x')), QString(201, QLatin1Char('x')), QString::fromUtf8("käse"),
           QStringLiteral("%h")};
    for (const QString &id : ids) {
        const QString name = unitName(id);
        static const QRegularExpression safe(QStringLiteral("\\Aquarterdeck-backup-[A-Za-z0-9-]{1,60}\\z"));
        QVERIFY2(safe.match(name).hasMatch(), qPrintable(name));
        names.insert(name);
        QCOMPARE(unitName(id), name);
    }
    QCOMPARE(names.size(), ids.size());
}

// --- the whole ---

void TestSchedule::cronIsInstalledChangedAndRemoved()
{
    const QByteArray others = "# mine\n@daily backup-photos\n";
    m_machine->crontab = others;
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    QVERIFY2(m_machine->crontab->startsWith(others), m_machine->crontab->constData());
    QVERIFY2(m_machine->crontab->contains("'/opt/quarter deck/quarterdeckctl' 'backup' 'create' '--stack' 'n8n' '--trigger' 'schedule'"),
             m_machine->crontab->constData());
    struct stat status = {};
    QCOMPARE(::stat(qPrintable(m_folder->filePath(QStringLiteral("state/quarterdeck"))), &status), 0);
    QD_VERIFY(scheduler().install(JobContext(), stack, weekly));
    QCOMPARE(m_machine->crontab->count("# BEGIN"), 1);
    QCOMPARE(m_machine->crontab->count("quarterdeckctl"), 1);
    QD_VERIFY(scheduler().install(JobContext(), QStringLiteral("other"), nightly));
    QCOMPARE(m_machine->crontab->count("# BEGIN"), 2);
    QD_VERIFY(scheduler().remove(JobContext(), stack));
    QD_VERIFY(scheduler().remove(JobContext(), QStringLiteral("other")));
    QCOMPARE(m_machine->crontab, std::optional(others));
    // Removing what is not there is no error, and writes nothing.
    m_machine->runs.clear();
    QD_VERIFY(scheduler().remove(JobContext(), stack));
    QCOMPARE(m_machine->calls(), QStringList{QStringLiteral("crontab -l")});

    // A user without a table gets one, and has none again afterwards.
    m_machine->crontab.reset();
    QD_VERIFY(scheduler().remove(JobContext(), stack));
    QVERIFY(!m_machine->crontab);
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    QVERIFY(m_machine->crontab);
    QD_VERIFY(scheduler().remove(JobContext(), stack));
    QVERIFY(!m_machine->crontab);
    QVERIFY(units().isEmpty());
}

void TestSchedule::sameRuleAgainWritesNothing()
{
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    const auto table = m_machine->crontab;
    m_clock.time = m_clock.time.addDays(40);
    m_machine->runs.clear();
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    QCOMPARE(m_machine->crontab, table);
    QVERIFY2(!m_machine->calls().contains(QStringLiteral("crontab -")), "an unchanged table was written again");
    // Slots missed meanwhile stay missed; with another rule the count begins anew.
    QCOMPARE(scheduler().status(JobContext(), stack, {})->missed.size(), 40);
    QD_VERIFY(scheduler().install(JobContext(), stack, weekly));
    QCOMPARE(scheduler().status(JobContext(), stack, {})->missed.size(), 0);
}

void TestSchedule::aCrontabThatCannotBeReadIsNotOverwritten()
{
    m_machine->crontab = "@daily mine\n";
    m_machine->crontabReads = process::ProcessOutput{1, {}, "/var/spool/cron/: mkstemp: Permission denied\n"};
    for (const auto &result : {scheduler().install(JobContext(), stack, nightly), scheduler().remove(JobContext(), stack)}) {
        QD_VERIFY_ERROR(result, ErrorKind::Internal);
        QVERIFY2(result.error().detail.contains(QLatin1String("Permission denied")), qPrintable(result.error().detail));
    }
    QVERIFY(!scheduler().status(JobContext(), stack, {}));
    QCOMPARE(m_machine->crontab, std::optional(QByteArray("@daily mine\n")));
    for (const process::ProcessSpec &spec : std::as_const(m_machine->runs))
        QCOMPARE(spec.environment.value(QStringLiteral("LC_ALL")), QStringLiteral("C"));
}

void TestSchedule::aCrontabThatCannotBeWrittenIsAnError()
{
    m_machine->crontab = "@daily mine\n";
    m_machine->crontabWrites = process::ProcessOutput{1, {}, "\"-\":4: command too long\nerrors in crontab file, can't install.\n"};
    const auto installed = scheduler().install(JobContext(), stack, nightly);
    QD_VERIFY_ERROR(installed, ErrorKind::Internal);
    QVERIFY(installed.error().detail.contains(QLatin1String("too long")));
}

void TestSchedule::withoutAnySchedulerItSaysWhatToDo()
{
    m_machine->programs.clear();
    const auto installed = scheduler().install(JobContext(), stack, nightly);
    QD_VERIFY_ERROR(installed, ErrorKind::Unsupported);
    QVERIFY(installed.error().hint.contains(QLatin1String("apt install cron")));
    const auto status = scheduler().status(JobContext(), stack, {});
    QD_VERIFY(status);
    QCOMPARE(status->backend, Backend::None);
    QVERIFY(!status->installed);
    QVERIFY(status->problem.contains(QLatin1String("cron")));
    QD_VERIFY(scheduler().remove(JobContext(), stack));
    QVERIFY(m_machine->runs.isEmpty());
}

void TestSchedule::systemdIsInstalledChangedAndRemoved()
{
    useSystemd();
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    const QString name = unitName(stack);
    QCOMPARE(units(), (QStringList{name + QStringLiteral(".service"), name + QStringLiteral(".timer")}));
    const QStringList calls = m_machine->calls();
    const QStringList wanted
        = {QStringLiteral("systemctl --user daemon-reload"), QStringLiteral("systemctl --user enable ") + name + QStringLiteral(".timer"),
           QStringLiteral("systemctl --user restart ") + name + QStringLiteral(".timer")};
    QCOMPARE(calls.filter(QRegularExpression(QStringLiteral("reload|enable|restart"))), wanted);
    const auto status = scheduler().status(JobContext(), stack, {});
    QD_VERIFY(status);
    QCOMPARE(status->backend, Backend::SystemdUser);
    QVERIFY(status->installed);
    QCOMPARE(status->rule, nightly);
    QCOMPARE(status->problem, QString());
    QD_VERIFY(scheduler().install(JobContext(), stack, weekly));
    QCOMPARE(units().size(), 2);
    QCOMPARE(scheduler().status(JobContext(), stack, {})->rule, weekly);
    QVERIFY(!m_machine->crontab);
    QFile other(m_places.unitFolder + QStringLiteral("/mine.timer"));
    QVERIFY(other.open(QIODevice::WriteOnly));
    m_machine->runs.clear();
    QD_VERIFY(scheduler().remove(JobContext(), stack));
    QCOMPARE(units(), QStringList{QStringLiteral("mine.timer")});
    QVERIFY(m_machine->calls().contains(QStringLiteral("systemctl --user disable --now ") + name + QStringLiteral(".timer")));
    QVERIFY(!scheduler().status(JobContext(), stack, {})->installed);
}

void TestSchedule::aUserManagerThatDoesNotAnswerMeansCron()
{
    useSystemd();
    m_machine->systemdAnswers = false;
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    QVERIFY(units().isEmpty());
    QVERIFY(m_machine->crontab->contains("quarterdeckctl"));
    QCOMPARE(scheduler().status(JobContext(), stack, {})->backend, Backend::Cron);
}

void TestSchedule::fromCronToSystemdAndBackThereIsOneEntry()
{
    m_machine->crontab = "@daily mine\n";
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    useSystemd();
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    QCOMPARE(units().size(), 2);
    QCOMPARE(m_machine->crontab, std::optional(QByteArray("@daily mine\n")));
    useCron();
    // Until it is set again, the timer of a systemd that is gone does nothing.
    QVERIFY(scheduler().status(JobContext(), stack, {})->problem.contains(QLatin1String("systemd does not run")));
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    QVERIFY(units().isEmpty());
    QCOMPARE(m_machine->crontab->count("# BEGIN"), 1);
}

void TestSchedule::aTimerThatCannotBeSwitchedOnIsAnError()
{
    useSystemd();
    m_machine->answer = [](const JobContext &, const process::ProcessSpec &spec) -> std::optional<Result<process::ProcessOutput>> {
        if (spec.arguments.contains(QStringLiteral("enable")))
            return Result<process::ProcessOutput>(process::ProcessOutput{1, {}, "Failed to enable unit\n"});
        return std::nullopt;
    };
    const auto installed = scheduler().install(JobContext(), stack, nightly);
    QD_VERIFY_ERROR(installed, ErrorKind::Internal);
    QVERIFY(installed.error().detail.contains(QLatin1String("Failed to enable")));
}

void TestSchedule::impossibleSchedulesAreRefused()
{
    for (const QString &id : {QString(), QStringLiteral("a\nb"), QStringLiteral("a\x7f"), QString(201, QLatin1Char('x'))}) {
        QD_VERIFY_ERROR(scheduler().install(JobContext(), id, nightly), ErrorKind::Invalid);
        QD_VERIFY_ERROR(scheduler().remove(JobContext(), id), ErrorKind::Invalid);
        QD_VERIFY_ERROR(scheduler().status(JobContext(), id, {}), ErrorKind::Invalid);
    }
    QD_VERIFY_ERROR(scheduler().install(JobContext(), stack, {Every::Day, QTime(), 7}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(scheduler().install(JobContext(), stack, {Every::Week, QTime(2, 0), 0}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(scheduler().install(JobContext(), stack, {Every::Week, QTime(2, 0), 8}), ErrorKind::Invalid);
    Scheduler relative(*m_machine, m_clock, QStringLiteral("quarterdeckctl"), m_places);
    QVERIFY(!relative.install(JobContext(), stack, nightly));
    QVERIFY(!m_machine->crontab);
}

void TestSchedule::cancelledBeforeItAsksAnybody()
{
    std::stop_source stop;
    stop.request_stop();
    const JobContext context(stop.get_token());
    QD_VERIFY_ERROR(scheduler().install(context, stack, nightly), ErrorKind::Cancelled);
    QD_VERIFY_ERROR(scheduler().status(context, stack, {}), ErrorKind::Cancelled);
    useSystemd();
    QD_VERIFY_ERROR(scheduler().install(context, stack, nightly), ErrorKind::Cancelled);
    QVERIFY(units().isEmpty());
    QVERIFY(!m_machine->crontab);
}

void TestSchedule::statusTellsNextAndMissed()
{
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    auto status = scheduler().status(JobContext(), stack, {});
    QCOMPARE(status->next.toUTC(), QDateTime(QDate(2026, 1, 6), QTime(1, 0), Qt::UTC));
    QVERIFY(status->missed.isEmpty());
    // Three nights later the first two went without a run.
    m_clock.time = QDateTime(QDate(2026, 1, 8), QTime(10, 0), Qt::UTC);
    status = scheduler().status(JobContext(), stack, {});
    QCOMPARE(status->missed.size(), 3);
    const QDateTime ran(QDate(2026, 1, 8), QTime(1, 0, 20), Qt::UTC);
    status = scheduler().status(JobContext(), stack, ran);
    QVERIFY(status->missed.isEmpty());
    QCOMPARE(status->lastRun, ran);
    // A slot of this minute is not missed yet; a quarter of an hour later it is.
    m_clock.time = QDateTime(QDate(2026, 1, 9), QTime(1, 10), Qt::UTC);
    QVERIFY(scheduler().status(JobContext(), stack, ran)->missed.isEmpty());
    m_clock.time = QDateTime(QDate(2026, 1, 9), QTime(1, 15), Qt::UTC);
    QCOMPARE(scheduler().status(JobContext(), stack, ran)->missed.size(), 1);
}

void TestSchedule::statusTellsWhatIsWrong()
{
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    QVERIFY(scheduler().status(JobContext(), stack, {})->problem.contains(QLatin1String("cron does not run")));
    // A pid file that outlived its cron names a stranger, us.
    QFile pid(m_places.cronPidFile);
    QVERIFY(pid.open(QIODevice::WriteOnly));
    pid.write(QByteArray::number(::getpid()) + '\n');
    pid.flush();
    QVERIFY(scheduler().status(JobContext(), stack, {})->problem.contains(QLatin1String("cron does not run")));
    m_machine->crontab->replace("quarterdeck-rule", "quarterdeck-rubbish");
    const auto changed = scheduler().status(JobContext(), stack, {});
    QVERIFY(changed->installed);
    QVERIFY2(changed->problem.contains(QLatin1String("by hand")), qPrintable(changed->problem));
    QVERIFY(!changed->next.isValid());

    useSystemd();
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    m_machine->linger = "no\n";
    QVERIFY(scheduler().status(JobContext(), stack, {})->problem.contains(QLatin1String("enable-linger")));
    m_machine->timerActive = false;
    QVERIFY(scheduler().status(JobContext(), stack, {})->problem.contains(QLatin1String("not switched on")));
}

void TestSchedule::aClockThatWasAheadHidesNothing()
{
    // Installed while the clock was a year ahead.
    m_clock.time = m_clock.time.addYears(1);
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    m_clock.time = QDateTime(QDate(2026, 1, 8), QTime(10, 0), Qt::UTC);
    const QDateTime ran(QDate(2026, 1, 6), QTime(1, 0, 20), Qt::UTC);
    QCOMPARE(scheduler().status(JobContext(), stack, ran)->missed.size(), 2);
    // Neither the entry's date nor the last run can be right: nothing is known to be missed.
    QCOMPARE(scheduler().status(JobContext(), stack, ran.addYears(2))->missed.size(), 0);
    QVERIFY(scheduler().status(JobContext(), stack, ran.addYears(2))->next.isValid());
    // A last run from the future does not hide what was missed since the installation.
    m_machine->crontab.reset();
    m_clock.time = QDateTime(QDate(2026, 1, 5), QTime(10, 0), Qt::UTC);
    QD_VERIFY(scheduler().install(JobContext(), stack, nightly));
    m_clock.time = m_clock.time.addDays(2);
    QCOMPARE(scheduler().status(JobContext(), stack, ran.addYears(2))->missed.size(), 2);
}

void TestSchedule::manyMissedSlotsAreCutToTheNewest()
{
    QD_VERIFY(scheduler().install(JobContext(), stack, {Every::Hour, QTime(0, 30), 7}));
    m_clock.time = m_clock.time.addYears(3);
    const auto status = scheduler().status(JobContext(), stack, {});
    QD_VERIFY(status);
    QCOMPARE(status->missed.size(), 100);
    QVERIFY(status->missed.last().secsTo(m_clock.time) < 2 * 3600);
}

void TestSchedule::theRealCrontabProgram()
{
    if (QStandardPaths::findExecutable(QStringLiteral("crontab")).isEmpty())
        QSKIP("crontab is not here: it was played by a fake alone");
    struct Outcome
    {
        QString skipped;
        QString problem;
        QByteArray installed;
        QByteArray again;
        QByteArray changed;
        QByteArray removed;
    } outcome;
    const QByteArray others = "# mine \xff\n@daily date +\\%F\n";
    // A mount namespace of this thread's own: the table of whoever runs the tests is never touched.
    std::thread([&] {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
            || ::mount("tmpfs", "/var/spool/cron/crontabs", "tmpfs", 0, "mode=1730") != 0) {
            outcome.skipped = QStringLiteral("no private table of cron: ") + qt_error_string();
            return;
        }
        process::LocalProcess machine;
        const auto crontab = [&](const QString &argument, const QByteArray &input = {}) {
            process::ProcessSpec spec;
            spec.program = QStringLiteral("crontab");
            spec.arguments = {argument};
            spec.input = input;
            const auto output = machine.run(JobContext(), spec);
            return output ? output->standardOutput : QByteArray("failed: ") + output.error().what.toUtf8();
        };
        const auto hold = [&](const Result<void> &result) {
            if (!result && outcome.problem.isEmpty())
                outcome.problem = test::describe(result.error());
        };
        const QString id = QStringLiteral("my 100% \"stack\" it's");
        Scheduler real(machine, m_clock, QStringLiteral("/opt/100% quarter's deck/quarterdeckctl"), m_places);
        hold(real.install(JobContext(), id, nightly)); // no table yet
        hold(real.remove(JobContext(), id));
        crontab(QStringLiteral("-"), others);
        hold(real.install(JobContext(), id, nightly));
        outcome.installed = crontab(QStringLiteral("-l"));
        hold(real.install(JobContext(), id, nightly));
        outcome.again = crontab(QStringLiteral("-l"));
        hold(real.install(JobContext(), id, weekly));
        outcome.changed = crontab(QStringLiteral("-l"));
        hold(real.remove(JobContext(), id));
        outcome.removed = crontab(QStringLiteral("-l"));
    }).join();
    if (!outcome.skipped.isEmpty())
        QSKIP(qPrintable(outcome.skipped));
    QCOMPARE(outcome.problem, QString());
    QVERIFY2(outcome.installed.startsWith(others), outcome.installed.constData());
    QCOMPARE(outcome.installed.count("# BEGIN quarterdeck"), 1);
    QCOMPARE(outcome.again, outcome.installed);
    QCOMPARE(outcome.changed.count("# BEGIN quarterdeck"), 1);
    QVERIFY2(outcome.changed.contains("\n45 23 * * 3 "), outcome.changed.constData());
    QCOMPARE(outcome.removed, others);
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
