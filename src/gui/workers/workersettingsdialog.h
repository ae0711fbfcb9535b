// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workers/workeroperations.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QLabel;
class QPushButton;

namespace Ui {
class WorkerSettingsDialog;
}

namespace quarterdeck::gui {

class FactList;
class WorkerController;

/// Settings of the workers: what is and what is to be, what is dangerous about it, which bytes of which files change
/// and what is made anew for it. Applying starts a job and closes the dialog.
class WorkerSettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @param controller must outlive it and know a stack with workers
    WorkerSettingsDialog(WorkerController &controller, QWidget *parent);
    ~WorkerSettingsDialog() override;
    Q_DISABLE_COPY_MOVE(WorkerSettingsDialog)

    /// What the form differs in from what is.
    [[nodiscard]] workers::WorkerSettings settings() const;

private:
    void showNow();
    void onEdited();
    void showChanges();
    void showWarnings();
    void showInert();
    void onPreviewed(const SettingsAnswer &answer);
    void showPreview();
    void updateButtons();
    void apply();
    void fit();

    WorkerController &m_controller;
    std::unique_ptr<Ui::WorkerSettingsDialog> ui;
    workers::SettingsNow m_now;
    QString m_stackId;
    QTimer m_pause; ///< the person types
    std::optional<Result<workers::SettingsPreview>> m_preview; ///< of what the form says; none while it is asked for
    std::optional<std::chrono::milliseconds> m_longestJob;
    QPushButton *m_apply = nullptr;
};

} // namespace quarterdeck::gui
