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
    for (QRadioButton *button : {ui->database, ui->clone, ui->workflow, ui->credential}) {
        button->setFont(headingFont(font()));
        button->setAccessibleName(spoken(button->text()));
        connect(button, &QRadioButton::toggled, this, [this](bool on) {
            if (on)
                onMode();
        });
    }
    for (QLabel *below : {ui->databaseText, ui->cloneText, ui->workflowText, ui->credentialText})
        below->setContentsMargins(wordsIndent(), 0, 0, gridUnit / 2);
    ui->form->setContentsMargins(wordsIndent(), 0, 0, gridUnit);
    ui->decryptedLine->setContentsMargins(wordsIndent(), 0, 0, 0);
    ui->database->setChecked(true);
    ui->entries->setSource(&m_model);
    ui->entries->setFilter(ui->filter);
    fit();
    connect(ui->entries, &DataTable::currentIdChanged, this, &LookPage::completeChanged);
    connect(ui->entries, &QAbstractItemView::doubleClicked, this, &LookPage::nextWanted);
    connect(ui->name, &QLineEdit::textChanged, this, &LookPage::completeChanged);
    connect(ui->identity, &QLineEdit::textChanged, this, &LookPage::completeChanged);
    connect(ui->read, &QPushButton::clicked, this, &LookPage::read);
    connect(&m_controller, &RestoreController::entriesListed, this, [this](const auto &answer) { onEntries(answer.result); });
}

LookPage::~LookPage() = default;

void LookPage::fit()
{
    constexpr int fewestRows = 6;
    ui->entries->fitColumns({{}, QStringLiteral("googleSheetsOAuth2Api"), QStringLiteral("yesterday 00:00"), QStringLiteral("AbCdEfGhIjKlMnOp00")});
    const int row = ui->entries->fontMetrics().height() + gridUnit + gridUnit / 2;
    ui->entries->setMinimumHeight(ui->entries->header()->sizeHint().height() + fewestRows * row + 2 * ui->entries->frameWidth());
    ui->filter->setMinimumWidth(fontMetrics().averageCharWidth() * 22);
}

LookFor LookPage::mode() const
{
    return ui->clone->isChecked()     ? LookFor::Clone
        : ui->workflow->isChecked()   ? LookFor::Workflow
        : ui->credential->isChecked() ? LookFor::Credential
                                      : LookFor::Database;
}

void LookPage::enter(const RestoreDraft &draft)
{
    m_draft = draft;
    // Out of a bare dump nothing can be picked, for nothing tells what is in it.
    const bool dump = !draft.request.set.manifest;
    const LookFor wanted = dump ? LookFor::Database : draft.look;
    for (QRadioButton *button : {ui->clone, ui->workflow, ui->credential})
        button->setEnabled(!dump);
    describe();
    ui->name->setText(draft.request.sideDatabase);
    ui->decrypted->setChecked(draft.decrypted);
    const bool encrypted = draft.request.set.manifest && draft.request.set.manifest->encryption == QLatin1String("age");
    ui->identity->setText(draft.request.ageIdentityFile);
    ui->identity->setVisible(encrypted);
    ui->identityLabel->setVisible(encrypted);
    m_reading = false;
    if (m_listOf != draft.request.set.id) {
        m_listOf.clear();
        m_model.update({}, {}, QDateTime::currentDateTimeUtc());
    }
    (wanted == LookFor::Clone            ? ui->clone
         : wanted == LookFor::Workflow   ? ui->workflow
         : wanted == LookFor::Credential ? ui->credential
                                         : ui->database)
        ->setChecked(true);
    onMode();
}

/// What cannot be chosen stays readable and says why.
void LookPage::describe()
{
    const QString why = m_draft.request.set.manifest ? QString() : QLatin1Char(' ') + tr("Not out of a bare dump.");
    ui->cloneText->setText(
        tr("Database, data folder and files become a second stack beside the first, with its triggers off and without workers. It stays until you "
           "remove it.")
        + why);
    ui->workflowText->setText(tr("The set is opened in a throwaway server without network; the file is what n8n's own export writes.") + why);
    ui->credentialText->setText(tr("As it is stored, it can be brought into an n8n with the same encryption key.") + why);
    for (QLabel *text : {ui->cloneText, ui->workflowText, ui->credentialText})
        text->setForegroundRole(why.isEmpty() ? QPalette::WindowText : QPalette::PlaceholderText);
}

