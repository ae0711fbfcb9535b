// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/http/message.h"

#include "adapters/http/token.h"

#include <QCoreApplication>

namespace quarterdeck::http {

namespace {

/// Visible ASCII and bytes above: no spaces, no control characters.
bool isTarget(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
}

bool isFieldValue(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
}

tl::unexpected<Error> refused(const char *part)
{
    // The value itself stays out: it may hold a key.
    return fail(
        ErrorKind::Invalid, QCoreApplication::translate("Http", "A request was not sent: part of it holds characters that HTTP does not allow."),
        QLatin1String("in: ") + QLatin1String(part), QCoreApplication::translate("Http", "Check the name or key that was entered for line breaks."));
}

} // namespace

QByteArray ResponseHead::header(QByteArrayView name) const
{
    for (const Header &header : headers) {
        if (equalsIgnoringCase(header.name, name))
            return header.value;
    }
    return {};
}

Result<QByteArray> serialiseHead(const Request &request)
{
    if (!isToken(request.method))
        return refused("method");
    if (!isTarget(request.target))
        return refused("target");
    if (!isTarget(request.host))
        return refused("Host");
    QByteArray head = request.method + ' ' + request.target + " HTTP/1.1\r\nHost: " + request.host + "\r\n";
    for (const Header &header : request.headers) {
        if (!isToken(header.name))
            return refused("header name");
        if (!isFieldValue(header.value))
            return refused("header value");
        for (const char *ours : {"Host", "Content-Length", "Transfer-Encoding"}) {
            if (equalsIgnoringCase(header.name, ours))
                return refused(ours);
        }
        head += header.name + ": " + header.value + "\r\n";
    }
    if (request.bodySource)
        head += "Transfer-Encoding: chunked\r\n";
    else if (!request.body.isEmpty() || request.method == "POST" || request.method == "PUT" || request.method == "PATCH")
        head += "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    head += "\r\n";
    return head;
}

QByteArray percentEncoded(QByteArrayView text)
{
    return text.toByteArray().toPercentEncoding();
}

} // namespace quarterdeck::http
