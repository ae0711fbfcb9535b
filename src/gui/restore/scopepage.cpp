// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/scopepage.h"

#include "ui_restorescope.h"

#include "foundation/units.h"
#include "gui/models/backupwords.h"
#include "gui/restore/restorecontroller.h"
#include "gui/restore/restorewords.h"
#include "gui/theme/theme.h"
#include "gui/widgets/toolbutton.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QRegularExpression>

#include <algorithm>

namespace quarterdeck::gui {

using backup::Part;
using restore::KeyChoice;
using restore::Scenario;

namespace {

qint64 sizeOf(const backup::BackupSet &set, Part part)
{
    qint64 size = 0;
    if (set.manifest) {
        for (const backup::FileEntry &file : set.manifest->files)
            size += file.part == part ? file.size : 0;
    }
    return size;
}

} // namespace

ScopePage::ScopePage(RestoreController &controller, QWidget *parent)
    : WizardStep(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::RestoreScopePage>())
{
    ui->setupUi(this);
    for (QLabel *heading : {ui->partsHeading, ui->targetHeading, ui->keyHeading, ui->careHeading})
        heading->setFont(headingFont(font()));
    for (QLabel *below : {ui->safetyText, ui->quarantineText, ui->replayText, ui->dropText}) {
        below->setContentsMargins(wordsIndent(), 0, 0, gridUnit);
        below->setForegroundRole(QPalette::PlaceholderText);
    }
    QWidget *previous = nullptr;
    for (const Part part : contentsParts()) {
        auto *box = new QCheckBox(backup::partTitle(part), ui->parts);
        box->setObjectName(QStringLiteral("part-") + backup::partName(part));
        box->setAccessibleName(backup::partTitle(part));
        const int at = static_cast<int>(m_parts.size());
        ui->partsBox->addWidget(box, at / 2, at % 2);
        connect(box, &QCheckBox::toggled, this, &ScopePage::onChanged);
        if (previous)
            QWidget::setTabOrder(previous, box);
        previous = box;
        m_parts.insert(part, box);
    }
    QWidget::setTabOrder(previous, ui->folder);
    for (QAbstractButton *button : std::initializer_list<QAbstractButton *>{ui->keyCurrent, ui->keyFromSet, ui->keyGiven, ui->safety, ui->quarantine,
                                                                            ui->replay, ui->dropAtOnce}) {
        button->setAccessibleName(spoken(button->text()));
        connect(button, &QAbstractButton::toggled, this, &ScopePage::onChanged);
    }
    for (QLineEdit *edit : {ui->folder, ui->name, ui->ports, ui->key, ui->identity})
        connect(edit, &QLineEdit::textChanged, this, &ScopePage::onChanged);
    // The part and the care are one choice: a queue that comes back is a queue that runs.
    connect(m_parts.value(Part::Redis), &QCheckBox::toggled, ui->replay, &QCheckBox::setChecked);
    connect(ui->replay, &QCheckBox::toggled, m_parts.value(Part::Redis), &QCheckBox::setChecked);
    connect(ui->chooseFolder, &QPushButton::clicked, this, &ScopePage::chooseFolder);
    ui->careForm->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    ui->keepDays->setSuffix(tr(" d"));
    ui->drain->setSuffix(tr(" s"));
    ui->drain->setSpecialValueText(tr("as long as the services' own grace"));
    ui->quarantineText->setText(tr("n8n comes back with its triggers off until you release it: nothing runs twice before you have looked."));
    ui->replayText->setText(
        tr("The jobs that waited when the set was made run again, with all that they do outside: mails, payments, calls. Without it "
           "the queue is emptied when the database goes back, because its jobs belong to executions that are gone."));
    ui->dropText->setText(tr("For a disk that is too small for both. There is no rolling back after that, only the safety backup."));
    connect(&m_controller, &RestoreController::outlined, this, [this](const auto &answer) { onOutline(answer.result); });
}

ScopePage::~ScopePage() = default;

void ScopePage::enter(const RestoreDraft &draft)
{
    m_filling = true;
    m_draft = draft;
    const restore::Request &request = draft.request;
    const bool undo = request.scenario == Scenario::Undo;
    const bool rebuild = request.scenario == Scenario::Rebuild;
    showParts();
    ui->targetCard->setVisible(rebuild);
    ui->folder->setText(request.projectFolder);
    ui->name->setText(request.projectName);
    ui->name->setPlaceholderText(request.set.manifest ? request.set.manifest->stackId : tr("as in the set"));
    ui->ports->setText(portsText(request.ports));
    const bool encrypted = request.set.manifest && request.set.manifest->encryption == QLatin1String("age");
    ui->identity->setText(request.ageIdentityFile);
    ui->identity->setVisible(encrypted);
    ui->identityLabel->setVisible(encrypted);
    ui->safety->setChecked(request.safetyBackup);
    ui->quarantine->setChecked(request.quarantine);
    ui->replay->setChecked(undo && (request.replayQueue || request.parts.contains(Part::Redis)) && request.set.parts.contains(Part::Redis));
    ui->dropAtOnce->setChecked(request.dropOldAtOnce);
    ui->keepDays->setValue(request.keepOldDays);
    ui->drain->setValue(static_cast<int>(request.drainTimeout.count()));
    ui->careCard->setVisible(undo || rebuild);
    for (QWidget *one : std::initializer_list<QWidget *>{ui->safety, ui->safetyText, ui->dropAtOnce, ui->dropText, ui->keepLabel, ui->keepDays,
                                                         ui->drainLabel, ui->drain})
        one->setVisible(undo);
    const bool hasQueue = undo && request.set.parts.contains(Part::Redis);
    ui->replay->setVisible(hasQueue);
    ui->replayText->setVisible(hasQueue);
    (request.key == KeyChoice::Given ? ui->keyGiven : request.key == KeyChoice::FromSet ? ui->keyFromSet : ui->keyCurrent)->setChecked(true);
    ui->key->clear();
    m_filling = false;
    // A key is of no use to a rehearsal but to be tried, which it is anyway.
    ui->keyCard->setVisible(undo || rebuild || encrypted);
    m_keysKnown = false;
    for (QWidget *one : std::initializer_list<QWidget *>{ui->keyCurrent, ui->keyFromSet, ui->keyGiven, ui->key})
        one->hide();
    m_askingKeys = undo || rebuild;
    ui->keyText->setVisible(m_askingKeys);
    if (m_askingKeys) {
        ui->keyText->setText(tr("Looking which keys there are, and what they open..."));
        m_controller.lookAt(request);
    }
    onChanged();
}

void ScopePage::showParts()
{
    const restore::Request &request = m_draft.request;
    const bool choice = request.scenario == Scenario::Undo;
    const QString all = request.scenario == Scenario::Rebuild ? tr("A rebuild takes everything the set has.")
                                                              : tr("The rehearsal restores everything the set has.");
    ui->partsText->setText(choice ? tr("What is not ticked stays as it is.") : all + QLatin1Char(' ') + tr("Only the queue starts empty."));
    for (auto i = m_parts.cbegin(); i != m_parts.cend(); ++i) {
        const bool there = request.set.parts.contains(i.key());
        const qint64 size = sizeOf(request.set, i.key());
        i.value()->setEnabled(there && choice);
        // A queue of then would do again what may have been done since.
        const bool whole = !choice && i.key() != Part::Redis;
        i.value()->setChecked(there && (whole || (choice && request.parts.contains(i.key()))));
        const QString title = backup::partTitle(i.key());
        i.value()->setText(!there ? tr("%1 (not in the set)").arg(title) : size > 0 ? tr("%1, %2").arg(title, formatBytes(size)) : title);
    }
}

void ScopePage::showKeys(const QList<restore::KeySeen> &keys)
{
    const bool differ = keysDiffer(keys);
    const bool rebuild = m_draft.request.scenario == Scenario::Rebuild;
    QStringList lines;
    for (const restore::KeySeen &key : differ ? keys : keys.mid(0, 1))
        lines.append(keyText(key));
    if (keys.isEmpty() && rebuild)
        lines = QStringList({tr("The set does not hold n8n's key: set N8N_ENCRYPTION_KEY by hand before you release the rebuilt stack.")});
    else if (keys.isEmpty())
        lines = QStringList({tr("No key was found, neither in the stack nor in the set.")});
    else if (rebuild)
        lines.append(tr("It comes with the files of the set; there is no choice to make."));
    else if (!differ)
        lines.append(tr("There is no other, and no choice to make."));
    else
        lines.prepend(tr("The keys differ. Credentials can only be read with the one they were made under."));
    ui->keyText->setText(lines.join(QLatin1Char('\n')));
    const auto found = [&keys](const char *from) {
        return std::any_of(keys.cbegin(), keys.cend(), [from](const restore::KeySeen &key) { return key.from == QLatin1String(from); });
    };
    const bool choice = m_draft.request.scenario == Scenario::Undo && (differ || keys.isEmpty());
    ui->keyCurrent->setVisible(choice && found("stack"));
    ui->keyFromSet->setVisible(choice && found("set"));
    ui->keyGiven->setVisible(choice);
    ui->key->setVisible(choice && ui->keyGiven->isChecked());
}

void ScopePage::onOutline(const Result<restore::Outline> &outline)
{
    if (!isVisible() || !m_askingKeys)
        return;
    m_askingKeys = false;
    if (outline) {
        m_keysKnown = true;
        showKeys(outline->keys);
        Q_EMIT recovered();
    } else {
        ui->keyText->setText(tr("Which keys there are could not be found out; the checks try again."));
        Q_EMIT failed(outline.error());
    }
    onChanged();
}

void ScopePage::onChanged()
{
    if (m_filling)
        return;
    ui->key->setVisible(!ui->keyGiven->isHidden() && ui->keyGiven->isChecked());
    ui->safetyText->setText(ui->safety->isChecked()
                                ? tr("A set of what is there now is made before anything is replaced, and kept with the others: %1.")
                                      .arg(m_controller.survey() ? m_controller.survey()->folder : QString())
                                : tr("What is replaced goes without a copy. The plan asks for a written sentence before it begins."));
    const QString problem = targetProblem();
    ui->targetProblem->setText(problem);
    ui->targetProblem->setVisible(!problem.isEmpty());
    const auto *redis = m_parts.value(Part::Redis);
    ui->replay->setEnabled(m_draft.request.scenario != Scenario::Undo || redis->isEnabled());
    Q_EMIT completeChanged();
}

QString ScopePage::targetProblem() const
{
    if (m_draft.request.scenario != Scenario::Rebuild)
        return {};
    if (const QString folder = ui->folder->text().trimmed(); !folder.isEmpty() && !folder.startsWith(QLatin1Char('/')))
        return tr("The project folder must be given from the root on: /home/...");
    static const QRegularExpression projectName(QStringLiteral("^[a-z0-9][a-z0-9_-]*$"));
    if (const QString name = ui->name->text().trimmed(); !name.isEmpty() && !projectName.match(name).hasMatch())
        return tr("A project name has small letters, digits, - and _ only, and begins with a letter or digit.");
    const Result<QMap<quint16, quint16>> ports = parsePorts(ui->ports->text());
    return ports ? QString() : ports.error().what;
}

QString ScopePage::whyNot() const
{
    if (m_draft.request.scenario == Scenario::Undo
        && std::none_of(m_parts.cbegin(), m_parts.cend(), [](const QCheckBox *box) { return box->isEnabled() && box->isChecked(); }))
        return tr("Tick at least one part.");
    if (ui->keyGiven->isChecked() && ui->keyGiven->isVisibleTo(this) && ui->key->text().isEmpty())
        return tr("Type the key, or choose another.");
    if (ui->identity->isVisibleTo(this) && ui->identity->text().trimmed().isEmpty())
        return tr("The set is encrypted: name the identity file of age that opens it.");
    return targetProblem();
}

void ScopePage::leave(RestoreDraft &draft) const
{
    restore::Request &request = draft.request;
    if (request.scenario == Scenario::Undo) {
        request.parts.clear();
        for (const Part part : contentsParts()) {
            if (m_parts.value(part)->isEnabled() && m_parts.value(part)->isChecked())
                request.parts.append(part);
        }
    }
    request.projectFolder = ui->folder->text().trimmed();
    request.projectName = ui->name->text().trimmed();
    request.ports = parsePorts(ui->ports->text()).value_or(QMap<quint16, quint16>());
    request.ageIdentityFile = ui->identity->text().trimmed();
    request.safetyBackup = ui->safety->isChecked();
    request.quarantine = ui->quarantine->isChecked();
    request.replayQueue = request.scenario == Scenario::Undo && ui->replay->isChecked() && request.set.parts.contains(Part::Redis);
    request.dropOldAtOnce = ui->dropAtOnce->isChecked();
    request.keepOldDays = ui->keepDays->value();
    request.drainTimeout = std::chrono::seconds(ui->drain->value());
    // One who was faster than the look keeps what was chosen before.
    if (!m_keysKnown) {
        draft.outline.reset();
        return;
    }
    const bool given = ui->keyGiven->isChecked() && !ui->keyGiven->isHidden();
    const bool fromSet = ui->keyFromSet->isChecked() && (!ui->keyFromSet->isHidden() || request.scenario == Scenario::Rebuild);
    request.key = given ? KeyChoice::Given : fromSet ? KeyChoice::FromSet : KeyChoice::Current;
    request.givenKey = request.key == KeyChoice::Given ? Secret(ui->key->text()) : Secret();
    draft.outline.reset();
}

QWidget *ScopePage::firstFocus()
{
    for (QCheckBox *box : m_parts) {
        if (box->isEnabled())
            return box;
    }
    return m_draft.request.scenario == Scenario::Rebuild ? static_cast<QWidget *>(ui->folder) : nullptr;
}

void ScopePage::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("The project folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, ui->folder, &QLineEdit::setText);
    dialog->open();
}

} // namespace quarterdeck::gui
