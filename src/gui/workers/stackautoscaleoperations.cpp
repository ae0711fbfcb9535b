// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/stackautoscaleoperations.h"

#include <QCoreApplication>

namespace quarterdeck::gui {

using namespace workers::autoscale;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::StackAutoscaleOperations)
};

constexpr int shownActions = 20;
constexpr qint64 secondsOfHour = 3600;

} // namespace

StackAutoscaleOperations::StackAutoscaleOperations(process::ProcessPort &forJobs, process::ProcessPort &forReading, QString program,
                                                   AutoscalePlaces places)
    : m_jobs(forJobs)
    , m_reading(forReading)
    , m_program(std::move(program))
    , m_places(std::move(places))
{
}

AutoscaleReading StackAutoscaleOperations::read(const JobContext &context, const QString &stackId)
{
    AutoscaleReading reading;
    reading.stackId = stackId;
    if (const Result<Settings> settings = loadSettings(stackId, m_places.configFolder); settings)
        reading.settings = *settings;
    else
        reading.settingsError = settings.error();
    if (const Result<ServiceStatus> status = Service(m_reading, m_program, m_places.autostart).status(context, stackId); status)
        reading.service = *status;
    else
        reading.serviceError = status.error();
    // The connection belongs to the thread that asks.
    if (const auto history = History::open(m_places.historyPath))
        reading.actions = (*history)->actions(stackId, shownActions).value_or(QList<Action>());
    return reading;
}

Result<Replay> StackAutoscaleOperations::replay(const JobContext &context, const QString &stackId, const Policy &policy, int hours)
{
    QD_TRY(const auto history, History::open(m_places.historyPath));
    const QDateTime since = hours == 0 ? QDateTime() : QDateTime::currentDateTimeUtc().addSecs(-hours * secondsOfHour);
    QD_TRY(const QList<Sample> samples, history->samples(stackId, since));
    QD_CHECK(context.checkpoint());
    return workers::autoscale::replay(onOneAxis(samples), policy);
}

Result<void> StackAutoscaleOperations::record(const QString &stackId, const Sample &sample)
{
    // What it decides on is what is kept, or a dry run over that time would decide otherwise.
    if (hasRunner(stackId))
        return {};
    QD_TRY(const auto history, History::open(m_places.historyPath));
    QD_CHECK(history->append(stackId, sample));
    return {};
}

QList<Step> StackAutoscaleOperations::settingsPlan(const QString &stackId, const Settings &settings)
{
    const auto before = std::make_shared<std::optional<Settings>>();
    const QString folder = m_places.configFolder;
    const auto service = [this] { return Service(m_jobs, m_program, m_places.autostart); };
    Step keep{QStringLiteral("settings"), Words::tr("Keep the settings"),
              [before, stackId, settings, folder](JobContext &) -> Result<void> {
                  if (const Result<Settings> old = loadSettings(stackId, folder); old)
                      *before = *old;
                  return saveSettings(stackId, settings, folder);
              },
              [before, stackId, folder](JobContext &) -> Result<void> { return *before ? saveSettings(stackId, **before, folder) : Result<void>(); }};
    Step start{QStringLiteral("service"),
               settings.mode == Mode::Off ? Words::tr("End and remove the service") : Words::tr("Start the service"),
               [service, stackId, off = settings.mode == Mode::Off](JobContext &context) -> Result<void> {
                   return off ? service().remove(context, stackId) : service().install(context, stackId);
               },
               {}};
    return {keep, start};
}

} // namespace quarterdeck::gui
