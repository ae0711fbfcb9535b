// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/diagnostics.h"

#include "health/stackjson.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSysInfo>

using namespace std::chrono_literals;

namespace quarterdeck::health {

namespace {

constexpr qsizetype longestTail = 64 * 1024; // bytes of one container
constexpr auto logTimeout = 10s;

void section(QString &text, const QString &title, const QString &body)
{
    text += QLatin1String("\n## ") + title + QLatin1String("\n\n") + body.trimmed() + QLatin1Char('\n');
}

QString pretty(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

/// Colours and other control sequences are noise in a report.
QString plain(const QByteArray &bytes)
{
    static const QRegularExpression sequences(QStringLiteral("\x1b\\[[0-9;?]*[A-Za-z]|[\\x00-\\x08\\x0b-\\x1f\\x7f]"));
    return QString::fromUtf8(bytes).remove(sequences);
}

} // namespace

// The report is for people who help, wherever the user is: not translated.
QString diagnosticsText(const DiagnosticsInput &input)
{
    QString text = QStringLiteral("# Quarterdeck diagnostics\n\n");
    const auto line = [&text](const char *name, const QString &value) {
        text += QString::fromLatin1(name) + QLatin1String(": ") + (value.isEmpty() ? QStringLiteral("-") : value) + QLatin1Char('\n');
    };
    line("taken", input.taken.toUTC().toString(Qt::ISODate));
    line("quarterdeck", QStringLiteral(QUARTERDECK_VERSION));
    line("qt", QString::fromLatin1(qVersion()));
    line("system",
         QSysInfo::prettyProductName() + QLatin1String(", ") + QSysInfo::kernelType() + QLatin1Char(' ') + QSysInfo::kernelVersion()
             + QLatin1String(", ") + QSysInfo::currentCpuArchitecture());
    line("engine", linkName(input.engine.link) + QLatin1Char(' ') + input.engine.serverVersion);
    line("engine api", input.engine.apiVersion);
    line("engine endpoint", input.engine.endpoint);
    if (!input.engine.error.what.isEmpty())
        line("engine error", input.engine.error.what + QLatin1String(" | ") + input.engine.error.detail);
    line("compose", input.composeVersion);
    for (const QString &problem : input.problems)
        line("problem", problem);

    if (input.status)
        section(text, QStringLiteral("Status"), input.status->verdictText + QLatin1String("\n\n") + pretty(toJson(*input.status)));
    if (input.stack)
        section(text, QStringLiteral("Stack"), pretty(toJson(*input.stack)));
    for (const LogTail &log : input.logs)
        section(text, QStringLiteral("Log of %1 (%2)").arg(log.container, log.service), log.text);

    // Once more over everything: logs and error texts are written by others.
    return input.stack ? redactorFor(*input.stack).redact(text) : Redactor().redact(text);
}

Result<QList<LogTail>> readLogTails(const JobContext &context, docker::DockerPort &docker, const stack::Stack &stack, int lines)
{
    QList<LogTail> tails;
    docker::LogOptions options;
    options.tail = lines;
    options.timestamps = true;
    for (const stack::Service &service : stack.services) {
        for (const stack::Container &container : service.containers) {
            QByteArray bytes;
            const Result<void> read = docker.logs(context.withTimeout(logTimeout), container.id, options,
                                                  [&bytes](docker::OutputStream, QByteArrayView part) -> Result<void> {
                                                      bytes.append(part);
                                                      if (bytes.size() > 4 * longestTail)
                                                          bytes = bytes.right(2 * longestTail);
                                                      return {};
                                                  });
            QD_CHECK(context.checkpoint());
            if (bytes.size() > longestTail) {
                // From a line's start: half a secret would not be recognised.
                bytes = bytes.right(longestTail);
                bytes.remove(0, bytes.indexOf('\n') + 1);
            }
            if (read)
                tails.append({service.name, container.name, plain(bytes)});
        }
    }
    return tails;
}

} // namespace quarterdeck::health
