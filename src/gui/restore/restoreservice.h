// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/operations.h"
#include "foundation/steprunner.h"
#include "gui/restore/restoredraft.h"

#include <memory>

namespace quarterdeck::gui {

/// What there is to restore from, and what was begun and is not over.
struct RestoreSurvey
{
    QString stackId; ///< the shown one; empty when none is
    QDateTime taken;
    QString folder; ///< absolute: where the sets lie
    QString ageIdentityFile; ///< of the settings; opens encrypted sets
    QList<backup::BackupSet> sets; ///< of every stack, newest first
    QStringList safetySets; ///< ids of those that were made before a restore, of what it replaced
    std::optional<Error> error; ///< why there are no sets
    QList<restore::Unfinished> unfinished;
    std::optional<Error> unfinishedError; ///< why nothing is known about them
};

/// One thing of a set that goes into a file.
struct ExportOrder
{
    backup::BackupSet set;
    QString ageIdentityFile;
    LookFor what = LookFor::Workflow; ///< or Credential
    QString id;
    bool decrypted = false; ///< a credential in plain text
    QString path; ///< absolute; written with 0600
};

/// What can be done with a restore that is not over.
enum class RestoreEnd { Resume, RollBack, Release };

/// What the wizard can have done. Its pages know this, not the neighbours.
/// What takes a JobContext blocks and is called on threads of the wizard's
/// own, which never use the neighbours of the job thread; what makes a plan of
/// a request costs nothing, its steps run on the job thread.
class RestoreService
{
public:
    virtual ~RestoreService() = default;

    /// Never fails as a whole: what could not be read is said in the survey.
    /// May be called while one of the others runs.
    [[nodiscard]] virtual RestoreSurvey survey(const JobContext &context, const QString &stackId) = 0;
    /// @param listener called on the calling thread
    [[nodiscard]] virtual Result<restore::Outline> outline(const JobContext &context, const restore::Request &request,
                                                           const restore::CheckListener &listener)
        = 0;
    [[nodiscard]] virtual Result<QList<restore::WorkflowEntry>> workflows(const JobContext &context, const backup::BackupSet &set,
                                                                          const QString &ageIdentityFile)
        = 0;
    [[nodiscard]] virtual Result<QList<restore::CredentialEntry>> credentials(const JobContext &context, const backup::BackupSet &set,
                                                                              const QString &ageIdentityFile)
        = 0;
    /// A bare dump, or a file of the shell kit, as a set. @param path absolute
    [[nodiscard]] virtual Result<backup::BackupSet> foreignSet(const JobContext &context, const QString &path) = 0;
    /// Reads the journal of that restore.
    [[nodiscard]] virtual Result<QList<Step>> endPlan(const JobContext &context, RestoreEnd end, const QString &runId,
                                                      const std::shared_ptr<restore::Report> &report)
        = 0;

    /// @param report filled as the steps run; to be read when they have ended
    [[nodiscard]] virtual QList<Step> restorePlan(const restore::Request &request, const std::shared_ptr<restore::Report> &report) = 0;
    [[nodiscard]] virtual QList<Step> exportPlan(const ExportOrder &order) = 0;
};

} // namespace quarterdeck::gui
