// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/composefile.h"
#include "stack/filesplice/unifieddiff.h"
#include "support/resultcheck.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::stack;

/// Compose files in every style people write them: one setting changes, and
/// with it the bytes of that setting and no others.
class TestComposeFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSettingIsChangedInEveryStyle_data();
    void aSettingIsChangedInEveryStyle();
    void filesOfPeople_data();
    void filesOfPeople();
    void theSpliceIsExactlyThis_data();
    void theSpliceIsExactlyThis();
    void whatCannotBeChangedIsRefused_data();
    void whatCannotBeChangedIsRefused();
    void whatIsNoComposeFileIsInvalid_data();
    void whatIsNoComposeFileIsInvalid();
    void aliasesThatUnfoldForEverEnd();
    void variablesAreFound();
    void differencesAreNamed();
    void diffsAreUnifiedAndHideSecrets();
    void cutFilesAreSurvived();
};

namespace {

struct Fragment
{
    const char *name;
    const char *text;
};

/// The worker of a compose file, without its first line, two levels in.
const QList<Fragment> &bodies()
{
    static const QList<Fragment> all = {
        {"replicas", "    image: n8n\n    deploy:\n      replicas: 5\n"},
        {"replicas and limits",
         "    image: n8n\n    deploy:\n      replicas: 5   # as many as fit\n      resources:\n        limits:\n          memory: 512m\n"},
        {"replicas quoted", "    image: n8n\n    deploy:\n      resources:\n        limits: {memory: \"512m\", pids: 200}\n      replicas: \"5\"\n"},
        {"single quotes", "    image: 'n8n'\n    mem_limit: '512m'\n    stop_grace_period: '75s' # why\n    scale: '5'\n"},
        {"flow deploy", "    image: n8n\n    deploy: {replicas: 5, resources: {limits: {memory: 512m}}}\n"},
        {"flow over lines", "    image: n8n\n    deploy: {\n      replicas: 5, # five\n      resources: { limits: { memory: 512m } }\n    }\n"},
        {"environment map", "    image: n8n\n    environment:\n      A: b\n      LIMIT: 10\n      # the end\n"},
        {"environment list", "    image: n8n\n    environment:\n      - A=b\n      - LIMIT=10 # ten\n      - C=\n"},
        {"environment list at the key", "    image: n8n\n    environment:\n    - A=b\n    - \"LIMIT=10\"\n"},
        {"environment flow", "    image: n8n\n    environment: {A: b, LIMIT: \"10\"}\n"},
        {"environment flow list", "    image: n8n\n    environment: [A=b, 'LIMIT=10']\n"},
        {"empty environment", "    image: n8n\n    environment: {}\n    deploy: {}\n"},
        {"nulls", "    image: n8n\n    environment:\n    deploy: # later\n"},
        {"command text", "    image: n8n\n    command: worker --concurrency=10\n    stop_grace_period: 1m30s\n"},
        {"command list", "    image: n8n\n    command: [\"worker\", \"--concurrency=10\"]\n"},
        {"command words", "    image: n8n\n    command:\n      - worker\n      - --concurrency\n      - \"10\"\n"},
        {"command shell", "    image: n8n\n    command: sh -c \"exec n8n worker --concurrency 10; echo $$?\"\n"},
        {"command folded", "    image: n8n\n    command: >-\n      n8n worker\n      --concurrency=10\n\n"},
        {"command bare", "    image: n8n\n    command: worker\n    labels: [a=b, \"c=d\"]\n"},
        {"block text at the end", "    image: n8n\n    labels:\n      note: |\n        one\n        two\n\n"},
        {"block text that keeps its end", "    image: n8n\n    labels:\n      note: |+\n        one\n\n"},
        {"merged", "    <<: *common\n    image: n8n\n"},
        {"merged and own", "    <<: *common\n    stop_grace_period: 75s\n    deploy:\n      replicas: 5\n"},
        {"merged environment", "    image: n8n\n    environment:\n      <<: *environment\n      A: b\n"},
        {"aliased environment", "    image: n8n\n    environment: *environment\n"},
        {"several merges", "    <<: [*common, *other]\n    image: n8n\n    environment: {<<: *environment}\n"},
        {"anchored", "    image: &image n8n\n    healthcheck: &check {test: [CMD, a], interval: 5s}\n    deploy: &deploy\n      replicas: 5\n"},
        {"umlauts",
         "    image: n8n\n    labels: {\"gr\xc3\xbc\xc3\x9f\": \"\xe2\x82\xac 5\"} # \xc3\xa4\xc3\xb6\xc3\xbc\n    mem_limit: 512m # \xe2\x82\xac\n"},
        {"tabs in comments", "    image: n8n\t# \there\n    mem_limit: 512m\t# tab\n"},
        {"windows paths", "    image: n8n\n    volumes: ['C:\\n8n:/data', \"./a b:/b\"]\n"},
    };
    return all;
}

const QList<Fragment> &heads()
{
    static const QList<Fragment> all = {
        {"", "x-common: &common\n  restart: always\nx-other: &other {init: true}\nx-environment: &environment\n  E: e\n"},
        {"name",
         "# my stack\nname: mine\n\nx-common: &common {restart: always}\nx-other: &other\n  init: true\nx-environment: &environment {E: e, F: "
         "\"${F:-f}\"}\n\n"},
        {"other services",
         "---\nx-common: &common\n  restart: always\nx-other: &other\n  init: true\nx-environment: &environment\n  E: e\nservices:\n  main:\n    <<: "
         "*common\n"
         "    deploy: {replicas: 1}\n    environment: *environment\n"},
    };
    return all;
}

const QList<Fragment> &tails()
{
    static const QList<Fragment> all = {
        {"", ""},
        {"more", "\n  # the database\n  postgres:\n    image: postgres\n    mem_limit: 512m\n    deploy:\n      replicas: 1\n\nvolumes:\n  data:\n"},
    };
    return all;
}

QByteArray assembled(const Fragment &head, const Fragment &body, const Fragment &tail)
{
    QByteArray text = head.text;
    if (!text.contains("\nservices:"))
        text += "services:\n";
    return text + "  worker:\n" + body.text + tail.text;
}

const QList<SettingChange> &changes()
{
    const QString worker = QStringLiteral("worker");
    static const QList<SettingChange> all = {
        SettingChange::replicas(worker, 7),
        SettingChange::memoryLimit(worker, 768 * 1024 * 1024),
        SettingChange::stopGrace(worker, 90),
        SettingChange::environment(worker, QStringLiteral("LIMIT"), QStringLiteral("20")),
        SettingChange::environment(worker, QStringLiteral("NEW"), QStringLiteral("a $b: \"c\" # d")),
        SettingChange::concurrencyFlag(worker, 20),
    };
    return all;
}

/// The bytes in front of and behind what differs are the same, and what
/// differs is short: nothing was written anew.
void verifySplice(const QByteArray &before, const QByteArray &after)
{
    qsizetype head = 0;
    while (head < std::min(before.size(), after.size()) && before.at(head) == after.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < std::min(before.size(), after.size()) - head && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    QVERIFY2(before.size() - head - tail <= 24, "more was taken away than a value");
    QVERIFY2(after.size() - head - tail <= 120, "more was put in than a key and a value");
    QCOMPARE(after.count("\r\n") == after.count('\n'), before.count("\r\n") == before.count('\n'));
    QCOMPARE(after.count('#') >= before.count('#'), true);
}

ModelPath placeOf(const ComposeFile &file, const SettingChange &change)
{
    for (const ModelPath &place : change.places()) {
        if (file.find(change, place))
            return place;
    }
    return change.places().first();
}

QJsonValue at(QJsonValue value, const ModelPath &path)
{
    for (const QString &key : path)
        value = value.toObject().value(key);
    return value;
}

/// @return whether the setting could be changed
bool verifyChange(const QByteArray &bytes, const SettingChange &change)
{
    const Result<ComposeFile> file = ComposeFile::parse(bytes);
    if (!file) {
        QTest::qFail(qPrintable(test::describe(file.error())), __FILE__, __LINE__);
        return false;
    }
    const ModelPath place = placeOf(*file, change);
    const Result<ComposeFile::Splice> splice = file->changed(change, place);
    if (!splice)
        return false;
    verifySplice(bytes, splice->bytes);
    const Result<ComposeFile> after = ComposeFile::parse(splice->bytes);
    if (!after) {
        QTest::qFail("does not parse any more", __FILE__, __LINE__);
        return false;
    }
    const ModelPath path = ModelPath{QStringLiteral("services"), change.service} + place;
    for (const ModelPath &changed : differences(file->resolved(), after->resolved())) {
        if (!liesWithin(changed, path))
            QTest::qFail(qPrintable(changed.join(QLatin1Char('.')) + QLatin1String(" changed as well")), __FILE__, __LINE__);
    }
    if (change.kind != SettingChange::Kind::ConcurrencyFlag && at(after->resolved(), path).toString() != withoutReferences(change.value))
        QTest::qFail(qPrintable(QStringLiteral("reads as ") + at(after->resolved(), path).toString()), __FILE__, __LINE__);
    if (const auto held = after->find(change, place); !held || !held->own || held->text != withoutReferences(change.value))
        QTest::qFail("is not found again", __FILE__, __LINE__);
    // Once more with the same value: not one byte.
    const Result<ComposeFile::Splice> again = after->changed(change, place);
    if (!again || again->bytes != splice->bytes)
        QTest::qFail("the same value once more changes bytes", __FILE__, __LINE__);
    return true;
}

} // namespace

void TestComposeFile::aSettingIsChangedInEveryStyle_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("hasCommand");
    int files = 0;
    for (const Fragment &head : heads()) {
        for (const Fragment &body : bodies()) {
            for (const Fragment &tail : tails()) {
                const QByteArray unix = assembled(head, body, tail);
                QByteArray dos = unix;
                dos.replace("\n", "\r\n");
                QByteArray open = unix;
                while (open.endsWith('\n'))
                    open.chop(1);
                const QString name
                    = QLatin1String(head.name) + QLatin1Char('/') + QLatin1String(body.name) + QLatin1Char('/') + QLatin1String(tail.name);
                const bool hasCommand = unix.contains("command:");
                QTest::newRow(qPrintable(name)) << unix << hasCommand;
                QTest::newRow(qPrintable(name + QLatin1String("/CRLF"))) << dos << hasCommand;
                QTest::newRow(qPrintable(name + QLatin1String("/BOM"))) << "\xef\xbb\xbf" + unix << hasCommand;
                if (!unix.contains("|+"))
                    QTest::newRow(qPrintable(name + QLatin1String("/no last line end"))) << open << hasCommand;
                files += 3;
            }
        }
    }
    QVERIFY2(files >= 200, "the corpus has shrunk");
}

