// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/stackstatus.h"

#include <QWidget>

class QLabel;

namespace quarterdeck::gui {

class ElidedLabel;

/// An icon and a line of text: the state of something small.
class StateLine final : public QWidget
{
    Q_OBJECT

public:
    explicit StateLine(QWidget *parent = nullptr);
    void setState(health::State state, const QString &text, const QString &toolTip = {});
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintIcon();

    QLabel *m_icon;
    ElidedLabel *m_text;
    health::State m_state = health::State::Unknown;
};

} // namespace quarterdeck::gui
