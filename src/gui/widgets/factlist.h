// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/fact.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace quarterdeck::gui {

class UsageBar;

/// A short list of facts; a new one changes the labels that differ, nothing else.
class FactList final : public QWidget
{
    Q_OBJECT

public:
    explicit FactList(QWidget *parent = nullptr);
    ~FactList() override;
    Q_DISABLE_COPY_MOVE(FactList)

    void setFacts(const QList<Fact> &facts);
    [[nodiscard]] const QList<Fact> &facts() const { return m_facts; }

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Line
    {
        QLabel *name = nullptr;
        QLabel *icon = nullptr;
        QLabel *value = nullptr;
        UsageBar *bar = nullptr;
    };

    void addLine();
    void fill(Line &line, const Fact &fact);

    QGridLayout *m_layout;
    std::vector<Line> m_lines;
    QList<Fact> m_facts;
};

} // namespace quarterdeck::gui
