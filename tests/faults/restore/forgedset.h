// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/manifest.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>

namespace quarterdeck::test {

/// A copy of a set that somebody who can write to the folder has changed: every
/// checksum fits what is in it, for whoever can change a file can change those too.
/// Removed with this object.
class ForgedSet final
{
public:
    /// @param original folder of the set, beside which the copy is made
    explicit ForgedSet(const QString &original);
    ~ForgedSet();
    Q_DISABLE_COPY_MOVE(ForgedSet)

    backup::Manifest manifest; ///< changed at will, before publish()
    [[nodiscard]] backup::FileEntry &entry(backup::Part part);
    [[nodiscard]] QString path(backup::Part part) { return m_folder + QLatin1Char('/') + entry(part).path; }
    /// Contents of a part, unpacked.
    [[nodiscard]] QByteArray raw(backup::Part part);
    /// Other contents, with size and checksums in the manifest.
    [[nodiscard]] Result<void> put(backup::Part part, const QByteArray &raw);
    /// So many zeros, which pack to next to nothing. @param claimed what the manifest says
    [[nodiscard]] Result<void> putBomb(backup::Part part, qint64 bytes, qint64 claimed);
    void leaveOut(backup::Part part);
    /// Seals it. @return its name, as the command line takes it
    [[nodiscard]] QString publish();
    [[nodiscard]] const QString &folder() const { return m_folder; }

private:
    QString m_folder;
};

} // namespace quarterdeck::test
