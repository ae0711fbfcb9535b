// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/schedulerecord.h"
#include "stack/autostart/crontab.h"

/// A stack's schedule in a crontab. Pure; see stack/autostart/crontab.h.
namespace quarterdeck::backup {

using stack::quoteForCrontab;

[[nodiscard]] QByteArray crontabBlock(const QString &stackId, const ScheduleRecord &record, const QMap<QString, QString> &environment,
                                      const QStringList &argv, const QString &logFile);

/// The lines of a stack between its markers; empty when it has none.
[[nodiscard]] QByteArray findCrontabBlock(const QByteArray &crontab, const QString &stackId);

[[nodiscard]] Result<QByteArray> withCrontabBlock(const QByteArray &crontab, const QString &stackId, const QByteArray &block);

} // namespace quarterdeck::backup
