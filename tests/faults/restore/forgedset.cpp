// SPDX-License-Identifier: GPL-3.0-or-later
#include "forgedset.h"

#include "backup/stream.h"
#include "foundation/atomicfile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace quarterdeck::test {

using namespace backup;

ForgedSet::ForgedSet(const QString &original)
    // A name of its own, later than the original's.
    : m_folder(original + QLatin1String("-2"))
{
    QDirIterator it(original, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString file = it.next();
        const QString copy = m_folder + file.mid(original.size());
        QDir().mkpath(QFileInfo(copy).path());
        // What was proven was the original.
        if (!file.endsWith(QLatin1String("/proof.json")))
            QFile::copy(file, copy);
    }
    manifest = readManifest(readWholeFile(original + QLatin1String("/manifest.json")).value_or(QByteArray())).value_or(Manifest());
    manifest.id = m_folder.section(QLatin1Char('/'), -1);
}

ForgedSet::~ForgedSet()
{
    QDir(m_folder).removeRecursively();
}

FileEntry &ForgedSet::entry(Part part)
{
    const auto found = std::find_if(manifest.files.begin(), manifest.files.end(), [part](const FileEntry &file) { return file.part == part; });
    if (found == manifest.files.end())
        qFatal("the set has no such part");
    return *found;
}

QByteArray ForgedSet::raw(Part part)
{
    QByteArray bytes;
    const auto source = FileSource::openEntry(JobContext(), m_folder, entry(part), {});
    if (!source || !(*source)->drain([&bytes](QByteArrayView more) -> Result<void> {
            bytes.append(more);
            return {};
        }))
        qFatal("the part cannot be read");
    return bytes;
}

Result<void> ForgedSet::put(Part part, const QByteArray &raw)
{
    QFile::remove(path(part));
    SinkOptions options;
    options.zstd = entry(part).codec == QLatin1String("zstd");
    QD_TRY(const auto sink, FileSink::create(JobContext(), path(part), options));
    QD_CHECK(sink->write(raw));
    QD_TRY(const StreamFigure figure, sink->finish());
    FileEntry &changed = entry(part);
    changed.size = figure.size;
    changed.sha256 = figure.sha256;
    changed.rawSize = figure.rawSize;
    changed.rawSha256 = figure.rawSha256;
    return {};
}

Result<void> ForgedSet::putBomb(Part part, qint64 bytes, qint64 claimed)
{
    QFile::remove(path(part));
    QD_TRY(const auto sink, FileSink::create(JobContext(), path(part), SinkOptions()));
    const QByteArray zeros(1024 * 1024, '\0');
    for (qint64 done = 0; done < bytes; done += zeros.size())
        QD_CHECK(sink->write(zeros));
    QD_TRY(const StreamFigure figure, sink->finish());
    FileEntry &changed = entry(part);
    changed.size = figure.size;
    changed.sha256 = figure.sha256;
    changed.codec = QStringLiteral("zstd");
    changed.rawSize = claimed;
    changed.rawSha256 = figure.rawSha256;
    return {};
}

void ForgedSet::leaveOut(Part part)
{
    manifest.files.removeIf([part](const FileEntry &file) { return file.part == part; });
}

QString ForgedSet::publish()
{
    return writeFileAtomically(m_folder + QLatin1String("/manifest.json"), writeManifest(manifest), 0600) ? manifest.id : QString();
}

} // namespace quarterdeck::test
