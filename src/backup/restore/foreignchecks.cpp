// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/foreignchecks.h"

#include "backup/foreign.h"
#include "backup/rdbcheck.h"
#include "backup/restore/dataarchive.h"
#include "backup/restore/foreigndump.h"
#include "backup/restore/volumerestore.h"
#include "stack/dotenv.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::restore {

namespace {

using backup::Part;

struct ForeignText
{
    Q_DECLARE_TR_FUNCTIONS(ForeignChecks)
};

Result<void> checkDump(const JobContext &context, const backup::BackupSet &set)
{
    const auto isDump = [](const QString &path) { return dumpFormOf(path).has_value(); };
    const auto dump = std::find_if(set.foreignFiles.cbegin(), set.foreignFiles.cend(), isDump);
    if (dump == set.foreignFiles.cend())
        return fail(ErrorKind::NotFound, ForeignText::tr("There is no dump of a database among the files of this backup."), {},
                    ForeignText::tr("Choose another backup."));
    return checkForeignDump(context, *dump);
}

Result<void> checkQueue(const JobContext &context, const backup::BackupSet &set)
{
    const QString path = backup::foreignFileOf(set, Part::Redis);
    if (path.isEmpty())
        return fail(ErrorKind::NotFound, ForeignText::tr("There is no RDB of Redis among the files of this backup."), {},
                    ForeignText::tr("Leave the queue out, or choose another backup."));
    QD_TRY(const docker::ByteSource source, backup::plainSource(context, path));
    constexpr qsizetype pieceSize = 256 * 1024;
    backup::RdbCheck check;
    while (true) {
        QD_TRY(const QByteArray bytes, source(pieceSize));
        if (bytes.isEmpty())
            break;
        check.feed(bytes);
    }
    QD_CHECK(check.finish());
    return {};
}

Result<void> checkEnvironment(const backup::BackupSet &set)
{
    QD_TRY(const QByteArray bytes, backup::foreignEnvironment(set));
    if (stack::DotEnv(bytes).values().isEmpty())
        return fail(ErrorKind::Corrupt, ForeignText::tr("%1 sets nothing.").arg(backup::foreignFileOf(set, Part::Environment)), {},
                    ForeignText::tr("Leave the settings out, or choose another backup."));
    return {};
}

} // namespace

bool checkForeignFiles(const JobContext &context, const Request &request, CheckList &checks)
{
    const backup::BackupSet &set = request.set;
    const bool undo = request.scenario == Scenario::Undo;
    const auto wants = [&request](Part part) { return request.parts.contains(part); };
    const auto passes = [&checks](const auto &result) {
        if (result)
            return true;
        checks.addError("set", result.error(), ForeignText::tr("Nothing was changed. Choose another backup, or leave this part out."));
        return false;
    };
    if (wants(Part::Postgres) && !passes(checkDump(context, set)))
        return false;
    if (undo && wants(Part::N8nData) && DataArchive::isIn(set) && !passes(checkN8nData(context, set, {})))
        return false;
    if (undo && (wants(Part::Redis) || request.replayQueue) && !passes(checkQueue(context, set)))
        return false;
    if (undo && wants(Part::Environment) && !passes(checkEnvironment(set)))
        return false;
    if (undo && wants(Part::Compose)) {
        checks.add("set", backup::PreflightCheck::Verdict::Failed, ForeignText::tr("There is no Compose file among the files of this backup."),
                   ForeignText::tr("Leave this part out: the one that is there stays."), ErrorKind::NotFound);
        return false;
    }
    checks.add("set", backup::PreflightCheck::Verdict::Warning,
               ForeignText::tr("These files come from elsewhere: nothing tells what should be in them. They were read to their end."),
               ForeignText::tr("Look at what was restored before you rely on it."));
    return true;
}

} // namespace quarterdeck::restore
