// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"
#include "foundation/result.h"

#include <QSet>
#include <QString>

#include <condition_variable>
#include <mutex>
#include <optional>

namespace quarterdeck::health {

/// What happened since the monitor last looked.
struct News
{
    bool connected = false;
    std::optional<Error> error; ///< why not connected; empty while the first attempt is under way
    quint64 subscription = 0; ///< grows with every new subscription: events may have been missed, list again
    QSet<QString> changed; ///< containers whose state changed: inspect them again
    bool everythingChanged = false; ///< too many to name
    QSet<QString> started; ///< containers that were started
    bool lifeChanged = false; ///< a container was started or ended: the counts of the list are out of date
    bool structureChanged = false; ///< a container was made or removed
    QSet<QString> structureProjects; ///< of which Compose projects, or Swarm stacks
    QString wantedStack;
    bool wantedChanged = false;
    bool refresh = false; ///< F5
    bool visible = true;
    bool visibleChanged = false;
};

/// Where the event follower and the window put what the monitor's thread has
/// to know; the monitor sleeps on it. Thread-safe.
class Inbox final
{
public:
    Inbox() = default;
    Q_DISABLE_COPY_MOVE(Inbox)

    // From the event follower.
    void subscribed();
    void linkFailed(const Error &error);
    void containerChanged(const QString &id);
    void containerStarted(const QString &id);
    void containerEnded(const QString &id);
    void structureChanged(const QString &project);
    /// Waits between two attempts to connect; ends early on F5.
    void pause(const std::stop_token &stop, std::chrono::milliseconds duration);

    // From the window.
    void want(const QString &stackId);
    void refresh();
    void setVisible(bool visible);

    /// Sleeps until there is news, `until` has come or the context ends;
    /// hands the news over.
    [[nodiscard]] News wait(const JobContext &context, std::optional<std::chrono::steady_clock::time_point> until);

private:
    template<class Change>
    void put(Change change);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    News m_news;
    bool m_dirty = true; ///< the first look tells the initial wishes
    quint64 m_refreshes = 0;
};

} // namespace quarterdeck::health
