// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/schedule.h"

#include <QDialog>

#include <memory>
#include <optional>

class QPushButton;

namespace Ui {
class ScheduleDialog;
}

namespace quarterdeck::gui {

class BackupController;
struct JobOutcome;

/// When backups are made by themselves: the rule, and what the machine makes
/// of it. Stays open until the rule is in force; what goes wrong is said in it.
class ScheduleDialog final : public QDialog
{
    Q_OBJECT

public:
    ScheduleDialog(BackupController &controller, QWidget *parent);
    ~ScheduleDialog() override;
    Q_DISABLE_COPY_MOVE(ScheduleDialog)

    /// The rule as the form has it; none = off.
    [[nodiscard]] std::optional<backup::ScheduleRule> rule() const;

private:
    void showRule();
    void showFacts();
    void updateForm();
    void fit();
    void apply();
    void onJobFinished(const JobOutcome &outcome);

    BackupController &m_controller;
    std::unique_ptr<Ui::ScheduleDialog> ui;
    QPushButton *m_apply = nullptr;
    quint64 m_job = 0; ///< 0 = nothing is being applied
};

} // namespace quarterdeck::gui
