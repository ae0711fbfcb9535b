// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace quarterdeck::gui {

/// The outline of a page whose data is not there yet: never a blank. It does
/// not move, so it costs nothing while one waits.
class Skeleton final : public QWidget
{
    Q_OBJECT

public:
    explicit Skeleton(QWidget *parent = nullptr);
    /// What is being waited for, as a sentence.
    void setText(const QString &text);
    /// Around it; 16 unless the page has a margin of its own.
    void setMargin(int margin) { m_margin = margin; }
    [[nodiscard]] QString text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    int m_margin = 16;
};

} // namespace quarterdeck::gui
