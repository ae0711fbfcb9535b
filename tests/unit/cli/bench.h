// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/cgroup/resources.h"
#include "adapters/n8n/n8nhttp.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/redis/hiredisport.h"
#include "backup/history.h"
#include "cli/application.h"
#include "support/fakecompose.h"
#include "support/fakedocker.h"

#include <QJsonObject>
#include <QTemporaryDir>

namespace quarterdeck::test {

/// A clock that stands still until it is put.
class FakeClock final : public Clock
{
public:
    QDateTime time = QDateTime(QDate(2026, 1, 10), QTime(12, 0), Qt::UTC);

    [[nodiscard]] QDateTime now() const override { return time; }
    [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override { return {}; }
};

/// Programs that are not run: a crontab in memory, and whatever a notice calls.
class FakeProcess final : public process::ProcessPort
{
public:
    QByteArray crontab;
    QList<process::ProcessSpec> notices; ///< everything that is not crontab
    int noticeExitCode = 0;

    [[nodiscard]] Result<process::ProcessOutput> run(const JobContext &context, const process::ProcessSpec &spec) override;
    [[nodiscard]] QString find(const QString &program) const override;
};

/// Backups that do in small what the real ones do: sets are real folders,
/// decisions real decisions; what is to go wrong is put in.
class FakeBackups final : public cli::BackupActions
{
public:
    explicit FakeBackups(const FakeClock &clock);

    // --- How it is to go. ---
    std::optional<Error> createFails;
    QList<backup::PreflightCheck> checks;
    QStringList warnings;
    std::optional<backup::Proof> createProof;
    std::optional<Error> verifyFails; ///< the check itself could not be made
    backup::Proof proof; ///< what a check finds

    // --- What was asked. ---
    QStringList calls;
    backup::BackupSettings settings;
    backup::Recording recording;
    backup::Proof::Depth depth = backup::Proof::Depth::Quick;
    bool hadStack = false;
    backup::RetentionPolicy policy;

    [[nodiscard]] QList<Step> createPlan(const stack::Stack &stack, const backup::BackupSettings &settings, const backup::Recording &recording,
                                         backup::BackupReport &report) override;
    [[nodiscard]] QList<Step> verifyPlan(const backup::Repository &repository, const backup::BackupSet &set, backup::Proof::Depth depth,
                                         const backup::BackupSettings &settings, const std::optional<stack::Stack> &stack,
                                         const backup::Recording &recording, backup::Proof &proof) override;
    [[nodiscard]] Result<backup::PruneReport> prune(const JobContext &context, const backup::Repository &repository, const QString &stackId,
                                                    const backup::RetentionPolicy &policy, const QDateTime &now, bool dryRun) override;
    [[nodiscard]] QStringList removalConsequences(const QList<backup::BackupSet> &sets, const backup::BackupSet &set) override;

private:
    const FakeClock &m_clock;
};

/// What a command line printed and ended with.
struct CommandRun
{
    int code = -1;
    QString out;
    QString err;

    [[nodiscard]] QJsonObject json() const; ///< empty unless standard output is one JSON object
};

/// quarterdeckctl inside the test: an engine with the stack "shop" in memory,
/// and configuration, history, sets and locks in a home of its own.
class Bench final
{
    Q_DISABLE_COPY_MOVE(Bench)

public:
    Bench();
    ~Bench();

    FakeClock clock;
    FakeDocker docker;
    FakeCompose compose;
    FakeProcess process;
    FakeBackups backups{clock};

    /// @param input what stands on standard input, which is no terminal
    [[nodiscard]] CommandRun run(const QStringList &arguments, const QByteArray &input = {});
    /// The same with somebody at a terminal who answers.
    [[nodiscard]] CommandRun runAtTerminal(const QStringList &arguments, const QByteArray &answer);

    [[nodiscard]] QString home() const { return m_home.path(); }
    [[nodiscard]] QString defaultFolder() const;
    /// A set of "shop" in the default folder, an hour's count before now; its id.
    [[nodiscard]] QString addSet(qint64 sequence, int hoursAgo, const QString &stackId = QStringLiteral("shop"));
    /// A passed or failed drill of a set.
    void addDrill(const QString &id, bool passed);
    void engineIsDown();
    [[nodiscard]] QList<backup::RunRecord> history();

private:
    [[nodiscard]] CommandRun runOn(const QStringList &arguments, int in, FILE *err, QTemporaryDir &files);

    QTemporaryDir m_home;
    QHash<QByteArray, QByteArray> m_environment; ///< as it was
    cgroup::Resources m_resources{docker};
    postgres::LibpqPort m_postgres;
    redis::HiredisPort m_redis;
    n8n::N8nHttp m_n8n;
};

} // namespace quarterdeck::test
