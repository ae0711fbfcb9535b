// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/messagewidget.h"

#include "ui_messagewidget.h"

#include "gui/theme/colors.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>

namespace quarterdeck::gui {

MessageWidget::MessageWidget(QWidget *parent)
    : Card(parent)
    , ui(std::make_unique<Ui::MessageWidget>())
{
    ui->setupUi(this);
    ui->what->setFont(headingFont(font()));
    ui->close->setIcon(gui::icon(QStringLiteral("window-close")));
    ui->details->hide();
    ui->action->hide();
    hide();
    connect(ui->showDetails, &QToolButton::toggled, this, [this](bool on) {
        ui->details->setVisible(on);
        ui->showDetails->setText(on ? tr("Hide &details") : tr("Show &details"));
    });
    connect(ui->copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(plainText()); });
    connect(ui->close, &QToolButton::clicked, this, &MessageWidget::dismiss);
    connect(ui->action, &QPushButton::clicked, this, &MessageWidget::actionTriggered);
}

MessageWidget::~MessageWidget() = default;

void MessageWidget::showError(const Error &error)
{
    show(error.kind == ErrorKind::Cancelled ? health::State::Warning : health::State::Failing, error);
}

void MessageWidget::showNotice(health::State severity, const QString &what, const QString &hint)
{
    show(severity, {ErrorKind::Internal, what, {}, hint});
}

void MessageWidget::show(health::State severity, const Error &error)
{
    m_severity = severity;
    m_error = error;
    ui->what->setText(error.what);
    ui->hint->setText(error.hint);
    ui->hint->setVisible(!error.hint.isEmpty());
    ui->details->setPlainText(error.detail);
    ui->showDetails->setVisible(!error.detail.isEmpty());
    ui->showDetails->setChecked(false);
    ui->action->hide();
    setAccessibleName(tr("Message: %1").arg(error.what));
    setAccessibleDescription(error.hint);
    color();
    setVisible(true);
}

void MessageWidget::setAction(const QString &text)
{
    ui->action->setText(text);
    ui->action->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    ui->action->setVisible(!text.isEmpty());
}

QString MessageWidget::plainText() const
{
    QStringList parts = {m_error.what};
    if (!m_error.hint.isEmpty())
        parts.append(m_error.hint);
    if (!m_error.detail.isEmpty())
        parts.append(m_error.detail);
    return parts.join(QLatin1Char('\n'));
}

void MessageWidget::dismiss()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT dismissed();
}

void MessageWidget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        color();
    Card::changeEvent(event);
}

void MessageWidget::color()
{
    setAccent(stateColor(m_severity, QGuiApplication::palette()));
    const int side = fontMetrics().height() * 5 / 4;
    ui->icon->setPixmap(stateIcon(m_severity).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace quarterdeck::gui
