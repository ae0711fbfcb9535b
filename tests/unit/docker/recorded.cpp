// SPDX-License-Identifier: GPL-3.0-or-later
#include "recorded.h"

#include "adapters/http/httpparser.h"

#include <QFile>

namespace quarterdeck::test {

namespace {

class Body final : public http::ResponseHandler
{
public:
    Result<void> onHead(const http::ResponseHead &) override { return {}; }
    Result<void> onBody(QByteArrayView bytes) override
    {
        body.append(bytes);
        return {};
    }
    QByteArray body;
};

} // namespace

QByteArray recordedAnswer(const char *name)
{
    QFile file(QStringLiteral(QUARTERDECK_RECORDED_ANSWERS "/%1.http").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no recorded answer %s", name);
    return file.readAll();
}

QByteArray recordedBody(const char *name)
{
    const QByteArray bytes = recordedAnswer(name);
    Body handler;
    http::ResponseParser parser(handler, {false, true});
    const auto taken = parser.feed(bytes);
    if (!taken)
        qFatal("the recorded answer %s is not HTTP", name);
    return parser.isUpgraded() ? bytes.mid(*taken) : handler.body;
}

QList<QList<QByteArray>> allCuts(const QByteArray &bytes)
{
    QList<QList<QByteArray>> cuts = {{bytes}, {}};
    for (qsizetype i = 0; i < bytes.size(); ++i)
        cuts[1].append(bytes.mid(i, 1));
    for (qsizetype i = 1; i < bytes.size(); ++i)
        cuts.append({bytes.left(i), bytes.mid(i)});
    return cuts;
}

} // namespace quarterdeck::test
