// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/inbox.h"

#include <utility>

namespace quarterdeck::health {

namespace {

/// More names than this are not worth keeping: reading everything is cheaper.
constexpr qsizetype mostChanged = 500;

} // namespace

template<class Change>
void Inbox::put(Change change)
{
    {
        const std::scoped_lock lock(m_mutex);
        change(m_news);
        m_dirty = true;
    }
    m_changed.notify_all();
}

void Inbox::subscribed()
{
    put([](News &news) {
        news.connected = true;
        news.error.reset();
        ++news.subscription;
    });
}

void Inbox::linkFailed(const Error &error)
{
    put([&error](News &news) {
        news.connected = false;
        news.error = error;
    });
}

void Inbox::containerChanged(const QString &id)
{
    put([&id](News &news) {
        if (news.everythingChanged)
            return;
        news.changed.insert(id);
        if (news.changed.size() > mostChanged) {
            news.changed.clear();
            news.everythingChanged = true;
        }
    });
}

void Inbox::containerStarted(const QString &id)
{
    containerChanged(id);
    put([&id](News &news) {
        news.lifeChanged = true;
        if (news.started.size() < mostChanged)
            news.started.insert(id);
        else
            news.structureChanged = true;
    });
}

void Inbox::containerEnded(const QString &id)
{
    containerChanged(id);
    put([](News &news) { news.lifeChanged = true; });
}

void Inbox::structureChanged(const QString &project)
{
    put([&project](News &news) {
        news.structureChanged = true;
        if (!project.isEmpty())
            news.structureProjects.insert(project);
    });
}

void Inbox::pause(const std::stop_token &stop, std::chrono::milliseconds duration)
{
    std::unique_lock lock(m_mutex);
    const quint64 refreshes = m_refreshes;
    m_changed.wait_for(lock, stop, duration, [this, refreshes] { return m_refreshes != refreshes; });
}

void Inbox::want(const QString &stackId)
{
    put([&stackId](News &news) {
        news.wantedStack = stackId;
        news.wantedChanged = true;
    });
}

void Inbox::refresh()
{
    put([this](News &news) {
        news.refresh = true;
        ++m_refreshes;
    });
}

void Inbox::setVisible(bool visible)
{
    put([visible](News &news) {
        news.visibleChanged = news.visible != visible;
        news.visible = visible;
    });
}

News Inbox::wait(const JobContext &context, std::optional<std::chrono::steady_clock::time_point> until)
{
    auto end = until;
    if (!context.deadline().isForever()) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(context.deadline().remainingTime());
        end = end ? std::min(*end, deadline) : deadline;
    }
    std::unique_lock lock(m_mutex);
    const auto ready = [this] { return m_dirty; };
    // Woken by the stop token itself: nothing has to be polled.
    if (end)
        m_changed.wait_until(lock, context.stopToken(), *end, ready);
    else
        m_changed.wait(lock, context.stopToken(), ready);
    m_dirty = false;
    News news = m_news;
    m_news.changed.clear();
    m_news.everythingChanged = false;
    m_news.started.clear();
    m_news.lifeChanged = false;
    m_news.structureChanged = false;
    m_news.structureProjects.clear();
    m_news.wantedChanged = false;
    m_news.refresh = false;
    m_news.visibleChanged = false;
    return news;
}

} // namespace quarterdeck::health
