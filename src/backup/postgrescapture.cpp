// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/postgrescapture.h"

#include "backup/helpercontainer.h"
#include "backup/pipefolder.h"
#include "backup/psqlsession.h"

#include <QCoreApplication>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct PostgresCaptureText
{
    Q_DECLARE_TR_FUNCTIONS(PostgresCapture)
};

const stack::Container *runningContainer(const stack::Stack &stack)
{
    const stack::Service *service = stack.service(stack.database.service);
    if (service == nullptr)
        return nullptr;
    for (const stack::Container &container : service->containers) {
        if (container.state == QLatin1String("running"))
            return &container;
    }
    return nullptr;
}

Error tablesAreLocked(const QString &detail)
{
    return {ErrorKind::Conflict, PostgresCaptureText::tr("A table of the database stayed locked by somebody else, so that it could not be read."),
            detail,
            PostgresCaptureText::tr("Something changes the database, such as a migration of n8n. Wait until it is done, then back up again.")};
}

Error serverWentAway(const QString &detail)
{
    return {ErrorKind::Unreachable, PostgresCaptureText::tr("PostgreSQL stopped or restarted while it was being backed up."), detail,
            PostgresCaptureText::tr("Look into its log, see that it runs, then back up again. Nothing was changed.")};
}

/// Why a client program failed, as far as its words (which are English in these
/// images) and the state of its server tell.
Error explain(const JobContext &context, docker::DockerPort &docker, const QString &serverContainer, const QString &program, int exitCode,
              const QString &words)
{
    // pg_dump bounds its LOCK TABLE by statement_timeout.
    if (words.contains(QLatin1String("LOCK TABLE")) && words.contains(QLatin1String("timeout")))
        return tablesAreLocked(words);
    const Result<docker::ContainerDetails> server = docker.inspectContainer(context, serverContainer);
    const bool stopped = server ? !server->state.running : server.error().kind == ErrorKind::NotFound;
    if (stopped || words.contains(QLatin1String("server closed the connection")) || words.contains(QLatin1String("terminating connection"))
        || words.contains(QLatin1String("connection to server")) || words.contains(QLatin1String("snapshot"))) // which went with the server
        return serverWentAway(words);
    return {ErrorKind::Internal, PostgresCaptureText::tr("%1 failed with exit code %2.").arg(program).arg(exitCode), words,
            PostgresCaptureText::tr("Its own words are in the details. Nothing was changed.")};
}

Result<void> streamFromServersImage(const JobContext &context, docker::DockerPort &docker, const stack::Stack &stack,
                                    const DumpCredentials &credentials, const QStringList &argv, const docker::ByteSink &sink)
{
    const stack::Container *server = runningContainer(stack);
    if (server == nullptr) {
        return fail(ErrorKind::Conflict, PostgresCaptureText::tr("PostgreSQL does not run in this stack, so its database cannot be dumped."), {},
                    PostgresCaptureText::tr("Start the service, or back up the rest without it."));
    }
    return streamFromHelper(context, docker, server->id, server->imageId, argv, credentials, sink);
}

} // namespace

DumpCredentials dumpCredentials(const stack::Stack &stack)
{
    DumpCredentials credentials;
    credentials.coordinates = stack.database.coordinates;
    credentials.coordinates.host = stack.database.access.host;
    credentials.coordinates.port = stack.database.access.port;
    const stack::Service *server = stack.service(stack.database.service);
    if (server != nullptr) {
        // The official image makes POSTGRES_USER the cluster's superuser.
        const QString user = server->environment.value(QStringLiteral("POSTGRES_USER"), QStringLiteral("postgres"));
        const QString password = server->environment.value(QStringLiteral("POSTGRES_PASSWORD"));
        if (!password.isEmpty()) {
            credentials.coordinates.user = user;
            credentials.coordinates.password = Secret(password);
            credentials.superuser = true;
        }
    }
    return credentials;
}

PostgresSnapshot::PostgresSnapshot(std::unique_ptr<postgres::Session> session, QString id, QDateTime taken)
    : m_session(std::move(session))
    , m_id(std::move(id))
    , m_taken(taken)
{
}

