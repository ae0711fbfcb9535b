// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/restore/restoremodels.h"
#include "gui/restore/wizardstep.h"

#include <memory>

namespace Ui {
class RestoreLookPage;
}

namespace quarterdeck::gui {

class RestoreController;

/// How to look inside: the whole database beside the one in use, a stack of its own, one workflow or one credential.
class LookPage final : public WizardStep
{
    Q_OBJECT

public:
    explicit LookPage(RestoreController &controller, QWidget *parent = nullptr);
    ~LookPage() override;
    Q_DISABLE_COPY_MOVE(LookPage)

    void enter(const RestoreDraft &draft) override;
    void leave(RestoreDraft &draft) const override;
    [[nodiscard]] bool isComplete() const override { return whyNot().isEmpty(); }
    [[nodiscard]] QString whyNot() const override;
    [[nodiscard]] QWidget *firstFocus() override;

Q_SIGNALS:
    /// Which pages follow depends on it.
    void modeChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void onMode();
    void read();
    void onEntries(const Result<QList<SetEntry>> &entries);
    [[nodiscard]] LookFor mode() const;
    [[nodiscard]] bool wantsEntry() const { return mode() == LookFor::Workflow || mode() == LookFor::Credential; }
    void describe();
    void fit();

    RestoreController &m_controller;
    std::unique_ptr<Ui::RestoreLookPage> ui;
    SetEntryModel m_model;
    RestoreDraft m_draft;
    QString m_listOf; ///< the set whose entries are shown
    LookFor m_listed = LookFor::Database; ///< what they are
    bool m_reading = false;
};

} // namespace quarterdeck::gui
