// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/autoscalemodel.h"
#include "workers/autoscale/settings.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QPushButton;

namespace Ui {
class AutoscaleDialog;
}

namespace quarterdeck::gui {

class AutoscaleController;
struct JobOutcome;
struct ReplayAnswer;

/// Whether and when workers are scaled by themselves, and what that would have done so far. Stays open until
/// the settings are in force; what goes wrong is said in it.
class AutoscaleDialog final : public QDialog
{
    Q_OBJECT

public:
    AutoscaleDialog(AutoscaleController &controller, QWidget *parent);
    ~AutoscaleDialog() override;
    Q_DISABLE_COPY_MOVE(AutoscaleDialog)

    /// The settings as the form has them.
    [[nodiscard]] workers::autoscale::Settings settings() const;
    /// How long after the last keystroke the dry run begins; shorter for tests.
    void setPause(std::chrono::milliseconds pause) { m_typing.setInterval(pause); }

private:
    void makeForm();
    void fit();
    void showSettings(const workers::autoscale::Settings &settings);
    void showReading();
    void showReplay(const ReplayAnswer &answer);
    void askForReplay();
    void updateForm();
    void apply();
    void onJobFinished(const JobOutcome &outcome);

    AutoscaleController &m_controller;
    std::unique_ptr<Ui::AutoscaleDialog> ui;
    QPushButton *m_apply = nullptr;
    AutoscaleModel m_decisions;
    AutoscaleModel m_actions;
    QTimer m_typing;
    bool m_filled = false; ///< the form shows what is kept
    quint64 m_job = 0; ///< 0 = nothing is being applied
};

} // namespace quarterdeck::gui
