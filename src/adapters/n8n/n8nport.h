// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <chrono>

namespace quarterdeck::n8n {

struct HttpAnswer
{
    int status = 0;
    QMap<QString, QString> headers; ///< names in lower case
    QByteArray body;
    std::chrono::milliseconds took{0};
};

struct HttpRequest
{
    QString host;
    quint16 port = 0;
    QByteArray method = "GET";
    QByteArray target = "/";
    QMap<QString, QByteArray> headers;
    QByteArray body;
    qsizetype maximumBody = 16 * 1024 * 1024; ///< bytes; more is an error
};

/// Plain HTTP to n8n: health, metrics, REST.
class N8nPort
{
public:
    virtual ~N8nPort() = default;

    /// Any status is a success here; the caller judges it.
    [[nodiscard]] virtual Result<HttpAnswer> request(const JobContext &context, const HttpRequest &request) = 0;
};

} // namespace quarterdeck::n8n
