// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

namespace quarterdeck::test {

/// A file system of our own in memory, to be filled, locked and pulled out.
class SmallDisk final
{
public:
    SmallDisk() = default;
    ~SmallDisk();
    Q_DISABLE_COPY_MOVE(SmallDisk)

    /// @param path an empty folder
    /// @param size in bytes
    /// @return false where this user may not mount
    [[nodiscard]] bool mount(const QString &path, qint64 size);
    /// Leaves so many bytes, rounded down to pages.
    [[nodiscard]] bool leave(qint64 bytes) const;
    /// Makes room again.
    void unfill() const;
    [[nodiscard]] qint64 freeBytes() const;
    [[nodiscard]] bool setReadOnly(bool readOnly) const;

private:
    [[nodiscard]] QByteArray filler() const;

    QByteArray m_path;
};

/// Another name for a folder, that can be taken away while it is in use, as a
/// drive that is pulled out.
class PulledOut final
{
public:
    PulledOut() = default;
    ~PulledOut();
    Q_DISABLE_COPY_MOVE(PulledOut)

    /// Shows `folder` at `path`; also again.
    [[nodiscard]] bool plugIn(const QString &folder, const QString &path);
    void pullOut();

private:
    QByteArray m_path;
};

} // namespace quarterdeck::test
