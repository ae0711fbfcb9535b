// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>

namespace quarterdeck::gui {

/// A question before something is interrupted or lost.
struct Confirmation
{
    QString title; ///< "Stop worker?"
    QString sentence; ///< what will be done
    QStringList consequences; ///< one sentence each
    QString verb; ///< button that does it: "Stop worker"
    QString refusal; ///< button that does not, the default: "Keep it running"
};

/// Window-modal; the safe button is the default and has the focus. Escape
/// and closing are the safe answer.
class ConfirmDialog final : public QDialog
{
    Q_OBJECT

public:
    ConfirmDialog(const Confirmation &confirmation, QWidget *parent);

    /// Shows it and returns; `onConfirmed` is called if the person says yes.
    static void ask(const Confirmation &confirmation, QWidget *parent, const std::function<void()> &onConfirmed);
};

} // namespace quarterdeck::gui
