// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/eventfollower.h"

#include <QCoreApplication>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::health {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::health::EventFollower)
};

constexpr std::chrono::milliseconds firstPause = 500ms;
constexpr std::chrono::milliseconds longestPause = 5s;

} // namespace

EventFollower::EventFollower(docker::DockerPort &docker, Inbox &inbox)
    : m_docker(docker)
    , m_inbox(inbox)
    , m_thread([this](const std::stop_token &stop) { work(stop); })
{
}

EventFollower::~EventFollower() = default;

void EventFollower::work(const std::stop_token &stop)
{
    std::chrono::milliseconds pause = firstPause;
    while (!stop.stop_requested()) {
        const Result<void> ended = m_docker.followEvents(
            JobContext(stop),
            [this, &pause]() -> Result<void> {
                pause = firstPause;
                m_inbox.subscribed();
                return {};
            },
            [this](const docker::Event &event) -> Result<void> {
                deliver(event);
                return {};
            });
        if (stop.stop_requested())
            return;
        m_inbox.linkFailed(ended ? Error{ErrorKind::Unreachable, Words::tr("The Docker engine closed the connection."), {}, {}} : ended.error());
        m_inbox.pause(stop, pause);
        pause = std::min(pause * 2, longestPause);
    }
}

void EventFollower::deliver(const docker::Event &event)
{
    // "health_status: healthy", "exec_start: ...": the word before the colon tells.
    const QString action = event.action.section(QLatin1Char(':'), 0, 0);
    if (action.startsWith(QLatin1String("exec_")) || action == QLatin1String("top") || action == QLatin1String("attach"))
        return;
    if (action == QLatin1String("create") || action == QLatin1String("destroy") || action == QLatin1String("rename")) {
        // Swarm never starts a task's container again, it makes another: what changes is always the structure.
        const QString swarmStack = event.attributes.value(QStringLiteral("com.docker.stack.namespace"));
        m_inbox.structureChanged(event.attributes.value(QStringLiteral("com.docker.compose.project"), swarmStack));
    } else if (action == QLatin1String("start")) {
        m_inbox.containerStarted(event.containerId);
    } else if (action == QLatin1String("die")) {
        m_inbox.containerEnded(event.containerId);
    } else {
        m_inbox.containerChanged(event.containerId);
    }
}

} // namespace quarterdeck::health
