// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/roomwatch.h"

#include "foundation/units.h"

#include <QCoreApplication>

#include <atomic>
#include <future>
#include <limits>
#include <stop_token>

namespace quarterdeck::restore {

namespace {

using namespace std::chrono_literals;

struct RoomText
{
    Q_DECLARE_TR_FUNCTIONS(RoomWatch)
};

/// A reading for every line of its input: one program for as long as it takes, which ends with its input.
constexpr const char *script = R"(data="${PGDATA:-/var/lib/postgresql}"
while read -r _; do df -Pk "$data" "$data/pg_wal/." 2>/dev/null; echo .; done)";

/// Gathers what the script says.
class Readings final
{
public:
    /// @param told called with every reading, in bytes
    explicit Readings(std::function<void(qint64)> told)
        : m_told(std::move(told))
    {
    }

    void feed(QByteArrayView bytes)
    {
        m_text.append(bytes);
        for (qsizetype end = m_text.indexOf('\n'); end >= 0; end = m_text.indexOf('\n')) {
            line(m_text.first(end));
            m_text.remove(0, end + 1);
        }
    }

private:
    /// "Filesystem 1024-blocks Used Available Capacity Mounted on" (POSIX, df -P).
    void line(const QByteArray &text)
    {
        constexpr qint64 none = std::numeric_limits<qint64>::max();
        if (text == ".") {
            if (m_least != none)
                m_told(m_least);
            m_least = none;
            return;
        }
        const QList<QByteArray> fields = text.simplified().split(' ');
        constexpr int available = 3;
        constexpr qint64 kibi = 1024;
        bool isNumber = false;
        if (const qint64 free = fields.value(available).toLongLong(&isNumber); isNumber)
            m_least = std::min(m_least, free * kibi);
    }

    std::function<void(qint64)> m_told;
    QByteArray m_text;
    qint64 m_least = std::numeric_limits<qint64>::max();
};

/// Reads for every line that `input` gives.
Result<void> readRoom(const JobContext &context, docker::DockerPort &docker, const QString &containerId, const docker::ByteSource &input,
                      const std::function<void(qint64)> &told)
{
    docker::ExecSpec spec;
    spec.argv = {QStringLiteral("sh"), QStringLiteral("-c"), QLatin1String(script)};
    spec.input = input;
    Readings readings(told);
    QD_CHECK(docker.exec(context, containerId, spec, [&readings](docker::OutputStream stream, QByteArrayView bytes) {
        if (stream == docker::OutputStream::Stdout)
            readings.feed(bytes);
        return Result<void>();
    }));
    return {};
}

} // namespace

Result<qint64> roomOfServer(const JobContext &context, docker::DockerPort &docker, const QString &containerId)
{
    qint64 room = -1;
    QByteArray once = "\n";
    QD_CHECK(readRoom(
        context, docker, containerId, [&once](qsizetype) -> Result<QByteArray> { return std::exchange(once, {}); },
        [&room](qint64 free) { room = free; }));
    return room;
}

Result<void> keepingRoom(const JobContext &context, docker::DockerPort &docker, const QString &containerId,
                         const std::function<Result<void>(const JobContext &)> &work)
{
    std::stop_source stopped;
    const std::stop_callback passedOn(context.stopToken(), [&stopped] { stopped.request_stop(); });
    std::atomic<qint64> low = -1;
    std::atomic<bool> over = false;
    std::stop_source unwatched;
    const auto watch = std::async(std::launch::async, [&] {
        // Not the job's own context: it is told apart below who ended the work.
        const JobContext own(unwatched.get_token());
        bool wasLast = false;
        return readRoom(
            own, docker, containerId,
            [&](qsizetype) -> Result<QByteArray> {
                if (std::exchange(wasLast, over.load()))
                    return QByteArray();
                for (int slice = 0; slice < 4 && !over; ++slice)
                    QD_CHECK(own.sleep(JobContext::pollSlice));
                return QByteArrayLiteral("\n");
            },
            [&](qint64 free) {
                if (free >= roomToKeep)
                    return;
                low = free;
                stopped.request_stop();
            });
    });
    const Result<void> done = work(JobContext(stopped.get_token(), context.sink(), context.deadline()));
    over = true;
    // It looks once more, and ends: unless nobody answers.
    if (watch.wait_for(3s) != std::future_status::ready)
        unwatched.request_stop();
    watch.wait();
    if (low < 0 || context.stopToken().stop_requested())
        return done;
    return fail(
        ErrorKind::NoSpace,
        RoomText::tr("The disk of PostgreSQL has only %1 left. The restore was ended before the server would have been: it needs %2 to go on.")
            .arg(formatBytes(low), formatBytes(roomToKeep)),
        done ? QString() : done.error().detail, RoomText::tr("Make room where Docker keeps its volumes, then try again."));
}

} // namespace quarterdeck::restore
