// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/cgroup/resources.h"
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/n8n/n8nhttp.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "adapters/redis/hiredisport.h"
#include "cli/application.h"
#include "cli/backupactions.h"
#include "cli/consolesink.h"
#include "cli/interrupts.h"
#include "foundation/logging.h"
#include "foundation/secret.h"
#include "translations.h"

#include <QCoreApplication>

#include <csignal>

namespace {

using namespace quarterdeck;

/// The concrete neighbours; only main programs know them.
struct ConcreteNeighbours
{
    SystemClock clock;
    docker::Client docker;
    process::LocalProcess process;
    compose::ComposeCli compose{process};
    cgroup::Resources resources{docker};
    postgres::LibpqPort postgres;
    redis::HiredisPort redis;
    n8n::N8nHttp n8n;
    cli::StackBackupActions backups{{docker, postgres, redis, process, clock}};
    cli::Neighbours view{docker, compose, process, resources, postgres, redis, n8n, backups, clock};
};

std::shared_ptr<const cli::Neighbours> makeNeighbours(const QString &host)
{
    if (!host.isEmpty()) {
        // For our own client and for `docker compose` alike; a context would
        // only have been looked at in its absence.
        qputenv("DOCKER_HOST", host.toUtf8());
        qunsetenv("DOCKER_CONTEXT");
    }
    auto neighbours = std::make_shared<ConcreteNeighbours>();
    return {neighbours, &neighbours->view};
}

} // namespace

int main(int argc, char **argv)
{
    // A reader that goes away (`| head`) is no reason to die in the middle of a job.
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("quarterdeckctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(QUARTERDECK_VERSION));
    installTranslations();
    const Redactor redactor; // hides at least the passwords in addresses
    installLogging(&redactor);

    const cli::Terminal terminal;
    cli::ConsoleSink sink(terminal);
    std::stop_source stop;
    const cli::Interrupts interrupts(stop, terminal);
    const int code = cli::runCommandLine(QCoreApplication::arguments(), makeNeighbours, terminal, JobContext(stop.get_token(), sink));
    installLogging(nullptr);
    return code;
}
