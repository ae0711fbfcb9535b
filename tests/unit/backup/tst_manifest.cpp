// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/manifest.h"
#include "backup/proofs.h"
#include "backup/sealedjson.h"
#include "sets.h"
#include "support/resultcheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using quarterdeck::test::fullManifest;

class TestManifest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBack();
    void emptyManifestComesBack();
    void everyFlippedBitIsNoticed();
    void everyTruncationAndAdditionIsNoticed();
    void aPersonCanRecomputeTheChecksum();
    void hostileManifestsAreRefused_data();
    void hostileManifestsAreRefused();
    void newerSchemaIsUnsupportedNotCorrupt();
    void hugeAndDeepJsonIsRefusedQuickly();
    void unknownMembersAreTolerated();
    void pathsStayInsideTheSet_data();
    void pathsStayInsideTheSet();
    void setNamesAreMadeAndRecognised();
    void proofsComeBackAndCountOnlyForTheirManifest();
    void everyFlippedBitOfTheProofsIsNoticed();
    void deeperFailureOutweighsShallowSuccess();
    void oldProofsGoButEachDepthKeepsItsOwn();
};

namespace {

/// The full manifest with one member replaced, sealed properly again: what
/// somebody who knows the rule could write.
QByteArray resealed(const std::function<void(QJsonObject &)> &change)
{
    QJsonObject object = *openSealedJson(writeManifest(fullManifest()));
    change(object);
    return sealJson(object);
}

void changeFile(QJsonObject &object, const QString &name, const QJsonValue &value)
{
    QJsonArray files = object.value(QLatin1String("files")).toArray();
    QJsonObject file = files.at(0).toObject();
    file.insert(name, value);
    files.replace(0, file);
    object.insert(QLatin1String("files"), files);
}

Proof someProof(Proof::Depth depth, bool passed, const QString &digest = QString(64, QLatin1Char('1')))
{
    return {depth, passed, QDateTime(QDate(2026, 1, 3), QTime(4, 5), Qt::UTC), 1234, {QStringLiteral("rows equal")}, digest};
}

} // namespace

void TestManifest::everythingComesBack()
{
    const Manifest manifest = fullManifest();
    const QByteArray bytes = writeManifest(manifest);
    const auto read = readManifest(bytes);
    QD_VERIFY(read);
    QCOMPARE(*read, manifest);
    QCOMPARE(writeManifest(*read), bytes);
}

void TestManifest::emptyManifestComesBack()
{
    Manifest manifest;
    manifest.id = QStringLiteral("n8n_20260102_020000");
    manifest.sequence = 1;
    manifest.encryption = QStringLiteral("none");
    const auto read = readManifest(writeManifest(manifest));
    QD_VERIFY(read);
    QVERIFY(!read->postgres);
    QVERIFY(!read->redis);
    QVERIFY(!read->startedAt.isValid());
}

void TestManifest::everyFlippedBitIsNoticed()
{
    const QByteArray good = writeManifest(fullManifest());
    for (qsizetype i = 0; i < good.size(); ++i) {
        for (const int bit : {0, 1, 2, 3, 4, 5, 6, 7}) {
            QByteArray bad = good;
            bad[i] = static_cast<char>(bad.at(i) ^ (1 << bit));
            const auto read = readManifest(bad);
            QVERIFY2(!read, qPrintable(QStringLiteral("byte %1 bit %2").arg(i).arg(bit)));
            QCOMPARE(read.error().kind, ErrorKind::Corrupt);
        }
    }
}

