// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QByteArray>
#include <QList>

#include <functional>

/// HTTP/1.1 as a client needs it (RFC 9110, RFC 9112): enough for the Docker
/// engine on a Unix socket and for n8n on TCP. No TLS, no pipelining.
namespace quarterdeck::http {

/// Receives bytes; an error it returns ends the transfer and becomes its error.
using BodySink = std::function<Result<void>(QByteArrayView)>;
/// Gives bytes, at most `maximum`; an empty array is the end.
using BodySource = std::function<Result<QByteArray>(qsizetype maximum)>;

struct Header
{
    QByteArray name;
    QByteArray value;

    bool operator==(const Header &) const = default;
};

/// Status line and headers of an answer.
struct ResponseHead
{
    int minorVersion = 1; ///< of HTTP/1.x
    int status = 0; ///< 100 .. 999
    QByteArray reason;
    QList<Header> headers; ///< in the order they came; names as the server spelt them

    /// Value of the first header of this name, whatever its case; empty when there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }

    bool operator==(const ResponseHead &) const = default;
};

struct Response
{
    ResponseHead head;
    QByteArray body;
};

struct Request
{
    QByteArray method = QByteArrayLiteral("GET");
    QByteArray target = {}; ///< path and query, percent-encoded ("/v1.41/_ping")
    QByteArray host = QByteArrayLiteral("localhost"); ///< value of the Host header ("127.0.0.1:5678")
    QList<Header> headers = {}; ///< without Host, Content-Length and Transfer-Encoding, which are ours
    QByteArray body = {}; ///< sent with Content-Length; ignored when `bodySource` is set
    BodySource bodySource = {}; ///< sent chunked, for bodies of unknown length
};

/// The request line and headers, with the empty line at the end.
/// @return ErrorKind::Invalid for a method, target, host or header with a
///         character that would end its line or begin another (CR, LF, NUL),
///         a target with a space, or a header name that is no token
[[nodiscard]] Result<QByteArray> serialiseHead(const Request &request);

/// Percent-encodes everything but unreserved characters (RFC 3986), so that a
/// value can stand in a path segment or a query.
[[nodiscard]] QByteArray percentEncoded(QByteArrayView text);

} // namespace quarterdeck::http
