// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/retentionoptions.h"

#include "cli/optionvalues.h"
#include "foundation/units.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::RetentionOptions)
};

constexpr int mostKept = 100'000;

struct Rule
{
    QString option;
    int backup::RetentionPolicy::*count;
    QString help;
};

QList<Rule> rules()
{
    using Policy = backup::RetentionPolicy;
    return {{QStringLiteral("keep-last"), &Policy::keepLast, Words::tr("Keep the newest N sets; 0 = no such rule.")},
            {QStringLiteral("keep-hourly"), &Policy::keepHourly, Words::tr("Keep the newest set of each of the last N hours that have one.")},
            {QStringLiteral("keep-daily"), &Policy::keepDaily, Words::tr("The same for days.")},
            {QStringLiteral("keep-weekly"), &Policy::keepWeekly, Words::tr("The same for weeks.")},
            {QStringLiteral("keep-monthly"), &Policy::keepMonthly, Words::tr("The same for months.")},
            {QStringLiteral("min-proven"), &Policy::minProven, Words::tr("Always keep the N newest proven sets; the newest one stays in any case.")}};
}

} // namespace

QList<QCommandLineOption> retentionOptions()
{
    QList<QCommandLineOption> options;
    const QList<Rule> all = rules();
    for (const Rule &rule : all)
        options.append(QCommandLineOption(rule.option, rule.help, QStringLiteral("N")));
    options.append(QCommandLineOption(QStringLiteral("max-age"), Words::tr("Keep every set younger than this: 36h, 7d, 2w; 0 = no such rule."),
                                      QStringLiteral("AGE")));
    return options;
}

Result<backup::RetentionPolicy> withRetentionOptions(const QCommandLineParser &parser, backup::RetentionPolicy policy)
{
    const QList<Rule> all = rules();
    for (const Rule &rule : all) {
        if (parser.isSet(rule.option)) {
            QD_TRY(policy.*rule.count, numberOption(parser, rule.option, 0, mostKept));
        }
    }
    if (parser.isSet(QStringLiteral("max-age"))) {
        QD_TRY(policy.maxAge, ageOption(parser, QStringLiteral("max-age")));
    }
    return policy;
}

QString retentionText(const backup::RetentionPolicy &policy)
{
    QStringList parts;
    if (policy.maxAge.count() > 0)
        parts.append(Words::tr("younger than %1").arg(formatDuration(policy.maxAge)));
    const auto count = [&parts](int number, const QString &text) {
        if (number > 0)
            parts.append(text.arg(number));
    };
    count(policy.keepLast, Words::tr("the last %1"));
    count(policy.keepHourly, Words::tr("hourly %1"));
    count(policy.keepDaily, Words::tr("daily %1"));
    count(policy.keepWeekly, Words::tr("weekly %1"));
    count(policy.keepMonthly, Words::tr("monthly %1"));
    if (parts.isEmpty())
        return Words::tr("everything");
    parts.append(Words::tr("at least %1 proven").arg(std::max(1, policy.minProven)));
    return parts.join(QLatin1String(", "));
}

} // namespace quarterdeck::cli
