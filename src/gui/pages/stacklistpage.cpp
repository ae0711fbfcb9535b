// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/stacklistpage.h"

#include "ui_stacklistpage.h"

#include "gui/delegates/celldelegates.h"
#include "gui/theme/theme.h"

#include <QHeaderView>

namespace quarterdeck::gui {

StackListPage::StackListPage(StackModel &stacks, QWidget *parent)
    : QWidget(parent)
    , ui(std::make_unique<Ui::StackListPage>())
{
    ui->setupUi(this);
    ui->title->setFont(titleFont(font()));
    m_proxy.setSourceModel(&stacks);
    m_proxy.setSortRole(SortRole);
    ui->stacks->setModel(&m_proxy);
    ui->stacks->setItemDelegate(new CellDelegate(this));
    ui->stacks->sortByColumn(StackModel::Name, Qt::AscendingOrder);
    ui->stacks->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(ui->stacks, &QTreeView::activated, this, &StackListPage::choose);
    connect(ui->open, &QPushButton::clicked, this, &StackListPage::choose);
    const auto update = [this] {
        if (!ui->stacks->currentIndex().isValid() && m_proxy.rowCount() > 0)
            ui->stacks->setCurrentIndex(m_proxy.index(0, 0));
        ui->open->setEnabled(ui->stacks->currentIndex().isValid());
    };
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, update);
    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, update);
    update();
}

StackListPage::~StackListPage() = default;

void StackListPage::setReason(const QString &sentence)
{
    ui->sentence->setText(sentence);
}

void StackListPage::choose()
{
    const QModelIndex current = ui->stacks->currentIndex();
    if (current.isValid())
        Q_EMIT stackChosen(current.data(IdRole).toString());
}

} // namespace quarterdeck::gui
