// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/setpage.h"

#include "ui_restoreset.h"

#include "gui/delegates/celldelegates.h"
#include "gui/models/backupwords.h"
#include "gui/restore/restorecontroller.h"
#include "gui/restore/restorewords.h"
#include "gui/theme/theme.h"

#include <QEvent>
#include <QFileDialog>
#include <QHeaderView>

namespace quarterdeck::gui {

using backup::BackupSet;
using backup::SetState;

SetPage::SetPage(RestoreController &controller, QWidget *parent)
    : WizardStep(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::RestoreSetPage>())
{
    ui->setupUi(this);
    ui->filesHeading->setFont(headingFont(font()));
    ui->listHeading->setFont(headingFont(font()));
    ui->sets->setSource(&m_model);
    ui->sets->setFilter(ui->filter);
    ui->sets->setItemDelegateForColumn(RestoreSetModel::State, new SetStateDelegate(this));
    // A stack cannot be made of a dump alone.
    for (const restore::Scenario one : {restore::Scenario::Undo, restore::Scenario::LookInside})
        ui->then->addItem(scenarioTitle(one), static_cast<int>(one));
    fit();
    connect(ui->sets, &DataTable::currentIdChanged, this, [this] {
        showDetails();
        Q_EMIT completeChanged();
    });
    connect(ui->sets, &QAbstractItemView::doubleClicked, this, &SetPage::nextWanted);
    connect(ui->lookAt, &QPushButton::clicked, this, &SetPage::lookAtFiles);
    connect(ui->chooseFile, &QPushButton::clicked, this, [this] { choosePath(false); });
    connect(ui->chooseFolder, &QPushButton::clicked, this, [this] { choosePath(true); });
    connect(ui->path, &QLineEdit::textChanged, this, [this](const QString &text) { ui->lookAt->setEnabled(!text.trimmed().isEmpty()); });
    connect(&m_controller, &RestoreController::filesFound, this, [this](const auto &answer) { onFiles(answer.result); });
    connect(&m_controller, &RestoreController::outlined, this, [this](const auto &answer) { onOutline(answer.result); });
    connect(ui->then, &QComboBox::currentIndexChanged, this, &SetPage::completeChanged);
    ui->lookAt->setEnabled(false);
}

SetPage::~SetPage() = default;

void SetPage::fit()
{
    constexpr int fewestRows = 6;
    ui->sets->fitColumns({QStringLiteral("yesterday 00:00"),
                          QStringLiteral("59 min ago"),
                          backup::setStateTitle(SetState::Unverified) + QStringLiteral("000"),
                          QStringLiteral("safety copy, read yesterday 00:00"),
                          QStringLiteral("my-n8n-stack-of-mine"),
                          {}});
    const int row = ui->sets->fontMetrics().height() + gridUnit + gridUnit / 2;
    ui->sets->setMinimumHeight(ui->sets->header()->sizeHint().height() + fewestRows * row + 2 * ui->sets->frameWidth());
    ui->filter->setMinimumWidth(fontMetrics().averageCharWidth() * 18);
}

restore::Scenario SetPage::scenario() const
{
    return m_draft.goal == RestoreGoal::FromFiles ? static_cast<restore::Scenario>(ui->then->currentData().toInt()) : scenarioOf(m_draft.goal);
}

void SetPage::enter(const RestoreDraft &draft)
{
    m_draft = draft;
    const bool files = draft.goal == RestoreGoal::FromFiles;
    // Where all are of one stack, or of none, that is not worth a column.
    ui->sets->setColumnHidden(RestoreSetModel::Stack, draft.goal == RestoreGoal::Undo);
    ui->files->setVisible(files);
    ui->listHeading->setText(files ? tr("Files found in %1").arg(m_controller.survey() ? m_controller.survey()->folder : QString()) : tr("Sets"));
    if (files)
        ui->then->setCurrentIndex(std::max(0, ui->then->findData(static_cast<int>(draft.request.scenario))));
    ui->filter->clear();
    refresh();
    if (!ui->sets->selectId(draft.request.set.id))
        selectUsual();
    showDetails();
}

void SetPage::refresh()
{
    QList<BackupSet> sets;
    const auto add = [&](const QList<BackupSet> &from) {
        for (const BackupSet &set : from) {
            if (suits(set, m_draft.goal, m_controller.stackId()))
                sets.append(set);
        }
    };
    if (m_draft.goal == RestoreGoal::FromFiles)
        add(m_controller.fileSets());
    if (m_controller.survey())
        add(m_controller.survey()->sets);
    m_model.update(sets, m_controller.survey() ? m_controller.survey()->safetySets : QStringList(), QDateTime::currentDateTimeUtc());
    Q_EMIT completeChanged();
}

/// The newest that somebody wanted and that is whole. What a restore put aside is the state one wanted to get away from.
void SetPage::selectUsual()
{
    const QAbstractItemModel *shown = ui->sets->model();
    for (const bool whole : {true, false}) {
        for (int row = 0; row < shown->rowCount(); ++row) {
            const QString id = shown->index(row, 0).data(IdRole).toString();
            const backup::BackupSet *set = m_controller.set(id);
            const bool damaged = set != nullptr && set->state == backup::SetState::Damaged;
            if (!isSafetySet(id) && !(whole && damaged)) {
                ui->sets->setCurrentIndex(shown->index(row, 0));
                return;
            }
        }
    }
    if (shown->rowCount() > 0)
        ui->sets->setCurrentIndex(shown->index(0, 0));
}

bool SetPage::isSafetySet(const QString &id) const
{
    return m_controller.survey() && m_controller.survey()->safetySets.contains(id);
}

void SetPage::leave(RestoreDraft &draft) const
{
    const BackupSet *set = m_controller.set(ui->sets->currentId());
    if (!set)
        return;
    const bool other = draft.request.set.id != set->id || draft.request.scenario != scenario();
    draft.request.scenario = scenario();
    draft.request.set = *set;
    if (other) {
        draft.request.parts = usualParts(*set, draft.request.scenario);
        // Where there is no stack there is no key of its own.
        draft.request.key = draft.request.scenario == restore::Scenario::Rebuild ? restore::KeyChoice::FromSet : restore::KeyChoice::Current;
        draft.request.givenKey = {};
        draft.request.projectName.clear();
        draft.request.asClone = false;
        draft.look = LookFor::Database;
        draft.entryId.clear();
        draft.outline.reset();
    }
    draft.request.stack = draft.request.scenario == restore::Scenario::Rebuild ? std::nullopt : m_controller.state().stack;
    if (draft.request.ageIdentityFile.isEmpty() && m_controller.survey())
        draft.request.ageIdentityFile = m_controller.survey()->ageIdentityFile;
}

bool SetPage::isComplete() const
{
    return whyNot().isEmpty();
}

QString SetPage::whyNot() const
{
    const BackupSet *set = m_controller.set(ui->sets->currentId());
    if (!set)
        return m_draft.goal == RestoreGoal::FromFiles ? tr("Name a file and look at it, or select one from the list.") : tr("Select a set.");
    if (scenario() == restore::Scenario::Undo && m_controller.stackId().isEmpty())
        return tr("No stack is shown that could be taken back.");
    if (m_goodPartsOf == set->id && m_goodPartsKnown && m_goodParts.isEmpty())
        return tr("No part of this set is good.");
    return {};
}

QWidget *SetPage::firstFocus()
{
    if (m_draft.goal == RestoreGoal::FromFiles && m_model.rowCount() == 0)
        return ui->path;
    return ui->sets;
}

bool SetPage::takeEnter()
{
    if (!ui->path->hasFocus())
        return false;
    lookAtFiles();
    return true;
}

void SetPage::showDetails()
{
    const BackupSet *set = m_controller.set(ui->sets->currentId());
    QList<Fact> facts;
    if (!set) {
        m_goodPartsOf.clear();
        ui->details->setFacts({{{}, tr("Nothing is selected."), {}, {}, {}}});
        return;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    facts.append({tr("Set"), setSentence(*set, now), set->path, {}, {}});
    if (isSafetySet(set->id))
        facts.append({tr("Origin"), tr("Made before a restore, of what that restore was about to replace."), {}, health::State::Warning, {}});
    if (!set->why.isEmpty())
        facts.append({tr("Why"), set->why, {}, set->state == SetState::Damaged ? health::State::Failing : health::State::Warning, {}});
    if (set->state == SetState::Damaged && isVisible()) {
        if (m_goodPartsOf != set->id) {
            // What still stands is read file by file: on the wizard's thread, and only for the set that is looked at.
            m_goodPartsOf = set->id;
            m_goodPartsKnown = false;
            m_goodParts.clear();
            restore::Request request = m_draft.request;
            request.scenario = scenario();
            request.set = *set;
            request.parts = usualParts(*set, request.scenario);
            request.stack = m_controller.state().stack;
            m_controller.lookAt(request);
        }
        facts.append({tr("Still good"),
                      !m_goodPartsKnown           ? tr("is being read...")
                          : m_goodParts.isEmpty() ? tr("nothing")
                                                  : m_goodParts.join(QLatin1String(", ")),
                      {},
                      !m_goodPartsKnown           ? health::State::Unknown
                          : m_goodParts.isEmpty() ? health::State::Failing
                                                  : health::State::Healthy,
                      {}});
    } else if (!m_goodPartsOf.isEmpty()) {
        m_goodPartsOf.clear();
        m_controller.dropLookup();
    }
    if (set->manifest) {
        QStringList missing;
        for (const QString &id : set->manifest->notCovered)
            missing.append(notCoveredText(id));
        if (!missing.isEmpty())
            facts.append({tr("Not covered"), missing.join(QLatin1Char('\n')), {}, health::State::Warning, {}});
        if (set->state == SetState::Unverified)
            facts.append({tr("Proof"), tr("It was never tried; the checks read it before anything is touched."), {}, health::State::Unknown, {}});
    } else {
        for (const QString &file : set->foreignFiles)
            facts.append({tr("File"), file, {}, {}, {}});
    }
    ui->details->setFacts(facts);
}

void SetPage::onOutline(const Result<restore::Outline> &outline)
{
    if (!isVisible() || m_goodPartsOf.isEmpty())
        return;
    m_goodPartsKnown = outline.has_value();
    if (outline)
        m_goodParts = outline->goodParts;
    else
        Q_EMIT failed(outline.error());
    showDetails();
    Q_EMIT completeChanged();
}

void SetPage::lookAtFiles()
{
    const QString path = ui->path->text().trimmed();
    if (path.isEmpty())
        return;
    ui->lookAt->setEnabled(false);
    m_controller.lookAtFiles(path);
}

void SetPage::onFiles(const Result<BackupSet> &set)
{
    if (!isVisible())
        return;
    ui->lookAt->setEnabled(!ui->path->text().trimmed().isEmpty());
    if (!set) {
        Q_EMIT failed(set.error());
        return;
    }
    Q_EMIT recovered();
    ui->filter->clear();
    refresh();
    ui->sets->selectId(set->id);
    ui->sets->setFocus();
}

void SetPage::choosePath(bool folder)
{
    // Not the static functions: they wait in a loop of their own.
    auto *dialog = new QFileDialog(this, folder ? tr("A dump in directory format") : tr("A dump, or a file of the shell kit"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        ui->path->setText(path);
        lookAtFiles();
    });
    dialog->open();
}

void SetPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fit();
    WizardStep::changeEvent(event);
}

} // namespace quarterdeck::gui
