// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

class StackListCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("stack"), QStringLiteral("list")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

class StackShowCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("stack"), QStringLiteral("show")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

} // namespace quarterdeck::cli
