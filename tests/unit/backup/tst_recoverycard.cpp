// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/recoverycard.h"
#include "foundation/filedescriptor.h"
#include "sets.h"
#include "support/resultcheck.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace std::chrono_literals;

namespace {

const QDateTime noon(QDate(2026, 1, 2), QTime(12, 0), Qt::UTC);

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes, QFile::Permissions mode = QFile::ReadOwner | QFile::WriteOwner)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
    QVERIFY(file.setPermissions(mode));
}

/// The commands below a heading of the text.
QByteArray commandsBelow(const QByteArray &text, const QByteArray &heading)
{
    QByteArray commands;
    bool below = false;
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith(heading))
            below = true;
        else if (below && line.startsWith("    "))
            commands += line.mid(4) + '\n';
        else if (below && !commands.isEmpty())
            break;
    }
    return commands;
}

FileEntry file(Part part, const QString &path, const QString &original = {}, int mode = 0600, bool encrypted = false)
{
    FileEntry entry;
    entry.part = part;
    entry.path = path;
    entry.original = original;
    entry.mode = mode;
    entry.codec = path.contains(QLatin1String(".zst")) ? QStringLiteral("zstd") : QStringLiteral("none");
    entry.encrypted = encrypted;
    return entry;
}

/// A set of a whole stack, in memory.
BackupSet wholeSet(const QString &id, SetState state, const QString &stack = QStringLiteral("shop"))
{
    BackupSet set;
    set.id = id;
    set.state = state;
    set.time = noon;
    set.size = 151'000'000;
    Manifest manifest = test::fullManifest();
    manifest.id = id;
    manifest.stackId = stack;
    manifest.encryption = QStringLiteral("none");
    manifest.recipients.clear();
    manifest.services = {{QStringLiteral("n8n"), QStringLiteral("main"), QStringLiteral("2.35.5"), QStringLiteral("n8nio/n8n:2.35.5"), {}, {}},
                         {QStringLiteral("db"), QStringLiteral("postgres"), QStringLiteral("16.11"), QStringLiteral("postgres:16"), {}, {}},
                         {QStringLiteral("queue"), QStringLiteral("redis"), QStringLiteral("7.0.15"), QStringLiteral("redis:7"), {}, {}}};
    manifest.files = {file(Part::Postgres, QStringLiteral("postgres.dump.zst")), file(Part::Globals, QStringLiteral("globals.sql.zst")),
                      file(Part::N8nData, QStringLiteral("n8n-data.tar.zst"), QStringLiteral("/home/node/.n8n")),
                      file(Part::Environment, QStringLiteral("env/.env"), QStringLiteral("/srv/shop/.env"), 0640),
                      file(Part::Compose, QStringLiteral("compose/compose.yaml"), QStringLiteral("/srv/shop/compose.yaml"), 0644)};
    set.parts = {Part::Postgres, Part::Globals, Part::N8nData, Part::Environment, Part::Compose};
    set.manifest = manifest;
    if (state == SetState::Proven)
        set.proofs = {{Proof::Depth::Drill, true, noon.addSecs(60), 4100, {}, {}}};
    return set;
}

} // namespace

