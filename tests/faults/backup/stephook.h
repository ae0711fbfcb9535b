// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

#include <QStringList>

namespace quarterdeck::test {

/// Listens to a job in this process and lets a fault happen at an exact moment:
/// the job waits until the hook has returned.
class StepHook final : public ProgressSink
{
    Q_DISABLE_COPY_MOVE(StepHook)

public:
    StepHook() = default;
    /// @param step when it begins, `fault` is called once
    StepHook(QString step, std::function<void()> fault)
        : m_step(std::move(step))
        , m_fault(std::move(fault))
    {
    }
    /// @param bytes not when the step begins, but when it has come so far
    StepHook(QString step, qint64 bytes, std::function<void()> fault)
        : m_step(std::move(step))
        , m_bytes(bytes)
        , m_fault(std::move(fault))
    {
    }

    QStringList steps; ///< ids, as they began
    QStringList lines; ///< everything told in words
    [[nodiscard]] bool happened() const { return m_happened; }

    void stepStarted(const QString &id, const QString &title) override
    {
        steps.append(id);
        lines.append(title);
        if (id == m_step && m_bytes == 0)
            happen();
    }
    void stepProgress(const Progress &progress) override
    {
        if (progress.stepId == m_step && m_bytes > 0 && progress.done >= m_bytes)
            happen();
    }
    void stepFinished(const QString & /*id*/, const Result<void> & /*result*/) override { }
    void logLine(const QString &line) override { lines.append(line); }

private:
    void happen()
    {
        if (std::exchange(m_happened, true) || !m_fault)
            return;
        m_fault();
    }

    QString m_step;
    qint64 m_bytes = 0;
    std::function<void()> m_fault;
    bool m_happened = false;
};

} // namespace quarterdeck::test
