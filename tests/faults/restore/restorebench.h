// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlrun.h"
#include "faultbench.h"

#include "stack/sandbox.h"

#include <QTemporaryDir>

namespace quarterdeck::test {

/// A small stack of the test's own, with other names, ports and passwords than
/// the real stack from which its first contents are restored; and homes of our
/// own (locks, journals, pipes, settings), which quarterdeckctl as our child shares.
///
/// Its n8n is made but not started until a test asks for it: a restore does
/// not need it, and it takes longer to start than all the rest.
class RestoreBench final
{
public:
    struct Options
    {
        QString name; ///< of the Compose project
        quint16 firstPort = 0; ///< n8n; PostgreSQL and Redis have the next two
        QString database = QStringLiteral("flows");
        QString user = QStringLiteral("ops");
        bool ownDisk = false; ///< PostgreSQL keeps its data in path("disk"), whatever is mounted there, not in a volume as usual
    };
    explicit RestoreBench(Options options);
    ~RestoreBench();
    Q_DISABLE_COPY_MOVE(RestoreBench)

    /// Brings it up, fills it from a set of the real stack, makes it smaller and makes a set of it.
    [[nodiscard]] Result<void> prepare();
    /// What is there is no longer what is in the set, wherever one looks.
    [[nodiscard]] Result<void> makeItOurs();

    [[nodiscard]] QString path(const QString &name) const { return m_root.filePath(name); }
    [[nodiscard]] const Options &options() const { return m_options; }
    [[nodiscard]] QString projectFolder() const { return path(QStringLiteral("stack")); }
    [[nodiscard]] QString setsFolder() const { return path(QStringLiteral("backups")); }
    /// The real stack's, and the one of this stack's own first contents.
    [[nodiscard]] const QString &othersSet() const { return m_othersSet; }
    [[nodiscard]] const QString &set() const { return m_set; }
    /// Containers of other stacks, their starts, volumes, rows and files as they were before prepare().
    [[nodiscard]] const QString &othersBefore() const { return m_others; }
    [[nodiscard]] static QString others();
    /// Lines that were there and are gone, and the other way round.
    [[nodiscard]] static QStringList difference(const QString &before, const QString &now);

    /// "restore run" of our set without a safety backup, and more words.
    [[nodiscard]] QStringList restore(const QStringList &more = {}) const;
    [[nodiscard]] QStringList restoreOf(const QString &set, const QStringList &more = {}) const;
    [[nodiscard]] QStringList words(const QStringList &words) const;
    [[nodiscard]] ControlRun::Ended run(const QStringList &words) const;

    /// As the server's superuser; rows by line feeds, "failed: ..." when it did.
    [[nodiscard]] QString sql(const QString &statement, const QString &database = {}) const;
    [[nodiscard]] QString redis(const QStringList &command) const;
    /// In n8n's data folder, as root, from outside of n8n.
    [[nodiscard]] QString inData(const QString &script) const;
    /// Of the database, as n8n's own user or as the superuser.
    [[nodiscard]] postgres::Coordinates coordinates(bool superuser = false) const;
    /// For "-d" of PostgreSQL's programs, whatever the name holds.
    [[nodiscard]] QString connection(const QString &database = {}) const;
    [[nodiscard]] QString container(const QString &service) const { return m_options.name + QLatin1Char('-') + service + QLatin1String("-1"); }
    /// Starts n8n and a worker, until the webhook answers.
    [[nodiscard]] bool startN8n();
    [[nodiscard]] int hook();

    /// All that a person could miss: every byte of the database, of n8n's data
    /// folder, of Redis and of the project, names and rights of databases and
    /// roles, containers and whether they run.
    /// @param n8nRan then without what n8n itself writes while it runs
    [[nodiscard]] QString fingerprint(bool n8nRan = false) const;
    /// Lines in which it is no longer that; empty = nothing changed.
    [[nodiscard]] QStringList changes(const QString &before, bool n8nRan = false) const;
    /// Takes back whatever a test that failed has left.
    void reset();
    /// What no restore may leave behind once it is over; empty = nothing.
    [[nodiscard]] QStringList leftovers();
    /// An error that helps, of this kind, and everything as before; empty = it is so.
    [[nodiscard]] QStringList unlike(const ControlRun::Ended &ended, const QString &kind, const QString &before);
    /// States of the restores that are not over, by commas.
    [[nodiscard]] QString unfinished() const;

    FaultBench::Concrete with;

private:
    [[nodiscard]] Result<void> bringUp();
    [[nodiscard]] Result<void> nameThings();
    [[nodiscard]] Result<QString> makeSet(const QString &stack) const;
    [[nodiscard]] QString volume(const QString &name) const { return m_options.name + QLatin1Char('_') + name; }

    QTemporaryDir m_root;
    Options m_options;
    stack::SandboxOptions m_sandbox;
    QString m_n8nImage;
    QString m_othersSet;
    QString m_set;
    QString m_others;
};

/// Fails unless the program ended as a restore does that went well (0, or 2 with warnings).
#define QD_RESTORED(ended)                                                                                                                           \
    do {                                                                                                                                             \
        const quarterdeck::test::ControlRun::Ended qdEnded = (ended);                                                                                \
        QVERIFY2(qdEnded.exitCode == 0 || qdEnded.exitCode == 2, qdEnded.all().constData());                                                         \
    } while (false)

} // namespace quarterdeck::test
