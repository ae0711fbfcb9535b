// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/projectfiles.h"
#include "support/resultcheck.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace quarterdeck;
using namespace quarterdeck::backup;

/// Which files of a Compose project belong into a set.
class TestProjectFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void usualProject();
    void namedFilesComeFirstAndOnce();
    void missingFilesAreTold();
    void filesFromOutsideKeepTheirNames();
    void largeMountsAreTold();
    void linksOutOfTheFolderAreNotFollowed();
    void modesAreKept();

private:
    void write(const QString &path, const QByteArray &bytes = "x\n")
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    static QStringList names(const ProjectFiles &files)
    {
        QStringList list;
        for (const ProjectFile &file : files.files)
            list.append(file.setPath);
        return list;
    }

    std::unique_ptr<QTemporaryDir> root;
    QString folder;
    stack::Stack stack;
};

void TestProjectFiles::init()
{
    root = std::make_unique<QTemporaryDir>();
    folder = root->filePath("shop");
    stack = {};
    stack.project.name = "shop";
    stack.project.workingDir = folder;
    stack.project.configFiles = {folder + "/compose.yaml"};
    write(folder + "/compose.yaml");
    write(folder + "/.env", "SECRET=1\n");
}

void TestProjectFiles::usualProject()
{
    write(folder + "/redis/conf.d/redis.conf");
    write(folder + "/redis/conf.d/more/extra.conf");
    stack::Service redis;
    redis.name = "redis";
    redis.mounts = {{"bind", {}, folder + "/redis/conf.d", "/etc/redis", {}, false}, {"volume", "shop_data", "/var/lib/x", "/data", "local", true}};
    stack::Service other = redis; // the same mount in two services
    stack.services = {redis, other};
    const ProjectFiles files = findProjectFiles(stack);
    QCOMPARE(names(files),
             QStringList({"env/.env", "compose/compose.yaml", "compose/redis/conf.d/more/extra.conf", "compose/redis/conf.d/redis.conf"}));
    QCOMPARE(files.files.at(0).part, Part::Environment);
    QCOMPARE(files.files.at(1).part, Part::Compose);
    QVERIFY(files.notCovered.isEmpty());
    QCOMPARE(readProjectFile(files.files.at(0).path).value(), QByteArray("SECRET=1\n"));
}

void TestProjectFiles::namedFilesComeFirstAndOnce()
{
    write(folder + "/prod.env");
    stack.project.environmentFiles = {folder + "/prod.env", folder + "/prod.env"};
    stack.project.configFiles = {folder + "/compose.yaml", folder + "/override.yaml", folder + "/compose.yaml"};
    write(folder + "/override.yaml");
    // Named ones replace Compose's default, so .env has no part in this project.
    QCOMPARE(names(findProjectFiles(stack)), QStringList({"env/prod.env", "compose/compose.yaml", "compose/override.yaml"}));
}

void TestProjectFiles::missingFilesAreTold()
{
    QFile::remove(folder + "/compose.yaml");
    const ProjectFiles files = findProjectFiles(stack);
    QCOMPARE(names(files), QStringList({"env/.env"}));
    QCOMPARE(files.notCovered, QStringList({"compose-file-missing: " + folder + "/compose.yaml"}));
    QD_VERIFY_ERROR(readProjectFile(folder + "/compose.yaml"), ErrorKind::NotFound);
}

void TestProjectFiles::filesFromOutsideKeepTheirNames()
{
    write(root->filePath("a/base.yaml"));
    write(root->filePath("b/base.yaml"));
    stack.project.configFiles = {root->filePath("a/base.yaml"), root->filePath("b/base.yaml")};
    QCOMPARE(names(findProjectFiles(stack)), QStringList({"env/.env", "compose/outside/base.yaml", "compose/outside/2-base.yaml"}));
}

void TestProjectFiles::largeMountsAreTold()
{
    write(folder + "/dump/huge", QByteArray(1024 * 1024 + 1, 'x'));
    for (int i = 0; i < 65; ++i)
        write(folder + QStringLiteral("/many/%1").arg(i));
    stack::Service service;
    service.mounts = {{"bind", {}, folder + "/dump", "/dump", {}, true}, {"bind", {}, folder + "/many", "/many", {}, true}};
    stack.services = {service};
    const ProjectFiles files = findProjectFiles(stack);
    QCOMPARE(names(files), QStringList({"env/.env", "compose/compose.yaml"}));
    QCOMPARE(files.notCovered, QStringList({"mount-too-large: " + folder + "/dump", "mount-too-large: " + folder + "/many"}));
}

void TestProjectFiles::linksOutOfTheFolderAreNotFollowed()
{
    write(root->filePath("elsewhere/secret"));
    QDir().mkpath(folder + "/conf");
    QVERIFY(QFile::link(root->filePath("elsewhere/secret"), folder + "/conf/link"));
    write(folder + "/conf/real");
    stack::Service service;
    service.mounts = {{"bind", {}, folder + "/conf", "/conf", {}, true}, {"bind", {}, root->filePath("elsewhere"), "/else", {}, true}};
    stack.services = {service};
    QCOMPARE(names(findProjectFiles(stack)), QStringList({"env/.env", "compose/compose.yaml", "compose/conf/real"}));
}

void TestProjectFiles::modesAreKept()
{
    QCOMPARE(::chmod(QFile::encodeName(folder + "/.env").constData(), 0640), 0);
    QCOMPARE(findProjectFiles(stack).files.first().mode, 0640);
}

QTEST_GUILESS_MAIN(TestProjectFiles)
#include "tst_projectfiles.moc"
