// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandlines.h"
#include "faultbench.h"
#include "stack/dotenv.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QtTest>

#include <sys/stat.h>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::test;

/// One whole run, encrypted and proven, watched from outside: passwords and
/// keys are where they belong and nowhere else.
class TestBackupSecrets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noneOnAnyCommandLine();
    void noneInWhatIsTold();
    void noneInWhatIsKept();
    void nothingIsForOthersToRead();
    void cleanupTestCase();

private:
    /// Names of the secrets these bytes hold.
    [[nodiscard]] QStringList secretsIn(const QByteArray &bytes) const
    {
        QStringList found;
        for (auto it = secrets.cbegin(); it != secrets.cend(); ++it) {
            if (bytes.contains(it.value()) || bytes.contains(it.value().toBase64(QByteArray::OmitTrailingEquals)))
                found.append(it.key());
        }
        return found;
    }

    std::unique_ptr<FaultBench> bench;
    QMap<QString, QByteArray> secrets;
    QByteArrayList commandLines;
    ControlRun::Ended ended;
};

void TestBackupSecrets::initTestCase()
{
    QD_NEED_STACK();
    bench = std::make_unique<FaultBench>();
    QD_VERIFY(bench->prepare());
    const auto env = stack::DotEnv::load(realStackFolder() + "/.env");
    QD_VERIFY(env);
    for (const char *name : {"POSTGRES_PASSWORD", "N8N_DB_PASSWORD", "REDIS_PASSWORD", "N8N_ENCRYPTION_KEY"}) {
        secrets.insert(QLatin1String(name), env->value(QLatin1String(name)).value_or(QString()).toUtf8());
        QVERIFY2(secrets.value(QLatin1String(name)).size() >= 20, name);
    }
    const QString identity = bench->path("config/identity.txt");
    QProcess keygen;
    keygen.start("age-keygen", {"-o", identity});
    QVERIFY(keygen.waitForFinished());
    QFile file(identity);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    secrets.insert("age identity", text.mid(text.indexOf("AGE-SECRET-KEY-")).trimmed());
    QVERIFY(secrets.value("age identity").size() > 60);
    bench->settings.ageRecipients = {QString::fromUtf8(text.mid(text.indexOf("age1"), 62))};
    bench->settings.ageIdentityFile = identity;
    bench->settings.drillEvery = 1;
    QD_VERIFY(bench->saveSettings());

    CommandLines watch;
    ended = ControlRun::whole(bench->create());
    commandLines = watch.seen();
    QD_EXIT(ended, 0);
    QVERIFY2(watch.looks() > 100, qPrintable(QString::number(watch.looks())));
    QCOMPARE(bench->newSets().size(), 1);
    QCOMPARE(bench->newSets().first().state, SetState::Proven);
    QD_NONE(bench->brokenPromises());
    QD_NONE(bench->leftovers());
}

void TestBackupSecrets::noneOnAnyCommandLine()
{
    // That we looked closely enough: these live for parts of a second.
    for (const char *program : {"pg_dump ", "pg_dumpall ", "pg_restore ", "age --encrypt", "age --decrypt", "quarterdeckctl backup create"}) {
        QVERIFY2(std::any_of(commandLines.begin(), commandLines.end(), [program](const QByteArray &line) { return line.contains(program); }),
                 program);
    }
    for (const QByteArray &line : std::as_const(commandLines))
        QVERIFY2(secretsIn(line).isEmpty(), qPrintable(secretsIn(line).join(' ') + " in the command line of " + line.left(40)));
}

void TestBackupSecrets::noneInWhatIsTold()
{
    QCOMPARE(secretsIn(ended.told.toUtf8()), QStringList());
    QCOMPARE(secretsIn(QJsonDocument(ended.json).toJson()), QStringList());
    QVERIFY(ended.told.contains("credentials"));
}

void TestBackupSecrets::noneInWhatIsKept()
{
    int looked = 0;
    for (const QString &folder :
         {bench->newSets().first().path, bench->path("state"), bench->path("config"), bench->path("data"), bench->path("run")}) {
        QDirIterator it(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (file.fileName() == bench->settings.ageIdentityFile)
                continue; // ours, to hold one
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            const QByteArray bytes = file.readAll();
            QVERIFY2(secretsIn(bytes).isEmpty(), qPrintable(file.fileName() + " holds " + secretsIn(bytes).join(' ')));
            ++looked;
        }
    }
    QVERIFY2(looked >= 15, qPrintable(QString::number(looked))); // files of the set, history, settings, lock
    const Manifest manifest = *bench->newSets().first().manifest;
    for (const FileEntry &file : manifest.files)
        QVERIFY2(file.encrypted || file.part == Part::Log || file.part == Part::Readme, qPrintable(file.path));
    QVERIFY(!manifest.keyFingerprint.isEmpty() && !secrets.value("N8N_ENCRYPTION_KEY").contains(manifest.keyFingerprint.toUtf8()));
}

void TestBackupSecrets::nothingIsForOthersToRead()
{
    int looked = 0;
    for (const QString &folder : {bench->settings.folder, bench->path("state"), bench->path("config"), bench->path("run")}) {
        QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            struct stat status = {};
            QCOMPARE(::lstat(QFile::encodeName(path).constData(), &status), 0);
            QVERIFY2((status.st_mode & 077) == 0, qPrintable(path + QStringLiteral(" has mode %1").arg(status.st_mode & 07777, 0, 8)));
            ++looked;
        }
    }
    QVERIFY2(looked >= 20, qPrintable(QString::number(looked)));
}

void TestBackupSecrets::cleanupTestCase()
{
    if (!bench || !bench->isPrepared())
        return;
    const QStringList left = bench->leftovers();
    bench->reset();
    QD_NONE(left);
}

QTEST_GUILESS_MAIN(TestBackupSecrets)
#include "tst_backupsecrets.moc"
