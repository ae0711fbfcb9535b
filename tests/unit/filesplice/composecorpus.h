// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace quarterdeck::test {

/// One compose file with a service "n8n-worker" whose settings are to be changed.
struct CorpusFile
{
    QString name;
    QByteArray bytes;
    bool hasWorkerCommand = false; ///< its command runs "worker", so that --concurrency has a place
};

/// Compose files put together from every style of each part: how the environment is written, the deploy
/// section, the command, the grace, what stands around them, indentation, line ends. Each file takes another
/// style of each part, so that all of them meet; no two files are equal. Deterministic.
[[nodiscard]] QList<CorpusFile> composeCorpus();

/// .env files in every style, each with WORKERS=5 in force.
struct CorpusEnv
{
    const char *name;
    QByteArray bytes;
};
[[nodiscard]] QList<CorpusEnv> envCorpus();

} // namespace quarterdeck::test
