// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/compose/composecli.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QVersionNumber>

namespace quarterdeck::compose {

namespace {

struct ComposeText
{
    Q_DECLARE_TR_FUNCTIONS(Compose)
};

Error missing()
{
    return Error{
        ErrorKind::NotFound,
        ComposeText::tr("Docker Compose is not installed."),
        {},
        ComposeText::tr(
            "Install version 2: on Ubuntu \"sudo apt install docker-compose-v2\", elsewhere the package docker-compose-plugin, or run ./run once.")};
}

QString versionIn(const QByteArray &text)
{
    static const QRegularExpression number(QStringLiteral("([0-9]+\\.[0-9]+(?:\\.[0-9]+)?)"));
    return number.match(QString::fromUtf8(text)).captured(1);
}

/// Files that are gone are our own clear error, not Compose's.
Result<void> checkFiles(const Project &project)
{
    if (!project.workingDir.isEmpty() && !QFileInfo(project.workingDir).isDir()) {
        return fail(ErrorKind::NotFound, ComposeText::tr("The project folder %1 is not there.").arg(project.workingDir), {},
                    ComposeText::tr("Bring it back, for example from a backup set, or the stack cannot be changed through Compose."));
    }
    for (const QString &file : project.configFiles + project.environmentFiles) {
        if (!QFileInfo::exists(file)) {
            return fail(ErrorKind::NotFound, ComposeText::tr("The compose file %1 is not there.").arg(file), {},
                        ComposeText::tr("Bring it back, for example from a backup set, or the stack cannot be changed through Compose."));
        }
    }
    return {};
}

} // namespace

QStringList projectArguments(const Project &project)
{
    QStringList arguments;
    if (!project.name.isEmpty())
        arguments << QStringLiteral("--project-name") << project.name;
    if (!project.workingDir.isEmpty())
        arguments << QStringLiteral("--project-directory") << project.workingDir;
    for (const QString &file : project.configFiles)
        arguments << QStringLiteral("--file") << file;
    for (const QString &file : project.environmentFiles)
        arguments << QStringLiteral("--env-file") << file;
    return arguments;
}

QStringList warningsIn(const QString &standardError)
{
    static const QRegularExpression logfmt(QStringLiteral("level=warning msg=\"((?:[^\"\\\\]|\\\\.)*)\""));
    static const QRegularExpression plain(QStringLiteral("^\\s*(?:WARN\\[\\d+\\]|warning:?)\\s*(.*)$"), QRegularExpression::CaseInsensitiveOption);
    QStringList warnings;
    for (const QString &line : standardError.split(QLatin1Char('\n'))) {
        if (const auto match = logfmt.match(line); match.hasMatch()) {
            QString text = match.captured(1);
            text.replace(QLatin1String("\\\""), QLatin1String("\""));
            text.replace(QLatin1String("\\\\"), QLatin1String("\\"));
            warnings.append(text);
        } else if (const auto plainMatch = plain.match(line); plainMatch.hasMatch()) {
            warnings.append(plainMatch.captured(1).trimmed());
        }
    }
    return warnings;
}

ComposeCli::ComposeCli(process::ProcessPort &process, QMap<QString, QString> environment)
    : m_process(process)
    , m_environment(std::move(environment))
{
}

Result<QString> ComposeCli::version(const JobContext &context)
{
    const std::lock_guard lock(m_mutex);
    if (!m_version.isEmpty())
        return m_version;
    process::ProcessSpec spec;
    spec.environment = m_environment;
    if (!m_process.find(QStringLiteral("docker")).isEmpty()) {
        spec.program = QStringLiteral("docker");
        spec.arguments = QStringList{QStringLiteral("compose"), QStringLiteral("version"), QStringLiteral("--short")};
        QD_TRY(const process::ProcessOutput output, m_process.run(context, spec));
        const QString found = versionIn(output.standardOutput);
        if (output.exitCode == 0 && QVersionNumber::fromString(found).majorVersion() >= 2) {
            m_version = found;
            return m_version;
        }
    }
    if (!m_process.find(QStringLiteral("docker-compose")).isEmpty()) {
        spec.program = QStringLiteral("docker-compose");
        spec.arguments = QStringList{QStringLiteral("version"), QStringLiteral("--short")};
        QD_TRY(const process::ProcessOutput output, m_process.run(context, spec));
        const QString found = versionIn(output.standardOutput);
        if (QVersionNumber::fromString(found).majorVersion() < 2) {
            return fail(ErrorKind::Unsupported, ComposeText::tr("Only Docker Compose %1 is installed; version 2 is needed.").arg(found), {},
                        ComposeText::tr("Install version 2: on Ubuntu \"sudo apt install docker-compose-v2\", elsewhere the package "
                                        "docker-compose-plugin, or run ./run once."));
        }
    }
    return fail(missing());
}

Result<process::ProcessOutput> ComposeCli::call(const JobContext &context, const Project &project, const QStringList &arguments, bool withProgress)
{
    QD_CHECK(version(context));
    QD_CHECK(checkFiles(project));
    process::ProcessSpec spec;
    spec.program = QStringLiteral("docker");
    spec.arguments = QStringList{QStringLiteral("compose"), QStringLiteral("--ansi"), QStringLiteral("never")};
    spec.arguments << projectArguments(project) << arguments;
    spec.environment = m_environment;
    if (withProgress) {
        // Compose tells what it does on stderr, a line a container; no values of variables among it.
        spec.onStderrLine = [&context](const QString &line) {
            if (!line.trimmed().isEmpty())
                context.sink().logLine(line.trimmed());
        };
    }
    QD_TRY(process::ProcessOutput output, m_process.run(context, spec));
    if (output.exitCode != 0) {
        const QString words = QString::fromUtf8(output.standardError).trimmed();
        const bool engineGone
            = words.contains(QLatin1String("Cannot connect to the Docker daemon")) || words.contains(QLatin1String("error during connect"));
        const bool portTaken = words.contains(QLatin1String("port is already allocated")) || words.contains(QLatin1String("address already in use"));
        if (engineGone)
            return fail(ErrorKind::Unreachable, ComposeText::tr("Compose could not reach the Docker engine."), words,
                        ComposeText::tr("Start the engine and try again."));
        if (portTaken)
            return fail(ErrorKind::Conflict, ComposeText::tr("A port of the stack is taken by another program."), words,
                        ComposeText::tr("Free the port, or give the stack another one."));
        return fail(ErrorKind::Invalid, ComposeText::tr("Compose refused: %1").arg(words.section(QLatin1Char('\n'), -1)), words,
                    ComposeText::tr("Its own words are in the details. Look at the line of the compose file that they name."));
    }
    return output;
}

Result<ComposePort::Config> ComposeCli::config(const JobContext &context, const Project &project)
{
    QD_TRY(const process::ProcessOutput output,
           call(context, project, {QStringLiteral("config"), QStringLiteral("--format"), QStringLiteral("json")}, false));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(output.standardOutput, &problem);
    if (!document.isObject())
        return fail(ErrorKind::Invalid, ComposeText::tr("Compose printed a configuration that cannot be read."), problem.errorString());
    return Config{document.object(), warningsIn(QString::fromUtf8(output.standardError))};
}

Result<void> ComposeCli::validate(const JobContext &context, const Project &project)
{
    QD_CHECK(call(context, project, {QStringLiteral("config"), QStringLiteral("--quiet")}, false));
    return {};
}

Result<void> ComposeCli::up(const JobContext &context, const Project &project, const UpOptions &options)
{
    QStringList arguments = {QStringLiteral("up"), QStringLiteral("--detach")};
    if (options.noRecreate)
        arguments << QStringLiteral("--no-recreate");
    if (options.noDependencies)
        arguments << QStringLiteral("--no-deps");
    if (options.removeOrphans)
        arguments << QStringLiteral("--remove-orphans");
    if (options.waitHealthy) {
        arguments << QStringLiteral("--wait");
        if (options.waitTimeoutSeconds > 0)
            arguments << QStringLiteral("--wait-timeout") << QString::number(options.waitTimeoutSeconds);
    }
    for (auto it = options.scale.cbegin(); it != options.scale.cend(); ++it)
        arguments << QStringLiteral("--scale") << it.key() + QLatin1Char('=') + QString::number(it.value());
    arguments << options.services;
    QD_CHECK(call(context, project, arguments, true));
    return {};
}

Result<void> ComposeCli::down(const JobContext &context, const Project &project, bool withVolumes)
{
    QStringList arguments = {QStringLiteral("down")};
    if (withVolumes)
        arguments << QStringLiteral("--volumes");
    QD_CHECK(call(context, project, arguments, true));
    return {};
}

Result<void> ComposeCli::start(const JobContext &context, const Project &project, const QStringList &services)
{
    QD_CHECK(call(context, project, QStringList(QStringLiteral("start")) + services, true));
    return {};
}

Result<void> ComposeCli::stop(const JobContext &context, const Project &project, const QStringList &services)
{
    QD_CHECK(call(context, project, QStringList(QStringLiteral("stop")) + services, true));
    return {};
}

Result<void> ComposeCli::restart(const JobContext &context, const Project &project, const QStringList &services)
{
    QD_CHECK(call(context, project, QStringList(QStringLiteral("restart")) + services, true));
    return {};
}

} // namespace quarterdeck::compose
