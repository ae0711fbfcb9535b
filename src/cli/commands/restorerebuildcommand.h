// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

/// A stack that is gone, from one set.
class RestoreRebuildCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("restore"), QStringLiteral("rebuild")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QStringList arguments() const override { return {QStringLiteral("SET")}; }
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

} // namespace quarterdeck::cli
