// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include "backup/foreign.h"
#include "backup/restore/rebuildfiles.h"
#include "foundation/atomicfile.h"
#include "stack/dotenv.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <cerrno>

namespace quarterdeck::restore {

namespace {

struct SwapText
{
    Q_DECLARE_TR_FUNCTIONS(ProjectSwap)
};

Result<std::optional<QByteArray>> bytesOf(const QString &path)
{
    if (!QFileInfo::exists(path))
        return std::optional<QByteArray>();
    QD_TRY(QByteArray bytes, readWholeFile(path));
    return std::optional<QByteArray>(std::move(bytes));
}

/// Passwords of servers that are not replaced.
QSet<QString> serverPasswords(const stack::Stack &stack)
{
    QSet<QString> passwords;
    for (const stack::Service &service : stack.services) {
        for (const char *name : {"DB_POSTGRESDB_PASSWORD", "POSTGRES_PASSWORD", "QUEUE_BULL_REDIS_PASSWORD"})
            passwords.insert(service.environment.value(QLatin1String(name)));
    }
    passwords.remove(QString());
    return passwords;
}

/// The servers of the stack stay, and know no password but their own: with that of another time n8n could not log in.
/// @param there as the file is now
/// @return names of the variables that keep their value
QStringList keepServerPasswords(RebuildFile &file, const QByteArray &there, const QSet<QString> &passwords)
{
    QStringList kept;
    const QHash<QString, QString> now = stack::DotEnv(there).values();
    stack::DotEnv wanted(file.bytes);
    for (auto it = now.cbegin(); it != now.cend(); ++it) {
        const std::optional<QString> other = wanted.value(it.key());
        if (!passwords.contains(it.value()) || !other || *other == it.value())
            continue;
        wanted.setValue(it.key(), it.value());
        kept.append(it.key());
    }
    file.bytes = wanted.bytes();
    kept.sort();
    return kept;
}

/// The set's files, as they belong into the folder of the stack that is there.
Result<QList<RebuildFile>> filesOfSet(const JobContext &context, const Request &request)
{
    Request here = request;
    here.projectName = request.stack->project.name;
    here.projectFolder = request.stack->project.workingDir;
    here.ports.clear();
    if (here.projectFolder.isEmpty())
        return fail(ErrorKind::Unsupported, SwapText::tr("This stack was not made by Compose, so that it has no files to restore."));
    if (!request.set.manifest) {
        if (!request.parts.contains(backup::Part::Environment))
            return QList<RebuildFile>();
        QD_TRY(const QByteArray bytes, backup::foreignEnvironment(request.set));
        // That of another stack would send every later `docker compose up` to that one.
        stack::DotEnv settings(bytes);
        const QString name = QStringLiteral("COMPOSE_PROJECT_NAME");
        if (settings.value(name) && settings.value(name) != here.projectName)
            settings.setValue(name, here.projectName);
        const QString path = request.stack->project.environmentFiles.value(0, here.projectFolder + QLatin1String("/.env"));
        return QList<RebuildFile>{{path, backup::Part::Environment, privateFileMode, settings.bytes()}};
    }
    QD_TRY(const RebuildFiles files, readProject(context, here));
    QList<RebuildFile> wanted;
    for (RebuildFile file : files.files) {
        // What lay elsewhere has its place elsewhere; it is not put where nobody looks for it.
        if (!request.parts.contains(file.part) || file.path.startsWith(QLatin1String("outside/")))
            continue;
        file.path = here.projectFolder + QLatin1Char('/') + file.path;
        wanted.append(file);
    }
    return wanted;
}

struct WantedFile
{
    RebuildFile file;
    std::optional<QByteArray> there; ///< as it is now
    QStringList kept; ///< names of variables that keep their value
};

Result<QList<WantedFile>> wantedFiles(const JobContext &context, const Request &request)
{
    QD_TRY(const QList<RebuildFile> files, filesOfSet(context, request));
    const QSet<QString> passwords = serverPasswords(*request.stack);
    QList<WantedFile> wanted;
    for (const RebuildFile &file : files) {
        WantedFile one{file, {}, {}};
        QD_TRY(one.there, bytesOf(file.path));
        if (one.there && file.part == backup::Part::Environment)
            one.kept = keepServerPasswords(one.file, *one.there, passwords);
        wanted.append(one);
    }
    return wanted;
}

/// What a run that was killed while it wrote one of them has left.
void removeTemporaries(const QList<ReplacedFile> &files)
{
    for (const ReplacedFile &file : files) {
        // Written is what a symbolic link leads to, in the folder of that.
        for (const QFileInfo &info : {QFileInfo(file.path), QFileInfo(QFileInfo(file.path).canonicalFilePath())}) {
            if (!info.fileName().isEmpty())
                (void)removeAbandonedTemporaries(info.path(), {info.fileName(), info.fileName() + QLatin1String(".before-restore-*")});
        }
    }
}

QString masked(const QByteArray &bytes, const QByteArray &other)
{
    Redactor redactor;
    redactor.addEnvironment(stack::DotEnv(bytes).values());
    redactor.addEnvironment(stack::DotEnv(other).values());
    return redactor.redact(QString::fromUtf8(bytes));
}

} // namespace

Result<QList<FileChange>> projectFileChanges(const JobContext &context, const Request &request)
{
    QList<FileChange> changes;
    if (!request.stack || (!request.parts.contains(backup::Part::Environment) && !request.parts.contains(backup::Part::Compose)))
        return changes;
    QD_TRY(const QList<WantedFile> files, wantedFiles(context, request));
    for (const auto &[file, there, kept] : files) {
        if (there != file.bytes)
            changes.append({file.path, there ? masked(*there, file.bytes) : QString(), masked(file.bytes, there.value_or(QByteArray())), kept});
    }
    return changes;
}

Result<ReplacedFile> noteReplaced(RestoreRun &run, const ReplacedFile &file)
{
    QList<ReplacedFile> &files = run.state().files;
    const auto same = [&file](const ReplacedFile &other) { return other.path == file.path; };
    auto known = std::find_if(files.begin(), files.end(), same);
    if (known == files.end())
        known = files.insert(files.end(), file);
    const ReplacedFile noted = *known;
    run.state().recreate = true;
    removeTemporaries(files);
    QD_CHECK(run.save());
    return noted;
}

Result<void> swapProjectFiles(RestoreRun &run, const JobContext &context)
{
    removeTemporaries(run.state().files);
    QD_TRY(const QList<WantedFile> files, wantedFiles(context, run.request));
    for (const auto &[file, there, kept] : files) {
        if (!kept.isEmpty())
            context.sink().logLine(SwapText::tr("Kept as they are, for the servers know no others: %1.").arg(kept.join(QLatin1String(", "))));
        if (there == file.bytes)
            continue;
        QD_TRY(const ReplacedFile replaced,
               noteReplaced(run, {file.path, there ? file.path + QLatin1String(".before-restore-") + run.state().stamp : QString()}));
        // Whatever an environment file is called, secrets are in it; and a compose file may hold some.
        if (there && !replaced.keptAs.isEmpty() && !QFileInfo::exists(replaced.keptAs))
            QD_CHECK(writeFileAtomically(replaced.keptAs, *there, privateFileMode));
        QD_CHECK(makeFolder(QFileInfo(file.path).path(), 0755));
        QD_CHECK(writeFileAtomically(file.path, file.bytes, static_cast<mode_t>(file.mode) & 0777U));
        context.sink().logLine(replaced.keptAs.isEmpty() ? SwapText::tr("%1 was written.").arg(file.path)
                                                         : SwapText::tr("%1 was replaced; the old one is %2.").arg(file.path, replaced.keptAs));
    }
    return run.compose.validate(context, run.request.stack->project);
}

Result<void> bringProjectFilesBack(RestoreRun &run, const JobContext &)
{
    removeTemporaries(run.state().files);
    for (const ReplacedFile &file : std::as_const(run.state().files)) {
        if (file.keptAs.isEmpty()) {
            QFile::remove(file.path);
            continue;
        }
        if (!QFileInfo::exists(file.keptAs))
            continue; // taken back already
        QD_TRY(const QByteArray bytes, readWholeFile(file.keptAs));
        QD_CHECK(writeFileAtomically(file.path, bytes));
        QFile::remove(file.keptAs);
    }
    return {};
}

} // namespace quarterdeck::restore
