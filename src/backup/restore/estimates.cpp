// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/estimates.h"

namespace quarterdeck::restore {

namespace {

/// Those make a stack of their own; the others work on one that stands.
bool makesStack(Scenario scenario, bool asClone)
{
    return scenario == Scenario::Rebuild || scenario == Scenario::Rehearse || (scenario == Scenario::LookInside && asClone);
}

/// A database that is larger takes longer; what does not move data does not.
bool growsWithTheSet(const QString &stepId)
{
    return stepId == QLatin1String("stage-database") || stepId == QLatin1String("postgres") || stepId == QLatin1String("compare")
        || stepId == QLatin1String("stage-data") || stepId == QLatin1String("n8n-data");
}

qint64 drillOf(const backup::BackupSet &set)
{
    qint64 took = -1;
    for (const backup::Proof &proof : set.proofs) {
        if (proof.passed && proof.depth == backup::Proof::Depth::Drill)
            took = proof.tookMs;
    }
    return took;
}

} // namespace

Estimates::Estimates(const QList<Journal::Entry> &journals, const Request &request)
{
    const bool makes = makesStack(request.scenario, request.asClone);
    const QString stack = request.stack ? request.stack->id : request.set.manifest ? request.set.manifest->stackId : QString();
    for (const Journal::Entry &entry : journals) {
        const JournalState &state = entry.state;
        // What is made beside a stack has a name of its own; its set tells whose it is.
        const bool same = !stack.isEmpty() && (makes ? state.ofStack : state.stackId) == stack;
        if (!state.ended || makesStack(state.scenario, state.asClone) != makes || !same)
            continue;
        for (auto it = state.stepMs.cbegin(); it != state.stepMs.cend(); ++it) {
            if (m_measured.contains(it.key()))
                continue;
            qint64 took = it.value();
            if (growsWithTheSet(it.key()) && state.setBytes > 0 && request.set.size > state.setBytes)
                took = static_cast<qint64>(static_cast<double>(took) * static_cast<double>(request.set.size) / static_cast<double>(state.setBytes));
            m_measured.insert(it.key(), took);
        }
    }
    const auto fallBack = [this](const char *step, qint64 took) {
        const QString id = QLatin1String(step);
        if (took > 0 && !m_measured.contains(id))
            m_measured.insert(id, took);
    };
    // A drill restores and compares the same data, and starts a server for it: rather too much than too little.
    fallBack(makes ? "postgres" : "stage-database", drillOf(request.set));
    if (!makes)
        fallBack("safety", request.set.tookMs);
}

qint64 Estimates::of(const QString &stepId) const
{
    // Bookkeeping: never slower than a disk's answer.
    for (const char *quick : {"record", "lock", "journal", "report", "tidy", "end", "finish"}) {
        if (stepId == QLatin1String(quick))
            return 0;
    }
    return m_measured.value(stepId, -1);
}

} // namespace quarterdeck::restore
