// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/units.h"
#include "stack/lockedplan.h"
#include "stack/serviceactions.h"
#include "workers/drain.h"
#include "workers/settings.h"
#include "workers/settingsedit.h"
#include "workers/workercontainers.h"

#include <QCoreApplication>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::SettingsPlan)
};

/// n8n's start on a busy machine.
constexpr auto startPatience = 240s;
constexpr auto mainPatience = 5min;
/// More than this at its start is no accident.
constexpr int mostRestarts = 3;
/// 128 + SIGKILL, which the kernel sends; V8 itself gives up with 128 + SIGABRT.
constexpr int outOfMemoryCode = 137;

/// One old worker and the one that took its place.
struct Exchange
{
    std::optional<stack::Container> old; ///< chosen, and to be taken away
    bool removed = false;
    QString successor; ///< id
};

/// One change of settings, shared by its steps.
struct Change
{
    Change(const Neighbours &known, stack::Stack of, const WorkerSettings &wanted, QStringList renewed, SettingsOptions with)
        : neighbours(known)
        , stack(std::move(of))
        , settings(wanted)
        , renew(std::move(renewed))
        , options(std::move(with))
        , report(options.report ? options.report : std::make_shared<SettingsReport>())
        , before(*stack.service(stack::Role::Worker))
    {
        if (const stack::Service *service = stack.service(stack::Role::Main))
            main = *service;
    }
    Q_DISABLE_COPY_MOVE(Change)

    [[nodiscard]] Result<QList<stack::Container>> containers(const JobContext &context, const stack::Service &of) const
    {
        return containersOf(context, neighbours.docker, stack.project.name, of.name);
    }
    [[nodiscard]] stack::Service after() const { return withSettings(before, edit.changes); }
    [[nodiscard]] bool touches(const stack::Service &service) const { return edit.services.contains(service.name); }

    const Neighbours neighbours;
    stack::Stack stack;
    const WorkerSettings settings;
    const QStringList renew; ///< names: these are made anew although nothing is written
    const SettingsOptions options;
    const std::shared_ptr<SettingsReport> report;
    const stack::Service before; ///< the workers as they were
    std::optional<stack::Service> main;
    stack::EditPlan edit;
    std::optional<stack::AppliedEdit> applied;
    QList<Exchange> exchanges;
    QList<stack::Container> old; ///< workers that have not been exchanged
    bool mainTold = false;
    std::chrono::steady_clock::time_point began;
};
using SharedChange = std::shared_ptr<Change>;

QStringList idsOf(const QList<stack::Container> &containers)
{
    QStringList ids;
    for (const stack::Container &container : containers)
        ids.append(container.id);
    return ids;
}

bool runs(const stack::Container &container)
{
    return container.state == QLatin1String("running") || container.state == QLatin1String("restarting");
}

/// Of all workers, those that are to be made anew.
Result<void> keepRenewed(Change &change)
{
    change.old.removeIf([&change](const stack::Container &container) { return !change.renew.contains(container.name); });
    if (change.old.size() == change.renew.size())
        return {};
    return fail(ErrorKind::NotFound, Words::tr("Some of these workers are not there any more."), {}, Words::tr("Look again."));
}

/// Before anything is touched: is all as the plan was made for, and can it be written down?
Result<void> check(Change &change, const JobContext &context)
{
    change.began = change.neighbours.clock.monotonic();
    QD_TRY(change.old, change.containers(context, change.before));
    QStringList known = idsOf(change.before.containers);
    QStringList now = idsOf(change.old);
    std::sort(known.begin(), known.end());
    std::sort(now.begin(), now.end());
    if (known != now) {
        return fail(ErrorKind::Conflict, Words::tr("The workers are not those that were looked at; somebody has changed them meanwhile."), {},
                    Words::tr("Look at them, then try again."));
    }
    if (!change.renew.isEmpty())
        return keepRenewed(change);
    QD_TRY(change.edit, planSettings(context, change.neighbours, change.stack, change.settings));
    if (!change.options.agreedDiff.isEmpty() && change.options.agreedDiff != change.edit.diff) {
        return fail(ErrorKind::Conflict, Words::tr("The files are not those that were shown; somebody has changed them meanwhile."), {},
                    Words::tr("Look at what would change now, then try again."));
    }
    return {};
}

