// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/operations.h"
#include "backup/restore/targuard.h"

namespace quarterdeck::restore {

/// The archive of n8n's data folder that a backup holds: of a set, compared with its manifest while it is read; or as a
/// script has packed it (n8n_data_*.tar.gz), of the folder's contents or of the folder itself.
class DataArchive final
{
public:
    /// Whether there is one, without opening it.
    [[nodiscard]] static bool isIn(const backup::BackupSet &set);
    /// Of a script's file it is found out what its entries lie in.
    /// Errors: NotFound (there is none); of a script's file also Corrupt, and Invalid (n8n's settings are not in it).
    [[nodiscard]] static Result<DataArchive> of(const JobContext &context, const backup::BackupSet &set, const QString &ageIdentityFile);

    [[nodiscard]] const TarRules &rules() const { return m_rules; }
    /// From its beginning, each time anew.
    [[nodiscard]] Result<docker::ByteSource> open(const JobContext &context) const;

private:
    using Open = std::function<Result<docker::ByteSource>(const JobContext &context)>;

    DataArchive(TarRules rules, Open open);

    TarRules m_rules;
    Open m_open;
};

} // namespace quarterdeck::restore
