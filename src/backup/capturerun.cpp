// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/capturerun.h"

#include "backup/gently.h"

#include <QFile>
#include <QFileInfo>
#include <QSysInfo>
#include <QThread>

#include <algorithm>

namespace quarterdeck::backup {

namespace {

/// Ours beside PostgreSQL, which sends, and pg_dump, which writes: on a small machine one; on a large one
/// more than four gain nothing, for then the server is what everybody waits for.
int compressionThreads(bool busy)
{
    return busy ? 0 : std::clamp(QThread::idealThreadCount() - 1, 1, 4);
}

} // namespace

CaptureRun::CaptureRun(const Neighbours &with, stack::Stack of, BackupSettings by, Recording recorded, BackupReport &into)
    : neighbours(with)
    , stack(std::move(of))
    , settings(std::move(by))
    , recording(std::move(recorded))
    , report(into)
    , repository(settings.folder.isEmpty() ? Repository::defaultFolder() : settings.folder)
{
    manifest.stackId = stack.id;
    manifest.toolVersion = QStringLiteral(QUARTERDECK_VERSION);
    manifest.host = QSysInfo::machineHostName();
    manifest.encryption = settings.ageRecipients.isEmpty() ? QStringLiteral("none") : QStringLiteral("age");
    manifest.recipients = settings.ageRecipients;
    manifest.keyFingerprint = stack.key.fingerprint;
    manifest.keyOrigin = stack::keyOriginName(stack.key.origin);
    for (const stack::Service &service : std::as_const(stack.services)) {
        manifest.services.append({service.name, stack::roleName(service.role), service.version, service.image, service.imageId, service.digests});
    }
}

std::chrono::milliseconds CaptureRun::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(neighbours.clock.monotonic() - began);
}

void CaptureRun::say(const JobContext &context, const QString &line)
{
    log.append(neighbours.clock.now().toString(Qt::ISODateWithMs) + QLatin1Char(' ') + line);
    context.sink().logLine(line);
}

void CaptureRun::warn(const JobContext &context, const QString &line)
{
    say(context, line);
    manifest.warnings.append(line);
    report.warnings.append(line);
}

void CaptureRun::capturedAt(std::chrono::steady_clock::time_point when)
{
    firstCapture = std::min(firstCapture.value_or(when), when);
    lastCapture = std::max(lastCapture.value_or(when), when);
}

void CaptureRun::release()
{
    snapshot.reset();
    partial.reset();
    lock.reset();
}

Result<void> CaptureRun::writeFile(const JobContext &context, const FileWanted &wanted,
                                   const std::function<Result<void>(const docker::ByteSink &)> &produce)
{
    QD_CHECK(partial->isStillThere());
    FileEntry entry;
    entry.part = wanted.part;
    entry.codec = wanted.zstd ? QStringLiteral("zstd") : QStringLiteral("none");
    entry.encrypted = !wanted.plain && !settings.ageRecipients.isEmpty();
    entry.original = wanted.original;
    entry.mode = wanted.mode;
    entry.path = wanted.path + (wanted.zstd ? QLatin1String(".zst") : QLatin1String()) + (entry.encrypted ? QLatin1String(".age") : QLatin1String());
    if (const QString folder = QFileInfo(entry.path).path(); folder != QLatin1String("."))
        QD_CHECK(partial->makeSubfolder(folder));

    // The last set tells how much there will be about, for nothing else does.
    qint64 expected = -1;
    if (previous) {
        for (const FileEntry &file : previous->files) {
            if (file.path == entry.path)
                expected = file.rawSize;
        }
    }
    SinkOptions options;
    options.zstd = wanted.zstd;
    options.threads = compressionThreads(busy);
    options.ageRecipients = entry.encrypted ? settings.ageRecipients : QStringList();
    options.rateLimit = settings.rateLimit;
    qint64 told = -1;
    options.onProgress = [&](const StreamProgress &progress) {
        if (told >= 0 && progress.rawBytes - told < 1024 * 1024)
            return;
        told = progress.rawBytes;
        context.sink().stepProgress(
            {wanted.stepId, progress.rawBytes, std::max(expected, expected < 0 ? -1 : progress.rawBytes), Progress::Unit::Bytes});
    };
    QD_TRY(const std::unique_ptr<FileSink> sink, FileSink::create(context, partial->path() + QLatin1Char('/') + entry.path, options));
    QD_TRY(const StreamFigure figure, gently(busy, [&]() -> Result<StreamFigure> {
               QD_CHECK(produce([&sink](QByteArrayView bytes) { return sink->write(bytes); }));
               return sink->finish();
           }));
    entry.size = figure.size;
    entry.sha256 = figure.sha256;
    entry.rawSize = figure.rawSize;
    entry.rawSha256 = figure.rawSha256;
    manifest.files.append(entry);
    return {};
}

Result<void> CaptureRun::writeFile(const JobContext &context, const FileWanted &wanted, const QByteArray &bytes)
{
    return writeFile(context, wanted, [&bytes](const docker::ByteSink &sink) { return sink(bytes); });
}

void CaptureRun::dropLastFile()
{
    QFile::remove(partial->path() + QLatin1Char('/') + manifest.files.takeLast().path);
}

} // namespace quarterdeck::backup
