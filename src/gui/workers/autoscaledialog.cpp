// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/autoscaledialog.h"

#include "ui_autoscaledialog.h"

#include "foundation/units.h"
#include "gui/delegates/celldelegates.h"
#include "gui/models/backupwords.h"
#include "gui/theme/colors.h"
#include "gui/theme/theme.h"
#include "gui/widgets/toolbutton.h"
#include "gui/workers/autoscalecontroller.h"

#include <QLocale>
#include <QPushButton>
#include <QScreen>

#include <cmath>

namespace quarterdeck::gui {

using namespace workers::autoscale;
using namespace std::chrono_literals;

namespace {

constexpr auto typingPause = 300ms;
constexpr int dayHours = 24;
constexpr int weekHours = 7 * 24;
constexpr double msPerSecond = 1000.0;

} // namespace

AutoscaleDialog::AutoscaleDialog(AutoscaleController &controller, QWidget *parent)
    : QDialog(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::AutoscaleDialog>())
{
    setWindowModality(Qt::WindowModal);
    ui->setupUi(this);
    ui->contents->setAutoFillBackground(false);
    ui->title->setFont(titleFont(font()));
    for (QLabel *heading : {ui->upHeading, ui->downHeading, ui->dryRunHeading, ui->actionsHeading})
        heading->setFont(headingFont(font()));
    makeForm();
    const QStringList widest = {QStringLiteral("yesterday 00:00"), QStringLiteral("100 to 100"), tr("Held back") + QStringLiteral("0000"), {}};
    for (const auto &[table, model] : {std::pair{ui->decisions, &m_decisions}, std::pair{ui->actions, &m_actions}}) {
        table->setSource(model);
        table->setItemDelegate(new CellDelegate(table));
        table->fitColumns(widest);
        table->setMinimumHeight(fontMetrics().height() * 8);
    }
    QPushButton *close = ui->buttons->addButton(QDialogButtonBox::Cancel);
    close->setAccessibleName(spoken(close->text()));
    m_apply = ui->buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("apply"));
    m_apply->setDefault(true);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    ui->decisions->hide(); // until there are any
    showSettings({});
    m_controller.setWatched(true);
    showReading();
    fit();

    connect(&m_typing, &QTimer::timeout, this, &AutoscaleDialog::askForReplay);
    connect(ui->hours, &QComboBox::currentIndexChanged, this, &AutoscaleDialog::askForReplay);
    connect(ui->buttons, &QDialogButtonBox::accepted, this, &AutoscaleDialog::apply);
    connect(ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_controller, &AutoscaleController::changed, this, &AutoscaleDialog::showReading);
    connect(&m_controller, &AutoscaleController::obstacleChanged, this, &AutoscaleDialog::updateForm);
    connect(&m_controller, &AutoscaleController::replayed, this, &AutoscaleDialog::showReplay);
    connect(&m_controller, &AutoscaleController::jobFinished, this, &AutoscaleDialog::onJobFinished);
    connect(this, &QDialog::finished, &m_controller, [&controller] { controller.setWatched(false); });
}

AutoscaleDialog::~AutoscaleDialog() = default;

void AutoscaleDialog::makeForm()
{
    ui->mode->addItem(tr("Off"), static_cast<int>(Mode::Off));
    ui->mode->addItem(tr("Watch: record and tell, change nothing"), static_cast<int>(Mode::Watch));
    ui->mode->addItem(tr("On"), static_cast<int>(Mode::On));
    ui->wait->addItem(tr("or one waits"), static_cast<int>(Policy::Wait::Either));
    ui->wait->addItem(tr("and one waits"), static_cast<int>(Policy::Wait::Both));
    ui->hours->addItem(tr("the last hour"), 1);
    ui->hours->addItem(tr("the last 24 hours"), dayHours);
    ui->hours->addItem(tr("the last week"), weekHours);
    ui->hours->addItem(tr("all that was recorded"), 0);
    ui->hours->setCurrentIndex(1);
    const auto edited = [this] {
        updateForm();
        m_typing.start();
    };
    for (QComboBox *box : {ui->mode, ui->wait})
        connect(box, &QComboBox::currentIndexChanged, this, edited);
    for (QSpinBox *box : ui->policyCard->findChildren<QSpinBox *>())
        connect(box, &QSpinBox::valueChanged, this, edited);
    connect(ui->oldestWait, &QDoubleSpinBox::valueChanged, this, edited);
    connect(ui->beyondBudget, &QCheckBox::toggled, this, edited);
}

/// As high as its contents want, unless the screen is smaller: then it scrolls.
void AutoscaleDialog::fit()
{
    const QSize wanted(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 52);
    resize(wanted.boundedTo(screen()->availableSize()));
}

