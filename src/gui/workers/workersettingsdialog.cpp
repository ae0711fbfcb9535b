// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/workersettingsdialog.h"

#include "ui_workersettingsdialog.h"

#include "foundation/units.h"
#include "gui/theme/theme.h"
#include "gui/widgets/diffhighlighter.h"
#include "gui/widgets/toolbutton.h"
#include "gui/workers/workercontroller.h"

#include <QFontDatabase>
#include <QLocale>
#include <QPushButton>
#include <QScreen>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::gui {

namespace {

constexpr qint64 mebi = 1024LL * 1024;
constexpr auto typingPause = 400ms;

void setRange(QSpinBox *box, workers::SettingRange range, qint64 unit = 1)
{
    box->setRange(static_cast<int>(range.lowest / unit), static_cast<int>(range.highest / unit));
}

} // namespace

WorkerSettingsDialog::WorkerSettingsDialog(WorkerController &controller, QWidget *parent)
    : QDialog(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::WorkerSettingsDialog>())
{
    setWindowModality(Qt::WindowModal);
    ui->setupUi(this);
    ui->contents->setAutoFillBackground(false);
    ui->title->setFont(titleFont(font()));
    for (QLabel *heading : {ui->diffHeading, ui->consequencesHeading})
        heading->setFont(headingFont(font()));
    ui->diff->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    new DiffHighlighter(ui->diff->document());
    setRange(ui->memory, workers::memoryRange(), mebi);
    setRange(ui->concurrency, workers::concurrencyRange());
    setRange(ui->grace, workers::stopGraceRange());
    setRange(ui->redisTimeout, workers::redisTimeoutRange());
    ui->memory->setSuffix(tr(" MiB"));
    ui->grace->setSuffix(tr(" s"));
    ui->redisTimeout->setSuffix(tr(" ms"));
    for (QSpinBox *box : {ui->memory, ui->concurrency, ui->grace, ui->redisTimeout}) {
        box->setGroupSeparatorShown(true);
        box->setToolTip(tr("From %1 to %2").arg(QLocale().toString(box->minimum()), QLocale().toString(box->maximum()) + box->suffix()));
    }
    QPushButton *close = ui->buttons->addButton(QDialogButtonBox::Cancel);
    close->setAccessibleName(spoken(close->text()));
    m_apply = ui->buttons->addButton(tr("&Apply"), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("apply"));
    m_apply->setDefault(true);
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    showNow();
    onEdited();
    fit();

    for (QSpinBox *box : {ui->memory, ui->concurrency, ui->grace, ui->redisTimeout})
        connect(box, &QSpinBox::valueChanged, this, &WorkerSettingsDialog::onEdited);
    connect(ui->offload, &QCheckBox::toggled, this, &WorkerSettingsDialog::onEdited);
    connect(ui->migrate, &QPushButton::clicked, this, [this] { ui->concurrency->setValue(m_now.inertValue.value_or(m_now.concurrency)); });
    connect(&m_pause, &QTimer::timeout, this, [this] { m_controller.previewSettings(settings()); });
    connect(ui->buttons, &QDialogButtonBox::accepted, this, &WorkerSettingsDialog::apply);
    connect(ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_controller, &WorkerController::settingsPreviewed, this, &WorkerSettingsDialog::onPreviewed);
    connect(&m_controller, &WorkerController::obstacleChanged, this, &WorkerSettingsDialog::updateButtons);
    connect(&m_controller, &WorkerController::changed, this, [this] {
        // Another stack is shown: what is in the form was not meant for it.
        if (!m_controller.shownStack() || m_controller.shownStack()->id != m_stackId)
            reject();
    });
    connect(this, &QDialog::finished, this, [this] {
        m_pause.stop();
        m_controller.dropSettingsPreview();
    });
}

WorkerSettingsDialog::~WorkerSettingsDialog() = default;

void WorkerSettingsDialog::showNow()
{
    if (!m_controller.shownStack())
        return;
    m_stackId = m_controller.shownStack()->id;
    m_now = workers::settingsNow(*m_controller.shownStack());
    if (m_now.memoryLimit <= 0) {
        // One below what can be chosen stands for what is.
        ui->memory->setMinimum(ui->memory->minimum() - 1);
        ui->memory->setSpecialValueText(tr("no limit"));
    }
    ui->memory->setValue(static_cast<int>(m_now.memoryLimit / mebi));
    ui->concurrency->setValue(m_now.concurrency);
    ui->grace->setValue(m_now.stopGraceSeconds);
    ui->redisTimeout->setValue(static_cast<int>(std::min<qint64>(m_now.redisTimeoutMs, ui->redisTimeout->maximum())));
    ui->offload->setChecked(m_now.offloadManual);
    ui->offload->setEnabled(!m_now.offloadsAlways);
    showInert();
}