Result<std::unique_ptr<PostgresSnapshot>> PostgresSnapshot::open(const JobContext &context, postgres::PostgresPort &postgres,
                                                                 const DumpCredentials &credentials, std::chrono::seconds lockWait)
{
    QD_TRY(std::unique_ptr<postgres::Session> session, postgres.connect(context.withTimeout(15s), credentials.coordinates));
    QD_CHECK(session->query(context, QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")));
    // A session that idles while the dump runs must not be cut off by the server's own limits.
    QD_CHECK(session->query(context, QStringLiteral("SET LOCAL idle_in_transaction_session_timeout = 0")));
    QD_CHECK(session->query(context, QStringLiteral("SET LOCAL statement_timeout = 0")));
    QD_CHECK(session->query(context, QStringLiteral("SET LOCAL lock_timeout = '%1s'").arg(lockWait.count())));
    for (const QString &statement : canonicalTextSettings(true))
        QD_CHECK(session->query(context, statement));
    QD_TRY(const postgres::Rows rows, session->query(context, QStringLiteral("SELECT pg_catalog.pg_export_snapshot()")));
    const QString id = rows.rows.value(0).value(0).value_or(QString());
    if (id.isEmpty())
        return fail(ErrorKind::Internal, PostgresCaptureText::tr("PostgreSQL exported no snapshot."));
    return std::unique_ptr<PostgresSnapshot>(new PostgresSnapshot(std::move(session), id, QDateTime::currentDateTimeUtc()));
}

Result<void> streamFromHelper(const JobContext &context, docker::DockerPort &docker, const QString &serverContainer, const QString &image,
                              const QStringList &argv, const DumpCredentials &credentials, const docker::ByteSink &sink)
{
    QD_TRY(const auto pipe, PipeFolder::create());
    docker::ContainerSpec spec;
    spec.image = image;
    spec.entrypoint = {argv.first()};
    for (const QString &argument : argv.mid(1))
        spec.command.append(argument == QLatin1String("%PIPE%") ? QStringLiteral("/quarterdeck/pipe") : argument);
    // Only in the container's own environment, as the server's password is in its own.
    spec.environment = {QStringLiteral("PGPASSWORD=") + QString::fromUtf8(credentials.coordinates.password.expose()), QStringLiteral("HOME=/tmp")};
    spec.networkMode = QLatin1String("container:") + serverContainer;
    // Our own user, so that the private folder opens to it and nobody else.
    spec.user = helperUser();
    spec.mounts = {docker::Mount{QStringLiteral("bind"), {}, pipe->folder(), QStringLiteral("/quarterdeck"), {}, true}};
    spec.capDrop = {QStringLiteral("ALL")};
    spec.securityOpt = {QStringLiteral("no-new-privileges")};
    spec.readonlyRootfs = true;
    spec.tmpfs = {{QStringLiteral("/tmp"), QStringLiteral("size=16m")}};
    QD_TRY(const auto helper, HelperContainer::create(context, docker, spec, QStringLiteral("dump")));
    QD_CHECK(pipe->openForReading());
    QD_CHECK(helper->start(context));

    const Result<void> read = pipe->readAll(context, sink, [&] { return helper->isRunning(context); });
    if (!read && read.error().kind != ErrorKind::NotFound)
        return read;
    QD_TRY(const int code, helper->wait(context.withTimeout(30s)));
    if (code != 0)
        return fail(explain(context, docker, serverContainer, argv.first(), code, helper->output(context)));
    return read;
}

Error explained(const Error &error)
{
    // lock_not_available, see the appendix "PostgreSQL Error Codes" of its manual.
    if (error.kind == ErrorKind::Conflict && error.detail.startsWith(QLatin1String("55P03")))
        return tablesAreLocked(error.detail);
    return error;
}

Result<void> dumpDatabase(const JobContext &context, docker::DockerPort &docker, const stack::Stack &stack, const DumpCredentials &credentials,
                          const QString &snapshot, const docker::ByteSink &sink, std::chrono::seconds lockWait)
{
    // --no-sync: a pipe cannot be synced. The server's port inside its own network is
    // n8n's view of it; 127.0.0.1 is the server itself, as the helper shares its network.
    return streamFromServersImage(
        context, docker, stack, credentials,
        {QStringLiteral("pg_dump"), QStringLiteral("--format=custom"), QStringLiteral("--compress=0"), QStringLiteral("--no-sync"),
         QStringLiteral("--no-password"), QStringLiteral("--lock-wait-timeout=%1").arg(std::chrono::milliseconds(lockWait).count()),
         QStringLiteral("--snapshot=") + snapshot, QStringLiteral("--host=127.0.0.1"),
         QStringLiteral("--port=%1").arg(stack.database.coordinates.port), QStringLiteral("--username=") + credentials.coordinates.user,
         QStringLiteral("--file"), QStringLiteral("%PIPE%"), QStringLiteral("--dbname=") + connectionTo(credentials.coordinates.database)},
        sink);
}

Result<void> dumpGlobals(const JobContext &context, docker::DockerPort &docker, const stack::Stack &stack, const DumpCredentials &credentials,
                         const docker::ByteSink &sink)
{
    QStringList argv = {QStringLiteral("pg_dumpall"),
                        QStringLiteral("--globals-only"),
                        QStringLiteral("--no-sync"),
                        QStringLiteral("--no-password"),
                        QStringLiteral("--host=127.0.0.1"),
                        QStringLiteral("--port=%1").arg(stack.database.coordinates.port),
                        QStringLiteral("--username=") + credentials.coordinates.user,
                        QStringLiteral("--database=") + connectionTo(credentials.coordinates.database),
                        QStringLiteral("--file"),
                        QStringLiteral("%PIPE%")};
    if (!credentials.superuser)
        argv.insert(2, QStringLiteral("--no-role-passwords"));
    return streamFromServersImage(context, docker, stack, credentials, argv, sink);
}

} // namespace quarterdeck::backup
