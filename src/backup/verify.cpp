// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/operations.h"

#include "backup/drill.h"
#include "backup/recordedplan.h"
#include "backup/recoverycard.h"
#include "backup/sealedjson.h"
#include "backup/setcontents.h"
#include "backup/stream.h"
#include "foundation/atomicfile.h"
#include "foundation/units.h"
#include "stack/settingreader.h"

#include <QCoreApplication>

namespace quarterdeck::backup {

namespace {

struct VerifyText
{
    Q_DECLARE_TR_FUNCTIONS(Verify)
};

/// What is wrong with the set itself, as against what keeps us from looking: an
/// image, age or the engine that is not there says nothing about the set.
bool isVerdict(const Error &error)
{
    return error.kind == ErrorKind::Corrupt;
}

/// A file that is missing is damage, unlike everything else that may not be found.
Result<void> checkAllThere(const BackupSet &set)
{
    for (const FileEntry &file : set.manifest->files) {
        const Result<FileDescriptor> fd = openInSet(set.path, file.path);
        if (!fd && fd.error().kind == ErrorKind::NotFound)
            return fail(ErrorKind::Corrupt, VerifyText::tr("%1 is missing.").arg(file.path), fd.error().detail);
        if (!fd)
            return fail(fd.error());
    }
    return {};
}

Result<QStringList> checkQuickly(const JobContext &context, const BackupSet &set)
{
    qint64 total = 0;
    for (const FileEntry &file : set.manifest->files)
        total += file.size;
    qint64 before = 0;
    for (const FileEntry &file : set.manifest->files) {
        QD_CHECK(checkFileBytes(context, set.path, file, [&](qint64 bytes) {
            context.sink().stepProgress({QStringLiteral("verify"), before + bytes, total, Progress::Unit::Bytes});
        }));
        before += file.size;
    }
    return QStringList{VerifyText::tr("%1 files, %2: every size and checksum fits.").arg(set.manifest->files.size()).arg(formatBytes(total))};
}

/// Of the set itself if it has it, so that the proof holds where the machine is gone.
Result<Secret> keyFor(const JobContext &context, const DrillInput &input, const QByteArray &n8nSettings, QStringList &findings)
{
    const Manifest &manifest = *input.set.manifest;
    QD_TRY(const SetKey inSet, findKeyInSet(context, input.set, input.ageIdentityFile, n8nSettings));
    if (!inSet.key.isEmpty()) {
        if (manifest.keyFingerprint.isEmpty() || keyFingerprint(inSet.key) == manifest.keyFingerprint) {
            findings.append(VerifyText::tr("The encryption key is in the set (%1).").arg(inSet.from));
            return inSet.key;
        }
        findings.append(VerifyText::tr("The key in %1 is not the one that was in force.").arg(inSet.from));
    }
    findings.append(VerifyText::tr("The encryption key in force is not in this set: keep it elsewhere, or credentials cannot be read."));
    const stack::Service *main = input.stack != nullptr ? input.stack->service(stack::Role::Main) : nullptr;
    if (main == nullptr)
        return Secret();
    const Result<stack::KeyInForce> key = stack::readEncryptionKey(context, input.neighbours.docker, *main);
    return key && keyFingerprint(key->key) == manifest.keyFingerprint ? key->key : Secret();
}

Result<QStringList> checkFully(const JobContext &context, DrillInput &input, bool drill)
{
    qint64 total = 0;
    for (const FileEntry &file : input.set.manifest->files)
        total += file.size;
    const QString step = drill ? QStringLiteral("drill") : QStringLiteral("verify");
    QD_TRY(const ContentsReport contents, readContents(context, input.set, input.ageIdentityFile, [&](qint64 bytes) {
               context.sink().stepProgress({step, bytes, total, Progress::Unit::Bytes});
           }));
    QStringList findings = contents.findings;
    if (!drill) {
        QD_TRY(const QStringList read, readDump(context, input));
        return findings + read;
    }
    QD_TRY(input.key, keyFor(context, input, contents.n8nSettings, findings));
    QD_TRY(const QStringList database, drillPostgres(context, input));
    QD_TRY(const QStringList queue, drillRedis(context, input));
    return findings + database + queue;
}

} // namespace

Result<Proof> verifySet(const JobContext &context, const Neighbours &neighbours, const Repository &repository, const BackupSet &set,
                        Proof::Depth depth, const BackupSettings &settings, const stack::Stack *stack)
{
    if (set.state == SetState::Foreign) {
        return fail(ErrorKind::Unsupported, VerifyText::tr("%1 was made by another tool and has no manifest to check it against.").arg(set.id), {},
                    VerifyText::tr("Make a backup of your own; keep this one until that is proven."));
    }
    QD_TRY(const QByteArray bytes, readWholeFile(set.path + QLatin1String("/manifest.json"), maximumSealedSize));
    QD_TRY(const Manifest manifest, readManifest(bytes));
    BackupSet fresh = set;
    fresh.manifest = manifest;

    Proof proof;
    proof.depth = depth;
    proof.at = neighbours.clock.now();
    proof.manifestSha256 = manifestDigest(bytes);
    const auto began = neighbours.clock.monotonic();
    DrillInput input{neighbours, fresh, settings.ageIdentityFile, stack, {}};
    const auto look = [&]() -> Result<QStringList> {
        QD_CHECK(checkAllThere(fresh));
        return depth == Proof::Depth::Quick ? checkQuickly(context, fresh) : checkFully(context, input, depth == Proof::Depth::Drill);
    };
    const Result<QStringList> found = look();
    if (!found && !isVerdict(found.error()))
        return fail(found.error());
    proof.passed = found.has_value();
    proof.findings = found ? *found : QStringList{found.error().what};
    if (!found && !found.error().detail.isEmpty())
        proof.findings.append(found.error().detail.left(2000));
    proof.tookMs = std::chrono::duration_cast<std::chrono::milliseconds>(neighbours.clock.monotonic() - began).count();
    QD_CHECK(repository.addProof(fresh, proof));
    refreshRecoveryCard(context, repository, neighbours.clock.now());
    return proof;
}

QList<Step> verifyPlan(const Neighbours &neighbours, const Repository &repository, const BackupSet &set, Proof::Depth depth,
                       const BackupSettings &settings, std::optional<stack::Stack> stack, const Recording &recording, Proof &proof)
{
    const bool drill = depth == Proof::Depth::Drill;
    const Step step{drill ? QStringLiteral("drill") : QStringLiteral("verify"),
                    drill ? VerifyText::tr("Restore %1 into throwaway servers").arg(set.id) : VerifyText::tr("Check %1").arg(set.id),
                    [=, &proof](JobContext &context) -> Result<void> {
                        QD_CHECK(removeOrphanedHelpers(context, neighbours.docker));
                        QD_TRY(proof, verifySet(context, neighbours, repository, set, depth, settings, stack ? &*stack : nullptr));
                        for (const QString &finding : std::as_const(proof.findings))
                            context.sink().logLine(finding);
                        if (proof.passed)
                            return {};
                        return fail(ErrorKind::Corrupt, VerifyText::tr("%1 did not pass: %2").arg(set.id, proof.findings.value(0)),
                                    proof.findings.mid(1).join(QLatin1Char('\n')),
                                    VerifyText::tr("Do not rely on it. Back up again, and keep older sets."));
                    },
                    {}};
    RunRecord record;
    record.stackId = set.manifest ? set.manifest->stackId : QString();
    record.operation = drill ? QStringLiteral("drill") : QStringLiteral("verify");
    record.setId = set.id;
    record.bytes = set.size;
    return recordedPlan({step}, neighbours, settings.hooks, recording, record, [&proof, set](RunRecord &done) {
        done.summary = proof.depth == Proof::Depth::Drill ? VerifyText::tr("%1 is proven: it was restored and compared.").arg(set.id)
                                                          : VerifyText::tr("%1 is whole.").arg(set.id);
    });
}

} // namespace quarterdeck::backup
