// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace quarterdeck {

Q_DECLARE_LOGGING_CATEGORY(logFoundation)
Q_DECLARE_LOGGING_CATEGORY(logDocker)
Q_DECLARE_LOGGING_CATEGORY(logStack)
Q_DECLARE_LOGGING_CATEGORY(logHealth)
Q_DECLARE_LOGGING_CATEGORY(logGui)

class Redactor;

/// Installs a message handler that writes one line a message to stderr
/// (time, level, category, text), passed through the redactor first.
/// Only warnings and worse by default; QT_LOGGING_RULES opens the rest.
/// @param redactor must outlive the program's last message; may be null
void installLogging(const Redactor *redactor);

} // namespace quarterdeck
