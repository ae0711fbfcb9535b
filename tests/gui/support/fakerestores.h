// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/restore/restoreservice.h"

#include "backupsamples.h"

#include <QStringList>

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>

namespace quarterdeck::test {

inline backup::PreflightCheck check(const char *id, backup::PreflightCheck::Verdict verdict, const char *text, const char *remedy = "")
{
    backup::PreflightCheck made;
    made.id = QLatin1String(id);
    made.verdict = verdict;
    made.text = QLatin1String(text);
    made.remedy = QLatin1String(remedy);
    return made;
}

/// What a look before a restore gives when all is well.
inline restore::Outline sampleOutline(bool destroys = true)
{
    using Verdict = backup::PreflightCheck::Verdict;
    restore::Outline outline;
    outline.checks = {check("engine", Verdict::Passed, "Docker 20.10 answers."), check("set", Verdict::Passed, "8 files, every checksum is right."),
                      check("space", Verdict::Passed, "4.1 GiB of 61 GiB are needed."),
                      check("server-version", Verdict::Passed, "PostgreSQL 16.11 reads a dump of 16.11."),
                      check("running", Verdict::Warning, "3 executions run now.", "They get up to 30 s to end.")};
    outline.keys = {{QStringLiteral("stack"), QStringLiteral("5f1c9e07a2b84d33"), backup::KeyFit::Fits, backup::KeyFit::Fits},
                    {QStringLiteral("set"), QStringLiteral("5f1c9e07a2b84d33"), backup::KeyFit::Fits, backup::KeyFit::Fits}};
    outline.files = {{QStringLiteral("/srv/acme/.env"),
                      QStringLiteral("A=1\nN8N_ENCRYPTION_KEY=[redacted]\nB=2"),
                      QStringLiteral("A=1\nN8N_ENCRYPTION_KEY=[redacted]\nB=3"),
                      {}},
                     {QStringLiteral("/srv/acme/compose.yaml"), {}, QStringLiteral("services: {}"), {}}};
    outline.steps = {{QStringLiteral("safety"), QStringLiteral("Back up what is there now"), {}, 41'000},
                     {QStringLiteral("stage"), QStringLiteral("Restore beside the database in use"), {}, 12'400},
                     {QStringLiteral("swap"), QStringLiteral("Swap the databases"),
                      destroys ? QStringLiteral("executions since yesterday 02:00") : QString(), 900}};
    outline.consequences = {QStringLiteral("The replaced database stays as n8n_prev_20260102 for 7 days.")};
    outline.destroysData = destroys;
    outline.estimatedMs = 54'300;
    outline.bytesNeeded = 4'402'341'478;
    return outline;
}

inline restore::Report sampleReport()
{
    restore::Report report;
    report.runId = QStringLiteral("run-1");
    report.setId = QStringLiteral("acme-n8n_20260102_020000");
    report.stackId = QStringLiteral("acme-n8n");
    report.safetySetId = QStringLiteral("acme-n8n_20260103_101500");
    report.oldDatabase = QStringLiteral("n8n_prev_20260103");
    report.tables = {{QStringLiteral("execution_entity"), 91'200, 91'200, true}, {QStringLiteral("workflow_entity"), 148, 148, true}};
    report.keyFit = backup::KeyFit::Fits;
    report.cutOverMs = 340;
    report.tookMs = 52'000;
    report.wouldHaveFired = {QStringLiteral("Daily invoice, 02:00")};
    report.toCheck = {QStringLiteral("Open one workflow and run it by hand.")};
    report.summary = QStringLiteral("acme-n8n is back at yesterday 02:00.");
    report.quarantined = true;
    return report;
}

/// Restores in the hand of the test: it says what there is and what a look
/// finds, and notes what the wizard wishes.
class FakeRestores final : public gui::RestoreService
{
public:
    gui::RestoreSurvey survey(const JobContext &context, const QString &stackId) override
    {
        ++surveys;
        while (blockSurvey && context.sleep(std::chrono::milliseconds(5))) { }
        const std::scoped_lock lock(m_mutex);
        gui::RestoreSurvey survey = m_survey;
        survey.stackId = stackId;
        return survey;
    }
    Result<restore::Outline> outline(const JobContext &context, const restore::Request &request, const restore::CheckListener &listener) override
    {
        ++looks;
        // As in earnest: each is told when it is made, not when all are.
        qsizetype told = 0;
        const auto tell = [&](qsizetype upTo) {
            QList<backup::PreflightCheck> checks;
            {
                const std::scoped_lock lock(m_mutex);
                checks = m_outline.checks;
            }
            for (; told < std::min(upTo, checks.size()); ++told)
                listener(checks.at(told));
        };
        while (blockLook) {
            tell(checksBeforeBlock);
            QD_CHECK(context.sleep(std::chrono::milliseconds(5)));
        }
        tell(std::numeric_limits<qsizetype>::max());
        const std::scoped_lock lock(m_mutex);
        m_lastRequest = request;
        if (m_lookFailure)
            return fail(*m_lookFailure);
        return m_outline;
    }
    Result<QList<restore::WorkflowEntry>> workflows(const JobContext &context, const backup::BackupSet &, const QString &) override
    {
        while (blockLook)
            QD_CHECK(context.sleep(std::chrono::milliseconds(5)));
        const QDateTime at = QDateTime::currentDateTimeUtc().addDays(-1);
        return QList<restore::WorkflowEntry>{{QStringLiteral("w1"), QStringLiteral("Daily invoice"), true, at},
                                             {QStringLiteral("w2"), QStringLiteral("Onboarding / mail"), false, at}};
    }
    Result<QList<restore::CredentialEntry>> credentials(const JobContext &context, const backup::BackupSet &, const QString &) override
    {
        while (blockLook)
            QD_CHECK(context.sleep(std::chrono::milliseconds(5)));
        const QDateTime at = QDateTime::currentDateTimeUtc().addDays(-1);
        return QList<restore::CredentialEntry>{{QStringLiteral("c1"), QStringLiteral("Mail account"), QStringLiteral("smtp"), at}};
    }
    Result<backup::BackupSet> foreignSet(const JobContext &, const QString &path) override
    {
        if (!path.endsWith(QLatin1String(".sql.gz")))
            return fail(ErrorKind::Unsupported, QStringLiteral("This is no dump we know: %1").arg(path), QStringLiteral("magic 00 01"),
                        QStringLiteral("Name the output of pg_dump."));
        backup::BackupSet set = sampleSet(QStringLiteral("files"), 0, QDateTime::currentDateTimeUtc().addDays(-2), backup::SetState::Foreign);
        set.id = QStringLiteral("foreign-by-path");
        set.parts = {backup::Part::Postgres};
        set.foreignFiles = {path};
        return set;
    }
    Result<QList<Step>> endPlan(const JobContext &, gui::RestoreEnd end, const QString &runId,
                                const std::shared_ptr<restore::Report> &report) override
    {
        const char *names[] = {"resume", "rollback", "release"};
        const std::scoped_lock lock(m_mutex);
        m_wishes.append(QStringLiteral("%1 %2").arg(QLatin1String(names[static_cast<int>(end)]), runId));
        if (m_endFailure)
            return fail(*m_endFailure);
        restore::Report left;
        left.runId = runId;
        left.stackId = QStringLiteral("acme-n8n");
        left.summary = QStringLiteral("done: ") + m_wishes.constLast();
        return plan(report, left);
    }
    QList<Step> restorePlan(const restore::Request &request, const std::shared_ptr<restore::Report> &report) override
    {
        const std::scoped_lock lock(m_mutex);
        m_lastRequest = request;
        m_wishes.append(restoreWish(request));
        return plan(report, m_report);
    }
    QList<Step> exportPlan(const gui::ExportOrder &order) override
    {
        const std::scoped_lock lock(m_mutex);
        m_wishes.append(
            QStringLiteral("export %1%2 %3 %4").arg(order.decrypted ? QStringLiteral("decrypted ") : QString(), order.set.id, order.id, order.path));
        return plan(std::make_shared<restore::Report>(), {});
    }

    static QString restoreWish(const restore::Request &request)
    {
        return QStringLiteral("%1 %2").arg(static_cast<int>(request.scenario)).arg(request.set.id);
    }

    void setSurvey(const gui::RestoreSurvey &survey)
    {
        const std::scoped_lock lock(m_mutex);
        m_survey = survey;
    }
    void setOutline(const restore::Outline &outline)
    {
        const std::scoped_lock lock(m_mutex);
        m_outline = outline;
        m_lookFailure.reset();
    }
    void setLookFailure(const Error &error)
    {
        const std::scoped_lock lock(m_mutex);
        m_lookFailure = error;
    }
    void setEndFailure(const std::optional<Error> &error)
    {
        const std::scoped_lock lock(m_mutex);
        m_endFailure = error;
    }
    void setReport(const restore::Report &report)
    {
        const std::scoped_lock lock(m_mutex);
        m_report = report;
    }
    void setRunFailure(const std::optional<Error> &error)
    {
        const std::scoped_lock lock(m_mutex);
        m_runFailure = error;
    }
    QStringList wishes()
    {
        const std::scoped_lock lock(m_mutex);
        return m_wishes;
    }
    restore::Request lastRequest()
    {
        const std::scoped_lock lock(m_mutex);
        return m_lastRequest;
    }

    std::atomic<int> surveys = 0;
    std::atomic<int> looks = 0;
    std::atomic<int> stepsUndone = 0;
    std::atomic<bool> blockSurvey = false;
    std::atomic<bool> blockLook = false;
    std::atomic<int> checksBeforeBlock = 0; ///< how many a blocked look tells
    std::atomic<bool> block = false; ///< the last step of a plan
    std::atomic<int> moreSteps = 0; ///< between the first and the last, of no interest

private:
    QList<Step> plan(const std::shared_ptr<restore::Report> &report, const restore::Report &left)
    {
        const auto first = [](JobContext &context) -> Result<void> {
            context.sink().logLine(QStringLiteral("staged"));
            return {};
        };
        const auto undo = [this](JobContext &) -> Result<void> {
            ++stepsUndone;
            return {};
        };
        const auto second = [this, report, left](JobContext &context) -> Result<void> {
            context.sink().stepProgress({QStringLiteral("swap"), 1024 * 1024, 4 * 1024 * 1024, Progress::Unit::Bytes});
            while (block)
                QD_CHECK(context.sleep(std::chrono::milliseconds(5)));
            const std::scoped_lock lock(m_mutex);
            if (m_runFailure)
                return fail(*m_runFailure);
            *report = left;
            return {};
        };
        QList<Step> steps = {{QStringLiteral("stage"), QStringLiteral("Restore beside the database in use"), first, undo}};
        for (int i = 0; i < moreSteps; ++i)
            steps.append({QStringLiteral("step-%1").arg(i), QStringLiteral("Step %1").arg(i), first, {}});
        steps.append({QStringLiteral("swap"), QStringLiteral("Swap the databases"), second, {}});
        return steps;
    }

    std::mutex m_mutex;
    gui::RestoreSurvey m_survey;
    restore::Outline m_outline = sampleOutline();
    restore::Report m_report = sampleReport();
    restore::Request m_lastRequest;
    QStringList m_wishes;
    std::optional<Error> m_lookFailure;
    std::optional<Error> m_endFailure;
    std::optional<Error> m_runFailure;
};

} // namespace quarterdeck::test
