// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/compose/composecli.h"

#include "foundation/atomicfile.h"
#include "foundation/secret.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>

namespace quarterdeck::compose {

namespace {

struct ComposeText
{
    Q_DECLARE_TR_FUNCTIONS(Compose)
};

QString installHint()
{
    return ComposeText::tr(
        "Install version 2: on Ubuntu \"sudo apt install docker-compose-v2\", from Debian 13 on \"sudo apt install docker-compose\", "
        "with Docker's own packages \"sudo apt install docker-compose-plugin\". On Debian 12, ./run fetches it.");
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

/// Compose quotes lines of env files and values of variables when it cannot
/// make sense of them: what is a secret there must not go into an error.
Redactor redactorFor(const Project &project)
{
    QStringList files = project.environmentFiles;
    if (files.isEmpty()) {
        QStringList folders = {project.workingDir};
        if (!project.configFiles.isEmpty())
            folders.append(QFileInfo(project.configFiles.first()).absolutePath());
        for (const QString &folder : std::as_const(folders)) {
            if (!folder.isEmpty())
                files.append(QDir(folder).filePath(QStringLiteral(".env")));
        }
    }
    QHash<QString, QString> values;
    for (const QString &file : std::as_const(files)) {
        const Result<QByteArray> bytes = readWholeFile(file);
        if (bytes)
            values.insert(secretsOfEnvironmentFile(*bytes));
    }
    Redactor redactor;
    redactor.addEnvironment(values);
    return redactor;
}

Error refusal(const QString &words)
{
    const auto tells = [&words](const char *text) { return words.contains(QLatin1String(text)); };
    if (tells("permission denied") && tells("docker.sock")) {
        return Error{ErrorKind::Auth, ComposeText::tr("Compose may not talk to the Docker engine."), words,
                     ComposeText::tr("Add yourself to the group docker, then log in again.")};
    }
    if (tells("Cannot connect to the Docker daemon") || tells("error during connect") || tells("failed to connect to the docker API"))
        return Error{ErrorKind::Unreachable, ComposeText::tr("Compose could not reach the Docker engine."), words,
                     ComposeText::tr("Start the engine and try again.")};
    if (tells("port is already allocated") || tells("address already in use"))
        return Error{ErrorKind::Conflict, ComposeText::tr("A port of the stack is taken by another program."), words,
                     ComposeText::tr("Free the port, or give the stack another one.")};
    if (tells("no space left on device"))
        return Error{ErrorKind::NoSpace, ComposeText::tr("The disk is full."), words, ComposeText::tr("Make room, then try again.")};
    if (tells("no such service"))
        return Error{ErrorKind::NotFound, ComposeText::tr("The compose files know no such service."), words, {}};
    return Error{ErrorKind::Invalid, ComposeText::tr("Compose refused: %1").arg(words.section(QLatin1Char('\n'), -1)), words,
                 ComposeText::tr("Its own words are in the details. Look at the line of the compose file that they name.")};
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

QHash<QString, QString> secretsOfEnvironmentFile(const QByteArray &bytes)
{
    QHash<QString, QString> values;
    for (const QString &line : QString::fromUtf8(bytes).split(QLatin1Char('\n'))) {
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        // The last word, so that "export A" counts and a name that is not one, too.
        const QString name = line.left(equals).trimmed().section(QLatin1Char(' '), -1);
        QString value = line.mid(equals + 1).trimmed();
        if (equals < 0 || line.trimmed().startsWith(QLatin1Char('#')) || !isSecretName(name))
            continue;
        if (value.size() >= 2 && (value.front() == QLatin1Char('"') || value.front() == QLatin1Char('\'')) && value.back() == value.front())
            value = value.mid(1, value.size() - 2);
        values.insert(name, value);
    }
    return values;
}

ComposeCli::ComposeCli(process::ProcessPort &process, QMap<QString, QString> environment, QStringList pluginFolders)
    : m_process(process)
    , m_environment(std::move(environment))
    , m_pluginFolders(std::move(pluginFolders))
{
}

QStringList ComposeCli::dockerPluginFolders()
{
    return {QDir::homePath() + QStringLiteral("/.docker/cli-plugins"), QStringLiteral("/usr/local/lib/docker/cli-plugins"),
            QStringLiteral("/usr/local/libexec/docker/cli-plugins"), QStringLiteral("/usr/lib/docker/cli-plugins"),
            QStringLiteral("/usr/libexec/docker/cli-plugins")};
}

Result<QString> ComposeCli::version(const JobContext &context)
{
    QD_TRY(const Installed installed, find(context));
    return installed.version;
}

Result<ComposeCli::Installed> ComposeCli::find(const JobContext &context)
{
    const std::lock_guard lock(m_mutex);
    if (!m_installed.version.isEmpty())
        return m_installed;
    // The plug-in first, then a program of its own; versions 2 know both forms.
    QString tooOld;
    for (const QStringList &command :
         {QStringList{QStringLiteral("docker"), QStringLiteral("compose")}, QStringList{QStringLiteral("docker-compose")}}) {
        if (m_process.find(command.first()).isEmpty())
            continue;
        process::ProcessSpec spec;
        spec.program = command.first();
        spec.arguments = command.mid(1) + QStringList{QStringLiteral("version"), QStringLiteral("--short")};
        spec.environment = m_environment;
        QD_TRY(const process::ProcessOutput output, m_process.run(context, spec));
        const QString found = versionIn(output.standardOutput);
        if (output.exitCode != 0 || found.isEmpty())
            continue;
        if (QVersionNumber::fromString(found).majorVersion() >= 2) {
            m_installed = Installed{command, found};
            return m_installed;
        }
        tooOld = found;
    }
    if (!tooOld.isEmpty())
        return fail(ErrorKind::Unsupported, ComposeText::tr("Only Docker Compose %1 is installed; version 2 is needed.").arg(tooOld), {},
                    installHint());
    return fail(ErrorKind::NotFound, ComposeText::tr("Docker Compose is not installed."), {}, installHint());
}

Result<QStringList> ComposeCli::command(const JobContext &context)
{
    // Compose 1 was never a plug-in.
    const bool plugin = std::any_of(m_pluginFolders.cbegin(), m_pluginFolders.cend(),
                                    [](const QString &folder) { return QFileInfo(folder + QLatin1String("/docker-compose")).isExecutable(); });
    if (plugin && !m_process.find(QStringLiteral("docker")).isEmpty())
        return QStringList{QStringLiteral("docker"), QStringLiteral("compose")};
    QD_TRY(const Installed installed, find(context));
    return installed.command;
}

Result<process::ProcessOutput> ComposeCli::call(const JobContext &context, const Project &project, const QStringList &arguments, bool withProgress)
{
    QD_TRY(const QStringList program, command(context));
    QD_CHECK(checkFiles(project));
    process::ProcessSpec spec;
    spec.program = program.first();
    spec.arguments = program.mid(1) + QStringList{QStringLiteral("--ansi"), QStringLiteral("never")};
    spec.arguments << projectArguments(project) << arguments;
    spec.environment = m_environment;
    // A flag only from 2.19 on; before, a pipe gets plain lines anyway.
    spec.environment.insert(QStringLiteral("COMPOSE_PROGRESS"), QStringLiteral("plain"));
    const Redactor redactor = redactorFor(project);
    if (withProgress) {
        spec.onStderrLine = [&context, &redactor](const QString &line) {
            if (!line.trimmed().isEmpty())
                context.sink().logLine(redactor.redact(line.trimmed()));
        };
    }
    QD_TRY(process::ProcessOutput output, m_process.run(context, spec));
    output.standardError = redactor.redact(QString::fromUtf8(output.standardError)).toUtf8();
    if (output.exitCode != 0)
        return fail(refusal(QString::fromUtf8(output.standardError).trimmed()));
    return output;
}

Result<ComposePort::Config> ComposeCli::config(const JobContext &context, const Project &project)
{
    QD_TRY(const process::ProcessOutput output,
           call(context, project, {QStringLiteral("config"), QStringLiteral("--format"), QStringLiteral("json")}, false));
    // What it prints is meant to be read as a compose file again, so it writes
    // every dollar sign twice. We want the values that containers see.
    QByteArray json = output.standardOutput;
    json.replace("$$", "$");
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
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
