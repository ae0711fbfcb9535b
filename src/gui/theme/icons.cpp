// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme/icons.h"

#include "gui/theme/colors.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

#include <functional>

namespace quarterdeck::gui {

namespace {

using Painting = std::function<void(QPainter &, const QRectF &, bool enabled)>;

/// Calls a function to paint, in the palette of the moment.
class PaintedIcon final : public QIconEngine
{
public:
    explicit PaintedIcon(Painting painting)
        : m_painting(std::move(painting))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const int side = std::min(rect.width(), rect.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rect).center());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        m_painting(*painter, square, mode != QIcon::Disabled);
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new PaintedIcon(m_painting); }
    [[nodiscard]] bool isNull() override { return false; }

private:
    Painting m_painting;
};

/// Finds the icon behind a name when it is painted, and again when the theme
/// has another name by then.
class NamedIcon final : public QIconEngine
{
public:
    explicit NamedIcon(QString name)
        : m_name(std::move(name))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        found().paint(painter, rect, Qt::AlignCenter, mode, state);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return found().pixmap(size, 1.0, mode, state); }
    [[nodiscard]] QIconEngine *clone() const override { return new NamedIcon(m_name); }
    [[nodiscard]] QString iconName() override { return m_name; }
    [[nodiscard]] bool isNull() override { return false; }

private:
    [[nodiscard]] const QIcon &found()
    {
        const QString theme = QIcon::themeName();
        if (m_theme != theme) {
            m_theme = theme;
            const QString own = QStringLiteral(":/icons/%1/%2.svg")
                                    .arg(isDark(QGuiApplication::palette()) ? QStringLiteral("dark") : QStringLiteral("light"), m_name);
            m_icon = QFile::exists(own) ? QIcon(own) : QIcon::fromTheme(m_name);
        }
        return m_icon;
    }

    QString m_name;
    QString m_theme = QStringLiteral("-"); ///< none has this name
    QIcon m_icon;
};

/// Coordinates below are those of a square of 16.
QPointF at(const QRectF &rect, double x, double y)
{
    return {rect.x() + rect.width() * x / 16, rect.y() + rect.height() * y / 16};
}

void paintLines(QPainter &painter, const QRectF &rect, const QColor &ink, double width, std::initializer_list<QPolygonF> lines)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, rect.width() * width / 16, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const QPolygonF &line : lines)
        painter.drawPolyline(line);
}

void paintShape(QPainter &painter, const QRectF &rect, const QColor &color, std::initializer_list<QPointF> corners)
{
    QPolygonF shape;
    for (const QPointF &corner : corners)
        shape.append(at(rect, corner.x(), corner.y()));
    painter.setBrush(color);
    painter.setPen(QPen(color, rect.width() * 1.2 / 16, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolygon(shape);
}

void paintDisc(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(at(rect, 8, 8), rect.width() * 7 / 16, rect.height() * 7 / 16);
}

void paintRing(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, rect.width() * 1.5 / 16));
    painter.drawEllipse(at(rect, 8, 8), rect.width() * 6.2 / 16, rect.height() * 6.2 / 16);
}

void paintTick(QPainter &painter, const QRectF &rect, const QColor &ink)
{
    paintLines(painter, rect, ink, 1.9, {QPolygonF({at(rect, 4.7, 8.3), at(rect, 7.1, 10.7), at(rect, 11.4, 5.7)})});
}

void paintCross(QPainter &painter, const QRectF &rect, const QColor &ink)
{
    paintLines(painter, rect, ink, 1.9,
               {QPolygonF({at(rect, 5.6, 5.6), at(rect, 10.4, 10.4)}), QPolygonF({at(rect, 10.4, 5.6), at(rect, 5.6, 10.4)})});
}

} // namespace

