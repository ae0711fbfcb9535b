// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFileInfo>

namespace quarterdeck::test {

/// The template of a QTemporaryDir in memory, where there is such a file
/// system: sets and runs are written through to the disk again and again, and
/// a busy one takes its time over what is not the matter of a test.
[[nodiscard]] inline QString quickFolder(const QString &name)
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QLatin1Char('/') + name + QLatin1String("-XXXXXX");
}

} // namespace quarterdeck::test