void LookPage::onMode()
{
    const LookFor now = mode();
    ui->entryArea->setVisible(wantsEntry());
    ui->decrypted->setEnabled(now == LookFor::Credential);
    ui->name->setEnabled(now == LookFor::Database);
    ui->nameLabel->setEnabled(now == LookFor::Database);
    if (wantsEntry() && m_listed != now) {
        m_listOf.clear();
        m_model.update({}, now == LookFor::Workflow ? tr("State") : tr("Type"), QDateTime::currentDateTimeUtc());
    }
    // Nothing is left to be asked: the list is what one has come for.
    if (wantsEntry() && m_listOf.isEmpty() && (!m_reading || m_listed != now) && !m_draft.request.set.id.isEmpty()
        && (ui->identity->isHidden() || !ui->identity->text().trimmed().isEmpty()))
        read();
    Q_EMIT modeChanged();
    Q_EMIT completeChanged();
}

void LookPage::read()
{
    m_reading = true;
    m_listed = mode();
    ui->read->setEnabled(false);
    ui->state->setText(tr("Opening the set in a throwaway server; this can take a minute..."));
    Q_EMIT recovered();
    m_controller.listEntries(m_listed, m_draft.request.set, ui->identity->text().trimmed());
}

void LookPage::onEntries(const Result<QList<SetEntry>> &entries)
{
    m_reading = false;
    ui->read->setEnabled(true);
    if (!isVisible() || mode() != m_listed)
        return;
    if (!entries) {
        ui->state->setText(tr("The list could not be read."));
        Q_EMIT failed(entries.error());
        Q_EMIT completeChanged();
        return;
    }
    m_listOf = m_draft.request.set.id;
    const bool workflows = m_listed == LookFor::Workflow;
    m_model.update(*entries, workflows ? tr("State") : tr("Type"), QDateTime::currentDateTimeUtc());
    const auto count = static_cast<int>(entries->size());
    ui->state->setText(workflows                ? entries->isEmpty() ? tr("There is no workflow in this set.") : tr("%n workflows", nullptr, count)
                                          : entries->isEmpty() ? tr("There is no credential in this set.")
                                                : tr("%n credentials", nullptr, count));
    if (ui->entries->currentId().isEmpty() && m_model.rowCount() > 0)
        ui->entries->setCurrentIndex(ui->entries->model()->index(0, 0));
    Q_EMIT completeChanged();
}

QString LookPage::whyNot() const
{
    if (!ui->identity->isHidden() && ui->identity->text().trimmed().isEmpty())
        return tr("The set is encrypted: name the identity file of age that opens it.");
    if (wantsEntry() && m_reading)
        return tr("The list is being read.");
    if (wantsEntry() && ui->entries->currentId().isEmpty())
        return mode() == LookFor::Workflow ? tr("Select a workflow.") : tr("Select a credential.");
    static const QRegularExpression name(QStringLiteral("^[a-z_][a-z0-9_]{0,62}$"));
    if (const QString text = ui->name->text().trimmed(); mode() == LookFor::Database && !text.isEmpty() && !name.match(text).hasMatch())
        return tr("A database name has small letters, digits and _ only, and at most 63 of them.");
    return {};
}

void LookPage::leave(RestoreDraft &draft) const
{
    draft.look = mode();
    draft.request.asClone = mode() == LookFor::Clone;
    draft.request.sideDatabase = ui->name->text().trimmed();
    draft.request.ageIdentityFile = ui->identity->text().trimmed();
    draft.entryId = wantsEntry() ? ui->entries->currentId() : QString();
    draft.entryName = wantsEntry() ? ui->entries->currentIndex().siblingAtColumn(SetEntryModel::Name).data().toString() : QString();
    draft.decrypted = mode() == LookFor::Credential && ui->decrypted->isChecked();
    draft.outline.reset();
}

QWidget *LookPage::firstFocus()
{
    for (QRadioButton *button : {ui->clone, ui->workflow, ui->credential}) {
        if (button->isChecked())
            return button;
    }
    return ui->database;
}

void LookPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fit();
    WizardStep::changeEvent(event);
}

} // namespace quarterdeck::gui
