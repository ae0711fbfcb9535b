// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"
#include "health/stackstatus.h"

#include <QIcon>

class QPainter;

namespace quarterdeck::gui {

/// How far one step of a job is; each has an icon and a word.
enum class StepState { Pending, Running, Done, Failed, Undone };

/// An icon that is looked up only when it is first painted: in our own set
/// (resources/icons/light or dark), else in the theme (breeze, breeze-dark). Follows a change
/// of the theme by itself.
/// @param name "view-refresh" and the like; our own: "quarterdeck", "n8n", "drain", "proof", "backups"
[[nodiscard]] QIcon icon(const QString &name);

/// Drawn by ourselves: a shape of its own for each state, in its colour, crisp
/// at any size, and there without any icon theme or SVG plugin.
[[nodiscard]] QIcon stateIcon(health::State state);
[[nodiscard]] QIcon stepIcon(StepState state);
[[nodiscard]] QIcon setStateIcon(backup::SetState state);
/// @param rect square to draw into, in device-independent pixels
void paintState(QPainter &painter, const QRectF &rect, health::State state, const QColor &color, const QColor &ink);
void paintSetState(QPainter &painter, const QRectF &rect, backup::SetState state, const QColor &color, const QColor &ink);
void paintStep(QPainter &painter, const QRectF &rect, StepState state, const QPalette &palette);

} // namespace quarterdeck::gui
