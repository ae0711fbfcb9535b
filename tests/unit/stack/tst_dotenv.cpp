// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/dotenv.h"
#include "support/resultcheck.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::stack;

class TestDotEnv final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreThoseOfCompose_data();
    void valuesAreThoseOfCompose();
    void theLastAssignmentWins();
    void namesOfOtherVariablesAreNotTaken();
    void onlyTheValueIsReplaced_data();
    void onlyTheValueIsReplaced();
    void onlyTheLinesOfTheNameAreRemoved_data();
    void onlyTheLinesOfTheNameAreRemoved();
    void settingTheSameValueChangesNoByte();
    void whatIsSetIsReadBack_data();
    void whatIsSetIsReadBack();
    void aMissingFileIsNotFound();
    void anyBytesAreSurvived();
};

void TestDotEnv::valuesAreThoseOfCompose_data()
{
    // What docker compose 2.26.1 made of the same bytes.
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << QByteArray("A=x") << "x";
    QTest::newRow("hash first") << QByteArray("A=#foo") << "#foo";
    QTest::newRow("hash after blank") << QByteArray("A= #foo") << "#foo";
    QTest::newRow("hash inside") << QByteArray("A=a#b") << "a#b";
    QTest::newRow("comment") << QByteArray("A=a #b") << "a";
    QTest::newRow("tab before hash") << QByteArray("A=a\t#b") << "a\t#b";
    QTest::newRow("hash in quotes") << QByteArray("A=\"a #b\" # c") << "a #b";
    QTest::newRow("escaped single quote") << QByteArray("A='a\\'b'") << "a'b";
    QTest::newRow("escaped backslash at the end") << QByteArray("A=\"abc\\\\\"") << "abc\\";
    QTest::newRow("unknown escape") << QByteArray("A=\"a\\db\"") << "a\\db";
    QTest::newRow("new line escape") << QByteArray("A=\"a\\nb\"") << "a\nb";
    QTest::newRow("tab, backslash, n") << QByteArray("A=\"\\t\\\\n\"") << "\t\\n";
    QTest::newRow("no escapes without quotes") << QByteArray("A=a\\nb") << "a\\nb";
    QTest::newRow("dollar in single quotes") << QByteArray("A='a$B'") << "a$B";
    QTest::newRow("escaped dollar") << QByteArray("A=\"a\\$B\"") << "a$B";
    QTest::newRow("two dollars") << QByteArray("A=a$$b") << "a$b";
    QTest::newRow("reference") << QByteArray("B=1\nA=x${B}y$B") << "x1y1";
    QTest::newRow("reference in single quotes") << QByteArray("B=1\nA='${B}'") << "${B}";
    QTest::newRow("default") << QByteArray("B=\nA=${B:-d}-${B-e}-${C-f}") << "d--f";
    QTest::newRow("colon") << QByteArray("A: x") << "x";
    QTest::newRow("export") << QByteArray("export A=x") << "x";
    QTest::newRow("blanks") << QByteArray("export  A = x  ") << "x";
    QTest::newRow("carriage return") << QByteArray("A=x\r\nB=y\r\n") << "x";
    QTest::newRow("empty with carriage return") << QByteArray("A=\r\nB=2") << "";
    QTest::newRow("two lines") << QByteArray("A=\"line1\nline2\"\nB=1") << "line1\nline2";
    QTest::newRow("two lines, single quotes") << QByteArray("A='a\nb'\nB=1") << "a\nb";
    QTest::newRow("umlaut") << QByteArray("A=\xc3\xa4") << QString(QChar(0xe4));
    QTest::newRow("quote inside") << QByteArray("A=a'b") << "a'b";
    QTest::newRow("other quotes") << QByteArray("A=\"a'b\"") << "a'b";
    QTest::newRow("escaped double quote") << QByteArray("A=\"a\\\"b\"") << "a\"b";
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                   "A=bom")
                                     << "bom";
    QTest::newRow("after a comment with an apostrophe") << QByteArray("# don't\nA=1") << "1";
}

void TestDotEnv::valuesAreThoseOfCompose()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, value);
    const DotEnv env(bytes);
    QVERIFY(env.value(QStringLiteral("A")).has_value());
    QCOMPARE(*env.value(QStringLiteral("A")), value);
    QCOMPARE(env.values().value(QStringLiteral("A")), value);
    QCOMPARE(env.bytes(), bytes);
}

void TestDotEnv::theLastAssignmentWins()
{
    DotEnv env("A=1\nB=x\nA=2\n");
    QCOMPARE(env.value(QStringLiteral("A")).value_or(QString()), QStringLiteral("2"));
    env.setValue(QStringLiteral("A"), QStringLiteral("3"));
    QCOMPARE(env.bytes(), QByteArray("A=1\nB=x\nA=3\n"));
}

void TestDotEnv::namesOfOtherVariablesAreNotTaken()
{
    const DotEnv env("AB=1\n# A=2\n#A=3\nB=A=4\nA\n\"A=5\n\"\n");
    QVERIFY(!env.value(QStringLiteral("A")));
    QCOMPARE(env.value(QStringLiteral("B")).value_or(QString()), QStringLiteral("A=4"));
}

