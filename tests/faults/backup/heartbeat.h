// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QStringList>
#include <QUrl>
#include <QtGlobal>

#include <thread>

namespace quarterdeck::test {

/// Asks n8n all the time whether it is alive, as its users do while a backup is
/// made, and remembers when it did not answer.
class Heartbeat final
{
public:
    Heartbeat() = default;
    Q_DISABLE_COPY_MOVE(Heartbeat)

    void start(const QUrl &url);
    /// What went wrong since the last call; empty = every question was answered.
    [[nodiscard]] QStringList takeFailures();
    [[nodiscard]] qint64 answers();

private:
    QMutex m_mutex;
    QStringList m_failures;
    qint64 m_answers = 0;
    std::jthread m_thread; ///< last: it ends before the rest goes
};

} // namespace quarterdeck::test
