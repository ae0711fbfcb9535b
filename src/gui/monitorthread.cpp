// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/monitorthread.h"

#include "foundation/logging.h"

namespace quarterdeck::gui {

MonitorThread::MonitorThread(const Factory &factory, const QString &wanted, FirstLook firstLook, QObject *parent)
    : StackFeed(parent)
    , m_firstLook(std::move(firstLook))
{
    m_monitor = factory({
        .engine = told(&StackFeed::engineChanged),
        .stacks = told(&StackFeed::stacksChanged),
        .stack = told(&StackFeed::stackChanged),
        .status = told(&StackFeed::statusChanged),
        .noStack = told(&StackFeed::noStack),
    });
    connect(this, &StackFeed::stackChanged, this, [this] { m_stackTold = true; });
    if (!wanted.isEmpty())
        m_monitor->watch(wanted);
}

/// Takes a value over to the thread we live in and emits it there: what the
/// monitor tells before the event loop runs is told when it does.
template<class Value>
std::function<void(const Value &)> MonitorThread::told(void (StackFeed::*signal)(const Value &))
{
    return [this, signal](const Value &value) {
        QMetaObject::invokeMethod(
            this,
            [this, signal, value] {
                Q_EMIT(this->*signal)
                (value);
            },
            Qt::QueuedConnection);
    };
}

MonitorThread::~MonitorThread()
{
    m_firstLookThread.request_stop();
    m_thread.request_stop();
    if (m_firstLookThread.joinable())
        m_firstLookThread.join();
    if (m_thread.joinable())
        m_thread.join();
}

void MonitorThread::start()
{
    if (m_thread.joinable())
        return;
    m_thread = std::jthread([this](const std::stop_token &token) {
        const Result<void> end = m_monitor->run(JobContext(token));
        if (!end && end.error().kind != ErrorKind::Cancelled)
            qCWarning(logGui) << "the monitor ended:" << end.error().what << end.error().detail;
    });
    if (!m_firstLook)
        return;
    m_firstLookThread = std::jthread([this](const std::stop_token &token) {
        Result<stack::Stack> seen = m_firstLook(JobContext(token));
        if (!seen)
            return; // the monitor says why
        QMetaObject::invokeMethod(
            this,
            [this, stack = *std::move(seen)] {
                if (!m_stackTold)
                    Q_EMIT stackChanged(stack);
            },
            Qt::QueuedConnection);
    });
}

void MonitorThread::watch(const QString &stackId)
{
    m_monitor->watch(stackId);
}

void MonitorThread::refreshNow()
{
    m_monitor->refreshNow();
}

void MonitorThread::setVisible(bool visible)
{
    m_monitor->setVisible(visible);
}

} // namespace quarterdeck::gui
