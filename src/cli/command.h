// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exitcode.h"
#include "cli/neighbours.h"
#include "cli/terminal.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QJsonObject>

namespace quarterdeck::cli {

/// One call of a command: what the user wrote and what it works with.
struct Invocation
{
    const QCommandLineParser &options;
    QStringList arguments; ///< what follows the command's words
    QString stackId; ///< --stack; empty = the only one
    bool json = false;
    const JobContext &context;
    const Neighbours &neighbours;
    const Terminal &terminal;
};

/// What a command ends with.
struct Outcome
{
    int code = exitOk;
    std::optional<Error> error; ///< printed by the caller, on standard error or as JSON

    Outcome() = default;
    Outcome(ExitCode exitCode) // NOLINT(google-explicit-constructor): `return exitOk;`
        : code(exitCode)
    {
    }
    /// A failure: exit code 1, or 130 when it was cancelled.
    Outcome(const Error &failure) // NOLINT(google-explicit-constructor): `return error;`
        : code(failure.kind == ErrorKind::Cancelled ? exitCancelled : exitFailure)
        , error(failure)
    {
    }
    /// The command line is wrong: exit code 64.
    [[nodiscard]] static Outcome usage(const QString &what, const QString &hint = {})
    {
        Outcome outcome;
        outcome.code = exitUsage;
        outcome.error = Error{ErrorKind::Invalid, what, {}, hint};
        return outcome;
    }
    [[nodiscard]] static Outcome usage(const Error &error) { return usage(error.what, error.hint); }
};

/// One verb of quarterdeckctl.
class Command
{
public:
    Command() = default;
    virtual ~Command() = default;
    Q_DISABLE_COPY_MOVE(Command)

    /// {"stack", "list"}
    [[nodiscard]] virtual QStringList words() const = 0;
    /// One translated line.
    [[nodiscard]] virtual QString summary() const = 0;
    /// More about it for --help; may be empty.
    [[nodiscard]] virtual QString details() const { return {}; }
    /// Names of its arguments: {"NAME"}; required but for those in brackets, {"[NAME]"}, which come last.
    [[nodiscard]] virtual QStringList arguments() const { return {}; }
    [[nodiscard]] virtual QList<QCommandLineOption> options() const { return {}; }

    [[nodiscard]] virtual Outcome run(const Invocation &invocation) = 0;
};

/// Returns the error of a Result from a function that returns an Outcome.
#define QD_CLI_TRY(declaration, expression)                                                                                                          \
    auto QD_CONCAT(qdTry, __LINE__) = (expression);                                                                                                  \
    if (!QD_CONCAT(qdTry, __LINE__))                                                                                                                 \
        return ::quarterdeck::cli::Outcome(QD_CONCAT(qdTry, __LINE__).error());                                                                      \
    declaration = *std::move(QD_CONCAT(qdTry, __LINE__))

/// The same for the value of an option: the command line is wrong.
#define QD_CLI_OPTION(declaration, expression)                                                                                                       \
    auto QD_CONCAT(qdTry, __LINE__) = (expression);                                                                                                  \
    if (!QD_CONCAT(qdTry, __LINE__))                                                                                                                 \
        return ::quarterdeck::cli::Outcome::usage(QD_CONCAT(qdTry, __LINE__).error());                                                               \
    declaration = *std::move(QD_CONCAT(qdTry, __LINE__))

} // namespace quarterdeck::cli
