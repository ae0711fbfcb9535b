// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/scalepanel.h"

#include "ui_scalepanel.h"

#include "gui/models/workerwords.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/confirmdialog.h"
#include "gui/widgets/toolbutton.h"

#include <QEvent>
#include <QFontDatabase>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace quarterdeck::gui {

namespace {
constexpr int most = 200; ///< far beyond what one machine runs
constexpr int roomBeyond = 5; ///< what the slider shows beyond the safe range
constexpr auto choosingPause = 300ms; ///< a slider that is dragged asks once
}

ScalePanel::ScalePanel(QWidget *parent)
    : Card(parent)
    , ui(std::make_unique<Ui::ScalePanel>())
{
    ui->setupUi(this);
    // A line that goes on in the next one when fonts are large.
    ui->verbs->flow()->addWidget(ui->sentence);
    ui->verbs->flow()->addWidget(ui->safe);
    ui->verbs->flow()->addGap();
    ui->verbs->flow()->addWidget(ui->finishNow);
    ui->verbs->flow()->addWidget(ui->reset);
    ui->verbs->flow()->addWidget(ui->apply);
    ui->safe->setForegroundRole(QPalette::PlaceholderText);
    fit();
    ui->number->setRange(0, most);
    ui->apply->setDefault(true);
    ui->apply->setIcon(gui::icon(QStringLiteral("dialog-ok-apply")));
    m_pause.setSingleShot(true);
    m_pause.setInterval(choosingPause);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (target() != m_capacity.workers || target() != m_capacity.wanted)
            Q_EMIT previewWanted(target());
    });
    const auto choose = [this](int value) {
        m_chosen = value != m_capacity.workers;
        setTarget(value);
    };
    connect(ui->slider, &QSlider::valueChanged, this, choose);
    connect(ui->number, &QSpinBox::valueChanged, this, choose);
    connect(ui->reset, &QPushButton::clicked, this, [this] {
        forgetTarget();
        ui->number->setFocus(Qt::OtherFocusReason);
    });
    connect(ui->apply, &QPushButton::clicked, this, [this] { Q_EMIT applied(target()); });
    connect(ui->finishNow, &QPushButton::clicked, this, [this] {
        ConfirmDialog::ask({tr("End the workers now?"),
                            tr("The workers that go are told to end at once."),
                            {tr("n8n gives what runs on them its own time to finish (N8N_GRACEFUL_SHUTDOWN_TIMEOUT)."),
                             tr("What takes longer is cut off: such an execution is lost.")},
                            tr("End them now"),
                            tr("Go on waiting")},
                           this, [this] { Q_EMIT finishNowWanted(); });
    });
    ui->finishNow->hide();
    ui->preview->hide();
    ui->warning->hide();
    ui->warningIcon->hide();
    tell();
}

ScalePanel::~ScalePanel() = default;

void ScalePanel::setCapacity(const workers::Capacity &capacity)
{
    // Somebody else has changed the number: what was told of the way to ours is not true any more.
    const bool stale = m_known && m_chosen && (capacity.workers != m_capacity.workers || capacity.wanted != m_capacity.wanted);
    m_capacity = capacity;
    m_known = true;
    if (stale) {
        ui->preview->hide();
        m_pause.start();
    }
    const int end = std::min(most, std::max({capacity.safeMost + roomBeyond, capacity.workers + roomBeyond, target()}));
    {
        const QSignalBlocker blocker(ui->slider);
        ui->slider->setRange(0, end);
        ui->slider->setSafeMost(capacity.safeMost);
    }
    if (!m_chosen)
        setTarget(capacity.workers);
    tell();
}

void ScalePanel::forgetTarget()
{
    m_chosen = false;
    // What would have been done is no news any more, also when the number is the same.
    ui->preview->hide();
    setTarget(m_capacity.workers);
}

void ScalePanel::setObstacle(const QString &obstacle)
{
    if (m_obstacle == obstacle)
        return;
    m_obstacle = obstacle;
    tell();
}

