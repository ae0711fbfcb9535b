// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/stackmodel.h"

#include <QSortFilterProxyModel>
#include <QWidget>

#include <memory>

namespace Ui {
class StackListPage;
}

namespace quarterdeck::gui {

/// Several stacks, and none is chosen yet.
class StackListPage final : public QWidget
{
    Q_OBJECT

public:
    explicit StackListPage(StackModel &stacks, QWidget *parent = nullptr);
    ~StackListPage() override;
    Q_DISABLE_COPY_MOVE(StackListPage)

    /// Why there is a choice to be made.
    void setReason(const QString &sentence);

Q_SIGNALS:
    void stackChosen(const QString &id);

private:
    void choose();

    std::unique_ptr<Ui::StackListPage> ui;
    QSortFilterProxyModel m_proxy;
};

} // namespace quarterdeck::gui
