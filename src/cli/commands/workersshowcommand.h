// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

class WorkersShowCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("workers"), QStringLiteral("show")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

/// Carries out the remedy of something that `workers show` found.
class WorkersFixCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("workers"), QStringLiteral("fix")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QStringList arguments() const override { return {QStringLiteral("FINDING")}; }
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

} // namespace quarterdeck::cli
