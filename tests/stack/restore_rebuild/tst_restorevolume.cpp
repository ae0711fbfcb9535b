// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/testcontainer.h"
#include "adapters/docker/client.h"
#include "backup/restore/volumerestore.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::restore;

/// n8n's data put back into a volume of the test's own, by the real engine.
class TestRestoreVolume final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void swapsAndTakesBack();
    void aKilledSwapGoesOnAndBack_data();
    void aKilledSwapGoesOnAndBack();
    void anEmptyVolumeIsFilled();
    void aBadArchiveTouchesNothing();

private:
    /// Runs a script as root in a container of n8n's image, the volume at n8n's data folder.
    QString inVolume(const QString &script) const
    {
        const Result<QString> out = test::docker(
            {QStringLiteral("run"), QStringLiteral("--rm"), QStringLiteral("--network=none"), QStringLiteral("--user=0:0"),
             QStringLiteral("--label=quarterdeck.test=1"), QStringLiteral("-v"), m_volume + QLatin1String(":/home/node/.n8n"), QStringLiteral("-w"),
             QStringLiteral("/home/node/.n8n"), QStringLiteral("--entrypoint=/bin/sh"), m_image, QStringLiteral("-c"), script});
        return out ? *out : QLatin1String("failed: ") + out.error().what + out.error().detail;
    }
    /// Every path below with its kind, mode, owner and contents.
    QString picture() const
    {
        return inVolume(QStringLiteral("find . -exec stat -c '%n %F %a %u:%g' {} + | sort; find . -type f -exec sha256sum {} + | sort"));
    }
    [[nodiscard]] DataTarget target() const
    {
        DataTarget target;
        target.mount = docker::Mount{QStringLiteral("volume"), m_volume, {}, QStringLiteral("/home/node/.n8n"), {}, true};
        target.folder = QStringLiteral("/home/node/.n8n");
        target.image = m_image;
        return target;
    }
    /// A set of nothing but this archive.
    backup::BackupSet setOf(const QByteArray &tar)
    {
        backup::FileEntry entry;
        entry.path = QStringLiteral("n8n-data.tar");
        entry.part = backup::Part::N8nData;
        entry.size = entry.rawSize = tar.size();
        entry.sha256 = entry.rawSha256 = QString::fromLatin1(QCryptographicHash::hash(tar, QCryptographicHash::Sha256).toHex());
        entry.codec = QStringLiteral("none");
        entry.original = QStringLiteral("/home/node/.n8n");
        QFile file(m_folder.filePath(entry.path));
        if (!file.open(QIODevice::WriteOnly) || file.write(tar) != tar.size())
            qWarning("the set could not be written");
        backup::BackupSet set;
        set.path = m_folder.path();
        set.manifest.emplace();
        set.manifest->files = {entry};
        return set;
    }

    static constexpr char stamp[] = "20260102_030405";

    QTemporaryDir m_folder;
    docker::Client m_docker;
    QString m_image;
    QString m_volume;
    QByteArray m_tar;
    QString m_before;
};

void TestRestoreVolume::initTestCase()
{
    QD_NEED_ENGINE();
    m_image = test::localImage(QStringLiteral("n8n"));
    QVERIFY2(!m_image.isEmpty(), "no image of n8n");
    // What the engine itself packs: made in a container, owned by somebody else.
    test::TestContainer source;
    const Result<void> ran
        = source.run({QStringLiteral("--user=0:0"), QStringLiteral("--entrypoint=/bin/sh")}, m_image,
                     {QStringLiteral("-c"),
                      QStringLiteral("cd /home/node && mkdir -p .n8n && cd .n8n && echo '{\"encryptionKey\":\"new\"}' >config && "
                                     "chmod 644 config && mkdir -p nodes/a && echo js >nodes/a/index.js && ln -s ../a nodes/a/self && "
                                     "ln config linked && echo odd >'..odd name' && mkdir .before-restore-old && sleep 300")});
    QD_VERIFY(ran);
    JobContext context;
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            m_tar.clear();
            const Result<void> got = m_docker.getArchive(context, source.id(), QStringLiteral("/home/node/.n8n"), [this](QByteArrayView bytes) {
                m_tar.append(bytes);
                return Result<void>();
            });
            return got && m_tar.contains("before-restore-old");
        }(),
        20'000);
}

void TestRestoreVolume::init()
{
    m_volume = QStringLiteral("quarterdeck-test-restore-%1").arg(QCoreApplication::applicationPid());
    QD_VERIFY(m_docker.createVolume({}, m_volume, {{QStringLiteral("quarterdeck.test"), QStringLiteral("1")}}));
    inVolume(QStringLiteral(
        "echo '{\"encryptionKey\":\"old\"}' >config && chmod 600 config && mkdir -p nodes/b .git ...three && echo b >nodes/b/x && "
        "echo '-n' >-n && echo s >'a b' && ln -s nowhere dangling && mkdir .before-restore-2025 && echo keep >.before-restore-2025/k && "
        "chown -R 1000:1000 ."));
    m_before = picture();
    QVERIFY2(m_before.contains(QLatin1String("./dangling symbolic link")), qPrintable(m_before));
}

void TestRestoreVolume::cleanup()
{
    if (!m_volume.isEmpty())
        QD_VERIFY(m_docker.removeVolume({}, m_volume, true));
}

