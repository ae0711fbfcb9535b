// SPDX-License-Identifier: GPL-3.0-or-later
#include "composecorpus.h"
#include "stack/dotenv.h"
#include "stack/filesplice/composefile.h"
#include "support/resultcheck.h"

#include <QFile>
#include <QMap>
#include <QSet>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::stack;

/// Several hundred compose files, each changed in every way: only the bytes of the setting differ afterwards, and
/// the file says the same but for the one value; or it is refused, with the reason.
class TestSpliceCorpus final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFileTakesEveryChange_data();
    void everyFileTakesEveryChange();
    void specialFilesChangeOrAreRefused_data();
    void specialFilesChangeOrAreRefused();
    void environmentFilesChangeInOneLine_data();
    void environmentFilesChangeInOneLine();
    void cleanupTestCase();

private:
    void change(const QByteArray &bytes, const QStringList &refused);

    QSet<QByteArray> m_files;
    int m_changed = 0;
    int m_refused = 0;
};

namespace {

const QString worker = QStringLiteral("n8n-worker");

const QMap<QString, SettingChange> &changes()
{
    static const QMap<QString, SettingChange> all = {
        {QStringLiteral("replicas"), SettingChange::replicas(worker, 7)},
        {QStringLiteral("memory"), SettingChange::memoryLimit(worker, 768LL * 1024 * 1024)},
        {QStringLiteral("grace"), SettingChange::stopGrace(worker, 90)},
        {QStringLiteral("limit"), SettingChange::environment(worker, QStringLiteral("LIMIT"), QStringLiteral("20"))},
        {QStringLiteral("new"), SettingChange::environment(worker, QStringLiteral("NEW"), QStringLiteral("a $b: \"c\" # d"))},
        {QStringLiteral("flag"), SettingChange::concurrencyFlag(worker, 20)},
    };
    return all;
}

struct Difference
{
    QByteArray removed;
    QByteArray added;
};

/// The one stretch of bytes that differs.
Difference differenceOf(const QByteArray &before, const QByteArray &after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before.at(head) == after.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    return {before.mid(head, before.size() - head - tail), after.mid(head, after.size() - head - tail)};
}

QJsonValue at(QJsonValue value, const ModelPath &path)
{
    for (const QString &key : path)
        value = value.toObject().value(key);
    return value;
}

ModelPath placeOf(const ComposeFile &file, const SettingChange &change)
{
    for (const ModelPath &place : change.places()) {
        if (file.find(change, place))
            return place;
    }
    return change.places().first();
}

} // namespace

void TestSpliceCorpus::change(const QByteArray &bytes, const QStringList &refused)
{
    m_files.insert(bytes);
    const Result<ComposeFile> file = ComposeFile::parse(bytes);
    if (refused.contains(QLatin1String("invalid"))) {
        QVERIFY2(!file, "taken, though no program can know what is meant");
        QVERIFY(file.error().kind == ErrorKind::Invalid || file.error().kind == ErrorKind::Unsupported);
        QVERIFY(!file.error().what.isEmpty());
        m_refused += static_cast<int>(changes().size());
        return;
    }
    QD_VERIFY(file);
    for (auto it = changes().cbegin(); it != changes().cend(); ++it) {
        const auto say = [&it, &bytes](const QString &what) {
            return qPrintable(it.key() + QLatin1String(": ") + what + QLatin1String(" in\n") + QString::fromUtf8(bytes.left(3000)));
        };
        const ModelPath place = placeOf(*file, *it);
        const Result<ComposeFile::Splice> splice = file->changed(*it, place);
        if (refused.contains(it.key())) {
            QVERIFY2(!splice, say(QStringLiteral("changed, though it cannot be")));
            QVERIFY2(!splice.error().what.isEmpty(), say(QStringLiteral("no reason")));
            ++m_refused;
            continue;
        }
        QVERIFY2(splice.has_value(), say(splice ? QString() : splice.error().what));
        ++m_changed;

        // Bytes: one stretch, of a value or of a few new lines. No comment goes, no line end changes.
        const Difference difference = differenceOf(bytes, splice->bytes);
        QVERIFY2(!difference.added.isEmpty() || !difference.removed.isEmpty(), say(QStringLiteral("nothing changed")));
        const auto held = file->find(*it, place);
        const qsizetype most = splice->inserted ? 0 : (held ? held->text.toUtf8().size() : 0) + 4;
        const bool commandFromAnchor = it.key() == QLatin1String("flag");
        QVERIFY2(difference.removed.size() <= std::max<qsizetype>(most, splice->inserted ? 12 : 8) || commandFromAnchor,
                 say(QStringLiteral("took away ") + QString::fromUtf8(difference.removed)));
        const bool hash = difference.removed.contains('#') && !(held && held->text.contains(QLatin1Char('#')));
        QVERIFY2(!hash && !difference.removed.contains('\n'), say(QStringLiteral("took away ") + QString::fromUtf8(difference.removed)));
        QVERIFY2(difference.added.count('\n') <= 5 && difference.added.size() <= 200, say(QString::fromUtf8(difference.added)));
        const qsizetype plain = bytes.count('\n') - bytes.count("\r\n");
        QVERIFY2(bytes.count("\r\n") == 0 || splice->bytes.count('\n') - splice->bytes.count("\r\n") == plain, say(QStringLiteral("line ends")));

        // Meaning: the one place, and the value that was asked for.
        const Result<ComposeFile> after = ComposeFile::parse(splice->bytes);
        QVERIFY2(after.has_value(), say(QStringLiteral("no longer parses")));
        const ModelPath path = ModelPath{QStringLiteral("services"), worker} + place;
        const QList<ModelPath> places = differences(file->resolved(), after->resolved());
        QVERIFY2(!places.isEmpty(), say(QStringLiteral("means the same as before")));
        for (const ModelPath &changed : places)
            QVERIFY2(liesWithin(changed, path), say(changed.join(QLatin1Char('.')) + QLatin1String(" changed as well")));
        if (it->kind != SettingChange::Kind::ConcurrencyFlag)
            QVERIFY2(at(after->resolved(), path).toString() == withoutReferences(it->value), say(at(after->resolved(), path).toString()));

        // The same once more is nothing to do, not even one byte; and back is back.
        const Result<ComposeFile::Splice> again = after->changed(*it, place);
        QVERIFY2(again && again->bytes == splice->bytes, say(QStringLiteral("the same value once more changes bytes")));
        if (held && held->own && !splice->inserted && !held->text.isEmpty() && !held->text.contains(QLatin1Char('$'))
            && it->kind != SettingChange::Kind::ConcurrencyFlag) {
            SettingChange back = *it;
            back.value = held->text;
            const Result<ComposeFile::Splice> returned = after->changed(back, place);
            QVERIFY2(returned.has_value(), say(QStringLiteral("cannot be changed back")));
            QVERIFY2(ComposeFile::parse(returned->bytes)->resolved() == file->resolved(),
                     say(QStringLiteral("changed back, it says something else")));
        }
    }
}

