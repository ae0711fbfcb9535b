// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/backups/backupreader.h"

#include <utility>

namespace quarterdeck::gui {

BackupReader::BackupReader(BackupOperations &operations, QObject *parent)
    : QObject(parent)
    , m_operations(operations)
{
    m_thread = std::jthread([this](const std::stop_token &quit) { work(quit); });
}

BackupReader::~BackupReader()
{
    m_thread.request_stop();
    {
        const std::scoped_lock lock(m_mutex);
        m_currentList.request_stop();
        m_currentLog.request_stop();
    }
    m_thread.join();
}

void BackupReader::read(const QString &stackId)
{
    m_reading = true;
    post(m_wantedList, m_currentList, m_newestList, {0, {}, stackId, {}});
}

void BackupReader::readLog(const backup::BackupSet &set)
{
    post(m_wantedLog, m_currentLog, m_newestLog, {0, {}, {}, set});
}

void BackupReader::post(std::optional<Request> &place, std::stop_source &running, quint64 &newest, Request request)
{
    request.number = ++newest;
    {
        const std::scoped_lock lock(m_mutex);
        running.request_stop();
        running = request.stop;
        place = std::move(request);
    }
    m_wake.notify_one();
}

void BackupReader::work(const std::stop_token &quit)
{
    while (true) {
        Request request;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, quit, [this] { return m_wantedList || m_wantedLog; }) || quit.stop_requested())
                return;
            // What a person has clicked on goes before what comes by the clock.
            std::optional<Request> &next = m_wantedLog ? m_wantedLog : m_wantedList;
            request = *std::exchange(next, std::nullopt);
        }
        answer(request);
    }
}

void BackupReader::answer(const Request &request)
{
    const JobContext context(request.stop.get_token());
    if (request.set) {
        const Result<QString> log = m_operations.log(context, *request.set);
        QMetaObject::invokeMethod(
            this,
            [this, number = request.number, id = request.set->id, log] {
                if (number == m_newestLog)
                    Q_EMIT logDone(id, log);
            },
            Qt::QueuedConnection);
        return;
    }
    const BackupReading reading = m_operations.read(context, request.stackId);
    QMetaObject::invokeMethod(
        this,
        [this, number = request.number, reading] {
            if (number != m_newestList)
                return;
            m_reading = false;
            Q_EMIT done(reading);
        },
        Qt::QueuedConnection);
}

} // namespace quarterdeck::gui
