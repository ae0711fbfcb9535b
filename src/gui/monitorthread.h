// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/stackfeed.h"
#include "health/monitor.h"

#include <functional>
#include <memory>
#include <thread>

namespace quarterdeck::gui {

/// Runs the monitor on a thread of its own and passes on what it sees.
/// Destruction ends the thread, within the time one poll slice takes.
class MonitorThread final : public StackFeed
{
    Q_OBJECT

public:
    /// Makes the monitor with the callbacks given; called once, at construction.
    using Factory = std::function<std::unique_ptr<health::Monitor>(health::Monitor::Callbacks)>;

    /// Reads a stack quickly and roughly, on a thread of its own.
    using FirstLook = std::function<Result<stack::Stack>(const JobContext &)>;

    /// @param wanted the stack to watch; empty = the only one there is
    /// @param firstLook tried once at the start; what it finds is told unless the monitor was faster
    explicit MonitorThread(const Factory &factory, const QString &wanted = {}, FirstLook firstLook = {}, QObject *parent = nullptr);
    ~MonitorThread() override;
    Q_DISABLE_COPY_MOVE(MonitorThread)

    /// Nothing is lost that is told before somebody connects: signals are
    /// emitted on the thread this lives in, from its event loop.
    void start();

    void watch(const QString &stackId) override;
    void refreshNow() override;
    void setVisible(bool visible) override;

private:
    template<class Value>
    [[nodiscard]] std::function<void(const Value &)> told(void (StackFeed::*signal)(const Value &));

    std::unique_ptr<health::Monitor> m_monitor;
    FirstLook m_firstLook;
    bool m_stackTold = false;
    std::jthread m_firstLookThread; ///< these last: they use the above
    std::jthread m_thread;
};

} // namespace quarterdeck::gui
