// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/dotenv.h"
#include "stack/sandboxfiles.h"
#include "support/resultcheck.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace quarterdeck;
using namespace quarterdeck::stack;

namespace {

class Listener final : public ProgressSink
{
public:
    QStringList lines;

    void stepStarted(const QString &, const QString &) override { }
    void stepProgress(const Progress &) override { }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &line) override { lines.append(line); }
};

mode_t modeOf(const QString &path)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return 0;
    return info.st_mode & 07777;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be opened)");
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestSandboxFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void filesAreLaidOutWithTheirModes();
    void editedFilesAreKeptAndOldOnesRenewed();
    void foreignFoldersAreLeftAlone();
    void secretsFillEveryPlaceholderButThoseInComments();
    void settingsAreMadeOnce();
    void takenPortGivesWay();
    void onlyOurOwnFolderIsRemoved();

private:
    std::unique_ptr<QTemporaryDir> root;
    QString folder;
};

void TestSandboxFiles::init()
{
    root = std::make_unique<QTemporaryDir>();
    folder = root->filePath("sandbox");
}

void TestSandboxFiles::filesAreLaidOutWithTheirModes()
{
    const mode_t before = ::umask(0077);
    const auto restore = qScopeGuard([before] { ::umask(before); });
    QD_VERIFY(writeSandboxFiles(JobContext(), folder));
    QCOMPARE(modeOf(folder), mode_t(0700));
    // What the servers read, as users of their own, whatever our umask is.
    QCOMPARE(modeOf(folder + "/postgres/conf.d"), mode_t(0755));
    QCOMPARE(modeOf(folder + "/postgres/conf.d/10-sandbox.conf"), mode_t(0644));
    QCOMPARE(modeOf(folder + "/redis/conf.d/redis.conf"), mode_t(0644));
    QCOMPARE(modeOf(folder + "/images/ensure-images.sh"), mode_t(0755));
    QVERIFY(contents(folder + "/compose.yaml").contains("services:"));
    QVERIFY(contents(folder + "/env.template").contains("@RANDOM:"));
}

void TestSandboxFiles::editedFilesAreKeptAndOldOnesRenewed()
{
    QD_VERIFY(writeSandboxFiles(JobContext(), folder));
    const QByteArray original = contents(folder + "/compose.yaml");
    const QString stamp = QFileInfo(folder + "/redis/conf.d/redis.conf").lastModified().toString(Qt::ISODateWithMs);
    put(folder + "/compose.yaml", original + "# mine\n");
    Listener listener;
    QD_VERIFY(writeSandboxFiles(JobContext({}, listener), folder));
    QCOMPARE(contents(folder + "/compose.yaml"), original + "# mine\n");
    QCOMPARE(listener.lines.size(), 1);
    QVERIFY(listener.lines.first().contains("compose.yaml"));
    QCOMPARE(QFileInfo(folder + "/redis/conf.d/redis.conf").lastModified().toString(Qt::ISODateWithMs), stamp);

    // A file of an older program: the record knows its hash, so it is ours.
    const QByteArray old = "# as it was in version 0\n";
    put(folder + "/README.md", old);
    QByteArray record = contents(folder + "/.quarterdeck-files.json");
    const QByteArray hash = QCryptographicHash::hash(old, QCryptographicHash::Sha256).toHex();
    const QRegularExpression entry("\"README.md\": \"[0-9a-f]+\"");
    put(folder + "/.quarterdeck-files.json",
        QString::fromUtf8(record).replace(entry, QStringLiteral("\"README.md\": \"%1\"").arg(QString::fromLatin1(hash))).toUtf8());
    QD_VERIFY(writeSandboxFiles(JobContext(), folder));
    QVERIFY(contents(folder + "/README.md").contains("sandbox stack"));
    // A file that is gone comes back.
    QVERIFY(QFile::remove(folder + "/compose.yaml"));
    QD_VERIFY(writeSandboxFiles(JobContext(), folder));
    QCOMPARE(contents(folder + "/compose.yaml"), original);
}

void TestSandboxFiles::foreignFoldersAreLeftAlone()
{
    QVERIFY(QDir().mkpath(folder));
    put(folder + "/thesis.txt", "years of work");
    QD_VERIFY_ERROR(writeSandboxFiles(JobContext(), folder), ErrorKind::Conflict);
    QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList("thesis.txt"));
}

