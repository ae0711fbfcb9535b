// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/rebuildfiles.h"

#include "backup/projectfiles.h"
#include "backup/stream.h"
#include "foundation/atomicfile.h"
#include "stack/dotenv.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace quarterdeck::restore {

namespace {

struct FilesText
{
    Q_DECLARE_TR_FUNCTIONS(RebuildFiles)
};

constexpr qint64 maximumFileSize = 16 * 1024 * 1024;

Result<QByteArray> readEntry(const JobContext &context, const Request &request, const backup::FileEntry &entry)
{
    if (entry.rawSize > maximumFileSize)
        return fail(ErrorKind::Invalid, FilesText::tr("%1 is too large for a file of a project.").arg(entry.path));
    QD_TRY(const std::unique_ptr<backup::FileSource> source,
           backup::FileSource::openEntry(context, request.set.path, entry, request.ageIdentityFile));
    QByteArray bytes;
    QD_CHECK(source->drain([&bytes](QByteArrayView more) -> Result<void> {
        bytes.append(more);
        return {};
    }));
    return bytes;
}

bool wasOutside(const QString &relative)
{
    return relative.startsWith(QLatin1String("outside/"));
}

bool isComposeFile(const RebuildFile &file)
{
    static const QRegularExpression name(QStringLiteral("\\.ya?ml\\z"));
    static const QRegularExpression key(QStringLiteral("^(services|include)\\s*:"), QRegularExpression::MultilineOption);
    return file.part == backup::Part::Compose && name.match(file.path).hasMatch() && key.match(QString::fromUtf8(file.bytes)).hasMatch();
}

/// A port is a variable of the .env wherever it is meant to be changed.
void changePorts(RebuildFile &file, const QMap<quint16, quint16> &ports)
{
    stack::DotEnv settings(file.bytes);
    const QHash<QString, QString> values = settings.values();
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        const auto wanted = ports.constFind(it.value().toUShort());
        if (it.key().contains(QLatin1String("PORT")) && wanted != ports.constEnd())
            settings.setValue(it.key(), QString::number(*wanted));
    }
    file.bytes = settings.bytes();
}

void changeName(RebuildFile &file, const QString &name)
{
    const QString variable = QStringLiteral("COMPOSE_PROJECT_NAME");
    stack::DotEnv settings(file.bytes);
    if (settings.value(variable) && settings.value(variable) != name)
        settings.setValue(variable, name);
    file.bytes = settings.bytes();
}

Result<void> makeFolders(const QString &root, const QString &relative, MadeFiles &made)
{
    QStringList wanted;
    for (QString path = root; !QFileInfo::exists(path); path = QFileInfo(path).path())
        wanted.prepend(path);
    QString path = root;
    for (const QString &component : relative.split(QLatin1Char('/')).mid(0, relative.count(QLatin1Char('/')))) {
        path += QLatin1Char('/') + component;
        if (!QFileInfo::exists(path))
            wanted.append(path);
    }
    for (const QString &folder : std::as_const(wanted)) {
        // Servers read what lies below the project's folder as users of their own.
        const mode_t mode = folder.startsWith(root + QLatin1Char('/')) ? 0755 : privateFolderMode;
        if (::mkdir(QFile::encodeName(folder).constData(), mode) != 0)
            return fail(errorFromErrno(errno, FilesText::tr("Could not make the folder %1.").arg(folder)));
        made.folders.append(folder);
        ::chmod(QFile::encodeName(folder).constData(), mode); // whatever the umask is
    }
    return {};
}

Result<void> writeNew(const QString &path, const RebuildFile &file, MadeFiles &made)
{
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, privateFileMode));
    if (!fd.isValid() && errno == EEXIST)
        return fail(ErrorKind::Conflict, FilesText::tr("%1 is there already.").arg(path));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, FilesText::tr("Could not write %1.").arg(path)));
    made.files.append(path);
    for (qsizetype done = 0; done < file.bytes.size();) {
        const ssize_t n = ::write(fd.get(), file.bytes.constData() + done, static_cast<size_t>(file.bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errorFromErrno(errno, FilesText::tr("Could not write %1.").arg(path)));
        done += n;
    }
    // Secrets are never opened wider than they were; no set makes a program that runs as its owner.
    if (::fchmod(fd.get(), static_cast<mode_t>(file.mode) & 0777U) != 0 || ::fsync(fd.get()) != 0)
        return fail(errorFromErrno(errno, FilesText::tr("Could not write %1.").arg(path)));
    return {};
}

} // namespace

