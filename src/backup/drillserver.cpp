// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/drillserver.h"

#include "backup/stream.h"

#include <QCoreApplication>

#include <atomic>
#include <csignal>
#include <thread>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct DrillServerText
{
    Q_DECLARE_TR_FUNCTIONS(DrillServer)
};

constexpr auto startTime = 3min;
constexpr qsizetype maximumErrors = 16 * 1024;
/// 128 + signal, as a shell and the engine have it.
constexpr int exitKilled = 128 + SIGKILL;
constexpr int exitTerminated = 128 + SIGTERM;

} // namespace

Result<QString> findServerImage(const JobContext &context, const DrillInput &input, stack::Role role)
{
    QStringList candidates;
    for (const ServiceFigure &service : input.set.manifest ? input.set.manifest->services : QList<ServiceFigure>()) {
        if (service.role == stack::roleName(role))
            candidates << service.imageId << service.digests << service.image;
    }
    if (input.stack != nullptr) {
        if (const stack::Service *service = input.stack->service(role))
            candidates << service->imageId << service->image;
    }
    for (const QString &candidate : std::as_const(candidates)) {
        if (candidate.isEmpty())
            continue;
        const Result<docker::ImageDetails> image = input.neighbours.docker.inspectImage(context, candidate);
        if (image)
            return image->id;
        if (image.error().kind != ErrorKind::NotFound && image.error().kind != ErrorKind::Invalid)
            return fail(image.error());
    }
    return fail(ErrorKind::NotFound,
                DrillServerText::tr("This machine has no image of the %1 that the set was made with.").arg(stack::roleTitle(role)),
                candidates.join(QLatin1Char('\n')), DrillServerText::tr("Pull one of the same version, then check again."));
}

DrillServer::DrillServer(docker::DockerPort &docker, std::unique_ptr<PipeFolder> pipe, std::unique_ptr<HelperContainer> container)
    : m_docker(docker)
    , m_pipe(std::move(pipe))
    , m_container(std::move(container))
{
}

Result<std::unique_ptr<DrillServer>> DrillServer::start(const JobContext &context, docker::DockerPort &docker, const QString &image)
{
    QD_TRY(auto pipe, PipeFolder::create());
    docker::ContainerSpec spec;
    spec.image = image;
    // Nobody but us gets in: it has no network, and dies at the end.
    spec.networkMode = QStringLiteral("none");
    spec.environment = {QStringLiteral("POSTGRES_USER=postgres"), QStringLiteral("POSTGRES_HOST_AUTH_METHOD=trust")};
    spec.mounts = {docker::Mount{QStringLiteral("bind"), {}, pipe->folder(), QStringLiteral("/quarterdeck"), {}, true}};
    spec.command = {QStringLiteral("postgres")};
    // A crash of this server loses nothing, and nothing waits for its disk.
    for (const char *setting : {"listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "wal_level=minimal",
                                "max_wal_senders=0", "archive_mode=off", "autovacuum=off", "max_wal_size=4GB", "maintenance_work_mem=128MB"})
        spec.command << QStringLiteral("-c") << QLatin1String(setting);
    spec.securityOpt = {QStringLiteral("no-new-privileges")};
    spec.shmSize = 256LL * 1024 * 1024;
    QD_TRY(auto container, HelperContainer::create(context, docker, spec, QStringLiteral("drill-postgres")));
    QD_CHECK(container->start(context));
    std::unique_ptr<DrillServer> server(new DrillServer(docker, std::move(pipe), std::move(container)));
    QD_CHECK(server->waitUntilReady(context.withTimeout(startTime)));
    return server;
}