class TestRecoveryCard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewestProvenSetIsTheOneToTake();
    void withoutAProofItSaysSo();
    void whereEverySetIsDamagedItSaysThat();
    void anEncryptedSetNeedsItsIdentity();
    void theKeyIsToldByItsPlace_data();
    void theKeyIsToldByItsPlace();
    void everyStackHasAPage();
    void namesAreWordsOfAShellAndTextOfAPage();
    void itsCommandsByHandDoWhatTheySay();
    void itLiesBesideTheSetsAndIsNone();
    void itTellsOfTheSetsThatAreLeft();
    void itIsRefreshedOnlyWhereThereIsOne();
    void filesOfOthersStay();
    void twoAreNotWrittenAtOnce();
    void aKilledWriterLeavesNothingForGood();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void TestRecoveryCard::theNewestProvenSetIsTheOneToTake()
{
    const RecoveryCard card = recoveryCard(QStringLiteral("/mnt/backups"),
                                           {wholeSet(QStringLiteral("shop_20260104_020000"), SetState::Verified),
                                            wholeSet(QStringLiteral("shop_20260103_020000"), SetState::Proven),
                                            wholeSet(QStringLiteral("shop_20260102_020000"), SetState::Proven)},
                                           noon);
    QVERIFY(card.text.startsWith(cardMark));
    QVERIFY2(card.text.contains("Take this set:   shop_20260103_020000\n"), card.text.constData());
    QVERIFY(card.text.contains("Proven 2026-01-02 12:01 UTC"));
    QVERIFY(card.text.contains("Other sets:      shop_20260104_020000 (Verified), shop_20260102_020000 (Proven)\n"));
    QVERIFY(card.text.contains("database n8n (150000 rows in 1 tables), roles, n8n's data folder, environment files, Compose files"));
    QVERIFY(card.text.contains("n8n 2.35.5 (n8nio/n8n:2.35.5), PostgreSQL 16.11 (postgres:16), Redis 7.0.15 (redis:7)"));
    QVERIFY(card.text.contains("Not in it:       execution-data-s3\n"));
    const QByteArray program = commandsBelow(card.text, "With Quarterdeck");
    QVERIFY2(program.startsWith("BACKUPS=/mnt/backups "), program.constData());
    QVERIFY(program.contains("quarterdeckctl restore run shop_20260103_020000 --target \"$BACKUPS\" --stack shop\n"));
    QVERIFY(program.contains("quarterdeckctl restore rebuild shop_20260103_020000 --target \"$BACKUPS\"\n"));
    QVERIFY(program.contains("quarterdeckctl restore release --stack shop"));
    // The same in both, for paper and for the terminal.
    for (const QByteArray &line : program.split('\n'))
        QVERIFY2(card.html.contains(QString::fromUtf8(line).toHtmlEscaped().toUtf8()), line.constData());
    QVERIFY(card.html.split('\n').value(0).contains(cardMark));
}

void TestRecoveryCard::withoutAProofItSaysSo()
{
    const RecoveryCard card = recoveryCard(QStringLiteral("/b"),
                                           {wholeSet(QStringLiteral("shop_20260104_020000"), SetState::Damaged),
                                            wholeSet(QStringLiteral("shop_20260103_020000"), SetState::Unverified),
                                            wholeSet(QStringLiteral("shop_20260102_020000"), SetState::Verified)},
                                           noon);
    QVERIFY(card.text.contains("Take this set:   shop_20260102_020000\n"));
    QVERIFY2(card.text.contains("Verified: it was never restored."), card.text.constData());
}

void TestRecoveryCard::whereEverySetIsDamagedItSaysThat()
{
    const RecoveryCard card = recoveryCard(QStringLiteral("/b"), {wholeSet(QStringLiteral("shop_20260104_020000"), SetState::Damaged)}, noon);
    QVERIFY(card.text.contains("EVERY set of this stack in /b is damaged."));
    QVERIFY(!card.text.contains("restore run"));
}

void TestRecoveryCard::anEncryptedSetNeedsItsIdentity()
{
    BackupSet set = wholeSet(QStringLiteral("shop_20260103_020000"), SetState::Proven);
    set.manifest->encryption = QStringLiteral("age");
    set.manifest->recipients = {QStringLiteral("age1qqq")};
    for (FileEntry &entry : set.manifest->files) {
        entry.path += QLatin1String(".age");
        entry.encrypted = true;
    }
    const RecoveryCard card = recoveryCard(QStringLiteral("/b"), {set}, noon);
    QVERIFY(card.text.contains("Encrypted for:   age1qqq."));
    QVERIFY(
        commandsBelow(card.text, "With Quarterdeck").contains("restore rebuild shop_20260103_020000 --target \"$BACKUPS\" --age-identity \"$ID\"\n"));
    const QByteArray commands = commandsBelow(card.text, "Without it");
    QVERIFY2(commands.contains("age -d -i \"$ID\" \"$SET\"/env/.env.age | install -D -m 640 /dev/stdin .env\n"), commands.constData());
    QVERIFY(commands.contains("age -d -i \"$ID\" \"$SET\"/postgres.dump.zst.age | zstd -dc | dc exec -T db "));
    QVERIFY2(commands.contains("docker compose -p shop \"$@\""), commands.constData());
}