void TestComposeFile::aSettingIsChangedInEveryStyle()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, hasCommand);
    for (const SettingChange &change : changes()) {
        const bool changed = verifyChange(bytes, change);
        const bool possible = hasCommand || change.kind != SettingChange::Kind::ConcurrencyFlag;
        QVERIFY2(changed == possible, qPrintable(change.value + QLatin1String(" in\n") + QString::fromUtf8(bytes)));
        if (QTest::currentTestFailed())
            return;
    }
}

void TestComposeFile::filesOfPeople_data()
{
    QTest::addColumn<QString>("path");
    QDirIterator files(QStringLiteral(CORPUS), {QStringLiteral("*.yaml"), QStringLiteral("*.yml"), QStringLiteral("*.json")}, QDir::Files);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(files.fileName())) << path;
    }
}

void TestComposeFile::filesOfPeople()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    // The first line says how many of the changes cannot be made: "# refused: 1".
    const int refused = bytes.mid(bytes.indexOf("refused: ") + 9, 1).toInt();
    int failed = 0;
    for (const SettingChange &change : changes())
        failed += verifyChange(bytes, change) ? 0 : 1;
    QCOMPARE(failed, refused);
}

void TestComposeFile::theSpliceIsExactlyThis_data()
{
    QTest::addColumn<int>("change");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    enum { Replicas, Memory, Grace, Limit, New, Flag };
    const auto row = [](const char *name, int change, const char *before, const char *after) {
        QTest::newRow(name) << change << QByteArray(before) << QByteArray(after);
    };
    row("value before a comment", Replicas, "services:\n  worker:\n    deploy:\n      replicas: 5 # five\n",
        "services:\n  worker:\n    deploy:\n      replicas: 7 # five\n");
    row("key behind the last line", Grace, "services:\n  worker:\n    image: a # b\n\n  x: {image: b}\n",
        "services:\n  worker:\n    image: a # b\n    stop_grace_period: 90s\n\n  x: {image: b}\n");
    row("keys by the file's own step", Replicas, "services:\n    worker:\n        image: a\n",
        "services:\n    worker:\n        image: a\n        deploy:\n            replicas: 7\n");
    row("into flow", Memory, "services:\n  worker: {image: a}\n", "services:\n  worker: {image: a, deploy: {resources: {limits: {memory: 768m}}}}\n");
    row("into a list", Limit, "services:\n  worker:\n    environment:\n      - A=b # c\n",
        "services:\n  worker:\n    environment:\n      - A=b # c\n      - LIMIT=20\n");
    row("no last line end", Grace, "services:\n  worker:\n    image: a", "services:\n  worker:\n    image: a\n    stop_grace_period: 90s");
    row("instead of an alias", Grace, "x-grace: &grace 75s\nservices:\n  worker:\n    stop_grace_period: *grace\n",
        "x-grace: &grace 75s\nservices:\n  worker:\n    stop_grace_period: 90s\n");
    row("own key over a merged one", Grace, "x-c: &c\n  stop_grace_period: 75s\nservices:\n  a:\n    <<: *c\n  worker:\n    <<: *c\n",
        "x-c: &c\n  stop_grace_period: 75s\nservices:\n  a:\n    <<: *c\n  worker:\n    <<: *c\n    stop_grace_period: 90s\n");
    row("flow that keeps an alias", Limit, "x-e: &e {A: b}\nservices:\n  worker:\n    environment: *e\n",
        "x-e: &e {A: b}\nservices:\n  worker:\n    environment: {<<: *e , LIMIT: \"20\"}\n");
    row("block that keeps a merged one", Limit, "x-c: &c\n  environment: &e\n    A: b\nservices:\n  worker:\n    <<: *c\n",
        "x-c: &c\n  environment: &e\n    A: b\nservices:\n  worker:\n    <<: *c\n    environment:\n      <<: *e\n      LIMIT: \"20\"\n");
    row("flag in a text", Flag, "services:\n  worker:\n    command: 'worker --concurrency=10'\n",
        "services:\n  worker:\n    command: 'worker --concurrency=20'\n");
    row("flag as a word", Flag, "services:\n  worker:\n    command: [worker, --concurrency, '10']\n",
        "services:\n  worker:\n    command: [worker, --concurrency, '20']\n");
    row("flag that was missing", Flag, "services:\n  worker:\n    command: [\"worker\"]\n",
        "services:\n  worker:\n    command: [\"worker\", \"--concurrency=20\"]\n");
    row("flag inside a shell", Flag, "services:\n  worker:\n    command: sh -c 'exec n8n worker; true'\n",
        "services:\n  worker:\n    command: sh -c 'exec n8n worker --concurrency=20; true'\n");
    row("dollars are doubled", New, "services:\n  worker:\n    environment:\n      NEW: 'x'\n",
        "services:\n  worker:\n    environment:\n      NEW: 'a $$b: \"c\" # d'\n");
    row("handed on from the shell", Limit, "services:\n  worker:\n    environment:\n      LIMIT:\n      A: b\n",
        "services:\n  worker:\n    environment:\n      LIMIT: \"20\"\n      A: b\n");
    row("JSON", Replicas, "{\"services\": {\"worker\": {\"image\": \"a\"}}}\n",
        "{\"services\": {\"worker\": {\"image\": \"a\", \"deploy\": {\"replicas\": 7}}}}\n");
}

