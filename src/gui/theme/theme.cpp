// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme/theme.h"

#include "gui/theme/colors.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QIcon>
#include <QStyleFactory>

namespace quarterdeck::gui {

std::optional<ThemeChoice> themeFromName(const QString &name)
{
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
        if (themeName(choice) == name)
            return choice;
    }
    return std::nullopt;
}

QString themeName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::System:
        break;
    }
    return QStringLiteral("system");
}

Theme::Theme(ThemeChoice choice, QObject *parent)
    : QObject(parent)
    , m_choice(choice)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    // WSL has no desktop that would name an icon theme or its place.
    QStringList paths = QIcon::themeSearchPaths();
    if (const QString system = QStringLiteral("/usr/share/icons"); !paths.contains(system))
        paths.append(system);
    QIcon::setThemeSearchPaths(paths);
    apply();
    qApp->installEventFilter(this);
}

void Theme::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    apply();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // The platform has changed its theme; it tells the windows.
    if (event->type() == QEvent::ThemeChange && m_choice == ThemeChoice::System && !m_applying)
        apply();
    return QObject::eventFilter(watched, event);
}

bool Theme::platformIsDark()
{
    // GTK's own override comes first: without a desktop nothing else may tell.
    if (const QByteArray gtk = qgetenv("GTK_THEME"); !gtk.isEmpty())
        return gtk.endsWith(":dark") || gtk.endsWith("-dark");
    // An empty palette takes ours away again, and what the platform brings shows.
    QApplication::setPalette(QPalette());
    return isDark(QApplication::palette());
}

void Theme::apply()
{
    m_applying = true;
    const bool dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && platformIsDark());
    QIcon::setThemeName(dark ? QStringLiteral("breeze-dark") : QStringLiteral("breeze"));
    const QPalette palette = dark ? darkPalette() : lightPalette();
    QApplication::setPalette(palette);
    // Fusion draws the edges of these a good deal darker than the window: on a dark one nobody would see them.
    QPalette edged = palette;
    constexpr double light = 0.6;
    if (dark)
        edged.setColor(QPalette::Window, mixed(palette.color(QPalette::Window), palette.color(QPalette::Active, QPalette::WindowText), light));
    for (const char *name : {"QCheckBox", "QRadioButton", "QLineEdit", "QSpinBox"})
        QApplication::setPalette(edged, name);
    m_applying = false;
}

QFont figureFont(const QFont &font)
{
    const QFontMetrics metrics(font);
    const int width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit) {
        if (metrics.horizontalAdvance(QLatin1Char(digit)) == width)
            continue;
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        fixed.setPointSizeF(font.pointSizeF() > 0 ? font.pointSizeF() : fixed.pointSizeF());
        return fixed;
    }
    return font;
}

QFont titleFont(const QFont &font)
{
    QFont title = font;
    title.setPointSizeF(font.pointSizeF() * 1.4);
    return title;
}

QFont headingFont(const QFont &font)
{
    QFont heading = font;
    heading.setWeight(QFont::DemiBold);
    return heading;
}

} // namespace quarterdeck::gui
