// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/readiness.h"

#include "foundation/filedescriptor.h"

#include <QCoreApplication>

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace quarterdeck {

namespace {

/// Milliseconds for poll(2): as long as there is, at most a minute at once.
int pollTimeout(const JobContext &context)
{
    constexpr qint64 longest = 60'000;
    const QDeadlineTimer deadline = context.deadline();
    return static_cast<int>(deadline.isForever() ? longest : std::clamp<qint64>(deadline.remainingTime(), 0, longest));
}

} // namespace

Result<short> waitReady(const JobContext &context, int fd, short events)
{
    const auto failed = [](int code) { return fail(errorFromErrno(code, QCoreApplication::translate("Readiness", "Could not wait."))); };
    // Mostly it is ready already; then there is nothing to set up.
    QD_CHECK(context.checkpoint());
    pollfd now = {fd, events, 0};
    const int already = ::poll(&now, 1, 0);
    if (already > 0)
        return now.revents;
    if (already < 0 && errno != EINTR)
        return failed(errno);

    const FileDescriptor wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!wake.isValid())
        return failed(errno);
    // An eventfd takes this write always: its count is far from full.
    const std::stop_callback onStop(context.stopToken(), [&wake] { ::eventfd_write(wake.get(), 1); });
    while (true) {
        QD_CHECK(context.checkpoint());
        std::array<pollfd, 2> entries = {pollfd{fd, events, 0}, pollfd{wake.get(), POLLIN, 0}};
        const int ready = ::poll(entries.data(), entries.size(), pollTimeout(context));
        if (ready < 0 && errno != EINTR)
            return failed(errno);
        if (ready > 0 && entries[0].revents != 0)
            return entries[0].revents;
    }
}

} // namespace quarterdeck
