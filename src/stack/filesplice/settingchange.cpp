// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/settingchange.h"

namespace quarterdeck::stack {

SettingChange SettingChange::replicas(const QString &service, int count)
{
    return {Kind::Replicas, service, {}, QString::number(count)};
}

SettingChange SettingChange::memoryLimit(const QString &service, qint64 bytes)
{
    constexpr qint64 kibi = 1024;
    QString text = QString::number(bytes) + QLatin1Char('b');
    if (bytes % (kibi * kibi) == 0)
        text = QString::number(bytes / (kibi * kibi)) + QLatin1Char('m');
    else if (bytes % kibi == 0)
        text = QString::number(bytes / kibi) + QLatin1Char('k');
    return {Kind::MemoryLimit, service, {}, text};
}

SettingChange SettingChange::stopGrace(const QString &service, int seconds)
{
    return {Kind::StopGrace, service, {}, QString::number(seconds) + QLatin1Char('s')};
}

SettingChange SettingChange::environment(const QString &service, const QString &variable, const QString &value)
{
    return {Kind::Environment, service, variable, value};
}

SettingChange SettingChange::concurrencyFlag(const QString &service, int jobs)
{
    return {Kind::ConcurrencyFlag, service, {}, QString::number(jobs)};
}

QList<ModelPath> SettingChange::places() const
{
    switch (kind) {
    case Kind::Replicas:
        return {{QStringLiteral("deploy"), QStringLiteral("replicas")}, {QStringLiteral("scale")}};
    case Kind::MemoryLimit:
        return {{QStringLiteral("deploy"), QStringLiteral("resources"), QStringLiteral("limits"), QStringLiteral("memory")},
                {QStringLiteral("mem_limit")}};
    case Kind::StopGrace:
        return {{QStringLiteral("stop_grace_period")}};
    case Kind::Environment:
        return {{QStringLiteral("environment"), variable}};
    case Kind::ConcurrencyFlag:
        return {{QStringLiteral("command")}};
    }
    return {};
}

} // namespace quarterdeck::stack
