// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/atomicfile.h"
#include "foundation/filedescriptor.h"
#include "stack/filesplice/edittrial.h"
#include "stack/filesplice/fileedit.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace quarterdeck::stack {

namespace {

struct ApplyText
{
    Q_DECLARE_TR_FUNCTIONS(FileEdit)
};

Error changedMeanwhile(const QString &path)
{
    return Error{ErrorKind::Conflict,
                 ApplyText::tr("%1 has been changed by somebody else meanwhile.").arg(path),
                 {},
                 ApplyText::tr("Look at what it says now, then try again.")};
}

Result<void> checkUnchanged(const FileEdit &edit)
{
    const Result<QByteArray> now = readWholeFile(edit.path);
    if (!now && now.error().kind != ErrorKind::NotFound)
        return fail(now.error());
    const bool same = edit.existed ? now && *now == edit.before : !now;
    return same ? Result<void>() : fail(changedMeanwhile(edit.path));
}

Result<void> checkWritable(const FileEdit &edit)
{
    const QFileInfo info(edit.path);
    const QString folder = QFileInfo(info.canonicalFilePath().isEmpty() ? info.absoluteFilePath() : info.canonicalFilePath()).absolutePath();
    struct stat status = {};
    // The mode as well as access(): root may write everything, yet a file that
    // was made read-only is meant to stay so.
    const bool readOnly = edit.existed && ::stat(QFile::encodeName(edit.path).constData(), &status) == 0 && (status.st_mode & 0222) == 0;
    if (readOnly || (edit.existed && ::access(QFile::encodeName(edit.path).constData(), W_OK) != 0)) {
        return fail(ErrorKind::Auth, ApplyText::tr("%1 is read-only.").arg(edit.path), {},
                    ApplyText::tr("Make it writable if it is to be changed: chmod u+w, or a mount that can be written."));
    }
    if (::access(QFile::encodeName(folder).constData(), W_OK) != 0) {
        return fail(ErrorKind::Auth, ApplyText::tr("The folder %1 cannot be written.").arg(folder), {},
                    ApplyText::tr("Give your user the right to write there, then try again."));
    }
    return {};
}

/// The same inode, for those who look at it through a mount or another name.
/// A crash in the middle leaves a part of it; the safety copy is there then.
Result<void> overwrite(const QString &path, const QByteArray &bytes)
{
    const auto failed = [&path] { return fail(errorFromErrno(errno, ApplyText::tr("Could not write %1.").arg(path))); };
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC));
    if (!fd.isValid())
        return failed();
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t n = ::pwrite(fd.get(), bytes.constData() + at, static_cast<size_t>(bytes.size() - at), at);
        if (n < 0 && errno != EINTR)
            return failed();
        at += std::max<ssize_t>(n, 0);
    }
    if (::ftruncate(fd.get(), bytes.size()) != 0 || ::fsync(fd.get()) != 0)
        return failed();
    return {};
}

/// A file that is itself a mount point cannot be renamed onto, and one with
/// several names or seen by a container through its own mount must keep its inode.
bool mustKeepInode(const QString &path, bool mounted)
{
    struct stat file = {};
    struct stat folder = {};
    const QFileInfo info(path);
    const QString real = info.canonicalFilePath();
    if (mounted || real.isEmpty())
        return mounted && !real.isEmpty();
    if (::stat(QFile::encodeName(real).constData(), &file) != 0
        || ::stat(QFile::encodeName(QFileInfo(real).absolutePath()).constData(), &folder) != 0)
        return false;
    return file.st_nlink > 1 || file.st_dev != folder.st_dev;
}

Result<void> write(const QString &path, const QByteArray &bytes, bool mounted)
{
    return mustKeepInode(path, mounted) ? overwrite(path, bytes) : writeFileAtomically(path, bytes);
}

/// Autoscaling changes a number many times a day.
constexpr qsizetype keptCopies = 20;

void dropOldCopies(const QString &path)
{
    const QFileInfo info(path);
    QDir folder = info.absoluteDir();
    // Their names are times, so they sort by age.
    const QStringList copies = folder.entryList({info.fileName() + QLatin1String(".before-*")}, QDir::Files | QDir::Hidden, QDir::Name);
    for (qsizetype i = 0; i + keptCopies < copies.size(); ++i)
        folder.remove(copies.at(i));
}

