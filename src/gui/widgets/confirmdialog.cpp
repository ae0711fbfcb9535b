// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/confirmdialog.h"

#include "gui/theme/icons.h"
#include "gui/theme/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace quarterdeck::gui {

ConfirmDialog::ConfirmDialog(const Confirmation &confirmation, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(confirmation.title);
    setWindowModality(Qt::WindowModal);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(3 * gridUnit, 3 * gridUnit, 3 * gridUnit, 2 * gridUnit);
    layout->setHorizontalSpacing(2 * gridUnit);
    layout->setVerticalSpacing(gridUnit);
    layout->setColumnStretch(1, 1);

    auto *icon = new QLabel(this);
    const int side = fontMetrics().height() * 2;
    icon->setPixmap(stateIcon(health::State::Warning).pixmap(QSize(side, side), devicePixelRatioF()));
    layout->addWidget(icon, 0, 0, Qt::AlignTop);
    auto *title = new QLabel(confirmation.title, this);
    title->setFont(titleFont(font()));
    layout->addWidget(title, 0, 1);

    int row = 1;
    const auto addText = [&](const QString &text) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(fontMetrics().averageCharWidth() * 52);
        layout->addWidget(label, row++, 1);
    };
    if (!confirmation.sentence.isEmpty())
        addText(confirmation.sentence);
    for (const QString &consequence : confirmation.consequences)
        addText(QStringLiteral("\u2022 ") + consequence);
    layout->setRowMinimumHeight(row++, gridUnit);

    auto *buttons = new QDialogButtonBox(this);
    QPushButton *refuse = buttons->addButton(confirmation.refusal, QDialogButtonBox::RejectRole);
    QPushButton *confirm = buttons->addButton(confirmation.verb, QDialogButtonBox::AcceptRole);
    refuse->setObjectName(QStringLiteral("refuse"));
    confirm->setObjectName(QStringLiteral("confirm"));
    refuse->setAccessibleName(confirmation.refusal);
    confirm->setAccessibleName(confirmation.verb);
    confirm->setAccessibleDescription(confirmation.consequences.join(QLatin1Char(' ')));
    confirm->setAutoDefault(false);
    refuse->setDefault(true);
    refuse->setFocus();
    layout->addWidget(buttons, row, 0, 1, 2);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ConfirmDialog::ask(const Confirmation &confirmation, QWidget *parent, const std::function<void()> &onConfirmed)
{
    auto *dialog = new ConfirmDialog(confirmation, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, parent, onConfirmed);
    dialog->open();
}

} // namespace quarterdeck::gui
