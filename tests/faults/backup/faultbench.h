// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "adapters/redis/hiredisport.h"
#include "backup/history.h"
#include "backup/operations.h"
#include "controlrun.h"
#include "heartbeat.h"

#include <QTemporaryDir>

namespace quarterdeck::test {

/// The real stack, a target folder with an old proven set in it, and homes of
/// our own (locks, pipes, history, settings), which quarterdeckctl as our child
/// shares. Knows what every fault must end in.
class FaultBench final
{
public:
    FaultBench();
    Q_DISABLE_COPY_MOVE(FaultBench)

    /// Finds the stack, plants the old set, begins to watch n8n.
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] bool isPrepared() const { return !m_oldSet.isEmpty(); }
    /// Puts the old set into the target of the settings, and remembers it.
    [[nodiscard]] Result<void> plantOldSet();
    /// Settings to where quarterdeckctl finds them.
    [[nodiscard]] Result<void> saveSettings() const { return backup::saveBackupSettings(stack.id, settings); }

    [[nodiscard]] QString path(const QString &name) const { return m_root.filePath(name); }
    /// "backup create" on this stack, and more words.
    [[nodiscard]] QStringList create(const QStringList &more = {}) const;
    /// The title that quarterdeckctl tells when the step begins.
    [[nodiscard]] QString title(const QString &stepId);

    /// In this process, by these neighbours.
    struct Made
    {
        PlanOutcome outcome;
        backup::BackupReport report;
    };
    [[nodiscard]] Made make(const backup::Neighbours &with, ProgressSink &sink = ProgressSink::null());

    /// Sets beside the old one, newest first.
    [[nodiscard]] QList<backup::BackupSet> newSets() const;
    /// Removes the new sets, and whatever else a test that failed has left.
    void reset();
    /// The newest run of this stack.
    [[nodiscard]] backup::RunRecord lastRun() const;

    /// What must hold at any time, also right after a kill; empty = it does:
    /// the old set is proven and its bytes are as they were, nothing in the target
    /// claims to be a set and is none, n8n answered all the time.
    [[nodiscard]] QStringList brokenPromises();
    /// What a run must not leave behind; empty = nothing: containers, volumes,
    /// pipes, partial sets, unknown files in the target, a lock.
    [[nodiscard]] QStringList leftovers();
    /// An error in words that help: what happened and what to do.
    [[nodiscard]] static QStringList unclear(const QJsonObject &error);
    [[nodiscard]] static QStringList unclear(const Error &error);

    /// Until n8n and its servers are what they were; for tests that break them.
    [[nodiscard]] bool waitUntilReady(std::chrono::seconds patience = std::chrono::seconds(120));

    struct Concrete
    {
        SystemClock clock;
        docker::Client docker;
        process::LocalProcess process;
        compose::ComposeCli compose{process};
        postgres::LibpqPort postgres;
        redis::HiredisPort redis;
    };
    Concrete with;
    backup::Neighbours neighbours{with.docker, with.postgres, with.redis, with.process, with.clock};
    stack::Stack stack;
    backup::BackupSettings settings; ///< target and no drill; tests change them
    Heartbeat heartbeat;

private:
    QTemporaryDir m_root;
    QString m_oldSet;
    QMap<QString, QString> m_oldBytes;
};

/// Fails the test with what a list of complaints says.
#define QD_NONE(complaints)                                                                                                                          \
    do {                                                                                                                                             \
        const QStringList qdComplaints = (complaints);                                                                                               \
        QVERIFY2(qdComplaints.isEmpty(), qPrintable(qdComplaints.join(QLatin1Char('\n'))));                                                          \
    } while (false)

/// Fails the test unless the program ended with this code, and shows all it said.
#define QD_EXIT(ended, code)                                                                                                                         \
    do {                                                                                                                                             \
        const quarterdeck::test::ControlRun::Ended qdEnded = (ended);                                                                                \
        QVERIFY2(qdEnded.exitCode == (code), qdEnded.all().constData());                                                                             \
    } while (false)

} // namespace quarterdeck::test
