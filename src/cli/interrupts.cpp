// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interrupts.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::Interrupts)
};

constexpr std::array signals = {SIGINT, SIGTERM, SIGHUP};
/// Written into the pipe to end the thread; no signal has this number.
constexpr char endMark = 0;

std::atomic<int> signalPipe = -1;
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

/// All that is safe in a handler: one write(2).
extern "C" void onSignal(int number)
{
    const int saved = errno;
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const auto written = ::write(signalPipe.load(), &byte, 1);
    errno = saved;
}

} // namespace

Interrupts::Interrupts(std::stop_source source, const Terminal &terminal)
    : m_source(std::move(source))
    , m_terminal(terminal)
{
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return; // Ctrl+C then ends the program the hard way
    m_readEnd = FileDescriptor(ends[0]);
    m_writeEnd = FileDescriptor(ends[1]);
    signalPipe.store(m_writeEnd.get());
    m_thread = std::thread([this] { listen(); });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : signals) {
        // Ignored by whoever started us (nohup, a shell's background): so it stays.
        struct sigaction before = {};
        if (::sigaction(number, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            ::sigaction(number, &action, nullptr);
    }
}

Interrupts::~Interrupts()
{
    if (!m_thread.joinable())
        return;
    for (const int number : signals) {
        struct sigaction now = {};
        if (::sigaction(number, nullptr, &now) == 0 && now.sa_handler == onSignal)
            ::signal(number, SIG_DFL);
    }
    [[maybe_unused]] const auto written = ::write(m_writeEnd.get(), &endMark, 1);
    m_thread.join();
    signalPipe.store(-1);
}

void Interrupts::listen()
{
    int received = 0;
    char byte = 0;
    while (::read(m_readEnd.get(), &byte, 1) == 1 && byte != endMark) {
        if (++received == 1) {
            m_terminal.errLine(Words::tr("Stopping and taking back what was begun; press Ctrl+C again to quit at once."));
            m_source.request_stop();
            continue;
        }
        ::signal(byte, SIG_DFL);
        ::kill(::getpid(), byte);
        ::pause();
    }
}

} // namespace quarterdeck::cli
