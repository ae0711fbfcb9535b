// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/workermetrics.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <cmath>

namespace quarterdeck::workers {

std::optional<double> metricValue(QByteArrayView exposition, QByteArrayView name)
{
    std::optional<double> sum;
    qsizetype from = 0;
    while (from < exposition.size()) {
        qsizetype end = exposition.indexOf('\n', from);
        if (end < 0)
            end = exposition.size();
        const QByteArrayView line = exposition.sliced(from, end - from);
        from = end + 1;
        if (line.size() <= name.size() || !line.startsWith(name))
            continue;
        const char next = line.at(name.size());
        if (next != ' ' && next != '{' && next != '\t')
            continue;
        // Label values may hold anything but an unescaped quote or line end; behind the last brace is the value.
        const qsizetype labels = next == '{' ? line.lastIndexOf('}') + 1 : name.size();
        if (labels <= 0)
            continue;
        bool isNumber = false;
        const double value = line.sliced(labels).toByteArray().simplified().split(' ').value(0).toDouble(&isNumber);
        if (isNumber && std::isfinite(value))
            sum = sum.value_or(0) + value;
    }
    return sum;
}

std::optional<qint64> jobsTaken(QByteArrayView exposition, QByteArrayView prefix, bool eventMetrics)
{
    if (const auto taken = metricValue(exposition, QByteArray(prefix.toByteArray() + "queue_job_dequeued_total")))
        return static_cast<qint64>(*taken);
    if (eventMetrics && metricValue(exposition, QByteArray(prefix.toByteArray() + "version_info")))
        return 0;
    return std::nullopt;
}

} // namespace quarterdeck::workers
