// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandlines.h"

#include "foundation/filedescriptor.h"

#include <dirent.h>
#include <fcntl.h>

#include <array>
#include <chrono>

namespace quarterdeck::test {

CommandLines::CommandLines()
    : m_thread([this](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            look();
            std::this_thread::sleep_for(std::chrono::milliseconds(4));
        }
    })
{
}

QByteArrayList CommandLines::seen()
{
    m_thread.request_stop();
    m_thread.join();
    return m_seen.values();
}

void CommandLines::look()
{
    ++m_looks;
    DIR *processes = ::opendir("/proc");
    if (processes == nullptr)
        return;
    std::array<char, 65536> buffer;
    while (const dirent *entry = ::readdir(processes)) {
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9')
            continue;
        const QByteArray path = QByteArray("/proc/") + entry->d_name + "/cmdline";
        const FileDescriptor fd(::open(path.constData(), O_RDONLY | O_CLOEXEC));
        const ssize_t n = fd.isValid() ? ::read(fd.get(), buffer.data(), buffer.size()) : 0;
        if (n > 0)
            m_seen.insert(QByteArray(buffer.data(), n).replace('\0', ' '));
    }
    ::closedir(processes);
}

} // namespace quarterdeck::test
