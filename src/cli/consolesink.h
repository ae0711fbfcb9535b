// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/terminal.h"
#include "cli/timeleft.h"
#include "foundation/jobcontext.h"

#include <QElapsedTimer>

#include <mutex>

namespace quarterdeck::cli {

/// Tells on standard error what a plan does: a line when a step begins, one
/// with its time when it ends. How far it is, how fast and how long it still
/// takes shows live on a terminal; elsewhere (a log, cron's mail) a line of it
/// comes every now and then.
class ConsoleSink final : public ProgressSink
{
public:
    /// @param lineEvery how often progress is a line where there is no terminal
    explicit ConsoleSink(const Terminal &terminal, std::chrono::milliseconds lineEvery = std::chrono::seconds(30));

    void stepStarted(const QString &id, const QString &title) override;
    void stepProgress(const Progress &progress) override;
    void stepFinished(const QString &id, const Result<void> &result) override;
    void logLine(const QString &line) override;

private:
    void clearTransient();
    [[nodiscard]] QString progressText(const Progress &progress) const;

    const Terminal &m_terminal;
    const std::chrono::milliseconds m_lineEvery;
    std::mutex m_mutex;
    QString m_title;
    QElapsedTimer m_step;
    QElapsedTimer m_shown;
    TimeLeft m_timeLeft;
    bool m_transient = false; ///< a line that the next one writes over stands there
};

} // namespace quarterdeck::cli