void WorkerSettingsDialog::showInert()
{
    const bool inert = !m_now.inertVariable.isEmpty();
    ui->inertCard->setVisible(inert);
    if (!inert)
        return;
    const QString knob = m_now.knob == stack::Concurrency::Knob::Default ? tr("nothing else is set, so it is n8n's own default")
                                                                         : tr("%1 decides").arg(stack::knobName(m_now.knob));
    const QString text = m_now.inertValue
        ? tr("%1=%2 is set, but n8n does not read it. A worker runs %3 at once: %4.")
              .arg(m_now.inertVariable)
              .arg(*m_now.inertValue)
              .arg(m_now.concurrency)
              .arg(knob)
        : tr("%1 is set, but n8n does not read it. A worker runs %2 at once: %3.").arg(m_now.inertVariable).arg(m_now.concurrency).arg(knob);
    ui->inert->setFacts({{{}, text, tr("The variable stays where it is; it does no harm."), health::State::Warning, {}}});
    const bool useful = m_now.inertValue && *m_now.inertValue >= ui->concurrency->minimum() && *m_now.inertValue != m_now.concurrency;
    ui->migrate->setVisible(useful);
    if (useful) {
        ui->migrate->setText(tr("&Set %1 where n8n reads it").arg(*m_now.inertValue));
        ui->migrate->setAccessibleName(spoken(ui->migrate->text()));
    }
}

workers::WorkerSettings WorkerSettingsDialog::settings() const
{
    // Compared with what the form showed at first: what cannot be shown exactly is not changed for that.
    workers::WorkerSettings settings;
    if (ui->memory->value() != static_cast<int>(m_now.memoryLimit / mebi)
        && !(m_now.memoryLimit <= 0 && ui->memory->value() == ui->memory->minimum()))
        settings.memoryLimit = ui->memory->value() * mebi;
    if (ui->concurrency->value() != std::clamp(m_now.concurrency, ui->concurrency->minimum(), ui->concurrency->maximum()))
        settings.concurrency = ui->concurrency->value();
    if (ui->grace->value() != std::clamp(m_now.stopGraceSeconds, ui->grace->minimum(), ui->grace->maximum()))
        settings.stopGraceSeconds = ui->grace->value();
    if (ui->redisTimeout->value() != std::clamp<qint64>(m_now.redisTimeoutMs, ui->redisTimeout->minimum(), ui->redisTimeout->maximum()))
        settings.redisTimeoutMs = ui->redisTimeout->value();
    if (ui->offload->isChecked() != m_now.offloadManual)
        settings.offloadManual = ui->offload->isChecked();
    return settings;
}

void WorkerSettingsDialog::onEdited()
{
    m_preview.reset();
    m_controller.dropSettingsPreview();
    showChanges();
    showWarnings();
    showPreview();
    if (settings().isEmpty())
        m_pause.stop();
    else
        m_pause.start();
}

void WorkerSettingsDialog::showChanges()
{
    const workers::WorkerSettings changed = settings();
    const auto tell = [](QLabel *label, bool is, const QString &now, const QString &then) {
        label->setText(is ? tr("%1 \u2192 %2", "current value, new value").arg(now, then) : tr("as it is now"));
        QFont font = label->font();
        font.setBold(is);
        label->setFont(font);
    };
    const QString memory = m_now.memoryLimit > 0 ? formatBytes(m_now.memoryLimit) : tr("no limit");
    tell(ui->memoryNow, changed.memoryLimit.has_value(), memory, formatBytes(changed.memoryLimit.value_or(0)));
    tell(ui->concurrencyNow, changed.concurrency.has_value(), QString::number(m_now.concurrency), QString::number(changed.concurrency.value_or(0)));
    tell(ui->graceNow, changed.stopGraceSeconds.has_value(), formatDuration(std::chrono::seconds(m_now.stopGraceSeconds)),
         formatDuration(std::chrono::seconds(changed.stopGraceSeconds.value_or(0))));
    tell(ui->redisTimeoutNow, changed.redisTimeoutMs.has_value(), formatDuration(std::chrono::milliseconds(m_now.redisTimeoutMs)),
         formatDuration(std::chrono::milliseconds(changed.redisTimeoutMs.value_or(0))));
}

