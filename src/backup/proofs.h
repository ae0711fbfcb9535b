// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"

namespace quarterdeck::backup {

/// The bytes of proof.json: sealed like the manifest, newest last.
[[nodiscard]] QByteArray writeProofs(const QList<Proof> &proofs);

/// Those that speak of this manifest, in order. A record that cannot be read
/// proves nothing and is left out; a damaged file is Corrupt.
[[nodiscard]] Result<QList<Proof>> readProofs(const QByteArray &bytes, const QString &manifestSha256);

/// What the proofs make of a set whose files are there.
///
/// A failed check means Damaged until a check at least as deep passes: a look
/// at the checksums cannot take back what a restore has found. Else a passed
/// drill makes it Proven, any other passed check Verified.
struct Judgement
{
    SetState state = SetState::Unverified;
    QString why;
};
[[nodiscard]] Judgement judge(const QList<Proof> &proofs);

/// Adds one and keeps the file small: of each depth the newest 50.
[[nodiscard]] QList<Proof> withProof(QList<Proof> proofs, const Proof &proof);

} // namespace quarterdeck::backup
