// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/backups/scheduledialog.h"

#include "ui_scheduledialog.h"

#include "foundation/units.h"
#include "gui/backups/backupcontroller.h"
#include "gui/jobrunner.h"
#include "gui/models/backupwords.h"
#include "gui/theme/theme.h"
#include "gui/widgets/toolbutton.h"

#include <QLocale>
#include <QPushButton>
#include <QScreen>

namespace quarterdeck::gui {

namespace {

using Every = backup::ScheduleRule::Every;

/// The item of the box that switches everything off.
constexpr int off = -1;
/// Missed runs that are listed; the others are counted.
constexpr qsizetype mostMissed = 3;
constexpr qint64 previewDays = 9;

} // namespace

ScheduleDialog::ScheduleDialog(BackupController &controller, QWidget *parent)
    : QDialog(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::ScheduleDialog>())
{
    setWindowModality(Qt::WindowModal);
    ui->setupUi(this);
    ui->title->setFont(titleFont(font()));
    ui->nowHeading->setFont(headingFont(font()));
    ui->contents->setAutoFillBackground(false);
    ui->every->addItem(tr("Off: by hand only"), off);
    ui->every->addItem(tr("Every hour"), static_cast<int>(Every::Hour));
    ui->every->addItem(tr("Every six hours"), static_cast<int>(Every::SixHours));
    ui->every->addItem(tr("Every day"), static_cast<int>(Every::Day));
    ui->every->addItem(tr("Every week"), static_cast<int>(Every::Week));
    for (int day = 1; day <= 7; ++day)
        ui->weekday->addItem(QLocale().standaloneDayName(day), day);
    QPushButton *close = ui->buttons->addButton(QDialogButtonBox::Cancel);
    close->setAccessibleName(spoken(close->text()));
    m_apply = ui->buttons->addButton(tr("&Apply"), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("apply"));
    m_apply->setAccessibleName(spoken(m_apply->text()));
    m_apply->setDefault(true);
    showRule();
    showFacts();
    updateForm();
    fit();

    connect(ui->every, &QComboBox::currentIndexChanged, this, &ScheduleDialog::updateForm);
    connect(ui->weekday, &QComboBox::currentIndexChanged, this, &ScheduleDialog::updateForm);
    connect(ui->at, &QTimeEdit::timeChanged, this, &ScheduleDialog::updateForm);
    connect(ui->buttons, &QDialogButtonBox::accepted, this, &ScheduleDialog::apply);
    connect(ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(ui->runNow, &QPushButton::clicked, this, [this] {
        m_controller.backUp(trigger::catchUp);
        accept();
    });
    connect(&m_controller, &BackupController::changed, this, [this] {
        // Another stack is shown: what is in the form was not meant for it.
        if (!m_controller.reading()) {
            reject();
            return;
        }
        showFacts();
        updateForm();
    });
    connect(&m_controller, &BackupController::obstacleChanged, this, &ScheduleDialog::updateForm);
    connect(&m_controller, &BackupController::jobFinished, this, &ScheduleDialog::onJobFinished);
}

ScheduleDialog::~ScheduleDialog() = default;

/// As high as its words want, unless the screen is smaller: then it scrolls.
void ScheduleDialog::fit()
{
    const QMargins around = ui->layout->contentsMargins();
    const int wide = fontMetrics().averageCharWidth() * 62;
    const int high = ui->contentsLayout->totalHeightForWidth(wide) + ui->title->sizeHint().height() + ui->buttons->sizeHint().height()
        + 2 * ui->layout->spacing() + around.top() + around.bottom();
    resize(QSize(wide + around.left() + around.right(), high).boundedTo(screen()->availableSize()));
}

void ScheduleDialog::showRule()
{
    if (!m_controller.reading())
        return;
    const backup::ScheduleStatus &now = m_controller.reading()->schedule;
    ui->every->setCurrentIndex(ui->every->findData(now.installed ? static_cast<int>(now.rule.every) : off));
    ui->weekday->setCurrentIndex(ui->weekday->findData(now.rule.weekday));
    ui->at->setTime(now.rule.at);
}

std::optional<backup::ScheduleRule> ScheduleDialog::rule() const
{
    const int every = ui->every->currentData().toInt();
    if (every == off)
        return std::nullopt;
    backup::ScheduleRule rule;
    rule.every = static_cast<Every>(every);
    rule.at = ui->at->time();
    rule.weekday = ui->weekday->currentData().toInt();
    return rule;
}

void ScheduleDialog::showFacts()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QList<Fact> facts;
    ui->runNow->hide();
    if (!m_controller.reading()) {
        ui->facts->setFacts({{{}, tr("The backups are being read."), {}, {}, {}}});
        return;
    }
    const BackupReading &reading = *m_controller.reading();
    const backup::ScheduleStatus &schedule = reading.schedule;
    if (reading.scheduleError) {
        facts.append({{}, reading.scheduleError->what, reading.scheduleError->detail, health::State::Failing, {}});
    } else {
        facts.append({tr("Started by"), backendText(schedule.backend), {}, {}, {}});
        facts.append(scheduleFact(schedule, now));
        if (!schedule.problem.isEmpty())
            facts.append({tr("Problem"), schedule.problem, {}, health::State::Warning, {}});
    }
    facts.append(lastRunFact(reading.lastRun, now));
    if (!schedule.missed.isEmpty()) {
        QStringList missed;
        for (auto slot = schedule.missed.crbegin(); slot != schedule.missed.crend() && missed.size() < mostMissed; ++slot)
            missed.append(momentText(*slot, now));
        QString text = missed.join(QLatin1String(", "));
        if (schedule.missed.size() > missed.size())
            text = tr("%1 and %2 more").arg(text).arg(schedule.missed.size() - missed.size());
        facts.append({tr("Missed runs"),
                      text,
                      tr("The machine slept or was off, or a run was killed; one backup makes up for all of them"),
                      health::State::Warning,
                      {}});
        ui->runNow->show();
    }
    ui->facts->setFacts(facts);
}

void ScheduleDialog::updateForm()
{
    const std::optional<backup::ScheduleRule> wanted = rule();
    const bool weekly = wanted && wanted->every == Every::Week;
    ui->weekday->setVisible(weekly);
    ui->weekdayLabel->setVisible(weekly);
    ui->at->setVisible(wanted.has_value());
    ui->atLabel->setVisible(wanted.has_value());
    const bool hourly = wanted && wanted->every == Every::Hour;
    ui->at->setDisplayFormat(hourly ? QStringLiteral("mm") : QStringLiteral("HH:mm"));
    ui->atLabel->setText(hourly ? tr("A&t minute") : tr("A&t"));
    ui->at->setAccessibleName(hourly ? tr("Minute of the hour") : tr("Time of day"));

    const QString obstacle = m_controller.obstacle();
    const bool noBackend = m_controller.reading() && m_controller.reading()->schedule.backend == backup::ScheduleStatus::Backend::None;
    if (m_job != 0) {
        ui->preview->setText(tr("Setting the schedule..."));
    } else if (!obstacle.isEmpty()) {
        ui->preview->setText(obstacle);
    } else if (!wanted) {
        ui->preview->setText(tr("No backup is made by itself."));
    } else if (noBackend) {
        ui->preview->setText(tr("Nothing on this machine can start backups by itself."));
    } else {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const QList<QDateTime> coming = backup::slotsBetween(*wanted, now, now.addDays(previewDays));
        ui->preview->setText(coming.isEmpty()
                                 ? tr("%1.").arg(scheduleText(*wanted))
                                 : tr("%1. The first run would be %2, %3.")
                                       .arg(scheduleText(*wanted), momentText(coming.constFirst(), now), formatRelative(coming.constFirst(), now)));
    }
    m_apply->setEnabled(m_job == 0 && obstacle.isEmpty() && (!wanted || !noBackend));
    ui->runNow->setEnabled(m_controller.engineObstacle().isEmpty());
    for (QWidget *field : std::initializer_list<QWidget *>{ui->every, ui->weekday, ui->at})
        field->setEnabled(m_job == 0);
}

void ScheduleDialog::apply()
{
    ui->message->dismiss();
    m_job = m_controller.setSchedule(rule());
    updateForm();
}

void ScheduleDialog::onJobFinished(const JobOutcome &outcome)
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
