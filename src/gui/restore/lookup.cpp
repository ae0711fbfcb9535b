// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/lookup.h"

#include <utility>

namespace quarterdeck::gui {

Lookup::Lookup(QObject *parent)
    : QObject(parent)
{
    m_thread = std::jthread([this](const std::stop_token &quit) { work(quit); });
}

Lookup::~Lookup()
{
    m_thread.request_stop();
    {
        const std::scoped_lock lock(m_mutex);
        m_current.request_stop();
    }
    m_thread.join();
}

void Lookup::post(Work work)
{
    Question question;
    question.number = ++m_newest;
    question.work = std::move(work);
    {
        const std::scoped_lock lock(m_mutex);
        m_current.request_stop();
        m_current = question.stop;
        m_wanted = std::move(question);
    }
    m_wake.notify_one();
    setBusy(true);
}

void Lookup::drop()
{
    ++m_newest;
    {
        const std::scoped_lock lock(m_mutex);
        m_current.request_stop();
        m_wanted.reset();
    }
    setBusy(false);
}

void Lookup::work(const std::stop_token &quit)
{
    while (true) {
        Question question;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, quit, [this] { return m_wanted.has_value(); }) || quit.stop_requested())
                return;
            question = *std::exchange(m_wanted, std::nullopt);
        }
        const auto tell = [this, number = question.number](const std::function<void()> &what) {
            QMetaObject::invokeMethod(
                this,
                [this, number, what] {
                    if (number == m_newest)
                        what();
                },
                Qt::QueuedConnection);
        };
        const std::function<void()> answer = question.work(JobContext(question.stop.get_token()), tell);
        QMetaObject::invokeMethod(
            this,
            [this, number = question.number, answer] {
                if (number != m_newest)
                    return;
                setBusy(false);
                answer();
            },
            Qt::QueuedConnection);
    }
}

void Lookup::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

} // namespace quarterdeck::gui