void paintState(QPainter &painter, const QRectF &rect, health::State state, const QColor &color, const QColor &ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    switch (state) {
    case health::State::Healthy: // a disc with a tick
        paintDisc(painter, rect, color);
        paintTick(painter, rect, ink);
        break;
    case health::State::Warning: // a triangle with a mark
        paintShape(painter, rect, color, {{8, 2}, {14.4, 13.6}, {1.6, 13.6}});
        paintLines(painter, rect, ink, 1.8, {QPolygonF({at(rect, 8, 6.3), at(rect, 8, 9.4)}), QPolygonF({at(rect, 8, 11.9), at(rect, 8, 12)})});
        break;
    case health::State::Failing: // an octagon with a cross
        paintShape(painter, rect, color, {{5.4, 1.6}, {10.6, 1.6}, {14.4, 5.4}, {14.4, 10.6}, {10.6, 14.4}, {5.4, 14.4}, {1.6, 10.6}, {1.6, 5.4}});
        paintCross(painter, rect, ink);
        break;
    case health::State::Stopped: // a square
        paintShape(painter, rect, color, {{3.4, 3.4}, {12.6, 3.4}, {12.6, 12.6}, {3.4, 12.6}});
        break;
    case health::State::Unknown: { // a ring with a question mark
        paintRing(painter, rect, color);
        QPainterPath mark(at(rect, 6, 6.4));
        mark.cubicTo(at(rect, 6, 3.6), at(rect, 10.2, 3.8), at(rect, 10, 6.5));
        mark.cubicTo(at(rect, 9.9, 7.9), at(rect, 8, 7.8), at(rect, 8, 9.3));
        painter.setPen(QPen(color, rect.width() * 1.6 / 16, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(mark);
        paintLines(painter, rect, color, 1.8, {QPolygonF({at(rect, 8, 11.7), at(rect, 8, 11.8)})});
        break;
    }
    }
    painter.restore();
}

void paintSetState(QPainter &painter, const QRectF &rect, backup::SetState state, const QColor &color, const QColor &ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    switch (state) {
    case backup::SetState::Proven: { // a shield with a tick
        QPainterPath shield(at(rect, 8, 0.8));
        shield.lineTo(at(rect, 14.2, 3));
        shield.lineTo(at(rect, 14.2, 8));
        shield.cubicTo(at(rect, 14.2, 12), at(rect, 11.4, 14.2), at(rect, 8, 15.4));
        shield.cubicTo(at(rect, 4.6, 14.2), at(rect, 1.8, 12), at(rect, 1.8, 8));
        shield.lineTo(at(rect, 1.8, 3));
        shield.closeSubpath();
        painter.fillPath(shield, color);
        paintTick(painter, rect, ink);
        break;
    }
    case backup::SetState::Verified: // a ring with a tick
        paintRing(painter, rect, color);
        paintTick(painter, rect, color);
        break;
    case backup::SetState::Unverified:
        paintState(painter, rect, health::State::Unknown, color, ink);
        break;
    case backup::SetState::Damaged:
        paintState(painter, rect, health::State::Failing, color, ink);
        break;
    case backup::SetState::Foreign: // a diamond, filled
        paintShape(painter, rect, color, {{8, 1.6}, {14.4, 8}, {8, 14.4}, {1.6, 8}});
        break;
    }
    painter.restore();
}

void paintStep(QPainter &painter, const QRectF &rect, StepState state, const QPalette &palette)
{
    const QColor ink = palette.color(QPalette::Base);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    switch (state) {
    case StepState::Pending:
        paintRing(painter, rect, mutedColor(palette));
        break;
    case StepState::Running: {
        const QColor color = palette.color(QPalette::Active, QPalette::Link);
        paintRing(painter, rect, color);
        paintShape(painter, rect, color, {{6.6, 5.2}, {11, 8}, {6.6, 10.8}});
        break;
    }
    case StepState::Done:
        paintState(painter, rect, health::State::Healthy, stateColor(health::State::Healthy, palette), ink);
        break;
    case StepState::Failed:
        paintState(painter, rect, health::State::Failing, stateColor(health::State::Failing, palette), ink);
        break;
    case StepState::Undone: {
        const QColor color = mutedColor(palette);
        paintDisc(painter, rect, color);
        paintLines(painter, rect, ink, 1.7,
                   {QPolygonF({at(rect, 11.4, 8), at(rect, 5, 8)}), QPolygonF({at(rect, 7.6, 5.4), at(rect, 5, 8), at(rect, 7.6, 10.6)})});
        break;
    }
    }
    painter.restore();
}

QIcon icon(const QString &name)
{
    return QIcon(new NamedIcon(name));
}

QIcon stateIcon(health::State state)
{
    return QIcon(new PaintedIcon([state](QPainter &painter, const QRectF &rect, bool enabled) {
        const QPalette palette = QGuiApplication::palette();
        paintState(painter, rect, state, enabled ? stateColor(state, palette) : mutedColor(palette), palette.color(QPalette::Base));
    }));
}

QIcon setStateIcon(backup::SetState state)
{
    return QIcon(new PaintedIcon([state](QPainter &painter, const QRectF &rect, bool enabled) {
        const QPalette palette = QGuiApplication::palette();
        paintSetState(painter, rect, state, enabled ? setStateColor(state, palette) : mutedColor(palette), palette.color(QPalette::Base));
    }));
}

QIcon stepIcon(StepState state)
{
    return QIcon(
        new PaintedIcon([state](QPainter &painter, const QRectF &rect, bool) { paintStep(painter, rect, state, QGuiApplication::palette()); }));
}

} // namespace quarterdeck::gui
