// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/jobrunner.h"
#include "gui/restore/restoremodels.h"
#include "gui/restore/restoreservice.h"
#include "gui/restore/wizardstep.h"

#include <memory>

class QPushButton;

namespace Ui {
class RestoreResultPage;
}

namespace quarterdeck::gui {

class RestoreController;

/// What came of it: rows expected and found, the key, what to look at, and
/// the two ways out of quarantine.
class ResultPage final : public WizardStep
{
    Q_OBJECT

public:
    explicit ResultPage(RestoreController &controller, QWidget *parent = nullptr);
    ~ResultPage() override;
    Q_DISABLE_COPY_MOVE(ResultPage)

    void enter(const RestoreDraft &draft) override;
    [[nodiscard]] QWidget *firstFocus() override;

Q_SIGNALS:
    void endWanted(quarterdeck::gui::RestoreEnd what, const QString &runId, const QString &name);
    void reportWanted(const QString &path);

protected:
    void changeEvent(QEvent *event) override;

private:
    void onEnded(const JobOutcome &outcome);
    void updateButtons();
    void saveReport();
    void openReport();
    void paintIcon();
    void fit();

    RestoreController &m_controller;
    std::unique_ptr<Ui::RestoreResultPage> ui;
    ComparisonModel m_model;
    restore::Report m_report;
    QString m_success;
    QPushButton *m_release = nullptr;
    QPushButton *m_rollBack = nullptr;
    QPushButton *m_openClone = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_save = nullptr;
    bool m_good = true;
};

} // namespace quarterdeck::gui
