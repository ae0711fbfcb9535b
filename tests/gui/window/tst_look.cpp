// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakebackups.h"
#include "fakefeed.h"
#include "fakeoperations.h"
#include "samples.h"

#include "gui/backups/backupcontroller.h"
#include "gui/jobrunner.h"
#include "gui/mainwindow.h"
#include "gui/options.h"
#include "gui/theme/colors.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/datatable.h"
#include "gui/widgets/elidedlabel.h"
#include "gui/widgets/jobpanel.h"
#include "gui/widgets/messagewidget.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QTreeView>
#include <QXmlStreamReader>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using Link = health::EngineStatus::Link;

/// How it looks: nothing is cut, both themes, large fonts, many containers.
class TestLook final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void nothingIsCut_data();
    void nothingIsCut();
    void themesPaintLightAndDark();
    void themeChangesWhileOpen();
    void stateIconsDifferInShape();
    void setStateIconsDifferInShape();
    void ownIconsAreThereInBothThemes();
    void namedIconsFollowTheTheme();
    void figuresAreTabular();
    void twoHundredContainersInTheWindow();
    void optionsAreRead();
    void wrongOptionsAreRefused_data();
    void wrongOptionsAreRefused();
    void desktopFilesFit();

private:
    void makeWindow();
    void showScene(const QString &scene);
    [[nodiscard]] static bool isOfBackups(const QString &scene);
    void prepareBackups(const QString &scene);
    [[nodiscard]] bool isReady(const QString &scene);
    [[nodiscard]] QString cutParts() const;

    QFont m_font;
    Theme *m_theme = nullptr;
    std::unique_ptr<test::FakeFeed> m_feed;
    std::unique_ptr<test::FakeOperations> m_operations;
    std::unique_ptr<test::FakeBackups> m_backups;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<MainWindow> m_window;
};

void TestLook::initTestCase()
{
    m_font = QApplication::font();
    m_theme = new Theme(ThemeChoice::Light, qApp);
}

void TestLook::init()
{
    QApplication::setFont(m_font);
    m_theme->setChoice(ThemeChoice::Light);
}

void TestLook::cleanup()
{
    m_window.reset();
    m_runner.reset();
    m_operations.reset();
    m_backups.reset();
    m_feed.reset();
}

void TestLook::makeWindow()
{
    m_feed = std::make_unique<test::FakeFeed>();
    m_operations = std::make_unique<test::FakeOperations>();
    m_backups = std::make_unique<test::FakeBackups>();
    m_runner = std::make_unique<JobRunner>();
    m_window = std::make_unique<MainWindow>(*m_feed, *m_runner, *m_operations, *m_backups, *m_theme, WindowOptions{true, false});
}

void TestLook::showScene(const QString &scene)
{
    const stack::Stack stack = test::sampleStack();
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    if (scene == QLatin1String("no stack")) {
        Q_EMIT m_feed->stacksChanged({});
        Q_EMIT m_feed->noStack({ErrorKind::NotFound, QStringLiteral("None."), {}, {}});
    } else if (scene == QLatin1String("choice")) {
        Q_EMIT m_feed->stacksChanged(test::summaries({QStringLiteral("acme"), QStringLiteral("beta")}));
        Q_EMIT m_feed->noStack({ErrorKind::Conflict, QStringLiteral("Several."), {}, {}});
    } else if (scene == QLatin1String("no engine")) {
        Q_EMIT m_feed->engineChanged(test::engineWith(Link::NoPermission));
    } else {
        prepareBackups(scene);
        Q_EMIT m_feed->stacksChanged(test::summaries({stack.id}));
        Q_EMIT m_feed->stackChanged(stack);
        Q_EMIT m_feed->statusChanged(test::sampleStatus(stack, 0, [&](health::StackStatus &status) {
            if (scene == QLatin1String("sick"))
                status.services[3].containers[0].engineState = QStringLiteral("exited");
        }));
        if (isOfBackups(scene))
            m_window->openPage(QStringLiteral("backups"));
        if (scene == QLatin1String("stale"))
            Q_EMIT m_feed->engineChanged(test::engineWith(Link::Lost));
        if (scene == QLatin1String("message")) {
            m_window->findChild<MessageWidget *>(QStringLiteral("message"))
                ->showError({ErrorKind::Conflict, QStringLiteral("Stop redis: the container is being removed by somebody else at this moment."),
                             QStringLiteral("Raw."), QStringLiteral("Wait until it is gone, then look again whether it is still wanted.")});
        }
    }
}