void TestManifest::everyTruncationAndAdditionIsNoticed()
{
    const QByteArray good = writeManifest(fullManifest());
    for (qsizetype size = 0; size < good.size(); ++size)
        QVERIFY2(!readManifest(good.left(size)), qPrintable(QString::number(size)));
    for (const char *more : {"\n", " ", "{}", "\xef\xbb\xbf"})
        QD_VERIFY_ERROR(readManifest(good + more), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(readManifest(good + '\0'), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(readManifest(" " + good), ErrorKind::Corrupt);
}

void TestManifest::aPersonCanRecomputeTheChecksum()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("manifest.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(writeManifest(fullManifest()));
    file.close();
    // The recipe of docs/backup-format.md, word for word.
    QProcess shell;
    shell.setWorkingDirectory(folder.path());
    shell.start(QStringLiteral("sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("sed -n '2s/.*\"\\([0-9a-f]*\\)\",/\\1/p' manifest.json; "
                                "sed '2s/[0-9a-f]\\{64\\}/'$(printf '%064d' 0)'/' manifest.json | sha256sum | cut -d' ' -f1")});
    QVERIFY(shell.waitForFinished());
    const QList<QByteArray> lines = shell.readAllStandardOutput().split('\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(0).size(), 64);
    QCOMPARE(lines.at(1), lines.at(0));
}

void TestManifest::hostileManifestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const std::function<void(QJsonObject &)> &change) { QTest::newRow(name) << resealed(change); };
    const auto path
        = [&](const char *name, const QString &value) { row(name, [value](QJsonObject &o) { changeFile(o, QStringLiteral("path"), value); }); };
    path("absolute path", QStringLiteral("/etc/passwd"));
    path("parent", QStringLiteral("../x"));
    path("parent inside", QStringLiteral("a/../../x"));
    path("the manifest itself", QStringLiteral("manifest.json"));
    path("the proofs", QStringLiteral("proof.json"));
    path("NUL in a path", QStringLiteral("a") + QChar(0) + QStringLiteral("b"));
    path("line break in a path", QStringLiteral("a\nb"));
    path("empty path", QString());
    path("same path twice", QStringLiteral("env/.env.age"));
    path("a file that is also a folder", QStringLiteral("env"));
    row("negative size", [](QJsonObject &o) { changeFile(o, QStringLiteral("size"), -1); });
    row("fractional size", [](QJsonObject &o) { changeFile(o, QStringLiteral("size"), 1.5); });
    row("size beyond 64 bits", [](QJsonObject &o) { changeFile(o, QStringLiteral("size"), 1e30); });
    row("size as text", [](QJsonObject &o) { changeFile(o, QStringLiteral("size"), QStringLiteral("12")); });
    row("short hash", [](QJsonObject &o) { changeFile(o, QStringLiteral("sha256"), QStringLiteral("abc")); });
    row("upper-case hash", [](QJsonObject &o) { changeFile(o, QStringLiteral("sha256"), QString(64, QLatin1Char('A'))); });
    row("unknown codec", [](QJsonObject &o) { changeFile(o, QStringLiteral("codec"), QStringLiteral("lzma")); });
    row("unknown part", [](QJsonObject &o) { changeFile(o, QStringLiteral("part"), QStringLiteral("kernel")); });
    row("setuid beyond octal", [](QJsonObject &o) { changeFile(o, QStringLiteral("mode"), QStringLiteral("17777")); });
    row("plain file with two hashes", [](QJsonObject &o) { changeFile(o, QStringLiteral("codec"), QStringLiteral("none")); });
    row("file is no object", [](QJsonObject &o) { o.insert(QLatin1String("files"), QJsonArray{1}); });
    row("no files", [](QJsonObject &o) { o.remove(QLatin1String("files")); });
    row("no schema", [](QJsonObject &o) { o.remove(QLatin1String("schema")); });
    row("schema zero", [](QJsonObject &o) { o.insert(QLatin1String("schema"), 0); });
    row("no id", [](QJsonObject &o) { o.remove(QLatin1String("id")); });
    row("id with a slash", [](QJsonObject &o) { o.insert(QLatin1String("id"), QStringLiteral("../n8n_20260102_020000")); });
    row("no sequence", [](QJsonObject &o) { o.insert(QLatin1String("sequence"), 0); });
    row("time that is none", [](QJsonObject &o) { o.insert(QLatin1String("startedAt"), QStringLiteral("yesterday")); });
    row("unknown key fit", [](QJsonObject &o) { o.insert(QLatin1String("keyFit"), QStringLiteral("sure")); });
    row("encrypted without encryption", [](QJsonObject &o) { o.insert(QLatin1String("encryption"), QStringLiteral("none")); });
    row("unknown encryption", [](QJsonObject &o) { o.insert(QLatin1String("encryption"), QStringLiteral("rot13")); });
    row("negative rows", [](QJsonObject &o) {
        QJsonObject postgres = o.value(QLatin1String("postgres")).toObject();
        QJsonObject table = postgres.value(QLatin1String("tables")).toArray().at(0).toObject();
        table.insert(QLatin1String("rows"), -5);
        postgres.insert(QLatin1String("tables"), QJsonArray{table});
        o.insert(QLatin1String("postgres"), postgres);
    });
    row("redis is a number", [](QJsonObject &o) { o.insert(QLatin1String("redis"), 7); });

    // A member given twice: the second would win silently.
    QByteArray twice = writeManifest(fullManifest());
    twice.replace("    \"host\": \"harbour\",\n", "    \"host\": \"harbour\",\n    \"host\": \"elsewhere\",\n");
    // Sealed again by hand, for the writer would not write it.
    const qsizetype at = twice.indexOf("\": \"") + 4;
    twice.replace(at, 64, QByteArray(64, '0'));
    twice.replace(at, 64, manifestDigest(twice).toLatin1());
    QTest::newRow("member twice") << twice;
}

