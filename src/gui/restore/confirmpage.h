// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/restore/wizardstep.h"

#include <memory>

namespace Ui {
class RestoreConfirmPage;
}

namespace quarterdeck::gui {

/// The last page before anything is touched. Where data is destroyed the name
/// of the stack has to be typed, letter by letter.
class ConfirmPage final : public WizardStep
{
    Q_OBJECT

public:
    explicit ConfirmPage(QWidget *parent = nullptr);
    ~ConfirmPage() override;
    Q_DISABLE_COPY_MOVE(ConfirmPage)

    void enter(const RestoreDraft &draft) override;
    [[nodiscard]] bool isComplete() const override { return whyNot().isEmpty(); }
    [[nodiscard]] QString whyNot() const override;
    [[nodiscard]] QWidget *firstFocus() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void onTyped();
    void paintIcon();

    std::unique_ptr<Ui::RestoreConfirmPage> ui;
    QString m_name; ///< to be typed; empty = nothing
};

} // namespace quarterdeck::gui