Result<void> splice(Change &change, const JobContext &context)
{
    QD_TRY(change.applied, stack::applyEdit(context, change.neighbours.compose, change.edit, change.neighbours.clock));
    change.report->heldIn = change.applied->heldIn;
    for (const stack::AppliedFile &file : change.applied->files) {
        if (!file.safetyCopy.isEmpty())
            change.report->safetyCopies.append(file.safetyCopy);
    }
    return {};
}

/// The files as they were. Each undo begins with it, for Compose makes containers by what the files say.
Result<void> restoreFiles(Change &change)
{
    if (!change.applied)
        return {};
    QD_CHECK(stack::undoEdit(*change.applied));
    change.applied.reset();
    change.report->safetyCopies.clear();
    change.report->heldIn.clear();
    return {};
}

Result<void> composeUp(const Change &change, const JobContext &context, qsizetype count)
{
    // Not without its dependencies: --no-deps takes depends_on out of the service before its configuration is
    // hashed (Compose 2.26), and a later plain "up" would make the container anew. No other one is recreated.
    compose::UpOptions options;
    options.services = QStringList{change.before.name};
    options.scale.insert(change.before.name, static_cast<int>(count));
    options.noRecreate = true;
    return change.neighbours.compose.up(context, change.stack.project, options);
}

Result<void> remove(const Change &change, const JobContext &context, const QString &id)
{
    const Result<void> removed = change.neighbours.docker.removeContainer(context, id, false, true);
    if (!removed && removed.error().kind != ErrorKind::NotFound)
        return fail(removed.error());
    return {};
}

/// Until it takes jobs, or it is clear that it never will: the engine has started it again and again.
Result<void> waitForSuccessor(const Change &change, const JobContext &context, const QString &id)
{
    const QDeadlineTimer patience(startPatience);
    while (true) {
        const Result<void> consumes = waitUntilConsuming(context, change.neighbours, change.stack, {id}, 2s);
        QD_CHECK(context.checkpoint());
        if (consumes || consumes.error().kind != ErrorKind::Timeout || patience.hasExpired())
            return consumes;
        QD_TRY(const docker::ContainerDetails details, change.neighbours.docker.inspectContainer(context, id));
        if (details.restartCount < mostRestarts)
            continue;
        return fail(ErrorKind::Internal,
                    details.state.oomKilled || details.state.exitCode == outOfMemoryCode
                        ? Words::tr("%1 does not come up with these settings: its memory is not enough for its start.").arg(details.name)
                        : Words::tr("%1 does not come up with these settings: it ended with exit code %2, again and again.")
                              .arg(details.name)
                              .arg(details.state.exitCode),
                    details.state.error, Words::tr("All is put back as it was. Choose other settings, then try again."));
    }
}

/// Brings one up by what the files say now.
/// @param successor its id, as soon as there is one
Result<void> bringUp(const Change &change, const JobContext &context, qsizetype count, QString &successor)
{
    QD_TRY(const QList<stack::Container> there, change.containers(context, change.before));
    const QStringList known = idsOf(there);
    const Result<void> up = composeUp(change, context, count);
    // Looked for even after a failure: what was made in part has to be taken away.
    QD_TRY(const QList<stack::Container> now, change.containers(context.shielded(30s), change.before));
    for (const stack::Container &container : now) {
        if (!known.contains(container.id))
            successor = container.id;
    }
    QD_CHECK(up);
    if (successor.isEmpty())
        return fail(ErrorKind::Internal, Words::tr("Compose has made no new worker."), {}, Words::tr("Look at them: docker compose ps -a"));
    return waitForSuccessor(change, context, successor);
}

Result<void> drainAndRemove(Change &change, const JobContext &context, const stack::Service &as, const stack::Container &container)
{
    DrainOptions options;
    options.timeout = change.options.drainTimeout;
    options.finishNow = change.options.finishNow;
    stack::Service service = as;
    QD_TRY(service.containers, change.containers(context, as));
    QD_TRY(const DrainResult drained, drainWorkers(context, change.neighbours, change.stack, service, {container}, options));
    change.report->lost += drained.lost;
    return remove(change, context, container.id);
}

