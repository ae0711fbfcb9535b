// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QMutex>
#include <QSet>
#include <QtGlobal>

#include <thread>

namespace quarterdeck::test {

/// Looks at the command line of every process of this machine, containers
/// included, every few milliseconds, as anybody who is logged in could.
class CommandLines final
{
public:
    CommandLines();
    Q_DISABLE_COPY_MOVE(CommandLines)

    /// Ends watching.
    /// @return every command line that was seen, arguments separated by blanks
    [[nodiscard]] QByteArrayList seen();
    [[nodiscard]] int looks() const { return m_looks; }

private:
    void look();

    QSet<QByteArray> m_seen;
    int m_looks = 0;
    std::jthread m_thread;
};

} // namespace quarterdeck::test
