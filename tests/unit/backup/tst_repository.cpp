// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/partialset.h"
#include "backup/proofs.h"
#include "backup/repository.h"
#include "foundation/filedescriptor.h"
#include "quickfolder.h"
#include "sets.h"
#include "support/resultcheck.h"

#include <QTemporaryDir>
#include <QUuid>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using quarterdeck::test::publishSet;

class TestRepository final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFolderThatIsNotThereHoldsNoSets();
    void setsAreFoundWithTheirFigures();
    void setsOfOneStackAreOrderedBySequenceNotByTime();
    void setsOfTwoStacksAreMergedByTime();
    void oneStackIsListedAlone();
    void sequenceNumbersSurviveDeletion();
    void sequenceNumbersSurviveADamagedCounter_data();
    void sequenceNumbersSurviveADamagedCounter();
    void sequenceNumbersOfTwoStacksAreIndependent();
    void aMissingFileMakesASetDamaged();
    void aFileOfAnotherSizeMakesASetDamaged();
    void aLinkInPlaceOfAFileMakesASetDamaged();
    void aDamagedManifestMakesASetDamaged();
    void aMissingManifestIsSaidOnlyOfASetOfOurs();
    void aManifestOfAnotherSetIsDamaged();
    void aLinkToASetIsNoSet();
    void foreignFoldersAreNeverTouched();
    void aFolderThatCannotBeReadIsAnErrorNotEmpty_data();
    void aFolderThatCannotBeReadIsAnErrorNotEmpty();
    void aSetThatCannotBeReadIsDamaged();
    void listingIsCancelled();
    void proofsDecideTheState();
    void proofOfAnotherManifestIsRefused();
    void damagedProofsProveNothing();
    void aReaderNeverSeesHalfAProof();
    void aProofIsNotWrittenThroughALink();
    void aFailedProofWriteKeepsTheOldOnes();
    void removeTakesTheWholeSetAndNothingElse();
    void removeRefusesWhatChangedMeanwhile();
    void removeRefusesForeignSetsUnlessAllowed();
    void removeOfWhatIsGoneIsNotFound();
    void removeGoesOnBesideALeftoverOfTheSameName();
    void aKilledWriterLeavesNothingForGood();
    void aRemovalThatFailsHalfwayLeavesNoHalfSet();
    void leftoversOfDeadRunsAreRemoved();
    void leftoversOfOthersStay();
    void cleaningNeverTakesARunThatBegins();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_folder->filePath(name); }
    /// A real set; its path.
    QString publish(qint64 sequence, const QDateTime &time, const QString &stackId = QStringLiteral("n8n")) const;
    [[nodiscard]] Repository repository() const { return Repository(m_folder->path()); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const QDateTime noon(QDate(2026, 1, 2), QTime(12, 0), Qt::UTC);

QStringList idsOf(const QList<BackupSet> &sets)
{
    QStringList ids;
    for (const BackupSet &set : sets)
        ids.append(set.id);
    return ids;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(path.section(QLatin1Char('/'), 0, -2)));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Every path below a folder, with size and contents: what "untouched" means.
QMap<QString, QByteArray> everything(const QString &folder)
{
    QMap<QString, QByteArray> all;
    QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        all.insert(path, it.fileInfo().isSymLink() ? "-> " + QFile::encodeName(it.fileInfo().symLinkTarget()) : contents(path));
    }
    return all;
}

/// Root may read everything; nobody may not. Ends with the object.
class Unprivileged final
{
public:
    Unprivileged() { m_dropped = ::geteuid() != 0 || ::seteuid(65534) == 0; }
    ~Unprivileged()
    {
        if (::getuid() == 0 && ::seteuid(0) != 0)
            qFatal("could not become root again");
    }
    Q_DISABLE_COPY_MOVE(Unprivileged)

    [[nodiscard]] bool isSo() const { return m_dropped; }

private:
    bool m_dropped = false;
};

Proof proofOf(const BackupSet &set, Proof::Depth depth, bool passed)
{
    return {depth, passed, noon, 12, {QStringLiteral("said so")}, manifestDigest(contents(set.path + QStringLiteral("/manifest.json")))};
}

} // namespace

void TestRepository::init()
{
    m_folder = std::make_unique<QTemporaryDir>(test::quickFolder(QStringLiteral("tst_repository")));
    QVERIFY(m_folder->isValid());
}

