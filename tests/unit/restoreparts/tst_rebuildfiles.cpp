// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/rebuildfiles.h"
#include "support/resultcheck.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace quarterdeck;
using namespace quarterdeck::restore;

/// A project's files out of a set.
class TestRebuildFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void filesGoWhereTheyWere();
    void nameAndPortsCanBeOthers();
    void whatLayOutsideComesIntoTheFolder();
    void anEncryptedSetGivesTheNamesThatItsFilesHad();
    void badPathsAndNamesAreRefused();
    void aSetWithoutComposeFileIsRefused();
    void writtenWithTheirModesAndRemovedExactly();
    void nothingIsWrittenOver();

private:
    void add(backup::Part part, const QString &path, const QString &original, const QByteArray &bytes, int mode = 0644)
    {
        const QString file = m_folder.filePath(QLatin1String("set/") + path);
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qWarning("%s could not be written", qPrintable(file));
        backup::FileEntry entry;
        entry.path = path;
        entry.part = part;
        entry.size = entry.rawSize = bytes.size();
        entry.sha256 = entry.rawSha256 = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        entry.codec = QStringLiteral("none");
        entry.original = original;
        entry.mode = mode;
        m_request.set.manifest->files.append(entry);
    }
    [[nodiscard]] QString project(const QString &path = {}) const { return m_folder.filePath(QLatin1String("new/stack") + path); }
    static int modeOf(const QString &path)
    {
        struct stat status = {};
        return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? static_cast<int>(status.st_mode & 07777) : -1;
    }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }

    QTemporaryDir m_folder;
    Request m_request;
};

void TestRebuildFiles::init()
{
    QDir(m_folder.path()).removeRecursively();
    QVERIFY(QDir().mkpath(m_folder.path()));
    m_request = Request();
    m_request.scenario = Scenario::Rebuild;
    m_request.set.path = m_folder.filePath(QStringLiteral("set"));
    m_request.set.manifest.emplace();
    m_request.set.manifest->stackId = QStringLiteral("n8n");
    m_request.projectFolder = project();
    add(backup::Part::Environment, QStringLiteral("env/.env"), QStringLiteral("/srv/n8n/.env"),
        "# mine\nCOMPOSE_PROJECT_NAME=n8n\nN8N_PORT=5678\nN8N_COUNT=5678\nPASSWORD='p w'\n", 0600);
    add(backup::Part::Compose, QStringLiteral("compose/compose.yaml"), QStringLiteral("/srv/n8n/compose.yaml"), "services:\n  n8n: {}\n");
    add(backup::Part::Compose, QStringLiteral("compose/redis/conf.d/redis.conf"), QStringLiteral("/srv/n8n/redis/conf.d/redis.conf"), "save 1 1\n",
        0640);
    add(backup::Part::Compose, QStringLiteral("compose/postgres/init.sh"), QStringLiteral("/srv/n8n/postgres/init.sh"), "#!/bin/sh\n", 04755);
}

void TestRebuildFiles::filesGoWhereTheyWere()
{
    m_request.projectFolder.clear();
    const auto files = readProject({}, m_request);
    QD_VERIFY(files);
    QCOMPARE(files->project, (compose::Project{QStringLiteral("n8n"), QStringLiteral("/srv/n8n"), {QStringLiteral("/srv/n8n/compose.yaml")}, {}}));
    QCOMPARE(files->files.size(), 4);
    QVERIFY(files->toCheck.isEmpty());
    const RebuildFiles moved = movedTo(*files, QStringLiteral("/tmp/x"));
    QCOMPARE(moved.project.configFiles, QStringList{QStringLiteral("/tmp/x/compose.yaml")});
}

void TestRebuildFiles::nameAndPortsCanBeOthers()
{
    m_request.projectName = QStringLiteral("n8n-two");
    m_request.ports = {{5678, 15678}};
    const auto files = readProject({}, m_request);
    QD_VERIFY(files);
    QCOMPARE(files->project.name, QStringLiteral("n8n-two"));
    // Only what is named a port; every other byte stays.
    QCOMPARE(files->files.first().bytes, QByteArray("# mine\nCOMPOSE_PROJECT_NAME=n8n-two\nN8N_PORT=15678\nN8N_COUNT=5678\nPASSWORD='p w'\n"));
}

void TestRebuildFiles::whatLayOutsideComesIntoTheFolder()
{
    add(backup::Part::Compose, QStringLiteral("compose/outside/extra.yml"), QStringLiteral("/etc/extra.yml"), "services: {}\n");
    add(backup::Part::Environment, QStringLiteral("env/outside/more.env"), QStringLiteral("/etc/more.env"), "A=b\n", 0600);
    const auto files = readProject({}, m_request);
    QD_VERIFY(files);
    QCOMPARE(files->project.configFiles, (QStringList{project(QStringLiteral("/compose.yaml")), project(QStringLiteral("/outside/extra.yml"))}));
    QCOMPARE(files->project.environmentFiles, (QStringList{project(QStringLiteral("/.env")), project(QStringLiteral("/outside/more.env"))}));
    QCOMPARE(files->toCheck.size(), 2);
}

