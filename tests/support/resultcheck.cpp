// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/resultcheck.h"

namespace quarterdeck::test {

QString describe(const Error &error)
{
    return errorKindName(error.kind) + QLatin1String(": ") + error.what + QLatin1String(" | ") + error.detail + QLatin1String(" | ") + error.hint;
}

} // namespace quarterdeck::test
