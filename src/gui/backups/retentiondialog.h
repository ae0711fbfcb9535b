// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/retentionmodel.h"

#include <QDialog>

#include <memory>

class QPushButton;

namespace Ui {
class RetentionDialog;
}

namespace quarterdeck::gui {

class BackupController;
struct JobOutcome;

/// Which sets stay, with a live preview of what the rules would do to the sets
/// there are. Stays open until what was asked for is done.
class RetentionDialog final : public QDialog
{
    Q_OBJECT

public:
    RetentionDialog(BackupController &controller, QWidget *parent);
    ~RetentionDialog() override;
    Q_DISABLE_COPY_MOVE(RetentionDialog)

    /// The policy as the form has it.
    [[nodiscard]] backup::RetentionPolicy policy() const;

private:
    void showPolicy(const backup::RetentionPolicy &policy);
    void showPreview();
    void updateButtons();
    void apply();
    void askAndRemove();
    void onJobFinished(const JobOutcome &outcome);

    BackupController &m_controller;
    std::unique_ptr<Ui::RetentionDialog> ui;
    RetentionModel m_model;
    QPushButton *m_apply = nullptr;
    QPushButton *m_remove = nullptr;
    quint64 m_job = 0; ///< 0 = nothing is being done
};

} // namespace quarterdeck::gui
