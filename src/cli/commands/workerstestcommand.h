// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

class WorkersTestCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("workers"), QStringLiteral("test")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

} // namespace quarterdeck::cli
