// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>

#include <optional>

namespace quarterdeck::gui {

enum class ThemeChoice { System, Light, Dark };

/// "system", "light", "dark"; nothing for anything else.
[[nodiscard]] std::optional<ThemeChoice> themeFromName(const QString &name);
[[nodiscard]] QString themeName(ThemeChoice choice);

/// Fusion with our palettes. Qt 6.4 has no colour scheme to ask for: with
/// System we look at the palette that the platform brings, at the start and at
/// every change it tells of. One object for the life of the application.
class Theme final : public QObject
{
    Q_OBJECT

public:
    explicit Theme(ThemeChoice choice, QObject *parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    [[nodiscard]] static bool platformIsDark();

    ThemeChoice m_choice;
    bool m_applying = false;
};

/// The font for figures: its digits are equally wide, so that numbers that
/// change do not jump. The given one where its digits are.
[[nodiscard]] QFont figureFont(const QFont &font);
/// Titles of pages are 1.4 times the body.
[[nodiscard]] QFont titleFont(const QFont &font);
/// Headings of panels: the body, bolder.
[[nodiscard]] QFont headingFont(const QFont &font);

/// The grid everything stands on, in device-independent pixels.
inline constexpr int gridUnit = 8;

} // namespace quarterdeck::gui
