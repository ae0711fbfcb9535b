// SPDX-License-Identifier: GPL-3.0-or-later
#include "heartbeat.h"

#include "adapters/n8n/n8nhttp.h"

#include <QDateTime>

namespace quarterdeck::test {

using namespace std::chrono_literals;

void Heartbeat::start(const QUrl &url)
{
    m_thread = std::jthread([this, url](const std::stop_token &stop) {
        n8n::N8nHttp http;
        const JobContext context(stop);
        n8n::HttpRequest request;
        request.host = url.host();
        request.port = static_cast<quint16>(url.port(80));
        request.target = "/healthz";
        while (context.checkpoint()) {
            const auto answer = http.request(context.withTimeout(5s), request);
            if (!context.checkpoint())
                return;
            const QString problem = !answer ? answer.error().what + answer.error().detail
                : answer->status != 200     ? QStringLiteral("status %1").arg(answer->status)
                                            : QString();
            {
                const QMutexLocker lock(&m_mutex);
                ++m_answers;
                if (!problem.isEmpty())
                    m_failures.append(QDateTime::currentDateTime().toString(QStringLiteral("hh:mm:ss.zzz ")) + problem);
            }
            if (!context.sleep(150ms))
                return;
        }
    });
}

QStringList Heartbeat::takeFailures()
{
    const QMutexLocker lock(&m_mutex);
    return std::exchange(m_failures, {});
}

qint64 Heartbeat::answers()
{
    const QMutexLocker lock(&m_mutex);
    return m_answers;
}

} // namespace quarterdeck::test