void ScalePanel::setDraining(bool draining)
{
    ui->finishNow->setVisible(draining);
}

void ScalePanel::setTarget(int target)
{
    {
        const QSignalBlocker number(ui->number);
        const QSignalBlocker slider(ui->slider);
        ui->number->setValue(target);
        ui->slider->setMaximum(std::max(ui->slider->maximum(), std::min(target, most)));
        ui->slider->setValue(target);
    }
    if (std::exchange(m_target, target) == target)
        return;
    ui->preview->hide();
    m_pause.start();
    tell();
    Q_EMIT targetChanged(target);
}

void ScalePanel::setPreview(const ScaleAnswer &answer)
{
    // Not of the number that is chosen now.
    if (answer.target != target())
        return;
    const Result<workers::ScalePreview> &preview = answer.preview;
    ui->preview->show();
    QStringList lines;
    if (!preview) {
        lines = {preview.error().what, preview.error().hint};
    } else {
        if (!preview->leaving.isEmpty()) {
            lines.append(tr("Goes: %1.").arg(preview->leaving.join(QLatin1String(", "))));
            lines.append(preview->runningOnLeaving > 0 ? tr("%n running jobs end first; none is lost.", nullptr, preview->runningOnLeaving)
                                                       : tr("No job runs there now; one that starts meanwhile ends first."));
        }
        if (!preview->persistedIn.isEmpty())
            lines.append(tr("The number is kept in %1.").arg(preview->persistedIn));
        lines += preview->warnings;
    }
    lines.removeAll(QString());
    ui->consequences->setText(lines.join(QLatin1Char('\n')));
    ui->consequences->setVisible(!lines.isEmpty());
    const QString diff = preview ? preview->diff : preview.error().detail;
    ui->diff->setPlainText(diff.trimmed());
    ui->diff->setVisible(!diff.isEmpty());
    const auto rows = std::clamp<qsizetype>(diff.trimmed().count(QLatin1Char('\n')) + 1, 1, 14);
    ui->diff->setFixedHeight(static_cast<int>(rows) * ui->diff->fontMetrics().lineSpacing() + 2 * gridUnit);
}

void ScalePanel::tell()
{
    const int from = m_capacity.workers;
    const int to = target();
    const bool change = m_known && (to != from || to != m_capacity.wanted);
    ui->sentence->setText(m_known ? scaleSentence(from, to, m_capacity.concurrency.perWorker) : QString());
    // The number that runs may not be the one that is kept: applying it keeps it.
    ui->apply->setText(to == from && change ? tr("&Keep %n workers from now on", nullptr, to) : QLatin1Char('&') + scaleVerb(from, to));
    ui->apply->setAccessibleName(spoken(ui->apply->text()));
    ui->apply->setEnabled(change && m_obstacle.isEmpty());
    ui->apply->setToolTip(!m_obstacle.isEmpty() ? m_obstacle : change ? QString() : tr("Choose another number first."));
    ui->reset->setVisible(m_chosen);
    ui->safe->setText(m_known ? tr("safe up to %1").arg(m_capacity.safeMost) : QString());
    const QString beyond = m_known ? beyondSafe(m_capacity, to) : QString();
    ui->warning->setText(beyond);
    ui->warning->setVisible(!beyond.isEmpty());
    ui->warningIcon->setVisible(!beyond.isEmpty());
    if (!beyond.isEmpty())
        paintWarning();
}

void ScalePanel::fit()
{
    ui->heading->setFont(headingFont(font()));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF());
    ui->diff->setFont(fixed);
}

void ScalePanel::paintWarning()
{
    const int side = fontMetrics().height();
    ui->warningIcon->setPixmap(stateIcon(health::State::Warning).pixmap(QSize(side, side), devicePixelRatioF()));
}

void ScalePanel::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintWarning();
    else if (event->type() == QEvent::FontChange)
        fit();
}

} // namespace quarterdeck::gui
