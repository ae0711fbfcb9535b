// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/application.h"
#include "cli/help.h"
#include "cli/interrupts.h"
#include "cli/registry.h"
#include "cli/table.h"

#include <QElapsedTimer>
#include <QSet>
#include <QtTest>

#include <csignal>

using namespace quarterdeck;
using namespace quarterdeck::cli;

class TestCliParts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tablesAlignBothWays();
    void commandsAreFoundByTheirWords();
    void optionsOfOneNameAgreeOnTakingAValue();
    void everyCommandIsListedAndHasHelp();
    void firstSignalRequestsAStop();
    void errorsBecomeExitCodes();
};

void TestCliParts::tablesAlignBothWays()
{
    const Terminal terminal; // no terminal in a test: no colours
    Table table({{QStringLiteral("NAME")}, {QStringLiteral("CPU"), Table::Align::Right}, {QStringLiteral("NOTE")}});
    table.add({QStringLiteral("n8n"), QStringLiteral("0.5 %"), QStringLiteral("x")});
    table.add({QStringLiteral("n8n-worker"), Table::Cell(QStringLiteral("120 %"), Terminal::Colour::Bad), QString()});
    QCOMPARE(table.text(terminal),
             QStringLiteral("NAME          CPU  NOTE\n"
                            "n8n         0.5 %  x\n"
                            "n8n-worker  120 %\n"));
}

void TestCliParts::commandsAreFoundByTheirWords()
{
    const Commands commands = makeCommands();
    QCOMPARE(findCommand(commands, {"status"})->words(), QStringList{"status"});
    QCOMPARE(findCommand(commands, {"service", "stop", "redis"})->words(), (QStringList{"service", "stop"}));
    QVERIFY(findCommand(commands, {"service"}) == nullptr);
    QVERIFY(findCommand(commands, {"stop", "service"}) == nullptr);
    QVERIFY(findCommand(commands, {}) == nullptr);
    QCOMPARE(commandsBelow(commands, {"sandbox"}), (QStringList{"up", "down", "status", "seed"}));
    QCOMPARE(commandsBelow(commands, {"backup", "schedule"}), (QStringList{"show", "set", "remove"}));
    QCOMPARE(commandsBelow(commands, {"backup"}).count(QStringLiteral("schedule")), 1);
    QCOMPARE(groupOf(commands, {"backup", "schedule", "dance"}), (QStringList{"backup", "schedule"}));
    QCOMPARE(groupOf(commands, {"dance"}), QStringList());
}

/// The words of a command are found by parsing with the options of all.
void TestCliParts::optionsOfOneNameAgreeOnTakingAValue()
{
    QHash<QString, bool> takesValue;
    for (const auto &command : makeCommands()) {
        for (const QCommandLineOption &option : command->options() + globalOptions()) {
            for (const QString &name : option.names()) {
                const bool takes = !option.valueName().isEmpty();
                QVERIFY2(takesValue.value(name, takes) == takes, qPrintable(name));
                takesValue.insert(name, takes);
            }
        }
    }
}

void TestCliParts::everyCommandIsListedAndHasHelp()
{
    const Commands commands = makeCommands();
    const QString all = generalHelp(commands, {});
    QSet<QString> seen;
    for (const auto &command : commands) {
        const QString words = command->words().join(QLatin1Char(' '));
        QVERIFY2(all.contains(QLatin1String("  ") + words), qPrintable(words));
        QVERIFY2(!seen.contains(words), qPrintable(words));
        seen.insert(words);
        const QString help = commandHelp(*command);
        QVERIFY(help.startsWith(QLatin1String("Usage: quarterdeckctl ") + words));
        QVERIFY(help.contains(command->summary()));
        for (const QCommandLineOption &option : command->options())
            QVERIFY2(help.contains(QLatin1String("--") + option.names().first()) && !option.description().isEmpty(), qPrintable(help));
    }
}

void TestCliParts::firstSignalRequestsAStop()
{
    const Terminal terminal;
    std::stop_source source;
    {
        const Interrupts interrupts(source, terminal);
        QVERIFY(!source.stop_requested());
        ::raise(SIGINT);
        QTRY_VERIFY(source.stop_requested());
    }
    // Gone with the object: the signal has its own meaning again.
    struct sigaction action = {};
    ::sigaction(SIGINT, nullptr, &action);
    QVERIFY(action.sa_handler == SIG_DFL);
}

void TestCliParts::errorsBecomeExitCodes()
{
    QCOMPARE(Outcome().code, 0);
    QCOMPARE(Outcome(exitWarning).code, 2);
    QCOMPARE(Outcome(Error{ErrorKind::Unreachable, QStringLiteral("x"), {}, {}}).code, 1);
    QCOMPARE(Outcome(Error{ErrorKind::Cancelled, QStringLiteral("x"), {}, {}}).code, 130);
    QCOMPARE(Outcome::usage(QStringLiteral("x")).code, 64);
}

QTEST_GUILESS_MAIN(TestCliParts)
#include "tst_cliparts.moc"
