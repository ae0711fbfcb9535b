// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/fact.h"
#include "gui/models/stepmodel.h"
#include "gui/restore/restoredraft.h"
#include "gui/restore/restoreservice.h"

/// How restores are spoken of in the window: pure functions, no widgets.
namespace quarterdeck::gui {

[[nodiscard]] QString goalTitle(RestoreGoal goal);
[[nodiscard]] QString goalSentence(RestoreGoal goal);
[[nodiscard]] QString stepTitle(RestoreStep step);
[[nodiscard]] QString scenarioTitle(restore::Scenario scenario);
/// The button that begins: "Restore and replace data".
[[nodiscard]] QString startVerb(const RestoreDraft &draft);
/// What the job is called, and what is true after it.
[[nodiscard]] QString jobTitle(const restore::Request &request);
[[nodiscard]] QString jobSuccess(const restore::Request &request);

/// "today 02:00 of acme-n8n, Proven".
[[nodiscard]] QString setSentence(const backup::BackupSet &set, const QDateTime &now);
/// How far a set was tried: "restored and compared today 02:01".
[[nodiscard]] QString proofText(const backup::BackupSet &set, const QDateTime &now);
/// The parts that a set does not have, as short as can be.
[[nodiscard]] QString lacksText(const backup::BackupSet &set);
[[nodiscard]] QString lacksToolTip(const backup::BackupSet &set);

/// A restore that is not over: what it is, and what it waits for.
[[nodiscard]] QString unfinishedTitle(const restore::Unfinished &unfinished);
[[nodiscard]] QString unfinishedSentence(const restore::Unfinished &unfinished, const QDateTime &now);
/// "Takes about 40 s." Honest about steps that were never measured.
[[nodiscard]] QString estimateText(const restore::Outline &outline);
/// A clone that stands: it is there to be looked at, and to be removed.
[[nodiscard]] bool isClone(const restore::Unfinished &unfinished);
[[nodiscard]] bool canEnd(const restore::Unfinished &unfinished, RestoreEnd end);

/// One line for a key: where from, its fingerprint, what it opens.
[[nodiscard]] QString keyText(const restore::KeySeen &key);
/// Whether a choice has to be made between them.
[[nodiscard]] bool keysDiffer(const QList<restore::KeySeen> &keys);

/// "space" -> "Space": what a check is called; one that is not known stays as it is.
[[nodiscard]] QString checkTitle(const QString &id);

/// Milliseconds until the end, from what is planned and how far the running
/// step is; -1 when it cannot be told.
[[nodiscard]] qint64 timeLeftMs(const QList<StepRow> &steps, const QList<restore::PlannedStep> &planned);

/// The facts of a report, in the order they matter.
[[nodiscard]] QList<Fact> reportFacts(const restore::Report &report);
/// The report as a page of its own.
[[nodiscard]] QString reportHtml(const restore::Report &report);

/// Lines of both texts, each after "  ", "- " or "+ ".
[[nodiscard]] QString lineDiff(const QString &before, const QString &after);

} // namespace quarterdeck::gui
