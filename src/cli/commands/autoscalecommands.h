// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

class AutoscaleShowCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

class AutoscaleSetCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

/// `on` and `off`.
class AutoscaleSwitchCommand final : public Command
{
public:
    explicit AutoscaleSwitchCommand(bool on);

    [[nodiscard]] QStringList words() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;

private:
    const bool m_on;
};

class AutoscaleDryRunCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

/// The loop itself, until it is stopped.
class AutoscaleRunCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

class AutoscaleHistoryCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

} // namespace quarterdeck::cli
