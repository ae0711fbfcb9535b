// SPDX-License-Identifier: GPL-3.0-or-later
#include "tinyimage.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

namespace quarterdeck::test {

namespace {

/// Programs, and what ldd(1) says they load.
QStringList programFiles(const QStringList &programs)
{
    static const QRegularExpression library(QStringLiteral("(/[^ ]+) \\(0x"));
    QStringList files;
    for (const QString &program : programs) {
        const QString path = QStandardPaths::findExecutable(program);
        files.append(path);
        QProcess ldd;
        ldd.start(QStringLiteral("ldd"), {path});
        ldd.waitForFinished();
        auto matches = library.globalMatch(QString::fromLocal8Bit(ldd.readAllStandardOutput()));
        while (matches.hasNext())
            files.append(matches.next().captured(1));
    }
    files.removeDuplicates();
    for (QString &file : files)
        file.remove(0, 1);
    return files;
}

} // namespace

Result<void> makeTinyImage(const QString &socket, const QString &tag)
{
    QStringList files
        = programFiles({QStringLiteral("sh"), QStringLiteral("cat"), QStringLiteral("dd"), QStringLiteral("head"), QStringLiteral("sleep")});
    QProcess tar;
    QProcess import;
    tar.setStandardOutputProcess(&import);
    // Symbolic links are followed: the names the loader looks for become files.
    tar.start(QStringLiteral("tar"), QStringList{QStringLiteral("-chf"), QStringLiteral("-"), QStringLiteral("-C"), QStringLiteral("/")} + files);
    import.start(QStringLiteral("docker"),
                 {QStringLiteral("-H"), QLatin1String("unix://") + socket, QStringLiteral("import"), QStringLiteral("--change"),
                  QStringLiteral("ENV PATH=/usr/bin:/bin"), QStringLiteral("-"), tag});
    if (!tar.waitForFinished(60000) || !import.waitForFinished(60000) || tar.exitCode() != 0 || import.exitCode() != 0) {
        return fail(ErrorKind::Internal, QStringLiteral("the test image could not be made"),
                    QString::fromLocal8Bit(tar.readAllStandardError() + import.readAllStandardError()));
    }
    return {};
}

void removeTinyImage(const QString &socket, const QString &tag)
{
    QProcess docker;
    docker.start(QStringLiteral("docker"),
                 {QStringLiteral("-H"), QLatin1String("unix://") + socket, QStringLiteral("rmi"), QStringLiteral("-f"), tag});
    docker.waitForFinished(60000);
}

} // namespace quarterdeck::test
