// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/autoscale/settings.h"

#include "stack/settingsfile.h"

#include <limits>

namespace quarterdeck::workers::autoscale {

namespace {

const QString fileName = QStringLiteral("autoscale.json");

Settings fromJson(const QJsonObject &object, QStringList &problems)
{
    Settings settings;
    Policy &policy = settings.policy;
    stack::SettingsReader read(object, problems);
    QString mode = modeName(settings.mode);
    read.read(QLatin1String("mode"), mode);
    for (const Mode one : {Mode::Off, Mode::Watch, Mode::On}) {
        if (modeName(one) == mode)
            settings.mode = one;
    }
    if (modeName(settings.mode) != mode)
        problems.append(QStringLiteral("mode"));

    stack::SettingsReader values(read.object(QLatin1String("policy")), problems);
    const auto whole = [&values](const char *name, int &value) { values.readNumber(QLatin1String(name), value, std::numeric_limits<int>::max()); };
    const auto time = [&values](const char *name, auto &value) {
        qint64 count = value.count();
        values.readNumber(QLatin1String(name), count, std::numeric_limits<int>::max());
        value = std::decay_t<decltype(value)>(count);
    };
    whole("min", policy.min);
    whole("max", policy.max);
    whole("depth", policy.depth);
    time("oldestWaitMs", policy.oldestWait);
    bool both = policy.wait == Policy::Wait::Both;
    values.read(QLatin1String("depthAndWait"), both);
    policy.wait = both ? Policy::Wait::Both : Policy::Wait::Either;
    whole("busyPercent", policy.busyPercent);
    time("upForSeconds", policy.upFor);
    whole("roomPercent", policy.roomPercent);
    time("downForSeconds", policy.downFor);
    whole("stepUp", policy.stepUp);
    whole("stepDown", policy.stepDown);
    time("restUpSeconds", policy.restUp);
    time("restDownSeconds", policy.restDown);
    time("everySeconds", policy.every);
    values.read(QLatin1String("beyondBudget"), policy.beyondBudget);
    for (const PolicyProblem &problem : problemsOf(policy))
        problems.append(problem.text);
    return settings;
}

QJsonObject toJson(const Settings &settings)
{
    const Policy &policy = settings.policy;
    return {{QStringLiteral("mode"), modeName(settings.mode)},
            {QStringLiteral("policy"),
             QJsonObject{{QStringLiteral("min"), policy.min},
                         {QStringLiteral("max"), policy.max},
                         {QStringLiteral("depth"), policy.depth},
                         {QStringLiteral("oldestWaitMs"), qint64(policy.oldestWait.count())},
                         {QStringLiteral("depthAndWait"), policy.wait == Policy::Wait::Both},
                         {QStringLiteral("busyPercent"), policy.busyPercent},
                         {QStringLiteral("upForSeconds"), qint64(policy.upFor.count())},
                         {QStringLiteral("roomPercent"), policy.roomPercent},
                         {QStringLiteral("downForSeconds"), qint64(policy.downFor.count())},
                         {QStringLiteral("stepUp"), policy.stepUp},
                         {QStringLiteral("stepDown"), policy.stepDown},
                         {QStringLiteral("restUpSeconds"), qint64(policy.restUp.count())},
                         {QStringLiteral("restDownSeconds"), qint64(policy.restDown.count())},
                         {QStringLiteral("everySeconds"), qint64(policy.every.count())},
                         {QStringLiteral("beyondBudget"), policy.beyondBudget}}}};
}

} // namespace

QString modeName(Mode mode)
{
    switch (mode) {
    case Mode::Watch:
        return QStringLiteral("watch");
    case Mode::On:
        return QStringLiteral("on");
    case Mode::Off:
        break;
    }
    return QStringLiteral("off");
}

Result<Settings> loadSettings(const QString &stackId, const QString &configFolder)
{
    const QString path = stack::settingsPath(stackId, fileName, configFolder);
    QD_TRY(const QJsonObject object, stack::readSettingsFile(path));
    QStringList problems;
    const Settings settings = fromJson(object, problems);
    if (!problems.isEmpty())
        return fail(stack::wrongSettings(path, problems));
    return settings;
}

Result<void> saveSettings(const QString &stackId, const Settings &settings, const QString &configFolder)
{
    QD_CHECK(checkPolicy(settings.policy));
    return stack::writeSettingsFile(stack::settingsPath(stackId, fileName, configFolder), stackId, toJson(settings));
}

} // namespace quarterdeck::workers::autoscale