Result<RebuildFiles> readProject(const JobContext &context, const Request &request)
{
    if (!request.set.manifest) {
        return fail(ErrorKind::Unsupported, FilesText::tr("A whole stack can only be rebuilt from a set of Quarterdeck's own."), {},
                    FilesText::tr("Bring up an empty stack first, then restore this backup's parts into it."));
    }
    static const QRegularExpression goodName(QStringLiteral("\\A[a-z0-9][a-z0-9_-]*\\z"));
    const backup::Manifest &manifest = *request.set.manifest;
    RebuildFiles result;
    result.project.name = request.projectName.isEmpty() ? manifest.stackId : request.projectName;
    result.project.workingDir = QDir::cleanPath(request.projectFolder.isEmpty() ? backup::projectFolderOf(manifest) : request.projectFolder);
    if (!goodName.match(result.project.name).hasMatch())
        return fail(ErrorKind::Invalid, FilesText::tr("\"%1\" is no name for a Compose project.").arg(result.project.name));
    if (!QDir::isAbsolutePath(result.project.workingDir)) {
        return fail(ErrorKind::Invalid, FilesText::tr("It is not known where the project's files are to go."), {},
                    FilesText::tr("Name a folder for them."));
    }
    for (const backup::FileEntry &entry : manifest.files) {
        if (entry.part != backup::Part::Compose && entry.part != backup::Part::Environment)
            continue;
        RebuildFile file{backup::projectPathOf(entry), entry.part, entry.mode, {}};
        if (!backup::isSafeSetPath(entry.path) || !backup::isSafeSetPath(file.path))
            return fail(ErrorKind::Invalid, FilesText::tr("%1 is no path that a file of a project can have.").arg(entry.path));
        QD_TRY(file.bytes, readEntry(context, request, entry));
        if (wasOutside(file.path))
            result.toCheck.append(FilesText::tr("%1 was outside of the project's folder; it is now %2 in it.").arg(entry.original, file.path));
        if (file.part == backup::Part::Environment) {
            changeName(file, result.project.name);
            changePorts(file, request.ports);
        }
        const QString path = result.project.workingDir + QLatin1Char('/') + file.path;
        if (isComposeFile(file))
            result.project.configFiles.append(path);
        if (file.part == backup::Part::Environment)
            result.project.environmentFiles.append(path);
        result.files.append(file);
    }
    if (result.project.configFiles.isEmpty())
        return fail(ErrorKind::NotFound, FilesText::tr("This set holds no Compose file, so that the stack cannot be rebuilt from it."));
    // Compose's own default is left to it: then its labels are as they were.
    if (result.project.environmentFiles == QStringList(result.project.workingDir + QLatin1String("/.env")))
        result.project.environmentFiles.clear();
    return result;
}

MadeFiles plannedFiles(const RebuildFiles &files)
{
    MadeFiles planned;
    for (const RebuildFile &file : files.files) {
        const QString path = files.project.workingDir + QLatin1Char('/') + file.path;
        QStringList missing;
        for (QString folder = QFileInfo(path).path(); !QFileInfo::exists(folder) && !planned.folders.contains(folder);
             folder = QFileInfo(folder).path())
            missing.prepend(folder);
        planned.folders += missing;
        planned.files.append(path);
    }
    return planned;
}

Result<void> writeProject(const RebuildFiles &files, MadeFiles &made)
{
    for (const RebuildFile &file : files.files) {
        QD_CHECK(makeFolders(files.project.workingDir, file.path, made));
        QD_CHECK(writeNew(files.project.workingDir + QLatin1Char('/') + file.path, file, made));
    }
    return syncFolder(files.project.workingDir);
}

void removeMade(const MadeFiles &made)
{
    for (const QString &file : made.files)
        QFile::remove(file);
    for (auto folder = made.folders.crbegin(); folder != made.folders.crend(); ++folder)
        ::rmdir(QFile::encodeName(*folder).constData());
}

RebuildFiles movedTo(RebuildFiles files, const QString &folder)
{
    const QString from = files.project.workingDir;
    const auto move = [&from, &folder](QString &path) { path = folder + path.mid(from.size()); };
    for (QString &path : files.project.configFiles)
        move(path);
    for (QString &path : files.project.environmentFiles)
        move(path);
    files.project.workingDir = folder;
    return files;
}

} // namespace quarterdeck::restore
