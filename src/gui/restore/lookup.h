// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

#include <QObject>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace quarterdeck::gui {

/// Looks things up on a thread of its own, the newest question only: an older
/// one is given up, and its answer is dropped. Call it from the thread it
/// lives in; answers arrive there. Destruction cancels and joins.
class Lookup final : public QObject
{
    Q_OBJECT

public:
    explicit Lookup(QObject *parent = nullptr);
    ~Lookup() override;
    Q_DISABLE_COPY_MOVE(Lookup)

    /// @param look called on our thread; must not throw
    /// @param answer called on the owner's thread with what `look` gave
    template<class Look, class Answer>
    void ask(Look look, Answer answer)
    {
        askTelling([look = std::move(look)](const JobContext &context, const Tell &) { return look(context); }, std::move(answer));
    }
    /// Has the owner's thread do something while it is looked; dropped when nobody waits for the answer any more.
    using Tell = std::function<void(std::function<void()>)>;
    /// @param look called on our thread with a Tell
    template<class Look, class Answer>
    void askTelling(Look look, Answer answer)
    {
        post([look = std::move(look), answer = std::move(answer)](const JobContext &context, const Tell &tell) -> std::function<void()> {
            return [answer, value = look(context, tell)] { answer(value); };
        });
    }
    /// Nobody waits for the answer any more.
    void drop();
    /// Whether an answer is awaited.
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void busyChanged(bool busy);

private:
    using Work = std::function<std::function<void()>(const JobContext &, const Tell &)>;
    struct Question
    {
        quint64 number = 0;
        std::stop_source stop;
        Work work;
    };

    void post(Work work);
    void work(const std::stop_token &quit);
    void setBusy(bool busy);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Question> m_wanted;
    std::stop_source m_current;
    quint64 m_newest = 0; ///< of the owner's thread only
    bool m_busy = false; ///< likewise
    std::jthread m_thread; ///< last: it uses all of the above
};

} // namespace quarterdeck::gui
