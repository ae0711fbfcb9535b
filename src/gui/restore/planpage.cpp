// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/planpage.h"

#include "ui_restoreplan.h"

#include "foundation/units.h"
#include "gui/restore/restorewords.h"
#include "gui/theme/theme.h"
#include "gui/widgets/diffhighlighter.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHeaderView>

#include <QTextBlock>
#include <algorithm>

namespace quarterdeck::gui {

PlanPage::PlanPage(QWidget *parent)
    : WizardStep(parent)
    , ui(std::make_unique<Ui::RestorePlanPage>())
{
    ui->setupUi(this);
    for (QLabel *heading : {ui->estimate, ui->consequencesHeading, ui->filesHeading})
        heading->setFont(headingFont(font()));
    ui->steps->setSource(&m_model);
    ui->diff->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    new DiffHighlighter(ui->diff->document());
    fit();
    connect(ui->files, &QListWidget::currentRowChanged, this, &PlanPage::showDiff);
    connect(ui->sentence, &QLineEdit::textChanged, this, &PlanPage::completeChanged);
}

PlanPage::~PlanPage() = default;

QString PlanPage::sentence()
{
    return tr("replace without a copy");
}

void PlanPage::fit()
{
    constexpr int fewestRows = 5;
    constexpr int fewestLines = 7;
    ui->steps->fitColumns({QStringLiteral("000"), {}, QStringLiteral("the database as it is now, and"), QStringLiteral("59 min 59 s")});
    ui->steps->header()->setSectionResizeMode(PlannedStepModel::Destroys, QHeaderView::ResizeToContents);
    const int row = ui->steps->fontMetrics().height() + gridUnit + gridUnit / 2;
    ui->steps->setMinimumHeight(ui->steps->header()->sizeHint().height() + fewestRows * row + 2 * ui->steps->frameWidth());
    ui->diff->setMinimumHeight(fontMetrics().height() * fewestLines);
    ui->files->setMinimumHeight(fontMetrics().height() * fewestLines);
}

void PlanPage::enter(const RestoreDraft &draft)
{
    const restore::Outline outline = draft.outline.value_or(restore::Outline());
    m_model.update(outline.steps);
    QStringList figures;
    figures.append(estimateText(outline));
    if (outline.bytesNeeded > 0)
        figures.append(tr("Needs %1 while it runs.").arg(formatBytes(outline.bytesNeeded)));
    ui->estimate->setText(figures.join(QLatin1Char(' ')));

    QList<Fact> facts;
    for (const restore::PlannedStep &step : outline.steps) {
        if (!step.destroys.isEmpty())
            facts.append({tr("Destroyed"), step.destroys, tr("By the step: %1").arg(step.title), health::State::Warning, {}});
    }
    if (facts.isEmpty())
        facts.append({tr("Destroyed"), tr("nothing"), {}, health::State::Healthy, {}});
    for (const QString &consequence : outline.consequences)
        facts.append({{}, consequence, {}, {}, {}});
    ui->consequences->setFacts(facts);

    m_files = outline.files;
    ui->files->clear();
    for (const restore::FileChange &file : std::as_const(m_files))
        ui->files->addItem(file.before.isEmpty() ? tr("%1 (new)").arg(file.path) : file.path);
    ui->filesArea->setVisible(!m_files.isEmpty());
    if (!m_files.isEmpty())
        ui->files->setCurrentRow(0);

    m_sentenceWanted = goesWithoutCopy(draft);
    ui->sentenceCard->setVisible(m_sentenceWanted);
    ui->sentence->clear();
    ui->sentenceText->setText(tr("No safety backup is taken: what is replaced is gone when its days are over. To go on, write: %1").arg(sentence()));
    Q_EMIT completeChanged();
}

QString PlanPage::whyNot() const
{
    return !m_sentenceWanted || ui->sentence->text().trimmed() == sentence() ? QString() : tr("Write the sentence: %1").arg(sentence());
}

QWidget *PlanPage::firstFocus()
{
    return ui->steps;
}

void PlanPage::showDiff(int row)
{
    if (row < 0 || row >= m_files.size()) {
        ui->diff->clear();
        return;
    }
    const restore::FileChange &file = m_files.at(row);
    const QString text = file.before == file.after ? tr("Only secrets change in this file. They are not shown.") : lineDiff(file.before, file.after);
    ui->diff->setPlainText(text);
    // One looks for what changes, not for what stays.
    for (QTextBlock line = ui->diff->document()->begin(); line.isValid(); line = line.next()) {
        if (line.text().startsWith(QLatin1Char('+')) || line.text().startsWith(QLatin1Char('-'))) {
            ui->diff->setTextCursor(QTextCursor(line));
            ui->diff->centerCursor();
            break;
        }
    }
}

void PlanPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fit();
    WizardStep::changeEvent(event);
}

} // namespace quarterdeck::gui
