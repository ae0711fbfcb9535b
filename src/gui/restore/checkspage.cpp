// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/checkspage.h"

#include "ui_restorechecks.h"

#include "gui/restore/restorecontroller.h"
#include "gui/restore/restorewords.h"
#include "gui/theme/theme.h"

#include <algorithm>
#include <utility>

namespace quarterdeck::gui {

namespace {

using backup::PreflightCheck;
using Verdict = PreflightCheck::Verdict;

/// What is looked at, to be named while nothing is known yet.
QList<PreflightCheck> usualChecks(const restore::Request &request)
{
    const bool intoThis = request.scenario == restore::Scenario::Undo || (request.scenario == restore::Scenario::LookInside && !request.asClone);
    const QStringList ids = intoThis
        ? QStringList{QStringLiteral("engine"),      QStringLiteral("set"),   QStringLiteral("server-version"),
                      QStringLiteral("n8n-version"), QStringLiteral("space"), QStringLiteral("key")}
        : QStringList{QStringLiteral("engine"),  QStringLiteral("set"),    QStringLiteral("space"), QStringLiteral("folder"),
                      QStringLiteral("project"), QStringLiteral("images"), QStringLiteral("ports"), QStringLiteral("apart")};
    QList<PreflightCheck> checks;
    for (const QString &id : ids) {
        PreflightCheck check;
        check.id = id;
        checks.append(check);
    }
    return checks;
}

health::State stateOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Passed:
        return health::State::Healthy;
    case Verdict::Warning:
        return health::State::Warning;
    case Verdict::Failed:
        break;
    }
    return health::State::Failing;
}

} // namespace

QList<Fact> checkFacts(const QList<PreflightCheck> &checks, bool pending)
{
    QList<Fact> facts;
    for (const PreflightCheck &check : checks) {
        if (pending)
            facts.append({checkTitle(check.id), ChecksPage::tr("is being checked..."), {}, health::State::Unknown, {}});
        else
            facts.append({checkTitle(check.id),
                          check.remedy.isEmpty() ? check.text : ChecksPage::tr("%1\nWhat to do: %2").arg(check.text, check.remedy),
                          {},
                          stateOf(check.verdict),
                          {}});
    }
    return facts;
}

ChecksPage::ChecksPage(RestoreController &controller, QWidget *parent)
    : WizardStep(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::RestoreChecksPage>())
{
    ui->setupUi(this);
    ui->verdict->setFont(headingFont(font()));
    // Somewhere the keyboard has to be while there is nothing to press.
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Checks"));
    connect(ui->recheck, &QPushButton::clicked, this, &ChecksPage::look);
    connect(&m_controller, &RestoreController::checkMade, this, &ChecksPage::onCheck);
    connect(&m_controller, &RestoreController::outlined, this, [this](const auto &answer) { onOutline(answer.result); });
}

ChecksPage::~ChecksPage() = default;

/// Always anew: the world goes on while one reads.
void ChecksPage::enter(const RestoreDraft &draft)
{
    m_request = draft.request;
    m_last = usualChecks(m_request);
    look();
}

void ChecksPage::look()
{
    m_looking = true;
    m_outline.reset();
    ui->recheck->setEnabled(false);
    ui->verdict->setText(tr("Looking at the set, the engine and the stack. Nothing is written."));
    m_made.clear();
    showProgress();
    ui->card->show();
    Q_EMIT recovered();
    Q_EMIT completeChanged();
    m_controller.lookAt(m_request);
}

/// What is known, then what is still to come.
void ChecksPage::showProgress()
{
    QList<PreflightCheck> pending = m_last;
    for (const PreflightCheck &made : std::as_const(m_made))
        pending.removeIf([&made](const PreflightCheck &check) { return check.id == made.id; });
    ui->checks->setFacts(checkFacts(m_made, false) + checkFacts(pending, true));
}

void ChecksPage::onCheck(const PreflightCheck &check)
{
    if (!isVisible() || !m_looking)
        return;
    m_made.append(check);
    showProgress();
}

void ChecksPage::onOutline(const Result<restore::Outline> &outline)
{
    if (!isVisible() || !m_looking)
        return;
    m_looking = false;
    ui->recheck->setEnabled(true);
    if (!outline) {
        ui->verdict->setText(tr("The checks could not be made."));
        ui->card->hide();
        Q_EMIT failed(outline.error());
        Q_EMIT completeChanged();
        return;
    }
    m_outline = *outline;
    m_last = outline->checks;
    const auto count = [&](Verdict verdict) {
        return std::count_if(m_last.cbegin(), m_last.cend(), [verdict](const PreflightCheck &check) { return check.verdict == verdict; });
    };
    const auto failures = static_cast<int>(count(Verdict::Failed));
    const auto warnings = static_cast<int>(count(Verdict::Warning));
    ui->verdict->setText(failures > 0       ? tr("%n checks failed. Nothing can be restored before that is put right.", nullptr, failures)
                             : warnings > 0 ? tr("The restore is possible. %n warnings should be read first.", nullptr, warnings)
                                            : tr("The restore is possible: every check passed."));
    QList<Fact> facts = checkFacts(m_last, false);
    // Of a set that is whole it would say nothing.
    const bool damaged = std::any_of(m_last.cbegin(), m_last.cend(), [](const PreflightCheck &check) {
        return check.id == QLatin1String("set") && check.verdict == Verdict::Failed;
    });
    if ((damaged || m_request.set.state == backup::SetState::Damaged) && !outline->goodParts.isEmpty())
        facts.append({tr("Still good"), outline->goodParts.join(QLatin1String(", ")), {}, health::State::Healthy, {}});
    ui->checks->setFacts(facts);
    Q_EMIT completeChanged();
}

QString ChecksPage::whyNot() const
{
    if (m_looking)
        return tr("The checks are being made.");
    if (!m_outline)
        return tr("The checks could not be made: check again.");
    return isComplete() ? QString() : tr("A check failed: put it right, then check again.");
}

void ChecksPage::leave(RestoreDraft &draft) const
{
    draft.outline = m_outline;
}

QWidget *ChecksPage::firstFocus()
{
    return this;
}

} // namespace quarterdeck::gui
