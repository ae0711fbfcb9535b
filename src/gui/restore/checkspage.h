// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/fact.h"
#include "gui/restore/wizardstep.h"

#include <memory>

namespace Ui {
class RestoreChecksPage;
}

namespace quarterdeck::gui {

class RestoreController;

/// Everything is looked at before anything is touched, as often as one likes.
class ChecksPage final : public WizardStep
{
    Q_OBJECT

public:
    explicit ChecksPage(RestoreController &controller, QWidget *parent = nullptr);
    ~ChecksPage() override;
    Q_DISABLE_COPY_MOVE(ChecksPage)

    void enter(const RestoreDraft &draft) override;
    void leave(RestoreDraft &draft) const override;
    [[nodiscard]] bool isComplete() const override { return m_outline && m_outline->isPossible(); }
    [[nodiscard]] QString whyNot() const override;
    [[nodiscard]] QWidget *firstFocus() override;

private:
    void look();
    void showProgress();
    void onCheck(const backup::PreflightCheck &check);
    void onOutline(const Result<restore::Outline> &outline);

    RestoreController &m_controller;
    std::unique_ptr<Ui::RestoreChecksPage> ui;
    restore::Request m_request;
    std::optional<restore::Outline> m_outline;
    QList<backup::PreflightCheck> m_last; ///< of the look before: their names stay while it is looked again
    QList<backup::PreflightCheck> m_made; ///< of the look that goes on
    bool m_looking = false;
};

/// The checks as facts. @param pending they are being looked at again
[[nodiscard]] QList<Fact> checkFacts(const QList<backup::PreflightCheck> &checks, bool pending);

} // namespace quarterdeck::gui
