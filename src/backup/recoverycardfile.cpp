// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/recoverycard.h"

#include "foundation/atomicfile.h"
#include "foundation/filedescriptor.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct CardText
{
    Q_DECLARE_TR_FUNCTIONS(RecoveryCard)
};

const QString htmlFile = QStringLiteral("RECOVERY.html");
const QString textFile = QStringLiteral("RECOVERY.txt");
constexpr auto longestWait = 10s;

/// Where the target's file system has locks, the one that lists last also writes last.
Result<FileDescriptor> lockFolder(const JobContext &context, const QString &folder)
{
    FileDescriptor fd(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, CardText::tr("Could not open the folder %1.").arg(folder)));
    const JobContext bounded = context.withTimeout(longestWait);
    while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 && (errno == EWOULDBLOCK || errno == EINTR))
        QD_CHECK(bounded.sleep(JobContext::pollSlice));
    return fd;
}

/// Whose a file is, by its first line. Nothing there is ours to write; a link, or anything that is no file, is not.
Result<bool> isOurs(const QString &path)
{
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!fd.isValid() && errno == ENOENT)
        return true;
    struct stat status = {};
    if (!fd.isValid() || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    QByteArray begin(128, '\0');
    const ssize_t n = ::read(fd.get(), begin.data(), static_cast<size_t>(begin.size()));
    if (n < 0)
        return fail(errorFromErrno(errno, CardText::tr("Could not read %1.").arg(path)));
    return begin.left(n).split('\n').value(0).contains(cardMark);
}

} // namespace

QStringList recoveryCardFiles()
{
    return {htmlFile, textFile};
}

Result<void> writeRecoveryCard(const JobContext &context, const Repository &repository, const QDateTime &now)
{
    QD_TRY(const FileDescriptor lock, lockFolder(context, repository.folder()));
    QD_TRY(const QList<BackupSet> sets, repository.list(context));
    const RecoveryCard card = recoveryCard(repository.folder(), sets, now);
    for (const auto &[name, bytes] : {std::pair{htmlFile, card.html}, std::pair{textFile, card.text}}) {
        const QString path = repository.folder() + QLatin1Char('/') + name;
        QD_TRY(const bool ours, isOurs(path));
        if (!ours) {
            return fail(ErrorKind::Conflict, CardText::tr("%1 was not made by Quarterdeck and is left alone.").arg(path), {},
                        CardText::tr("Give it another name; then the next backup writes the recovery card."));
        }
        QD_CHECK(writeFileAtomically(path, bytes));
    }
    return {};
}

void refreshRecoveryCard(const JobContext &context, const Repository &repository, const QDateTime &now)
{
    if (!QFile::exists(repository.folder() + QLatin1Char('/') + htmlFile))
        return;
    if (const Result<void> written = writeRecoveryCard(context, repository, now); !written)
        context.sink().logLine(CardText::tr("The recovery card could not be written: %1").arg(written.error().what));
}

} // namespace quarterdeck::backup