void TestRecoveryCard::theKeyIsToldByItsPlace_data()
{
    QTest::addColumn<QString>("origin");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("environment") << "environment" << QByteArray("N8N_ENCRYPTION_KEY, in the set in env/.env or compose/compose.yaml.");
    QTest::newRow("volume") << "volume" << QByteArray("In .n8n/config inside of n8n-data.tar.zst.");
    QTest::newRow("file") << "file" << QByteArray("In the file that N8N_ENCRYPTION_KEY_FILE names");
    QTest::newRow("none") << "unknown" << QByteArray("It was NOT found when the set was made.");
}

void TestRecoveryCard::theKeyIsToldByItsPlace()
{
    QFETCH(QString, origin);
    QFETCH(QByteArray, said);
    BackupSet set = wholeSet(QStringLiteral("shop_20260103_020000"), SetState::Proven);
    set.manifest->keyOrigin = origin;
    if (origin == QLatin1String("unknown"))
        set.manifest->keyFingerprint.clear();
    const RecoveryCard card = recoveryCard(QStringLiteral("/b"), {set}, noon);
    QVERIFY2(card.text.contains(said), card.text.constData());
    QVERIFY(card.html.contains(QString::fromUtf8(said).toHtmlEscaped().toUtf8()));
}

void TestRecoveryCard::everyStackHasAPage()
{
    const RecoveryCard card = recoveryCard(QStringLiteral("/b"),
                                           {wholeSet(QStringLiteral("shop_20260103_020000"), SetState::Proven),
                                            wholeSet(QStringLiteral("lab_20260103_020000"), SetState::Proven, QStringLiteral("lab"))},
                                           noon);
    QCOMPARE(card.html.count("<section>"), 2);
    QVERIFY(card.text.contains("Recovery card: lab\n") && card.text.contains("Recovery card: shop\n"));
    QVERIFY(card.html.contains("break-before:page"));
}

void TestRecoveryCard::namesAreWordsOfAShellAndTextOfAPage()
{
    BackupSet set = wholeSet(QStringLiteral("a-b_20260103_020000"), SetState::Proven, QStringLiteral("a b'<i>$(touch x)"));
    set.manifest->postgres->database = QStringLiteral("it's; rm -rf");
    set.manifest->files.append(file(Part::Compose, QStringLiteral("compose/re dis/$HOME`id`.conf"), {}, 0644));
    const RecoveryCard card = recoveryCard(QStringLiteral("/mnt/my backups"), {set}, noon);
    QVERIFY(!card.html.contains("<i>"));
    for (const char *heading : {"With Quarterdeck", "Without it"}) {
        QProcess shell;
        shell.start(QStringLiteral("bash"), {QStringLiteral("-n")});
        shell.write(commandsBelow(card.text, heading));
        shell.closeWriteChannel();
        QVERIFY(shell.waitForFinished());
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    }
    const QByteArray commands = commandsBelow(card.text, "Without it");
    QVERIFY2(commands.contains("install -D -m 644 \"$SET\"/'compose/re dis/$HOME`id`.conf' 're dis/$HOME`id`.conf'\n"), commands.constData());
    QVERIFY2(commands.contains("docker compose -p 'a b'\\''<i>$(touch x)' "), commands.constData());
}

