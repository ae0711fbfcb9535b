// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/notices.h"

#include <QWidget>

#include <memory>

namespace Ui {
class NoticePage;
}

namespace quarterdeck::gui {

/// Icon, one sentence, one button: what a window without data shows. Commands
/// that help can be copied one by one.
class NoticePage final : public QWidget
{
    Q_OBJECT

public:
    explicit NoticePage(QWidget *parent = nullptr);
    ~NoticePage() override;
    Q_DISABLE_COPY_MOVE(NoticePage)

    void setNotice(const Notice &notice);
    [[nodiscard]] const Notice &notice() const { return m_notice; }
    /// While the job behind the button runs it cannot be pressed again.
    void setPrimaryEnabled(bool enabled);

Q_SIGNALS:
    void primaryTriggered();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showCommands();
    void paintIcon();

    std::unique_ptr<Ui::NoticePage> ui;
    Notice m_notice;
};

} // namespace quarterdeck::gui
