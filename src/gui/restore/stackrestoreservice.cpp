// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/stackrestoreservice.h"

#include "foundation/atomicfile.h"
#include "gui/keeping.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::gui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::StackRestoreService)
};

} // namespace

StackRestoreService::StackRestoreService(const RestoreNeighbours &forJobs, const RestoreNeighbours &forReading, BackupPlaces places)
    : m_jobs(forJobs)
    , m_reading(forReading)
    , m_places(std::move(places))
{
}

RestoreSurvey StackRestoreService::survey(const JobContext &context, const QString &stackId)
{
    RestoreSurvey survey;
    survey.stackId = stackId;
    survey.taken = m_reading.all.clock.now();
    backup::BackupSettings settings;
    if (!stackId.isEmpty()) {
        if (const Result<backup::BackupSettings> loaded = backup::loadBackupSettings(stackId, m_places.configFolder))
            settings = *loaded;
        else
            survey.error = loaded.error();
    }
    survey.ageIdentityFile = settings.ageIdentityFile;
    const backup::Repository repository(settings.folder.isEmpty() ? backup::Repository::defaultFolder() : settings.folder);
    survey.folder = repository.folder();
    if (!survey.error) {
        // Of every stack: one that is gone is rebuilt from its sets, whichever stack is shown.
        if (Result<QList<backup::BackupSet>> sets = repository.list(context))
            survey.sets = *std::move(sets);
        else
            survey.error = sets.error();
    }
    survey.safetySets = restore::safetySets();
    if (Result<QList<restore::Unfinished>> unfinished = restore::unfinishedRestores())
        survey.unfinished = *std::move(unfinished);
    else
        survey.unfinishedError = unfinished.error();
    return survey;
}

Result<restore::Outline> StackRestoreService::outline(const JobContext &context, const restore::Request &request,
                                                      const restore::CheckListener &listener)
{
    return restore::outline(context, m_reading.all, m_reading.compose, request, listener);
}

Result<QList<restore::WorkflowEntry>> StackRestoreService::workflows(const JobContext &context, const backup::BackupSet &set,
                                                                     const QString &ageIdentityFile)
{
    return restore::listWorkflows(context, m_reading.all, set, ageIdentityFile);
}

Result<QList<restore::CredentialEntry>> StackRestoreService::credentials(const JobContext &context, const backup::BackupSet &set,
                                                                         const QString &ageIdentityFile)
{
    return restore::listCredentials(context, m_reading.all, set, ageIdentityFile);
}

Result<backup::BackupSet> StackRestoreService::foreignSet(const JobContext &, const QString &path)
{
    return restore::foreignSetOf(path);
}

Result<QList<Step>> StackRestoreService::endPlan(const JobContext &, RestoreEnd end, const QString &runId,
                                                 const std::shared_ptr<restore::Report> &report)
{
    // Its steps run on the job thread: they get that thread's neighbours.
    Result<QList<Step>> plan = end == RestoreEnd::Resume ? restore::resumePlan(m_jobs.all, m_jobs.compose, runId, *report)
        : end == RestoreEnd::RollBack                    ? restore::rollbackPlan(m_jobs.all, m_jobs.compose, runId, *report)
                                                         : restore::releasePlan(m_jobs.all, m_jobs.compose, runId, *report);
    if (!plan)
        return plan;
    return keeping(report, *std::move(plan));
}

QList<Step> StackRestoreService::restorePlan(const restore::Request &request, const std::shared_ptr<restore::Report> &report)
{
    return keeping(report, restore::restorePlan(m_jobs.all, m_jobs.compose, request, {m_places.historyPath, trigger::manual}, *report));
}

QList<Step> StackRestoreService::exportPlan(const ExportOrder &order)
{
    const auto write = [order](const JobContext &context, const QByteArray &bytes) -> Result<void> {
        QD_CHECK(context.checkpoint());
        return writeFileAtomically(order.path, bytes);
    };
    if (order.what == LookFor::Workflow) {
        const auto run = [this, order, write](JobContext &context) -> Result<void> {
            QD_TRY(const QByteArray bytes, restore::extractWorkflow(context, m_jobs.all, order.set, order.ageIdentityFile, order.id));
            return write(context, bytes);
        };
        return {{QStringLiteral("export"), Words::tr("Read the workflow from a throwaway server and write it to the file"), run, {}}};
    }
    const auto run = [this, order, write](JobContext &context) -> Result<void> {
        QD_TRY(const Secret text,
               restore::extractCredential(context, m_jobs.all, order.set, order.ageIdentityFile, order.id,
                                          order.decrypted ? restore::CredentialForm::Decrypted : restore::CredentialForm::AsStored));
        return write(context, text.expose());
    };
    return {{QStringLiteral("export"), Words::tr("Read the credential from a throwaway server and write it to the file"), run, {}}};
}

} // namespace quarterdeck::gui
