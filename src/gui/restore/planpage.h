// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/restore/restoremodels.h"
#include "gui/restore/wizardstep.h"

#include <memory>

namespace Ui {
class RestorePlanPage;
}

namespace quarterdeck::gui {

/// Exactly what would be done: the steps, what they destroy, how long they
/// take, which files change.
class PlanPage final : public WizardStep
{
    Q_OBJECT

public:
    explicit PlanPage(QWidget *parent = nullptr);
    ~PlanPage() override;
    Q_DISABLE_COPY_MOVE(PlanPage)

    void enter(const RestoreDraft &draft) override;
    [[nodiscard]] bool isComplete() const override { return whyNot().isEmpty(); }
    [[nodiscard]] QString whyNot() const override;
    [[nodiscard]] QWidget *firstFocus() override;

    /// What has to be written where there is no safety backup.
    [[nodiscard]] static QString sentence();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fit();
    void showDiff(int row);

    std::unique_ptr<Ui::RestorePlanPage> ui;
    PlannedStepModel m_model;
    QList<restore::FileChange> m_files;
    bool m_sentenceWanted = false;
};

} // namespace quarterdeck::gui
