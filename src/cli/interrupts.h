// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/terminal.h"
#include "foundation/filedescriptor.h"

#include <stop_token>
#include <thread>

namespace quarterdeck::cli {

/// Turns SIGINT, SIGTERM and SIGHUP into a request to stop: the job ends and
/// takes back what it began. The second one ends the program at once.
/// One object a program: a signal handler can only reach global state.
class Interrupts final
{
public:
    Interrupts(std::stop_source source, const Terminal &terminal);
    ~Interrupts();
    Q_DISABLE_COPY_MOVE(Interrupts)

private:
    void listen();

    std::stop_source m_source;
    const Terminal &m_terminal;
    FileDescriptor m_readEnd;
    FileDescriptor m_writeEnd;
    std::thread m_thread;
};

} // namespace quarterdeck::cli
