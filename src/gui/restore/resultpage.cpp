// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/resultpage.h"

#include "ui_restoreresult.h"

#include "gui/restore/restorecontroller.h"
#include "gui/restore/restorewords.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/toolbutton.h"

#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QPushButton>
#include <QUrl>

#include <algorithm>

namespace quarterdeck::gui {

ResultPage::ResultPage(RestoreController &controller, QWidget *parent)
    : WizardStep(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::RestoreResultPage>())
{
    ui->setupUi(this);
    ui->title->setFont(titleFont(font()));
    for (QLabel *heading : {ui->factsHeading, ui->todoHeading, ui->tablesHeading})
        heading->setFont(headingFont(font()));
    ui->tables->setSource(&m_model);
    ui->tables->setFilter(ui->filter);
    fit();
    const auto add = [this](FlowBar *bar, const char *name, const char *iconName, const QString &text, const QString &toolTip) {
        auto *button = new QPushButton(gui::icon(QLatin1String(iconName)), text, bar);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(spoken(text));
        button->setToolTip(toolTip);
        bar->flow()->addWidget(button);
        return button;
    };
    m_release = add(ui->quarantineBar, "release", "dialog-ok-apply", tr("&Release"),
                    tr("Switch the triggers on and start the workers; the restore is over then"));
    m_rollBack = add(ui->quarantineBar, "rollBack", "edit-undo", tr("Roll bac&k..."), tr("Bring back what was there before; asks first"));
    m_openClone = add(ui->quarantineBar, "openClone", "internet-services", tr("Open the &clone"), tr("In the browser"));
    m_remove
        = add(ui->quarantineBar, "removeClone", "edit-delete", tr("&Remove the clone..."), tr("Containers, volumes and files of it; asks first"));
    m_open = add(ui->reportBar, "openReport", "document-open", tr("Open re&port"), tr("Show the report in the browser"));
    m_save = add(ui->reportBar, "saveReport", "document-save", tr("&Save report..."), tr("As HTML or PDF"));
    QWidget *order[] = {m_release, m_rollBack, m_openClone, m_remove, ui->filter, ui->tables, m_open, m_save};
    for (size_t i = 1; i < std::size(order); ++i)
        QWidget::setTabOrder(order[i - 1], order[i]);
    connect(m_release, &QPushButton::clicked, this, [this] { Q_EMIT endWanted(RestoreEnd::Release, m_report.runId, m_report.stackId); });
    connect(m_rollBack, &QPushButton::clicked, this, [this] { Q_EMIT endWanted(RestoreEnd::RollBack, m_report.runId, m_report.stackId); });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT endWanted(RestoreEnd::RollBack, m_report.runId, m_report.stackId); });
    connect(m_openClone, &QPushButton::clicked, this, [this] {
        if (!QDesktopServices::openUrl(QUrl(m_report.cloneUrl)))
            Q_EMIT failed({ErrorKind::NotFound, tr("No browser could be started."), {}, tr("The clone is here: %1").arg(m_report.cloneUrl)});
    });
    connect(m_open, &QPushButton::clicked, this, &ResultPage::openReport);
    connect(m_save, &QPushButton::clicked, this, &ResultPage::saveReport);
    connect(&m_controller, &RestoreController::jobEnded, this, &ResultPage::onEnded);
    connect(&m_controller, &RestoreController::obstacleChanged, this, &ResultPage::updateButtons);
    connect(&m_controller, &RestoreController::lookingChanged, this, &ResultPage::updateButtons);
}

ResultPage::~ResultPage() = default;

void ResultPage::fit()
{
    constexpr int fewestRows = 5;
    ui->tables->fitColumns({{}, QStringLiteral("1,000,000,000"), QStringLiteral("1,000,000,000"), tr("differ") + QStringLiteral("00000")});
    const int row = ui->tables->fontMetrics().height() + gridUnit + gridUnit / 2;
    ui->tables->setMinimumHeight(ui->tables->header()->sizeHint().height() + fewestRows * row + 2 * ui->tables->frameWidth());
    ui->filter->setMinimumWidth(fontMetrics().averageCharWidth() * 18);
}

