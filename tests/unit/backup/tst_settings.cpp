// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/settings.h"
#include "support/resultcheck.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace std::chrono_literals;

class TestBackupSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutAFileThereAreDefaults();
    void everythingComesBack();
    void stacksHaveTheirOwn();
    void filesArePrivate();
    void anOlderFileGetsDefaultsForWhatItLacks();
    void membersOfANewerVersionSurviveSaving();
    void wrongValuesAreCorruptNotDefaults_data();
    void wrongValuesAreCorruptNotDefaults();
    void damagedFilesAreCorrupt_data();
    void damagedFilesAreCorrupt();
    void savingRepairsADamagedFile();
    void whatCouldNotBeReadAgainIsNotSaved();
    void aFolderThatCannotBeWrittenIsAnError();

private:
    [[nodiscard]] QString file() const
    {
        QDirIterator it(m_folder->path(), {QStringLiteral("backup.json")}, QDir::Files, QDirIterator::Subdirectories);
        return it.hasNext() ? it.next() : QString();
    }
    [[nodiscard]] QJsonObject object() const;
    void put(const QByteArray &bytes) const;
    [[nodiscard]] Result<BackupSettings> load() const { return loadBackupSettings(stack, m_folder->path()); }
    [[nodiscard]] Result<void> save(const BackupSettings &settings) const { return saveBackupSettings(stack, settings, m_folder->path()); }

    const QString stack = QStringLiteral("n8n");
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

BackupSettings full()
{
    BackupSettings settings;
    settings.folder = QString::fromUtf8("/mnt/ß backups");
    settings.parts = {Part::Redis, Part::Postgres};
    settings.ageRecipients = {QStringLiteral("age1qqq"), QStringLiteral("ssh-ed25519 AAAA me@host")};
    settings.ageIdentityFile = QStringLiteral("/home/me/.age/key");
    settings.retention = {1, 2, 3, 4, 5, 99h, 6};
    settings.drillEvery = 7;
    settings.rateLimit = 12'345'678'901;
    settings.niceWhenBusy = false;
    settings.hooks = {{QStringLiteral("/bin/notify"), QStringLiteral("--to me")}, QStringLiteral("https://example.org/T0K3N"), true, false, false};
    return settings;
}

} // namespace

void TestBackupSettings::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QJsonObject TestBackupSettings::object() const
{
    QFile json(file());
    return json.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(json.readAll()).object() : QJsonObject();
}

void TestBackupSettings::put(const QByteArray &bytes) const
{
    QFile json(file());
    QVERIFY(json.open(QIODevice::WriteOnly));
    QCOMPARE(json.write(bytes), bytes.size());
}

void TestBackupSettings::withoutAFileThereAreDefaults()
{
    const auto settings = load();
    QD_VERIFY(settings);
    QCOMPARE(*settings, BackupSettings());
    QVERIFY2(file().isEmpty(), "looking must not write");
    QCOMPARE(settings->retention.minProven, 3);
    QCOMPARE(settings->retention.maxAge, 7 * 24h);
    QCOMPARE(settings->drillEvery, 1);
    QVERIFY(settings->hooks.onFailure && settings->hooks.onMissed && !settings->hooks.onSuccess);
}

void TestBackupSettings::everythingComesBack()
{
    QD_VERIFY(save(full()));
    const auto settings = load();
    QD_VERIFY(settings);
    QCOMPARE(*settings, full());
    // And back to the defaults: nothing of the old ones stays behind.
    QD_VERIFY(save(BackupSettings()));
    QCOMPARE(*load(), BackupSettings());
    BackupSettings nothing = full();
    nothing.parts.clear();
    nothing.retention.maxAge = 0h;
    nothing.hooks = {};
    QD_VERIFY(save(nothing));
    QCOMPARE(*load(), nothing);
}

void TestBackupSettings::stacksHaveTheirOwn()
{
    QD_VERIFY(save(full()));
    QD_VERIFY(saveBackupSettings(QStringLiteral("../n8n"), {}, m_folder->path()));
    QCOMPARE(*load(), full());
    QCOMPARE(*loadBackupSettings(QStringLiteral("../n8n"), m_folder->path()), BackupSettings());
    QCOMPARE(*loadBackupSettings(QStringLiteral("N8N"), m_folder->path()), BackupSettings());
    // A person finds out whose file it is.
    QStringList ids;
    QDirIterator it(m_folder->path(), {QStringLiteral("backup.json")}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile json(it.next());
        QVERIFY(json.open(QIODevice::ReadOnly));
        ids.append(QJsonDocument::fromJson(json.readAll()).object().value(QLatin1String("stackId")).toString());
    }
    ids.sort();
    QCOMPARE(ids, (QStringList{QStringLiteral("../n8n"), QStringLiteral("n8n")}));
}

void TestBackupSettings::filesArePrivate()
{
    const mode_t before = ::umask(0);
    const auto saved = save(full());
    ::umask(before);
    QD_VERIFY(saved);
    struct stat status = {};
    QCOMPARE(::stat(qPrintable(file()), &status), 0);
    QCOMPARE(status.st_mode & 07777, mode_t(0600));
    QCOMPARE(::stat(qPrintable(file().section(QLatin1Char('/'), 0, -2)), &status), 0);
    QCOMPARE(status.st_mode & 07777, mode_t(0700));
}

void TestBackupSettings::anOlderFileGetsDefaultsForWhatItLacks()
{
    QD_VERIFY(save(full()));
    put("{\"stackId\": \"n8n\", \"folder\": \"/old\", \"retention\": {\"keepDaily\": 9}}");
    BackupSettings expected;
    expected.folder = QStringLiteral("/old");
    expected.retention.keepDaily = 9;
    QCOMPARE(*load(), expected);
    put("{}");
    QCOMPARE(*load(), BackupSettings());
}

