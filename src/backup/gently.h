// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <thread>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace quarterdeck::backup {

/// Weight of our helper containers against the 1,024 that everything else has:
/// all that is idle is theirs, and no more while n8n wants the processors.
inline constexpr qint64 helperCpuShares = 256;

/// Runs something with the lowest claim on processors (nice 10) and disk
/// (best effort, last of its class; linux/ioprio.h), and waits for it. In a thread of its own,
/// for who may lower a priority may not raise it again; the threads and
/// programs it starts inherit that.
/// @param wanted false = runs it as it is
template<class Function>
auto gently(bool wanted, const Function &function) -> decltype(function())
{
    if (!wanted)
        return function();
    decltype(function()) result;
    std::jthread([&] {
        constexpr int oneThread = 1; // IOPRIO_WHO_PROCESS
        constexpr int lastOfBestEffort = (2 << 13) | 7; // IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 7)
        // A refusal costs politeness, not the backup.
        (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10);
        (void)::syscall(SYS_ioprio_set, oneThread, 0, lastOfBestEffort);
        result = function();
    }).join();
    return result;
}

} // namespace quarterdeck::backup