Result<QString> keep(const FileEdit &edit, const Clock &clock)
{
    if (!edit.existed)
        return QString();
    QString name = edit.path + QLatin1String(".before-") + clock.now().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    for (int i = 2; QFileInfo::exists(name); ++i)
        name = edit.path + QLatin1String(".before-") + clock.now().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")) + QLatin1Char('-')
            + QString::number(i);
    struct stat status = {};
    mode_t mode = privateFileMode;
    if (::stat(QFile::encodeName(edit.path).constData(), &status) == 0)
        mode = status.st_mode & 0777;
    QD_CHECK(writeFileAtomically(name, edit.before, mode));
    dropOldCopies(edit.path);
    return name;
}

Result<void> restore(const AppliedFile &file)
{
    const Result<QByteArray> now = readWholeFile(file.edit.path);
    if (now && *now == file.edit.before && file.edit.existed)
        return {}; // was never written
    if (!now && now.error().kind == ErrorKind::NotFound && !file.edit.existed)
        return {};
    if (!now || *now != file.edit.after)
        return fail(changedMeanwhile(file.edit.path));
    if (!file.edit.existed) {
        if (!QFile::remove(file.edit.path))
            return fail(ErrorKind::Auth, ApplyText::tr("Could not remove %1.").arg(file.edit.path));
        return syncFolder(QFileInfo(file.edit.path).absolutePath());
    }
    return write(file.edit.path, file.edit.before, file.mountedSingly);
}

} // namespace

Result<void> checkApplicable(const EditPlan &plan)
{
    for (const FileEdit &edit : plan.files) {
        QD_CHECK(checkUnchanged(edit));
        QD_CHECK(checkWritable(edit));
    }
    return {};
}

Result<AppliedEdit> applyEdit(const JobContext &context, compose::ComposePort &compose, const EditPlan &plan, const Clock &clock)
{
    AppliedEdit applied;
    applied.heldIn = plan.heldIn;
    if (plan.files.isEmpty())
        return applied;
    QD_CHECK(checkApplicable(plan));
    QMap<QString, QByteArray> files;
    for (const FileEdit &edit : plan.files)
        files.insert(edit.path, edit.after);
    QD_TRY(const compose::ComposePort::Config before, compose.config(context, plan.project));
    QD_TRY(const QJsonObject after, modelWith(context, compose, plan.project, files));
    QD_CHECK(checkEffect(before.model, after, plan.changes));
    // Compose took its time: once more, just before.
    for (const FileEdit &edit : plan.files)
        QD_CHECK(checkUnchanged(edit));
    QD_CHECK(context.checkpoint());

    for (const FileEdit &edit : plan.files) {
        Result<QString> copy = keep(edit, clock);
        Result<void> written;
        if (copy) {
            const bool mounted = plan.mountedSingly.contains(edit.path);
            applied.files.append({edit, *copy, mounted});
            written = write(edit.path, edit.after, mounted);
        } else {
            written = fail(copy.error());
        }
        if (!written) {
            Error error = written.error();
            if (const Result<void> undone = undoEdit(applied); !undone)
                error.detail += QLatin1Char('\n') + undone.error().what;
            return fail(error);
        }
        context.sink().logLine(ApplyText::tr("%1 changed; as it was before: %2").arg(edit.path, *copy));
    }
    return applied;
}

Result<void> undoEdit(const AppliedEdit &edit)
{
    std::optional<Error> first;
    for (auto it = edit.files.crbegin(); it != edit.files.crend(); ++it) {
        if (Result<void> restored = restore(*it); !restored) {
            if (!first)
                first = restored.error();
            continue; // its safety copy stays
        }
        if (!it->safetyCopy.isEmpty())
            QFile::remove(it->safetyCopy);
    }
    if (first)
        return fail(*first);
    return {};
}

Result<AppliedEdit> persistReplicas(const JobContext &context, compose::ComposePort &compose, const Stack &stack, const QString &service, int count)
{
    QD_TRY(const EditPlan plan, planEdit(context, compose, stack, {SettingChange::replicas(service, count)}));
    return applyEdit(context, compose, plan);
}

} // namespace quarterdeck::stack
