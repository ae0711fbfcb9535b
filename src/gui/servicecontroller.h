// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/consolestate.h"
#include "gui/operations.h"

#include <QObject>

class QWidget;

namespace quarterdeck::gui {

class JobRunner;

/// What can be done with the shown stack, by whichever page offers it: asks
/// first where something would be interrupted, then hands the plan to the job thread.
class ServiceController final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it. @param window questions are asked over it
    ServiceController(const ConsoleState &state, Operations &operations, JobRunner &runner, QWidget *window);

    /// Whether it would do anything now.
    [[nodiscard]] bool can(ServiceVerb verb, const QString &service) const;
    void request(ServiceVerb verb, const QString &service);

    [[nodiscard]] bool canOpenBrowser() const;
    void openBrowser();
    /// Gathers them on the job thread and puts them on the clipboard.
    void copyDiagnostics();
    void bringUpSandbox();

    /// The text of the button for a remedy ("start-service:redis"); empty when
    /// the window cannot do it (yet).
    [[nodiscard]] QString remedyText(const QString &action) const;
    void runRemedy(const QString &action);

Q_SIGNALS:
    /// A remedy lies on another page.
    void pageWanted(const QString &id);
    void noticed(quarterdeck::health::State severity, const QString &what, const QString &hint);

private:
    void run(ServiceVerb verb, const QString &service, QList<Step> steps);

    const ConsoleState &m_state;
    Operations &m_operations;
    JobRunner &m_runner;
    QWidget *m_window;
};

} // namespace quarterdeck::gui
