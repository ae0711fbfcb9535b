// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/jobcontext.h"

#include <QCoreApplication>

#include <algorithm>
#include <thread>

namespace quarterdeck {

namespace {

class NullSink final : public ProgressSink
{
public:
    void stepStarted(const QString &, const QString &) override { }
    void stepProgress(const Progress &) override { }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &) override { }
};

} // namespace

ProgressSink &ProgressSink::null()
{
    // Without state, so sharing it between threads is safe.
    static NullSink sink;
    return sink;
}

JobContext::JobContext(std::stop_token token, ProgressSink &sink, QDeadlineTimer deadline)
    : m_token(std::move(token))
    , m_sink(&sink)
    , m_deadline(deadline)
{
}

Result<void> JobContext::checkpoint() const
{
    if (m_token.stop_requested())
        return fail(ErrorKind::Cancelled, QCoreApplication::translate("JobContext", "Cancelled."));
    if (m_deadline.hasExpired()) {
        return fail(ErrorKind::Timeout, QCoreApplication::translate("JobContext", "It took longer than allowed and was given up."), {},
                    QCoreApplication::translate("JobContext", "Look whether the machine is under heavy load, then try again."));
    }
    return {};
}

std::chrono::milliseconds JobContext::slice() const
{
    if (m_deadline.isForever())
        return pollSlice;
    return std::clamp(std::chrono::milliseconds(m_deadline.remainingTime()), std::chrono::milliseconds(0), pollSlice);
}

Result<void> JobContext::sleep(std::chrono::milliseconds duration) const
{
    const QDeadlineTimer until(duration);
    while (true) {
        QD_CHECK(checkpoint());
        const auto left = std::chrono::milliseconds(until.remainingTime());
        if (left.count() <= 0)
            return {};
        std::this_thread::sleep_for(std::min(left, std::max(slice(), std::chrono::milliseconds(1))));
    }
}

JobContext JobContext::withTimeout(std::chrono::milliseconds timeout) const
{
    const QDeadlineTimer own(timeout);
    return JobContext(m_token, *m_sink, m_deadline.isForever() || own < m_deadline ? own : m_deadline);
}

JobContext JobContext::shielded(std::chrono::milliseconds timeout) const
{
    return JobContext(std::stop_token(), *m_sink, QDeadlineTimer(timeout));
}

} // namespace quarterdeck
