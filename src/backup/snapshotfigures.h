// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/postgres/postgresport.h"
#include "backup/keycheck.h"
#include "backup/manifest.h"

namespace quarterdeck::backup {

/// Rows of n8n that are worth a look before and after: credentials and the
/// wrapped data keys, as stored (still encrypted).
struct KeyMaterial
{
    QList<CredentialRow> credentials; ///< at most 50, spread over the table
    QList<DeploymentKeyRow> deploymentKeys;
};

/// Everything the manifest says about the server and the database, apart from
/// the tables. Runs inside the session's open transaction.
[[nodiscard]] Result<PostgresFigure> readServerFigure(const JobContext &context, postgres::Session &session, const QString &schema,
                                                      const QString &tablePrefix);

/// Counts and digests every ordinary table of the database (system schemas
/// apart) inside the session's open snapshot.
///
/// The digest is order-independent: the sum over all rows of
/// hashtextextended(row as text, 0), modulo 2^64, so that a restored table
/// compares equal whatever its physical order. Tables whose heap and TOAST exceed
/// `fullDigestBytes` are digested "sampled": the primary key and the length of
/// every wide column of all rows, plus every column of the rows whose primary
/// key hashes to 0 modulo 64. Lengths of TOASTed text cost no decompression.
[[nodiscard]] Result<QList<TableFigure>> readTableFigures(const JobContext &context, postgres::Session &session,
                                                          qint64 fullDigestBytes = 64LL * 1024 * 1024);

/// Recomputes figures, each by the method it was made with; for a restored
/// copy. A table that is not there has -1 rows.
[[nodiscard]] Result<QList<TableFigure>> recomputeTableFigures(const JobContext &context, postgres::Session &session,
                                                               const QList<TableFigure> &wanted);

/// "SET name = value" for everything that decides how a value is written as
/// text: the same on both sides, or equal rows would have other digests.
/// @param local only until the transaction ends
[[nodiscard]] QStringList canonicalTextSettings(bool local);

[[nodiscard]] Result<KeyMaterial> readKeyMaterial(const JobContext &context, postgres::Session &session, const QString &schema,
                                                  const QString &tablePrefix);

/// Where n8n keeps what is not in the database: stable ids of what the set
/// does not cover, from execution_entity."storedAt" and binary data modes.
[[nodiscard]] Result<QStringList> readStorageGaps(const JobContext &context, postgres::Session &session, const QString &schema,
                                                  const QString &tablePrefix);

/// A name in double quotes, inner quotes doubled.
[[nodiscard]] QString quoteIdentifier(const QString &name);

} // namespace quarterdeck::backup