/// "compose.yaml.age" is a name in the set alone: Compose looks for compose.yaml.
void TestRebuildFiles::anEncryptedSetGivesTheNamesThatItsFilesHad()
{
    m_request.ageIdentityFile = m_folder.filePath(QStringLiteral("identity.txt"));
    QProcess keygen;
    keygen.start(QStringLiteral("age-keygen"), {QStringLiteral("-o"), m_request.ageIdentityFile});
    QVERIFY2(keygen.waitForFinished() && keygen.exitCode() == 0, "age-keygen (package age) could not make a pair of keys");
    const QString recipient = QString::fromUtf8(keygen.readAllStandardError()).section(QLatin1String("key: "), 1).trimmed();
    for (backup::FileEntry &entry : m_request.set.manifest->files) {
        const QString plain = m_request.set.path + QLatin1Char('/') + entry.path;
        entry.path += QLatin1String(".age");
        entry.encrypted = true;
        const QString sealed = m_request.set.path + QLatin1Char('/') + entry.path;
        QCOMPARE(QProcess::execute(QStringLiteral("age"), {QStringLiteral("-r"), recipient, QStringLiteral("-o"), sealed, plain}), 0);
        const QByteArray bytes = bytesOf(sealed);
        entry.size = bytes.size();
        entry.sha256 = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        QVERIFY(QFile::remove(plain));
    }
    m_request.projectFolder.clear();
    const auto files = readProject({}, m_request);
    QD_VERIFY(files);
    QCOMPARE(files->project, (compose::Project{QStringLiteral("n8n"), QStringLiteral("/srv/n8n"), {QStringLiteral("/srv/n8n/compose.yaml")}, {}}));
    QStringList paths;
    for (const RebuildFile &file : files->files)
        paths.append(file.path);
    QCOMPARE(paths,
             (QStringList{QStringLiteral(".env"), QStringLiteral("compose.yaml"), QStringLiteral("redis/conf.d/redis.conf"),
                          QStringLiteral("postgres/init.sh")}));
    QVERIFY(files->files.first().bytes.startsWith("# mine\n"));
}

void TestRebuildFiles::badPathsAndNamesAreRefused()
{
    m_request.projectName = QStringLiteral("../evil");
    QD_VERIFY_ERROR(readProject({}, m_request), ErrorKind::Invalid);
    m_request.projectName.clear();
    m_request.projectFolder = QStringLiteral("relative/folder");
    QD_VERIFY_ERROR(readProject({}, m_request), ErrorKind::Invalid);
    m_request.projectFolder = project();
    m_request.set.manifest->files.last().path = QStringLiteral("compose/../../../etc/cron.d/evil");
    QD_VERIFY_ERROR(readProject({}, m_request), ErrorKind::Invalid);
    m_request.set.manifest->files.last().path = QStringLiteral("compose");
    QD_VERIFY_ERROR(readProject({}, m_request), ErrorKind::Invalid);
}

void TestRebuildFiles::aSetWithoutComposeFileIsRefused()
{
    m_request.set.manifest->files.removeAt(1);
    QD_VERIFY_ERROR(readProject({}, m_request), ErrorKind::NotFound);
    m_request.set.manifest.reset();
    QD_VERIFY_ERROR(readProject({}, m_request), ErrorKind::Unsupported);
}

void TestRebuildFiles::writtenWithTheirModesAndRemovedExactly()
{
    const auto files = readProject({}, m_request);
    QD_VERIFY(files);
    MadeFiles made;
    const mode_t mask = ::umask(077);
    const auto written = writeProject(*files, made);
    ::umask(mask);
    QD_VERIFY(written);
    QCOMPARE(modeOf(project()), 0700);
    QCOMPARE(modeOf(project(QStringLiteral("/redis/conf.d"))), 0755);
    QCOMPARE(modeOf(project(QStringLiteral("/.env"))), 0600);
    QCOMPARE(modeOf(project(QStringLiteral("/compose.yaml"))), 0644);
    QCOMPARE(modeOf(project(QStringLiteral("/redis/conf.d/redis.conf"))), 0640);
    QCOMPARE(modeOf(project(QStringLiteral("/postgres/init.sh"))), 0755); // never set-user-ID
    QCOMPARE(bytesOf(project(QStringLiteral("/redis/conf.d/redis.conf"))), QByteArray("save 1 1\n"));

    // What somebody else put there stays, and so does its folder.
    QFile other(project(QStringLiteral("/redis/mine")));
    QVERIFY(other.open(QIODevice::WriteOnly));
    removeMade(made);
    QVERIFY(other.exists());
    QVERIFY(!QFile::exists(project(QStringLiteral("/.env"))));
    QVERIFY(!QFile::exists(project(QStringLiteral("/postgres"))));
    QVERIFY(other.remove());
    removeMade(made);
    QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("new"))));
    QVERIFY(QFile::exists(m_folder.path()));
}

void TestRebuildFiles::nothingIsWrittenOver()
{
    const auto files = readProject({}, m_request);
    QD_VERIFY(files);
    QVERIFY(QDir().mkpath(project()));
    QFile there(project(QStringLiteral("/compose.yaml")));
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.write("theirs");
    there.close();
    MadeFiles made;
    QD_VERIFY_ERROR(writeProject(*files, made), ErrorKind::Conflict);
    removeMade(made);
    QCOMPARE(bytesOf(there.fileName()), QByteArray("theirs"));
    QVERIFY(!QFile::exists(project(QStringLiteral("/.env"))));
    QVERIFY(QFile::exists(project()));
}

QTEST_GUILESS_MAIN(TestRebuildFiles)
#include "tst_rebuildfiles.moc"
