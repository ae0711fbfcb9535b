// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/serverfeed.h"

#include "backup/helpercontainer.h"
#include "backup/pipefolder.h"
#include "backup/psqlsession.h"
#include "stack/containerfile.h"

#include <QCoreApplication>

namespace quarterdeck::restore {

namespace {

using namespace std::chrono_literals;

struct FeedText
{
    Q_DECLARE_TR_FUNCTIONS(ServerFeed)
};

QString variable(const QStringList &environment, const QString &name)
{
    for (const QString &line : environment) {
        if (line.startsWith(name + QLatin1Char('=')))
            return line.mid(name.size() + 1);
    }
    return {};
}

} // namespace

Result<ServerAddress> serverAddressOf(const JobContext &context, docker::DockerPort &docker, const QString &containerId)
{
    QD_TRY(const docker::ContainerDetails details, docker.inspectContainer(context, containerId));
    ServerAddress server{details.id, details.imageId, variable(details.environment, QStringLiteral("POSTGRES_USER")),
                         Secret(variable(details.environment, QStringLiteral("POSTGRES_PASSWORD")))};
    if (server.user.isEmpty())
        server.user = QStringLiteral("postgres");
    const QString file = variable(details.environment, QStringLiteral("POSTGRES_PASSWORD_FILE"));
    if (server.password.isEmpty() && !file.isEmpty()) {
        QByteArray bytes;
        QD_CHECK(stack::readContainerFile(context, docker, details.id, file, [&bytes](QByteArrayView more) -> Result<void> {
            bytes.append(more.first(std::min<qsizetype>(more.size(), 4096 - std::min<qsizetype>(bytes.size(), 4096))));
            return {};
        }));
        server.password = Secret(QString::fromUtf8(bytes).trimmed());
    }
    return server;
}

docker::ContainerSpec clientSpec(const ServerAddress &server, const QString &options)
{
    docker::ContainerSpec spec;
    spec.image = server.imageId;
    spec.environment = {QStringLiteral("PGHOST=127.0.0.1"), QStringLiteral("PGUSER=") + server.user,
                        QStringLiteral("PGPASSWORD=") + QString::fromUtf8(server.password.expose()), QStringLiteral("HOME=/tmp"),
                        QLatin1String("PGAPPNAME=") + QLatin1String(backup::PsqlSession::applicationName)};
    if (!options.isEmpty())
        spec.environment.append(QStringLiteral("PGOPTIONS=") + options);
    spec.networkMode = QLatin1String("container:") + server.containerId;
    // Our own user, so that the private folder opens to it and nobody else.
    spec.user = backup::helperUser();
    spec.capDrop = {QStringLiteral("ALL")};
    spec.securityOpt = {QStringLiteral("no-new-privileges")};
    spec.readonlyRootfs = true;
    spec.tmpfs = {{QStringLiteral("/tmp"), QStringLiteral("size=16m")}};
    return spec;
}

Result<FeedResult> explained(FeedResult result)
{
    // A file that could be extended in part has another message, and this hint.
    if (result.output.contains(QLatin1String("No space left on device")) || result.output.contains(QLatin1String("Check free disk space"))) {
        return fail(ErrorKind::NoSpace, FeedText::tr("The disk of PostgreSQL is full."), result.output,
                    FeedText::tr("Make room where Docker keeps its volumes, then try again."));
    }
    if (result.output.contains(QLatin1String("unsupported version ("))) {
        return fail(ErrorKind::Unsupported, FeedText::tr("The dump was made by a newer PostgreSQL than the one here, which cannot read it."),
                    result.output,
                    FeedText::tr("Rebuild the stack from the set under another name, with its own server; or upgrade this server first."));
    }
    if (result.output.contains(QLatin1String("too many clients already")) || result.output.contains(QLatin1String("remaining connection slots"))) {
        return fail(ErrorKind::Conflict, FeedText::tr("PostgreSQL accepts no more connections."), result.output,
                    FeedText::tr("End some of those that are open, or raise max_connections, then try again."));
    }
    return result;
}

Result<FeedResult> feedServer(const JobContext &context, docker::DockerPort &docker, const ServerAddress &server, const QStringList &argv,
                              const QString &options, const docker::ByteSource &source, const QString &folder)
{
    QD_TRY(const auto pipe, backup::PipeFolder::create());
    docker::ContainerSpec spec = clientSpec(server, options);
    spec.entrypoint = {argv.first()};
    for (const QString &argument : argv.mid(1))
        spec.command.append(argument == QLatin1String("%PIPE%") ? QStringLiteral("/quarterdeck/pipe") : argument);
    spec.mounts = {docker::Mount{QStringLiteral("bind"), {}, pipe->folder(), QStringLiteral("/quarterdeck"), {}, true}};
    if (!folder.isEmpty())
        spec.mounts.append(docker::Mount{QStringLiteral("bind"), {}, folder, QStringLiteral("/dump"), {}, false});
    QD_TRY(const auto helper, backup::HelperContainer::create(context, docker, spec, QStringLiteral("restore")));
    QD_CHECK(helper->start(context));

    Result<void> written;
    if (source)
        written = pipe->writeAll(
            context, source, [&] { return helper->isRunning(context); }, false);
    if (!written)
        pipe->releaseReader([&] { return helper->isRunning(context); });
    QD_CHECK(context.checkpoint());
    // A source that turned out to be damaged says more than a program that missed its end; the pipe's own errors say less.
    if (!written && written.error().kind != ErrorKind::Unreachable && written.error().kind != ErrorKind::NotFound)
        return fail(written.error());
    QD_TRY(const int code, helper->wait(context));
    FeedResult result{code, helper->output(context)};
    if (code == 0)
        QD_CHECK(written);
    return explained(std::move(result));
}

QStringList errorsOfGlobals(const QString &output)
{
    QStringList errors;
    for (const QString &line : output.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (line.contains(QLatin1String("ERROR:")) && !line.contains(QLatin1String("already exists")))
            errors.append(line);
    }
    return errors;
}

} // namespace quarterdeck::restore
