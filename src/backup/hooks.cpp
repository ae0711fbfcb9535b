// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/hooks.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSysInfo>
#include <QUrl>

#include <algorithm>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct HookText
{
    Q_DECLARE_TR_FUNCTIONS(Hooks)
};

constexpr auto commandTime = 60s;
// curl has bounds of its own (10 s); this is for a curl that hangs.
constexpr auto postTime = 15s;

/// curl reads no line of its configuration beyond 100 KB, and a notice is the
/// more needed the more a program had to say when it failed.
constexpr qsizetype longestText = 4000;

QString shortened(const QString &text)
{
    return text.size() <= longestText ? text : text.left(longestText) + QChar(0x2026);
}

QString eventName(HookEvent event)
{
    switch (event) {
    case HookEvent::Success:
        return QStringLiteral("success");
    case HookEvent::Failure:
        return QStringLiteral("failure");
    case HookEvent::Missed:
        break;
    }
    return QStringLiteral("missed");
}

bool isWanted(const HookSettings &settings, HookEvent event)
{
    switch (event) {
    case HookEvent::Success:
        return settings.onSuccess;
    case HookEvent::Failure:
        return settings.onFailure;
    case HookEvent::Missed:
        break;
    }
    return settings.onMissed;
}

/// A quoted value of a curl configuration file.
QByteArray quoted(QByteArray value)
{
    value.replace('\\', "\\\\");
    value.replace('"', "\\\"");
    value.replace('\n', "\\n");
    value.replace('\r', "\\r");
    value.replace('\t', "\\t");
    return '"' + value + '"';
}

QString lastLine(const QByteArray &text)
{
    return QString::fromUtf8(text).trimmed().section(QLatin1Char('\n'), -1).left(300);
}

Result<process::ProcessOutput> runFor(const JobContext &context, process::ProcessPort &process, const process::ProcessSpec &spec,
                                      std::chrono::milliseconds time)
{
    return process.run(context.withTimeout(time), spec);
}

} // namespace

QJsonObject hookMessage(HookEvent event, const RunRecord &run)
{
    const auto time = [](const QDateTime &when) { return when.isValid() ? QJsonValue(when.toUTC().toString(Qt::ISODate)) : QJsonValue(); };
    return {
        {QLatin1String("event"), eventName(event)},
        {QLatin1String("stack"), run.stackId},
        {QLatin1String("operation"), run.operation},
        {QLatin1String("trigger"), run.trigger},
        {QLatin1String("startedAt"), time(run.startedAt)},
        {QLatin1String("finishedAt"), time(run.finishedAt)},
        {QLatin1String("outcome"), run.outcome},
        {QLatin1String("set"), run.setId},
        {QLatin1String("bytes"), run.bytes},
        {QLatin1String("summary"), shortened(run.summary)},
        {QLatin1String("error"), shortened(run.error)},
        {QLatin1String("host"), QSysInfo::machineHostName()},
    };
}

Result<QByteArray> curlConfiguration(const QString &url, const QByteArray &body)
{
    const QUrl parsed(url, QUrl::StrictMode);
    const bool http = parsed.scheme() == QLatin1String("http") || parsed.scheme() == QLatin1String("https");
    const bool odd = std::any_of(url.begin(), url.end(), [](QChar c) { return c.unicode() <= 0x20 || c.unicode() == 0x7f; });
    if (!parsed.isValid() || !http || parsed.host().isEmpty() || odd)
        return fail(ErrorKind::Invalid, HookText::tr("The address for notices is not an http:// or https:// address."));
    return "url = " + quoted(url.toUtf8()) + "\nrequest = \"POST\"\nheader = \"Content-Type: application/json\"\ndata-binary = " + quoted(body)
        + "\nproto = \"=http,https\"\nconnect-timeout = 5\nmax-time = 10\nsilent\nshow-error\nfail\ngloboff\noutput = \"/dev/null\"\n";
}

QStringList runHooks(const JobContext &context, process::ProcessPort &process, const HookSettings &settings, HookEvent event,
                     const QJsonObject &message)
{
    QStringList warnings;
    if (!isWanted(settings, event))
        return warnings;
    const QByteArray body = QJsonDocument(message).toJson(QJsonDocument::Compact);
    if (!settings.command.isEmpty()) {
        process::ProcessSpec spec;
        spec.program = settings.command.front();
        spec.arguments = settings.command.mid(1);
        spec.input = body + '\n';
        spec.maximumOutput = 1024 * 1024;
        const Result<process::ProcessOutput> output = runFor(context, process, spec, commandTime);
        if (!output)
            warnings.append(HookText::tr("The notice command did not run: %1").arg(output.error().what));
        else if (output->exitCode != 0)
            warnings.append(
                HookText::tr("The notice command ended with exit code %1: %2").arg(output->exitCode).arg(lastLine(output->standardError)));
    }
    if (!settings.url.isEmpty()) {
        const Result<QByteArray> configuration = curlConfiguration(settings.url, body);
        if (!configuration) {
            warnings.append(configuration.error().what);
            return warnings;
        }
        process::ProcessSpec spec;
        spec.program = QStringLiteral("curl");
        // -q first: a configuration of the user's own must not interfere.
        spec.arguments = {QStringLiteral("-q"), QStringLiteral("--config"), QStringLiteral("-")};
        spec.input = *configuration;
        spec.maximumOutput = 1024 * 1024;
        const Result<process::ProcessOutput> output = runFor(context, process, spec, postTime);
        // curl names the host at most, never the path where the tokens are; to be sure:
        const auto hide = [&](QString text) { return text.replace(settings.url, HookText::tr("(address)")); };
        if (!output)
            warnings.append(HookText::tr("The notice could not be sent: %1").arg(hide(output.error().what)));
        else if (output->exitCode != 0)
            warnings.append(HookText::tr("The notice could not be sent: %1").arg(hide(lastLine(output->standardError))));
    }
    return warnings;
}

} // namespace quarterdeck::backup
