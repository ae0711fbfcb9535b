// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/progresspage.h"

#include "ui_restoreprogress.h"

#include "foundation/units.h"
#include "gui/restore/restorecontroller.h"
#include "gui/restore/restorewords.h"
#include "gui/theme/theme.h"
#include "gui/widgets/toolbutton.h"

#include <QEvent>
#include <QHeaderView>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::gui {

ProgressPage::ProgressPage(RestoreController &controller, QWidget *parent)
    : WizardStep(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::RestoreProgressPage>())
{
    ui->setupUi(this);
    ui->summary->setFont(headingFont(font()));
    ui->logHeading->setFont(headingFont(font()));
    ui->figures->setFont(figureFont(font()));
    ui->cancel->setIcon(gui::icon(QStringLiteral("dialog-cancel")));
    ui->steps->setSource(&m_model);
    ui->steps->setSortingEnabled(false); // steps have one order only
    fit();
    m_clock.setInterval(1s);
    m_logTimer.setInterval(100ms);
    m_logTimer.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_model.tick();
        showFigures();
    });
    connect(&m_logTimer, &QTimer::timeout, this, &ProgressPage::flushLog);
    connect(ui->cancel, &QPushButton::clicked, &m_controller, &RestoreController::cancel);
    connect(&m_controller, &RestoreController::jobStarted, this, &ProgressPage::onJob);
    connect(&m_controller, &RestoreController::jobEnded, this, &ProgressPage::onEnded);
    JobRunner &runner = m_controller.runner();
    connect(&runner, &JobRunner::jobStarted, this, [this](quint64 id, const QString &, const QList<Step> &plan) { onStarted(id, plan); });
    connect(&runner, &JobRunner::stepStarted, this, [this](quint64 id, const QString &step, const QString &title) {
        if (id != m_job)
            return;
        m_model.stepStarted(step, title);
        followStep();
        showFigures();
    });
    connect(&runner, &JobRunner::stepProgress, this, [this](quint64 id, const Progress &progress) {
        if (id != m_job)
            return;
        m_model.stepProgress(progress);
        showFigures();
    });
    connect(&runner, &JobRunner::stepFinished, this, [this](quint64 id, const QString &step, bool success) {
        if (id == m_job)
            m_model.stepFinished(step, success);
    });
    connect(&runner, &JobRunner::logLine, this, [this](quint64 id, const QString &line) {
        if (id != m_job)
            return;
        m_newLines.append(line);
        if (!m_logTimer.isActive())
            m_logTimer.start();
    });
    connect(&runner, &JobRunner::cancelling, this, &ProgressPage::onCancelling);
}

ProgressPage::~ProgressPage() = default;

void ProgressPage::fit()
{
    constexpr int fewestRows = 6;
    constexpr int fewestLines = 5;
    ui->steps->fitColumns({{}, QStringLiteral("1,000/1,000 MiB"), QStringLiteral("59 min 59 s")});
    const int row = ui->steps->fontMetrics().height() + gridUnit + gridUnit / 2;
    ui->steps->setMinimumHeight(ui->steps->header()->sizeHint().height() + fewestRows * row + 2 * ui->steps->frameWidth());
    ui->log->setMinimumHeight(fontMetrics().height() * fewestLines);
}

void ProgressPage::enter(const RestoreDraft &draft)
{
    m_planned = draft.outline ? draft.outline->steps : QList<restore::PlannedStep>();
}

void ProgressPage::onJob(quint64 id, const QString &title)
{
    m_job = id;
    m_title = title;
    m_running = true;
    m_cancelling = false;
    m_model.begin({});
    m_newLines.clear();
    ui->log->clear();
    ui->bar->setMaximum(1000);
    ui->bar->setValue(0);
    ui->bar->show();
    ui->cancel->setEnabled(true);
    ui->cancel->setText(m_undoes ? tr("Cancel and &undo") : tr("Stop h&ere"));
    ui->cancel->setToolTip(m_undoes ? tr("What was done so far is taken back")
                                    : tr("What was taken back so far stays so; the rest can be taken back later"));
    ui->cancel->setAccessibleName(spoken(ui->cancel->text()));
    ui->cancel->show();
    ui->summary->setText(tr("%1: waiting for its turn").arg(title));
    ui->figures->clear();
    setIcon(StepState::Pending);
    Q_EMIT completeChanged();
}

