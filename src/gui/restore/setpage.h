// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/restore/restoresetmodel.h"
#include "gui/restore/wizardstep.h"

#include <memory>

namespace Ui {
class RestoreSetPage;
}

namespace quarterdeck::gui {

class RestoreController;

/// Which set, or which files.
class SetPage final : public WizardStep
{
    Q_OBJECT

public:
    explicit SetPage(RestoreController &controller, QWidget *parent = nullptr);
    ~SetPage() override;
    Q_DISABLE_COPY_MOVE(SetPage)

    void enter(const RestoreDraft &draft) override;
    void leave(RestoreDraft &draft) const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QString whyNot() const override;
    [[nodiscard]] QWidget *firstFocus() override;
    bool takeEnter() override;

    /// The sets are others now; what is selected stays.
    void refresh();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fit();
    void showDetails();
    void selectUsual();
    [[nodiscard]] bool isSafetySet(const QString &id) const;
    void lookAtFiles();
    void onFiles(const Result<backup::BackupSet> &set);
    void onOutline(const Result<restore::Outline> &outline);
    void choosePath(bool folder);
    [[nodiscard]] restore::Scenario scenario() const;

    RestoreController &m_controller;
    std::unique_ptr<Ui::RestoreSetPage> ui;
    RestoreSetModel m_model;
    RestoreDraft m_draft;
    QString m_goodPartsOf; ///< the damaged set that is looked at
    QStringList m_goodParts;
    bool m_goodPartsKnown = false;
};

} // namespace quarterdeck::gui
