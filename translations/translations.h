// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quarterdeck {

/// Installs the embedded translation for the user's language, and Qt's own
/// for its buttons; for English its plural forms. Call it once, after the application
/// object was made.
void installTranslations();

} // namespace quarterdeck
