// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QMap>
#include <QStringList>

namespace quarterdeck::test {

/// Runs the docker program; its output without the last line end.
[[nodiscard]] Result<QString> docker(const QStringList &arguments, const QMap<QString, QString> &environment = {});

/// An image this machine has: that of the real stack's service, else any
/// tagged `quarterdeck/<service>`, else the vendor's. Empty when there is none.
[[nodiscard]] QString localImage(const QString &service);

/// A container of our own on the real engine, labelled quarterdeck.test=1 and
/// removed with its volumes and its network however the test ends.
class TestContainer final
{
    Q_DISABLE_COPY_MOVE(TestContainer)

public:
    TestContainer() = default;
    ~TestContainer();

    /// Creates and starts one with these options of `docker run`, image and
    /// command; on a network of its own unless the options name one, for a
    /// second engine started with --bridge=none takes the default bridge away.
    /// @param environment handed over by the environment, never by arguments
    [[nodiscard]] Result<void> run(const QStringList &options, const QString &image, const QStringList &command = {},
                                   const QMap<QString, QString> &environment = {});
    [[nodiscard]] const QString &id() const { return m_id; } ///< 64 characters
    [[nodiscard]] qint64 pid() const; ///< State.Pid; 0 when it does not run
    [[nodiscard]] quint16 hostPort(quint16 containerPort) const; ///< 0 when it is not published

private:
    QString m_id;
    QString m_network;
};

} // namespace quarterdeck::test
