// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/terminal.h"
#include "foundation/jobcontext.h"

#include <QElapsedTimer>

#include <mutex>

namespace quarterdeck::cli {

/// Tells on standard error what a plan does: a line when a step begins, one
/// with its time when it ends. How far it is shows on a terminal only.
class ConsoleSink final : public ProgressSink
{
public:
    explicit ConsoleSink(const Terminal &terminal);

    void stepStarted(const QString &id, const QString &title) override;
    void stepProgress(const Progress &progress) override;
    void stepFinished(const QString &id, const Result<void> &result) override;
    void logLine(const QString &line) override;

private:
    void clearTransient();

    const Terminal &m_terminal;
    std::mutex m_mutex;
    QString m_title;
    QElapsedTimer m_step;
    QElapsedTimer m_shown;
    bool m_transient = false; ///< a line that the next one writes over stands there
};

} // namespace quarterdeck::cli
