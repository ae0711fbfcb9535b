// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"

#include "adapters/docker/enginefault.h"
#include "adapters/docker/framedecoder.h"
#include "adapters/docker/json.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace quarterdeck::docker {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DockerExec)
};

constexpr qsizetype inputPiece = 65536;

/// Serves both directions until the engine closes its side.
Result<void> pump(const JobContext &context, http::Connection &connection, const ByteSource &input, const ByteSink &output)
{
    QByteArray piece;
    QByteArrayView left;
    bool hasInput = static_cast<bool>(input);
    while (true) {
        if (hasInput && left.isEmpty()) {
            QD_TRY(piece, input(inputPiece));
            left = piece;
            if (left.isEmpty()) {
                hasInput = false;
                QD_CHECK(connection.shutdownWrite());
            }
        }
        QD_TRY(const http::Connection::Ready ready, connection.wait(context, true, hasInput));
        if (ready.readable) {
            QD_TRY(const QByteArrayView bytes, connection.read(context));
            if (bytes.isEmpty())
                return {};
            QD_CHECK(output(bytes));
        }
        if (ready.writable) {
            const Result<qsizetype> size = connection.writeSome(left);
            if (size) {
                left = left.sliced(*size);
            } else {
                // The command has ended without reading all of it, as `head`
                // does; its output and exit code still count.
                hasInput = false;
            }
        }
    }
}

} // namespace

Result<int> Client::exec(const JobContext &context, const QString &id, const ExecSpec &spec, const OutputSink &sink)
{
    // Not with the arguments: they belong to the caller and may be long.
    const QString what = Text::tr("%1 could not be run in the container %2.").arg(spec.argv.value(0), id);
    QD_TRY(const QByteArray createPath, pathOf("/containers", id, "/exec"));
    QD_TRY(const QByteArray answer,
           act(context,
               {.method = QByteArrayLiteral("POST"), .path = createPath, .body = QJsonDocument(execBody(spec)).toJson(QJsonDocument::Compact)},
               what));
    QD_TRY(const QJsonObject created, parseObject(answer));
    const QString execId = created.value(QLatin1String("Id")).toString();
    QD_TRY(const QByteArray startPath, pathOf("/exec", execId, "/start"));

    const QJsonObject start{{QStringLiteral("Detach"), false}, {QStringLiteral("Tty"), spec.tty}};
    QD_TRY(const Takeover takeover,
           m_transport.takeOver(context,
                                {.method = QByteArrayLiteral("POST"),
                                 .path = startPath,
                                 .contentType = QByteArrayLiteral("application/json"),
                                 .body = QJsonDocument(start).toJson(QJsonDocument::Compact)}));
    if (!takeover.connection)
        return fail(statusFault(takeover.head.status, takeover.errorBody, what));

    if (spec.tty) {
        QD_CHECK(pump(context, *takeover.connection, spec.input, [&sink](QByteArrayView bytes) { return sink(OutputStream::Stdout, bytes); }));
    } else {
        FrameDecoder frames(sink);
        QD_CHECK(pump(context, *takeover.connection, spec.input, [&frames](QByteArrayView bytes) { return frames.feed(bytes); }));
        QD_CHECK(frames.finish());
    }
    return execExitCode(context, execId);
}

Result<int> Client::execExitCode(const JobContext &context, const QString &execId)
{
    QD_TRY(const QByteArray path, pathOf("/exec", execId, "/json"));
    while (true) {
        Result<QByteArray> body = get(context, path, {}, Text::tr("The exit code of a command in a container could not be read."));
        if (!body && body.error().kind == ErrorKind::NotFound) {
            // It was there: the engine that knew it was restarted, or the container is gone.
            return fail(ErrorKind::Unreachable, Text::tr("How a command in a container ended is not known: the engine has forgotten it."),
                        body.error().detail, Text::tr("The engine was restarted or the container removed while it ran. Check what the command did."));
        }
        if (!body)
            return fail(std::move(body).error());
        QD_TRY(const QJsonObject object, parseObject(*body));
        const QJsonValue code = object.value(QLatin1String("ExitCode"));
        if (!object.value(QLatin1String("Running")).toBool() && code.isDouble())
            return code.toInt();
        // The stream ends a moment before the engine notes the exit.
        QD_CHECK(context.sleep(std::chrono::milliseconds(5)));
    }
}

} // namespace quarterdeck::docker
