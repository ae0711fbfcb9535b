// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/backupsetmodel.h"
#include "gui/pages/page.h"

#include <memory>

class QAction;
class QLineEdit;
class QPushButton;

namespace Ui {
class BackupsPage;
}

namespace quarterdeck::gui {

class BackupController;
class NoticePage;
class Skeleton;
class StateLine;

/// The sets of the stack: what there is, how far it can be relied on, and
/// what can be done about it.
class BackupsPage final : public Page
{
    Q_OBJECT

public:
    explicit BackupsPage(BackupController &controller, QWidget *parent = nullptr);
    ~BackupsPage() override;
    Q_DISABLE_COPY_MOVE(BackupsPage)

    void showState(const ConsoleState &state) override;
    void showAge(const ConsoleState &state, const QDateTime &now) override;

    [[nodiscard]] QString selectedSet() const;
    /// There is somewhere to restore: the page offers it for the selected set. To be called once.
    void offerRestore();

Q_SIGNALS:
    void restoreWanted(const QString &setId);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeActions();
    void makeTools();
    void makeTable();
    void setMenu();
    void fit();
    void showReading();
    void showScene();
    void showGlance(const QDateTime &now);
    void showDetails();
    void showAges();
    void updateActions();
    void copyDetails();
    void openSchedule();
    void openRetention();

    BackupController &m_controller;
    std::unique_ptr<Ui::BackupsPage> ui;
    BackupSetModel m_model;
    Skeleton *m_skeleton = nullptr;
    NoticePage *m_notice = nullptr;
    StateLine *m_next = nullptr;
    StateLine *m_proven = nullptr;
    StateLine *m_last = nullptr;
    StateLine *m_recovery = nullptr;
    QPushButton *m_backUp = nullptr;
    QWidget *m_verify = nullptr;
    QWidget *m_lastTool = nullptr; ///< in the row of tools
    QLineEdit *m_filter = nullptr;
    QAction *m_quick = nullptr;
    QAction *m_full = nullptr;
    QAction *m_drill = nullptr;
    QAction *m_restore = nullptr; ///< null until it is offered
    QAction *m_delete = nullptr;
    QAction *m_openFolder = nullptr;
    QAction *m_schedule = nullptr;
    QAction *m_retention = nullptr;
    QAction *m_copyDetails = nullptr;
    QList<QWidget *> m_setTools; ///< of no use without a set
    bool m_selectNewest = false; ///< a backup was made here
};

} // namespace quarterdeck::gui
