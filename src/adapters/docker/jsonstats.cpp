// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/json.h"
#include "adapters/docker/jsonvalue.h"

namespace quarterdeck::docker {

/// Field choice follows the docker command line (cli/command/container/stats_helpers.go).
Result<StatsSample> parseStats(const QJsonObject &object)
{
    StatsSample sample;
    sample.read = parseTime(object.value(QLatin1String("read")).toString());

    const QJsonObject cpu = object.value(QLatin1String("cpu_stats")).toObject();
    const QJsonObject usage = cpu.value(QLatin1String("cpu_usage")).toObject();
    sample.cpuTotalNs = toUnsigned(usage.value(QLatin1String("total_usage")));
    sample.systemCpuNs = toUnsigned(cpu.value(QLatin1String("system_cpu_usage")));
    sample.onlineCpus = cpu.value(QLatin1String("online_cpus")).toInt();
    if (sample.onlineCpus == 0)
        sample.onlineCpus = static_cast<int>(usage.value(QLatin1String("percpu_usage")).toArray().size());

    const QJsonObject memory = object.value(QLatin1String("memory_stats")).toObject();
    const QJsonObject details = memory.value(QLatin1String("stats")).toObject();
    sample.memoryUsage = toUnsigned(memory.value(QLatin1String("usage")));
    sample.memoryLimit = toUnsigned(memory.value(QLatin1String("limit")));
    // cgroup v1 counts the hierarchy in a field of its own.
    sample.memoryInactiveFile = details.contains(QLatin1String("total_inactive_file"))
        ? toUnsigned(details.value(QLatin1String("total_inactive_file")))
        : toUnsigned(details.value(QLatin1String("inactive_file")));

    sample.pids = toUnsigned(object.value(QLatin1String("pids_stats")).toObject().value(QLatin1String("current")));
    for (const QJsonValue network : object.value(QLatin1String("networks")).toObject()) {
        sample.networkRxBytes += toUnsigned(network.toObject().value(QLatin1String("rx_bytes")));
        sample.networkTxBytes += toUnsigned(network.toObject().value(QLatin1String("tx_bytes")));
    }
    for (const QJsonValue value :
         object.value(QLatin1String("blkio_stats")).toObject().value(QLatin1String("io_service_bytes_recursive")).toArray()) {
        const QJsonObject entry = value.toObject();
        // "Read" with cgroup v1, "read" with v2.
        const QString operation = entry.value(QLatin1String("op")).toString().toLower();
        if (operation == QLatin1String("read"))
            sample.blockReadBytes += toUnsigned(entry.value(QLatin1String("value")));
        else if (operation == QLatin1String("write"))
            sample.blockWriteBytes += toUnsigned(entry.value(QLatin1String("value")));
    }
    return sample;
}

} // namespace quarterdeck::docker
