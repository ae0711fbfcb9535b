// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/operations.h"
#include "backup/partialset.h"
#include "backup/postgrescapture.h"
#include "backup/stream.h"
#include "foundation/stacklock.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace quarterdeck::backup {

/// One backup on its way: what its steps share. Used by one thread at a time.
struct CaptureRun
{
    CaptureRun(const Neighbours &with, stack::Stack of, BackupSettings by, Recording recorded, BackupReport &into);

    Neighbours neighbours;
    stack::Stack stack;
    BackupSettings settings;
    Recording recording;
    BackupReport &report;
    Repository repository;

    std::optional<StackLock> lock;
    std::unique_ptr<PartialSet> partial;
    DumpCredentials credentials;
    std::unique_ptr<PostgresSnapshot> snapshot;
    Manifest manifest;
    std::optional<Manifest> previous; ///< newest set of this stack: what to expect of this one
    QStringList log;
    std::chrono::steady_clock::time_point began;
    /// Of database, queue and files; by the clock that never jumps.
    std::optional<std::chrono::steady_clock::time_point> firstCapture;
    std::optional<std::chrono::steady_clock::time_point> lastCapture;
    bool busy = false; ///< executions run: take less of the machine

    /// Since the run began; a clock that is set meanwhile does not matter.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    [[nodiscard]] bool wants(Part part) const { return settings.parts.contains(part); }
    /// Into the run's own log, which goes into the set, and to whoever listens.
    void say(const JobContext &context, const QString &line);
    /// The same, and into manifest and report.
    void warn(const JobContext &context, const QString &line);
    /// Remembers when something was captured.
    void capturedAt(std::chrono::steady_clock::time_point when);

    /// Gives up what is not published: partial set, snapshot, lock.
    void release();

    /// What one file of the set is to be.
    struct FileWanted
    {
        QString stepId; ///< for progress
        QString path; ///< relative, without the endings of codec and encryption
        Part part = Part::Postgres;
        bool zstd = true;
        bool plain = false; ///< never encrypted: log, read-me
        QString original = {};
        int mode = 0600;
    };
    /// Writes one file through codec and encryption; its entry goes into the manifest.
    /// @param produce hands everything to the sink it is given
    [[nodiscard]] Result<void> writeFile(const JobContext &context, const FileWanted &wanted,
                                         const std::function<Result<void>(const docker::ByteSink &)> &produce);
    [[nodiscard]] Result<void> writeFile(const JobContext &context, const FileWanted &wanted, const QByteArray &bytes);
    /// Takes the newest file back, from disk and manifest.
    void dropLastFile();
};

} // namespace quarterdeck::backup
