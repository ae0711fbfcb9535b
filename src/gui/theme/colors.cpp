// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme/colors.h"

#include <array>
#include <cmath>

namespace quarterdeck::gui {

namespace {

struct PaletteColors
{
    QRgb window, text, base, alternate, button, highlight, highlighted, link, visited, tipBase, tipText, placeholder, disabled, light, midlight, mid,
        dark, shadow;
};

QPalette makePalette(const PaletteColors &c)
{
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, QRgb color) { p.setColor(role, QColor(color)); };
    set(QPalette::Window, c.window);
    set(QPalette::WindowText, c.text);
    set(QPalette::Base, c.base);
    set(QPalette::AlternateBase, c.alternate);
    set(QPalette::Text, c.text);
    set(QPalette::Button, c.button);
    set(QPalette::ButtonText, c.text);
    set(QPalette::BrightText, c.highlighted);
    set(QPalette::Highlight, c.highlight);
    set(QPalette::HighlightedText, c.highlighted);
    set(QPalette::Link, c.link);
    set(QPalette::LinkVisited, c.visited);
    set(QPalette::ToolTipBase, c.tipBase);
    set(QPalette::ToolTipText, c.tipText);
    set(QPalette::PlaceholderText, c.placeholder);
    set(QPalette::Light, c.light);
    set(QPalette::Midlight, c.midlight);
    set(QPalette::Mid, c.mid);
    set(QPalette::Dark, c.dark);
    set(QPalette::Shadow, c.shadow);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
        p.setColor(QPalette::Disabled, role, QColor(c.disabled));
    p.setColor(QPalette::Disabled, QPalette::Highlight, QColor(c.mid));
    // A list that has lost the focus still shows what is chosen, but calmer.
    p.setColor(QPalette::Inactive, QPalette::Highlight, mixed(QColor(c.base), QColor(c.highlight), 0.28));
    p.setColor(QPalette::Inactive, QPalette::HighlightedText, QColor(c.text));
    return p;
}

double luminance(const QColor &color)
{
    const auto linear = [](double channel) { return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QPalette lightPalette()
{
    return makePalette({.window = 0xffeff1f4,
                        .text = 0xff1c2127,
                        .base = 0xffffffff,
                        .alternate = 0xfff6f7f9,
                        .button = 0xfff8f9fb,
                        .highlight = 0xff0b62ad,
                        .highlighted = 0xffffffff,
                        .link = 0xff0b5cad,
                        .visited = 0xff6b4fa0,
                        .tipBase = 0xff262c33,
                        .tipText = 0xfff2f4f6,
                        .placeholder = 0xff646c78,
                        .disabled = 0xff8d95a0,
                        .light = 0xffffffff,
                        .midlight = 0xffe4e7eb,
                        .mid = 0xffc2c8d0,
                        .dark = 0xff98a1ac,
                        .shadow = 0xff6b7480});
}

QPalette darkPalette()
{
    return makePalette({.window = 0xff1f2329,
                        .text = 0xffe3e6ea,
                        .base = 0xff171a1f,
                        .alternate = 0xff1c2026,
                        .button = 0xff2b3038,
                        .highlight = 0xff2a6fb0,
                        .highlighted = 0xffffffff,
                        .link = 0xff6cb2f0,
                        .visited = 0xffb69ae0,
                        .tipBase = 0xff323842,
                        .tipText = 0xffe8ebee,
                        .placeholder = 0xff97a0ac,
                        .disabled = 0xff6d7682,
                        .light = 0xff3c434d,
                        .midlight = 0xff333942,
                        .mid = 0xff454c57,
                        .dark = 0xff12151a,
                        .shadow = 0xff0b0d10});
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::WindowText)) > luminance(palette.color(QPalette::Window));
}

QColor stateColor(health::State state, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (state) {
    case health::State::Healthy: // bluish green
        return dark ? QColor(0xff2fc49a) : QColor(0xff00734f);
    case health::State::Warning: // orange
        return dark ? QColor(0xfff0b03a) : QColor(0xff8a5a00);
    case health::State::Failing: // vermillion
        return dark ? QColor(0xffff8552) : QColor(0xffb33f00);
    case health::State::Stopped:
        return dark ? QColor(0xffa4adb8) : QColor(0xff59626d);
    case health::State::Unknown: // reddish purple
        return dark ? QColor(0xffd99abf) : QColor(0xff8c4472);
    }
    return mutedColor(palette);
}

QColor setStateColor(backup::SetState state, const QPalette &palette)
{
    switch (state) {
    case backup::SetState::Proven:
        return stateColor(health::State::Healthy, palette);
    case backup::SetState::Verified: // blue
        return isDark(palette) ? QColor(0xff56b4e9) : QColor(0xff00629b);
    case backup::SetState::Unverified:
        return stateColor(health::State::Unknown, palette);
    case backup::SetState::Damaged:
        return stateColor(health::State::Failing, palette);
    case backup::SetState::Foreign:
        return stateColor(health::State::Stopped, palette);
    }
    return mutedColor(palette);
}

QColor mutedColor(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::PlaceholderText);
}

QColor seriesColor(int index, const QPalette &palette)
{
    static constexpr std::array<QRgb, 7> onLight = {0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7, 0xffe69f00, 0xff56b4e9, 0xff4d4d4d};
    static constexpr std::array<QRgb, 7> onDark = {0xff56b4e9, 0xffe69f00, 0xff2fc49a, 0xffcc79a7, 0xfff0e442, 0xffd55e00, 0xffb0b0b0};
    const auto at = static_cast<size_t>(index) % onLight.size();
    return QColor(isDark(palette) ? onDark.at(at) : onLight.at(at));
}

QColor mixed(const QColor &a, const QColor &b, double weight)
{
    const auto channel = [weight = static_cast<float>(weight)](float x, float y) { return x * (1 - weight) + y * weight; };
    return QColor::fromRgbF(channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()), channel(a.blueF(), b.blueF()));
}

QColor washed(const QColor &color, const QPalette &palette)
{
    return mixed(palette.color(QPalette::Base), color, isDark(palette) ? 0.16 : 0.10);
}

QColor lineColor(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::Active, QPalette::WindowText), isDark(palette) ? 0.16 : 0.14);
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace quarterdeck::gui
