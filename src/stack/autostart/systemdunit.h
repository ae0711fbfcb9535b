// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QStringList>

/// What unit files of systemd are made of. Pure.
namespace quarterdeck::stack {

/// "quarterdeck-<purpose>-<stack>-<hash>", without an ending: one a purpose and stack.
[[nodiscard]] QString unitName(const QString &purpose, const QString &stackId);

/// For Description=.
[[nodiscard]] QString unitDescription(const QString &purpose, const QString &stackId);

/// Environment= lines.
[[nodiscard]] QByteArray environmentLines(const QMap<QString, QString> &environment);

/// The ExecStart= line.
[[nodiscard]] QByteArray execStartLine(const QStringList &argv);

/// One word of ExecStart= or Environment= in systemd's quoting (systemd.service(5)).
/// @param command also keeps "$" from being a variable: for the words behind the program
[[nodiscard]] QString quoteForSystemd(const QString &word, bool command);

} // namespace quarterdeck::stack