void TestComposeFile::theSpliceIsExactlyThis()
{
    QFETCH(int, change);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const Result<ComposeFile> file = ComposeFile::parse(before);
    QD_VERIFY(file);
    const SettingChange &wanted = changes().at(change);
    const Result<ComposeFile::Splice> splice = file->changed(wanted, placeOf(*file, wanted));
    QD_VERIFY(splice);
    QCOMPARE(splice->bytes, after);
}

void TestComposeFile::whatCannotBeChangedIsRefused_data()
{
    QTest::addColumn<int>("change");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    QTest::newRow("others merge the service") << 0 << QByteArray("services:\n  worker: &w\n    deploy: {replicas: 5}\n  other:\n    <<: *w\n")
                                              << QStringLiteral("services.other.deploy.replicas would change with it");
    QTest::newRow("others use the anchor of the block")
        << 1 << QByteArray("services:\n  worker:\n    deploy: &d {resources: {limits: {memory: 512m}}}\n  other:\n    deploy: *d\n")
        << QStringLiteral("services.other.deploy.resources.limits.memory");
    QTest::newRow("a block would hide what is merged")
        << 0 << QByteArray("x-c: &c\n  deploy: {resources: {limits: {memory: 5m}}}\nservices:\n  worker:\n    <<: *c\n")
        << QStringLiteral("services.worker.deploy.resources.limits.memory would change with it");
    QTest::newRow("a tag") << 0 << QByteArray("services:\n  worker:\n    deploy: !override\n      replicas: 5\n") << QStringLiteral("tag");
    QTest::newRow("no command") << 5 << QByteArray("services:\n  worker: {image: a}\n") << QStringLiteral("no command");
    QTest::newRow("no service") << 0 << QByteArray("services:\n  main: {image: a}\n") << QStringLiteral("does not stand");
}

