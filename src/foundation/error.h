// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace quarterdeck {

/// What sort of failure an Error is. The interface decides by this, never by
/// the text: which icon, whether "Retry" makes sense, which exit code.
enum class ErrorKind {
    Cancelled, ///< the user or the caller asked to stop; nothing is wrong
    Timeout, ///< the deadline of the job passed
    Unreachable, ///< nobody answers at the address
    NotFound, ///< the neighbour answers, the thing asked for is not there
    Auth, ///< permission or password refused
    Conflict, ///< state does not allow it now (already running, locked, changed meanwhile)
    Invalid, ///< the input cannot be right (user, file or protocol)
    NoSpace, ///< disk or quota full
    Corrupt, ///< data fails its own check
    Unsupported, ///< understood, but this version or neighbour cannot do it
    Internal, ///< a defect of ours
};

/// A failure in words. `what` and `hint` are translated and shown to people,
/// `detail` is raw output of a neighbour, folded away behind "Show details".
/// None of them may hold a secret.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString what; ///< one sentence: what happened
    QString detail; ///< raw stderr, protocol text, errno; may be empty
    QString hint; ///< what to do about it; may be empty

    bool operator==(const Error &) const = default;
};

/// Stable lower-case name used in JSON ("no-space", "unreachable", ...).
[[nodiscard]] QString errorKindName(ErrorKind kind);

/// An Error made from errno: kind from the code (ENOSPC, EACCES, ENOENT, ...),
/// detail from strerror.
/// @param code the errno value
/// @param what translated sentence of what was being done and failed
[[nodiscard]] Error errorFromErrno(int code, const QString &what);

} // namespace quarterdeck