void TestDotEnv::onlyTheValueIsReplaced_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("in the middle") << QByteArray("# top\nX=1\nA=old\n\nY=2") << QByteArray("# top\nX=1\nA=7\n\nY=2");
    QTest::newRow("comment stays") << QByteArray("A=old  # why\n") << QByteArray("A=7  # why\n");
    QTest::newRow("quotes stay") << QByteArray("A=\"old # x\" # why\n") << QByteArray("A=\"7\" # why\n");
    QTest::newRow("export and blanks stay") << QByteArray("export A = old\t\r\nB=1\r\n") << QByteArray("export A = 7\t\r\nB=1\r\n");
    QTest::newRow("empty") << QByteArray("A=\nB=1\n") << QByteArray("A=7\nB=1\n");
    QTest::newRow("several lines") << QByteArray("A='1\n2\n3'\nB=1\n") << QByteArray("A='7'\nB=1\n");
    QTest::newRow("colon") << QByteArray("A: old\n") << QByteArray("A: 7\n");
    QTest::newRow("appended") << QByteArray("B=1\n") << QByteArray("B=1\nA=7\n");
    QTest::newRow("appended to a line without end") << QByteArray("B=1") << QByteArray("B=1\nA=7\n");
    QTest::newRow("appended with the file's line ends") << QByteArray("B=1\r\n") << QByteArray("B=1\r\nA=7\r\n");
    QTest::newRow("empty file") << QByteArray() << QByteArray("A=7\n");
}

void TestDotEnv::onlyTheValueIsReplaced()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    DotEnv env(before);
    env.setValue(QStringLiteral("A"), QStringLiteral("7"));
    QCOMPARE(env.bytes(), after);
    QCOMPARE(env.value(QStringLiteral("A")).value_or(QString()), QStringLiteral("7"));
}

void TestDotEnv::onlyTheLinesOfTheNameAreRemoved_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("in the middle") << QByteArray("# top\nX=1\nA=old # why\n\nY=2") << QByteArray("# top\nX=1\n\nY=2");
    QTest::newRow("every one") << QByteArray("A=1\nX=1\nexport A='2\n3'\nY=2\n") << QByteArray("X=1\nY=2\n");
    QTest::newRow("with the file's line ends") << QByteArray("X=1\r\nA=1\r\nY=2\r\n") << QByteArray("X=1\r\nY=2\r\n");
    QTest::newRow("last line without end") << QByteArray("X=1\nA=1") << QByteArray("X=1\n");
    QTest::newRow("behind a byte order mark") << QByteArray("\xef\xbb\xbf"
                                                            "A=1\nB=2\n")
                                              << QByteArray("\xef\xbb\xbf"
                                                            "B=2\n");
    QTest::newRow("not there") << QByteArray("AA=1\n# A=2\n") << QByteArray("AA=1\n# A=2\n");
}

void TestDotEnv::onlyTheLinesOfTheNameAreRemoved()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    DotEnv env(before);
    env.removeValue(QStringLiteral("A"));
    QCOMPARE(env.bytes(), after);
    QVERIFY(!env.value(QStringLiteral("A")));
}

void TestDotEnv::settingTheSameValueChangesNoByte()
{
    const QByteArray bytes = "A='same'   # kept\n";
    DotEnv env(bytes);
    env.setValue(QStringLiteral("A"), QStringLiteral("same"));
    QCOMPARE(env.bytes(), bytes);
}

void TestDotEnv::whatIsSetIsReadBack_data()
{
    QTest::addColumn<QString>("value");
    for (const char *value : {"",
                              "plain",
                              "with space",
                              " edges ",
                              "#hash",
                              "a #b",
                              "$HOME",
                              "${A}",
                              "$$",
                              "it's",
                              "say \"x\"",
                              "back\\slash",
                              "end\\",
                              "'\"\\$",
                              "two\nlines",
                              "\r\n",
                              "tab\there",
                              "a=b",
                              "\xc3\xa4\xe2\x82\xac",
                              "`x`",
                              "!*?"})
        QTest::newRow(value) << QString::fromUtf8(value);
}

void TestDotEnv::whatIsSetIsReadBack()
{
    QFETCH(QString, value);
    for (const char *before : {"A=old\nB=1\n", "A=\"o\nld\" # c\nB=1\n", "B=1\n"}) {
        DotEnv env{QByteArray(before)};
        env.setValue(QStringLiteral("A"), value);
        const DotEnv again(env.bytes());
        QCOMPARE(again.value(QStringLiteral("A")).value_or(QStringLiteral("missing")), value);
        QCOMPARE(again.value(QStringLiteral("B")).value_or(QString()), QStringLiteral("1"));
    }
}

void TestDotEnv::aMissingFileIsNotFound()
{
    const QTemporaryDir folder;
    QD_VERIFY_ERROR(DotEnv::load(folder.filePath(QStringLiteral("none"))), ErrorKind::NotFound);
}

void TestDotEnv::anyBytesAreSurvived()
{
    const QByteArray alphabet = "A=:'\"\\\n\r #$ {}x\t";
    quint32 state = 1;
    for (int round = 0; round < 20000; ++round) {
        QByteArray bytes;
        for (int i = 0; i < 12; ++i) {
            state = state * 1664525U + 1013904223U;
            bytes.append(alphabet.at(static_cast<qsizetype>(state >> 16) % alphabet.size()));
        }
        DotEnv env(bytes);
        QCOMPARE(env.bytes(), bytes);
        if (bytes.contains('\'') || bytes.contains('"'))
            continue; // an open quote swallows what is appended, for Compose too
        env.setValue(QStringLiteral("N"), QStringLiteral("v w"));
        QCOMPARE(env.value(QStringLiteral("N")).value_or(QString()), QStringLiteral("v w"));
    }
}

QTEST_GUILESS_MAIN(TestDotEnv)
#include "tst_dotenv.moc"
