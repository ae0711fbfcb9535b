// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/foreigndump.h"
#include "backup/restore/operations.h"
#include "support/resultcheck.h"

#include <QDir>
#include <QTemporaryDir>

#include <zlib.h>

using namespace quarterdeck;
using namespace quarterdeck::restore;

/// Dumps that others made, known by what is in them.
class TestForeignSet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formsAreKnownByTheirContents();
    void filesOfAScriptComeTogether();
    void otherFilesAreNoDumps();
    void aPackedDumpThatIsCutOffIsRefused();
    void aDumpCutOffBetweenStatementsIsRefused();

private:
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        return file.fileName();
    }
    QString writePacked(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(name);
        gzFile file = gzopen(QFile::encodeName(path).constData(), "wb");
        gzwrite(file, bytes.constData(), static_cast<unsigned>(bytes.size()));
        gzclose(file);
        return path;
    }

    const QByteArray m_begun = "--\n-- PostgreSQL database dump\n--\nSET statement_timeout = 0;\nCREATE TABLE t (a int);\n";
    const QByteArray m_sql = m_begun + "--\n-- PostgreSQL database dump complete\n--\n\n";
    QTemporaryDir m_folder;
};

void TestForeignSet::formsAreKnownByTheirContents()
{
    QCOMPARE(dumpFormOf(write(QStringLiteral("a"), m_sql)).value_or(DumpForm::Custom), DumpForm::Sql);
    QCOMPARE(dumpFormOf(writePacked(QStringLiteral("b"), m_sql)).value_or(DumpForm::Custom), DumpForm::GzipSql);
    QCOMPARE(dumpFormOf(write(QStringLiteral("c.sql"), "PGDMP\1\16")).value_or(DumpForm::Sql), DumpForm::Custom);
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("d")));
    write(QStringLiteral("d/toc.dat"), "PGDMP");
    QCOMPARE(dumpFormOf(m_folder.filePath(QStringLiteral("d"))).value_or(DumpForm::Sql), DumpForm::Directory);
    for (const char *name : {"a", "b", "c.sql", "d"}) {
        const auto set = foreignSetOf(m_folder.filePath(QLatin1String(name)));
        QD_VERIFY(set);
        QCOMPARE(set->state, backup::SetState::Foreign);
        QCOMPARE(set->parts, QList<backup::Part>{backup::Part::Postgres});
        QCOMPARE(set->foreignFiles, QStringList{m_folder.filePath(QLatin1String(name))});
        QVERIFY(set->size > 0 && set->time.isValid() && !set->why.isEmpty() && !set->manifest);
    }
    QD_VERIFY(checkForeignDump({}, m_folder.filePath(QStringLiteral("a"))));
    QD_VERIFY(checkForeignDump({}, m_folder.filePath(QStringLiteral("b"))));
}

void TestForeignSet::filesOfAScriptComeTogether()
{
    const QString dump = writePacked(QStringLiteral("n8n_20260102_030405.sql.gz"), m_sql);
    write(QStringLiteral("env_20260102_030407.backup"), "A=b\n");
    const auto set = foreignSetOf(dump);
    QD_VERIFY(set);
    QCOMPARE(set->foreignFiles.size(), 2);
    QVERIFY(set->parts.contains(backup::Part::Environment));
}

void TestForeignSet::otherFilesAreNoDumps()
{
    QD_VERIFY_ERROR(foreignSetOf(m_folder.filePath(QStringLiteral("nothing"))), ErrorKind::NotFound);
    QD_VERIFY_ERROR(foreignSetOf(m_folder.path()), ErrorKind::Unsupported);
    QD_VERIFY_ERROR(foreignSetOf(write(QStringLiteral("x.sql"), "hello")), ErrorKind::Unsupported);
    QD_VERIFY_ERROR(foreignSetOf(write(QStringLiteral("y.sql"), {})), ErrorKind::Unsupported);
    QD_VERIFY_ERROR(foreignSetOf(writePacked(QStringLiteral("z.gz"), "no SQL")), ErrorKind::Unsupported);
    QD_VERIFY_ERROR(checkForeignDump({}, write(QStringLiteral("evil.sql"), m_sql + "\\! id\n")), ErrorKind::Invalid);
}

void TestForeignSet::aPackedDumpThatIsCutOffIsRefused()
{
    const QString path = writePacked(QStringLiteral("whole.sql.gz"), m_sql.repeated(500));
    QD_VERIFY(checkForeignDump({}, path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    for (const qsizetype size : {bytes.size() / 2, bytes.size() - 8, bytes.size() - 1})
        QD_VERIFY_ERROR(checkForeignDump({}, write(QStringLiteral("cut.sql.gz"), bytes.left(size))), ErrorKind::Corrupt);
}

void TestForeignSet::aDumpCutOffBetweenStatementsIsRefused()
{
    QD_VERIFY_ERROR(checkForeignDump({}, write(QStringLiteral("begun.sql"), m_begun)), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(checkForeignDump({}, writePacked(QStringLiteral("begun.sql.gz"), m_begun)), ErrorKind::Corrupt);
}

QTEST_GUILESS_MAIN(TestForeignSet)
#include "tst_foreignset.moc"