QString TestRepository::publish(qint64 sequence, const QDateTime &time, const QString &stackId) const
{
    const QString path = publishSet(m_folder->path(), stackId, sequence, time);
    if (path.isEmpty())
        QTest::qFail("the set could not be published", __FILE__, __LINE__);
    return path;
}

void TestRepository::aFolderThatIsNotThereHoldsNoSets()
{
    const Repository nowhere(in(QStringLiteral("never/made")));
    const auto sets = nowhere.list(JobContext());
    QD_VERIFY(sets);
    QVERIFY(sets->isEmpty());
    QD_VERIFY_ERROR(nowhere.find(JobContext(), QStringLiteral("n8n_20260102_120000")), ErrorKind::NotFound);
    QVERIFY2(!QFile::exists(in(QStringLiteral("never"))), "looking must not make folders");
    QD_VERIFY(nowhere.cleanLeftovers(JobContext()));
}

void TestRepository::setsAreFoundWithTheirFigures()
{
    const QString path = publish(7, noon);
    QVERIFY(!path.isEmpty());
    const auto sets = repository().list(JobContext());
    QD_VERIFY(sets);
    QCOMPARE(sets->size(), 1);
    const BackupSet &set = sets->front();
    QCOMPARE(set.id, QStringLiteral("n8n_20260102_120000"));
    QCOMPARE(set.path, path);
    QCOMPARE(set.state, SetState::Unverified);
    QVERIFY(set.why.isEmpty());
    QCOMPARE(set.sequence, 7);
    QCOMPARE(set.time, noon);
    QCOMPARE(set.tookMs, 3000);
    QCOMPARE(set.parts, (QList<Part>{Part::Postgres, Part::Environment}));
    qint64 onDisk = 0;
    for (const QByteArray &bytes : everything(path))
        onDisk += bytes.size();
    QCOMPARE(set.size, onDisk);
    QVERIFY(!set.provenAt());
    const auto found = repository().find(JobContext(), set.id);
    QD_VERIFY(found);
    QCOMPARE(found->path, set.path);
    QCOMPARE(*found->manifest, *set.manifest);
    QD_VERIFY_ERROR(repository().find(JobContext(), QStringLiteral("n8n_20260102_120001")), ErrorKind::NotFound);
    QD_VERIFY_ERROR(repository().find(JobContext(), QStringLiteral("../") + m_folder->path().section(QLatin1Char('/'), -1)), ErrorKind::NotFound);
    QCOMPARE(::chmod(qPrintable(path), 0700), 0);
    struct stat status = {};
    QCOMPARE(::stat(qPrintable(path + QStringLiteral("/manifest.json")), &status), 0);
    QCOMPARE(status.st_mode & 07777, mode_t(0600));
}

void TestRepository::setsOfOneStackAreOrderedBySequenceNotByTime()
{
    // The third run met a clock that was eighteen hours behind, the fourth one a year ahead.
    publish(1, noon);
    publish(2, noon.addDays(1));
    publish(3, noon.addSecs(6 * 3600));
    publish(4, noon.addYears(1));
    publish(5, noon.addDays(2));
    const auto sets = repository().list(JobContext());
    QD_VERIFY(sets);
    QList<qint64> order;
    for (const BackupSet &set : *sets)
        order.append(set.sequence);
    QCOMPARE(order, (QList<qint64>{5, 4, 3, 2, 1}));
}

void TestRepository::setsOfTwoStacksAreMergedByTime()
{
    publish(101, noon, QStringLiteral("one"));
    publish(1, noon.addDays(1), QStringLiteral("two"));
    publish(102, noon.addDays(2), QStringLiteral("one"));
    publish(2, noon.addDays(3), QStringLiteral("two"));
    put(in(QStringLiteral("n8n_20260103_180000.sql.gz")), "x");
    const auto sets = repository().list(JobContext());
    QD_VERIFY(sets);
    QCOMPARE(idsOf(*sets),
             (QStringList{QStringLiteral("two_20260105_120000"), QStringLiteral("one_20260104_120000"), QStringLiteral("foreign_20260103_180000"),
                          QStringLiteral("two_20260103_120000"), QStringLiteral("one_20260102_120000")}));
}

