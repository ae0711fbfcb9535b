// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/stackstatus.h"

#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace quarterdeck::gui {

/// What a person should look at, the worst first, each with the button that
/// helps, where there is one. Lines that stay keep their widgets, so a button
/// does not vanish under the mouse or lose the focus.
class AttentionList final : public QWidget
{
    Q_OBJECT

public:
    /// The text of the button for an action; empty = it is not offered.
    using ButtonText = std::function<QString(const QString &action)>;

    explicit AttentionList(QWidget *parent = nullptr);
    ~AttentionList() override;
    Q_DISABLE_COPY_MOVE(AttentionList)

    void setButtonText(ButtonText text) { m_buttonText = std::move(text); }
    void setItems(const QList<health::Attention> &items);
    [[nodiscard]] int count() const { return static_cast<int>(m_lines.size()); }

Q_SIGNALS:
    void actionTriggered(const QString &action);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Line
    {
        QString id;
        QString action;
        health::State severity = health::State::Warning;
        QWidget *widget = nullptr;
        QLabel *icon = nullptr;
        QLabel *text = nullptr;
        QPushButton *button = nullptr;
    };

    [[nodiscard]] Line makeLine(const QString &id);
    void fill(Line &line, const health::Attention &item);
    void paintIcon(const Line &line) const;

    QVBoxLayout *m_layout;
    std::vector<Line> m_lines;
    ButtonText m_buttonText;
};

} // namespace quarterdeck::gui
