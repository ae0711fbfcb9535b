// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/servicecontroller.h"

#include "gui/jobrunner.h"
#include "gui/widgets/confirmdialog.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QUrl>

#include <algorithm>
#include <memory>

namespace quarterdeck::gui {

namespace {

/// "start-service:redis" -> ("start-service", "redis")
std::pair<QString, QString> parted(const QString &action)
{
    return {action.section(QLatin1Char(':'), 0, 0), action.section(QLatin1Char(':'), 1)};
}

std::optional<ServiceVerb> verbOf(const QString &remedy)
{
    if (remedy == QLatin1String("start-service"))
        return ServiceVerb::Start;
    if (remedy == QLatin1String("restart-service"))
        return ServiceVerb::Restart;
    return std::nullopt;
}

/// "open-backups" -> "backups", where there is such a page.
QString pageOf(const QString &remedy)
{
    return remedy == QLatin1String("open-backups") ? QStringLiteral("backups") : QString();
}

} // namespace

ServiceController::ServiceController(const ConsoleState &state, Operations &operations, JobRunner &runner, QWidget *window)
    : QObject(window)
    , m_state(state)
    , m_operations(operations)
    , m_runner(runner)
    , m_window(window)
{
}

bool ServiceController::can(ServiceVerb verb, const QString &service) const
{
    if (m_state.scene() != ConsoleState::Scene::Live || !m_state.status || service.isEmpty())
        return false;
    for (const health::ServiceStatus &status : m_state.status->services) {
        if (status.name != service)
            continue;
        const bool anyUp = std::any_of(status.containers.cbegin(), status.containers.cend(), [](const health::ContainerStatus &container) {
            return container.engineState == QLatin1String("running") || container.engineState == QLatin1String("restarting")
                || container.engineState == QLatin1String("paused");
        });
        return verb == ServiceVerb::Start ? status.running < std::max(status.wanted, static_cast<int>(status.containers.size())) : anyUp;
    }
    return false;
}

void ServiceController::request(ServiceVerb verb, const QString &service)
{
    if (!can(verb, service))
        return;
    ServicePlan plan = m_operations.servicePlan(verb, *m_state.stack, service, m_state.status);
    if (verb == ServiceVerb::Start) {
        run(verb, service, std::move(plan.steps));
        return;
    }
    Confirmation question;
    question.consequences = plan.consequences;
    question.refusal = tr("&Keep it running");
    if (verb == ServiceVerb::Stop) {
        question.title = tr("Stop %1?").arg(service);
        question.verb = tr("&Stop %1").arg(service);
    } else {
        question.title = tr("Restart %1?").arg(service);
        question.verb = tr("&Restart %1").arg(service);
    }
    ConfirmDialog::ask(question, m_window, [this, verb, service, steps = std::move(plan.steps)] { run(verb, service, steps); });
}

void ServiceController::run(ServiceVerb verb, const QString &service, QList<Step> steps)
{
    Job job;
    job.plan = std::move(steps);
    switch (verb) {
    case ServiceVerb::Start:
        job.title = tr("Start %1").arg(service);
        job.success = tr("%1 was started.").arg(service);
        break;
    case ServiceVerb::Stop:
        job.title = tr("Stop %1").arg(service);
        job.success = tr("%1 was stopped.").arg(service);
        break;
    case ServiceVerb::Restart:
        job.title = tr("Restart %1").arg(service);
        job.success = tr("%1 was restarted.").arg(service);
        break;
    }
    m_runner.start(std::move(job));
}

bool ServiceController::canOpenBrowser() const
{
    return m_state.stack && !m_state.stack->n8nUrl.isEmpty();
}

void ServiceController::openBrowser()
{
    if (!canOpenBrowser())
        return;
    const QUrl url(m_state.stack->n8nUrl);
    if (!QDesktopServices::openUrl(url)) {
        QGuiApplication::clipboard()->setText(url.toString());
        Q_EMIT noticed(health::State::Warning, tr("No browser could be started."), tr("The address is on the clipboard: %1").arg(url.toString()));
    }
}

void ServiceController::copyDiagnostics()
{
    health::DiagnosticsInput known;
    known.taken = QDateTime::currentDateTimeUtc();
    known.engine = m_state.engine;
    known.stack = m_state.stack;
    known.status = m_state.status;
    const auto text = std::make_shared<QString>();
    Job job;
    job.title = tr("Gather diagnostics");
    job.success = tr("Diagnostics are on the clipboard, without secrets.");
    job.work = [this, known, text](JobContext &context) -> Result<void> {
        *text = m_operations.diagnostics(context, known);
        return context.checkpoint();
    };
    // Connected before it starts: a job may be over sooner than the next line here.
    const auto id = std::make_shared<quint64>(0);
    auto *once = new QObject(this);
    connect(&m_runner, &JobRunner::finished, once, [this, id, text, once](const JobOutcome &outcome) {
        if (outcome.id != *id)
            return;
        once->deleteLater();
        if (!outcome.result)
            return;
        QGuiApplication::clipboard()->setText(*text);
        Q_EMIT noticed(health::State::Healthy, outcome.success,
                       tr("Read them through before you pass them on: names of hosts and workflows may be in the logs."));
    });
    *id = m_runner.start(std::move(job));
}

void ServiceController::bringUpSandbox()
{
    Job job;
    job.title = tr("Bring up the sandbox stack");
    job.success = tr("The sandbox stack is up.");
    job.plan = m_operations.sandboxUpPlan();
    m_runner.start(std::move(job));
}

QString ServiceController::remedyText(const QString &action) const
{
    const auto [remedy, service] = parted(action);
    if (!pageOf(remedy).isEmpty())
        return tr("Open backups");
    const std::optional<ServiceVerb> verb = verbOf(remedy);
    if (!verb)
        return {};
    return *verb == ServiceVerb::Start ? tr("Start %1").arg(service) : tr("Restart %1...").arg(service);
}

void ServiceController::runRemedy(const QString &action)
{
    const auto [remedy, service] = parted(action);
    if (const QString page = pageOf(remedy); !page.isEmpty())
        Q_EMIT pageWanted(page);
    else if (const std::optional<ServiceVerb> verb = verbOf(remedy))
        request(*verb, service);
}

} // namespace quarterdeck::gui
