// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/operations.h"

namespace quarterdeck::gui {

/// Writes the report of a restore for people: the page that the restore left
/// behind where it is still there, else the same facts anew. Blocking; touches
/// no widget.
/// @param path absolute; .pdf is set in pages of A4, anything else is HTML; 0600
[[nodiscard]] Result<void> writeReport(const restore::Report &report, const QString &path);

} // namespace quarterdeck::gui
