// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/workermodel.h"
#include "gui/pages/page.h"

#include <memory>

class QAction;
class QLineEdit;

namespace Ui {
class WorkersPage;
}

namespace quarterdeck::gui {

class AutoscaleController;
class CellDelegate;
class NoticePage;
class Skeleton;
class StateLine;
class WorkerController;

/// The workers of the stack: what they do, how many there may be, and how
/// their number changes without losing a job.
class WorkersPage final : public Page
{
    Q_OBJECT

public:
    /// @param autoscale without it there is no autoscaling to set
    explicit WorkersPage(WorkerController &controller, AutoscaleController *autoscale = nullptr, QWidget *parent = nullptr);
    ~WorkersPage() override;
    Q_DISABLE_COPY_MOVE(WorkersPage)

    void showState(const ConsoleState &state) override;
    void showAge(const ConsoleState &state, const QDateTime &now) override;

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeTools();
    void makeTable();
    void fit();
    void fitRows();
    void showSituation();
    void showScene();
    void showCapacity();
    void showGlance();
    void showFindings();
    void setStale(bool stale);
    void askForRemedy(const QString &id);
    void updateActions();
    void openAutoscale();

    WorkerController &m_controller;
    AutoscaleController *m_autoscale;
    std::unique_ptr<Ui::WorkersPage> ui;
    WorkerModel m_model;
    QList<CellDelegate *> m_delegates;
    Skeleton *m_skeleton = nullptr;
    NoticePage *m_notice = nullptr;
    QList<StateLine *> m_glance;
    StateLine *m_trouble = nullptr; ///< why what is shown is old
    QAction *m_settings = nullptr;
    QAction *m_test = nullptr;
    QWidget *m_testButton = nullptr;
    QLineEdit *m_filter = nullptr;
    bool m_live = true;
};

} // namespace quarterdeck::gui
