// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/repository.h"

#include "backup/foreign.h"
#include "backup/partialset.h"
#include "backup/proofs.h"
#include "backup/recoverycard.h"
#include "backup/sealedjson.h"
#include "backup/stream.h"
#include "foundation/atomicfile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QStandardPaths>
#include <QUuid>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace quarterdeck::backup {

namespace {

struct RepositoryText
{
    Q_DECLARE_TR_FUNCTIONS(Repository)
};

constexpr char manifestFile[] = "manifest.json";
constexpr char proofFile[] = "proof.json";
constexpr char deletingPrefix[] = ".deleting-";

QString inside(const QString &folder, const QString &name)
{
    return folder + QLatin1Char('/') + name;
}

Result<QByteArray> readSmall(const QString &folder, const char *name)
{
    QD_TRY(const FileDescriptor fd, openInSet(folder, QLatin1String(name)));
    QByteArray bytes;
    QByteArray buffer(64 * 1024, Qt::Uninitialized);
    while (bytes.size() <= maximumSealedSize) {
        const ssize_t n = ::read(fd.get(), buffer.data(), static_cast<size_t>(buffer.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errorFromErrno(errno, RepositoryText::tr("Could not read %1.").arg(inside(folder, QLatin1String(name)))));
        if (n == 0)
            break;
        bytes.append(buffer.constData(), n);
    }
    return bytes;
}

/// Files only we make: a folder that has one, and a set's name, was a set.
bool hasOurFiles(const QString &path)
{
    static const QStringList ours = {QLatin1String(proofFile), QStringLiteral("postgres.dump.zst"), QStringLiteral("globals.sql.zst"),
                                     QStringLiteral("redis.rdb.zst"), QStringLiteral("n8n-data.tar.zst")};
    return std::any_of(ours.begin(), ours.end(), [&path](const QString &name) {
        return QFile::exists(inside(path, name)) || QFile::exists(inside(path, name + QLatin1String(".age")));
    });
}

/// When a set was taken, from its name: all that is left without a manifest.
QDateTime timeFromId(const QString &id)
{
    const qsizetype second = id.lastIndexOf(QLatin1Char('_'));
    return QDateTime::fromString(id.mid(second - 8, 15), QStringLiteral("yyyyMMdd_HHmmss"));
}

/// Whose it was, likewise.
QString stackFromId(const QString &id)
{
    return id.left(id.lastIndexOf(QLatin1Char('_')) - 9);
}

void damage(BackupSet &set, const QString &why)
{
    set.state = SetState::Damaged;
    set.why = set.why.isEmpty() ? why : set.why + QLatin1Char('\n') + why;
}

void checkFiles(BackupSet &set)
{
    for (const FileEntry &file : set.manifest->files) {
        if (!set.parts.contains(file.part))
            set.parts.append(file.part);
        const Result<FileDescriptor> fd = openInSet(set.path, file.path);
        struct stat status = {};
        if (!fd) {
            damage(set, fd.error().kind == ErrorKind::NotFound ? RepositoryText::tr("%1 is missing.").arg(file.path) : fd.error().what);
        } else if (::fstat(fd->get(), &status) == 0) {
            set.size += status.st_size;
            if (status.st_size != file.size)
                damage(set, RepositoryText::tr("%1 has %2 bytes instead of %3.").arg(file.path).arg(status.st_size).arg(file.size));
        }
    }
}

/// Nothing when the folder is none of ours.
std::optional<BackupSet> readSet(const QString &folder, const QString &name)
{
    if (!isSetId(name))
        return std::nullopt;
    BackupSet set;
    set.id = name;
    set.path = inside(folder, name);
    struct stat status = {};
    if (::lstat(QFile::encodeName(set.path).constData(), &status) != 0 || !S_ISDIR(status.st_mode))
        return std::nullopt;
    set.time = timeFromId(name);
    const Result<QByteArray> bytes = readSmall(set.path, manifestFile);
    if (!bytes) {
        if (bytes.error().kind == ErrorKind::NotFound && !hasOurFiles(set.path))
            return std::nullopt;
        damage(set, bytes.error().kind == ErrorKind::NotFound ? RepositoryText::tr("Its manifest is missing.") : bytes.error().what);
        return set;
    }
    const Result<Manifest> manifest = readManifest(*bytes);
    if (!manifest) {
        damage(set, manifest.error().what);
        return set;
    }
    if (manifest->id != name) {
        damage(set, RepositoryText::tr("It holds the manifest of the set %1.").arg(manifest->id));
        return set;
    }
    set.manifest = *manifest;
    set.time = manifest->startedAt.isValid() ? manifest->startedAt : set.time;
    set.sequence = manifest->sequence;
    set.tookMs = std::max<qint64>(0, manifest->startedAt.msecsTo(manifest->finishedAt));
    set.size = bytes->size();
    if (const Result<QByteArray> proofBytes = readSmall(set.path, proofFile)) {
        set.size += proofBytes->size();
        // A damaged record of checks is no damage of the set: it proves nothing any more.
        set.proofs = readProofs(*proofBytes, manifestDigest(*bytes)).value_or(QList<Proof>());
    }
    const Judgement judgement = judge(set.proofs);
    set.state = judgement.state;
    set.why = judgement.why;
    checkFiles(set);
    return set;
}

/// Every stack's own by sequence; between stacks by time. Merged, because a
/// comparison that asks now one, now the other is no order.
QList<BackupSet> inOrder(const QList<BackupSet> &sets)
{
    QMap<QString, QList<BackupSet>> byStack;
    for (const BackupSet &set : sets)
        byStack[set.manifest ? QLatin1Char('s') + set.manifest->stackId : QString()].append(set);
    for (auto it = byStack.begin(); it != byStack.end(); ++it) {
        std::stable_sort(it->begin(), it->end(), [](const BackupSet &a, const BackupSet &b) {
            if (a.sequence != b.sequence)
                return a.sequence > b.sequence;
            return a.time != b.time ? a.time > b.time : a.id > b.id;
        });
    }
    QList<BackupSet> ordered;
    while (!byStack.isEmpty()) {
        auto newest = byStack.begin();
        for (auto it = byStack.begin(); it != byStack.end(); ++it) {
            if (it->front().time > newest->front().time)
                newest = it;
        }
        ordered.append(newest->takeFirst());
        if (newest->isEmpty())
            byStack.erase(newest);
    }
    return ordered;
}

QString counterPath(const QString &folder, const QString &stackId)
{
    const QByteArray hash = QCryptographicHash::hash(stackId.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return inside(folder, QLatin1String(".sequence-") + QString::fromLatin1(hash));
}

} // namespace

QString setStateName(SetState state)
{
    switch (state) {
    case SetState::Proven:
        return QStringLiteral("proven");
    case SetState::Verified:
        return QStringLiteral("verified");
    case SetState::Damaged:
        return QStringLiteral("damaged");
    case SetState::Foreign:
        return QStringLiteral("foreign");
    case SetState::Unverified:
        break;
    }
    return QStringLiteral("unverified");
}

QString setStateTitle(SetState state)
{
    switch (state) {
    case SetState::Proven:
        return RepositoryText::tr("Proven");
    case SetState::Verified:
        return RepositoryText::tr("Verified");
    case SetState::Damaged:
        return RepositoryText::tr("Damaged");
    case SetState::Foreign:
        return RepositoryText::tr("Foreign");
    case SetState::Unverified:
        break;
    }
    return RepositoryText::tr("Unverified");
}

std::optional<QDateTime> BackupSet::provenAt() const
{
    if (state != SetState::Proven)
        return std::nullopt;
    for (auto proof = proofs.crbegin(); proof != proofs.crend(); ++proof) {
        if (proof->passed && proof->depth == Proof::Depth::Drill)
            return proof->at;
    }
    return std::nullopt;
}

std::optional<QDateTime> lastProven(const QList<BackupSet> &sets)
{
    const auto proven = std::find_if(sets.cbegin(), sets.cend(), [](const BackupSet &set) { return set.provenAt().has_value(); });
    return proven == sets.cend() ? std::nullopt : std::optional<QDateTime>(proven->time);
}

Repository::Repository(QString folder)
    : m_folder(std::move(folder))
{
}

QString Repository::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1String("/quarterdeck/backups");
}

Result<QList<BackupSet>> Repository::list(const JobContext &context, const QString &stackId) const
{
    QList<BackupSet> sets;
    const FileDescriptor fd(::open(QFile::encodeName(m_folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.isValid() && errno == ENOENT)
        return sets; // nothing was ever backed up here
    // Names alone are not enough: without leave to enter it would look empty.
    const FileDescriptor entered(fd.isValid() ? ::openat(fd.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1);
    if (!entered.isValid())
        return fail(errorFromErrno(errno, RepositoryText::tr("Could not open the folder %1.").arg(m_folder)));
    const QString stackPart = makeSetId(stackId, QDateTime()).chopped(1);
    for (const QString &name : QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)) {
        QD_CHECK(context.checkpoint());
        const std::optional<BackupSet> set = readSet(m_folder, name);
        if (!set)
            continue;
        const bool wanted = stackId.isEmpty() || (set->manifest ? set->manifest->stackId == stackId : stackFromId(name) == stackPart);
        if (wanted)
            sets.append(*set);
    }
    QD_TRY(const QList<BackupSet> foreign, listForeign(context, m_folder));
    return inOrder(sets + foreign);
}

Result<BackupSet> Repository::find(const JobContext &context, const QString &id) const
{
    QD_CHECK(context.checkpoint());
    if (const std::optional<BackupSet> set = readSet(m_folder, id))
        return *set;
    QD_TRY(const QList<BackupSet> foreign, listForeign(context, m_folder));
    for (const BackupSet &set : foreign) {
        if (set.id == id)
            return set;
    }
    return fail(ErrorKind::NotFound, RepositoryText::tr("There is no backup named %1 in %2.").arg(id, m_folder));
}

Result<qint64> Repository::nextSequence(const QString &stackId) const
{
    QD_TRY(const QList<BackupSet> sets, list(JobContext(), stackId));
    qint64 highest = 0;
    for (const BackupSet &set : sets)
        highest = std::max(highest, set.sequence);
    const QString path = counterPath(m_folder, stackId);
    const Result<QByteArray> bytes = readWholeFile(path, 64);
    if (!bytes && bytes.error().kind != ErrorKind::NotFound && bytes.error().kind != ErrorKind::Invalid)
        return fail(bytes.error());
    // A damaged counter is no more than what the sets tell; nor is an absurd one.
    bool number = false;
    const qint64 counted = bytes ? bytes->trimmed().toLongLong(&number) : 0;
    constexpr qint64 absurd = 1LL << 48;
    if (number && counted > highest && counted < absurd)
        highest = counted;
    QD_CHECK(makeFolder(m_folder));
    QD_CHECK(writeFileAtomically(path, QByteArray::number(highest + 1) + '\n'));
    return highest + 1;
}

Result<void> Repository::addProof(const BackupSet &set, const Proof &proof) const
{
    if (!set.manifest)
        return fail(ErrorKind::Unsupported, RepositoryText::tr("%1 has no manifest a proof could speak of.").arg(set.id));
    QD_TRY(const QByteArray manifest, readSmall(set.path, manifestFile));
    if (manifestDigest(manifest) != proof.manifestSha256)
        return fail(ErrorKind::Conflict, RepositoryText::tr("The manifest of %1 changed while it was checked.").arg(set.id));
    QList<Proof> proofs;
    const Result<QByteArray> bytes = readSmall(set.path, proofFile);
    if (bytes)
        proofs = readProofs(*bytes, proof.manifestSha256).value_or(QList<Proof>());
    else if (bytes.error().kind != ErrorKind::NotFound) // a link, which writing would follow, or unreadable: those in it would be lost
        return fail(bytes.error());
    return writeFileAtomically(inside(set.path, QLatin1String(proofFile)), writeProofs(withProof(proofs, proof)));
}

Result<void> Repository::remove(const JobContext &context, const BackupSet &set, bool allowForeign) const
{
    QD_CHECK(context.checkpoint());
    // Looked at again: what was listed a while ago may be something else now.
    QD_TRY(const BackupSet found, find(context, set.id));
    if (found.state == SetState::Foreign && !allowForeign) {
        return fail(ErrorKind::Conflict, RepositoryText::tr("%1 was not made by Quarterdeck and is left alone.").arg(set.id), {},
                    RepositoryText::tr("Delete its files yourself, or confirm that foreign backups may be deleted."));
    }
    if (found.path != set.path || found.sequence != set.sequence || found.foreignFiles != set.foreignFiles)
        return fail(ErrorKind::Conflict, RepositoryText::tr("%1 changed meanwhile and was not deleted.").arg(set.id));
    QString doomed = inside(m_folder, QLatin1String(deletingPrefix) + found.id);
    if (QFile::exists(doomed))
        doomed += QLatin1Char('-') + QUuid::createUuid().toString(QUuid::Id128);
    const auto rename = [](const QString &from, const QString &to) -> Result<void> {
        if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
            return fail(errorFromErrno(errno, RepositoryText::tr("Could not delete %1.").arg(from)));
        return {};
    };
    if (found.state == SetState::Foreign) {
        QD_CHECK(makeFolder(doomed));
        for (const QString &file : found.foreignFiles)
            QD_CHECK(rename(file, inside(doomed, file.section(QLatin1Char('/'), -1))));
    } else {
        QD_CHECK(rename(found.path, doomed));
    }
    // From here on it is gone; what a power cut leaves is removed at the next start.
    QD_CHECK(syncFolder(m_folder));
    return removeTree(doomed);
}

Result<QStringList> Repository::cleanLeftovers(const JobContext &context) const
{
    QStringList removed;
    const QString partials = inside(m_folder, QStringLiteral(".partial"));
    QStringList candidates;
    for (const QString &name : QDir(partials).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        // Only names we give: somebody may have put something of his own there.
        if (!QUuid(name).isNull())
            candidates.append(inside(partials, name));
    }
    for (const QString &name : QDir(m_folder).entryList({QLatin1String(deletingPrefix) + QLatin1Char('*')},
                                                        QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks))
        candidates.append(inside(m_folder, name));
    for (const QString &path : std::as_const(candidates)) {
        QD_CHECK(context.checkpoint());
        QD_TRY(const bool dead, removeIfDead(path));
        if (dead)
            removed.append(path);
    }
    ::rmdir(QFile::encodeName(partials).constData());
    removed += removeAbandonedTemporaries(m_folder, QStringList{QStringLiteral(".sequence-*")} + recoveryCardFiles());
    if (const Result<QList<BackupSet>> sets = list(context)) {
        for (const BackupSet &set : *sets) {
            if (set.state != SetState::Foreign)
                removed += removeAbandonedTemporaries(set.path, {QLatin1String(proofFile)});
        }
    }
    return removed;
}

} // namespace quarterdeck::backup
