// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"
#include "stack/stack.h"
#include "workers/neighbours.h"

/// The single remedies of remedyPlan(); see there what each does.
namespace quarterdeck::workers {

/// A plan of one step that fails.
[[nodiscard]] QList<Step> refusal(const Error &error);

/// @param names of containers
[[nodiscard]] QList<Step> restartPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &names);
/// @param names of containers; empty = there are none
[[nodiscard]] QList<Step> startPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &names);
/// Refused where the file names another image than n8n itself runs. @param names of containers
[[nodiscard]] QList<Step> renewToMainsImage(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &names);

/// @param ids of executions
[[nodiscard]] QList<Step> markCrashedPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &ids);
/// @param ids of executions
[[nodiscard]] QList<Step> runAgainPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &ids);
/// @param ids of executions, or of jobs where there is none
[[nodiscard]] QList<Step> putBackPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &ids);
[[nodiscard]] QList<Step> releasePlan(const Neighbours &neighbours, const stack::Stack &stack);

} // namespace quarterdeck::workers
