// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

/// What a restore would do, without doing any of it.
class RestorePlanCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("restore"), QStringLiteral("plan")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QStringList arguments() const override { return {QStringLiteral("SET")}; }
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

/// A standing stack back to a set, a look inside, or a rehearsal.
class RestoreRunCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("restore"), QStringLiteral("run")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QStringList arguments() const override { return {QStringLiteral("SET")}; }
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

/// Restores that are not over: killed, or waiting in quarantine.
class RestoreListCommand final : public Command
{
public:
    [[nodiscard]] QStringList words() const override { return {QStringLiteral("restore"), QStringLiteral("list")}; }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QList<QCommandLineOption> options() const override { return {}; }
    [[nodiscard]] Outcome run(const Invocation &invocation) override;
};

/// Ends a restore that is not over.
class RestoreEndCommand final : public Command
{
public:
    enum class Verb { Resume, RollBack, Release };

    explicit RestoreEndCommand(Verb verb)
        : m_verb(verb)
    {
    }
    [[nodiscard]] QStringList words() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QStringList arguments() const override { return {QStringLiteral("[RUN]")}; }
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;

private:
    Verb m_verb;
};

} // namespace quarterdeck::cli
