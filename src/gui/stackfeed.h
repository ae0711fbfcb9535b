// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/stackstatus.h"
#include "stack/stack.h"

#include <QObject>

namespace quarterdeck::gui {

/// Where the window's values come from: the monitor's thread, or a test.
/// Signals arrive queued, on the thread of the receiver.
class StackFeed : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void watch(const QString &stackId) = 0; ///< empty = the only one there is
    virtual void refreshNow() = 0;
    virtual void setVisible(bool visible) = 0;

Q_SIGNALS:
    void engineChanged(const quarterdeck::health::EngineStatus &engine);
    void stacksChanged(const QList<quarterdeck::stack::StackSummary> &stacks);
    void stackChanged(const quarterdeck::stack::Stack &stack);
    void statusChanged(const quarterdeck::health::StackStatus &status);
    /// NotFound: there is none; Conflict: several, and none was chosen.
    void noStack(const quarterdeck::Error &error);
};

} // namespace quarterdeck::gui
