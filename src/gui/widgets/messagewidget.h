// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/error.h"
#include "gui/widgets/card.h"
#include "health/stackstatus.h"

#include <memory>

namespace Ui {
class MessageWidget;
}

namespace quarterdeck::gui {

/// A message in the page, above what it is about: what happened, what to do,
/// the raw words folded away, everything to copy.
class MessageWidget final : public Card
{
    Q_OBJECT

public:
    explicit MessageWidget(QWidget *parent = nullptr);
    ~MessageWidget() override;
    Q_DISABLE_COPY_MOVE(MessageWidget)

    void showError(const Error &error);
    /// @param severity gives icon and colour
    void showNotice(health::State severity, const QString &what, const QString &hint = {});
    /// A button of its own, gone with the next message. Emits actionTriggered().
    void setAction(const QString &text);

    [[nodiscard]] QString plainText() const;

public Q_SLOTS:
    void dismiss();

Q_SIGNALS:
    void actionTriggered();
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void show(health::State severity, const Error &error);
    void color();

    std::unique_ptr<Ui::MessageWidget> ui;
    health::State m_severity = health::State::Warning;
    Error m_error;
};

} // namespace quarterdeck::gui