void TestSandboxFiles::secretsFillEveryPlaceholderButThoseInComments()
{
    const QByteArray text = "# `@RANDOM:n@` and @RANDOM:5@\nA=@RANDOM:32@\nB=x@RANDOM:8@y@RANDOM:4@\nC=@RANDOM:32@\n";
    const DotEnv env(withSecrets(text));
    QVERIFY(env.bytes().startsWith("# `@RANDOM:n@` and @RANDOM:5@\n"));
    const QString a = env.value("A").value_or(QString());
    QVERIFY2(QRegularExpression("^[A-Za-z0-9]{32}$").match(a).hasMatch(), qPrintable(a));
    QVERIFY(QRegularExpression("^x[A-Za-z0-9]{8}y[A-Za-z0-9]{4}$").match(env.value("B").value_or(QString())).hasMatch());
    QVERIFY(env.value("C") != env.value("A"));
    QVERIFY(withSecrets(text) != env.bytes());
}

void TestSandboxFiles::settingsAreMadeOnce()
{
    SandboxOptions options;
    options.name = "unit";
    options.workers = 3;
    options.n8nPort = 35678;
    options.postgresPort = 35432;
    options.redisPort = 36379;
    QD_VERIFY(writeSandboxFiles(JobContext(), folder));
    QD_VERIFY(writeSandboxSettings(JobContext(), options, folder));
    QCOMPARE(modeOf(folder + "/.env"), mode_t(0600));
    const QByteArray bytes = contents(folder + "/.env");
    const DotEnv env(bytes);
    QCOMPARE(env.value("COMPOSE_PROJECT_NAME").value_or(QString()), "unit");
    QCOMPARE(env.value("N8N_WORKER_REPLICAS").value_or(QString()), "3");
    QVERIFY(!env.value("N8N_ENCRYPTION_KEY").value_or("@").contains('@'));
    options.workers = 4;
    Listener listener;
    QD_VERIFY(writeSandboxSettings(JobContext({}, listener), options, folder));
    QCOMPARE(contents(folder + "/.env"), bytes);
    QVERIFY2(listener.lines.join(' ').contains("3 workers"), "that the wish was not followed is not told");
    options.name = "another";
    QD_VERIFY_ERROR(writeSandboxSettings(JobContext(), options, folder), ErrorKind::Conflict);
}

void TestSandboxFiles::takenPortGivesWay()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto close = qScopeGuard([fd] { ::close(fd); });
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr *>(&address), size), 0);
    QCOMPARE(::listen(fd, 1), 0);
    QCOMPARE(::getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size), 0);
    const quint16 taken = ntohs(address.sin_port);
    QVERIFY(!isPortFree(taken));

    SandboxOptions options;
    options.n8nPort = taken;
    // Three wishes for one port become three ports.
    options.postgresPort = taken;
    options.redisPort = taken;
    QD_VERIFY(writeSandboxFiles(JobContext(), folder));
    Listener listener;
    QD_VERIFY(writeSandboxSettings(JobContext({}, listener), options, folder));
    const DotEnv env(contents(folder + "/.env"));
    QSet<QString> ports;
    for (const char *name : {"N8N_PORT", "POSTGRES_PORT", "REDIS_PORT"})
        ports.insert(env.value(QLatin1String(name)).value_or(QString()));
    QCOMPARE(ports.size(), 3);
    QVERIFY(!ports.contains(QString::number(taken)));
    QCOMPARE(listener.lines.size(), 3);
    QVERIFY(listener.lines.first().contains(QString::number(taken)));
}

void TestSandboxFiles::onlyOurOwnFolderIsRemoved()
{
    QVERIFY(QDir().mkpath(folder));
    put(folder + "/thesis.txt", "years of work");
    QD_VERIFY_ERROR(removeSandboxFolder(folder), ErrorKind::Conflict);
    QVERIFY(QFile::exists(folder + "/thesis.txt"));
    const QString own = root->filePath("own");
    QD_VERIFY(writeSandboxFiles(JobContext(), own));
    // As a rebuild lays it out: without the record, and with what a restore has kept.
    QVERIFY(QFile::remove(own + QStringLiteral("/.quarterdeck-files.json")));
    put(own + "/.env", "N8N_PORT=5678\n");
    put(own + "/.env.before-restore-20260102_030405", "N8N_PORT=5679\n");
    put(own + "/notes.txt", "somebody's");
    QD_VERIFY_ERROR(checkSandboxFolder(own), ErrorKind::Conflict);
    QD_VERIFY_ERROR(removeSandboxFolder(own), ErrorKind::Conflict);
    QVERIFY(QFile::exists(own + QStringLiteral("/compose.yaml")));
    QVERIFY(QFile::remove(own + QStringLiteral("/notes.txt")));
    QD_VERIFY(removeSandboxFolder(own));
    QVERIFY(!QFile::exists(own));
    QD_VERIFY(removeSandboxFolder(own));
}

QTEST_GUILESS_MAIN(TestSandboxFiles)
#include "tst_sandboxfiles.moc"
