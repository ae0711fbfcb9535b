// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/endpointprobe.h"

#include <QCoreApplication>
#include <QUrl>

using namespace std::chrono_literals;

namespace quarterdeck::health {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::health::EndpointProbe)
};

constexpr auto answerTimeout = 5s;
constexpr auto interval = 10s;
constexpr quint16 n8nDefaultPort = 5678;

} // namespace

QString EndpointTarget::url() const
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(host);
    url.setPort(port);
    url.setPath(QString::fromUtf8(path));
    return url.toString();
}

std::optional<EndpointTarget> readinessTarget(const stack::Stack &stack, const QString &mainAddress)
{
    const stack::Service *main = stack.service(stack::Role::Main);
    if (main == nullptr)
        return std::nullopt;
    const QString health = main->environment.value(QStringLiteral("N8N_ENDPOINT_HEALTH"), QStringLiteral("healthz"));
    const QByteArray path = '/' + health.toUtf8() + "/readiness";
    const QUrl published(stack.n8nUrl);
    if (published.isValid() && published.scheme() == QLatin1String("http") && !published.host().isEmpty())
        return EndpointTarget{QStringLiteral("readiness"), published.host(), static_cast<quint16>(published.port(80)), path};
    if (mainAddress.isEmpty() || main->environment.value(QStringLiteral("N8N_PROTOCOL")) == QLatin1String("https"))
        return std::nullopt;
    const quint16 port = main->environment.value(QStringLiteral("N8N_PORT")).toUShort();
    return EndpointTarget{QStringLiteral("readiness"), mainAddress, port != 0 ? port : n8nDefaultPort, path};
}

EndpointProbe::EndpointProbe(n8n::N8nPort &n8n, const Clock &clock)
    : m_n8n(n8n)
    , m_clock(clock)
    , m_thread([this](const std::stop_token &stop) { work(stop); })
{
}

EndpointProbe::~EndpointProbe() = default;

void EndpointProbe::setTarget(const std::optional<EndpointTarget> &target)
{
    const std::scoped_lock lock(m_mutex);
    if (target == m_target)
        return;
    m_target = target;
    ++m_generation;
    m_asked = false;
    m_answer.reset();
    m_lastAsked.reset();
}

void EndpointProbe::refresh()
{
    const std::scoped_lock lock(m_mutex);
    m_lastAsked.reset();
}

Result<std::optional<EndpointStatus>> EndpointProbe::latest(const JobContext &context)
{
    std::unique_lock lock(m_mutex);
    if (!m_target)
        return std::nullopt;
    const auto now = m_clock.monotonic();
    if (!m_asked && (!m_lastAsked || now - *m_lastAsked >= interval)) {
        m_asked = true;
        m_lastAsked = now;
        m_changed.notify_all();
    }
    while (!m_answer) {
        QD_CHECK(context.checkpoint());
        m_changed.wait_for(lock, context.slice());
    }
    return m_answer;
}

void EndpointProbe::work(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_asked; })) {
        const EndpointTarget target = *m_target;
        const quint64 generation = m_generation;
        lock.unlock();
        EndpointStatus answer = ask(JobContext(stop), target);
        lock.lock();
        if (generation != m_generation)
            continue; // the answer of a target that is no longer wanted
        m_asked = false;
        m_answer = std::move(answer);
        m_changed.notify_all();
    }
}

EndpointStatus EndpointProbe::ask(const JobContext &context, const EndpointTarget &target)
{
    EndpointStatus status;
    status.name = target.name;
    status.url = target.url();
    n8n::HttpRequest request;
    request.host = target.host;
    request.port = target.port;
    request.target = target.path;
    request.maximumBody = 64 * 1024;
    const auto start = m_clock.monotonic();
    const Result<n8n::HttpAnswer> answer = m_n8n.request(context.withTimeout(answerTimeout), request);
    status.tookMs = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.monotonic() - start).count();
    if (!answer) {
        status.why = answer.error().kind == ErrorKind::Timeout ? Words::tr("no answer within 5 s") : answer.error().what;
        return status;
    }
    status.httpStatus = answer->status;
    status.ok = answer->status >= 200 && answer->status < 300;
    if (!status.ok)
        status.why = Words::tr("HTTP status %1").arg(answer->status);
    return status;
}

} // namespace quarterdeck::health
