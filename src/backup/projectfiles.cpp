// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/projectfiles.h"

#include "foundation/atomicfile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <sys/stat.h>

namespace quarterdeck::backup {

namespace {

constexpr int maximumMountedFiles = 64;
constexpr qint64 maximumMountedSize = 1024 * 1024;
constexpr qint64 maximumFileSize = 16 * 1024 * 1024;

int modeOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? static_cast<int>(status.st_mode & 07777) : 0600;
}

class Finder final
{
public:
    explicit Finder(const stack::Stack &stack)
        : m_stack(stack)
        , m_root(QDir::cleanPath(stack.project.workingDir))
    {
    }

    ProjectFiles find()
    {
        QStringList environment = m_stack.project.environmentFiles;
        // Compose's own default lies beside the project.
        if (environment.isEmpty() && QFile::exists(m_root + QLatin1String("/.env")))
            environment.append(m_root + QLatin1String("/.env"));
        for (const QString &path : std::as_const(environment))
            add(path, Part::Environment, QStringLiteral("env-file-missing"));
        for (const QString &path : m_stack.project.configFiles)
            add(path, Part::Compose, QStringLiteral("compose-file-missing"));
        for (const stack::Service &service : m_stack.services) {
            for (const docker::Mount &mount : service.mounts)
                addMount(mount);
        }
        return m_result;
    }

private:
    void add(const QString &path, Part part, const QString &whenMissing)
    {
        const QFileInfo file(QDir::isAbsolutePath(path) ? path : m_root + QLatin1Char('/') + path);
        const QString absolute = QDir::cleanPath(file.absoluteFilePath());
        if (m_seen.contains(absolute))
            return;
        m_seen.insert(absolute);
        if (!file.isFile()) {
            m_result.notCovered.append(whenMissing + QLatin1String(": ") + absolute);
            return;
        }
        const QString folder = part == Part::Environment ? QStringLiteral("env/") : QStringLiteral("compose/");
        QString setPath = folder + (isInside(absolute) ? absolute.mid(m_root.size() + 1) : QLatin1String("outside/") + file.fileName());
        // Two of one name from outside get a number.
        for (int i = 2; m_setPaths.contains(setPath); ++i)
            setPath = folder + QStringLiteral("outside/%1-").arg(i) + file.fileName();
        if (!isSafeSetPath(setPath)) {
            m_result.notCovered.append(QLatin1String("odd-name: ") + absolute);
            return;
        }
        m_setPaths.insert(setPath);
        m_result.files.append({absolute, setPath, part, modeOf(absolute)});
    }

    void addMount(const docker::Mount &mount)
    {
        const QString source = QDir::cleanPath(mount.source);
        if (mount.type != QLatin1String("bind") || !isInside(source) || m_mounts.contains(source))
            return;
        m_mounts.insert(source);
        QStringList found;
        if (QFileInfo(source).isDir()) {
            QDirIterator files(source, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
            while (files.hasNext() && found.size() <= maximumMountedFiles)
                found.append(files.next());
            found.sort();
        } else {
            found.append(source);
        }
        const bool tooMuch = found.size() > maximumMountedFiles
            || std::any_of(found.begin(), found.end(), [](const QString &path) { return QFileInfo(path).size() > maximumMountedSize; });
        if (tooMuch) {
            m_result.notCovered.append(QLatin1String("mount-too-large: ") + source);
            return;
        }
        for (const QString &path : std::as_const(found)) {
            // What only root may read inside a folder of the servers is theirs (sockets, keys made at start).
            if (QFileInfo(path).isReadable())
                add(path, Part::Compose, QStringLiteral("mount-missing"));
            else
                m_result.notCovered.append(QLatin1String("unreadable: ") + path);
        }
    }

    [[nodiscard]] bool isInside(const QString &path) const { return !m_root.isEmpty() && path.startsWith(m_root + QLatin1Char('/')); }

    const stack::Stack &m_stack;
    QString m_root;
    ProjectFiles m_result;
    QSet<QString> m_seen;
    QSet<QString> m_setPaths;
    QSet<QString> m_mounts;
};

} // namespace

ProjectFiles findProjectFiles(const stack::Stack &stack)
{
    return Finder(stack).find();
}

QString projectPathOf(const FileEntry &entry)
{
    const QString path = entry.path.section(QLatin1Char('/'), 1);
    const QLatin1String age(".age");
    return entry.encrypted && path.endsWith(age) ? path.chopped(age.size()) : path;
}

QString projectFolderOf(const Manifest &manifest)
{
    for (const FileEntry &entry : manifest.files) {
        const QString relative = projectPathOf(entry);
        const QString tail = QLatin1Char('/') + relative;
        const bool ours = entry.part == Part::Compose || entry.part == Part::Environment;
        if (ours && !relative.startsWith(QLatin1String("outside/")) && entry.original.endsWith(tail))
            return entry.original.chopped(tail.size());
    }
    return {};
}

Result<QByteArray> readProjectFile(const QString &path)
{
    return readWholeFile(path, maximumFileSize);
}

} // namespace quarterdeck::backup
