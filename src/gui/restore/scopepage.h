// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/restore/wizardstep.h"

#include <QMap>

#include <memory>

class QCheckBox;

namespace Ui {
class RestoreScopePage;
}

namespace quarterdeck::gui {

class RestoreController;

/// What of the set, under which key, and with how much care.
class ScopePage final : public WizardStep
{
    Q_OBJECT

public:
    explicit ScopePage(RestoreController &controller, QWidget *parent = nullptr);
    ~ScopePage() override;
    Q_DISABLE_COPY_MOVE(ScopePage)

    void enter(const RestoreDraft &draft) override;
    void leave(RestoreDraft &draft) const override;
    [[nodiscard]] bool isComplete() const override { return whyNot().isEmpty(); }
    [[nodiscard]] QString whyNot() const override;
    [[nodiscard]] QWidget *firstFocus() override;

private:
    void showParts();
    void showKeys(const QList<restore::KeySeen> &keys);
    void onOutline(const Result<restore::Outline> &outline);
    void onChanged();
    [[nodiscard]] QString targetProblem() const;
    void chooseFolder();

    RestoreController &m_controller;
    std::unique_ptr<Ui::RestoreScopePage> ui;
    QMap<backup::Part, QCheckBox *> m_parts;
    RestoreDraft m_draft;
    bool m_filling = false;
    bool m_askingKeys = false;
    bool m_keysKnown = false; ///< before that there is nothing to choose between
};

} // namespace quarterdeck::gui
