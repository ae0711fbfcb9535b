// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/proofs.h"
#include "backup/repository.h"
#include "backup/stream.h"
#include "quickfolder.h"
#include "sets.h"
#include "support/resultcheck.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace quarterdeck;
using namespace quarterdeck::backup;

/// Whatever happens to a byte of a published set, no look at it may say that
/// it is whole. Each look is asked by itself, so that one cannot cover for another.
class TestDamage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theUntouchedSetIsWhole();
    void truncationAtEveryPercentIsNoticed();
    void randomBitFlipsAreNoticed();
    void blocksOfZerosAreNoticed();
    void lostAndExchangedFilesAreNoticed();
    void filesOfAnotherSetAreNoticed();
    void cleanup();

private:
    [[nodiscard]] QString path(const QString &file) const { return m_set + QLatin1Char('/') + file; }
    /// Puts bytes in a file's place and says which look takes them for good; empty = none.
    [[nodiscard]] QString falseOk(const QString &file, const QByteArray &bytes) const;
    [[nodiscard]] QString whoSaysOk(const QString &file) const;

    QTemporaryDir m_folder{test::quickFolder(QStringLiteral("tst_damage"))};
    QString m_set;
    QMap<QString, QByteArray> m_good; ///< by path inside the set
};

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

void TestDamage::initTestCase()
{
    QVERIFY(m_folder.isValid());
    m_set = test::publishWholeSet(m_folder.path(), QStringLiteral("n8n"), 9, QDateTime(QDate(2026, 1, 2), QTime(2, 0), Qt::UTC));
    QVERIFY(!m_set.isEmpty());
    QDirIterator it(m_set, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString name = it.next().mid(m_set.size() + 1);
        m_good.insert(name, contents(path(name)));
    }
    QCOMPARE(m_good.size(), 10);
}

void TestDamage::cleanup()
{
    for (auto it = m_good.cbegin(); it != m_good.cend(); ++it)
        QVERIFY(put(path(it.key()), it.value()));
}

QString TestDamage::whoSaysOk(const QString &file) const
{
    const JobContext context;
    const auto sets = Repository(m_folder.path()).list(context);
    if (!sets || sets->size() != 1)
        return QStringLiteral("the list is not one set");
    const BackupSet &set = sets->front();
    const Manifest original = *readManifest(m_good.value(QStringLiteral("manifest.json")));
    const QByteArray manifest = contents(path(QStringLiteral("manifest.json")));
    const QByteArray proofs = contents(path(QStringLiteral("proof.json")));

    if (file == QLatin1String("manifest.json")) {
        if (set.state != SetState::Damaged)
            return QStringLiteral("list: ") + setStateName(set.state);
        return readManifest(manifest) ? QStringLiteral("readManifest") : QString();
    }
    if (file == QLatin1String("proof.json")) {
        if (set.state == SetState::Proven || set.state == SetState::Verified)
            return QStringLiteral("list: ") + setStateName(set.state);
        return readProofs(proofs, manifestDigest(manifest)) ? QStringLiteral("readProofs") : QString();
    }
    const auto entry = std::find_if(original.files.begin(), original.files.end(), [&](const FileEntry &e) { return e.path == file; });
    if (entry == original.files.end())
        return QStringLiteral("a file the manifest does not name");
    // The list looks at sizes alone, and must then.
    if (QFileInfo(path(file)).size() != entry->size && set.state != SetState::Damaged)
        return QStringLiteral("list: ") + setStateName(set.state);
    if (checkFileBytes(context, m_set, *entry))
        return QStringLiteral("checkFileBytes");
    const auto source = FileSource::openEntry(context, m_set, *entry, {});
    if (source && (*source)->drain([](QByteArrayView) { return Result<void>(); }))
        return QStringLiteral("openEntry");
    return {};
}

QString TestDamage::falseOk(const QString &file, const QByteArray &bytes) const
{
    if (!put(path(file), bytes))
        return QStringLiteral("could not write the damage");
    const QString said = whoSaysOk(file);
    return put(path(file), m_good.value(file)) ? said : QStringLiteral("could not repair the damage");
}

void TestDamage::theUntouchedSetIsWhole()
{
    const auto sets = Repository(m_folder.path()).list(JobContext());
    QD_VERIFY(sets);
    QCOMPARE(sets->size(), 1);
    QCOMPARE(sets->front().state, SetState::Proven);
    const QByteArray manifest = contents(path(QStringLiteral("manifest.json")));
    const auto read = readManifest(manifest);
    QD_VERIFY(read);
    QCOMPARE(read->files.size() + 2, m_good.size());
    const auto proofs = readProofs(contents(path(QStringLiteral("proof.json"))), manifestDigest(manifest));
    QD_VERIFY(proofs);
    QCOMPARE(proofs->size(), 2);
    for (const FileEntry &entry : read->files) {
        QD_VERIFY(checkFileBytes(JobContext(), m_set, entry));
        const auto source = FileSource::openEntry(JobContext(), m_set, entry, {});
        QD_VERIFY(source);
        QD_VERIFY((*source)->drain([](QByteArrayView) { return Result<void>(); }));
    }
}

