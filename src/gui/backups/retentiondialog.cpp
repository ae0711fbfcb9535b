// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/backups/retentiondialog.h"

#include "ui_retentiondialog.h"

#include "foundation/units.h"
#include "gui/backups/backupcontroller.h"
#include "gui/delegates/celldelegates.h"
#include "gui/jobrunner.h"
#include "gui/models/backupwords.h"
#include "gui/theme/theme.h"
#include "gui/widgets/confirmdialog.h"
#include "gui/widgets/toolbutton.h"

#include <QPushButton>

namespace quarterdeck::gui {

namespace {
constexpr int hoursOfDay = 24;
/// Sets that a question names one by one; the others are counted.
constexpr int mostNamed = 8;
}

RetentionDialog::RetentionDialog(BackupController &controller, QWidget *parent)
    : QDialog(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::RetentionDialog>())
{
    setWindowModality(Qt::WindowModal);
    ui->setupUi(this);
    ui->title->setFont(titleFont(font()));
    ui->heading->setFont(headingFont(font()));
    for (QSpinBox *rule : {ui->keepLast, ui->keepHourly, ui->keepDaily, ui->keepWeekly, ui->keepMonthly, ui->maxAge})
        rule->setSpecialValueText(tr("off"));
    ui->unit->addItem(tr("days"), hoursOfDay);
    ui->unit->addItem(tr("hours"), 1);
    ui->preview->setSource(&m_model);
    ui->preview->setFilter(ui->filter);
    ui->preview->setItemDelegateForColumn(RetentionModel::State, new SetStateDelegate(this));
    ui->preview->fitColumns({tr("Stays") + QStringLiteral("0000"),
                             QStringLiteral("yesterday 00:00"),
                             backup::setStateTitle(backup::SetState::Unverified) + QStringLiteral("0000"),
                             QStringLiteral("1,000 MiB"),
                             {}});
    ui->preview->setMinimumHeight(fontMetrics().height() * 12);
    // What goes is what one has come to see.
    ui->preview->sortByColumn(RetentionModel::Decision, Qt::AscendingOrder);
    ui->preview->setMinimumWidth(fontMetrics().averageCharWidth() * 70);
    ui->filter->setMinimumWidth(fontMetrics().averageCharWidth() * 18);
    QPushButton *close = ui->buttons->addButton(QDialogButtonBox::Cancel);
    close->setAccessibleName(spoken(close->text()));
    m_remove = ui->buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_remove->setObjectName(QStringLiteral("remove"));
    m_remove->setAutoDefault(false);
    m_apply = ui->buttons->addButton(tr("&Apply"), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("apply"));
    m_apply->setAccessibleName(spoken(m_apply->text()));
    m_apply->setToolTip(tr("Keep the rules; the next backup applies them"));
    m_apply->setDefault(true);
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 40);
    if (m_controller.reading())
        showPolicy(m_controller.reading()->settings.retention);
    showPreview();

    for (QSpinBox *rule : {ui->keepLast, ui->keepHourly, ui->keepDaily, ui->keepWeekly, ui->keepMonthly, ui->maxAge, ui->minProven})
        connect(rule, &QSpinBox::valueChanged, this, &RetentionDialog::showPreview);
    connect(ui->unit, &QComboBox::currentIndexChanged, this, &RetentionDialog::showPreview);
    connect(ui->buttons, &QDialogButtonBox::accepted, this, &RetentionDialog::apply);
    connect(ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_remove, &QPushButton::clicked, this, &RetentionDialog::askAndRemove);
    connect(&m_controller, &BackupController::changed, this, [this] {
        // Another stack is shown: what is in the form was not meant for it.
        if (m_controller.reading())
            showPreview();
        else
            reject();
    });
    connect(&m_controller, &BackupController::obstacleChanged, this, &RetentionDialog::updateButtons);
    connect(&m_controller, &BackupController::jobFinished, this, &RetentionDialog::onJobFinished);
}

RetentionDialog::~RetentionDialog() = default;