bool TestLook::isOfBackups(const QString &scene)
{
    return scene.contains(QLatin1String("backup")) || scene == QLatin1String("schedule") || scene == QLatin1String("retention");
}

void TestLook::prepareBackups(const QString &scene)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    BackupReading reading = test::sampleReading(now);
    if (scene == QLatin1String("no backup"))
        reading = test::emptyReading(now);
    if (scene == QLatin1String("unreadable backups"))
        reading.error = Error{ErrorKind::Auth, QStringLiteral("Could not open the folder /srv/backups/of/a/long/name/indeed."),
                              QStringLiteral("Permission denied"), QStringLiteral("Give yourself access to it, then retry.")};
    if (scene == QLatin1String("schedule")) {
        reading.schedule.missed = {now.addDays(-3), now.addDays(-2), now.addDays(-1), now.addSecs(-7200)};
        reading.schedule.problem = QStringLiteral("Lingering is off: the timer runs only while you are logged in. Run \"loginctl enable-linger\".");
    }
    m_backups->setReading(reading);
}

/// The reading of backups comes from a thread of its own; what is asked for then opens.
bool TestLook::isReady(const QString &scene)
{
    auto *controller = m_window->findChild<BackupController *>();
    if (!isOfBackups(scene))
        return true;
    if (!controller->reading())
        return false;
    if (scene == QLatin1String("a damaged backup")) {
        auto *sets = m_window->findChild<DataTable *>(QStringLiteral("sets"));
        for (const backup::BackupSet &set : controller->reading()->sets) {
            if (set.state == backup::SetState::Damaged)
                return sets->selectId(set.id);
        }
        return false;
    }
    const QString button = scene == QLatin1String("schedule") ? QStringLiteral("Sched")
        : scene == QLatin1String("retention")                 ? QStringLiteral("Ret")
                                                              : QString();
    if (button.isEmpty())
        return true;
    for (auto *candidate : m_window->findChildren<QAbstractButton *>()) {
        if (candidate->isVisible() && QString(candidate->text()).remove(QLatin1Char('&')).startsWith(button)) {
            candidate->click();
            return QApplication::activeModalWidget();
        }
    }
    return false;
}

void TestLook::nothingIsCut_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<QString>("scene");
    for (const double scale : {1.0, 1.5, 2.0}) {
        for (const char *scene : {"healthy", "sick", "stale", "message", "no stack", "choice", "no engine", "backups", "a damaged backup",
                                  "no backup", "unreadable backups", "schedule", "retention"})
            QTest::addRow("%s at %d %%", scene, static_cast<int>(scale * 100)) << scale << QString::fromLatin1(scene);
    }
}

void TestLook::nothingIsCut()
{
    QFETCH(double, scale);
    QFETCH(QString, scene);
    QFont font = m_font;
    font.setPointSizeF(m_font.pointSizeF() * scale);
    QApplication::setFont(font);
    makeWindow();
    m_window->resize(1024, 700);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    showScene(scene);
    QTRY_VERIFY(isReady(scene));
    QCoreApplication::processEvents();
    QCOMPARE(m_window->size(), QSize(1024, 700)); // its contents have not forced it wider
    QString cut;
    // Wrapped text settles its height over a few layout requests.
    QTRY_VERIFY2((cut = cutParts()).isEmpty(), qPrintable(cut));
}

/// Names what is visible but smaller than its words; empty when all is well.
QString TestLook::cutParts() const
{
    QStringList cut;
    for (const QLabel *label : m_window->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty() || qobject_cast<const ElidedLabel *>(label))
            continue; // elided ones have their tooltip
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        if (label->height() < needed || (!label->wordWrap() && label->width() < label->sizeHint().width()))
            cut.append(QStringLiteral("%1 (%2): has %3x%4 needs %5")
                           .arg(label->objectName(), label->text())
                           .arg(label->width())
                           .arg(label->height())
                           .arg(needed));
    }
    for (const QAbstractButton *button : m_window->findChildren<QAbstractButton *>()) {
        if (!button->isVisible() || button->text().isEmpty())
            continue;
        if (button->width() < button->sizeHint().width() || button->height() < button->minimumSizeHint().height())
            cut.append(QStringLiteral("%1: has %2x%3").arg(button->text()).arg(button->width()).arg(button->height()));
    }
    // What lies to the right of its scroll area could not be reached.
    for (const QScrollArea *area : m_window->findChildren<QScrollArea *>()) {
        if (area->isVisible() && area->widget()->width() > area->viewport()->width())
            cut.append(QStringLiteral("%1 is %2 wide in %3").arg(area->objectName()).arg(area->widget()->width()).arg(area->viewport()->width()));
    }
    return cut.join(QLatin1Char('\n'));
}

