// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QtTest>

/// Fails the test with the error's own words when a Result has none.
#define QD_VERIFY(result)                                                                                                                            \
    do {                                                                                                                                             \
        if (const auto &qdResult = (result); !qdResult)                                                                                              \
            QFAIL(qPrintable(quarterdeck::test::describe(qdResult.error())));                                                                        \
    } while (false)

/// Fails unless the Result is an error of this kind.
#define QD_VERIFY_ERROR(result, expectedKind)                                                                                                        \
    do {                                                                                                                                             \
        const auto &qdResult = (result);                                                                                                             \
        QVERIFY2(!qdResult, "succeeded, but an error was expected");                                                                                 \
        QVERIFY2(qdResult.error().kind == (expectedKind), qPrintable(quarterdeck::test::describe(qdResult.error())));                                \
        QVERIFY2(!qdResult.error().what.isEmpty(), "an error without a sentence");                                                                   \
    } while (false)

namespace quarterdeck::test {

[[nodiscard]] QString describe(const Error &error);

} // namespace quarterdeck::test
