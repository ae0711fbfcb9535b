// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/manifest.h"
#include "foundation/clock.h"
#include "foundation/jobcontext.h"

namespace quarterdeck::backup {

/// The words of design.md, same in the window, the CLI and JSON (lower-case).
enum class SetState { Proven, Verified, Unverified, Damaged, Foreign };

[[nodiscard]] QString setStateName(SetState state);
[[nodiscard]] QString setStateTitle(SetState state);

/// One set as found in the target folder.
struct BackupSet
{
    QString id; ///< folder name; for a foreign set a stable id made from its file names
    QString path; ///< absolute: the folder; of a foreign set the folder that holds its files
    SetState state = SetState::Unverified;
    QString why; ///< translated: why Damaged, what a Foreign set lacks
    std::optional<Manifest> manifest;
    QList<Proof> proofs;
    QStringList foreignFiles; ///< absolute paths, of a foreign set
    QDateTime time; ///< when it was taken, as far as known
    qint64 sequence = 0; ///< 0 for foreign sets
    qint64 size = 0; ///< bytes on disk
    QList<Part> parts;
    qint64 tookMs = 0;

    [[nodiscard]] std::optional<QDateTime> provenAt() const;
};

/// When the newest set was taken that is proven to restore: whatever is
/// younger would be lost. @param sets newest first
[[nodiscard]] std::optional<QDateTime> lastProven(const QList<BackupSet> &sets);

/// The target folder of one stack's sets. A set is a folder made by us:
/// manifest.json whose id equals the folder's name. Anything else is left alone.
class Repository final
{
public:
    explicit Repository(QString folder);

    [[nodiscard]] QString folder() const { return m_folder; }

    /// Newest first, by sequence, then time. Cheap: manifests and sizes, no hashing.
    /// A set whose files are missing or of the wrong size is Damaged at once.
    /// @param stackId empty = of every stack
    [[nodiscard]] Result<QList<BackupSet>> list(const JobContext &context, const QString &stackId = {}) const;
    [[nodiscard]] Result<BackupSet> find(const JobContext &context, const QString &id) const;
    /// The sequence number a new set is to have: one more than any known,
    /// deleted ones included (a counter file beside the sets).
    [[nodiscard]] Result<qint64> nextSequence(const QString &stackId) const;
    /// Adds to the set's proof.json, atomically.
    [[nodiscard]] Result<void> addProof(const BackupSet &set, const Proof &proof) const;
    /// Renames to a .deleting name first, so that a set is whole or gone.
    /// Refuses anything that is not a set of ours (Foreign needs `allowForeign`).
    [[nodiscard]] Result<void> remove(const JobContext &context, const BackupSet &set, bool allowForeign = false) const;
    /// Removes .partial and .deleting leftovers of runs that died (no lock held).
    [[nodiscard]] Result<QStringList> cleanLeftovers(const JobContext &context) const;

    [[nodiscard]] static QString defaultFolder(); ///< ~/.local/share/quarterdeck/backups

private:
    QString m_folder;
};

} // namespace quarterdeck::backup