void TestSpliceCorpus::everyFileTakesEveryChange_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("hasWorkerCommand");
    for (const test::CorpusFile &file : test::composeCorpus())
        QTest::newRow(qPrintable(file.name)) << file.bytes << file.hasWorkerCommand;
}

void TestSpliceCorpus::everyFileTakesEveryChange()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, hasWorkerCommand);
    change(bytes, hasWorkerCommand ? QStringList() : QStringList(QStringLiteral("flag")));
}

void TestSpliceCorpus::specialFilesChangeOrAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("refused");
    QFile file(QStringLiteral(CORPUS "/special.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> parts = file.readAll().split('\n');
    QByteArray name;
    QByteArray bytes;
    QStringList refused;
    const auto add = [&] {
        if (!name.isEmpty())
            QTest::newRow(name.constData()) << bytes << refused;
    };
    for (const QByteArray &line : parts) {
        if (line.startsWith("=== ")) {
            add();
            const qsizetype bar = line.lastIndexOf('|');
            name = line.mid(4, bar - 4).trimmed();
            refused = QString::fromUtf8(line.mid(bar + 1)).split(QLatin1Char(' '), Qt::SkipEmptyParts);
            bytes.clear();
        } else if (!name.isEmpty()) {
            // Only of those that are about tabs: elsewhere "\t" is an escape of YAML's.
            bytes += (name.contains("tab") ? QByteArray(line).replace("\\t", "\t") : line) + '\n';
        }
    }
    bytes.chop(1); // the file's own last line
    add();
}

void TestSpliceCorpus::specialFilesChangeOrAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, refused);
    change(bytes, refused);
}

void TestSpliceCorpus::environmentFilesChangeInOneLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const test::CorpusEnv &file : test::envCorpus())
        QTest::newRow(file.name) << file.bytes;
}

void TestSpliceCorpus::environmentFilesChangeInOneLine()
{
    QFETCH(QByteArray, bytes);
    DotEnv env(bytes);
    QCOMPARE(env.value(QStringLiteral("WORKERS")).value_or(QString()), QStringLiteral("5"));
    const QHash<QString, QString> before = env.values();
    env.setValue(QStringLiteral("WORKERS"), QStringLiteral("12"));
    const Difference difference = differenceOf(bytes, env.bytes());
    QCOMPARE(difference.added.count('\n'), 0);
    QCOMPARE(difference.removed.count('\n'), 0);
    QVERIFY2(difference.removed.size() <= 13, difference.removed.constData());
    QHash<QString, QString> expected = before;
    expected.insert(QStringLiteral("WORKERS"), QStringLiteral("12"));
    QCOMPARE(DotEnv(env.bytes()).values(), expected);
    const QByteArray once = env.bytes();
    env.setValue(QStringLiteral("WORKERS"), QStringLiteral("12"));
    QCOMPARE(env.bytes(), once);
}

void TestSpliceCorpus::cleanupTestCase()
{
    qInfo("%d distinct compose files: %d changes made, %d refused with a reason", static_cast<int>(m_files.size()), m_changed, m_refused);
    QVERIFY2(m_files.size() >= 300, "the corpus has shrunk");
}

QTEST_GUILESS_MAIN(TestSpliceCorpus)
#include "tst_splicecorpus.moc"