void TestRepository::oneStackIsListedAlone()
{
    publish(1, noon);
    publish(1, noon, QStringLiteral("n8n-two"));
    publish(1, noon, QStringLiteral("n8n_two"));
    const QString damaged = publish(2, noon.addDays(1));
    QVERIFY(QFile::remove(damaged + QStringLiteral("/manifest.json")));
    const auto sets = repository().list(JobContext(), QStringLiteral("n8n"));
    QD_VERIFY(sets);
    // A set whose manifest is lost still belongs to the stack its name tells.
    QCOMPARE(idsOf(*sets), (QStringList{QStringLiteral("n8n_20260103_120000"), QStringLiteral("n8n_20260102_120000")}));
    QCOMPARE(sets->front().state, SetState::Damaged);
}

void TestRepository::sequenceNumbersSurviveDeletion()
{
    QCOMPARE(*repository().nextSequence(QStringLiteral("n8n")), 1);
    QCOMPARE(*repository().nextSequence(QStringLiteral("n8n")), 2);
    publish(40, noon);
    QCOMPARE(*repository().nextSequence(QStringLiteral("n8n")), 41);
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    QD_VERIFY(set);
    QD_VERIFY(repository().remove(JobContext(), *set));
    QVERIFY(repository().list(JobContext())->isEmpty());
    QCOMPARE(*repository().nextSequence(QStringLiteral("n8n")), 42);
}

void TestRepository::sequenceNumbersSurviveADamagedCounter_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("rubbish") << QByteArray("\xff\x00nine", 6);
    QTest::newRow("lower than the sets") << QByteArray("3\n");
    QTest::newRow("negative") << QByteArray("-9\n");
    QTest::newRow("absurd") << QByteArray("9223372036854775807\n");
    QTest::newRow("beyond 64 bits") << QByteArray("92233720368547758070\n");
    QTest::newRow("huge file") << QByteArray(100'000, '7');
}

void TestRepository::sequenceNumbersSurviveADamagedCounter()
{
    QFETCH(QByteArray, bytes);
    publish(12, noon);
    QCOMPARE(*repository().nextSequence(QStringLiteral("n8n")), 13);
    const QStringList counters = QDir(m_folder->path()).entryList({QStringLiteral(".sequence-*")}, QDir::Files | QDir::Hidden);
    QCOMPARE(counters.size(), 1);
    put(in(counters.front()), bytes);
    QCOMPARE(*repository().nextSequence(QStringLiteral("n8n")), 13);
    QCOMPARE(contents(in(counters.front())), QByteArrayLiteral("13\n"));
}

void TestRepository::sequenceNumbersOfTwoStacksAreIndependent()
{
    QCOMPARE(*repository().nextSequence(QStringLiteral("one")), 1);
    QCOMPARE(*repository().nextSequence(QStringLiteral("one")), 2);
    QCOMPARE(*repository().nextSequence(QStringLiteral("two")), 1);
    publish(30, noon, QStringLiteral("one"));
    QCOMPARE(*repository().nextSequence(QStringLiteral("two")), 2);
}

void TestRepository::aMissingFileMakesASetDamaged()
{
    const QString path = publish(1, noon);
    QVERIFY(QFile::remove(path + QStringLiteral("/env/.env")));
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    QD_VERIFY(set);
    QCOMPARE(set->state, SetState::Damaged);
    QVERIFY2(set->why.contains(QLatin1String("env/.env is missing")), qPrintable(set->why));
    QVERIFY(QFile::remove(path + QStringLiteral("/postgres.dump.zst")));
    const auto worse = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    QVERIFY2(worse->why.contains(QLatin1String("env/.env")) && worse->why.contains(QLatin1String("postgres.dump.zst")), qPrintable(worse->why));
}

void TestRepository::aFileOfAnotherSizeMakesASetDamaged()
{
    const QString path = publish(1, noon);
    const QString file = path + QStringLiteral("/postgres.dump.zst");
    const QByteArray whole = contents(file);
    for (const QByteArray &bytes : {whole.chopped(1), QByteArray(), QByteArray(whole + 'x')}) {
        put(file, bytes);
        const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
        QD_VERIFY(set);
        QCOMPARE(set->state, SetState::Damaged);
        const QString expected = QStringLiteral("%1 bytes instead of %2").arg(bytes.size()).arg(whole.size());
        QVERIFY2(set->why.contains(expected), qPrintable(set->why));
    }
    // A proof does not outweigh what anybody can see.
    put(file, whole);
    const auto good = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    QD_VERIFY(repository().addProof(*good, proofOf(*good, Proof::Depth::Drill, true)));
    QCOMPARE(repository().list(JobContext())->front().state, SetState::Proven);
    put(file, whole.chopped(1));
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    QCOMPARE(set->state, SetState::Damaged);
    QVERIFY(!set->provenAt());
}