void TestBackupSettings::membersOfANewerVersionSurviveSaving()
{
    QD_VERIFY(save(full()));
    QJsonObject newer = object();
    newer.insert(QLatin1String("offsite"), QJsonObject{{QLatin1String("bucket"), QStringLiteral("b")}});
    QJsonObject retention = newer.value(QLatin1String("retention")).toObject();
    retention.insert(QLatin1String("keepYearly"), 2);
    newer.insert(QLatin1String("retention"), retention);
    put(QJsonDocument(newer).toJson());
    QCOMPARE(*load(), full());
    BackupSettings changed = full();
    changed.retention.keepDaily = 77;
    QD_VERIFY(save(changed));
    QCOMPARE(*load(), changed);
    QCOMPARE(object().value(QLatin1String("offsite")).toObject().value(QLatin1String("bucket")).toString(), QStringLiteral("b"));
    QCOMPARE(object().value(QLatin1String("retention")).toObject().value(QLatin1String("keepYearly")).toInt(), 2);
}

void TestBackupSettings::wrongValuesAreCorruptNotDefaults_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *bytes, const char *named) { QTest::newRow(bytes) << QByteArray(bytes) << QString::fromLatin1(named); };
    row("{\"folder\": 7}", "folder");
    row("{\"parts\": \"postgres\"}", "parts");
    row("{\"parts\": [\"kernel\"]}", "parts");
    row("{\"parts\": [\"log\"]}", "parts");
    row("{\"parts\": [1]}", "parts");
    row("{\"ageRecipients\": [null]}", "ageRecipients");
    row("{\"ageRecipients\": {}}", "ageRecipients");
    row("{\"drillEvery\": -1}", "drillEvery");
    row("{\"drillEvery\": 1.5}", "drillEvery");
    row("{\"drillEvery\": \"1\"}", "drillEvery");
    row("{\"rateLimit\": 1e300}", "rateLimit");
    row("{\"niceWhenBusy\": 1}", "niceWhenBusy");
    row("{\"retention\": []}", "retention");
    row("{\"retention\": {\"keepDaily\": null}}", "keepDaily");
    row("{\"retention\": {\"keepDaily\": -3}}", "keepDaily");
    row("{\"retention\": {\"keepDaily\": 4294967297}}", "keepDaily");
    row("{\"retention\": {\"maxAgeHours\": 99999999999}}", "maxAgeHours");
    row("{\"retention\": {\"minProven\": \"three\"}}", "minProven");
    row("{\"hooks\": {\"onFailure\": \"yes\"}}", "onFailure");
    row("{\"hooks\": {\"command\": \"rm -rf\"}}", "command");
}

void TestBackupSettings::wrongValuesAreCorruptNotDefaults()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, named);
    QD_VERIFY(save({}));
    put(bytes);
    const auto settings = load();
    QD_VERIFY_ERROR(settings, ErrorKind::Corrupt);
    QVERIFY2(settings.error().detail.contains(named), qPrintable(settings.error().detail));
    QVERIFY(!settings.error().hint.isEmpty());
}

void TestBackupSettings::damagedFilesAreCorrupt_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray("{\"folder\": \"/x");
    QTest::newRow("a list") << QByteArray("[1, 2]");
    QTest::newRow("zeros") << QByteArray(200, '\0');
    QTest::newRow("text") << QByteArray("keep seven days");
}

void TestBackupSettings::damagedFilesAreCorrupt()
{
    QFETCH(QByteArray, bytes);
    QD_VERIFY(save(full()));
    put(bytes);
    QD_VERIFY_ERROR(load(), ErrorKind::Corrupt);
    // Every cut of a good file as well.
    QD_VERIFY(save(full()));
    QFile json(file());
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QByteArray good = json.readAll().trimmed();
    for (qsizetype size = 0; size < good.size(); size += 7) {
        put(good.left(size));
        QVERIFY2(!load(), qPrintable(QString::number(size)));
    }
}

void TestBackupSettings::savingRepairsADamagedFile()
{
    QD_VERIFY(save(full()));
    put("{{{{");
    QD_VERIFY(save(full()));
    QCOMPARE(*load(), full());
}

void TestBackupSettings::whatCouldNotBeReadAgainIsNotSaved()
{
    QD_VERIFY(save(full()));
    const auto refuses = [&](const std::function<void(BackupSettings &)> &change) {
        BackupSettings settings = full();
        change(settings);
        const auto saved = save(settings);
        return !saved && saved.error().kind == ErrorKind::Invalid;
    };
    QVERIFY(refuses([](BackupSettings &s) { s.retention.keepDaily = -1; }));
    QVERIFY(refuses([](BackupSettings &s) { s.retention.maxAge = -1h; }));
    QVERIFY(refuses([](BackupSettings &s) { s.drillEvery = -1; }));
    QVERIFY(refuses([](BackupSettings &s) { s.rateLimit = -5; }));
    QVERIFY(refuses([](BackupSettings &s) { s.parts = {Part::Log}; }));
    QCOMPARE(*load(), full());
}

void TestBackupSettings::aFolderThatCannotBeWrittenIsAnError()
{
    QFile blocker(m_folder->filePath(QStringLiteral("stacks")));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    QVERIFY(!save(full()));
}

QTEST_GUILESS_MAIN(TestBackupSettings)
#include "tst_settings.moc"
