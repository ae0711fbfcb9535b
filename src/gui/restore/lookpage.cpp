// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/lookpage.h"

#include "ui_restorelook.h"

#include "gui/restore/restorecontroller.h"
#include "gui/theme/theme.h"
#include "gui/widgets/toolbutton.h"

#include <QEvent>
#include <QHeaderView>
#include <QRegularExpression>

namespace quarterdeck::gui {

LookPage::LookPage(RestoreController &controller, QWidget *parent)
    : WizardStep(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::RestoreLookPage>())
{
    ui->setupUi(this);
    for (QRadioButton *button : {ui->database, ui->workflow}) {
        button->setFont(headingFont(font()));
        button->setAccessibleName(spoken(button->text()));
        connect(button, &QRadioButton::toggled, this, &LookPage::onMode);
    }
    for (QLabel *below : {ui->databaseText, ui->workflowText})
        below->setContentsMargins(3 * gridUnit, 0, 0, gridUnit / 2);
    ui->form->setContentsMargins(3 * gridUnit, 0, 0, gridUnit);
    ui->database->setChecked(true);
    ui->workflows->setSource(&m_model);
    ui->workflows->setFilter(ui->filter);
    fit();
    connect(ui->workflows, &DataTable::currentIdChanged, this, &LookPage::completeChanged);
    connect(ui->workflows, &QAbstractItemView::doubleClicked, this, &LookPage::nextWanted);
    connect(ui->name, &QLineEdit::textChanged, this, &LookPage::completeChanged);
    connect(ui->identity, &QLineEdit::textChanged, this, &LookPage::completeChanged);
    connect(ui->read, &QPushButton::clicked, this, &LookPage::read);
    connect(&m_controller, &RestoreController::workflowsListed, this, [this](const auto &answer) { onWorkflows(answer.result); });
}

LookPage::~LookPage() = default;

void LookPage::fit()
{
    constexpr int fewestRows = 6;
    ui->workflows->fitColumns({{}, QStringLiteral("active00"), QStringLiteral("yesterday 00:00"), QStringLiteral("AbCdEfGhIjKlMnOp00")});
    const int row = ui->workflows->fontMetrics().height() + gridUnit + gridUnit / 2;
    ui->workflows->setMinimumHeight(ui->workflows->header()->sizeHint().height() + fewestRows * row + 2 * ui->workflows->frameWidth());
    ui->filter->setMinimumWidth(fontMetrics().averageCharWidth() * 22);
}

void LookPage::enter(const RestoreDraft &draft)
{
    m_draft = draft;
    (draft.oneWorkflow ? ui->workflow : ui->database)->setChecked(true);
    ui->name->setText(draft.request.sideDatabase);
    const bool encrypted = draft.request.set.manifest && draft.request.set.manifest->encryption == QLatin1String("age");
    ui->identity->setText(draft.request.ageIdentityFile);
    ui->identity->setVisible(encrypted);
    ui->identityLabel->setVisible(encrypted);
    m_reading = false;
    if (m_listOf != draft.request.set.id) {
        m_listOf.clear();
        m_model.update({}, QDateTime::currentDateTimeUtc());
    }
    onMode();
}

void LookPage::onMode()
{
    const bool one = ui->workflow->isChecked();
    ui->workflowArea->setVisible(one);
    ui->name->setEnabled(!one);
    ui->nameLabel->setEnabled(!one);
    // Nothing is left to be asked: the list is what one has come for.
    if (one && m_listOf.isEmpty() && !m_reading && !m_draft.request.set.id.isEmpty()
        && (ui->identity->isHidden() || !ui->identity->text().trimmed().isEmpty()))
        read();
    Q_EMIT modeChanged();
    Q_EMIT completeChanged();
}

void LookPage::read()
{
    m_reading = true;
    ui->read->setEnabled(false);
    ui->state->setText(tr("Opening the set in a throwaway server; this can take a minute..."));
    Q_EMIT recovered();
    m_controller.listWorkflows(m_draft.request.set, ui->identity->text().trimmed());
}

void LookPage::onWorkflows(const Result<QList<restore::WorkflowEntry>> &workflows)
{
    m_reading = false;
    ui->read->setEnabled(true);
    if (!isVisible())
        return;
    if (!workflows) {
        ui->state->setText(tr("The list could not be read."));
        Q_EMIT failed(workflows.error());
        return;
    }
    m_listOf = m_draft.request.set.id;
    m_model.update(*workflows, QDateTime::currentDateTimeUtc());
    ui->state->setText(workflows->isEmpty() ? tr("There is no workflow in this set.")
                                            : tr("%n workflows", nullptr, static_cast<int>(workflows->size())));
    if (ui->workflows->currentId().isEmpty() && m_model.rowCount() > 0)
        ui->workflows->setCurrentIndex(ui->workflows->model()->index(0, 0));
    Q_EMIT completeChanged();
}

QString LookPage::whyNot() const
{
    if (!ui->identity->isHidden() && ui->identity->text().trimmed().isEmpty())
        return tr("The set is encrypted: name the identity file of age that opens it.");
    if (ui->workflow->isChecked())
        return m_reading ? tr("The workflows are being read.") : ui->workflows->currentId().isEmpty() ? tr("Select a workflow.") : QString();
    static const QRegularExpression name(QStringLiteral("^[a-z_][a-z0-9_]{0,62}$"));
    if (const QString text = ui->name->text().trimmed(); !text.isEmpty() && !name.match(text).hasMatch())
        return tr("A database name has small letters, digits and _ only, and at most 63 of them.");
    return {};
}

void LookPage::leave(RestoreDraft &draft) const
{
    draft.oneWorkflow = ui->workflow->isChecked();
    draft.request.sideDatabase = ui->name->text().trimmed();
    draft.request.ageIdentityFile = ui->identity->text().trimmed();
    draft.workflowId = draft.oneWorkflow ? ui->workflows->currentId() : QString();
    draft.workflowName = draft.oneWorkflow ? ui->workflows->currentIndex().siblingAtColumn(WorkflowModel::Name).data().toString() : QString();
    draft.outline.reset();
}

QWidget *LookPage::firstFocus()
{
    return ui->workflow->isChecked() ? ui->workflow : ui->database;
}

void LookPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fit();
    WizardStep::changeEvent(event);
}

} // namespace quarterdeck::gui
