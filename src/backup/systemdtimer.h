// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/schedulerecord.h"
#include "stack/autostart/systemdunit.h"

/// Unit files of a systemd user timer. Pure.
namespace quarterdeck::backup {

using stack::quoteForSystemd;

/// "quarterdeck-backup-<stack>-<hash>", without an ending: one a stack.
[[nodiscard]] QString unitName(const QString &stackId);

/// The .service: one run of `argv` with an explicit environment.
[[nodiscard]] QByteArray serviceUnit(const QString &stackId, const QMap<QString, QString> &environment, const QStringList &argv);

/// The .timer, with Persistent=true: a slot that passed while the machine was
/// off or asleep runs at the next start.
[[nodiscard]] QByteArray timerUnit(const QString &stackId, const ScheduleRecord &record);

/// systemd.time(7) calendar expression of a rule.
[[nodiscard]] QString onCalendar(const ScheduleRule &rule);

} // namespace quarterdeck::backup
