// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

/// What workflows a set holds.
class RestoreWorkflowsCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("restore"), QStringLiteral("workflows")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QStringList arguments() const override { return {QStringLiteral("SET")}; }
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

/// What credentials a set holds; never what is in them.
class RestoreCredentialsCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("restore"), QStringLiteral("credentials")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QStringList arguments() const override { return {QStringLiteral("SET")}; }
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

/// One workflow or credential of a set as a file that n8n imports.
class RestoreExtractCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("restore"), QStringLiteral("extract")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QStringList arguments() const override { return {QStringLiteral("SET")}; }
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

} // namespace quarterdeck::cli