/// With a docker that only notes what it was asked and what it was given.
void TestRecoveryCard::itsCommandsByHandDoWhatTheySay()
{
    const QString path = test::publishWholeSet(in(QStringLiteral("sets")), QStringLiteral("shop"), 1, noon);
    QVERIFY(!path.isEmpty());
    auto sets = Repository(in(QStringLiteral("sets"))).list(JobContext());
    QD_VERIFY(sets);
    const QString project = in(QStringLiteral("project"));
    for (FileEntry &entry : (*sets)[0].manifest->files) {
        if (entry.part == Part::Environment || entry.part == Part::Compose)
            entry.original = project + QLatin1Char('/') + entry.path.section(QLatin1Char('/'), 1);
        entry.mode = entry.part == Part::Compose ? 0644 : 0640;
    }
    QVERIFY(QDir().mkpath(in(QStringLiteral("bin"))));
    put(in(QStringLiteral("bin/docker")),
        "#!/bin/sh\necho \"$@\" >>\"$ASKED\"\ncase \"$*\" in *pg_restore*|*psql*|*' cp '*) wc -c >>\"$ASKED\";; esac\n",
        QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), in(QStringLiteral("bin:")) + environment.value(QStringLiteral("PATH")));
    environment.insert(QStringLiteral("ASKED"), in(QStringLiteral("asked")));
    QProcess shell;
    shell.setProcessEnvironment(environment);
    shell.start(QStringLiteral("bash"), {QStringLiteral("-e")});
    shell.write(commandsBelow(recoveryCard(in(QStringLiteral("sets")), *sets, noon).text, "Without it"));
    shell.closeWriteChannel();
    QVERIFY(shell.waitForFinished());
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());

    QCOMPARE(contents(project + QStringLiteral("/.env")), contents(path + QStringLiteral("/env/.env")));
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(project + QStringLiteral("/.env")).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0640U);
    QVERIFY(QFile::exists(project + QStringLiteral("/docker-compose.yml")));
    const QList<QByteArray> asked = contents(in(QStringLiteral("asked"))).split('\n');
    QVERIFY2(asked.value(0).startsWith("compose -p shop up -d --wait postgres"), asked.value(0).constData());
    // Whole contents went in: each is as long as it was before it was packed.
    const auto rawSize = [&sets](Part part) {
        for (const FileEntry &entry : sets->first().manifest->files) {
            if (entry.part == part)
                return QByteArray::number(entry.rawSize);
        }
        return QByteArray();
    };
    QVERIFY2(asked.value(1).contains("psql"), asked.value(1).constData());
    QCOMPARE(asked.value(2), rawSize(Part::Globals));
    QVERIFY2(asked.value(3).contains("pg_restore -U \"${POSTGRES_USER:-postgres}\" -d n8n --exit-on-error"), asked.value(3).constData());
    QCOMPARE(asked.value(4), rawSize(Part::Postgres));
    QCOMPARE(asked.value(5), QByteArray("compose -p shop create n8n"));
    QCOMPARE(asked.value(6), QByteArray("compose -p shop cp - n8n:/home/node"));
    QCOMPARE(asked.value(7), rawSize(Part::N8nData));
    QCOMPARE(asked.value(8), QByteArray("compose -p shop up -d --wait"));
}

void TestRecoveryCard::itLiesBesideTheSetsAndIsNone()
{
    const QString folder = in(QStringLiteral("beside"));
    QVERIFY(!test::publishWholeSet(folder, QStringLiteral("shop"), 1, noon).isEmpty());
    const Repository repository(folder);
    QD_VERIFY(writeRecoveryCard(JobContext(), repository, noon));
    QCOMPARE(QDir(folder).entryList(QDir::Files, QDir::Name), recoveryCardFiles());
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(folder + QStringLiteral("/RECOVERY.html")).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0600U);
    const QByteArray before = contents(folder + QStringLiteral("/RECOVERY.txt"));
    QVERIFY(before.contains("Take this set:   shop_"));
    // No set, no leftover, nothing that a number is counted from.
    const auto sets = repository.list(JobContext());
    QD_VERIFY(sets);
    QCOMPARE(sets->size(), 1);
    QCOMPARE(sets->first().state, SetState::Proven);
    const auto cleaned = repository.cleanLeftovers(JobContext());
    QD_VERIFY(cleaned);
    QCOMPARE(*cleaned, QStringList());
    const auto next = repository.nextSequence(QStringLiteral("shop"));
    QD_VERIFY(next);
    QCOMPARE(*next, 2);
    QD_VERIFY(repository.remove(JobContext(), sets->first()));
    QCOMPARE(contents(folder + QStringLiteral("/RECOVERY.txt")), before);
}

