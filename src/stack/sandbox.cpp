// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/sandbox.h"

#include "foundation/atomicfile.h"
#include "stack/dotenv.h"
#include "stack/sandboxfiles.h"
#include "stack/sandboxowner.h"
#include "stack/sandboxseed.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

namespace quarterdeck::stack {

namespace {

using namespace std::chrono_literals;

struct SandboxText
{
    Q_DECLARE_TR_FUNCTIONS(Sandbox)
};

constexpr auto healthyWithin = 5min;

QString folderOf(const SandboxOptions &options)
{
    if (!options.folder.isEmpty())
        return options.folder;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1String("/quarterdeck/") + options.name;
}

compose::Project projectOf(const SandboxOptions &options)
{
    const QString folder = folderOf(options);
    return compose::Project{options.name, folder, {folder + QLatin1String("/compose.yaml")}, {}};
}

QStringList projectFilter(const SandboxOptions &options)
{
    return {QLatin1String("com.docker.compose.project=") + options.name};
}

Result<DotEnv> settingsOf(const SandboxOptions &options)
{
    Result<DotEnv> settings = DotEnv::load(folderOf(options) + QLatin1String("/.env"));
    if (!settings && settings.error().kind == ErrorKind::NotFound) {
        return fail(ErrorKind::NotFound, SandboxText::tr("There is no sandbox named %1.").arg(options.name), settings.error().what,
                    SandboxText::tr("Bring it up first: quarterdeckctl sandbox up"));
    }
    return settings;
}

Result<quint16> portOf(const DotEnv &settings, const char *variable)
{
    const quint16 port = settings.value(QLatin1String(variable)).value_or(QString()).toUShort();
    if (port == 0)
        return fail(ErrorKind::Invalid, SandboxText::tr("%1 in the sandbox's .env is not a port.").arg(QLatin1String(variable)));
    return port;
}

/// Nobody else may sit on the stack's ports; the stack itself may.
Result<void> checkPorts(const JobContext &context, docker::DockerPort &docker, const SandboxOptions &options)
{
    QD_TRY(const DotEnv settings, settingsOf(options));
    QD_TRY(const QList<docker::ContainerSummary> own, docker.listContainers(context, false, projectFilter(options)));
    QSet<quint16> ours;
    for (const docker::ContainerSummary &container : own) {
        for (const docker::PortBinding &port : container.ports)
            ours.insert(port.hostPort);
    }
    for (const char *variable : {"N8N_PORT", "POSTGRES_PORT", "REDIS_PORT"}) {
        QD_TRY(const quint16 port, portOf(settings, variable));
        if (!ours.contains(port) && !isPortFree(port)) {
            return fail(ErrorKind::Conflict, SandboxText::tr("Port %1, which the sandbox wants for itself, is taken by another program.").arg(port),
                        {},
                        SandboxText::tr("Free it, or write another number for %1 into %2.")
                            .arg(QLatin1String(variable), folderOf(options) + QLatin1String("/.env")));
        }
    }
    return {};
}

/// Pulled where a registry answers, built from packages where none does.
Result<void> ensureImages(const JobContext &context, process::ProcessPort &process, const SandboxOptions &options)
{
    static const QRegularExpression step(QStringLiteral("^step ([0-9]+)/([0-9]+) (.*)$"));
    const QString folder = folderOf(options);
    process::ProcessSpec spec;
    spec.program = QStringLiteral("bash");
    spec.arguments = QStringList{folder + QLatin1String("/images/ensure-images.sh"), QStringLiteral("--env-file"), folder + QLatin1String("/.env")};
    spec.workingDir = folder;
    spec.onStderrLine = [&context](const QString &line) {
        context.sink().logLine(line);
        if (const auto match = step.match(line); match.hasMatch())
            context.sink().stepProgress(
                {QStringLiteral("images"), match.captured(1).toLongLong(), match.captured(2).toLongLong(), Progress::Unit::Items});
    };
    QD_TRY(const process::ProcessOutput output, process.run(context, spec));
    if (output.exitCode != 0) {
        const bool needsRoot = output.exitCode == 3;
        return fail(needsRoot                  ? ErrorKind::Auth
                        : output.exitCode == 4 ? ErrorKind::Unreachable
                                               : ErrorKind::Internal,
                    needsRoot ? SandboxText::tr("No registry answers, and building the images from packages needs root.")
                              : SandboxText::tr("The images of the sandbox could not be had."),
                    QString::fromUtf8(output.standardError.right(4000)),
                    needsRoot ? SandboxText::tr("Run it once with sudo, or connect to the internet.")
                              : SandboxText::tr("The details hold the end of the log; the whole is in ~/.cache/quarterdeck/images/build.log."));
    }
    QD_TRY(DotEnv settings, settingsOf(options));
    const QByteArray before = settings.bytes();
    for (const QString &line : QString::fromUtf8(output.standardOutput).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const QString name = line.section(QLatin1Char('='), 0, 0);
        if (name.endsWith(QLatin1String("_IMAGE")))
            settings.setValue(name, line.section(QLatin1Char('='), 1));
    }
    if (settings.bytes() == before)
        return {};
    return writeFileAtomically(folder + QLatin1String("/.env"), settings.bytes(), privateFileMode);
}

struct HealthCount
{
    int running = 0;
    int healthy = 0;
    QStringList waitingFor;
};

HealthCount countHealthy(const QList<docker::ContainerSummary> &containers)
{
    HealthCount count;
    for (const docker::ContainerSummary &container : containers) {
        count.running += container.state == QLatin1String("running") ? 1 : 0;
        if (container.status.contains(QLatin1String("(healthy)")))
            ++count.healthy;
        else
            count.waitingFor.append(container.name);
    }
    count.waitingFor.sort();
    return count;
}

Result<void> waitHealthy(const JobContext &outer, docker::DockerPort &docker, const SandboxOptions &options)
{
    const JobContext context = outer.withTimeout(healthyWithin);
    QStringList reported;
    while (true) {
        QD_TRY(const QList<docker::ContainerSummary> containers, docker.listContainers(context, true, projectFilter(options)));
        const HealthCount count = countHealthy(containers);
        context.sink().stepProgress({QStringLiteral("healthy"), count.healthy, containers.size(), Progress::Unit::Items});
        if (!containers.isEmpty() && count.waitingFor.isEmpty())
            return {};
        if (count.waitingFor != reported) {
            reported = count.waitingFor;
            context.sink().logLine(SandboxText::tr("Waiting for %1.").arg(reported.join(QLatin1String(", "))));
        }
        if (const Result<void> slept = context.sleep(500ms); !slept) {
            if (slept.error().kind != ErrorKind::Timeout || outer.deadline().hasExpired())
                return slept;
            return fail(ErrorKind::Timeout,
                        SandboxText::tr("After %1 minutes these are still not healthy: %2.")
                            .arg(healthyWithin.count())
                            .arg(reported.join(QLatin1String(", "))),
                        {}, SandboxText::tr("Look into their logs: docker logs NAME"));
        }
    }
}

} // namespace

Sandbox::Sandbox(docker::DockerPort &docker, compose::ComposePort &compose, process::ProcessPort &process, n8n::N8nPort &n8n,
                 postgres::PostgresPort &postgres)
    : m_docker(docker)
    , m_compose(compose)
    , m_process(process)
    , m_n8n(n8n)
    , m_postgres(postgres)
{
}

QList<Step> Sandbox::upPlan(const SandboxOptions &options)
{
    // By value into the steps: a plan may outlive the object that made it.
    docker::DockerPort &docker = m_docker;
    compose::ComposePort &compose = m_compose;
    process::ProcessPort &process = m_process;
    QList<Step> plan;
    // No undo: whatever went wrong, what is there is kept for a look, and a
    // second run goes on from it.
    plan.append({QStringLiteral("engine"),
                 SandboxText::tr("Look for the Docker engine and Compose"),
                 [&docker, &compose](JobContext &context) -> Result<void> {
                     QD_CHECK(docker.ping(context));
                     QD_CHECK(compose.version(context));
                     return {};
                 },
                 {}});
    plan.append({QStringLiteral("files"),
                 SandboxText::tr("Write the stack's files"),
                 [options](JobContext &context) -> Result<void> {
                     QD_CHECK(writeSandboxFiles(context, folderOf(options)));
                     return writeSandboxSettings(context, options, folderOf(options));
                 },
                 {}});
    plan.append({QStringLiteral("ports"),
                 SandboxText::tr("Check the ports"),
                 [&docker, options](JobContext &context) { return checkPorts(context, docker, options); },
                 {}});
    plan.append({QStringLiteral("images"),
                 SandboxText::tr("Get the images"),
                 [&process, options](JobContext &context) { return ensureImages(context, process, options); },
                 {}});
    plan.append({QStringLiteral("up"),
                 SandboxText::tr("Start the containers"),
                 [&compose, options](JobContext &context) { return compose.up(context, projectOf(options), {}); },
                 {}});
    plan.append({QStringLiteral("healthy"),
                 SandboxText::tr("Wait until everything is healthy"),
                 [&docker, options](JobContext &context) { return waitHealthy(context, docker, options); },
                 {}});
    return plan;
}

QList<Step> Sandbox::downPlan(const SandboxOptions &options, bool withData)
{
    compose::ComposePort &compose = m_compose;
    QList<Step> plan;
    plan.append({QStringLiteral("down"),
                 withData ? SandboxText::tr("Stop and remove the containers and their data") : SandboxText::tr("Stop and remove the containers"),
                 [&compose, options, withData](JobContext &context) -> Result<void> {
                     // Refused before anything is gone.
                     if (withData)
                         QD_CHECK(checkSandboxFolder(folderOf(options)));
                     // With its files gone, Compose still finds the containers by the project's name.
                     const bool files = QFile::exists(folderOf(options) + QLatin1String("/compose.yaml"));
                     return compose.down(context, files ? projectOf(options) : compose::Project{options.name, {}, {}, {}}, withData);
                 },
                 {}});
    if (withData) {
        plan.append({QStringLiteral("folder"),
                     SandboxText::tr("Remove the folder with its settings and keys"),
                     [options](JobContext &) { return removeSandboxFolder(folderOf(options)); },
                     {}});
    }
    return plan;
}

Result<SandboxStatus> Sandbox::status(const JobContext &context, const SandboxOptions &options)
{
    SandboxStatus status;
    status.folder = folderOf(options);
    const Result<DotEnv> settings = settingsOf(options);
    status.present = settings.has_value();
    if (settings)
        status.n8nUrl = QStringLiteral("http://localhost:") + settings->value(QStringLiteral("N8N_PORT")).value_or(QString());
    QD_TRY(const QList<docker::ContainerSummary> containers, m_docker.listContainers(context, true, projectFilter(options)));
    const HealthCount count = countHealthy(containers);
    status.containers = static_cast<int>(containers.size());
    status.running = count.running;
    status.healthy = count.healthy;
    return status;
}

QList<Step> Sandbox::seedPlan(const SandboxOptions &options, int pastExecutions)
{
    n8n::N8nPort &n8n = m_n8n;
    postgres::PostgresPort &postgres = m_postgres;
    QList<Step> plan;
    plan.append({QStringLiteral("rest"),
                 SandboxText::tr("Make an owner, workflows and a credential"),
                 [&n8n, options](JobContext &context) -> Result<void> {
                     QD_TRY(const DotEnv settings, settingsOf(options));
                     QD_TRY(const quint16 port, portOf(settings, "N8N_PORT"));
                     QD_TRY(const N8nRest::Owner owner, makeSandboxOwner(folderOf(options)));
                     N8nRest rest(n8n, QStringLiteral("127.0.0.1"), port);
                     QD_CHECK(rest.becomeOwner(context, owner));
                     return seedThroughRest(context, rest);
                 },
                 {}});
    if (pastExecutions > 0) {
        plan.append({QStringLiteral("executions"),
                     SandboxText::tr("Insert %n past executions", nullptr, pastExecutions),
                     [&postgres, options, pastExecutions](JobContext &context) -> Result<void> {
                         QD_TRY(const DotEnv settings, settingsOf(options));
                         QD_TRY(const quint16 port, portOf(settings, "POSTGRES_PORT"));
                         const postgres::Coordinates at{QStringLiteral("127.0.0.1"),
                                                        port,
                                                        QStringLiteral("n8n"),
                                                        QStringLiteral("n8n"),
                                                        Secret(settings.value(QStringLiteral("N8N_DB_PASSWORD")).value_or(QString())),
                                                        QStringLiteral("prefer")};
                         QD_TRY(const std::unique_ptr<postgres::Session> session, postgres.connect(context, at));
                         return seedExecutions(context, *session, pastExecutions);
                     },
                     {}});
    }
    return plan;
}

} // namespace quarterdeck::stack
