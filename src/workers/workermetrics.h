// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace quarterdeck::workers {

/// The value of a metric in Prometheus' text format, all its label sets added
/// up; none when it is not there.
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
[[nodiscard]] std::optional<double> metricValue(QByteArrayView exposition, QByteArrayView name);

/// How many jobs a worker has taken up since it started: n8n_queue_job_dequeued_total, the only
/// one of the queue's counters that n8n 2.x keeps on workers (completed and failed are main's). It
/// is made with the first job, so where metrics of events are on and it is missing there was none.
/// @param eventMetrics N8N_METRICS_INCLUDE_MESSAGE_EVENT_BUS_METRICS is on
[[nodiscard]] std::optional<qint64> jobsTaken(QByteArrayView exposition, QByteArrayView prefix, bool eventMetrics);

} // namespace quarterdeck::workers
