// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/operations.h"
#include "support/resultcheck.h"
#include "unit/backup/sets.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace std::chrono_literals;

/// Removing sets, by policy and by hand.
class TestPruning final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dryRunRemovesNothing();
    void policyIsCarriedOut();
    void consequencesAreTold();

private:
    const QDateTime now = QDateTime({2026, 6, 30}, {12, 0}, Qt::UTC);
};

void TestPruning::dryRunRemovesNothing()
{
    QTemporaryDir root;
    for (int i = 1; i <= 4; ++i)
        QVERIFY(!test::publishSet(root.path(), "shop", i, now.addDays(i - 40)).isEmpty());
    RetentionPolicy policy;
    policy.keepLast = 1;
    policy.maxAge = 0h;
    policy.minProven = 0;
    const Repository repository(root.path());
    const auto report = pruneSets(JobContext(), repository, "shop", policy, now, true);
    QD_VERIFY(report);
    QCOMPARE(report->decisions.size(), 4);
    QCOMPARE(std::count_if(report->decisions.begin(), report->decisions.end(), [](const RetentionDecision &d) { return !d.keep; }), 3);
    QVERIFY(report->removed.isEmpty());
    QCOMPARE(repository.list(JobContext())->size(), 4);
}

void TestPruning::policyIsCarriedOut()
{
    QTemporaryDir root;
    for (int i = 1; i <= 4; ++i)
        QVERIFY(!test::publishSet(root.path(), "shop", i, now.addDays(i - 40)).isEmpty());
    QVERIFY(!test::publishSet(root.path(), "other", 1, now.addDays(-400)).isEmpty());
    QDir(root.path()).mkdir("my own folder");
    RetentionPolicy policy;
    policy.keepLast = 2;
    policy.maxAge = 0h;
    policy.minProven = 0;
    const Repository repository(root.path());
    const auto report = pruneSets(JobContext(), repository, "shop", policy, now, false);
    QD_VERIFY(report);
    QCOMPARE(report->removed.size(), 2);
    const auto left = repository.list(JobContext());
    QD_VERIFY(left);
    QCOMPARE(left->size(), 3); // two of ours and the other stack's
    QCOMPARE(repository.list(JobContext(), "shop")->last().sequence, 3);
    QVERIFY(QDir(root.filePath("my own folder")).exists());
}

void TestPruning::consequencesAreTold()
{
    const BackupSet oldest = test::someSet(1, now.addDays(-9));
    const BackupSet middle = test::someSet(2, now.addDays(-5), SetState::Verified);
    const BackupSet newest = test::someSet(3, now.addDays(-1));
    const QList<BackupSet> sets = {newest, middle, oldest};
    const QString ofNewest = removalConsequences(sets, newest).join('\n');
    QVERIFY2(ofNewest.contains("newest proven set") && ofNewest.contains(newest.id), qPrintable(ofNewest));
    const QString ofMiddle = removalConsequences(sets, middle).join('\n');
    QVERIFY2(ofMiddle.contains("Between") && !ofMiddle.contains("proven"), qPrintable(ofMiddle));
    const QString ofOldest = removalConsequences(sets, oldest).join('\n');
    QVERIFY2(ofOldest.contains("oldest set") && !ofOldest.contains("newest proven"), qPrintable(ofOldest));
    const QString ofOnly = removalConsequences({newest}, newest).join('\n');
    QVERIFY2(ofOnly.contains("only proven set") && ofOnly.contains("only set of this stack"), qPrintable(ofOnly));
}

QTEST_GUILESS_MAIN(TestPruning)
#include "tst_pruning.moc"
