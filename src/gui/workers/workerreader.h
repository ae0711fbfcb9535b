// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workers/workeroperations.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace quarterdeck::gui {

/// Reads what the window shows of workers, on a thread of its own. A request
/// replaces an older one of its kind: that is given up if it runs, and its
/// result is dropped. Call it from the thread it lives in; its signals arrive
/// there, queued. Destruction cancels and joins.
class WorkerReader final : public QObject
{
    Q_OBJECT

public:
    /// @param operations must outlive it; read() and preview() are called on its thread
    explicit WorkerReader(WorkerOperations &operations, QObject *parent = nullptr);
    ~WorkerReader() override;
    Q_DISABLE_COPY_MOVE(WorkerReader)

    void read(const stack::Stack &stack);
    void preview(const stack::Stack &stack, const workers::ScaleRequest &request);
    /// The preview that was asked for is of no use any more.
    void dropPreview();
    [[nodiscard]] bool isReading() const { return m_reading; }

Q_SIGNALS:
    void done(const quarterdeck::gui::WorkerReading &reading);
    void previewDone(const quarterdeck::gui::ScaleAnswer &answer);

private:
    struct Request
    {
        quint64 number = 0;
        std::stop_source stop;
        stack::Stack stack;
        std::optional<workers::ScaleRequest> scale; ///< its preview is wanted
    };

    void post(std::optional<Request> &place, std::stop_source &running, quint64 &newest, Request request);
    void work(const std::stop_token &quit);
    void answer(const Request &request);

    WorkerOperations &m_operations;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Request> m_wantedReading;
    std::optional<Request> m_wantedPreview;
    std::stop_source m_currentReading; ///< of the newest request of its kind
    std::stop_source m_currentPreview;
    quint64 m_newestReading = 0; ///< of our own thread only
    quint64 m_newestPreview = 0; ///< likewise
    bool m_reading = false; ///< likewise
    std::jthread m_thread; ///< last: it uses all of the above
};

} // namespace quarterdeck::gui
