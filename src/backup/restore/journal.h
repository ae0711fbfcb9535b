// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/operations.h"
#include "foundation/filedescriptor.h"

#include <QJsonObject>

#include <memory>

namespace quarterdeck::restore {

/// A file of the project that a restore put another in place of.
struct ReplacedFile
{
    QString path; ///< absolute
    QString keptAs; ///< absolute: the one that was there; empty = there was none
};

/// A container that a restore stopped.
struct StoppedContainer
{
    QString id;
    QString name;
    QString service;
};

/// Everything that going on with a restore, or taking it back, needs beside
/// what the engine and the servers tell themselves. No secret is in it.
struct JournalState
{
    QString runId;
    QString stackId;
    QString ofStack; ///< whose set it is; of what is made beside a stack another than stackId
    Scenario scenario = Scenario::Undo;
    QDateTime startedAt;
    QString stamp; ///< in the names of what is made: "20260102_030405"

    // What was asked for.
    QString setId;
    QString setPath;
    qint64 setBytes = 0; ///< of the set, on disk
    QStringList foreignFiles; ///< absolute, of a Foreign set
    QString ageIdentityFile;
    QList<backup::Part> parts;
    QString projectFolder;
    QString projectName;
    QMap<quint16, quint16> ports;
    QString sideDatabase;
    bool asClone = false;
    bool safetyBackup = true;
    bool replayQueue = false;
    bool quarantine = true;
    KeyChoice key = KeyChoice::Current;
    QString keyFingerprint; ///< of the key that is to be in force; empty = not known
    int keepOldDays = 7;
    bool dropOldAtOnce = false;
    qint64 drainSeconds = 0;

    // How far it is.
    QStringList begun; ///< ids of steps, in order
    QStringList done;
    QString lastTitle; ///< of the last of `begun`, translated when it began
    QMap<QString, qint64> stepMs; ///< how long each of `done` took: what the next one is estimated from
    bool ended = false; ///< the last step ran
    QString over; ///< "", "released", "rolled-back"

    // What it made.
    QString database; ///< n8n's own, by name
    QString stagedDatabase;
    QString oldDatabase;
    QStringList madeRoles;
    QString asidePrefix; ///< of the queue's keys that were set aside; empty = none were
    QList<StoppedContainer> stopped;
    QStringList told; ///< containers that were asked to end: a stop that was cancelled goes on in the engine all the same
    QList<ReplacedFile> files;
    QStringList madeFolders; ///< of a rebuild, outermost first
    QString madeVolume; ///< of a rebuild: n8n's data
    QString madeDataFolder;
    bool oldDataDropped = false; ///< n8n's replaced data folder is gone for good
    bool recreate = false; ///< the project's files changed: containers are made anew
    Report report;
};

[[nodiscard]] QJsonObject journalToJson(const JournalState &state);
/// Errors: Corrupt.
[[nodiscard]] Result<JournalState> journalFromJson(const QJsonObject &object);

/// The diary of one restore, in a file of its own (0600) that is written anew,
/// atomically, before and after each step. While it is open a lock (flock)
/// keeps others from going on with it; the lock dies with its owner.
class Journal final
{
public:
    /// ~/.local/state/quarterdeck/restores
    [[nodiscard]] static QString defaultFolder();

    /// Begins one. @param state its runId is made here
    [[nodiscard]] static Result<std::unique_ptr<Journal>> create(JournalState state, const QString &folder = defaultFolder());
    /// Errors: NotFound, Conflict (somebody is at it), Corrupt.
    [[nodiscard]] static Result<std::unique_ptr<Journal>> open(const QString &runId, const QString &folder = defaultFolder());
    ~Journal() = default;
    Q_DISABLE_COPY_MOVE(Journal)

    struct Entry
    {
        JournalState state;
        bool ownerAlive = false;
    };
    /// Newest first. One that cannot be read is left out.
    [[nodiscard]] static Result<QList<Entry>> list(const QString &folder = defaultFolder());

    [[nodiscard]] JournalState &state() { return m_state; }
    [[nodiscard]] Result<void> save() const;
    /// Takes a journal away that never came to change anything.
    void discard();

private:
    Journal(QString path, JournalState state, FileDescriptor lock);

    QString m_path;
    JournalState m_state;
    FileDescriptor m_lock;
};

} // namespace quarterdeck::restore
