// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace quarterdeck::gui {

/// Colours what goes and what comes in a diff, unified or with a blank behind the sign; the signs at the beginning of the lines
/// say the same.
class DiffHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace quarterdeck::gui
