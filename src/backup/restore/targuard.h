// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "foundation/result.h"

#include <QtGlobal>

namespace quarterdeck::restore {

/// What an archive of n8n's data folder may hold. Everything else is refused,
/// for an archive lies about for months where others may write, and is unpacked
/// with more rights than they have.
struct TarRules
{
    /// The one folder that everything in it lies in (".n8n", as the engine packs
    /// it); empty = the archive is of the folder's contents ("./config").
    QString folder;
    /// Where that folder was, for absolute links into it; empty = there may be none.
    QString original;
    qint64 maximumBytes = 0; ///< of all files together: the manifest's rawSize
    qint64 maximumEntries = 500'000;
};

/// What was seen in an archive that passed.
struct TarSeen
{
    qint64 entries = 0;
    qint64 bytes = 0; ///< of the regular files
    bool hasSettings = false; ///< n8n's file "config" is in it

    bool operator==(const TarSeen &) const = default;
};

/// How an archive is written anew.
struct TarRewrite
{
    QString prefix; ///< folder that everything goes into, instead of TarRules::folder
    qint64 uid = 1000; ///< of every entry: the user "node" of n8n's image
    qint64 gid = 1000;
};

/// Reads an archive to the end of its source and writes nothing.
/// Refuses: absolute paths, "..", entries outside the folder, links that lead
/// out of it (also by way of other links), devices, pipes, sockets, set-user
/// and set-group programs, names with control characters, two entries of one
/// name, more bytes or entries than the rules allow.
/// @param source asked to its very end, so that its own checks are made too
/// Errors: Invalid names the entry that is refused; Corrupt (no archive, cut
/// off); errors of `source` are passed on.
[[nodiscard]] Result<TarSeen> checkTar(const docker::ByteSource &source, const TarRules &rules);

/// The same, and what passes goes into an archive that is written anew: no
/// reader can understand that one otherwise than we did, and owners are as n8n
/// needs them. n8n's `config` gets mode 0600. Bytes come out before the end is
/// checked: run checkTar() over everything first.
[[nodiscard]] Result<TarSeen> rewriteTar(const docker::ByteSource &source, const TarRules &rules, const TarRewrite &rewrite,
                                         const docker::ByteSink &sink);

} // namespace quarterdeck::restore
