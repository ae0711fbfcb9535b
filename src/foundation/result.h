// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace quarterdeck {

/// Every operation that can fail returns one of these; exceptions stay inside
/// the libraries that throw them. tl::expected because the std::expected of
/// g++ 12, our floor, is incomplete.
template<class T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorKind::Invalid, tr("..."));`
[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

/// @copydoc fail(Error)
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, QString what, QString detail = {}, QString hint = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(what), std::move(detail), std::move(hint)});
}

} // namespace quarterdeck

#define QD_CONCAT_IMPL(a, b) a##b
#define QD_CONCAT(a, b) QD_CONCAT_IMPL(a, b)

/// Declares a variable from a Result, or returns its error to our own caller:
/// `QD_TRY(auto stacks, discovery.find(context));`
#define QD_TRY(declaration, expression)                                                                                                              \
    auto QD_CONCAT(qdTry, __LINE__) = (expression);                                                                                                  \
    if (!QD_CONCAT(qdTry, __LINE__))                                                                                                                 \
        return ::quarterdeck::fail(std::move(QD_CONCAT(qdTry, __LINE__)).error());                                                                   \
    declaration = *std::move(QD_CONCAT(qdTry, __LINE__))

/// The same for a Result whose value is not wanted (Result<void> above all).
#define QD_CHECK(expression)                                                                                                                         \
    do {                                                                                                                                             \
        if (auto QD_CONCAT(qdCheck, __LINE__) = (expression); !QD_CONCAT(qdCheck, __LINE__))                                                         \
            return ::quarterdeck::fail(std::move(QD_CONCAT(qdCheck, __LINE__)).error());                                                             \
    } while (false)
