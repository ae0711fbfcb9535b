// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/workerreader.h"

#include <utility>

namespace quarterdeck::gui {

WorkerReader::WorkerReader(WorkerOperations &operations, QObject *parent)
    : QObject(parent)
    , m_operations(operations)
{
    m_thread = std::jthread([this](const std::stop_token &quit) { work(quit); });
}

WorkerReader::~WorkerReader()
{
    m_thread.request_stop();
    {
        const std::scoped_lock lock(m_mutex);
        m_currentReading.request_stop();
        m_currentPreview.request_stop();
        m_currentSettings.request_stop();
    }
    m_thread.join();
}

void WorkerReader::read(const stack::Stack &stack)
{
    m_reading = true;
    post(m_wantedReading, m_currentReading, m_newestReading, {0, {}, stack, {}, {}});
}

void WorkerReader::preview(const stack::Stack &stack, const workers::ScaleRequest &request)
{
    post(m_wantedPreview, m_currentPreview, m_newestPreview, {0, {}, stack, request, {}});
}

void WorkerReader::dropPreview()
{
    drop(m_wantedPreview, m_currentPreview, m_newestPreview);
}

void WorkerReader::previewSettings(const stack::Stack &stack, const workers::WorkerSettings &settings)
{
    post(m_wantedSettings, m_currentSettings, m_newestSettings, {0, {}, stack, {}, settings});
}

void WorkerReader::dropSettingsPreview()
{
    drop(m_wantedSettings, m_currentSettings, m_newestSettings);
}

void WorkerReader::drop(std::optional<Request> &place, std::stop_source &running, quint64 &newest)
{
    ++newest;
    const std::scoped_lock lock(m_mutex);
    running.request_stop();
    place.reset();
}

void WorkerReader::post(std::optional<Request> &place, std::stop_source &running, quint64 &newest, Request request)
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

void WorkerReader::work(const std::stop_token &quit)
{
    while (true) {
        Request request;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, quit, [this] { return m_wantedSettings || m_wantedPreview || m_wantedReading; }) || quit.stop_requested())
                return;
            // What a person has asked for goes before what comes by the clock.
            std::optional<Request> &next = m_wantedSettings ? m_wantedSettings : m_wantedPreview ? m_wantedPreview : m_wantedReading;
            request = *std::exchange(next, std::nullopt);
        }
        answer(request);
    }
}

void WorkerReader::answer(const Request &request)
{
    const JobContext context(request.stop.get_token());
    if (request.settings) {
        const SettingsAnswer answer{*request.settings, m_operations.previewSettings(context, request.stack, *request.settings)};
        QMetaObject::invokeMethod(
            this,
            [this, number = request.number, answer] {
                if (number == m_newestSettings)
                    Q_EMIT settingsPreviewDone(answer);
            },
            Qt::QueuedConnection);
        return;
    }
    if (request.scale) {
        const ScaleAnswer answer{request.scale->target, m_operations.preview(context, request.stack, *request.scale)};
        QMetaObject::invokeMethod(
            this,
            [this, number = request.number, answer] {
                if (number == m_newestPreview)
                    Q_EMIT previewDone(answer);
            },
            Qt::QueuedConnection);
        return;
    }
    const WorkerReading reading{request.stack.id, m_operations.read(context, request.stack)};
    QMetaObject::invokeMethod(
        this,
        [this, number = request.number, reading] {
            if (number != m_newestReading)
                return;
            m_reading = false;
            Q_EMIT done(reading);
        },
        Qt::QueuedConnection);
}

} // namespace quarterdeck::gui