void RetentionDialog::showPolicy(const backup::RetentionPolicy &policy)
{
    ui->keepLast->setValue(policy.keepLast);
    ui->keepHourly->setValue(policy.keepHourly);
    ui->keepDaily->setValue(policy.keepDaily);
    ui->keepWeekly->setValue(policy.keepWeekly);
    ui->keepMonthly->setValue(policy.keepMonthly);
    ui->minProven->setValue(policy.minProven);
    const auto hours = policy.maxAge.count();
    const int unit = hours % hoursOfDay == 0 ? hoursOfDay : 1;
    ui->unit->setCurrentIndex(ui->unit->findData(unit));
    ui->maxAge->setValue(static_cast<int>(hours / unit));
}

backup::RetentionPolicy RetentionDialog::policy() const
{
    backup::RetentionPolicy policy;
    policy.keepLast = ui->keepLast->value();
    policy.keepHourly = ui->keepHourly->value();
    policy.keepDaily = ui->keepDaily->value();
    policy.keepWeekly = ui->keepWeekly->value();
    policy.keepMonthly = ui->keepMonthly->value();
    policy.maxAge = std::chrono::hours(ui->maxAge->value() * ui->unit->currentData().toInt());
    policy.minProven = ui->minProven->value();
    return policy;
}

void RetentionDialog::showPreview()
{
    if (!m_controller.reading())
        return;
    const QList<backup::BackupSet> &sets = m_controller.reading()->sets;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_model.update(sets, backup::decideRetention(sets, policy(), now), now);
    const int going = static_cast<int>(m_model.goingIds().size());
    if (m_model.rowCount() == 0)
        ui->summary->setText(tr("There are no sets yet."));
    else if (going == 0)
        ui->summary->setText(tr("All %n sets stay.", nullptr, m_model.rowCount()));
    else
        ui->summary->setText(
            tr("%n of %1 sets would go, which frees %2.", nullptr, going).arg(m_model.rowCount()).arg(formatBytes(m_model.goingBytes())));
    updateButtons();
}

void RetentionDialog::updateButtons()
{
    const int going = static_cast<int>(m_model.goingIds().size());
    const QString obstacle = m_controller.obstacle();
    const bool free = m_job == 0 && obstacle.isEmpty();
    m_apply->setEnabled(free);
    m_remove->setEnabled(free && going > 0);
    m_remove->setText(tr("&Remove %n sets now...", nullptr, going));
    m_remove->setAccessibleName(spoken(m_remove->text()));
    m_remove->setToolTip(!obstacle.isEmpty() ? obstacle : tr("Keep the rules and apply them at once; asks first"));
}

void RetentionDialog::apply()
{
    ui->message->dismiss();
    m_job = m_controller.setRetention(policy());
    updateButtons();
}

void RetentionDialog::askAndRemove()
{
    const QStringList going = m_model.goingIds();
    const int count = static_cast<int>(going.size());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Confirmation question;
    question.title = tr("Remove %n sets now?", nullptr, count);
    question.sentence = tr("This frees %1 and cannot be undone.").arg(formatBytes(m_model.goingBytes()));
    for (const QString &id : going) {
        if (question.consequences.size() == mostNamed) {
            question.consequences.append(tr("And %1 more.").arg(going.size() - mostNamed));
            break;
        }
        if (const backup::BackupSet *set = m_controller.set(id))
            question.consequences.append(tr("%1, %2, %3").arg(setName(*set, now), backup::setStateTitle(set->state), formatBytes(set->size)));
    }
    question.verb = tr("&Remove %n sets", nullptr, count);
    question.refusal = tr("&Keep them");
    ConfirmDialog::ask(question, this, [this, asked = policy(), going] {
        ui->message->dismiss();
        m_job = m_controller.prune(asked, going);
        updateButtons();
    });
}

void RetentionDialog::onJobFinished(const JobOutcome &outcome)
{
    if (m_job == 0 || outcome.id != m_job)
        return;
    m_job = 0;
    updateButtons();
    if (outcome.result)
        accept();
    else
        ui->message->showError(outcome.result.error());
}

} // namespace quarterdeck::gui
