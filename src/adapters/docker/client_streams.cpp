// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"

#include "adapters/docker/framedecoder.h"
#include "adapters/docker/json.h"
#include "adapters/docker/jsonstream.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace quarterdeck::docker {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DockerStreams)
};

/// Only what changes the picture: unfiltered, each health probe makes three
/// events (exec_create, exec_start, exec_die).
QByteArray eventFilter()
{
    static const QStringList actions
        = {QStringLiteral("create"), QStringLiteral("start"),   QStringLiteral("die"), QStringLiteral("destroy"), QStringLiteral("health_status"),
           QStringLiteral("pause"),  QStringLiteral("unpause"), QStringLiteral("oom"), QStringLiteral("update"),  QStringLiteral("rename")};
    return QJsonDocument(QJsonObject{{QStringLiteral("type"), QJsonArray{QStringLiteral("container")}},
                                     {QStringLiteral("event"), QJsonArray::fromStringList(actions)}})
        .toJson(QJsonDocument::Compact);
}

/// "1700000000.123456789", the form of since= and until=.
QByteArray engineTimestamp(std::chrono::system_clock::time_point time)
{
    const auto nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
    constexpr qint64 second = 1000000000;
    return QByteArray::number(static_cast<qint64>(nanos / second)) + '.'
        + QByteArray::number(static_cast<qint64>(nanos % second)).rightJustified(9, '0');
}

QByteArray flag(bool on)
{
    return on ? QByteArrayLiteral("1") : QByteArrayLiteral("0");
}

} // namespace

Result<void> Client::followEvents(const JobContext &context, const std::function<Result<void>()> &onSubscribed,
                                  const std::function<Result<void>(const Event &)> &onEvent)
{
    JsonStream objects([&onEvent](const QByteArray &object) -> Result<void> {
        QD_TRY(const Event event, parseEvent(object));
        return onEvent(event);
    });
    // The engine sends its 200 before it has put us on its list of listeners
    // (20.10: api/server/router/system, getEvents). since= makes it send what
    // happened in between, so that nothing falls into that gap.
    const Call call{
        .path = QByteArrayLiteral("/events"),
        .query = {{QByteArrayLiteral("since"), engineTimestamp(std::chrono::system_clock::now())}, {QByteArrayLiteral("filters"), eventFilter()}}};
    QD_CHECK(streamInto(
        context, call, Text::tr("The engine's events could not be followed."), [&objects](QByteArrayView bytes) { return objects.feed(bytes); },
        onSubscribed));
    // The engine ends this stream only when it ends itself.
    return fail(ErrorKind::Unreachable, Text::tr("The Docker engine ended its event stream."), {},
                Text::tr("It was probably stopped or restarted; check that it is running."));
}

Result<StatsSample> Client::stats(const JobContext &context, const QString &id)
{
    QD_TRY(const QByteArray path, pathOf("/containers", id, "/stats"));
    QD_TRY(const QByteArray body,
           get(context, path, {{QByteArrayLiteral("stream"), flag(false)}, {QByteArrayLiteral("one-shot"), flag(true)}},
               Text::tr("The resource use of the container %1 could not be read.").arg(id)));
    QD_TRY(const QJsonObject object, parseObject(body));
    return parseStats(object);
}

Result<void> Client::streamLog(const JobContext &context, const QByteArray &path, bool tty, const LogOptions &options, const QString &what,
                               const OutputSink &sink)
{
    Call call{.path = path,
              .query = {{QByteArrayLiteral("stdout"), flag(options.stdoutWanted)},
                        {QByteArrayLiteral("stderr"), flag(options.stderrWanted)},
                        {QByteArrayLiteral("follow"), flag(options.follow)},
                        {QByteArrayLiteral("timestamps"), flag(options.timestamps)},
                        {QByteArrayLiteral("tail"), options.tail < 0 ? QByteArrayLiteral("all") : QByteArray::number(options.tail)}}};
    if (options.sinceSeconds > 0)
        call.query.append({QByteArrayLiteral("since"), QByteArray::number(options.sinceSeconds)});
    if (tty)
        return streamInto(context, call, what, [&sink](QByteArrayView bytes) { return sink(OutputStream::Stdout, bytes); });
    FrameDecoder frames(sink);
    QD_CHECK(streamInto(context, call, what, [&frames](QByteArrayView bytes) { return frames.feed(bytes); }));
    return frames.finish();
}

Result<void> Client::logs(const JobContext &context, const QString &id, const LogOptions &options, const OutputSink &sink)
{
    QD_TRY(const ContainerDetails details, inspectContainer(context, id));
    QD_TRY(const QByteArray path, pathOf("/containers", id, "/logs"));
    return streamLog(context, path, details.tty, options, Text::tr("The log of the container %1 could not be read.").arg(id), sink);
}

Result<void> Client::getArchive(const JobContext &context, const QString &id, const QString &path, const ByteSink &sink)
{
    QD_TRY(const QByteArray target, pathOf("/containers", id, "/archive"));
    return streamInto(context, Call{.path = target, .query = {{QByteArrayLiteral("path"), path.toUtf8()}}},
                      Text::tr("%1 could not be copied from the container %2.").arg(path, id), sink);
}

Result<void> Client::putArchive(const JobContext &context, const QString &id, const QString &path, const ByteSource &source)
{
    QD_TRY(const QByteArray target, pathOf("/containers", id, "/archive"));
    QD_CHECK(act(context,
                 Call{.method = QByteArrayLiteral("PUT"),
                      .path = target,
                      .query = {{QByteArrayLiteral("path"), path.toUtf8()}},
                      .contentType = QByteArrayLiteral("application/x-tar"),
                      .bodySource = source},
                 Text::tr("%1 could not be copied into the container %2.").arg(path, id)));
    return {};
}

} // namespace quarterdeck::docker
