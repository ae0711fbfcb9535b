// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace quarterdeck::process {

/// Cuts a byte stream into lines. A carriage return ends a line too: progress
/// displays use it. Lines longer than 64 KiB are delivered in pieces.
class LineSplitter final
{
public:
    explicit LineSplitter(std::function<void(const QString &)> onLine);

    void feed(QByteArrayView bytes);
    /// Delivers what is left without an end of line.
    void finish();

private:
    void deliver();

    std::function<void(const QString &)> m_onLine;
    QByteArray m_pending;
};

} // namespace quarterdeck::process
