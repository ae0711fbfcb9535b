// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

class SandboxUpCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("sandbox"), QStringLiteral("up")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

class SandboxDownCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("sandbox"), QStringLiteral("down")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

class SandboxStatusCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("sandbox"), QStringLiteral("status")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

class SandboxSeedCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("sandbox"), QStringLiteral("seed")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

} // namespace quarterdeck::cli
