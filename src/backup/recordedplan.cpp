// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/recordedplan.h"

#include "backup/hooks.h"

#include <QCoreApplication>

namespace quarterdeck::backup {

namespace {

struct RecordText
{
    Q_DECLARE_TR_FUNCTIONS(RecordedPlan)
};

/// One run on its way through its steps; shared by them.
struct Diary
{
    Neighbours neighbours;
    HookSettings hooks;
    Recording recording;
    RunRecord run;
    std::function<void(RunRecord &)> onSuccess;
    std::unique_ptr<History> history;
    std::optional<Error> error; ///< of the step that failed

    void begin(const JobContext &context)
    {
        run.trigger = recording.trigger;
        run.startedAt = neighbours.clock.now();
        Result<std::unique_ptr<History>> opened = History::open(recording.historyPath);
        if (opened)
            history = *std::move(opened);
        const Result<qint64> id = history ? history->begin(run) : Result<qint64>(fail(opened.error()));
        if (!id) {
            context.sink().logLine(RecordText::tr("This run cannot be entered into the history: %1").arg(id.error().what));
            history.reset();
            return;
        }
        run.id = *id;
    }

    /// @param event nothing = nobody is to be told
    void end(const JobContext &context, std::optional<HookEvent> event)
    {
        run.finishedAt = neighbours.clock.now();
        if (history) {
            if (const Result<void> finished = history->finish(run); !finished)
                context.sink().logLine(RecordText::tr("The end of this run cannot be entered into the history: %1").arg(finished.error().what));
        }
        history.reset();
        if (!event)
            return;
        for (const QString &warning : runHooks(context, neighbours.process, hooks, *event, hookMessage(*event, run)))
            context.sink().logLine(warning);
    }
};

} // namespace

QList<Step> recordedPlan(QList<Step> plan, const Neighbours &neighbours, const HookSettings &hooks, const Recording &recording, RunRecord run,
                         std::function<void(RunRecord &)> onSuccess)
{
    const auto diary = std::make_shared<Diary>(Diary{neighbours, hooks, recording, std::move(run), std::move(onSuccess), {}, {}});
    for (Step &step : plan) {
        step.run = [diary, inner = step.run](JobContext &context) {
            Result<void> result = inner(context);
            if (!result)
                diary->error = result.error();
            return result;
        };
    }
    plan.prepend({QStringLiteral("record"), RecordText::tr("Enter the run into the history"),
                  [diary](JobContext &context) -> Result<void> {
                      diary->begin(context);
                      return {};
                  },
                  [diary](JobContext &context) -> Result<void> {
                      const bool cancelled = !diary->error || diary->error->kind == ErrorKind::Cancelled;
                      diary->run.outcome = cancelled ? QStringLiteral("cancelled") : QStringLiteral("failure");
                      diary->run.error = diary->error ? diary->error->what : QString();
                      diary->run.summary = cancelled ? RecordText::tr("Cancelled.") : diary->error->what;
                      // Who cancels knows it: nobody is to be woken.
                      diary->end(context, cancelled ? std::nullopt : std::optional(HookEvent::Failure));
                      return {};
                  }});
    plan.append({QStringLiteral("finish"),
                 RecordText::tr("Enter the result into the history"),
                 [diary](JobContext &context) -> Result<void> {
                     diary->run.outcome = QStringLiteral("success");
                     diary->onSuccess(diary->run);
                     // What is done is done: a cancellation now must not turn a good run into a cancelled one.
                     diary->end(context.shielded(std::chrono::minutes(2)), HookEvent::Success);
                     return {};
                 },
                 {}});
    return plan;
}

} // namespace quarterdeck::backup
