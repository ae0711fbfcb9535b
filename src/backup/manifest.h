// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

/// What one backup set holds and how it can be checked. The format is
/// documented for people in docs/backup-format.md.
namespace quarterdeck::backup {

/// What a file of the set is.
enum class Part { Postgres, Globals, Redis, N8nData, Environment, Compose, Log, Readme };

[[nodiscard]] QString partName(Part part); ///< stable, JSON: "postgres", "globals", "redis", "n8n-data", "env", "compose", "log", "readme"
[[nodiscard]] QString partTitle(Part part); ///< translated

struct FileEntry
{
    QString path; ///< relative to the set, no "..", no leading slash
    Part part = Part::Postgres;
    qint64 size = 0; ///< bytes on disk
    QString sha256; ///< of the bytes on disk, 64 hexadecimal digits
    QString codec; ///< "none", "zstd"
    qint64 rawSize = 0; ///< bytes before codec and encryption
    QString rawSha256; ///< of the bytes before codec and encryption
    bool encrypted = false; ///< with age, outermost
    QString original; ///< env and compose: where it was found
    int mode = 0600; ///< of the original

    bool operator==(const FileEntry &) const = default;
};

/// One table, counted and digested inside the dump's own snapshot.
struct TableFigure
{
    QString schema;
    QString name;
    qint64 rows = 0;
    /// Order-independent digest; empty when it was not taken.
    QString digest;
    /// How: "full" = every column of every row; "sampled" = every column of a
    /// fixed pseudo-random sample plus key columns and lengths of all rows.
    QString method;

    bool operator==(const TableFigure &) const = default;
};

struct ServiceFigure
{
    QString name;
    QString role;
    QString version;
    QString image;
    QString imageId;
    QStringList digests;

    bool operator==(const ServiceFigure &) const = default;
};

enum class KeyFit { Unknown, Fits, DoesNotFit, NoCredentials, NoKey };

[[nodiscard]] QString keyFitName(KeyFit fit); ///< "unknown", "fits", "does-not-fit", "no-credentials", "no-key"
[[nodiscard]] QString keyFitTitle(KeyFit fit); ///< translated

struct PostgresFigure
{
    int serverVersion = 0; ///< server_version_num
    QString serverVersionText;
    QString database;
    QString schema;
    QString tablePrefix;
    QString owner;
    QString encoding;
    QString collation;
    QStringList extensions;
    QString migrationHead; ///< newest row of n8n's migrations table
    qint64 databaseSize = 0; ///< pg_database_size
    QString snapshot; ///< exported snapshot id, for the record
    QDateTime snapshotTaken;
    QList<TableFigure> tables;

    bool operator==(const PostgresFigure &) const = default;
};

struct RedisFigure
{
    QString version;
    qint64 keys = 0; ///< of all databases, at the save
    QMap<QString, qint64> keysByDatabase; ///< "db0" -> 12
    QDateTime saved;

    bool operator==(const RedisFigure &) const = default;
};

/// What a later look at the set found. Kept outside the sealed manifest, in
/// proof.json beside it, newest last.
struct Proof
{
    enum class Depth { Quick, Full, Drill };

    Depth depth = Depth::Quick;
    bool passed = false;
    QDateTime at;
    qint64 tookMs = 0;
    QStringList findings; ///< translated; why it did not pass, or what was compared
    QString manifestSha256; ///< of the manifest it speaks of: a proof of another manifest counts for nothing

    bool operator==(const Proof &) const = default;
};

[[nodiscard]] QString depthName(Proof::Depth depth); ///< "quick", "full", "drill"

struct Manifest
{
    static constexpr int currentSchema = 1;

    int schema = currentSchema;
    QString id; ///< the folder's name: <stack>_YYYYMMDD_HHMMSS
    qint64 sequence = 0; ///< grows by one with every set of this stack; orders sets when clocks lie
    QString stackId;
    QString toolVersion;
    QString host;
    QDateTime startedAt;
    QDateTime finishedAt;
    QList<FileEntry> files;
    QList<ServiceFigure> services;
    std::optional<PostgresFigure> postgres;
    std::optional<RedisFigure> redis;
    QString n8nDataVolume;
    QString keyFingerprint; ///< never the key
    QString keyOrigin;
    KeyFit keyFit = KeyFit::Unknown;
    qint64 skewMs = 0; ///< between the first and the last of the three captures
    QStringList notCovered; ///< stable ids: "execution-data-s3", "binary-data-fs-outside", "redis-missing", ...
    QStringList warnings; ///< translated
    QString encryption; ///< "none" or "age"
    QStringList recipients; ///< public age recipients

    bool operator==(const Manifest &) const = default;
};

/// The bytes of manifest.json, sealed (sealedjson.h): its second line holds the
/// SHA-256 of the file with these 64 digits set to zero.
[[nodiscard]] QByteArray writeManifest(const Manifest &manifest);

/// Reads and checks. Errors: Corrupt (not JSON, checksum wrong, paths that
/// leave the set, duplicate or missing members), Unsupported (newer schema).
[[nodiscard]] Result<Manifest> readManifest(const QByteArray &bytes);

/// What ties a proof to a manifest: the SHA-256 of the bytes of manifest.json.
[[nodiscard]] QString manifestDigest(const QByteArray &bytes);

/// Whether a path of a manifest stays inside its set: relative, no empty, "."
/// or ".." component, no backslash or control character, at most 1,024 bytes.
[[nodiscard]] bool isSafeSetPath(const QString &path);

/// <stack>_YYYYMMDD_HHMMSS from the time as given (local or UTC is the
/// caller's choice); characters of the stack's name that do not belong into a
/// folder name become "-".
[[nodiscard]] QString makeSetId(const QString &stackId, const QDateTime &time);
/// Whether a folder's name has that form (a "-2" may follow).
[[nodiscard]] bool isSetId(const QString &name);

[[nodiscard]] QJsonObject proofToJson(const Proof &proof);
[[nodiscard]] Result<Proof> proofFromJson(const QJsonObject &object);

} // namespace quarterdeck::backup