/// Whatever this one runs, the next step goes on with the others.
Result<void> exchange(Change &change, const JobContext &context)
{
    if (change.old.isEmpty())
        return {};
    // The idle ones first: jobs of the others may have ended by then.
    stack::Service service = change.before;
    QD_TRY(const QList<stack::Container> there, change.containers(context, change.before));
    service.containers.clear();
    for (const stack::Container &container : there) {
        if (idsOf(change.old).contains(container.id))
            service.containers.append(container);
    }
    QD_TRY(const QList<stack::Container> picked, pickLeaving(context, change.neighbours, change.stack, service, 1));
    if (picked.isEmpty())
        return fail(ErrorKind::Conflict, Words::tr("A worker is gone; somebody has removed it meanwhile."));
    const stack::Container old = picked.first();
    if (change.renew.isEmpty() && !change.touches(change.before)) {
        QD_TRY(const docker::ContainerDetails details, change.neighbours.docker.inspectContainer(context, old.id));
        if (carries(details, change.before.name, change.edit.changes)) {
            context.sink().logLine(Words::tr("%1 has these settings already.").arg(old.name));
            change.old.removeIf([&old](const stack::Container &one) { return one.id == old.id; });
            return {};
        }
    }
    change.exchanges.append({old, false, {}});
    Exchange &made = change.exchanges.last();
    const auto drainOld = [&]() -> Result<void> {
        QD_CHECK(drainAndRemove(change, context, change.before, old));
        made.removed = true;
        return {};
    };
    if (allowsOneMore(change.stack, change.before)) {
        QD_CHECK(bringUp(change, context, there.size() + 1, made.successor));
        QD_CHECK(drainOld());
    } else {
        QD_CHECK(drainOld());
        QD_CHECK(bringUp(change, context, there.size(), made.successor));
    }
    change.old.removeIf([&old](const stack::Container &one) { return one.id == old.id; });
    change.report->replaced.append(old.name);
    return {};
}

/// A successor that never took a job has none to lose; one that did is drained like any other.
Result<void> takeAway(Change &change, const JobContext &context, const QString &id)
{
    const Result<docker::ContainerDetails> details = change.neighbours.docker.inspectContainer(context, id);
    if (!details)
        return details.error().kind == ErrorKind::NotFound ? Result<void>() : fail(details.error());
    stack::Container container;
    container.id = id;
    container.name = details->name;
    container.state = details->state.status;
    const bool consumes = details->state.running && waitUntilConsuming(context, change.neighbours, change.stack, {id}, 1s);
    if (consumes)
        return drainAndRemove(change, context, change.after(), container);
    QD_CHECK(change.neighbours.docker.stopContainer(context, id, stack::stopGrace(change.after())));
    return remove(change, context, id);
}

/// Takes back the newest exchange: the old settings, and as many workers as there were.
Result<void> exchangeBack(Change &change, const JobContext &context)
{
    QD_CHECK(restoreFiles(change));
    if (change.exchanges.isEmpty())
        return {};
    Exchange &made = change.exchanges.last();
    const bool oneMore = allowsOneMore(change.stack, change.before);
    const qsizetype count = change.before.containers.size();
    if (!made.removed) {
        // The old one is there; a drain that was cut short has started it again.
        if (runs(*made.old)) {
            QD_CHECK(change.neighbours.docker.startContainer(context, made.old->id));
            QD_CHECK(waitUntilConsuming(context, change.neighbours, change.stack, {made.old->id}, startPatience));
        }
        if (!made.successor.isEmpty())
            QD_CHECK(takeAway(change, context, made.successor));
    } else {
        QString again;
        if (oneMore)
            QD_CHECK(bringUp(change, context, count + (made.successor.isEmpty() ? 0 : 1), again));
        if (!made.successor.isEmpty())
            QD_CHECK(takeAway(change, context, made.successor));
        if (!oneMore)
            QD_CHECK(bringUp(change, context, count, again));
    }
    change.report->replaced.removeAll(made.old->name);
    change.exchanges.removeLast();
    return {};
}

/// Each step exchanges one; a step that was done without an exchange has none to take back.
Step exchangeStep(const SharedChange &change, qsizetype number, qsizetype of)
{
    const auto had = std::make_shared<qsizetype>(-1);
    return {QStringLiteral("exchange-%1").arg(number),
            Words::tr("Exchange worker %1 of %2: a new one takes jobs, an old one is drained").arg(number).arg(of),
            [change, had](JobContext &context) {
                *had = change->exchanges.size();
                return exchange(*change, context);
            },
            [change, had](JobContext &context) -> Result<void> {
                if (*had < 0 || change->exchanges.size() <= *had)
                    return restoreFiles(*change);
                return exchangeBack(*change, context);
            }};
}

