// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/filewatch.h"

#include <QFile>

#include <sys/stat.h>

namespace quarterdeck::health {

QStringList projectFiles(const compose::Project &project)
{
    QStringList files = project.configFiles + project.environmentFiles;
    if (project.environmentFiles.isEmpty() && !project.workingDir.isEmpty())
        files.append(project.workingDir + QLatin1String("/.env"));
    return files;
}

QByteArray fileSignature(const QStringList &files)
{
    QByteArray signature;
    for (const QString &file : files) {
        struct stat node = {};
        if (::stat(QFile::encodeName(file).constData(), &node) == 0) {
            signature += QByteArray::number(static_cast<qint64>(node.st_ino)) + '/' + QByteArray::number(static_cast<qint64>(node.st_size)) + '/'
                + QByteArray::number(static_cast<qint64>(node.st_mtim.tv_sec)) + '.' + QByteArray::number(static_cast<qint64>(node.st_mtim.tv_nsec));
        }
        signature += ';';
    }
    return signature;
}

} // namespace quarterdeck::health