void TestDamage::truncationAtEveryPercentIsNoticed()
{
    int looked = 0;
    for (auto it = m_good.cbegin(); it != m_good.cend(); ++it) {
        for (int percent = 0; percent < 100; ++percent) {
            const QByteArray cut = it->left(it->size() * percent / 100);
            const QString said = falseOk(it.key(), cut);
            QVERIFY2(said.isEmpty(), qPrintable(QStringLiteral("%1 cut to %2 %: %3").arg(it.key()).arg(percent).arg(said)));
            ++looked;
        }
        const QString said = falseOk(it.key(), it->chopped(1));
        QVERIFY2(said.isEmpty(), qPrintable(it.key() + QStringLiteral(" without its last byte: ") + said));
    }
    QCOMPARE(looked, 1000);
}

void TestDamage::randomBitFlipsAreNoticed()
{
    const quint32 seed
        = qEnvironmentVariableIsSet("QUARTERDECK_SEED") ? qEnvironmentVariable("QUARTERDECK_SEED").toUInt() : QRandomGenerator::global()->generate();
    qInfo("seed %u; the same again with QUARTERDECK_SEED=%u", seed, seed);
    QRandomGenerator random(seed);
    qsizetype total = 0;
    for (const QByteArray &bytes : std::as_const(m_good))
        total += bytes.size();
    QMap<QString, int> hits;
    for (int i = 0; i < 1000; ++i) {
        // Every other one in a file chosen first, so that small ones get their share.
        auto it = m_good.cbegin();
        qsizetype at = 0;
        if (i % 2 == 0) {
            it = std::next(m_good.cbegin(), random.bounded(static_cast<int>(m_good.size())));
            at = random.bounded(static_cast<int>(it->size()));
        } else {
            at = random.bounded(static_cast<int>(total));
            for (; at >= it->size(); ++it)
                at -= it->size();
        }
        const int bit = random.bounded(8);
        QByteArray bad = *it;
        bad[at] = static_cast<char>(bad.at(at) ^ (1 << bit));
        const QString said = falseOk(it.key(), bad);
        QVERIFY2(said.isEmpty(), qPrintable(QStringLiteral("seed %1: %2 byte %3 bit %4: %5").arg(seed).arg(it.key()).arg(at).arg(bit).arg(said)));
        ++hits[it.key()];
    }
    QCOMPARE(hits.size(), m_good.size());
}

void TestDamage::blocksOfZerosAreNoticed()
{
    // What a power cut leaves on many file systems: the size is right, a block never was written.
    for (auto it = m_good.cbegin(); it != m_good.cend(); ++it) {
        for (qsizetype at = 0; at < it->size(); at += 4096) {
            QByteArray bad = *it;
            const qsizetype size = std::min<qsizetype>(4096, bad.size() - at);
            bad.replace(at, size, QByteArray(size, '\0'));
            const QString said = falseOk(it.key(), bad);
            QVERIFY2(said.isEmpty(), qPrintable(QStringLiteral("%1 without the block at %2: %3").arg(it.key()).arg(at).arg(said)));
        }
    }
}

void TestDamage::lostAndExchangedFilesAreNoticed()
{
    for (auto it = m_good.cbegin(); it != m_good.cend(); ++it) {
        QVERIFY(QFile::remove(path(it.key())));
        const QString said = whoSaysOk(it.key());
        QVERIFY2(said.isEmpty(), qPrintable(it.key() + QStringLiteral(" lost: ") + said));
        QVERIFY(put(path(it.key()), it.value()));
        for (auto other = m_good.cbegin(); other != m_good.cend(); ++other) {
            if (other.key() == it.key())
                continue;
            const QString swapped = falseOk(it.key(), other.value());
            QVERIFY2(swapped.isEmpty(), qPrintable(QStringLiteral("%1 in place of %2: %3").arg(other.key(), it.key(), swapped)));
        }
    }
}

void TestDamage::filesOfAnotherSetAreNoticed()
{
    // A sibling made of the same bytes a day later: its seals are right, but not here.
    QTemporaryDir elsewhere;
    const QString other = test::publishWholeSet(elsewhere.path(), QStringLiteral("n8n"), 10, QDateTime(QDate(2026, 1, 3), QTime(2, 0), Qt::UTC));
    QVERIFY(!other.isEmpty());
    QVERIFY(put(path(QStringLiteral("manifest.json")), contents(other + QStringLiteral("/manifest.json"))));
    QCOMPARE(Repository(m_folder.path()).list(JobContext())->front().state, SetState::Damaged);
    QVERIFY(put(path(QStringLiteral("manifest.json")), m_good.value(QStringLiteral("manifest.json"))));
    QVERIFY(put(path(QStringLiteral("proof.json")), contents(other + QStringLiteral("/proof.json"))));
    QCOMPARE(Repository(m_folder.path()).list(JobContext())->front().state, SetState::Unverified);
}

QTEST_GUILESS_MAIN(TestDamage)
#include "tst_damage.moc"