void ProgressPage::onStarted(quint64 id, const QList<Step> &plan)
{
    if (id != m_job)
        return;
    m_plan = plan;
    m_model.begin(plan);
    m_since.start();
    setIcon(StepState::Running);
    m_clock.start();
    showFigures();
}

void ProgressPage::onCancelling(quint64 id)
{
    if (id != m_job)
        return;
    m_cancelling = true;
    ui->cancel->setEnabled(false);
    showFigures();
}

/// What runs now stays in sight, with what comes next.
void ProgressPage::followStep()
{
    const int running = m_model.runningRow();
    if (running < 0)
        return;
    const auto at = [this](int row) { return ui->steps->proxy().mapFromSource(m_model.index(row, 0)); };
    ui->steps->scrollTo(at(std::min(running + 2, m_model.rowCount() - 1)));
    ui->steps->scrollTo(at(running));
}

void ProgressPage::showFigures()
{
    if (!m_running)
        return;
    const int running = m_model.runningRow();
    const auto total = m_model.rows().size();
    ui->bar->setValue(static_cast<int>(m_model.fraction() * 1000));
    if (m_cancelling)
        ui->summary->setText(m_undoes ? tr("%1: cancelling, what was done is being undone").arg(m_title) : tr("%1: stopping").arg(m_title));
    else if (running >= 0)
        ui->summary->setText(tr("%1: step %2 of %3, %4").arg(m_title).arg(running + 1).arg(total).arg(m_model.row(running).title));
    QStringList figures;
    constexpr qint64 second = 1000;
    if (m_since.isValid() && m_since.elapsed() >= second)
        figures.append(tr("Running for %1").arg(formatDuration(std::chrono::milliseconds(m_since.elapsed() / second * second))));
    if (running >= 0 && m_model.row(running).unit == Progress::Unit::Bytes && m_model.row(running).done > 0) {
        const StepRow &step = m_model.row(running);
        figures.append(step.total > 0 ? formatBytesOf(step.done, step.total) : formatBytes(step.done));
    }
    if (!m_cancelling) {
        const qint64 left = timeLeftMs(m_model.rows(), m_planned);
        figures.append(left < 0            ? tr("time left: not known")
                           : left < second ? tr("less than a second left")
                                           : tr("about %1 left").arg(formatDuration(std::chrono::milliseconds(left / second * second))));
    }
    ui->figures->setText(figures.join(QStringLiteral("  \u00b7  ")));
}

void ProgressPage::onEnded(const JobOutcome &outcome)
{
    m_clock.stop();
    m_running = false;
    ui->bar->hide();
    if (!outcome.result)
        m_model.markUndone(m_plan);
    for (const Error &error : outcome.undoErrors)
        m_newLines.append(tr("Could not be undone: %1 %2").arg(error.what, error.detail));
    flushLog();
    const QString took = formatDuration(outcome.took);
    if (outcome.result) {
        setIcon(StepState::Done);
        ui->summary->setText(tr("%1: done.").arg(m_title));
    } else if (outcome.wasCancelled()) {
        setIcon(StepState::Undone);
        ui->summary->setText(outcome.startedAt.isValid() ? tr("%1: cancelled.").arg(m_title) : tr("%1: cancelled before it began.").arg(m_title));
    } else {
        setIcon(StepState::Failed);
        ui->summary->setText(tr("%1: failed.").arg(m_title));
    }
    ui->figures->setText(tr("Took %1.").arg(took));
    ui->cancel->hide();
    Q_EMIT completeChanged();
}

/// Lines come in bursts; one change of the document for each burst.
void ProgressPage::flushLog()
{
    if (m_newLines.isEmpty())
        return;
    ui->log->appendPlainText(m_newLines.join(QLatin1Char('\n')));
    m_newLines.clear();
}

void ProgressPage::setIcon(StepState state)
{
    m_icon = state;
    const int side = fontMetrics().height();
    ui->icon->setPixmap(stepIcon(state).pixmap(QSize(side, side), devicePixelRatioF()));
    ui->icon->setToolTip(stepStateTitle(state));
}

QWidget *ProgressPage::firstFocus()
{
    // Enter on a page that has just begun must not cancel it.
    return ui->steps;
}

void ProgressPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        setIcon(m_icon);
    else if (event->type() == QEvent::FontChange)
        fit();
    WizardStep::changeEvent(event);
}

} // namespace quarterdeck::gui