void AutoscaleDialog::showSettings(const Settings &settings)
{
    const Policy &policy = settings.policy;
    ui->mode->setCurrentIndex(ui->mode->findData(static_cast<int>(settings.mode)));
    ui->min->setValue(policy.min);
    ui->max->setValue(policy.max);
    ui->beyondBudget->setChecked(policy.beyondBudget);
    ui->depth->setValue(policy.depth);
    ui->wait->setCurrentIndex(ui->wait->findData(static_cast<int>(policy.wait)));
    ui->oldestWait->setValue(static_cast<double>(policy.oldestWait.count()) / msPerSecond);
    ui->busy->setValue(policy.busyPercent);
    ui->upFor->setValue(static_cast<int>(policy.upFor.count()));
    ui->stepUp->setValue(policy.stepUp);
    ui->restUp->setValue(static_cast<int>(policy.restUp.count()));
    ui->room->setValue(policy.roomPercent);
    ui->downFor->setValue(static_cast<int>(policy.downFor.count()));
    ui->stepDown->setValue(policy.stepDown);
    ui->restDown->setValue(static_cast<int>(policy.restDown.count()));
    ui->every->setValue(static_cast<int>(policy.every.count()));
}

Settings AutoscaleDialog::settings() const
{
    Settings settings;
    settings.mode = static_cast<Mode>(ui->mode->currentData().toInt());
    Policy &policy = settings.policy;
    policy.min = ui->min->value();
    policy.max = ui->max->value();
    policy.beyondBudget = ui->beyondBudget->isChecked();
    policy.depth = ui->depth->value();
    policy.wait = static_cast<Policy::Wait>(ui->wait->currentData().toInt());
    policy.oldestWait = std::chrono::milliseconds(std::llround(ui->oldestWait->value() * msPerSecond));
    policy.busyPercent = ui->busy->value();
    policy.upFor = std::chrono::seconds(ui->upFor->value());
    policy.stepUp = ui->stepUp->value();
    policy.restUp = std::chrono::seconds(ui->restUp->value());
    policy.roomPercent = ui->room->value();
    policy.downFor = std::chrono::seconds(ui->downFor->value());
    policy.stepDown = ui->stepDown->value();
    policy.restDown = std::chrono::seconds(ui->restDown->value());
    policy.every = std::chrono::seconds(ui->every->value());
    return settings;
}

