// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/dataarchive.h"

#include "backup/foreign.h"
#include "backup/setcontents.h"
#include "backup/stream.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace quarterdeck::restore {

namespace {

struct DataText
{
    Q_DECLARE_TR_FUNCTIONS(DataArchive)
};

Error nothing()
{
    return {ErrorKind::NotFound, DataText::tr("This set does not hold the data folder of n8n."), {}, {}};
}

/// Scripts pack the contents (tar -C folder .), the folder as n8n knows it, or the folder under which a volume lies.
Result<TarRules> rulesOfForeign(const JobContext &context, const QString &path)
{
    TarRules rules;
    QD_TRY(rules.maximumBytes, backup::checkGzip(context, path));
    Result<void> first;
    for (const char *folder : {"", ".n8n", "data", "n8n_data", "_data"}) {
        rules.folder = QLatin1String(folder);
        QD_TRY(const docker::ByteSource source, backup::plainSource(context, path));
        const Result<TarSeen> seen = checkTar(source, rules);
        if (seen && seen->hasSettings)
            return rules;
        QD_CHECK(context.checkpoint());
        if (!seen && *folder == '\0')
            first = fail(seen.error());
    }
    QD_CHECK(first);
    return fail(ErrorKind::Invalid, DataText::tr("%1 does not hold n8n's data folder: its file of settings, config, is not there.").arg(path), {},
                DataText::tr("Leave this part out. What is in the archive can be put back by hand, as docs/RECOVERY.md tells."));
}

} // namespace

DataArchive::DataArchive(TarRules rules, Open open)
    : m_rules(std::move(rules))
    , m_open(std::move(open))
{
}

bool DataArchive::isIn(const backup::BackupSet &set)
{
    return set.manifest ? backup::findPart(*set.manifest, backup::Part::N8nData) != nullptr
                        : !backup::foreignFileOf(set, backup::Part::N8nData).isEmpty();
}

Result<DataArchive> DataArchive::of(const JobContext &context, const backup::BackupSet &set, const QString &ageIdentityFile)
{
    if (!set.manifest) {
        const QString path = backup::foreignFileOf(set, backup::Part::N8nData);
        if (path.isEmpty())
            return fail(nothing());
        QD_TRY(const TarRules rules, rulesOfForeign(context, path));
        return DataArchive(rules, [path](const JobContext &then) { return backup::plainSource(then, path); });
    }
    const backup::FileEntry *found = backup::findPart(*set.manifest, backup::Part::N8nData);
    if (found == nullptr)
        return fail(nothing());
    TarRules rules;
    // The engine's archives begin with the folder's own name.
    rules.folder = QFileInfo(found->original).fileName();
    rules.original = found->original;
    rules.maximumBytes = found->rawSize;
    return DataArchive(rules, [entry = *found, folder = set.path, ageIdentityFile](const JobContext &then) -> Result<docker::ByteSource> {
        QD_TRY(std::unique_ptr<backup::FileSource> source, backup::FileSource::openEntry(then, folder, entry, ageIdentityFile));
        return docker::ByteSource([kept = std::shared_ptr<backup::FileSource>(std::move(source))](qsizetype maximum) { return kept->read(maximum); });
    });
}

Result<docker::ByteSource> DataArchive::open(const JobContext &context) const
{
    return m_open(context);
}

} // namespace quarterdeck::restore
