// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/cgroup/resources.h"
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/n8n/n8nhttp.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "adapters/redis/hiredisport.h"
#include "foundation/logging.h"
#include "foundation/secret.h"
#include "gui/backups/stackbackupoperations.h"
#include "gui/firstlook.h"
#include "gui/jobrunner.h"
#include "gui/mainwindow.h"
#include "gui/monitorthread.h"
#include "gui/options.h"
#include "gui/restore/stackrestoreservice.h"
#include "gui/stackoperations.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/workers/stackautoscaleoperations.h"
#include "gui/workers/stackworkeroperations.h"
#include "translations.h"

#include <QApplication>
#include <QFile>
#include <QPixmap>
#include <QSettings>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace {

using namespace quarterdeck;
using namespace quarterdeck::gui;

/// The neighbours of one thread. Docker's client is for all.
struct Neighbours
{
    explicit Neighbours(docker::Client &docker)
        : resources(docker)
    {
    }

    process::LocalProcess process;
    compose::ComposeCli compose{process};
    cgroup::Resources resources;
    postgres::LibpqPort postgres;
    redis::HiredisPort redis;
    n8n::N8nHttp n8n;

    [[nodiscard]] workers::Neighbours forWorkers(docker::Client &docker, const Clock &clock)
    {
        return {docker, compose, postgres, redis, n8n, process, resources, clock};
    }
};

/// Milliseconds since the kernel started this process, to a clock tick (10 ms).
/// Source: proc(5), /proc/pid/stat field 22, in clock ticks since boot.
qint64 millisecondsSinceStart()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    timespec now{};
    if (!stat.open(QIODevice::ReadOnly) || clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return -1;
    // The name in parentheses may hold spaces: count from behind it.
    const QByteArray text = stat.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype startTime = 22 - 3;
    const qint64 ticks = fields.value(startTime).toLongLong();
    return now.tv_sec * 1000 + now.tv_nsec / 1000000 - ticks * 1000 / sysconf(_SC_CLK_TCK);
}

void print(const QString &text, FILE *stream = stdout)
{
    std::fputs(qUtf8Printable(text), stream);
}

/// What needs no window, and so must not fail where there is no display.
/// @return the exit code, if that was all
std::optional<int> answerWithoutWindow(int argc, char **argv, Options &options)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // Qt's own options ("-platform offscreen") are only known, and taken away, by the application object.
    Result<Options> parsed = parseOptions(arguments);
    if (!parsed)
        return std::nullopt;
    options = *std::move(parsed);
    if (options.version) {
        print(QStringLiteral("quarterdeck %1\n").arg(QStringLiteral(QUARTERDECK_VERSION)));
        return 0;
    }
    if (options.help) {
        QCoreApplication application(argc, argv);
        installTranslations();
        print(usageText());
        return 0;
    }
    return std::nullopt;
}

void saveScreenshot(MainWindow &window, const QString &file)
{
    const bool saved = window.grab().save(file);
    if (!saved)
        print(QStringLiteral("quarterdeck: cannot write %1\n").arg(file), stderr);
    QCoreApplication::exit(saved ? 0 : 1);
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    Options options;
    if (const std::optional<int> code = answerWithoutWindow(argc, argv, options))
        return *code;

    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("quarterdeck"));
    QCoreApplication::setOrganizationName(QStringLiteral("quarterdeck"));
    QCoreApplication::setApplicationVersion(QStringLiteral(QUARTERDECK_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.quarterdeck.Quarterdeck"));
    installTranslations();
    const Result<Options> parsed = parseOptions(QCoreApplication::arguments());
    if (!parsed) {
        print(QStringLiteral("quarterdeck: %1\n%2").arg(parsed.error().what, usageText()), stderr);
        return 2;
    }
    options = *parsed;
    const Redactor redactor; // hides at least the passwords in addresses
    installLogging(&redactor);

    docker::Client docker;
    const SystemClock clock;
    Neighbours forMonitor(docker);
    Neighbours forJobs(docker);
    MonitorThread feed(
        [&](health::Monitor::Callbacks callbacks) {
            return std::make_unique<health::Monitor>(docker, forMonitor.compose, forMonitor.resources, forMonitor.postgres, forMonitor.redis,
                                                     forMonitor.n8n, clock, std::move(callbacks));
        },
        options.stack, [&](const JobContext &context) { return firstLook(context, docker, options.stack); });
    // It reads while we build the window; what it tells meanwhile waits in our queue.
    feed.start();
    const bool headless = !options.screenshot.isEmpty() || options.quitAfterFirstFrame;

    const ThemeChoice remembered = themeFromName(QSettings().value(QStringLiteral("window/theme")).toString()).value_or(ThemeChoice::System);
    Theme theme(options.theme.value_or(remembered));
    QApplication::setWindowIcon(gui::icon(QStringLiteral("quarterdeck")));
    process::LocalProcess forReading; // the thread that reads backups asks systemd and cron
    StackBackupOperations backups({docker, forJobs.postgres, forJobs.redis, forJobs.process, clock}, forReading,
                                  QCoreApplication::applicationDirPath() + QLatin1String("/quarterdeckctl"));
    Neighbours forRestore(docker); // of the wizard's own thread
    StackRestoreService restores({{docker, forJobs.postgres, forJobs.redis, forJobs.process, clock}, forJobs.compose},
                                 {{docker, forRestore.postgres, forRestore.redis, forRestore.process, clock}, forRestore.compose});
    Neighbours forWorkers(docker); // of the thread that reads them
    StackWorkerOperations workers(forJobs.forWorkers(docker, clock), forWorkers.forWorkers(docker, clock));
    process::LocalProcess forAutoscale; // of the thread that reads whether it is on
    StackAutoscaleOperations autoscale(forJobs.process, forAutoscale, QCoreApplication::applicationDirPath() + QLatin1String("/quarterdeckctl"));
    StackOperations operations(docker, forJobs.compose, forJobs.process, forJobs.n8n, forJobs.postgres);
    JobRunner runner;
    MainWindow window(feed, runner, operations, backups, theme, {options.sandbox, !headless, &restores, &workers, &autoscale});

    if (!options.page.isEmpty() && !window.openPage(options.page)) {
        print(QStringLiteral("quarterdeck: --page: %1\n%2").arg(options.page, usageText()), stderr);
        return 2;
    }
    if (options.quitAfterFirstFrame) {
        QObject::connect(
            &window, &MainWindow::servicesPainted, &application,
            [] {
                print(QStringLiteral("%1\n").arg(millisecondsSinceStart()));
                QCoreApplication::exit(0);
            },
            Qt::QueuedConnection);
    }
    if (!options.screenshot.isEmpty()) {
        QObject::connect(&window, &MainWindow::readingsShown, &application, [&](int count) {
            if (count == options.screenshotAfter)
                QTimer::singleShot(0, &window, [&] { saveScreenshot(window, options.screenshot); });
        });
    }
    if (options.minimized)
        window.showMinimized();
    else
        window.show();
    const int code = QApplication::exec();
    installLogging(nullptr);
    return code;
}