void AutoscaleDialog::showReading()
{
    const std::optional<AutoscaleReading> &reading = m_controller.reading();
    if (!reading) {
        // Another stack is shown: what is in the form was not meant for it.
        if (m_filled)
            reject();
        ui->state->setState(health::State::Unknown, tr("Reading the settings..."));
        updateForm();
        return;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const ServiceStatus &service = reading->service;
    const bool wanted = reading->settings.mode != Mode::Off;
    if (reading->settingsError)
        ui->state->setState(health::State::Failing, reading->settingsError->what, reading->settingsError->detail);
    else if (reading->serviceError)
        ui->state->setState(health::State::Failing, reading->serviceError->what, reading->serviceError->detail);
    else if (wanted && !service.problem.isEmpty())
        ui->state->setState(health::State::Warning, service.problem, service.problem);
    else if (service.runner)
        ui->state->setState(wanted ? health::State::Healthy : health::State::Warning,
                            tr("It runs since %1, process %2.").arg(momentText(service.runner->since, now)).arg(service.runner->pid));
    else if (wanted)
        ui->state->setState(health::State::Warning, tr("It is switched on, but does not run yet."),
                            tr("A line in the crontab starts it within a minute; a unit of systemd at once."));
    else
        ui->state->setState(health::State::Stopped, tr("It is switched off."));
    m_actions.setActions(reading->actions, service.runner.has_value());
    ui->actions->setVisible(m_actions.rowCount() > 0);
    ui->noActions->setVisible(m_actions.rowCount() == 0);
    if (!m_filled) {
        m_filled = true;
        showSettings(reading->settings);
        askForReplay();
    }
    updateForm();
}

void AutoscaleDialog::updateForm()
{
    const Settings wanted = settings();
    QString maxProblem;
    QString roomProblem;
    const QList<PolicyProblem> problems = problemsOf(wanted.policy);
    for (const PolicyProblem &problem : problems) {
        if (problem.field == QLatin1String("room"))
            roomProblem = problem.text;
        else
            maxProblem = problem.text;
    }
    // No error, but worth knowing.
    QString note;
    if (const std::optional<int> safe = m_controller.safeMost(); maxProblem.isEmpty() && safe && *safe < wanted.policy.max)
        note = wanted.policy.beyondBudget ? tr("Only %n workers fit now: more may run out of memory.", nullptr, *safe)
                                          : tr("Only %n workers fit now; there will be no more.", nullptr, *safe);
    ui->maxProblem->setText(maxProblem.isEmpty() ? note : maxProblem);
    ui->maxProblem->setVisible(!ui->maxProblem->text().isEmpty());
    ui->roomProblem->setText(roomProblem);
    ui->roomProblem->setVisible(!roomProblem.isEmpty());
    const auto ink = [this](QLabel *label, health::State state) {
        QPalette colors = label->palette();
        colors.setColor(QPalette::WindowText, stateColor(state, palette()));
        label->setPalette(colors);
    };
    ink(ui->maxProblem, maxProblem.isEmpty() ? health::State::Warning : health::State::Failing);
    ink(ui->roomProblem, health::State::Failing);

    const QString obstacle = m_controller.obstacle();
    const bool nothingStartsIt
        = m_controller.reading() && m_controller.reading()->service.backend == stack::Autostart::Backend::None && wanted.mode != Mode::Off;
    if (m_job != 0)
        ui->preview->setText(tr("Setting it..."));
    else if (!problems.isEmpty())
        ui->preview->setText(problems.constFirst().text);
    else if (!obstacle.isEmpty())
        ui->preview->setText(obstacle);
    else if (nothingStartsIt)
        ui->preview->setText(tr("Nothing on this machine can keep it running; \"quarterdeckctl workers autoscale run\" does, in a terminal."));
    else if (wanted.mode == Mode::Off)
        ui->preview->setText(tr("Workers stay as many as they are until somebody changes that."));
    else if (wanted.mode == Mode::Watch)
        ui->preview->setText(tr("A service looks every %1 s and records; it changes nothing.").arg(wanted.policy.every.count()));
    else
        ui->preview->setText(
            tr("A service keeps %1 to %2 workers, also when this window is closed. No job is lost: workers are drained before they go.")
                .arg(wanted.policy.min)
                .arg(wanted.policy.max));
    const bool switches = m_controller.reading() && m_controller.reading()->settings.mode != wanted.mode;
    m_apply->setText(!switches                        ? tr("&Apply")
                         : wanted.mode == Mode::On    ? tr("&Switch on")
                         : wanted.mode == Mode::Watch ? tr("&Start watching")
                                                      : tr("&Switch off"));
    m_apply->setAccessibleName(spoken(m_apply->text()));
    m_apply->setEnabled(m_job == 0 && obstacle.isEmpty() && problems.isEmpty() && !nothingStartsIt);
    ui->policyCard->setEnabled(m_job == 0 && m_controller.reading().has_value());
}

void AutoscaleDialog::askForReplay()
{
    m_typing.stop();
    const Policy policy = settings().policy;
    if (m_controller.reading() && problemsOf(policy).isEmpty())
        m_controller.replay(policy, ui->hours->currentData().toInt());
}

void AutoscaleDialog::showReplay(const ReplayAnswer &answer)
{
    const Result<Replay> &result = answer.replay;
    if (!result) {
        if (result.error().kind == ErrorKind::Cancelled)
            return;
        m_decisions.setEvents({});
        ui->chart->setEmpty(result.error().what);
        ui->summary->clear();
        ui->decisions->hide();
        return;
    }
    m_decisions.setEvents(result->events);
    ui->decisions->setVisible(!result->events.isEmpty());
    ui->chart->setReplay(*result);
    if (ui->chart->isEmpty()) {
        ui->summary->setText(tr("The load is recorded while the Workers page is open, and all the time while it watches or is on."));
        return;
    }
    const QLocale locale;
    QString text
        = result->changes == 0 ? tr("It would have changed nothing.") : tr("It would have changed the number %n times.", nullptr, result->changes);
    text += QLatin1Char(' ')
        + tr("%1 worker-hours instead of %2, in %3 h that were recorded; longest wait about %4 instead of %5.")
              .arg(locale.toString(result->workerHours, 'f', 1), locale.toString(result->workerHoursWere, 'f', 1),
                   locale.toString(result->hours, 'f', 1), formatDuration(std::chrono::milliseconds(result->longestWaitMs)),
                   formatDuration(std::chrono::milliseconds(result->longestWaitWereMs)));
    ui->summary->setText(text);
}

void AutoscaleDialog::apply()
{
    ui->message->dismiss();
    m_job = m_controller.apply(settings());
    updateForm();
}

void AutoscaleDialog::onJobFinished(const JobOutcome &outcome)
{
    if (m_job == 0 || outcome.id != m_job)
        return;
    m_job = 0;
    updateForm();
    if (outcome.result)
        accept();
    else
        ui->message->showError(outcome.result.error());
}

} // namespace quarterdeck::gui
