// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/cgroup/resourceport.h"
#include "foundation/filedescriptor.h"

#include <QByteArray>
#include <QHash>

#include <array>
#include <memory>

namespace quarterdeck::cgroup {

/// Reads the cgroup files of containers, version 1, 2 and hybrid, with the
/// descriptors kept open: a sample is a few pread(2) calls. They are opened
/// anew when the container has been started again.
///
/// Formulas as the docker program's: memory used = usage - total_inactive_file
/// (v1) or - inactive_file (v2), subtracted only if smaller.
/// Files: https://docs.kernel.org/admin-guide/cgroup-v1/memory.html and
/// https://docs.kernel.org/admin-guide/cgroup-v2.html
class CgroupReader final
{
public:
    /// @param root prefix of /proc and /sys, for tests with a made tree
    explicit CgroupReader(QString root = {});
    ~CgroupReader();
    Q_DISABLE_COPY_MOVE(CgroupReader)

    /// @param containerId the full one of 64 digits: it must be part of the
    ///        process's cgroup path, or the numbers would be somebody else's
    /// Errors: NotFound when the process or its cgroups cannot be seen from here.
    [[nodiscard]] Result<ResourceSample> sample(const QString &containerId, qint64 pid);
    void forget(const QString &containerId);

private:
    struct Files;
    struct Mount;
    [[nodiscard]] Result<std::shared_ptr<Files>> open(const QString &containerId, qint64 pid) const;
    /// @param controller of version 1; empty = version 2
    [[nodiscard]] Mount mountOf(const QByteArray &mountInfo, const QByteArray &controller) const;

    QString m_root;
    QHash<QString, std::shared_ptr<Files>> m_open;
};

/// The value of "name 123" in a flat-keyed cgroup file; 0 when it is not there.
[[nodiscard]] quint64 flatValue(const QByteArray &text, QByteArrayView name);

} // namespace quarterdeck::cgroup