/// Stopped by ourselves, with the time that what it runs needs; Compose then makes it anew, by the files as they are now.
Result<void> makeMain(Change &change, const JobContext &context)
{
    change.mainTold = true;
    QD_TRY(const QList<stack::Container> there, change.containers(context, *change.main));
    bool keep = false;
    for (const stack::Container &container : there) {
        QD_TRY(const docker::ContainerDetails details, change.neighbours.docker.inspectContainer(context, container.id));
        keep = keep || stack::hasAnonymousVolume(details);
        if (runs(container))
            QD_CHECK(change.neighbours.docker.stopContainer(context, container.id, stack::stopGrace(*change.main)));
    }
    // With --no-recreate, so that database and Redis stay even if their files say something else by now.
    compose::UpOptions options;
    options.services = QStringList{change.main->name};
    options.noRecreate = !keep;
    if (!keep) {
        for (const stack::Container &container : there)
            QD_CHECK(remove(change, context, container.id));
    }
    QD_CHECK(change.neighbours.compose.up(context, change.stack.project, options));
    QD_TRY(const QList<stack::Container> now, change.containers(context, *change.main));
    return stack::waitUntilUp(context, change.neighbours.docker, idsOf(now), mainPatience);
}

Result<void> exchangeMain(Change &change, const JobContext &context)
{
    QD_TRY(const QList<stack::Container> there, change.containers(context, *change.main));
    bool needed = change.touches(*change.main) && !there.isEmpty();
    for (const stack::Container &container : there) {
        QD_TRY(const docker::ContainerDetails details, change.neighbours.docker.inspectContainer(context, container.id));
        needed = needed || !carries(details, change.main->name, change.edit.changes);
    }
    if (!needed) {
        context.sink().logLine(Words::tr("%1 has these settings already.").arg(change.main->name));
        return {};
    }
    QD_CHECK(makeMain(change, context));
    change.report->mainRecreated = true;
    return {};
}

Result<void> exchangeMainBack(Change &change, const JobContext &context)
{
    QD_CHECK(restoreFiles(change));
    if (!change.mainTold)
        return {};
    change.report->mainRecreated = false;
    return makeMain(change, context);
}

/// @param workers as they are now
void tell(const Change &change, const JobContext &context, const QList<stack::Container> &workers)
{
    SettingsReport &report = *change.report;
    for (const stack::Container &container : workers) {
        if (!idsOf(change.before.containers).contains(container.id))
            report.made.append(container.name);
    }
    report.tookMs = std::chrono::duration_cast<std::chrono::milliseconds>(change.neighbours.clock.monotonic() - change.began).count();
    const QString took = formatDuration(std::chrono::milliseconds(report.tookMs));
    if (!change.renew.isEmpty() && report.lost.isEmpty())
        report.summary = Words::tr("%n worker(s) were made anew in %1; no job was lost.", nullptr, static_cast<int>(report.made.size())).arg(took);
    else if (!change.renew.isEmpty())
        report.summary
            = Words::tr("%n worker(s) were made anew in %1; executions that were cut off: %2", nullptr, static_cast<int>(report.made.size()))
                  .arg(took, report.lost.join(QLatin1String(", ")));
    else if (report.made.isEmpty() && !report.mainRecreated)
        report.summary = Words::tr("The settings are written; no container had to be made anew.");
    else if (report.lost.isEmpty())
        report.summary
            = Words::tr("%n worker(s) run with the new settings after %1; no job was lost.", nullptr, static_cast<int>(workers.size())).arg(took);
    else
        report.summary = Words::tr("%n worker(s) run with the new settings after %1; executions that were cut off: %2", nullptr,
                                   static_cast<int>(workers.size()))
                             .arg(took, report.lost.join(QLatin1String(", ")));
    context.sink().logLine(report.summary);
}

