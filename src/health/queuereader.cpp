// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/queuereader.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace std::chrono_literals;

namespace quarterdeck::health {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::health::QueueReader)
};

constexpr auto answerTimeout = 3s;
constexpr auto retryAfter = 5s;
/// An exec makes the engine start a process; once a second would be a burden.
constexpr auto execInterval = 10s;
Error notANumber(const QByteArray &text)
{
    const bool refused = text.startsWith("NOAUTH") || text.startsWith("WRONGPASS") || text.startsWith("NOPERM");
    return {refused ? ErrorKind::Auth : ErrorKind::Invalid,
            refused ? Words::tr("Redis refuses the stack's own password.") : Words::tr("Redis gave an answer that makes no sense."),
            QString::fromUtf8(text.left(200)),
            {}};
}

} // namespace

QueueReader::QueueReader(docker::DockerPort &docker, redis::RedisPort &redis, const Clock &clock)
    : m_docker(docker)
    , m_redis(redis)
    , m_clock(clock)
{
}

void QueueReader::setQueue(const stack::Queue &queue, int concurrencyPerWorker)
{
    m_queue = queue;
    m_keys = stack::queueKeys(queue);
    m_concurrency = concurrencyPerWorker;
    redis::Coordinates coordinates = queue.coordinates;
    coordinates.host = queue.access.host;
    coordinates.port = queue.access.port;
    if (coordinates != m_coordinates)
        m_session.reset();
    m_coordinates = coordinates;
    refresh();
}

void QueueReader::setServer(const QString &containerId, const QString &address)
{
    if (containerId != m_containerId)
        refresh();
    m_containerId = containerId;
    if (m_queue.access.way == stack::Access::Way::ContainerAddress && !address.isEmpty() && address != m_coordinates.host) {
        m_coordinates.host = address;
        m_session.reset();
        refresh();
    }
}

void QueueReader::refresh()
{
    m_cached.reset();
}

Result<QueueStatus> QueueReader::read(const JobContext &context)
{
    const auto now = m_clock.monotonic();
    if (m_cached && now < m_cachedUntil)
        return *m_cached;
    m_cached.reset();

    if (!m_queue.service.isEmpty() && m_containerId.isEmpty())
        return fail(ErrorKind::Unreachable, Words::tr("Redis does not run, so there are no figures of the queue."));
    if (m_queue.access.way == stack::Access::Way::None) {
        return fail(ErrorKind::Unreachable,
                    m_queue.access.why.isEmpty() ? Words::tr("Redis cannot be reached from here, so there are no figures of the queue.")
                                                 : m_queue.access.why);
    }
    const bool byExec = m_queue.access.way == stack::Access::Way::Helper;
    if (byExec && m_containerId.isEmpty())
        return fail(ErrorKind::Unsupported, Words::tr("Redis runs outside of the stack and can only be reached from inside it."));
    if (!byExec && m_queue.tls)
        return fail(ErrorKind::Unsupported, Words::tr("Redis wants TLS, which the console does not speak yet."));

    const JobContext bounded = context.withTimeout(answerTimeout);
    Result<QueueStatus> result = byExec ? readByExec(bounded) : readBySession(bounded);
    if (!result)
        m_session.reset();
    QD_CHECK(context.checkpoint()); // the caller's own end is not the server's fault
    if (!result) {
        Error error = result.error();
        if (error.kind == ErrorKind::Timeout)
            error.what = Words::tr("Redis does not answer.");
        result = fail(std::move(error));
    }
    if (!result || byExec) {
        m_cached = result;
        m_cachedUntil = now + (result ? execInterval : retryAfter);
    }
    return result;
}

Result<QueueStatus> QueueReader::readBySession(const JobContext &context)
{
    if (!m_session) {
        QD_TRY(m_session, m_redis.connect(context, m_coordinates));
    }
    // Both ends of waiting: while the queue is paused, wait is renamed paused.
    QD_TRY(const QList<redis::Reply> replies,
           m_session->pipeline(context,
                               {{"LLEN", m_keys.wait},
                                {"LLEN", m_keys.paused},
                                {"LLEN", m_keys.active},
                                {"ZCARD", m_keys.delayed},
                                {"LINDEX", m_keys.wait, "-1"},
                                {"LINDEX", m_keys.paused, "-1"},
                                {"CLIENT", "LIST"}}));
    if (replies.size() != 7)
        return fail(notANumber({}));
    const qint64 active = replies.at(2).integer;
    QueueStatus answer = status(replies.at(0).integer + replies.at(1).integer + replies.at(3).integer, active,
                                stack::parseConsumers(replies.at(6).string, m_keys.clientName, active));
    const QByteArray oldest = replies.at(4).string.isEmpty() ? replies.at(5).string : replies.at(4).string;
    if (!oldest.isEmpty()) {
        QD_TRY(const redis::Reply timestamp, m_session->command(context, {"HGET", QByteArray(m_keys.jobPrefix + oldest), "timestamp"}));
        setOldest(answer, timestamp.string);
    }
    return answer;
}