void ResultPage::onEnded(const JobOutcome &outcome)
{
    if (outcome.result)
        m_success = outcome.success;
}

void ResultPage::enter(const RestoreDraft &)
{
    m_report = m_controller.report();
    m_model.update(m_report.tables);
    const auto differs = [](const restore::TableComparison &table) { return table.expected != table.found || !table.sameContents; };
    m_good = std::none_of(m_report.tables.cbegin(), m_report.tables.cend(), differs) && m_report.keyFit != backup::KeyFit::DoesNotFit;
    ui->title->setText(m_report.summary.isEmpty() ? m_success : m_report.summary);
    const bool clone = !m_report.cloneUrl.isEmpty();
    ui->quarantineText->setVisible(m_report.quarantined || clone);
    ui->quarantineText->setText(clone
                                    ? tr("The clone has a data folder, a database and ports of its own. Its triggers are off, and it has no workers.")
                                    : tr("n8n waits in quarantine: its data is in place, its triggers are off. Look at it, then release it, or "
                                         "roll back to what was there before."));
    ui->quarantineBar->setVisible(m_report.quarantined || clone);
    for (QPushButton *button : {m_release, m_rollBack})
        button->setVisible(m_report.quarantined);
    for (QPushButton *button : {m_openClone, m_remove})
        button->setVisible(clone);
    ui->facts->setFacts(reportFacts(m_report));
    ui->factsCard->setVisible(!ui->facts->facts().isEmpty());
    QList<Fact> todo;
    for (const QString &warning : std::as_const(m_report.warnings))
        todo.append({tr("Warning"), warning, {}, health::State::Warning, {}});
    for (const QString &line : std::as_const(m_report.toCheck))
        todo.append({{}, line, {}, {}, {}});
    for (const QString &line : std::as_const(m_report.wouldHaveFired))
        todo.append({tr("Was due meanwhile"), line, {}, {}, {}});
    ui->todo->setFacts(todo);
    ui->todoCard->setVisible(!todo.isEmpty());
    ui->tablesArea->setVisible(!m_report.tables.isEmpty());
    // Without the table the cards would be drawn out over the page.
    ui->layout->setStretch(ui->layout->count() - 1, m_report.tables.isEmpty() ? 1 : 0);
    m_open->setVisible(!m_report.reportPath.isEmpty());
    paintIcon();
    updateButtons();
}

void ResultPage::updateButtons()
{
    const bool free = m_controller.obstacle().isEmpty() && !m_controller.isLooking();
    m_release->setEnabled(free);
    m_rollBack->setEnabled(free);
    m_remove->setEnabled(free);
    m_save->setEnabled(!m_controller.runner().isBusy());
}

void ResultPage::openReport()
{
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(m_report.reportPath)))
        Q_EMIT failed(
            {ErrorKind::NotFound, tr("No program could be started that shows the report."), {}, tr("It is here: %1").arg(m_report.reportPath)});
}

void ResultPage::saveReport()
{
    auto *dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("PDF (*.pdf)"), tr("HTML (*.html)")});
    dialog->selectFile(QStringLiteral("restore-%1.pdf").arg(m_report.runId.isEmpty() ? m_report.setId : m_report.runId));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("pdf")) ? QStringLiteral("pdf") : QStringLiteral("html"));
    });
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, &ResultPage::reportWanted);
    dialog->open();
}

QWidget *ResultPage::firstFocus()
{
    return m_report.quarantined ? m_release : !m_report.cloneUrl.isEmpty() ? m_openClone : m_save;
}

void ResultPage::paintIcon()
{
    const int side = fontMetrics().height() * 2;
    ui->icon->setPixmap(stateIcon(m_good ? m_report.quarantined ? health::State::Warning : health::State::Healthy : health::State::Failing)
                            .pixmap(QSize(side, side), devicePixelRatioF()));
}

void ResultPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
    else if (event->type() == QEvent::FontChange)
        fit();
    WizardStep::changeEvent(event);
}

} // namespace quarterdeck::gui
