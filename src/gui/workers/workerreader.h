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
    /// @param operations must outlive it; read() and the previews are called on its thread
    explicit WorkerReader(WorkerOperations &operations, QObject *parent = nullptr);
    ~WorkerReader() override;
    Q_DISABLE_COPY_MOVE(WorkerReader)

    void read(const stack::Stack &stack);
    void preview(const stack::Stack &stack, const workers::ScaleRequest &request);
    /// The preview that was asked for is of no use any more.
    void dropPreview();
    void previewSettings(const stack::Stack &stack, const workers::WorkerSettings &settings);
    void dropSettingsPreview();
    [[nodiscard]] bool isReading() const { return m_reading; }

Q_SIGNALS:
    void done(const quarterdeck::gui::WorkerReading &reading);
    void previewDone(const quarterdeck::gui::ScaleAnswer &answer);
    void settingsPreviewDone(const quarterdeck::gui::SettingsAnswer &answer);

private:
    struct Request
    {
        quint64 number = 0;
        std::stop_source stop;
        stack::Stack stack;
        std::optional<workers::ScaleRequest> scale; ///< its preview is wanted
        std::optional<workers::WorkerSettings> settings; ///< likewise
    };

    void post(std::optional<Request> &place, std::stop_source &running, quint64 &newest, Request request);
    void work(const std::stop_token &quit);
    void answer(const Request &request);
    void drop(std::optional<Request> &place, std::stop_source &running, quint64 &newest);

    WorkerOperations &m_operations;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Request> m_wantedReading;
    std::optional<Request> m_wantedPreview;
    std::optional<Request> m_wantedSettings;
    std::stop_source m_currentReading; ///< of the newest request of its kind
    std::stop_source m_currentPreview;
    std::stop_source m_currentSettings;
    quint64 m_newestReading = 0; ///< of our own thread only
    quint64 m_newestPreview = 0; ///< likewise
    quint64 m_newestSettings = 0; ///< likewise
    bool m_reading = false; ///< likewise
    std::jthread m_thread; ///< last: it uses all of the above
};

} // namespace quarterdeck::gui
