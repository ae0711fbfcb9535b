// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/autoscaleoptions.h"

#include "cli/optionvalues.h"

#include <QCoreApplication>

#include <limits>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::AutoscaleOptions)
};

using workers::autoscale::Policy;

/// In the order of Policy::Wait.
QStringList waitWords()
{
    return {QStringLiteral("either"), QStringLiteral("both")};
}

QCommandLineOption option(const char *name, const QString &text, const QString &value)
{
    return {QString::fromLatin1(name), text, value};
}

} // namespace

QList<QCommandLineOption> autoscaleOptions()
{
    const QString number = QStringLiteral("N");
    const QString seconds = QStringLiteral("SECONDS");
    const QString percent = QStringLiteral("PERCENT");
    return {option("min", Words::tr("Fewest workers."), number),
            option("max", Words::tr("Most workers."), number),
            option("depth", Words::tr("More workers when so many jobs wait."), number),
            option("oldest-wait", Words::tr("More workers when a job waits so long."), QStringLiteral("MILLISECONDS")),
            option("wait", Words::tr("Whether one of the two is enough: %1.").arg(waitWords().join(QLatin1String(", "))), QStringLiteral("WORD")),
            option("busy", Words::tr("More workers only while so much of the capacity is in use."), percent),
            option("up-for", Words::tr("How long that must last."), seconds),
            option("room", Words::tr("Fewer workers when so much of what is left would stay free."), percent),
            option("down-for", Words::tr("How long that must last, with nothing waiting."), seconds),
            option("step-up", Words::tr("Workers added at once."), number),
            option("step-down", Words::tr("Workers let go at once."), number),
            option("rest-up", Words::tr("Time after a change before workers are added."), seconds),
            option("rest-down", Words::tr("Time after a change before workers go."), seconds),
            option("every", Words::tr("How often to look."), seconds),
            option("beyond-budget", Words::tr("More workers than memory, connections and processors allow: on, off."), QStringLiteral("WORD"))};
}

Result<Policy> withAutoscaleOptions(const QCommandLineParser &parser, Policy policy)
{
    constexpr int most = std::numeric_limits<int>::max();
    const auto whole = [&parser](const char *name, int &value) -> Result<void> {
        if (parser.isSet(QLatin1String(name))) {
            QD_TRY(value, numberOption(parser, QLatin1String(name), 0, most));
        }
        return {};
    };
    const auto time = [&whole](const char *name, auto &value) -> Result<void> {
        auto count = static_cast<int>(value.count());
        QD_CHECK(whole(name, count));
        value = std::decay_t<decltype(value)>(count);
        return {};
    };
    QD_CHECK(whole("min", policy.min));
    QD_CHECK(whole("max", policy.max));
    QD_CHECK(whole("depth", policy.depth));
    QD_CHECK(time("oldest-wait", policy.oldestWait));
    if (parser.isSet(QStringLiteral("wait"))) {
        QD_TRY(const qsizetype wait, wordOption(parser, QStringLiteral("wait"), waitWords()));
        policy.wait = static_cast<Policy::Wait>(wait);
    }
    QD_CHECK(whole("busy", policy.busyPercent));
    QD_CHECK(time("up-for", policy.upFor));
    QD_CHECK(whole("room", policy.roomPercent));
    QD_CHECK(time("down-for", policy.downFor));
    QD_CHECK(whole("step-up", policy.stepUp));
    QD_CHECK(whole("step-down", policy.stepDown));
    QD_CHECK(time("rest-up", policy.restUp));
    QD_CHECK(time("rest-down", policy.restDown));
    QD_CHECK(time("every", policy.every));
    if (parser.isSet(QStringLiteral("beyond-budget"))) {
        QD_TRY(policy.beyondBudget, switchOption(parser, QStringLiteral("beyond-budget")));
    }
    const QList<workers::autoscale::PolicyProblem> problems = workers::autoscale::problemsOf(policy);
    if (!problems.isEmpty())
        return fail(ErrorKind::Invalid, QLatin1String("--%1: %2").arg(problems.constFirst().field, problems.constFirst().text));
    return policy;
}

} // namespace quarterdeck::cli
