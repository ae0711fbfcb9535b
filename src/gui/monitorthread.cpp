// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/monitorthread.h"

#include "foundation/logging.h"

namespace quarterdeck::gui {

MonitorThread::MonitorThread(const Factory &factory, const QString &wanted, QObject *parent)
    : StackFeed(parent)
{
    // Emitted on the monitor's thread; receivers live on ours, so Qt queues them.
    m_monitor = factory({
        .engine = [this](const health::EngineStatus &engine) { Q_EMIT engineChanged(engine); },
        .stacks = [this](const QList<stack::StackSummary> &stacks) { Q_EMIT stacksChanged(stacks); },
        .stack = [this](const stack::Stack &stack) { Q_EMIT stackChanged(stack); },
        .status = [this](const health::StackStatus &status) { Q_EMIT statusChanged(status); },
        .noStack = [this](const Error &error) { Q_EMIT noStack(error); },
    });
    if (!wanted.isEmpty())
        m_monitor->watch(wanted);
}

MonitorThread::~MonitorThread()
{
    m_thread.request_stop();
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
