// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/restorecontroller.h"

#include "gui/restore/reportdocument.h"
#include "gui/restore/restorewords.h"

#include <algorithm>

namespace quarterdeck::gui {

RestoreController::RestoreController(const ConsoleState &state, RestoreService &service, JobRunner &runner, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_service(service)
    , m_runner(runner)
{
    connect(&m_lookup, &Lookup::busyChanged, this, &RestoreController::lookingChanged);
    connect(&runner, &JobRunner::finished, this, &RestoreController::onFinished);
    connect(&runner, &JobRunner::busyChanged, this, &RestoreController::obstacleChanged);
}

const backup::BackupSet *RestoreController::set(const QString &id) const
{
    const auto isIt = [&id](const backup::BackupSet &set) { return set.id == id; };
    if (const auto made = std::find_if(m_fileSets.cbegin(), m_fileSets.cend(), isIt); made != m_fileSets.cend())
        return &*made;
    if (!m_survey)
        return nullptr;
    const auto found = std::find_if(m_survey->sets.cbegin(), m_survey->sets.cend(), isIt);
    return found == m_survey->sets.cend() ? nullptr : &*found;
}

QString RestoreController::obstacle() const
{
    if (!m_state.isConnected())
        return tr("There is no connection to Docker now.");
    if (m_runner.isBusy())
        return tr("A job is running; wait until it has ended.");
    return {};
}

void RestoreController::takeSurvey()
{
    m_surveys.ask([service = &m_service, id = stackId()](const JobContext &context) { return service->survey(context, id); },
                  [this](const RestoreSurvey &survey) {
                      // A survey that was given up says nothing.
                      if (survey.error && survey.error->kind == ErrorKind::Cancelled)
                          return;
                      m_survey = survey;
                      Q_EMIT surveyed();
                  });
}

void RestoreController::lookAt(const restore::Request &request)
{
    m_lookup.askTelling(
        [this, service = &m_service, request](const JobContext &context, const Lookup::Tell &tell) {
            return service->outline(context, request,
                                    [this, &tell](const backup::PreflightCheck &check) { tell([this, check] { Q_EMIT checkMade(check); }); });
        },
        [this](const Result<restore::Outline> &outline) { Q_EMIT outlined({outline}); });
}

void RestoreController::listEntries(LookFor what, const backup::BackupSet &set, const QString &ageIdentityFile)
{
    m_lookup.ask(
        [service = &m_service, what, set, ageIdentityFile](const JobContext &context) -> Result<QList<SetEntry>> {
            QList<SetEntry> entries;
            if (what == LookFor::Workflow) {
                QD_TRY(const QList<restore::WorkflowEntry> workflows, service->workflows(context, set, ageIdentityFile));
                for (const restore::WorkflowEntry &workflow : workflows)
                    entries.append({workflow.id, workflow.name, workflow.active ? tr("active") : tr("off"), workflow.updated});
            } else {
                QD_TRY(const QList<restore::CredentialEntry> credentials, service->credentials(context, set, ageIdentityFile));
                for (const restore::CredentialEntry &credential : credentials)
                    entries.append({credential.id, credential.name, credential.type, credential.updated});
            }
            return entries;
        },
        [this](const Result<QList<SetEntry>> &entries) { Q_EMIT entriesListed({entries}); });
}

void RestoreController::lookAtFiles(const QString &path)
{
    m_lookup.ask([service = &m_service, path](const JobContext &context) { return service->foreignSet(context, path); },
                 [this](const Result<backup::BackupSet> &set) {
                     if (set) {
                         m_fileSets.removeIf([&set](const backup::BackupSet &known) { return known.id == set->id; });
                         m_fileSets.prepend(*set);
                     }
                     Q_EMIT filesFound({set});
                 });
}

void RestoreController::run(const QString &title, const QString &success, const QList<Step> &plan)
{
    Job job;
    job.title = title;
    job.success = success;
    job.plan = plan;
    m_job = m_runner.start(std::move(job));
    m_lastJob = m_job;
    Q_EMIT jobStarted(m_job, title);
}

void RestoreController::start(const RestoreDraft &draft)
{
    if (!obstacle().isEmpty())
        return;
    // One of its own for each run: a run that ended may still be shown.
    m_report = std::make_shared<restore::Report>();
    run(jobTitle(draft.request), jobSuccess(draft.request), m_service.restorePlan(draft.request, m_report));
}

void RestoreController::exportEntry(const RestoreDraft &draft, const QString &path)
{
    if (!obstacle().isEmpty())
        return;
    m_report = std::make_shared<restore::Report>();
    m_report->setId = draft.request.set.id;
    const bool workflow = draft.look == LookFor::Workflow;
    m_report->summary = workflow ? tr("The workflow \"%1\" was written to %2.").arg(draft.entryName, path)
                                 : tr("The credential \"%1\" was written to %2.").arg(draft.entryName, path);
    if (workflow)
        m_report->toCheck = {tr("In n8n, import it with \"Import from file\". It comes back switched off, under the credentials you choose.")};
    else if (draft.decrypted)
        m_report->toCheck = {tr("The file holds the secret in plain text: remove it when it has served."),
                             tr("Bring it in with: n8n import:credentials --input=FILE. n8n encrypts it with its own key.")};
    else
        m_report->toCheck = {tr("Bring it in with: n8n import:credentials --input=FILE, where the key of the set is in force.")};
    run(workflow ? tr("Export the workflow \"%1\"").arg(draft.entryName) : tr("Export the credential \"%1\"").arg(draft.entryName), m_report->summary,
        m_service.exportPlan({draft.request.set, draft.request.ageIdentityFile, draft.look, draft.entryId, draft.decrypted, path}));
}

void RestoreController::end(RestoreEnd what, const QString &runId, const QString &name)
{
    if (!obstacle().isEmpty()) {
        Q_EMIT endRefused({ErrorKind::Conflict, obstacle(), {}, {}});
        return;
    }
    struct Made
    {
        std::shared_ptr<restore::Report> report;
        Result<QList<Step>> plan;
    };
    m_lookup.ask(
        [service = &m_service, what, runId](const JobContext &context) {
            Made made{std::make_shared<restore::Report>(), {}};
            made.plan = service->endPlan(context, what, runId, made.report);
            return made;
        },
        [this, what, name](const Made &made) {
            if (!made.plan) {
                Q_EMIT endRefused(made.plan.error());
                return;
            }
            // Somebody else may have begun something while the journal was read.
            if (!obstacle().isEmpty()) {
                Q_EMIT endRefused({ErrorKind::Conflict, obstacle(), {}, {}});
                return;
            }
            m_report = made.report;
            switch (what) {
            case RestoreEnd::Resume:
                run(tr("Resume the restore of %1").arg(name), tr("The restore of %1 is over.").arg(name), *made.plan);
                break;
            case RestoreEnd::RollBack:
                run(tr("Roll back the restore of %1").arg(name), tr("The restore of %1 is taken back.").arg(name), *made.plan);
                break;
            case RestoreEnd::Release:
                run(tr("Release %1").arg(name), tr("%1 is released: its triggers are on.").arg(name), *made.plan);
                break;
            }
        });
}

void RestoreController::saveReport(const QString &path)
{
    m_savePath = path;
    Job job;
    job.title = tr("Save the report");
    job.success = tr("The report was saved to %1.").arg(path);
    job.work = [report = *m_report, path](JobContext &) { return writeReport(report, path); };
    m_saveJob = m_runner.start(std::move(job));
    m_lastSave = m_saveJob;
}

void RestoreController::cancel()
{
    if (m_job != 0)
        m_runner.cancel(m_job);
}

void RestoreController::onFinished(const JobOutcome &outcome)
{
    if (outcome.id == m_saveJob) {
        m_saveJob = 0;
        Q_EMIT reportSaved(m_savePath, {outcome.result});
        return;
    }
    // Whatever ran may have changed what there is to restore from.
    if (m_survey)
        takeSurvey();
    if (outcome.id != m_job)
        return;
    m_job = 0;
    Q_EMIT jobEnded(outcome);
}

} // namespace quarterdeck::gui