void TestRepository::aLinkInPlaceOfAFileMakesASetDamaged()
{
    const QString path = publish(1, noon);
    QVERIFY(QFile::rename(path + QStringLiteral("/env/.env"), in(QStringLiteral("kept"))));
    QVERIFY(QFile::link(in(QStringLiteral("kept")), path + QStringLiteral("/env/.env")));
    QCOMPARE(repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"))->state, SetState::Damaged);
    QVERIFY(QFile::remove(path + QStringLiteral("/env/.env")));
    QVERIFY(QDir(path).rmdir(QStringLiteral("env")));
    QVERIFY(QDir().mkpath(in(QStringLiteral("outside"))));
    QVERIFY(QFile::rename(in(QStringLiteral("kept")), in(QStringLiteral("outside/.env"))));
    QVERIFY(QFile::link(in(QStringLiteral("outside")), path + QStringLiteral("/env")));
    QCOMPARE(repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"))->state, SetState::Damaged);
}

void TestRepository::aDamagedManifestMakesASetDamaged()
{
    const QString path = publish(1, noon);
    const QString file = path + QStringLiteral("/manifest.json");
    QByteArray bytes = contents(file);
    bytes.replace("\"sequence\": 1", "\"sequence\": 2");
    put(file, bytes);
    const auto sets = repository().list(JobContext());
    QCOMPARE(sets->size(), 1);
    QCOMPARE(sets->front().state, SetState::Damaged);
    QVERIFY(!sets->front().manifest);
    QVERIFY(!sets->front().why.isEmpty());
    // Its name still tells when it was taken.
    QCOMPARE(sets->front().time.toString(QStringLiteral("yyyyMMdd_HHmmss")), QStringLiteral("20260102_120000"));
    QD_VERIFY_ERROR(repository().addProof(sets->front(), {}), ErrorKind::Unsupported);
    // A manifest in place of which somebody put a pipe must not hang us.
    QVERIFY(QFile::remove(file));
    QCOMPARE(::mkfifo(qPrintable(file), 0600), 0);
    QCOMPARE(repository().list(JobContext())->front().state, SetState::Damaged);
}

void TestRepository::aMissingManifestIsSaidOnlyOfASetOfOurs()
{
    const QString path = publish(1, noon);
    QVERIFY(QFile::remove(path + QStringLiteral("/manifest.json")));
    const auto sets = repository().list(JobContext());
    QCOMPARE(sets->size(), 1);
    QCOMPARE(sets->front().state, SetState::Damaged);
    QVERIFY(QFile::remove(path + QStringLiteral("/postgres.dump.zst")));
    put(path + QStringLiteral("/postgres.dump.zst.age"), "x");
    QCOMPARE(repository().list(JobContext())->size(), 1);
    QVERIFY(QFile::remove(path + QStringLiteral("/postgres.dump.zst.age")));
    // Now nothing says that it was ours.
    QCOMPARE(repository().list(JobContext())->size(), 0);
}

void TestRepository::aManifestOfAnotherSetIsDamaged()
{
    const QString path = publish(1, noon);
    QVERIFY(QDir().rename(path, in(QStringLiteral("n8n_20270102_120000"))));
    const auto sets = repository().list(JobContext());
    QCOMPARE(sets->size(), 1);
    QCOMPARE(sets->front().state, SetState::Damaged);
    QVERIFY2(sets->front().why.contains(QLatin1String("n8n_20260102_120000")), qPrintable(sets->front().why));
    QVERIFY(!sets->front().manifest);
}

void TestRepository::aLinkToASetIsNoSet()
{
    QTemporaryDir elsewhere;
    const QString path = publishSet(elsewhere.path(), QStringLiteral("n8n"), 1, noon);
    QVERIFY(QFile::link(path, in(QStringLiteral("n8n_20260102_120000"))));
    QVERIFY(repository().list(JobContext())->isEmpty());
    QD_VERIFY_ERROR(repository().find(JobContext(), QStringLiteral("n8n_20260102_120000")), ErrorKind::NotFound);
    BackupSet set;
    set.id = QStringLiteral("n8n_20260102_120000");
    set.path = in(set.id);
    QD_VERIFY_ERROR(repository().remove(JobContext(), set), ErrorKind::NotFound);
    QVERIFY(QFile::exists(path + QStringLiteral("/manifest.json")));
}

void TestRepository::foreignFoldersAreNeverTouched()
{
    // Everything a person or another program could have put here.
    put(in(QStringLiteral("n8n_20260101_000000/notes.txt")), "mine");
    put(in(QStringLiteral("photos_20260101_000000/img.jpg")), "mine");
    put(in(QStringLiteral("restic/config")), "mine");
    put(in(QStringLiteral(".partial/notes/keep.txt")), "mine");
    put(in(QStringLiteral(".partial/file")), "mine");
    put(in(QStringLiteral(".deleting")), "mine");
    put(in(QStringLiteral("README")), "mine");
    QVERIFY(QFile::link(in(QStringLiteral("restic")), in(QStringLiteral(".deleting-link"))));
    const QString uuid = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QVERIFY(QFile::link(in(QStringLiteral("restic")), in(QStringLiteral(".partial/") + uuid)));
    const auto before = everything(m_folder->path());

    const auto sets = repository().list(JobContext());
    QD_VERIFY(sets);
    QVERIFY2(sets->isEmpty(), qPrintable(idsOf(*sets).join(QLatin1Char(' '))));
    const auto cleaned = repository().cleanLeftovers(JobContext());
    QD_VERIFY(cleaned);
    QVERIFY2(cleaned->isEmpty(), qPrintable(cleaned->join(QLatin1Char(' '))));
    for (const char *name : {"n8n_20260101_000000", "restic", ".partial", "photos_20260101_000000", "README"}) {
        BackupSet set;
        set.id = QLatin1String(name);
        set.path = in(set.id);
        set.state = SetState::Damaged;
        QVERIFY(!repository().remove(JobContext(), set, true));
    }
    QCOMPARE(everything(m_folder->path()), before);
}

void TestRepository::aFolderThatCannotBeReadIsAnErrorNotEmpty_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("nothing allowed") << 0;
    QTest::newRow("names without contents") << 0444;
    QTest::newRow("contents without names") << 0111;
}

void TestRepository::aFolderThatCannotBeReadIsAnErrorNotEmpty()
{
    QFETCH(int, mode);
    publish(1, noon);
    QCOMPARE(::chmod(qPrintable(m_folder->path()), static_cast<mode_t>(mode)), 0);
    {
        const Unprivileged nobody;
        QVERIFY(nobody.isSo());
        QD_VERIFY_ERROR(repository().list(JobContext()), ErrorKind::Auth);
        QD_VERIFY_ERROR(repository().nextSequence(QStringLiteral("n8n")), ErrorKind::Auth);
    }
    QCOMPARE(::chmod(qPrintable(m_folder->path()), 0700), 0);
    put(in(QStringLiteral("file")), "x");
    QVERIFY(!Repository(in(QStringLiteral("file"))).list(JobContext()));
}

void TestRepository::aSetThatCannotBeReadIsDamaged()
{
    const QString path = publish(1, noon);
    QCOMPARE(::chmod(qPrintable(m_folder->path()), 0755), 0);
    for (const char *name : {"", "/manifest.json", "/env"}) {
        const QByteArray locked = QFile::encodeName(path) + name;
        struct stat before = {};
        QCOMPARE(::stat(locked.constData(), &before), 0);
        QCOMPARE(::chmod(qPrintable(path), 0755), 0);
        QCOMPARE(::chmod(locked.constData(), 0), 0);
        {
            const Unprivileged nobody;
            QVERIFY(nobody.isSo());
            const auto sets = repository().list(JobContext());
            QD_VERIFY(sets);
            QCOMPARE(sets->size(), 1);
            QCOMPARE(sets->front().state, SetState::Damaged);
            QVERIFY2(!sets->front().why.isEmpty(), name);
        }
        QCOMPARE(::chmod(locked.constData(), before.st_mode & 07777), 0);
    }
}

void TestRepository::listingIsCancelled()
{
    publish(1, noon);
    std::stop_source stop;
    stop.request_stop();
    const JobContext context(stop.get_token());
    QD_VERIFY_ERROR(repository().list(context), ErrorKind::Cancelled);
    QD_VERIFY_ERROR(repository().find(context, QStringLiteral("n8n_20260102_120000")), ErrorKind::Cancelled);
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    QD_VERIFY_ERROR(repository().remove(context, *set), ErrorKind::Cancelled);
    QCOMPARE(repository().list(JobContext())->size(), 1);
}

void TestRepository::proofsDecideTheState()
{
    const QString path = publish(1, noon);
    const auto now = [&] { return repository().find(JobContext(), path.section(QLatin1Char('/'), -1)); };
    const auto add = [&](Proof::Depth depth, bool passed) { return repository().addProof(*now(), proofOf(*now(), depth, passed)); };
    QD_VERIFY(add(Proof::Depth::Quick, true));
    QCOMPARE(now()->state, SetState::Verified);
    QD_VERIFY(add(Proof::Depth::Drill, true));
    QCOMPARE(now()->state, SetState::Proven);
    QCOMPARE(now()->provenAt(), std::optional<QDateTime>(noon));
    QD_VERIFY(add(Proof::Depth::Full, false));
    QCOMPARE(now()->state, SetState::Damaged);
    QCOMPARE(now()->why, QStringLiteral("said so"));
    QVERIFY(!now()->provenAt());
    QD_VERIFY(add(Proof::Depth::Quick, true));
    QCOMPARE(now()->state, SetState::Damaged);
    QD_VERIFY(add(Proof::Depth::Drill, true));
    QCOMPARE(now()->state, SetState::Proven);
    QCOMPARE(now()->proofs.size(), 5);
    struct stat status = {};
    QCOMPARE(::stat(qPrintable(path + QStringLiteral("/proof.json")), &status), 0);
    QCOMPARE(status.st_mode & 07777, mode_t(0600));
}

void TestRepository::proofOfAnotherManifestIsRefused()
{
    publish(1, noon);
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    Proof proof = proofOf(*set, Proof::Depth::Drill, true);
    proof.manifestSha256 = QString(64, QLatin1Char('0'));
    QD_VERIFY_ERROR(repository().addProof(*set, proof), ErrorKind::Conflict);
    QVERIFY(!QFile::exists(set->path + QStringLiteral("/proof.json")));
    // The set changed between the check and the record of it.
    proof = proofOf(*set, Proof::Depth::Drill, true);
    QVERIFY(QFile::remove(set->path + QStringLiteral("/manifest.json")));
    QVERIFY(!repository().addProof(*set, proof));
}

void TestRepository::damagedProofsProveNothing()
{
    publish(1, noon);
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    QD_VERIFY(repository().addProof(*set, proofOf(*set, Proof::Depth::Drill, true)));
    const QString file = set->path + QStringLiteral("/proof.json");
    QByteArray bytes = contents(file);
    bytes.replace("drill", "quick");
    put(file, bytes);
    QCOMPARE(repository().find(JobContext(), set->id)->state, SetState::Unverified);
    // Nor does it stand in the way of a new one.
    QD_VERIFY(repository().addProof(*set, proofOf(*set, Proof::Depth::Full, true)));
    QCOMPARE(repository().find(JobContext(), set->id)->state, SetState::Verified);
    QCOMPARE(repository().find(JobContext(), set->id)->proofs.size(), 1);
}

void TestRepository::aReaderNeverSeesHalfAProof()
{
    publish(1, noon);
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    const Proof proof = proofOf(*set, Proof::Depth::Drill, true);
    QD_VERIFY(repository().addProof(*set, proof));
    std::atomic<int> unreadable = 0;
    std::atomic<int> read = 0;
    std::jthread reader([&](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            unreadable += readProofs(contents(set->path + QStringLiteral("/proof.json")), proof.manifestSha256) ? 0 : 1;
            ++read;
        }
    });
    for (int i = 0; i < 60; ++i)
        QD_VERIFY(repository().addProof(*set, proof));
    reader.request_stop();
    reader.join();
    QVERIFY(read > 0);
    QCOMPARE(unreadable.load(), 0);
    QCOMPARE(QDir(set->path).entryList(QDir::Files | QDir::Hidden),
             (QStringList{QStringLiteral("manifest.json"), QStringLiteral("postgres.dump.zst"), QStringLiteral("proof.json")}));
}

