// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/jobpanel.h"

#include "ui_jobpanel.h"

#include "foundation/units.h"
#include "gui/theme/colors.h"
#include "gui/theme/icons.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>

using namespace std::chrono_literals;

namespace quarterdeck::gui {

JobPanel::JobPanel(QWidget *parent)
    : QWidget(parent)
    , ui(std::make_unique<Ui::JobPanel>())
{
    ui->setupUi(this);
    ui->steps->setModel(&m_steps);
    ui->steps->setHeaderHidden(true);
    ui->steps->header()->setStretchLastSection(false);
    ui->steps->header()->setSectionResizeMode(StepModel::Title, QHeaderView::Stretch);
    ui->steps->header()->setSectionResizeMode(StepModel::Amount, QHeaderView::ResizeToContents);
    ui->steps->header()->setSectionResizeMode(StepModel::Time, QHeaderView::ResizeToContents);
    ui->log->setMinimumHeight(fontMetrics().height() * 7);
    ui->cancel->setIcon(gui::icon(QStringLiteral("dialog-cancel")));
    ui->progress->hide();
    ui->cancel->hide();
    ui->log->hide();
    fitSteps();
    setUnfolded(false);
    setIcon(StepState::Pending);
    ui->icon->hide();
    setSummary(tr("No job is running."));

    m_clock.setInterval(1s);
    m_logTimer.setInterval(100ms);
    m_logTimer.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, &JobPanel::onTick);
    connect(&m_logTimer, &QTimer::timeout, this, &JobPanel::flushLog);
    connect(ui->fold, &QToolButton::toggled, this, &JobPanel::setUnfolded);
    connect(ui->showLog, &QToolButton::toggled, this, [this](bool on) {
        ui->log->setVisible(on);
        ui->showLog->setText(on ? tr("Hide &log") : tr("Show &log"));
    });
}

JobPanel::~JobPanel() = default;

void JobPanel::attach(JobRunner &runner)
{
    connect(&runner, &JobRunner::jobQueued, this, &JobPanel::onQueued);
    connect(&runner, &JobRunner::jobStarted, this, &JobPanel::onStarted);
    connect(&runner, &JobRunner::stepStarted, this, [this](quint64, const QString &id, const QString &title) {
        m_steps.stepStarted(id, title);
        showProgress();
    });
    connect(&runner, &JobRunner::stepProgress, this, [this](quint64, const Progress &progress) {
        m_steps.stepProgress(progress);
        showProgress();
    });
    connect(&runner, &JobRunner::stepFinished, this, [this](quint64, const QString &id, bool success) {
        m_steps.stepFinished(id, success);
        showProgress();
    });
    connect(&runner, &JobRunner::logLine, this, [this](quint64, const QString &line) {
        m_newLines.append(line);
        if (!m_logTimer.isActive())
            m_logTimer.start();
    });
    connect(&runner, &JobRunner::cancelling, this, &JobPanel::onCancelling);
    connect(&runner, &JobRunner::finished, this, &JobPanel::onFinished);
    connect(ui->cancel, &QPushButton::clicked, &runner, [this, &runner] {
        if (m_current != 0)
            runner.cancel(m_current);
    });
}

QString JobPanel::summary() const
{
    return ui->summary->text();
}

bool JobPanel::isUnfolded() const
{
    return ui->fold->isChecked();
}

void JobPanel::setUnfolded(bool unfolded)
{
    ui->fold->setChecked(unfolded);
    ui->fold->setArrowType(unfolded ? Qt::DownArrow : Qt::UpArrow);
    ui->body->setVisible(unfolded);
}

void JobPanel::onQueued(quint64)
{
    ++m_waiting;
    if (m_current != 0)
        showProgress();
}

