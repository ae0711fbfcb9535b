// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"

#include <chrono>

namespace quarterdeck::backup {

/// Grandfather-father-son plus age, as restic and Borg know it. A set stays
/// when any rule wants it. 0 switches a keep rule off.
struct RetentionPolicy
{
    int keepLast = 0;
    int keepHourly = 0;
    int keepDaily = 0;
    int keepWeekly = 0;
    int keepMonthly = 0;
    /// Sets younger than this stay; with no keep rule set, older ones go.
    std::chrono::hours maxAge{7 * 24};
    /// At least this many proven sets always stay, the newest first.
    int minProven = 3;

    bool operator==(const RetentionPolicy &) const = default;
};

struct RetentionDecision
{
    QString id;
    bool keep = true;
    QStringList reasons; ///< translated: "newest proven set", "daily 2026-01-02", "older than 7 d"
};

/// Pure: what would go and why, newest first. Foreign, damaged-manifest and
/// future-dated sets are never removed; the newest proven one never. A clock
/// that runs backwards or jumps ahead must not delete: age counts from the
/// newest set when that is later than `now`.
[[nodiscard]] QList<RetentionDecision> decideRetention(const QList<BackupSet> &sets, const RetentionPolicy &policy, const QDateTime &now);

} // namespace quarterdeck::backup
