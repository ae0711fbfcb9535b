// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/servicemodel.h"
#include "gui/operations.h"
#include "gui/pages/page.h"

#include <QSortFilterProxyModel>

#include <memory>

class QAction;
class QLineEdit;

namespace Ui {
class OverviewPage;
}

namespace quarterdeck::gui {

class CellDelegate;
class ServiceController;

/// The stack at a glance: verdict, services, queue, disk, endpoints, what
/// needs attention.
class OverviewPage final : public Page
{
    Q_OBJECT

public:
    explicit OverviewPage(ServiceController &controller, QWidget *parent = nullptr);
    ~OverviewPage() override;
    Q_DISABLE_COPY_MOVE(OverviewPage)

    void showState(const ConsoleState &state) override;
    void showAge(const ConsoleState &state, const QDateTime &now) override;

    /// Name of the service the selection lies in; empty without one.
    [[nodiscard]] QString selectedService() const;

Q_SIGNALS:
    /// The list of services was painted, with this many rows.
    void servicesPainted(int rows);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeActions();
    void makeTools();
    void makeTable();
    void updateActions();
    void showMenu(const QPoint &position);
    void copyRow();
    void fitTable();
    void fitNames();
    void unfoldReplicas(const stack::Stack &stack);
    void showVerdict(const ConsoleState &state);
    void showQueue(const ConsoleState &state);
    void showMachine(const health::StackStatus &status);
    void showBackups(const ConsoleState &state, const QDateTime &now);
    void setStale(bool stale);
    void colorVerdict();

    ServiceController &m_controller;
    std::unique_ptr<Ui::OverviewPage> ui;
    ServiceModel m_model;
    QSortFilterProxyModel m_proxy;
    QList<CellDelegate *> m_delegates;
    QLineEdit *m_filter = nullptr;
    QAction *m_start = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_restart = nullptr;
    QAction *m_openBrowser = nullptr;
    QAction *m_copyDiagnostics = nullptr;
    QAction *m_copyRow = nullptr;
    health::State m_verdict = health::State::Unknown;
    QString m_stackId;
    QDateTime m_shownStatus; ///< `taken` of the newest that is shown
    bool m_stale = false;
    bool m_fitted = false;
};

} // namespace quarterdeck::gui
