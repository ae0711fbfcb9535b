// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/journal.h"

#include "foundation/atomicfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace quarterdeck::restore {

namespace {

struct JournalText
{
    Q_DECLARE_TR_FUNCTIONS(RestoreJournal)
};

constexpr char suffix[] = ".json";

/// On a file beside the journal, for that one gets a new inode with every save.
Result<FileDescriptor> takeLock(const QString &path)
{
    FileDescriptor fd(
        ::open(QFile::encodeName(path + QLatin1String(".lock")).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, privateFileMode));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, JournalText::tr("Could not open the journal %1.").arg(path)));
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        return fail(ErrorKind::Conflict, JournalText::tr("Another process is at this restore."), path,
                    JournalText::tr("Wait for it, or look which quarterdeck or quarterdeckctl runs."));
    }
    return fd;
}

/// Of one that was killed while it wrote a journal.
void removeLeftovers(const QString &folder)
{
    (void)removeAbandonedTemporaries(folder, {QLatin1Char('*') + QLatin1String(suffix), QStringLiteral("*.html")});
}

Result<JournalState> readState(const QString &path)
{
    QD_TRY(const QByteArray bytes, readWholeFile(path));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject())
        return fail(ErrorKind::Corrupt, JournalText::tr("The journal %1 cannot be read.").arg(path), error.errorString());
    return journalFromJson(document.object());
}

} // namespace

Journal::Journal(QString path, JournalState state, FileDescriptor lock)
    : m_path(std::move(path))
    , m_state(std::move(state))
    , m_lock(std::move(lock))
{
}

QString Journal::defaultFolder()
{
    const QString home = qEnvironmentVariable("XDG_STATE_HOME");
    return (home.isEmpty() ? QDir::homePath() + QLatin1String("/.local/state") : home) + QLatin1String("/quarterdeck/restores");
}

Result<std::unique_ptr<Journal>> Journal::create(JournalState state, const QString &folder)
{
    QD_CHECK(makeFolder(folder));
    removeLeftovers(folder);
    for (int i = 1; i <= 100; ++i) {
        const QString runId = state.stamp + (i == 1 ? QString() : QLatin1Char('-') + QString::number(i));
        const QString path = folder + QLatin1Char('/') + runId + QLatin1String(suffix);
        if (QFile::exists(path))
            continue;
        Result<FileDescriptor> lock = takeLock(path);
        if (!lock && lock.error().kind == ErrorKind::Conflict)
            continue;
        if (!lock)
            return fail(lock.error());
        if (QFile::exists(path))
            continue;
        state.runId = runId;
        // Two that began in the same second must not make things of the same name.
        state.stamp = QString(runId).replace(QLatin1Char('-'), QLatin1Char('_'));
        state.report.runId = runId;
        std::unique_ptr<Journal> journal(new Journal(path, std::move(state), *std::move(lock)));
        QD_CHECK(journal->save());
        return journal;
    }
    return fail(ErrorKind::Conflict, JournalText::tr("Too many restores were begun in this second."));
}

Result<std::unique_ptr<Journal>> Journal::open(const QString &runId, const QString &folder)
{
    const QString path = folder + QLatin1Char('/') + runId + QLatin1String(suffix);
    if (runId.contains(QLatin1Char('/')) || !QFile::exists(path)) {
        return fail(ErrorKind::NotFound, JournalText::tr("There is no restore %1.").arg(runId), {},
                    JournalText::tr("Those that are not over: quarterdeckctl restore list"));
    }
    QD_TRY(FileDescriptor lock, takeLock(path));
    QD_TRY(JournalState state, readState(path));
    return std::unique_ptr<Journal>(new Journal(path, std::move(state), std::move(lock)));
}

Result<QList<Journal::Entry>> Journal::list(const QString &folder)
{
    removeLeftovers(folder);
    QList<Entry> entries;
    const QStringList names = QDir(folder).entryList({QLatin1Char('*') + QLatin1String(suffix)}, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString &name : names) {
        const QString path = folder + QLatin1Char('/') + name;
        Result<JournalState> state = readState(path);
        if (!state)
            continue;
        const Result<FileDescriptor> lock = takeLock(path);
        entries.append({*std::move(state), !lock && lock.error().kind == ErrorKind::Conflict});
    }
    return entries;
}

Result<void> Journal::save() const
{
    return writeFileAtomically(m_path, QJsonDocument(journalToJson(m_state)).toJson());
}

void Journal::discard()
{
    QFile::remove(m_path);
    QFile::remove(m_path + QLatin1String(".lock"));
}

} // namespace quarterdeck::restore
