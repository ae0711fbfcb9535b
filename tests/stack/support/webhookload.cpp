// SPDX-License-Identifier: GPL-3.0-or-later
#include "webhookload.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

using namespace std::chrono_literals;

namespace quarterdeck::test {

WebhookLoad::WebhookLoad(quint16 port, QByteArray path)
    : m_port(port)
    , m_path(std::move(path))
{
}

WebhookLoad::~WebhookLoad()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    for (const auto &[fd, call] : m_calls)
        ::close(fd);
}

void WebhookLoad::start(int total, int atOnce, double shortest, double longest, unsigned seed)
{
    m_total = total;
    m_atOnce = atOnce;
    m_shortest = shortest;
    m_longest = longest;
    m_random.seed(seed);
    m_thread = std::jthread([this](const std::stop_token &stop) { work(stop); });
}

bool WebhookLoad::finish(std::chrono::seconds patience)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
        if ((m_stopNew || m_begun >= m_total) && inFlight() == 0)
            return true;
        std::this_thread::sleep_for(50ms);
    }
    return false;
}

QByteArray WebhookLoad::firstRefusal() const
{
    const std::lock_guard lock(m_mutex);
    return m_firstRefusal;
}

void WebhookLoad::work(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        while (!m_stopNew && m_begun < m_total && static_cast<int>(m_calls.size()) < m_atOnce)
            begin();
        std::vector<pollfd> wanted;
        for (const auto &[fd, call] : m_calls)
            wanted.push_back({fd, POLLIN, 0});
        if (wanted.empty()) {
            if (m_stopNew || m_begun >= m_total)
                return;
            std::this_thread::sleep_for(20ms);
            continue;
        }
        if (::poll(wanted.data(), wanted.size(), 50) <= 0)
            continue;
        for (const pollfd &one : wanted) {
            if (one.revents != 0)
                readFrom(one.fd);
        }
    }
}

void WebhookLoad::begin()
{
    const int number = ++m_begun;
    const double seconds = std::uniform_real_distribution(m_shortest, m_longest)(m_random);
    const QByteArray request = "POST /webhook/" + m_path + "?seconds=" + QByteArray::number(seconds, 'f', 1) + "&n=" + QByteArray::number(number)
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    m_calls[fd].number = number;
    if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        || ::send(fd, request.constData(), static_cast<size_t>(request.size()), MSG_NOSIGNAL) != request.size())
        close(fd, false);
}

void WebhookLoad::readFrom(int fd)
{
    char buffer[4096];
    const ssize_t n = ::recv(fd, buffer, sizeof buffer, 0);
    Call &call = m_calls.at(fd);
    if (n > 0) {
        call.received.append(buffer, n);
        return;
    }
    const QByteArray expected = '"' + QByteArray::number(call.number) + '"';
    const bool well = n == 0 && call.received.startsWith("HTTP/1.1 200") && call.received.contains(expected);
    close(fd, well);
}

void WebhookLoad::close(int fd, bool well)
{
    ::close(fd);
    if (!well) {
        const std::lock_guard lock(m_mutex);
        if (m_firstRefusal.isEmpty())
            m_firstRefusal = "call " + QByteArray::number(m_calls.at(fd).number) + ": " + m_calls.at(fd).received.left(1000);
    }
    m_calls.erase(fd);
    ++(well ? m_answered : m_refused);
}

} // namespace quarterdeck::test
