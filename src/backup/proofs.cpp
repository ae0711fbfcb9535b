// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/proofs.h"

#include "backup/sealedjson.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace quarterdeck::backup {

namespace {

struct ProofText
{
    Q_DECLARE_TR_FUNCTIONS(Proof)
};

constexpr qsizetype keptOfEachDepth = 50;

} // namespace

QByteArray writeProofs(const QList<Proof> &proofs)
{
    QJsonArray array;
    for (const Proof &proof : proofs)
        array.append(proofToJson(proof));
    return sealJson({{QLatin1String("proofs"), array}});
}

Result<QList<Proof>> readProofs(const QByteArray &bytes, const QString &manifestSha256)
{
    QD_TRY(const QJsonObject object, openSealedJson(bytes));
    const QJsonValue records = object.value(QLatin1String("proofs"));
    // A sealed file of another sort: a manifest, say.
    if (!records.isArray())
        return fail(ErrorKind::Corrupt, ProofText::tr("This is no record of checks."));
    QList<Proof> proofs;
    for (const QJsonValue &value : records.toArray()) {
        const Result<Proof> proof = proofFromJson(value.toObject());
        if (proof && proof->manifestSha256 == manifestSha256)
            proofs.append(*proof);
    }
    return proofs;
}

Judgement judge(const QList<Proof> &proofs)
{
    for (qsizetype i = 0; i < proofs.size(); ++i) {
        const Proof &proof = proofs.at(i);
        if (proof.passed)
            continue;
        const bool outweighed
            = std::any_of(proofs.begin() + i + 1, proofs.end(), [&](const Proof &later) { return later.passed && later.depth >= proof.depth; });
        if (outweighed)
            continue;
        return {SetState::Damaged, proof.findings.isEmpty() ? ProofText::tr("A check of this set failed.") : proof.findings.join(QLatin1Char('\n'))};
    }
    if (std::any_of(proofs.begin(), proofs.end(), [](const Proof &proof) { return proof.passed && proof.depth == Proof::Depth::Drill; }))
        return {SetState::Proven, {}};
    if (std::any_of(proofs.begin(), proofs.end(), [](const Proof &proof) { return proof.passed; }))
        return {SetState::Verified, {}};
    return {SetState::Unverified, {}};
}

QList<Proof> withProof(QList<Proof> proofs, const Proof &proof)
{
    proofs.append(proof);
    const auto sameDepth = [&](const Proof &other) { return other.depth == proof.depth; };
    while (std::count_if(proofs.begin(), proofs.end(), sameDepth) > keptOfEachDepth)
        proofs.erase(std::find_if(proofs.begin(), proofs.end(), sameDepth));
    return proofs;
}

} // namespace quarterdeck::backup
