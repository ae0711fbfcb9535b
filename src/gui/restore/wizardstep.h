// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/restore/restoredraft.h"

#include <QStyle>
#include <QWidget>

namespace quarterdeck::gui {

/// One page of the wizard. It gets what was chosen so far, and gives back its
/// part of it; it knows nothing of the pages beside it.
class WizardStep : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Shows what is chosen; called every time the page is come to.
    virtual void enter(const RestoreDraft &draft) = 0;
    /// Adds this page's choices, on the way to the next and to the one before.
    virtual void leave(RestoreDraft &draft) const { Q_UNUSED(draft) }
    /// Whether one may go on; see completeChanged().
    [[nodiscard]] virtual bool isComplete() const { return true; }
    /// Why not, as a sentence.
    [[nodiscard]] virtual QString whyNot() const { return {}; }
    /// Where the keyboard belongs when the page is come to.
    [[nodiscard]] virtual QWidget *firstFocus() = 0;
    /// Whether Enter means something of this page's own here, which it then has done.
    virtual bool takeEnter() { return false; }

protected:
    /// How far words under a check box or a radio button are from the left, to stand below its own.
    [[nodiscard]] int wordsIndent() const
    {
        return style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth, nullptr, this)
            + style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing, nullptr, this);
    }

Q_SIGNALS:
    void completeChanged();
    /// One may go on with what was chosen: a double click.
    void nextWanted();
    /// Something failed; the page stays as it is.
    void failed(const quarterdeck::Error &error);
    /// What was told before does not hold any more.
    void recovered();
};

} // namespace quarterdeck::gui
