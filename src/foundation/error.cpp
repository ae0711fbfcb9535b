// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/error.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstring>

namespace quarterdeck {

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorKind::Timeout:
        return QStringLiteral("timeout");
    case ErrorKind::Unreachable:
        return QStringLiteral("unreachable");
    case ErrorKind::NotFound:
        return QStringLiteral("not-found");
    case ErrorKind::Auth:
        return QStringLiteral("auth");
    case ErrorKind::Conflict:
        return QStringLiteral("conflict");
    case ErrorKind::Invalid:
        return QStringLiteral("invalid");
    case ErrorKind::NoSpace:
        return QStringLiteral("no-space");
    case ErrorKind::Corrupt:
        return QStringLiteral("corrupt");
    case ErrorKind::Unsupported:
        return QStringLiteral("unsupported");
    case ErrorKind::Internal:
        break;
    }
    return QStringLiteral("internal");
}

Error errorFromErrno(int code, const QString &what)
{
    Error error;
    error.what = what;
    error.detail = QString::fromLocal8Bit(std::strerror(code));
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        error.kind = ErrorKind::NoSpace;
        error.hint = QCoreApplication::translate("Error", "Free some disk space and try again.");
        break;
    case EACCES:
    case EPERM:
    case EROFS:
        error.kind = ErrorKind::Auth;
        error.hint = code == EROFS ? QCoreApplication::translate("Error", "The file system is read-only. Choose another place, or mount it writable.")
                                   : QCoreApplication::translate("Error", "Check the owner and the mode of the file and of its folder.");
        break;
    case ENOENT:
    case ENOTDIR:
        error.kind = ErrorKind::NotFound;
        break;
    case ECONNREFUSED:
    case ECONNRESET:
    case EPIPE:
    case EHOSTUNREACH:
    case ENETUNREACH:
        error.kind = ErrorKind::Unreachable;
        break;
    case ETIMEDOUT:
        error.kind = ErrorKind::Timeout;
        break;
    case EEXIST:
    case EBUSY:
    case EAGAIN:
        error.kind = ErrorKind::Conflict;
        break;
    case EINVAL:
    case ENAMETOOLONG:
        error.kind = ErrorKind::Invalid;
        break;
    case EIO:
        error.kind = ErrorKind::Corrupt;
        error.hint = QCoreApplication::translate("Error", "The disk reported an input/output error. Check the kernel log and the disk.");
        break;
    default:
        error.kind = ErrorKind::Internal;
        break;
    }
    return error;
}

} // namespace quarterdeck