/// The containers carry what was asked for; all workers are of one making, by files that nobody
/// has changed since, so that a later "up" has nothing to do.
Result<void> verify(Change &change, const JobContext &context)
{
    QD_TRY(const QList<stack::Container> workers, change.containers(context, change.before));
    if (workers.size() != change.before.containers.size()) {
        return fail(ErrorKind::Conflict,
                    Words::tr("There are %1 workers, not %2: somebody has changed their number meanwhile.")
                        .arg(workers.size())
                        .arg(change.before.containers.size()));
    }
    QList<stack::Container> all = workers;
    if (change.main && change.report->mainRecreated) {
        QD_TRY(const QList<stack::Container> mains, change.containers(context, *change.main));
        all += mains;
    }
    for (const stack::Container &container : std::as_const(all)) {
        QD_TRY(const docker::ContainerDetails details, change.neighbours.docker.inspectContainer(context, container.id));
        const QString service = workers.contains(container) ? change.before.name : change.main->name;
        if (!carries(details, service, change.edit.changes)) {
            return fail(ErrorKind::Internal, Words::tr("%1 does not have the settings that were written.").arg(container.name), {},
                        Words::tr("Something else decides them: a variable of the shell, or another compose file."));
        }
    }
    const bool oneHash = std::all_of(workers.cbegin(), workers.cend(),
                                     [&workers](const stack::Container &one) { return one.configHash == workers.first().configHash; });
    if (!oneHash && change.touches(change.before))
        return fail(ErrorKind::Conflict, Words::tr("The workers were not all made by the same files: somebody has changed them meanwhile."));
    if (change.renew.isEmpty()) {
        QD_TRY(const stack::EditPlan again, planSettings(context, change.neighbours, change.stack, change.settings));
        if (!again.files.isEmpty())
            return fail(ErrorKind::Conflict, Words::tr("The files do not say any more what was written; somebody has changed them meanwhile."));
    }
    tell(change, context, workers);
    return {};
}

} // namespace

QList<Step> settingsPlan(const Neighbours &neighbours, const stack::Stack &stack, const WorkerSettings &settings, const SettingsOptions &options)
{
    if (const Result<void> fits = checkSettings(stack, settings); !fits) {
        return {{QStringLiteral("check"),
                 Words::tr("Look whether it can be done"),
                 [error = fits.error()](JobContext &) -> Result<void> { return fail(error); },
                 {}}};
    }
    const auto change = std::make_shared<Change>(neighbours, stack, settings, QStringList(), options);
    const QList<stack::SettingChange> changes = settingChanges(stack, settings);
    const auto concern = [&changes](const stack::Service &service) {
        return std::any_of(changes.cbegin(), changes.cend(), [&service](const stack::SettingChange &one) { return one.service == service.name; });
    };
    QList<Step> plan{
        {QStringLiteral("check"), Words::tr("Look whether it can be done"), [change](JobContext &context) { return check(*change, context); }, {}},
        {QStringLiteral("splice"), Words::tr("Write the settings down, and keep the files as they were beside them"),
         [change](JobContext &context) { return splice(*change, context); }, [change](JobContext &) { return restoreFiles(*change); }}};
    if (concern(change->before)) {
        const qsizetype count = change->before.containers.size();
        for (qsizetype number = 1; number <= count; ++number)
            plan.append(exchangeStep(change, number, count));
    }
    if (change->main && concern(*change->main)) {
        plan.append({QStringLiteral("main"), Words::tr("Make n8n's main process anew"),
                     [change](JobContext &context) { return exchangeMain(*change, context); },
                     [change](JobContext &context) { return exchangeMainBack(*change, context); }});
    }
    plan.append({QStringLiteral("verify"),
                 Words::tr("See that the containers have them, and that a later \"up\" has nothing to do"),
                 [change](JobContext &context) { return verify(*change, context); },
                 {}});
    return stack::lockedPlan(std::move(plan), stack.id, Words::tr("change settings of workers"));
}

QList<Step> renewPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &names, const SettingsOptions &options)
{
    // Of an empty change it is asked whether the stack has workers and comes from Compose.
    Result<void> fits = checkSettings(stack, {});
    if (fits && names.isEmpty())
        fits = fail(ErrorKind::Invalid, Words::tr("No worker is named that is to be made anew."));
    if (!fits) {
        return {{QStringLiteral("check"),
                 Words::tr("Look whether it can be done"),
                 [error = fits.error()](JobContext &) -> Result<void> { return fail(error); },
                 {}}};
    }
    const auto change = std::make_shared<Change>(neighbours, stack, WorkerSettings(), names, options);
    QList<Step> plan{
        {QStringLiteral("check"), Words::tr("Look whether it can be done"), [change](JobContext &context) { return check(*change, context); }, {}}};
    for (qsizetype number = 1; number <= names.size(); ++number)
        plan.append(exchangeStep(change, number, names.size()));
    plan.append({QStringLiteral("verify"),
                 Words::tr("See that there are as many workers as before"),
                 [change](JobContext &context) { return verify(*change, context); },
                 {}});
    return stack::lockedPlan(std::move(plan), stack.id, Words::tr("make workers anew"));
}

} // namespace quarterdeck::workers