void JobPanel::onStarted(quint64 id, const QString &title, const QList<Step> &plan)
{
    --m_waiting;
    m_current = id;
    m_title = title;
    m_plan = plan;
    m_cancelling = false;
    m_indeterminate = plan.isEmpty();
    m_steps.begin(plan);
    fitSteps();
    m_newLines.clear();
    ui->log->clear();
    ui->progress->setMaximum(m_indeterminate ? 0 : 1000);
    ui->progress->show();
    ui->cancel->setEnabled(true);
    ui->cancel->show();
    setIcon(StepState::Running);
    ui->icon->show();
    showProgress();
    m_clock.start();
}

/// As high as its steps, within reason.
void JobPanel::fitSteps()
{
    constexpr int fewest = 2;
    constexpr int most = 8;
    const int row = std::max(ui->steps->sizeHintForRow(0), fontMetrics().height() + 4);
    ui->steps->setFixedHeight(std::clamp(m_steps.rowCount(), fewest, most) * row + 2 * ui->steps->frameWidth());
}

void JobPanel::onCancelling(quint64 id)
{
    if (id != m_current)
        return;
    m_cancelling = true;
    ui->cancel->setEnabled(false);
    showProgress();
}

void JobPanel::onTick()
{
    m_steps.tick();
}

void JobPanel::showProgress()
{
    if (m_current == 0)
        return;
    const int running = m_steps.runningRow();
    const auto total = m_steps.rows().size();
    ui->progress->setValue(static_cast<int>(m_steps.fraction() * 1000));
    QString text = m_title;
    if (m_cancelling)
        text = tr("%1: cancelling, what was done is being undone").arg(m_title);
    else if (running >= 0)
        text = tr("%1: step %2 of %3, %4").arg(m_title).arg(running + 1).arg(total).arg(m_steps.row(running).title);
    if (m_waiting > 0)
        text = tr("%1 (jobs waiting: %2)").arg(text).arg(m_waiting);
    setSummary(text);
}

void JobPanel::onFinished(const JobOutcome &outcome)
{
    flushLog();
    if (outcome.id != m_current)
        --m_waiting; // it was cancelled before its turn
    m_current = 0;
    m_clock.stop();
    // The button that is about to vanish must not take the focus to nowhere.
    if (ui->cancel->hasFocus())
        ui->fold->setFocus();
    ui->progress->hide();
    ui->cancel->hide();
    if (outcome.result) {
        setIcon(StepState::Done);
        setSummary(
            tr("%1 Took %2.").arg(outcome.success.isEmpty() ? tr("%1: done.").arg(outcome.title) : outcome.success, formatDuration(outcome.took)));
        return;
    }
    m_steps.markUndone(m_plan);
    if (outcome.wasCancelled()) {
        setIcon(StepState::Undone);
        setSummary(outcome.startedAt.isValid() ? tr("%1: cancelled after %2.").arg(outcome.title, formatDuration(outcome.took))
                                               : tr("%1: cancelled before it began.").arg(outcome.title));
    } else {
        setIcon(StepState::Failed);
        setSummary(tr("%1: failed. %2").arg(outcome.title, outcome.result.error().what));
    }
    for (const Error &error : outcome.undoErrors)
        m_newLines.append(tr("Could not be undone: %1 %2").arg(error.what, error.detail));
    flushLog();
}

/// Lines come in bursts; one change of the document for each burst.
void JobPanel::flushLog()
{
    if (m_newLines.isEmpty())
        return;
    ui->log->appendPlainText(m_newLines.join(QLatin1Char('\n')));
    m_newLines.clear();
}

void JobPanel::setIcon(StepState state)
{
    m_icon = state;
    const int side = fontMetrics().height();
    ui->icon->setPixmap(stepIcon(state).pixmap(QSize(side, side), devicePixelRatioF()));
    ui->icon->setToolTip(stepStateTitle(state));
}

void JobPanel::setSummary(const QString &text)
{
    if (ui->summary->text() == text)
        return;
    ui->summary->setText(text);
    ui->summary->setAccessibleName(tr("Job: %1").arg(text));
}

void JobPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), lineColor(palette()));
}

void JobPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        setIcon(m_icon);
    QWidget::changeEvent(event);
}

} // namespace quarterdeck::gui
