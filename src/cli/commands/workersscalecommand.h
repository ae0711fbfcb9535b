// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

/// `workers scale N`
class WorkersScaleCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("workers"), QStringLiteral("scale")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QStringList arguments() const override { return {QStringLiteral("N")}; }
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

/// `workers release`: lets a queue go that a killed drain has left held.
class WorkersReleaseCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("workers"), QStringLiteral("release")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

} // namespace quarterdeck::cli