Result<QueueStatus> QueueReader::readByExec(const JobContext &context)
{
    QD_TRY(const QByteArray output,
           redisCli(context,
                    "LLEN " + m_keys.wait + "\nLLEN " + m_keys.paused + "\nLLEN " + m_keys.active + "\nZCARD " + m_keys.delayed + "\nLINDEX "
                        + m_keys.wait + " -1\nLINDEX " + m_keys.paused + " -1\nCLIENT LIST\n"));
    // Without a terminal redis-cli prints raw values, one a line; nil is an empty line.
    constexpr int valueLines = 6;
    QList<QByteArray> values;
    qsizetype from = 0;
    while (values.size() < valueLines) {
        const qsizetype end = output.indexOf('\n', from);
        if (end < 0)
            return fail(notANumber(output));
        values.append(output.mid(from, end - from).trimmed());
        from = end + 1;
    }
    std::array<qint64, 4> numbers = {};
    for (size_t i = 0; i < numbers.size(); ++i) {
        bool isNumber = false;
        numbers.at(i) = values.at(static_cast<qsizetype>(i)).toLongLong(&isNumber);
        if (!isNumber)
            return fail(notANumber(values.at(static_cast<qsizetype>(i))));
    }
    QueueStatus answer = status(numbers[0] + numbers[1] + numbers[3], numbers[2],
                                stack::parseConsumers(QByteArrayView(output).sliced(from), m_keys.clientName, numbers[2]));
    const QByteArray oldest = values.at(4).isEmpty() ? values.at(5) : values.at(4);
    if (!oldest.isEmpty()) {
        QD_TRY(const QByteArray timestamp, redisCli(context, "HGET " + m_keys.jobPrefix + oldest + " timestamp\n"));
        setOldest(answer, timestamp.trimmed());
    }
    return answer;
}

Result<QByteArray> QueueReader::redisCli(const JobContext &context, const QByteArray &input)
{
    docker::ExecSpec spec;
    spec.argv = QStringList{"redis-cli", "-p", QString::number(m_queue.coordinates.port), "-n", QString::number(m_queue.coordinates.database)};
    if (m_queue.tls)
        spec.argv += QStringList{"--tls", "--insecure"};
    if (!m_queue.coordinates.user.isEmpty())
        spec.argv += QStringList{"--user", m_queue.coordinates.user};
    if (!m_queue.coordinates.password.isEmpty())
        spec.environment.append(QStringLiteral("REDISCLI_AUTH=") + QString::fromUtf8(m_queue.coordinates.password.expose()));
    QByteArray left = input;
    spec.input = [&left](qsizetype maximum) -> Result<QByteArray> {
        const QByteArray chunk = left.left(maximum);
        left.remove(0, chunk.size());
        return chunk;
    };
    QByteArray output;
    QByteArray complaint;
    QD_TRY(const int code, m_docker.exec(context, m_containerId, spec, [&](docker::OutputStream stream, QByteArrayView bytes) -> Result<void> {
        QByteArray &target = stream == docker::OutputStream::Stdout ? output : complaint;
        constexpr qsizetype enough = 4 * 1024 * 1024;
        if (target.size() + bytes.size() > enough)
            return fail(ErrorKind::Invalid, Words::tr("Redis gave an answer that makes no sense."));
        target.append(bytes);
        return {};
    }));
    if (code != 0) {
        return fail(ErrorKind::Unreachable, Words::tr("redis-cli in the Redis container could not read the queue."),
                    QString::fromUtf8(complaint.left(2000)));
    }
    return output;
}

QueueStatus QueueReader::status(qint64 waiting, qint64 active, const stack::Consumers &consumers) const
{
    QueueStatus answer;
    answer.waiting = waiting;
    answer.running = active;
    answer.consumers = consumers.live;
    answer.consumerAddresses = consumers.addresses;
    answer.capacity = consumers.live * m_concurrency;
    return answer;
}

void QueueReader::setOldest(QueueStatus &status, const QByteArray &timestamp) const
{
    bool isNumber = false;
    const qint64 enqueued = timestamp.toLongLong(&isNumber);
    // Not there: a worker took the job between the two questions.
    if (isNumber)
        status.oldestWaitMs = std::max<qint64>(0, m_clock.now().toMSecsSinceEpoch() - enqueued);
}

} // namespace quarterdeck::health
