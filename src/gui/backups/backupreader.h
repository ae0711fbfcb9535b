// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/backups/backupoperations.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace quarterdeck::gui {

/// Reads what the window shows of backups, on a thread of its own. A request
/// replaces an older one of its kind: that is given up if it runs, and its
/// result is dropped. Call it from the thread it lives in; its signals arrive
/// there, queued. Destruction cancels and joins.
class BackupReader final : public QObject
{
    Q_OBJECT

public:
    /// @param operations must outlive it; read() and log() are called on its thread
    explicit BackupReader(BackupOperations &operations, QObject *parent = nullptr);
    ~BackupReader() override;
    Q_DISABLE_COPY_MOVE(BackupReader)

    void read(const QString &stackId);
    void readLog(const backup::BackupSet &set);
    /// Whether a reading is under way or waits.
    [[nodiscard]] bool isReading() const { return m_reading; }

Q_SIGNALS:
    void done(const quarterdeck::gui::BackupReading &reading);
    void logDone(const QString &setId, const quarterdeck::Result<QString> &log);

private:
    struct Request
    {
        quint64 number = 0;
        std::stop_source stop;
        QString stackId;
        std::optional<backup::BackupSet> set; ///< its log is wanted
    };

    void post(std::optional<Request> &place, std::stop_source &running, quint64 &newest, Request request);
    void work(const std::stop_token &quit);
    void answer(const Request &request);

    BackupOperations &m_operations;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Request> m_wantedList;
    std::optional<Request> m_wantedLog;
    std::stop_source m_currentList; ///< of the newest request of its kind
    std::stop_source m_currentLog;
    quint64 m_newestList = 0; ///< of our own thread only
    quint64 m_newestLog = 0; ///< likewise
    bool m_reading = false; ///< likewise
    std::jthread m_thread; ///< last: it uses all of the above
};

} // namespace quarterdeck::gui