void TestRepository::aProofIsNotWrittenThroughALink()
{
    publish(1, noon);
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    put(in(QStringLiteral("precious")), "mine");
    QVERIFY(QFile::link(in(QStringLiteral("precious")), set->path + QStringLiteral("/proof.json")));
    QD_VERIFY_ERROR(repository().addProof(*set, proofOf(*set, Proof::Depth::Drill, true)), ErrorKind::Corrupt);
    QCOMPARE(contents(in(QStringLiteral("precious"))), QByteArrayLiteral("mine"));
}

void TestRepository::aFailedProofWriteKeepsTheOldOnes()
{
    publish(1, noon);
    QCOMPARE(::chmod(qPrintable(m_folder->path()), 0755), 0);
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    const Proof proof = proofOf(*set, Proof::Depth::Drill, true);
    QD_VERIFY(repository().addProof(*set, proof));
    const QByteArray before = contents(set->path + QStringLiteral("/proof.json"));
    for (const char *name : {"", "/manifest.json", "/proof.json"})
        QCOMPARE(::chmod(qPrintable(set->path + QLatin1String(name)), *name == '\0' ? 0555 : 0444), 0);
    {
        const Unprivileged nobody;
        QVERIFY(nobody.isSo());
        QD_VERIFY_ERROR(repository().addProof(*set, proof), ErrorKind::Auth);
    }
    QCOMPARE(contents(set->path + QStringLiteral("/proof.json")), before);
    QCOMPARE(repository().find(JobContext(), set->id)->state, SetState::Proven);
}

