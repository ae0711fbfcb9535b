// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"
#include "gui/models/fact.h"

namespace quarterdeck::gui {

/// A set in words, in four groups: what it is, what is in it, what it was
/// taken from, and what is known about its worth.
struct SetFacts
{
    QList<Fact> set;
    QList<Fact> contents;
    QList<Fact> stack;
    QList<Fact> checks;
};

[[nodiscard]] SetFacts setFacts(const backup::BackupSet &set, const QDateTime &now);

/// All of it as text, for the clipboard.
[[nodiscard]] QString setFactsText(const SetFacts &facts);

} // namespace quarterdeck::gui
