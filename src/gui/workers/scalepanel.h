// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/card.h"
#include "gui/workers/workeroperations.h"

#include <QTimer>

#include <memory>

namespace Ui {
class ScalePanel;
}

namespace quarterdeck::gui {

/// Chooses how many workers there are to be: what is and what is wanted, how
/// far is safe, what will happen, and the one button that does it.
class ScalePanel final : public Card
{
    Q_OBJECT

public:
    explicit ScalePanel(QWidget *parent = nullptr);
    ~ScalePanel() override;
    Q_DISABLE_COPY_MOVE(ScalePanel)

    /// A target that was chosen stays; one that was not follows the number that runs.
    void setCapacity(const workers::Capacity &capacity);
    /// What was wanted is reached, or another stack is shown.
    void forgetTarget();
    /// @param obstacle why it cannot be applied now; empty = it can
    void setObstacle(const QString &obstacle);
    void setPreview(const ScaleAnswer &answer);
    /// Workers are being drained: offers not to wait for their jobs any longer.
    void setDraining(bool draining);
    [[nodiscard]] int target() const { return m_target; }

Q_SIGNALS:
    void targetChanged(int target);
    /// The person has stopped to choose: what would it do? Not for the number that runs.
    void previewWanted(int target);
    void applied(int target);
    /// Confirmed: end the workers that go, whatever they run.
    void finishNowWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setTarget(int target);
    void tell();
    void fit();
    void paintWarning();

    std::unique_ptr<Ui::ScalePanel> ui;
    workers::Capacity m_capacity;
    QString m_obstacle;
    QTimer m_pause;
    int m_target = 0;
    bool m_chosen = false; ///< by the person
    bool m_known = false;
};

} // namespace quarterdeck::gui
