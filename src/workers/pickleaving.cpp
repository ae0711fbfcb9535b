// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/drain.h"

#include "workers/runningjobs.h"

#include <algorithm>

namespace quarterdeck::workers {

Result<QList<stack::Container>> pickLeaving(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                            const stack::Service &workers, int count)
{
    struct Candidate
    {
        stack::Container container;
        bool running = false;
        qsizetype jobs = 0;
        QDateTime oldest; ///< start of its longest running job
    };
    const auto runs = [](const stack::Container &one) { return one.state == QLatin1String("running"); };
    const auto running = static_cast<int>(std::count_if(workers.containers.cbegin(), workers.containers.cend(), runs));
    // Who does not answer runs nobody knows how much: the last to go.
    constexpr qsizetype unknown = 1'000'000;
    QList<WorkerAnswer> answers;
    if (running > 0 && count > 0) {
        if (Result<QList<WorkerAnswer>> asked = askWorkers(context, neighbours.redis, stack, running))
            answers = *std::move(asked);
        else
            QD_CHECK(context.checkpoint());
    }
    QList<Candidate> candidates;
    for (const stack::Container &container : workers.containers) {
        Candidate candidate{container, runs(container), 0, {}};
        if (candidate.running) {
            const Result<docker::ContainerDetails> details = neighbours.docker.inspectContainer(context, container.id);
            QD_CHECK(context.checkpoint());
            const WorkerAnswer *answer = answerOf(answers, container.address, details ? details->hostname : QString());
            candidate.jobs = answer == nullptr ? unknown : answer->jobs.size();
            if (answer != nullptr) {
                for (const RunningJob &job : answer->jobs) {
                    if (job.startedAt.isValid() && (!candidate.oldest.isValid() || job.startedAt < candidate.oldest))
                        candidate.oldest = job.startedAt;
                }
            }
        }
        candidates.append(candidate);
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate &a, const Candidate &b) {
        if (a.running != b.running)
            return !a.running;
        if (a.jobs != b.jobs)
            return a.jobs < b.jobs;
        if (a.oldest != b.oldest)
            return a.oldest.isValid() && (!b.oldest.isValid() || a.oldest > b.oldest);
        return a.container.number > b.container.number; // as Compose would
    });
    QList<stack::Container> leaving;
    for (const Candidate &candidate : std::as_const(candidates)) {
        if (leaving.size() < count)
            leaving.append(candidate.container);
    }
    return leaving;
}

} // namespace quarterdeck::workers