void TestComposeFile::whatCannotBeChangedIsRefused()
{
    QFETCH(int, change);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    const Result<ComposeFile> file = ComposeFile::parse(bytes);
    QD_VERIFY(file);
    const SettingChange &wanted = changes().at(change);
    const Result<ComposeFile::Splice> splice = file->changed(wanted, placeOf(*file, wanted));
    QVERIFY(!splice);
    QVERIFY2(splice.error().what.contains(reason), qPrintable(splice.error().what));
}

void TestComposeFile::whatIsNoComposeFileIsInvalid_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("tabs") << QByteArray("services:\n\tworker:\n\t\timage: a\n") << ErrorKind::Invalid;
    QTest::newRow("open bracket") << QByteArray("services: {worker: {image: a}\n") << ErrorKind::Invalid;
    QTest::newRow("duplicate keys") << QByteArray("services:\n  a: {image: a}\n  a: {image: b}\n") << ErrorKind::Invalid;
    QTest::newRow("several documents") << QByteArray("services: {}\n---\nservices: {}\n") << ErrorKind::Unsupported;
    QTest::newRow("no mapping") << QByteArray("- a\n- b\n") << ErrorKind::Invalid;
    QTest::newRow("unknown alias") << QByteArray("services: *none\n") << ErrorKind::Invalid;
    QTest::newRow("mapping as a key") << QByteArray("services: {{a: b}: c}\n") << ErrorKind::Unsupported;
}

