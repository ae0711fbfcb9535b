// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/logging.h"

#include "foundation/secret.h"

#include <QDateTime>

#include <atomic>
#include <cstdio>

namespace quarterdeck {

Q_LOGGING_CATEGORY(logFoundation, "quarterdeck.foundation", QtWarningMsg)
Q_LOGGING_CATEGORY(logDocker, "quarterdeck.docker", QtWarningMsg)
Q_LOGGING_CATEGORY(logStack, "quarterdeck.stack", QtWarningMsg)
Q_LOGGING_CATEGORY(logHealth, "quarterdeck.health", QtWarningMsg)
Q_LOGGING_CATEGORY(logGui, "quarterdeck.gui", QtWarningMsg)

namespace {

// Qt's message handler is a plain function, so what it needs must be global.
std::atomic<const Redactor *> activeRedactor = nullptr;

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "message";
}

void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const Redactor *redactor = activeRedactor.load();
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' ' + levelName(type) + ' '
        + (context.category != nullptr ? context.category : "default") + ": " + (redactor != nullptr ? redactor->redact(message) : message).toUtf8()
        + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

} // namespace

void installLogging(const Redactor *redactor)
{
    activeRedactor.store(redactor);
    qInstallMessageHandler(writeMessage);
}

} // namespace quarterdeck
