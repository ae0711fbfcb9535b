// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include <optional>

class QChart;
class QChartView;
class QLineSeries;
class QValueAxis;
class QXYSeries;

namespace quarterdeck::gui {

/// Readings of the last ten minutes as lines over the time, with their values beside the pointer. What is read,
/// which lines it makes and how they look is up to the derived ones.
class TimeChart : public QWidget
{
    Q_OBJECT

public:
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    static constexpr int mostReadings = 600;

    /// @param lines its usual height, in lines of text
    TimeChart(int lines, QWidget *parent);

    /// From 0 to niceTop() of what is shown.
    [[nodiscard]] QValueAxis *addAxis(const QString &title, Qt::Alignment side);
    void addSeries(QXYSeries *series, const QString &name, QValueAxis *axis);
    /// Once, when all of them are there.
    void finish(const QString &accessibleName);
    [[nodiscard]] QChart *chart() const { return m_chart; }
    [[nodiscard]] QChartView *view() const { return m_view; }

    /// Where a reading lies on the time axis, in minutes before the newest; none when it is too old to be shown.
    [[nodiscard]] std::optional<double> xOf(qint64 at, qint64 newest) const;
    /// The axis stays as it is until it is too small or far too large.
    static void fit(QValueAxis *axis, double most);

    /// How many readings there are, oldest first, and when each was made (milliseconds since the epoch).
    [[nodiscard]] virtual qsizetype readings() const = 0;
    [[nodiscard]] virtual qint64 timeOf(qsizetype reading) const = 0;
    /// Its values, behind the time of day.
    [[nodiscard]] virtual QString textOf(qsizetype reading) const = 0;
    /// Gives the series their pens.
    virtual void color(const QPalette &palette) = 0;

    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void colorAll();
    void hover(const QPointF &position);

    QChart *m_chart;
    QChartView *m_view;
    QValueAxis *m_time;
    QList<QValueAxis *> m_axes;
    const int m_lines;
};

} // namespace quarterdeck::gui
