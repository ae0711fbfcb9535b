// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/confirmpage.h"

#include "ui_restoreconfirm.h"

#include "gui/restore/restorewords.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"

#include <QEvent>

namespace quarterdeck::gui {

ConfirmPage::ConfirmPage(QWidget *parent)
    : WizardStep(parent)
    , ui(std::make_unique<Ui::RestoreConfirmPage>())
{
    ui->setupUi(this);
    ui->title->setFont(titleFont(font()));
    ui->name->setMaximumWidth(fontMetrics().averageCharWidth() * 50);
    connect(ui->name, &QLineEdit::textChanged, this, &ConfirmPage::onTyped);
    paintIcon();
}

ConfirmPage::~ConfirmPage() = default;

void ConfirmPage::enter(const RestoreDraft &draft)
{
    const bool destroys = draft.outline && draft.outline->destroysData;
    m_name = destroys ? nameToType(draft.request) : QString();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString stack = nameToType(draft.request);
    const bool rebuild = draft.request.scenario == restore::Scenario::Rebuild;
    ui->title->setText(rebuild ? tr("Rebuild %1?").arg(stack) : destroys ? tr("Replace data of %1?").arg(stack) : tr("Restore %1?").arg(stack));
    QList<Fact> facts = {{tr("From"), setSentence(draft.request.set, now), draft.request.set.path, {}, {}}};
    QStringList parts;
    for (const backup::Part part : draft.request.parts)
        parts.append(backup::partTitle(part));
    facts.append({tr("Parts"), parts.join(QLatin1String(", ")), {}, {}, {}});
    if (draft.outline) {
        for (const restore::PlannedStep &step : draft.outline->steps) {
            if (!step.destroys.isEmpty())
                facts.append({tr("Destroyed"), step.destroys, {}, health::State::Warning, {}});
        }
        for (const QString &consequence : draft.outline->consequences)
            facts.append({{}, consequence, {}, {}, {}});
        facts.append({tr("Time"), estimateText(*draft.outline), {}, {}, {}});
    }
    if (goesWithoutCopy(draft))
        facts.append({tr("Safety copy"), tr("none is taken"), {}, health::State::Warning, {}});
    if (draft.request.replayQueue)
        facts.append({tr("Queue"), tr("its jobs run again"), {}, health::State::Warning, {}});
    ui->facts->setFacts(facts);
    ui->typing->setVisible(!m_name.isEmpty());
    ui->nameLabel->setText(tr("T&ype the name of the stack to confirm: %1").arg(m_name));
    ui->name->clear();
    onTyped();
}

void ConfirmPage::onTyped()
{
    // Only once it goes wrong: a name half typed is no mistake.
    const QString typed = ui->name->text();
    const bool wrong = !m_name.isEmpty() && !m_name.startsWith(typed);
    ui->nameProblem->setText(wrong ? tr("That is not the name of the stack.") : QString());
    ui->nameProblem->setVisible(wrong);
    Q_EMIT completeChanged();
}

QString ConfirmPage::whyNot() const
{
    return m_name.isEmpty() || ui->name->text() == m_name ? QString() : tr("Type the name of the stack: %1").arg(m_name);
}

QWidget *ConfirmPage::firstFocus()
{
    return m_name.isEmpty() ? nullptr : ui->name;
}

void ConfirmPage::paintIcon()
{
    const int side = fontMetrics().height() * 2;
    ui->icon->setPixmap(stateIcon(health::State::Warning).pixmap(QSize(side, side), devicePixelRatioF()));
}

void ConfirmPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
    WizardStep::changeEvent(event);
}

} // namespace quarterdeck::gui