void TestRepository::removeTakesTheWholeSetAndNothingElse()
{
    publish(1, noon);
    const QString path = publish(2, noon.addDays(1));
    put(in(QStringLiteral("precious/file")), "mine");
    QVERIFY(QFile::link(in(QStringLiteral("precious")), path + QStringLiteral("/link")));
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260103_120000"));
    QD_VERIFY(repository().remove(JobContext(), *set));
    QVERIFY(!QFile::exists(path));
    QCOMPARE(contents(in(QStringLiteral("precious/file"))), QByteArrayLiteral("mine"));
    QCOMPARE(idsOf(*repository().list(JobContext())), QStringList{QStringLiteral("n8n_20260102_120000")});
    QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral(".deleting*")}, QDir::AllEntries | QDir::Hidden), QStringList());
}

void TestRepository::removeRefusesWhatChangedMeanwhile()
{
    const QString path = publish(1, noon);
    const auto old = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    QD_VERIFY(removeTree(path));
    QVERIFY(!publish(2, noon).isEmpty());
    QD_VERIFY_ERROR(repository().remove(JobContext(), *old), ErrorKind::Conflict);
    QVERIFY(QFile::exists(path));
    BackupSet elsewhere = *repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    elsewhere.path = QStringLiteral("/home");
    QD_VERIFY_ERROR(repository().remove(JobContext(), elsewhere), ErrorKind::Conflict);
}

