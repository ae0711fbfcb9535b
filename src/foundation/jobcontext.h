// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QDeadlineTimer>
#include <QString>

#include <chrono>
#include <stop_token>

namespace quarterdeck {

/// How far a step is. `total` is -1 while it is not known.
struct Progress
{
    enum class Unit { Bytes, Items };

    QString stepId;
    qint64 done = 0;
    qint64 total = -1;
    Unit unit = Unit::Bytes;
};

/// Where a running job tells what it does. Implementations must be callable
/// from the worker thread that runs the job. Text passed in never holds a secret.
class ProgressSink
{
public:
    virtual ~ProgressSink() = default;

    virtual void stepStarted(const QString &id, const QString &title) = 0;
    virtual void stepProgress(const Progress &progress) = 0;
    virtual void stepFinished(const QString &id, const Result<void> &result) = 0;
    virtual void logLine(const QString &line) = 0;

    /// A sink that drops everything.
    [[nodiscard]] static ProgressSink &null();
};

/// Goes into every blocking call: who may cancel it, until when it may take,
/// and whom it tells. Cheap to copy; the sink must outlive it.
///
/// A blocking call polls it at least every `pollSlice` and returns
/// `checkpoint()`'s error as its own.
class JobContext final
{
public:
    static constexpr std::chrono::milliseconds pollSlice{50};

    /// A context that nobody cancels and that never ends.
    JobContext() = default;
    explicit JobContext(std::stop_token token, ProgressSink &sink = ProgressSink::null(),
                        QDeadlineTimer deadline = QDeadlineTimer(QDeadlineTimer::Forever));

    [[nodiscard]] const std::stop_token &stopToken() const { return m_token; }
    [[nodiscard]] ProgressSink &sink() const { return *m_sink; }
    [[nodiscard]] QDeadlineTimer deadline() const { return m_deadline; }

    /// An error of kind Cancelled or Timeout when the job must end now.
    [[nodiscard]] Result<void> checkpoint() const;

    /// How long one wait may last before the context must be asked again:
    /// never longer than pollSlice nor than what is left, never below zero.
    [[nodiscard]] std::chrono::milliseconds slice() const;

    /// Sleeps up to `duration`, in slices.
    [[nodiscard]] Result<void> sleep(std::chrono::milliseconds duration) const;

    /// The same job with an earlier deadline (never a later one).
    [[nodiscard]] JobContext withTimeout(std::chrono::milliseconds timeout) const;

    /// The same job, still told about, but no longer to be cancelled: for
    /// undo and for clean-up, which must run to their end.
    /// @param timeout its own bound, so that clean-up cannot hang for ever
    [[nodiscard]] JobContext shielded(std::chrono::milliseconds timeout) const;

private:
    std::stop_token m_token;
    ProgressSink *m_sink = &ProgressSink::null();
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
};

} // namespace quarterdeck