void TestRestoreVolume::swapsAndTakesBack()
{
    const backup::BackupSet set = setOf(m_tar);
    VolumeRestore restore(m_docker, target(), QLatin1String(stamp));
    QD_VERIFY(restore.stage({}, set, {}));
    // Beside what is there: n8n sees nothing of it.
    QVERIFY(inVolume(QStringLiteral("cat config")).contains(QLatin1String("old")));
    QD_VERIFY(restore.swap({}));
    QCOMPARE(inVolume(QStringLiteral("cat config; stat -c '%a %u:%g' config nodes/a/index.js; readlink nodes/a/self; cat linked '..odd name'")),
             QStringLiteral("{\"encryptionKey\":\"new\"}\n600 1000:1000\n644 1000:1000\n../a\n{\"encryptionKey\":\"new\"}\nodd"));
    // Old contents lie aside, older ones stay, the archive's leftovers are not taken over.
    QCOMPARE(inVolume(QStringLiteral("ls -A; cat .before-restore-2025/k '%1/a b'").arg(restore.oldFolder())),
             QStringLiteral("..odd name\n.before-restore-2025\n.before-restore-20260102_030405\nconfig\nlinked\nnodes\nkeep\ns"));
    QD_VERIFY(restore.swap({})); // a second time changes nothing
    QVERIFY(inVolume(QStringLiteral("cat config")).contains(QLatin1String("new")));
    QD_VERIFY(restore.undo({}));
    QCOMPARE(picture(), m_before);
    QD_VERIFY(restore.undo({}));
    QCOMPARE(picture(), m_before);

    QD_VERIFY(restore.stage({}, set, {}));
    QD_VERIFY(restore.swap({}));
    QD_VERIFY(restore.dropOld({}));
    QVERIFY(!inVolume(QStringLiteral("ls -A")).contains(restore.oldFolder()));
}

void TestRestoreVolume::aKilledSwapGoesOnAndBack_data()
{
    QTest::addColumn<QString>("state");
    const QString half = QStringLiteral(".before-restore-%1.part").arg(QLatin1String(stamp));
    const QString old = QStringLiteral(".before-restore-%1").arg(QLatin1String(stamp));
    const QString fresh = QStringLiteral(".restore-new-%1").arg(QLatin1String(stamp));
    QTest::newRow("unpacked only") << QString();
    QTest::newRow("some old moved") << QStringLiteral("mkdir %1 && chown 1000:1000 %1 && mv config nodes %1/").arg(half);
    const QString allOld = QStringLiteral("mkdir %1 && chown 1000:1000 %1 && mv ./-n config nodes .git ...three 'a b' dangling %1/").arg(half);
    QTest::newRow("all old moved, not yet named so") << allOld;
    QTest::newRow("no new moved") << allOld + QStringLiteral(" && mv %1 %2").arg(half, old);
    QTest::newRow("some new moved") << allOld + QStringLiteral(" && mv %1 %2 && mv %3/config %3/nodes .").arg(half, old, fresh);
}

void TestRestoreVolume::aKilledSwapGoesOnAndBack()
{
    QFETCH(QString, state);
    const backup::BackupSet set = setOf(m_tar);
    VolumeRestore restore(m_docker, target(), QLatin1String(stamp));
    for (const bool on : {false, true}) {
        QD_VERIFY(restore.stage({}, set, {}));
        if (!state.isEmpty())
            QVERIFY(!inVolume(state).startsWith(QLatin1String("failed")));
        if (on) {
            QD_VERIFY(restore.swap({}));
            QVERIFY(inVolume(QStringLiteral("cat config nodes/a/index.js")).endsWith(QLatin1String("js")));
            QVERIFY(inVolume(QStringLiteral("ls -A")).contains(QLatin1String("linked")));
        }
        QD_VERIFY(restore.undo({}));
        QCOMPARE(picture(), m_before);
    }
}

void TestRestoreVolume::anEmptyVolumeIsFilled()
{
    inVolume(QStringLiteral("rm -rf ./* .[!.]* ..?*; chown 0:0 ."));
    VolumeRestore restore(m_docker, target(), QLatin1String(stamp));
    QD_VERIFY(restore.stage({}, setOf(m_tar), {}));
    QD_VERIFY(restore.swap({}));
    QCOMPARE(inVolume(QStringLiteral("stat -c %u:%g .; cat nodes/a/index.js")), QStringLiteral("1000:1000\njs"));
}

void TestRestoreVolume::aBadArchiveTouchesNothing()
{
    VolumeRestore restore(m_docker, target(), QLatin1String(stamp));
    // Refused: the first entry's name leads elsewhere.
    QByteArray evil = m_tar;
    backup::BackupSet set = setOf(evil);
    set.manifest->files.first().original = QStringLiteral("/home/node/.other");
    QD_VERIFY_ERROR(restore.stage({}, set, {}), ErrorKind::Invalid);
    // Damaged: a bit that no longer fits the manifest.
    set = setOf(m_tar);
    QFile file(m_folder.filePath(QStringLiteral("n8n-data.tar")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(1030);
    file.write("X");
    file.close();
    QD_VERIFY_ERROR(restore.stage({}, set, {}), ErrorKind::Corrupt);
    QCOMPARE(picture(), m_before);
    // There is nothing to swap in, and so nothing is moved.
    QVERIFY(!restore.swap({}));
    QCOMPARE(picture(), m_before);
}

QTEST_GUILESS_MAIN(TestRestoreVolume)
#include "tst_restorevolume.moc"