void TestRepository::removeRefusesForeignSetsUnlessAllowed()
{
    put(in(QStringLiteral("n8n_20260102_030000.sql.gz")), "dump");
    put(in(QStringLiteral("dump_20260102_030001.rdb")), "rdb");
    put(in(QStringLiteral("n8n_20260103_030000.sql.gz")), "other");
    const auto sets = repository().list(JobContext());
    QCOMPARE(sets->size(), 2);
    QD_VERIFY_ERROR(repository().remove(JobContext(), sets->at(1)), ErrorKind::Conflict);
    QVERIFY(QFile::exists(in(QStringLiteral("n8n_20260102_030000.sql.gz"))));
    // A file that came since belongs to it too: what was confirmed is another set.
    put(in(QStringLiteral("env_20260102_030002.backup")), "env");
    QD_VERIFY_ERROR(repository().remove(JobContext(), sets->at(1), true), ErrorKind::Conflict);
    QD_VERIFY(repository().remove(JobContext(), repository().list(JobContext())->at(1), true));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{QStringLiteral("n8n_20260103_030000.sql.gz")});
}

void TestRepository::removeOfWhatIsGoneIsNotFound()
{
    publish(1, noon);
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    QD_VERIFY(repository().remove(JobContext(), *set));
    QD_VERIFY_ERROR(repository().remove(JobContext(), *set), ErrorKind::NotFound);
}

void TestRepository::removeGoesOnBesideALeftoverOfTheSameName()
{
    publish(1, noon);
    put(in(QStringLiteral(".deleting-n8n_20260102_120000/old")), "x");
    const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
    QD_VERIFY(repository().remove(JobContext(), *set));
    QVERIFY(!QFile::exists(set->path));
    QCOMPARE(repository().cleanLeftovers(JobContext())->size(), 1);
    QVERIFY(!QFile::exists(in(QStringLiteral(".deleting-n8n_20260102_120000"))));
}