Result<void> DrillServer::waitUntilReady(const JobContext &context)
{
    const auto ignore = [](docker::OutputStream, QByteArrayView) { return Result<void>(); };
    while (true) {
        // While the image makes the cluster, a first server runs under its script and
        // answers too. Only the one that stays is process 1.
        QByteArray name;
        docker::ExecSpec first;
        first.argv = {QStringLiteral("cat"), QStringLiteral("/proc/1/comm")};
        const Result<int> named = m_docker.exec(context, id(), first, [&name](docker::OutputStream, QByteArrayView bytes) {
            name.append(bytes);
            return Result<void>();
        });
        if (named && name.trimmed() == "postgres") {
            docker::ExecSpec ping;
            ping.argv = {QStringLiteral("pg_isready"), QStringLiteral("--quiet"), QStringLiteral("--username=postgres")};
            const Result<int> ready = m_docker.exec(context, id(), ping, ignore);
            if (ready && *ready == 0)
                return {};
        }
        if (!m_container->isRunning(context)) {
            QD_CHECK(context.checkpoint());
            return fail(ErrorKind::Internal, DrillServerText::tr("The throwaway PostgreSQL did not start."), m_container->output(context),
                        DrillServerText::tr("Its own words are in the details."));
        }
        QD_CHECK(context.sleep(100ms));
    }
}

Result<void> DrillServer::blameOnMachine(const JobContext &context, const Run &run)
{
    const QString &errors = run.errors;
    if (errors.contains(QLatin1String("No space left on device"))) {
        return fail(ErrorKind::NoSpace, DrillServerText::tr("The disk of the engine is full, so that the set could not be restored on trial."),
                    errors, DrillServerText::tr("That says nothing about the set. Make room where Docker keeps its data, then check it again."));
    }
    QD_TRY(const docker::ContainerState state, m_container->state(context));
    // Its programs die with a server that is killed, and the engine may tell of them first.
    const bool killed = run.exitCode == exitKilled || run.exitCode == exitTerminated;
    if (killed || !state.running || errors.contains(QLatin1String("server closed the connection"))
        || errors.contains(QLatin1String("terminating connection"))) {
        return fail(ErrorKind::Unreachable, DrillServerText::tr("The throwaway PostgreSQL ended while the set was being restored on trial."), errors,
                    DrillServerText::tr("Usually memory was short. That says nothing about the set; check it again."));
    }
    return {};
}

Result<DrillServer::Run> DrillServer::runOnEntry(const JobContext &context, const DrillInput &input, const FileEntry &entry, const QStringList &argv,
                                                 bool readerMayStop)
{
    docker::ExecSpec spec;
    for (const QString &argument : argv)
        spec.argv.append(argument == QLatin1String("%PIPE%") ? QStringLiteral("/quarterdeck/pipe") : argument);
    // As the pipe's owner: it is private. Inside, the server trusts every local user.
    spec.user = helperUser();
    spec.environment = {QStringLiteral("PGUSER=postgres"), QStringLiteral("HOME=/tmp")};

    Run run;
    QByteArray errors;
    Result<int> code = 0;
    std::atomic<bool> runs = true;
    Result<void> written;
    {
        const std::jthread reader([&] {
            code = m_docker.exec(context, id(), spec, [&errors](docker::OutputStream stream, QByteArrayView bytes) {
                if (stream == docker::OutputStream::Stderr)
                    errors = errors.append(bytes.data(), bytes.size()).right(maximumErrors);
                return Result<void>();
            });
            runs = false;
        });
        Result<std::unique_ptr<FileSource>> source = FileSource::openEntry(context, input.set.path, entry, input.ageIdentityFile);
        if (source) {
            written = m_pipe->writeAll(
                context, [&source](qsizetype maximum) { return (*source)->read(maximum); }, [&runs] { return runs.load(); }, readerMayStop);
        } else {
            written = fail(source.error());
        }
        // A reader that still waits for the pipe's other end must not wait for ever.
        if (!written)
            m_pipe->releaseReader([&runs] { return runs.load(); });
    }
    QD_CHECK(code);
    run.exitCode = *code;
    run.errors = QString::fromUtf8(errors).trimmed();
    if (run.exitCode != 0)
        QD_CHECK(blameOnMachine(context, run));
    // A program that failed explains more than the pipe it left.
    if (!written && run.exitCode == 0)
        return fail(written.error());
    if (!written && written.error().kind == ErrorKind::Corrupt)
        return fail(written.error());
    return run;
}

} // namespace quarterdeck::backup