void TestLook::themesPaintLightAndDark()
{
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        m_theme->setChoice(choice);
        makeWindow();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        showScene(QStringLiteral("sick"));
        const QImage image = m_window->grab().toImage();
        qint64 sum = 0;
        for (int x = 0; x < image.width(); x += 7)
            sum += qGray(image.pixel(x, image.height() / 2));
        const auto mean = sum / ((image.width() + 6) / 7);
        QVERIFY2(choice == ThemeChoice::Light ? mean > 190 : mean < 70, qPrintable(QString::number(mean)));
        cleanup();
    }
}

void TestLook::themeChangesWhileOpen()
{
    makeWindow();
    m_window->show();
    showScene(QStringLiteral("healthy"));
    auto *word = m_window->findChild<QLabel *>(QStringLiteral("verdictWord"));
    QCOMPARE(word->palette().color(QPalette::WindowText), stateColor(health::State::Healthy, lightPalette()));
    m_theme->setChoice(ThemeChoice::Dark);
    QTRY_COMPARE(word->palette().color(QPalette::WindowText), stateColor(health::State::Healthy, darkPalette()));
    QVERIFY(isDark(QApplication::palette()));
    QCOMPARE(QIcon::themeName(), QStringLiteral("breeze-dark"));
}

namespace {

/// In one colour, as some eyes and all printers see them.
template<class State, class Paint>
QString alike(const QList<State> &states, Paint paint)
{
    QList<QImage> seen;
    for (qsizetype at = 0; at < states.size(); ++at) {
        QImage image(16, 16, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        paint(painter, QRectF(0, 0, 16, 16), states.at(at), Qt::black, Qt::white);
        painter.end();
        for (const QImage &other : std::as_const(seen)) {
            int differing = 0;
            for (int y = 0; y < 16; ++y) {
                for (int x = 0; x < 16; ++x)
                    differing += std::abs(qGray(image.pixel(x, y)) - qGray(other.pixel(x, y))) > 96 ? 1 : 0;
            }
            if (differing < 12)
                return QStringLiteral("number %1 is like an earlier one").arg(at);
        }
        seen.append(image);
    }
    return {};
}

} // namespace

void TestLook::stateIconsDifferInShape()
{
    using health::State;
    const QString same = alike(QList<State>{State::Healthy, State::Warning, State::Failing, State::Stopped, State::Unknown}, paintState);
    QVERIFY2(same.isEmpty(), qPrintable(same));
}

void TestLook::setStateIconsDifferInShape()
{
    using backup::SetState;
    const QString same
        = alike(QList<SetState>{SetState::Proven, SetState::Verified, SetState::Unverified, SetState::Damaged, SetState::Foreign}, paintSetState);
    QVERIFY2(same.isEmpty(), qPrintable(same));
}

void TestLook::ownIconsAreThereInBothThemes()
{
    for (const char *name : {"quarterdeck", "n8n", "worker", "drain", "proof", "overview", "backups", "browser"}) {
        for (const char *theme : {"light", "dark"}) {
            const QString path = QStringLiteral(":/icons/%1/%2.svg").arg(QLatin1String(theme), QLatin1String(name));
            QVERIFY2(QFile::exists(path), qPrintable(path));
            QVERIFY2(!QIcon(path).pixmap(22).isNull(), qPrintable(path));
        }
    }
}

void TestLook::namedIconsFollowTheTheme()
{
    const QIcon overview = icon(QStringLiteral("overview"));
    const QImage light = overview.pixmap(22).toImage();
    m_theme->setChoice(ThemeChoice::Dark);
    QVERIFY(overview.pixmap(22).toImage() != light);
}

void TestLook::figuresAreTabular()
{
    const QFontMetrics metrics(figureFont(QApplication::font()));
    for (char digit = '0'; digit <= '9'; ++digit)
        QCOMPARE(metrics.horizontalAdvance(QLatin1Char(digit)), metrics.horizontalAdvance(QLatin1Char('0')));
}

void TestLook::twoHundredContainersInTheWindow()
{
    const stack::Stack stack = test::sampleStack(197);
    makeWindow();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stackChanged(stack);
    auto *view = m_window->findChild<QTreeView *>(QStringLiteral("services"));
    view->expandAll();
    QList<health::StackStatus> readings;
    for (int i = 0; i < 100; ++i)
        readings.append(test::sampleStatus(stack, i));
    QElapsedTimer clock;
    clock.start();
    for (const health::StackStatus &reading : std::as_const(readings)) {
        // Another stack state lets each reading through, as a second would.
        Q_EMIT m_feed->statusChanged(reading);
        Q_EMIT m_feed->stackChanged(stack);
        QCoreApplication::processEvents();
    }
    qInfo("100 readings of 200 containers, painted: %lld ms", clock.elapsed());
    QVERIFY2(clock.elapsed() < 15000, qPrintable(QString::number(clock.elapsed())));
}

void TestLook::optionsAreRead()
{
    const auto read = [](const QStringList &arguments) { return parseOptions(QStringList(QStringLiteral("quarterdeck")) + arguments); };
    const auto nothing = read({});
    QVERIFY(nothing && nothing->sandbox && nothing->stack.isEmpty() && !nothing->theme && !nothing->quitAfterFirstFrame);
    const auto all = read({QStringLiteral("--stack"), QStringLiteral("acme"), QStringLiteral("--no-sandbox"), QStringLiteral("--theme=dark"),
                           QStringLiteral("--screenshot"), QStringLiteral("x.png"), QStringLiteral("--screenshot-after"), QStringLiteral("60"),
                           QStringLiteral("--page"), QStringLiteral("backups"), QStringLiteral("--quit-after-first-frame")});
    QVERIFY(all);
    QCOMPARE(all->stack, QStringLiteral("acme"));
    QVERIFY(!all->sandbox);
    QVERIFY(all->theme == ThemeChoice::Dark);
    QCOMPARE(all->screenshot, QStringLiteral("x.png"));
    QCOMPARE(all->screenshotAfter, 60);
    QCOMPARE(all->page, QStringLiteral("backups"));
    QVERIFY(all->quitAfterFirstFrame);
    QVERIFY(read({QStringLiteral("-h")})->help);
    QVERIFY(read({QStringLiteral("--version")})->version);
    for (const char *option :
         {"--stack", "--no-sandbox", "--theme", "--page", "--screenshot", "--screenshot-after", "--quit-after-first-frame", "--version", "--help"})
        QVERIFY(usageText().contains(QLatin1String(option)));
}

void TestLook::wrongOptionsAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown") << QStringList{QStringLiteral("--colour")};
    QTest::newRow("theme") << QStringList{QStringLiteral("--theme=pink")};
    QTest::newRow("readings") << QStringList{QStringLiteral("--screenshot-after=0")};
    QTest::newRow("readings in words") << QStringList{QStringLiteral("--screenshot-after=many")};
    QTest::newRow("no value") << QStringList{QStringLiteral("--stack")};
    QTest::newRow("stray") << QStringList{QStringLiteral("acme")};
}

