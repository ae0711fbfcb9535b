// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

/// `service start|stop|restart NAME`: one class, for they differ in a word.
class ServiceCommand final : public Command
{
public:
    enum class Verb { Start, Stop, Restart };

    explicit ServiceCommand(Verb verb);

    [[nodiscard]] QStringList words() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QString details() const override;
    [[nodiscard]] QStringList arguments() const override { return {QStringLiteral("NAME")}; }
    [[nodiscard]] QList<QCommandLineOption> options() const override;
    [[nodiscard]] Outcome run(const Invocation &invocation) override;

private:
    Verb m_verb;
};

} // namespace quarterdeck::cli
