// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/setcontents.h"

#include "backup/foreign.h"
#include "backup/rdbcheck.h"
#include "backup/stream.h"
#include "backup/tarwalk.h"
#include "foundation/units.h"
#include "stack/dotenv.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace quarterdeck::backup {

namespace {

struct ContentsText
{
    Q_DECLARE_TR_FUNCTIONS(SetContents)
};

constexpr qint64 maximumEnvironmentSize = 16 * 1024 * 1024;

Result<void> readRdb(FileSource &source, ContentsReport &report)
{
    RdbCheck check;
    QD_CHECK(source.drain([&check](QByteArrayView bytes) -> Result<void> {
        check.feed(bytes);
        return {};
    }));
    QD_TRY(const RdbFigure figure, check.finish());
    report.findings.append(
        figure.checksummed ? ContentsText::tr("The RDB of Redis is whole (version %1, its checksum fits).").arg(figure.version)
                           : ContentsText::tr("The RDB of Redis has both its ends (version %1, written without a checksum).").arg(figure.version));
    return {};
}

Result<void> readTar(FileSource &source, const FileEntry &entry, ContentsReport &report)
{
    // The engine's archives begin with the folder's own name.
    const QString settings = QFileInfo(entry.original).fileName() + QLatin1String("/config");
    TarWalk walk({settings});
    QD_CHECK(source.drain([&walk](QByteArrayView bytes) { return walk.feed(bytes); }));
    QD_TRY(const TarFigure figure, walk.finish());
    report.n8nSettings = figure.files.value(settings);
    report.findings.append(
        ContentsText::tr("The data folder of n8n can be unpacked: %1 entries, %2.").arg(figure.entries).arg(formatBytes(figure.bytes)));
    return {};
}

Result<void> readEntry(const JobContext &context, const BackupSet &set, const FileEntry &entry, const QString &identity, ContentsReport &report)
{
    QD_TRY(const std::unique_ptr<FileSource> source, FileSource::openEntry(context, set.path, entry, identity));
    switch (entry.part) {
    case Part::Redis:
        return readRdb(*source, report);
    case Part::N8nData:
        return readTar(*source, entry, report);
    default:
        break;
    }
    QD_CHECK(source->drain([](QByteArrayView) { return Result<void>(); }));
    return {};
}

} // namespace

const FileEntry *findPart(const Manifest &manifest, Part part)
{
    const auto found = std::find_if(manifest.files.begin(), manifest.files.end(), [part](const FileEntry &file) { return file.part == part; });
    return found == manifest.files.end() ? nullptr : &*found;
}

Result<ContentsReport> readContents(const JobContext &context, const BackupSet &set, const QString &ageIdentityFile,
                                    const std::function<void(qint64)> &onBytes)
{
    ContentsReport report;
    qint64 done = 0;
    for (const FileEntry &entry : set.manifest->files) {
        if (Result<void> read = readEntry(context, set, entry, ageIdentityFile, report); !read) {
            Error error = read.error();
            // A neighbour's sentence need not name the file.
            if (!error.what.contains(entry.path))
                error.what = entry.path + QLatin1String(": ") + error.what;
            return fail(error);
        }
        done += entry.size;
        if (onBytes)
            onBytes(done);
    }
    report.findings.prepend(
        ContentsText::tr("%1 files, %2: every checksum fits, on disk and of the contents.").arg(set.manifest->files.size()).arg(formatBytes(done)));
    return report;
}

Result<SetKey> findKeyInSet(const JobContext &context, const BackupSet &set, const QString &ageIdentityFile, const QByteArray &n8nSettings)
{
    const QString name = QStringLiteral("N8N_ENCRYPTION_KEY");
    if (const QString path = foreignFileOf(set, Part::Environment); !set.manifest && !path.isEmpty()) {
        QD_TRY(const QByteArray bytes, foreignEnvironment(set));
        const std::optional<QString> value = stack::DotEnv(bytes).value(name);
        if (value && !value->isEmpty())
            return SetKey{Secret(*value), path};
    }
    for (const FileEntry &entry : set.manifest ? set.manifest->files : QList<FileEntry>()) {
        if (entry.part != Part::Environment || entry.rawSize > maximumEnvironmentSize)
            continue;
        QByteArray bytes;
        QD_TRY(const std::unique_ptr<FileSource> source, FileSource::openEntry(context, set.path, entry, ageIdentityFile));
        QD_CHECK(source->drain([&bytes](QByteArrayView more) {
            bytes.append(more);
            return Result<void>();
        }));
        const std::optional<QString> value = stack::DotEnv(bytes).value(name);
        if (value && !value->isEmpty())
            return SetKey{Secret(*value), entry.path};
    }
    const QString inSettings = QJsonDocument::fromJson(n8nSettings).object().value(QLatin1String("encryptionKey")).toString();
    if (!inSettings.isEmpty())
        return SetKey{Secret(inSettings), QStringLiteral("n8n-data: config")};
    return SetKey{};
}

} // namespace quarterdeck::backup
