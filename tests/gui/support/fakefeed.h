// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/stackfeed.h"

#include <QStringList>

namespace quarterdeck::test {

/// A monitor in the hand of the test: it says what the test says, and notes
/// what the window wishes.
class FakeFeed final : public gui::StackFeed
{
    Q_OBJECT

public:
    using StackFeed::StackFeed;

    void watch(const QString &stackId) override { watched.append(stackId); }
    void refreshNow() override { ++refreshes; }
    void setVisible(bool value) override
    {
        visible = value;
        ++visibilityChanges;
    }

    QStringList watched;
    int refreshes = 0;
    bool visible = true;
    int visibilityChanges = 0;
};

} // namespace quarterdeck::test
