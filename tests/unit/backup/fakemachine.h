// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/process/processport.h"
#include "foundation/clock.h"

#include <QSet>

#include <optional>

namespace quarterdeck::test {

/// A clock that stands still until it is told to jump.
class FakeClock final : public Clock
{
public:
    QDateTime time;

    [[nodiscard]] QDateTime now() const override { return time.toUTC(); }
    [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override { return {}; }
};

/// Programs of a machine that lives in memory: a crontab, systemd's user
/// manager, and whatever a test answers by itself. Every run is recorded whole.
class FakeMachine final : public process::ProcessPort
{
    Q_DISABLE_COPY_MOVE(FakeMachine)

public:
    FakeMachine() = default;

    QSet<QString> programs = {QStringLiteral("crontab")};
    std::optional<QByteArray> crontab; ///< none: the user has no table yet
    std::optional<process::ProcessOutput> crontabReads; ///< answers "crontab -l" instead
    std::optional<process::ProcessOutput> crontabWrites; ///< answers a write instead
    bool systemdAnswers = true;
    bool timerActive = true;
    QByteArray linger = "yes\n";
    QList<process::ProcessSpec> runs;
    std::function<std::optional<Result<process::ProcessOutput>>(const JobContext &, const process::ProcessSpec &)> answer;

    [[nodiscard]] QStringList calls() const
    {
        QStringList all;
        for (const process::ProcessSpec &spec : runs)
            all.append((QStringList{spec.program} + spec.arguments).join(QLatin1Char(' ')));
        return all;
    }

    Result<process::ProcessOutput> run(const JobContext &context, const process::ProcessSpec &spec) override
    {
        QD_CHECK(context.checkpoint());
        runs.append(spec);
        if (answer) {
            if (auto answered = answer(context, spec))
                return *answered;
        }
        if (!programs.contains(spec.program))
            return fail(ErrorKind::NotFound, QStringLiteral("The program %1 is not installed.").arg(spec.program));
        if (spec.program == QLatin1String("crontab"))
            return runCrontab(spec);
        if (spec.program == QLatin1String("systemctl") && spec.arguments.contains(QStringLiteral("is-active")))
            return process::ProcessOutput{timerActive ? 0 : 3, timerActive ? "active\n" : "inactive\n", {}};
        if (spec.program == QLatin1String("systemctl"))
            return process::ProcessOutput{systemdAnswers ? 0 : 1, {}, systemdAnswers ? "" : "Failed to connect to bus"};
        if (spec.program == QLatin1String("loginctl"))
            return process::ProcessOutput{0, linger, {}};
        return fail(ErrorKind::Internal, QStringLiteral("not faked: ") + spec.program);
    }

    [[nodiscard]] QString find(const QString &program) const override
    {
        return programs.contains(program) ? QLatin1String("/usr/bin/") + program : QString();
    }

private:
    Result<process::ProcessOutput> runCrontab(const process::ProcessSpec &spec)
    {
        const QString what = spec.arguments.value(0);
        if (what == QLatin1String("-l")) {
            if (crontabReads)
                return *crontabReads;
            return crontab ? process::ProcessOutput{0, *crontab, {}} : process::ProcessOutput{1, {}, "no crontab for n8n\n"};
        }
        if (crontabWrites)
            return *crontabWrites;
        if (what == QLatin1String("-"))
            crontab = spec.input;
        else if (what == QLatin1String("-r"))
            crontab.reset();
        else
            return fail(ErrorKind::Internal, QStringLiteral("not faked: crontab ") + what);
        return process::ProcessOutput{};
    }
};

} // namespace quarterdeck::test
