// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QProcess>
#include <QTemporaryDir>

namespace quarterdeck::test {

/// A dockerd of our own, to be killed at will. It shares nothing with the
/// machine's engine: own data, own containerd, own socket, no network.
class PrivateEngine final
{
    Q_DISABLE_COPY_MOVE(PrivateEngine)

public:
    PrivateEngine() = default;
    /// Stops it in an orderly way, so that nothing stays mounted.
    ~PrivateEngine();

    /// Whether this user and machine can run one.
    [[nodiscard]] static bool isPossible();

    [[nodiscard]] QString socket() const { return m_folder.filePath(QStringLiteral("d.sock")); }
    /// Starts it, also again, and waits until it answers.
    [[nodiscard]] Result<void> start();
    /// Its network name space has nothing that is up; a swarm wants an address, if only this one.
    [[nodiscard]] Result<void> bringUpLoopback() const;
    /// As the kernel does when memory is short.
    void kill();

private:
    QTemporaryDir m_folder{QStringLiteral("/tmp/qd-engine-XXXXXX")};
    QProcess m_daemon;
};

} // namespace quarterdeck::test