void TestComposeFile::whatIsNoComposeFileIsInvalid()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorKind, kind);
    QD_VERIFY_ERROR(ComposeFile::parse(bytes), kind);
}

void TestComposeFile::aliasesThatUnfoldForEverEnd()
{
    QByteArray bytes = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        bytes += 'a' + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + QList<QByteArray>(10, before).join(" , ") + "]\n";
    }
    QD_VERIFY_ERROR(ComposeFile::parse(bytes), ErrorKind::Invalid);
    QD_VERIFY_ERROR(ComposeFile::parse("a: &a\n  b: *a\n"), ErrorKind::Invalid);
}

void TestComposeFile::variablesAreFound()
{
    QCOMPARE(
        variablesIn(QStringLiteral("$A-${B}-${C:-d}-$$E-${F:-${G}}-${H:?no}$")),
        QStringList({QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C"), QStringLiteral("F"), QStringLiteral("G"), QStringLiteral("H")}));
    const std::optional<Reference> one = referenceIn(QStringLiteral("x${A:-5}m"));
    QVERIFY(one);
    QCOMPARE(one->variable, QStringLiteral("A"));
    QCOMPARE(one->valueFor(QStringLiteral("x512m")).value_or(QString()), QStringLiteral("512"));
    QVERIFY(!one->valueFor(QStringLiteral("512m")));
    QVERIFY(!referenceIn(QStringLiteral("$A$B")));
    QVERIFY(!referenceIn(QStringLiteral("$$A")));
}

void TestComposeFile::differencesAreNamed()
{
    const QJsonObject a{{QStringLiteral("x"), QJsonObject{{QStringLiteral("y"), 1}, {QStringLiteral("z"), QJsonArray{1, 2}}}}};
    QJsonObject b = a;
    b.insert(QStringLiteral("empty"), QJsonObject());
    QVERIFY(differences(a, b).isEmpty());
    b.insert(QStringLiteral("x"), QJsonObject{{QStringLiteral("y"), 1}, {QStringLiteral("z"), QJsonArray{1, 3}}});
    QCOMPARE(differences(a, b), QList<ModelPath>({{QStringLiteral("x"), QStringLiteral("z"), QStringLiteral("1")}}));
}

void TestComposeFile::diffsAreUnifiedAndHideSecrets()
{
    QByteArray before;
    for (int i = 1; i <= 30; ++i)
        before += "LINE" + QByteArray::number(i) + "=x\n";
    before.replace("LINE4=x", "DB_PASSWORD=hunter22");
    before.replace("LINE26=x", "URL=redis://u:hunter22@h");
    QByteArray after = before;
    after.replace("LINE5=x", "LINE5=y");
    after.replace("LINE25=x\n", "LINE25=x\nNEW=1\n");
    after.chop(1);
    Redactor redactor;
    redactor.add(Secret(QByteArray("hunter22")));
    const QString diff = unifiedDiff(QStringLiteral("/s/.env"), before, after, redactor);
    QVERIFY(!diff.contains(QLatin1String("hunter")));
    QVERIFY2(diff.startsWith(QLatin1String(
                 "--- /s/.env\n+++ /s/.env\n@@ -2,7 +2,7 @@\n LINE2=x\n LINE3=x\n DB_PASSWORD=[redacted]\n-LINE5=x\n+LINE5=y\n LINE6=x\n")),
             qPrintable(diff));
    QVERIFY2(diff.contains(QLatin1String("@@ -23,8 +23,9 @@\n")), qPrintable(diff));
    QVERIFY2(diff.endsWith(QLatin1String("-LINE30=x\n+LINE30=x\n\\ No newline at end of file\n")), qPrintable(diff));
    QVERIFY(unifiedDiff(QStringLiteral("x"), before, before, redactor).isEmpty());
    QCOMPARE(unifiedDiff(QStringLiteral("x"), {}, "A=1\n", redactor), QStringLiteral("--- x\n+++ x\n@@ -0,0 +1 @@\n+A=1\n"));
}

void TestComposeFile::cutFilesAreSurvived()
{
    // A file cut anywhere is an error or a change like any other; never anything else.
    for (const Fragment &body : bodies()) {
        const QByteArray whole = assembled(heads().at(2), body, tails().at(0));
        for (qsizetype size = 0; size < whole.size(); ++size) {
            const QByteArray bytes = whole.left(size);
            const Result<ComposeFile> file = ComposeFile::parse(bytes);
            if (!file)
                continue;
            QCOMPARE(file->bytes(), bytes);
            const Result<ComposeFile::Splice> splice = file->changed(changes().first(), placeOf(*file, changes().first()));
            if (splice)
                QVERIFY(ComposeFile::parse(splice->bytes));
        }
    }
}

QTEST_GUILESS_MAIN(TestComposeFile)
#include "tst_composefile.moc"