void TestLook::wrongOptionsAreRefused()
{
    QFETCH(QStringList, arguments);
    const auto options = parseOptions(QStringList(QStringLiteral("quarterdeck")) + arguments);
    QVERIFY(!options);
    QVERIFY(options.error().kind == ErrorKind::Invalid);
    QVERIFY(!options.error().what.isEmpty());
}

void TestLook::desktopFilesFit()
{
    QFile desktop(QStringLiteral(QUARTERDECK_RESOURCES "/desktop/org.quarterdeck.Quarterdeck.desktop"));
    QVERIFY(desktop.open(QIODevice::ReadOnly));
    const QByteArray entry = desktop.readAll();
    for (const char *line :
         {"[Desktop Entry]\n", "\nType=Application\n", "\nExec=quarterdeck\n", "\nIcon=org.quarterdeck.Quarterdeck\n", "\nTerminal=false\n"})
        QVERIFY2(entry.contains(line) || entry.startsWith(line), line);
    QFile metainfo(QStringLiteral(QUARTERDECK_RESOURCES "/desktop/org.quarterdeck.Quarterdeck.metainfo.xml"));
    QVERIFY(metainfo.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&metainfo);
    QHash<QString, QString> texts;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && !texts.contains(xml.name().toString()))
            texts.insert(xml.name().toString(), xml.readElementText(QXmlStreamReader::IncludeChildElements));
        if (texts.size() == 1 && texts.contains(QStringLiteral("component")))
            break;
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    const QString all = texts.value(QStringLiteral("component"));
    for (const char *needed : {"org.quarterdeck.Quarterdeck", "GPL-3.0-or-later", "org.quarterdeck.Quarterdeck.desktop"})
        QVERIFY2(all.contains(QLatin1String(needed)), needed);
}

QTEST_MAIN(TestLook)
#include "tst_look.moc"
