// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/psqlsession.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;

using Row = QList<std::optional<QString>>;
Q_DECLARE_METATYPE(QList<Row>)

class TestPsqlSession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatPsqlPrintsIsRead_data();
    void whatPsqlPrintsIsRead();
    void anyRowsComeBack();
};

namespace {

/// As psql's print_unaligned_text() does it: separators between fields and
/// records, a line feed behind the last record, nothing at all without rows.
QByteArray printed(const QList<Row> &rows)
{
    QByteArray output;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        output += i > 0 ? "\x1e" : "";
        for (qsizetype j = 0; j < rows.at(i).size(); ++j) {
            output += j > 0 ? "\x1f" : "";
            output += rows.at(i).at(j) ? rows.at(i).at(j)->toUtf8() : QByteArray("\x02");
        }
    }
    return rows.isEmpty() ? output : output + '\n';
}

} // namespace

void TestPsqlSession::whatPsqlPrintsIsRead_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QList<Row>>("rows");
    const auto text = [](const char *value) { return std::optional<QString>(QString::fromUtf8(value)); };
    // Recorded from psql 15: -XqAt -F '\x1f' -R '\x1e' -P null=$'\x02'.
    QTest::newRow("SELECT 1 WHERE false") << QByteArray() << QList<Row>();
    QTest::newRow("SELECT ''") << QByteArray("\n") << QList<Row>{{text("")}};
    QTest::newRow("SELECT 'a' UNION ALL SELECT ''") << QByteArray("a\x1e\n") << QList<Row>{{text("a")}, {text("")}};
    QTest::newRow("SELECT NULL, '', 'x' and a line feed") << QByteArray("\x02\x1f\x1fx\n\n") << QList<Row>{{std::nullopt, text(""), text("x\n")}};
    QTest::newRow("two rows") << QByteArray("a\x1f\x02\x1e"
                                            "b\x1f"
                                            "c\n")
                              << QList<Row>{{text("a"), std::nullopt}, {text("b"), text("c")}};
    QTest::newRow("a quote and a backslash") << QByteArray("it's \\ :x\x1f\x02\n") << QList<Row>{{text("it's \\ :x"), std::nullopt}};
    QTest::newRow("UTF-8") << QByteArray("K\xc3\xa4se\n") << QList<Row>{{text("K\xc3\xa4se")}};
}

void TestPsqlSession::whatPsqlPrintsIsRead()
{
    QFETCH(QByteArray, output);
    QFETCH(QList<Row>, rows);
    QCOMPARE(parsePsqlOutput(output).rows, rows);
    QCOMPARE(printed(rows), output);
}

void TestPsqlSession::anyRowsComeBack()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    const QStringList values = {QString(),           QStringLiteral("a"),  QStringLiteral("\n"),        QStringLiteral("x\n\n"),
                                QStringLiteral("|"), QStringLiteral("\t"), QString::fromUtf8("ß🧀"), QStringLiteral("\\N")};
    for (int round = 0; round < 2000; ++round) {
        QList<Row> rows;
        const int columns = random.bounded(1, 4);
        for (int i = random.bounded(4); i > 0; --i) {
            Row row;
            for (int j = 0; j < columns; ++j) {
                const int value = random.bounded(static_cast<int>(values.size()) + 1);
                row.append(value < values.size() ? std::optional<QString>(values.at(value)) : std::nullopt);
            }
            rows.append(row);
        }
        QVERIFY2(parsePsqlOutput(printed(rows)).rows == rows, qPrintable(QStringLiteral("seed %1 round %2").arg(seed).arg(round)));
    }
}

QTEST_GUILESS_MAIN(TestPsqlSession)
#include "tst_psqlsession.moc"