void WorkerSettingsDialog::showWarnings()
{
    using About = workers::SettingWarning::About;
    if (!m_controller.shownStack())
        return;
    const workers::WorkerSettings changed = settings();
    const QList<workers::SettingWarning> warnings = workers::settingWarnings(*m_controller.shownStack(), changed, m_longestJob);
    const auto note = [&warnings](FactList *list, About about, const QString &plain) {
        QList<Fact> facts;
        if (!plain.isEmpty())
            facts.append({{}, plain, {}, {}, {}});
        for (const workers::SettingWarning &warning : warnings) {
            if (warning.about == about)
                facts.append({{}, warning.text, {}, health::State::Warning, {}});
        }
        list->setFacts(facts);
        list->setVisible(!facts.isEmpty());
    };
    note(ui->memoryNote, About::Memory, m_now.heap ? tr("The heap of n8n may grow to %1 (NODE_OPTIONS).").arg(formatBytes(*m_now.heap)) : QString());
    note(ui->concurrencyNote, About::Concurrency,
         m_now.workers > 0 ? tr("%1 in all with %n worker(s).", nullptr, m_now.workers).arg(m_now.workers * ui->concurrency->value()) : QString());
    const int shutdown = changed.stopGraceSeconds ? workers::shutdownFor(*changed.stopGraceSeconds) : m_now.shutdownTimeoutSeconds;
    note(ui->graceNote, About::Grace,
         m_longestJob ? tr("n8n waits %1 of it for what it runs; the longest execution of the last week took %2.")
                            .arg(formatDuration(std::chrono::seconds(shutdown)), formatDuration(*m_longestJob))
                      : tr("n8n waits %1 of it for what it runs.").arg(formatDuration(std::chrono::seconds(shutdown))));
    note(ui->redisTimeoutNote, About::RedisTimeout, {});
    note(ui->offloadNote, About::OffloadManual,
         m_now.offloadsAlways        ? tr("n8n from 3.0 on always does.")
             : changed.offloadManual ? tr("Main decides, so main is made anew for it.")
                                     : QString());
}

void WorkerSettingsDialog::onPreviewed(const SettingsAnswer &answer)
{
    if (!(answer.settings == settings()))
        return;
    m_preview = answer.preview;
    if (answer.preview)
        m_longestJob = answer.preview->longestJob;
    showWarnings();
    showPreview();
}

void WorkerSettingsDialog::showPreview()
{
    ui->message->dismiss();
    QList<Fact> facts;
    QString diff;
    if (settings().isEmpty()) {
        facts.append({{}, tr("Nothing is changed yet."), {}, {}, {}});
    } else if (!m_preview) {
        facts.append({{}, tr("Trying it out on copies of the files..."), {}, {}, {}});
    } else if (!*m_preview) {
        ui->message->showError(m_preview->error());
        facts.append({{}, tr("This cannot be applied; see above."), {}, health::State::Failing, {}});
    } else {
        const workers::SettingsPreview &preview = **m_preview;
        diff = preview.diff;
        for (const QString &sentence : preview.consequences)
            facts.append({{}, sentence, {}, {}, {}});
        // Those beside the fields are not repeated.
        const auto own = static_cast<qsizetype>(workers::settingWarnings(*m_controller.shownStack(), settings(), preview.longestJob).size());
        for (const QString &warning : preview.warnings.mid(own))
            facts.append({{}, warning, {}, health::State::Warning, {}});
    }
    ui->consequences->setFacts(facts);
    ui->diff->setPlainText(diff);
    ui->diff->setPlaceholderText(m_preview && *m_preview ? tr("The files say all of it already.") : QString());
    updateButtons();
}

void WorkerSettingsDialog::updateButtons()
{
    const bool known = m_preview && *m_preview;
    const auto workers = known ? static_cast<int>((*m_preview)->recreated.size()) - ((*m_preview)->mainRecreated ? 1 : 0) : 0;
    QString text = tr("&Apply");
    if (known && (*m_preview)->mainRecreated)
        text = tr("&Apply and exchange %n workers and main", nullptr, workers);
    else if (workers > 0)
        text = tr("&Apply and exchange %n workers", nullptr, workers);
    m_apply->setText(text);
    m_apply->setAccessibleName(spoken(text));
    const QString obstacle = m_controller.obstacle();
    QString why = obstacle;
    if (why.isEmpty() && settings().isEmpty())
        why = tr("Nothing is changed yet.");
    else if (why.isEmpty() && !known)
        why = m_preview ? m_preview->error().what : tr("It is being tried out on copies of the files.");
    else if (why.isEmpty() && (*m_preview)->changesNothing())
        why = tr("All of it is so already.");
    m_apply->setEnabled(why.isEmpty());
    m_apply->setToolTip(why.isEmpty() ? tr("Write the files, then exchange one after the other without losing an execution") : why);
}

void WorkerSettingsDialog::apply()
{
    if (m_apply->isEnabled() && m_preview && *m_preview && m_controller.applySettings(settings(), (*m_preview)->diff))
        accept();
}

void WorkerSettingsDialog::fit()
{
    constexpr int fewestLines = 9;
    ui->diff->setMinimumHeight(ui->diff->fontMetrics().height() * fewestLines);
    for (QSpinBox *box : {ui->memory, ui->concurrency, ui->grace, ui->redisTimeout})
        box->setMinimumWidth(fontMetrics().averageCharWidth() * 18);
    const QSize most = screen()->availableSize() * 9 / 10;
    resize(QSize(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 46).boundedTo(most));
}

} // namespace quarterdeck::gui
