// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/noticepage.h"

#include "ui_noticepage.h"

#include "gui/theme/icons.h"
#include "gui/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLineEdit>
#include <QToolButton>

namespace quarterdeck::gui {

NoticePage::NoticePage(QWidget *parent)
    : QWidget(parent)
    , ui(std::make_unique<Ui::NoticePage>())
{
    ui->setupUi(this);
    ui->contents->setAutoFillBackground(false);
    ui->title->setFont(titleFont(font()));
    ui->primary->setDefault(true);
    ui->details->hide();
    auto *commands = new QGridLayout(ui->commands);
    commands->setContentsMargins(0, 0, 0, 0);
    commands->setVerticalSpacing(gridUnit / 2);
    connect(ui->primary, &QPushButton::clicked, this, &NoticePage::primaryTriggered);
    connect(ui->showDetails, &QPushButton::toggled, this, [this](bool on) {
        ui->details->setVisible(on);
        ui->showDetails->setText(on ? tr("Hide &details") : tr("Show &details"));
    });
}

NoticePage::~NoticePage() = default;

void NoticePage::setNotice(const Notice &notice)
{
    if (m_notice == notice)
        return;
    const bool newCommands = m_notice.commands != notice.commands;
    m_notice = notice;
    ui->title->setText(notice.title);
    ui->sentence->setText(notice.sentence);
    ui->sentence->setVisible(!notice.sentence.isEmpty());
    ui->primary->setText(notice.primary);
    ui->primary->setAccessibleName(QString(notice.primary).remove(QLatin1Char('&')));
    ui->primary->setVisible(!notice.primary.isEmpty());
    ui->details->setPlainText(notice.details);
    ui->showDetails->setVisible(!notice.details.isEmpty());
    if (notice.details.isEmpty())
        ui->showDetails->setChecked(false);
    if (newCommands)
        showCommands();
    paintIcon();
}

void NoticePage::setPrimaryEnabled(bool enabled)
{
    ui->primary->setEnabled(enabled);
}

void NoticePage::showCommands()
{
    qDeleteAll(ui->commands->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    auto *grid = static_cast<QGridLayout *>(ui->commands->layout());
    int row = 0;
    QWidget *previous = nullptr;
    for (const FixCommand &fix : std::as_const(m_notice.commands)) {
        auto *purpose = new QLabel(fix.purpose, ui->commands);
        purpose->setWordWrap(true);
        auto *command = new QLineEdit(fix.command, ui->commands);
        command->setReadOnly(true);
        command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        command->setAccessibleName(tr("Command. %1").arg(fix.purpose));
        command->setCursorPosition(0);
        purpose->setBuddy(command);
        auto *copy = new QToolButton(ui->commands);
        copy->setIcon(gui::icon(QStringLiteral("edit-copy")));
        copy->setText(tr("Copy"));
        copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        copy->setFocusPolicy(Qt::TabFocus);
        copy->setToolTip(tr("Copy this command"));
        copy->setAccessibleName(tr("Copy the command: %1").arg(fix.command));
        connect(copy, &QToolButton::clicked, copy, [text = fix.command] { QGuiApplication::clipboard()->setText(text); });
        grid->addWidget(purpose, row++, 0, 1, 2);
        grid->addWidget(command, row, 0);
        grid->addWidget(copy, row++, 1);
        if (previous)
            QWidget::setTabOrder(previous, command);
        QWidget::setTabOrder(command, copy);
        previous = copy;
    }
    if (previous)
        QWidget::setTabOrder(previous, ui->primary);
    ui->commands->setVisible(!m_notice.commands.isEmpty());
}

void NoticePage::paintIcon()
{
    const int side = fontMetrics().height() * 3;
    const QIcon shown = m_notice.iconName.isEmpty() ? stateIcon(m_notice.state) : gui::icon(m_notice.iconName);
    ui->icon->setPixmap(shown.pixmap(QSize(side, side), devicePixelRatioF()));
}

void NoticePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
    QWidget::changeEvent(event);
}

} // namespace quarterdeck::gui