void TestRepository::aKilledWriterLeavesNothingForGood()
{
    const QString path = publish(1, noon);
    const QStringList abandoned = {in(QStringLiteral(".sequence-0123456789abcdef.qd-Xy12Zw")), path + QStringLiteral("/proof.json.qd-Xy12Zw")};
    for (const QString &name : abandoned) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QCOMPARE(*repository().cleanLeftovers(JobContext()), abandoned);
    QVERIFY(repository().cleanLeftovers(JobContext())->isEmpty());
    QCOMPARE(repository().list(JobContext())->size(), 1);
}

void TestRepository::aRemovalThatFailsHalfwayLeavesNoHalfSet()
{
    QCOMPARE(::chmod(qPrintable(m_folder->path()), 0777), 0);
    const QString doomed = in(QStringLiteral(".deleting-n8n_20260102_120000"));
    {
        const Unprivileged nobody;
        QVERIFY(nobody.isSo());
        const QString path = publish(1, noon);
        QCOMPARE(::chmod(qPrintable(path + QStringLiteral("/env")), 0555), 0);
        const auto set = repository().find(JobContext(), QStringLiteral("n8n_20260102_120000"));
        QD_VERIFY(set);
        QD_VERIFY_ERROR(repository().remove(JobContext(), *set), ErrorKind::Auth);
        // Whole or gone: what is left has another name.
        QVERIFY(!QFile::exists(path));
        QVERIFY(QFile::exists(doomed + QStringLiteral("/env/.env")));
        QVERIFY(repository().list(JobContext())->isEmpty());
        QCOMPARE(::chmod(qPrintable(doomed + QStringLiteral("/env")), 0700), 0);
    }
    QCOMPARE(*repository().cleanLeftovers(JobContext()), QStringList{doomed});
    QVERIFY(!QFile::exists(doomed));
}

void TestRepository::leftoversOfDeadRunsAreRemoved()
{
    const QString path = publish(1, noon);
    const QString dead = in(QStringLiteral(".partial/") + QUuid::createUuid().toString(QUuid::WithoutBraces));
    put(dead + QStringLiteral("/postgres.dump.zst"), "half");
    put(dead + QStringLiteral("/env/.env"), "A=1");
    put(in(QStringLiteral(".deleting-n8n_20251231_000000/postgres.dump.zst")), "old");
    const auto running = PartialSet::create(m_folder->path());
    QD_VERIFY(running);
    put((*running)->path() + QStringLiteral("/postgres.dump.zst"), "in the making");
    auto cleaned = repository().cleanLeftovers(JobContext());
    QD_VERIFY(cleaned);
    cleaned->sort();
    QCOMPARE(*cleaned, (QStringList{in(QStringLiteral(".deleting-n8n_20251231_000000")), dead}));
    QVERIFY(!QFile::exists(dead));
    QVERIFY(QFile::exists((*running)->path() + QStringLiteral("/postgres.dump.zst")));
    QVERIFY(QFile::exists(path + QStringLiteral("/manifest.json")));
}

void TestRepository::leftoversOfOthersStay()
{
    // Somebody else deletes or writes right now: a lock is held on the folder.
    const QString busy = in(QStringLiteral(".deleting-n8n_20251231_000000"));
    put(busy + QStringLiteral("/file"), "x");
    const FileDescriptor lock(::open(qPrintable(busy), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    QCOMPARE(::flock(lock.get(), LOCK_EX | LOCK_NB), 0);
    QVERIFY(repository().cleanLeftovers(JobContext())->isEmpty());
    QVERIFY(QFile::exists(busy + QStringLiteral("/file")));
}

void TestRepository::cleaningNeverTakesARunThatBegins()
{
    // Two stacks share a folder: one run begins while another cleans up.
    std::atomic<int> taken = 0;
    std::atomic<int> failed = 0;
    std::vector<std::jthread> cleaners;
    for (int i = 0; i < 2; ++i) {
        cleaners.emplace_back([&](const std::stop_token &stop) {
            while (!stop.stop_requested())
                failed += repository().cleanLeftovers(JobContext()) ? 0 : 1;
        });
    }
    for (int i = 0; i < 300; ++i) {
        const auto partial = PartialSet::create(m_folder->path());
        QD_VERIFY(partial);
        for (int look = 0; look < 3; ++look) {
            if (!QFile::exists((*partial)->path()))
                ++taken;
            std::this_thread::yield();
        }
    }
    cleaners.clear();
    QCOMPARE(taken.load(), 0);
    QCOMPARE(failed.load(), 0);
}

QTEST_GUILESS_MAIN(TestRepository)
#include "tst_repository.moc"
