// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/error.h"

#include <QJsonObject>

namespace quarterdeck::cli {

/// The member "error" of a JSON document (docs/cli.md).
/// @param kind where it is not the error's own: "usage"
[[nodiscard]] inline QJsonObject errorJson(const Error &error, const QString &kind = {})
{
    return {{QStringLiteral("kind"), kind.isEmpty() ? errorKindName(error.kind) : kind},
            {QStringLiteral("what"), error.what},
            {QStringLiteral("detail"), error.detail},
            {QStringLiteral("hint"), error.hint}};
}

} // namespace quarterdeck::cli