void TestManifest::hostileManifestsAreRefused()
{
    QFETCH(QByteArray, bytes);
    QD_VERIFY_ERROR(readManifest(bytes), ErrorKind::Corrupt);
}

void TestManifest::newerSchemaIsUnsupportedNotCorrupt()
{
    const QByteArray bytes = resealed([](QJsonObject &o) {
        o.insert(QLatin1String("schema"), Manifest::currentSchema + 1);
        o.remove(QLatin1String("files")); // another version may well have others
    });
    const auto read = readManifest(bytes);
    QD_VERIFY_ERROR(read, ErrorKind::Unsupported);
    QVERIFY(!read.error().hint.isEmpty());
}

void TestManifest::hugeAndDeepJsonIsRefusedQuickly()
{
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(readManifest(QByteArray(100 * 1024 * 1024, ' ')), ErrorKind::Corrupt);
    QVERIFY(timer.elapsed() < 1000);

    QByteArray deep
        = "{\n    \"checksum\": \"" + QByteArray(64, '0') + "\",\n    \"x\": " + QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']') + "}\n";
    deep.replace(19, 64, manifestDigest(deep).toLatin1());
    const auto read = openSealedJson(deep);
    QD_VERIFY_ERROR(read, ErrorKind::Corrupt);
    QVERIFY2(read.error().detail.contains(QLatin1String("nest"), Qt::CaseInsensitive), qPrintable(read.error().detail));
}

void TestManifest::unknownMembersAreTolerated()
{
    QD_VERIFY(readManifest(resealed([](QJsonObject &o) { o.insert(QLatin1String("mood"), QStringLiteral("calm")); })));
}

void TestManifest::pathsStayInsideTheSet_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("safe");
    QTest::newRow("plain") << "redis.rdb.zst" << true;
    QTest::newRow("folder") << "env/.env" << true;
    QTest::newRow("dots in a name") << "a..b/...c" << true;
    QTest::newRow("not ASCII") << QString::fromUtf8("compose/größe.yml") << true;
    QTest::newRow("empty") << "" << false;
    QTest::newRow("root") << "/" << false;
    QTest::newRow("trailing slash") << "env/" << false;
    QTest::newRow("double slash") << "env//x" << false;
    QTest::newRow("dot") << "./x" << false;
    QTest::newRow("dot dot") << "env/.." << false;
    QTest::newRow("backslash") << "env\\x" << false;
    QTest::newRow("escape character") << "\x1b[2J" << false;
    QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << false;
    QTest::newRow("too long a name") << QString(256, QLatin1Char('a')) << false;
    QTest::newRow("too long a path") << QString(QStringLiteral("ab/")).repeated(400) + QLatin1Char('c') << false;
}

