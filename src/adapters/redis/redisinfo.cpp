// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/redis/redisport.h"

namespace quarterdeck::redis {

QHash<QString, QString> parseInfo(const QByteArray &info)
{
    QHash<QString, QString> values;
    for (const QByteArray &line : info.split('\n')) {
        const QByteArray trimmed = line.trimmed();
        const qsizetype colon = trimmed.indexOf(':');
        if (colon > 0 && !trimmed.startsWith('#'))
            values.insert(QString::fromUtf8(trimmed.left(colon)), QString::fromUtf8(trimmed.mid(colon + 1)));
    }
    return values;
}

} // namespace quarterdeck::redis
