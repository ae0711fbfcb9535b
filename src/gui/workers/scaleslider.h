// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

namespace quarterdeck::gui {

/// A slider that shows how far is safe: the part beyond is marked on the
/// groove, and a line stands at the limit.
class ScaleSlider final : public QSlider
{
    Q_OBJECT

public:
    explicit ScaleSlider(QWidget *parent = nullptr);

    /// @param most the highest value that is safe; beyond the maximum nothing is marked
    void setSafeMost(int most);
    [[nodiscard]] int safeMost() const { return m_safeMost; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_safeMost = -1;
};

} // namespace quarterdeck::gui