void TestManifest::pathsStayInsideTheSet()
{
    QFETCH(QString, path);
    QFETCH(bool, safe);
    QCOMPARE(isSafeSetPath(path), safe);
}

void TestManifest::setNamesAreMadeAndRecognised()
{
    const QDateTime time(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    QCOMPARE(makeSetId(QStringLiteral("my-stack_1"), time), QStringLiteral("my-stack_1_20260102_030405"));
    QCOMPARE(makeSetId(QString::fromUtf8("../ü"), time), QStringLiteral("n..--_20260102_030405"));
    for (const QString &stack : {QStringLiteral("n8n"), QString(), QStringLiteral("/"), QStringLiteral(".hidden"), QString(500, QLatin1Char('x'))})
        QVERIFY2(isSetId(makeSetId(stack, time)), qPrintable(stack));
    QVERIFY(isSetId(QStringLiteral("n8n_20260102_030405-2")));
    for (const char *name : {"n8n", "n8n_20260102", "_20260102_030405", ".n8n_20260102_030405", "a/n8n_20260102_030405", "n8n_20260102_030405\n",
                             "n8n_20260102_030405.partial"})
        QVERIFY2(!isSetId(QLatin1String(name)), name);
}

void TestManifest::proofsComeBackAndCountOnlyForTheirManifest()
{
    const QString mine(64, QLatin1Char('1'));
    const QString other(64, QLatin1Char('2'));
    const QList<Proof> proofs = {someProof(Proof::Depth::Drill, true, other), someProof(Proof::Depth::Quick, true, mine)};
    const auto read = readProofs(writeProofs(proofs), mine);
    QD_VERIFY(read);
    QCOMPARE(*read, QList<Proof>{proofs.at(1)});
    QCOMPARE(judge(*read).state, SetState::Verified);
}

void TestManifest::everyFlippedBitOfTheProofsIsNoticed()
{
    const QString mine(64, QLatin1Char('1'));
    const QByteArray good = writeProofs({someProof(Proof::Depth::Drill, true)});
    for (qsizetype i = 0; i < good.size(); ++i) {
        for (const int bit : {0, 3, 7}) {
            QByteArray bad = good;
            bad[i] = static_cast<char>(bad.at(i) ^ (1 << bit));
            QVERIFY(!readProofs(bad, mine));
        }
    }
}

void TestManifest::deeperFailureOutweighsShallowSuccess()
{
    using D = Proof::Depth;
    const auto state = [](const QList<Proof> &proofs) { return judge(proofs).state; };
    QCOMPARE(state({}), SetState::Unverified);
    QCOMPARE(state({someProof(D::Quick, true)}), SetState::Verified);
    QCOMPARE(state({someProof(D::Drill, true)}), SetState::Proven);
    QCOMPARE(state({someProof(D::Drill, true), someProof(D::Quick, true)}), SetState::Proven);
    QCOMPARE(state({someProof(D::Drill, true), someProof(D::Quick, false)}), SetState::Damaged);
    QCOMPARE(state({someProof(D::Drill, false), someProof(D::Quick, true)}), SetState::Damaged);
    QCOMPARE(state({someProof(D::Drill, false), someProof(D::Drill, true)}), SetState::Proven);
    QCOMPARE(state({someProof(D::Quick, false), someProof(D::Full, true)}), SetState::Verified);
    QCOMPARE(judge({someProof(D::Full, false)}).why, QStringLiteral("rows equal"));
}

void TestManifest::oldProofsGoButEachDepthKeepsItsOwn()
{
    QList<Proof> proofs = {someProof(Proof::Depth::Drill, true)};
    for (int i = 0; i < 500; ++i)
        proofs = withProof(proofs, someProof(Proof::Depth::Quick, true));
    QVERIFY(proofs.size() < 60);
    QCOMPARE(judge(proofs).state, SetState::Proven);
}

QTEST_GUILESS_MAIN(TestManifest)
#include "tst_manifest.moc"