void TestRecoveryCard::itTellsOfTheSetsThatAreLeft()
{
    const QString folder = in(QStringLiteral("left"));
    QVERIFY(!test::publishWholeSet(folder, QStringLiteral("shop"), 1, noon).isEmpty());
    QVERIFY(!test::publishWholeSet(folder, QStringLiteral("shop"), 2, noon.addDays(1)).isEmpty());
    const Repository repository(folder);
    QD_VERIFY(writeRecoveryCard(JobContext(), repository, noon));
    const auto sets = repository.list(JobContext());
    QD_VERIFY(sets);
    const QByteArray newest = sets->first().id.toUtf8();
    const QByteArray wanted = "Take this set:   " + newest;
    const QByteArray oldest = sets->last().id.toUtf8();
    QVERIFY(contents(folder + QStringLiteral("/RECOVERY.txt")).contains(wanted));
    QD_VERIFY(repository.remove(JobContext(), sets->first()));
    refreshRecoveryCard(JobContext(), repository, noon);
    for (const QString &name : recoveryCardFiles()) {
        const QByteArray now = contents(folder + QLatin1Char('/') + name);
        QVERIFY(now.contains(oldest) && !now.contains(newest));
    }
}

void TestRecoveryCard::itIsRefreshedOnlyWhereThereIsOne()
{
    const QString folder = in(QStringLiteral("none"));
    QVERIFY(!test::publishSet(folder, QStringLiteral("shop"), 1, noon).isEmpty());
    refreshRecoveryCard(JobContext(), Repository(folder), noon);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList());
}

void TestRecoveryCard::filesOfOthersStay()
{
    const QString folder = in(QStringLiteral("others"));
    QVERIFY(!test::publishSet(folder, QStringLiteral("shop"), 1, noon).isEmpty());
    const Repository repository(folder);
    const QString text = folder + QStringLiteral("/RECOVERY.txt");
    const QString html = folder + QStringLiteral("/RECOVERY.html");
    put(text, "my own notes\nQuarterdeck recovery card\n");
    QD_VERIFY_ERROR(writeRecoveryCard(JobContext(), repository, noon), ErrorKind::Conflict);
    QCOMPARE(contents(text), QByteArray("my own notes\nQuarterdeck recovery card\n"));
    QVERIFY(QFile::remove(text) && QFile::remove(html));
    // A link, wherever it leads: what it names is not ours to write.
    put(in(QStringLiteral("elsewhere")), QByteArray(cardMark) + '\n');
    QCOMPARE(::symlink(QFile::encodeName(in(QStringLiteral("elsewhere"))).constData(), QFile::encodeName(html).constData()), 0);
    QD_VERIFY_ERROR(writeRecoveryCard(JobContext(), repository, noon), ErrorKind::Conflict);
    QCOMPARE(contents(in(QStringLiteral("elsewhere"))), QByteArray(cardMark) + '\n');
    // A pipe would be waited on for ever.
    QVERIFY(QFile::remove(html));
    QCOMPARE(::mkfifo(QFile::encodeName(html).constData(), 0600), 0);
    QD_VERIFY_ERROR(writeRecoveryCard(JobContext().withTimeout(5s), repository, noon), ErrorKind::Conflict);
}

void TestRecoveryCard::twoAreNotWrittenAtOnce()
{
    const QString folder = in(QStringLiteral("busy"));
    QVERIFY(!test::publishSet(folder, QStringLiteral("shop"), 1, noon).isEmpty());
    {
        const FileDescriptor other(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        QCOMPARE(::flock(other.get(), LOCK_EX | LOCK_NB), 0);
        QD_VERIFY_ERROR(writeRecoveryCard(JobContext().withTimeout(120ms), Repository(folder), noon), ErrorKind::Timeout);
        QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList());
    }
    QD_VERIFY(writeRecoveryCard(JobContext(), Repository(folder), noon));
}

void TestRecoveryCard::aKilledWriterLeavesNothingForGood()
{
    const QString folder = in(QStringLiteral("killed"));
    QVERIFY(QDir().mkpath(folder));
    put(folder + QStringLiteral("/RECOVERY.html.qd-a1B2c3"), "half of it");
    put(folder + QStringLiteral("/RECOVERY.html.mine"), "somebody's");
    const auto cleaned = Repository(folder).cleanLeftovers(JobContext());
    QD_VERIFY(cleaned);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{QStringLiteral("RECOVERY.html.mine")});
}

QTEST_GUILESS_MAIN(TestRecoveryCard)
#include "tst_recoverycard.moc"
