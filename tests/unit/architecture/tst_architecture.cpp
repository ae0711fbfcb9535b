// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>

/// The layer law, checked on the text of the includes: an arrow may only point
/// to a lower room, features do not include each other, and only the main
/// programs know concrete neighbours.
class TestArchitecture final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void includesFollowTheLayerLaw();
    void theLawCatchesAnOffender();
    void featuresSeeNeighboursThroughPortsOnly();
    void foundationAndFeaturesDoNotNeedAWindow();
    void filesCarryTheirLicence();
};

namespace {

QString sourceRoot()
{
    return QStringLiteral(QUARTERDECK_SOURCE_DIR "/src/");
}

struct Include
{
    QString file; ///< relative to src/
    int line = 0;
    QString target;
};

QStringList sourceFiles()
{
    QStringList files;
    QDirIterator it(sourceRoot(), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next().mid(sourceRoot().size()));
    files.sort();
    return files;
}

QList<Include> includesOf(const QString &file, const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    QList<Include> includes;
    int number = 0;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        ++number;
        if (const auto match = pattern.match(line); match.hasMatch())
            includes.append({file, number, match.captured(1)});
    }
    return includes;
}

QList<Include> allIncludes()
{
    QList<Include> includes;
    for (const QString &file : sourceFiles()) {
        QFile source(sourceRoot() + file);
        if (source.open(QIODevice::ReadOnly))
            includes += includesOf(file, QString::fromUtf8(source.readAll()));
    }
    return includes;
}

/// Which rooms each room may include, itself apart.
const QHash<QString, QSet<QString>> &law()
{
    static const QSet<QString> belowFeatures = {QStringLiteral("foundation"), QStringLiteral("adapters"), QStringLiteral("stack")};
    static const QSet<QString> everything = belowFeatures
        + QSet<QString>{QStringLiteral("backup"), QStringLiteral("workers"), QStringLiteral("tuning"), QStringLiteral("health"),
                        QStringLiteral("hardening")};
    static const QHash<QString, QSet<QString>> rooms = {
        {QStringLiteral("foundation"), {}},
        {QStringLiteral("adapters"), {QStringLiteral("foundation")}},
        {QStringLiteral("stack"), {QStringLiteral("foundation"), QStringLiteral("adapters")}},
        {QStringLiteral("backup"), belowFeatures},
        {QStringLiteral("workers"), belowFeatures},
        {QStringLiteral("tuning"), belowFeatures},
        {QStringLiteral("health"), belowFeatures},
        {QStringLiteral("hardening"), belowFeatures},
        {QStringLiteral("gui"), everything},
        {QStringLiteral("cli"), everything},
    };
    return rooms;
}

QStringList offences(const QList<Include> &includes)
{
    QStringList found;
    for (const Include &include : includes) {
        const QString from = include.file.section(QLatin1Char('/'), 0, 0);
        const QString to = include.target.section(QLatin1Char('/'), 0, 0);
        if (!law().contains(from)) {
            found.append(include.file + QStringLiteral(": room not in the law"));
            continue;
        }
        if (from != to && law().contains(to) && !law().value(from).contains(to))
            found.append(QStringLiteral("%1:%2 includes %3").arg(include.file).arg(include.line).arg(include.target));
    }
    return found;
}

bool isMainProgram(const QString &file)
{
    return file == QLatin1String("cli/main.cpp") || file == QLatin1String("gui/main.cpp");
}

} // namespace

void TestArchitecture::includesFollowTheLayerLaw()
{
    const QList<Include> includes = allIncludes();
    QVERIFY2(includes.size() > 100, "the scan found almost no includes: it looks in the wrong place");
    const QStringList found = offences(includes);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestArchitecture::theLawCatchesAnOffender()
{
    const QString text
        = QStringLiteral("#include <QString>\n#include \"gui/mainwindow.h\"\n#include \"foundation/result.h\"\n#include \"backup/create.h\"\n");
    QCOMPARE(offences(includesOf(QStringLiteral("health/monitor.cpp"), text)).size(), 2);
    QCOMPARE(offences(includesOf(QStringLiteral("gui/page.cpp"), text)).size(), 0);
    QCOMPARE(offences(includesOf(QStringLiteral("foundation/error.cpp"), text)).size(), 2);
}

void TestArchitecture::featuresSeeNeighboursThroughPortsOnly()
{
    // What ports.h offers (ports and their value types), and nothing concrete.
    static const QRegularExpression allowed(QStringLiteral("^adapters/(ports|[a-z0-9]+/[a-z0-9]*port|docker/dockertypes)\\.h$"));
    QStringList found;
    for (const Include &include : allIncludes()) {
        const QString room = include.file.section(QLatin1Char('/'), 0, 0);
        if (room == QLatin1String("adapters") || isMainProgram(include.file) || !include.target.startsWith(QLatin1String("adapters/")))
            continue;
        if (!allowed.match(include.target).hasMatch())
            found.append(QStringLiteral("%1:%2 includes %3").arg(include.file).arg(include.line).arg(include.target));
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestArchitecture::foundationAndFeaturesDoNotNeedAWindow()
{
    static const QRegularExpression gui(
        QStringLiteral("^(Q(Widget|MainWindow|Application|Painter|Icon|Pixmap|Color|Gui|Svg|Chart|Dialog|Label).*|QtWidgets.*|QtGui.*|ui_.*)$"));
    QStringList found;
    for (const Include &include : allIncludes()) {
        if (!include.file.startsWith(QLatin1String("gui/")) && gui.match(include.target).hasMatch())
            found.append(QStringLiteral("%1:%2 includes %3").arg(include.file).arg(include.line).arg(include.target));
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestArchitecture::filesCarryTheirLicence()
{
    for (const QString &file : sourceFiles()) {
        QFile source(sourceRoot() + file);
        QVERIFY(source.open(QIODevice::ReadOnly));
        QVERIFY2(source.readLine().contains("SPDX-License-Identifier: GPL-3.0-or-later"), qPrintable(file));
    }
}

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
