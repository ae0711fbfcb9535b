// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/setreadme.h"

namespace quarterdeck::backup {

namespace {

const FileEntry *find(const Manifest &manifest, Part part)
{
    for (const FileEntry &file : manifest.files) {
        if (file.part == part)
            return &file;
    }
    return nullptr;
}

/// A shell command that prints the plain contents of a file.
QByteArray unpacked(const FileEntry &file)
{
    const QByteArray path = file.path.toUtf8();
    if (!file.encrypted)
        return "zstd -dc " + path;
    return "age -d -i IDENTITY " + path + (file.codec == QLatin1String("zstd") ? " | zstd -dc" : "");
}

} // namespace

QByteArray setReadme(const Manifest &manifest)
{
    QByteArray text = "A backup of the n8n stack \"" + manifest.stackId.toUtf8() + "\", taken "
        + manifest.startedAt.toUTC().toString(Qt::ISODate).toLatin1() + " by Quarterdeck " + manifest.toolVersion.toUtf8() + " on "
        + manifest.host.toUtf8() + ".\n\n"
        + "manifest.json names every file with its size and SHA-256; proof.json, when there is one, tells how the set was checked.\n"
        + "The files of this folder that hold secrets are for their owner alone: keep them so.\n\n"
        + "To check it by hand:\n\n    sha256sum FILE      compare with \"sha256\" in manifest.json\n\n"
        + "To restore it by hand, into servers that run and are empty:\n\n";
    if (const FileEntry *file = find(manifest, Part::Globals))
        text += "    " + unpacked(*file) + " | psql -U postgres -d postgres\n";
    if (const FileEntry *file = find(manifest, Part::Postgres)) {
        const QByteArray database = manifest.postgres ? manifest.postgres->database.toUtf8() : QByteArray("n8n");
        const QByteArray owner = manifest.postgres ? manifest.postgres->owner.toUtf8() : QByteArray("n8n");
        text += "    createdb -U postgres -O " + owner + " " + database + "\n    " + unpacked(*file) + " | pg_restore -U postgres -d " + database
            + " --exit-on-error\n";
    }
    if (const FileEntry *file = find(manifest, Part::Redis))
        text += "    " + unpacked(*file) + " > dump.rdb       into the data folder of a Redis that is stopped\n";
    if (const FileEntry *file = find(manifest, Part::N8nData))
        text += "    " + unpacked(*file) + " | tar -x --numeric-owner -p       beside the data folder of n8n, " + file->original.toUtf8() + "\n";
    if (find(manifest, Part::Environment) != nullptr || find(manifest, Part::Compose) != nullptr)
        text += "    env/ and compose/ hold the project's own files; \"original\" in manifest.json tells where each was.\n";
    if (manifest.encryption != QLatin1String("none"))
        text += "\nIDENTITY is the file with the age identity of one of the recipients in manifest.json. Without it nothing here can be read.\n";
    if (!manifest.keyFingerprint.isEmpty())
        text += "\nn8n needs its encryption key (fingerprint " + manifest.keyFingerprint.toUtf8() + ", from: " + manifest.keyOrigin.toUtf8()
            + ") to read the credentials in the database.\n";
    return text;
}

} // namespace quarterdeck::backup
