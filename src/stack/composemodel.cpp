// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/composemodel.h"

#include "foundation/units.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <cmath>

namespace quarterdeck::stack {

namespace {

/// Numbers come as numbers or as text, by Compose version.
qint64 bytesOf(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toInteger();
    return parseMemory(value.toString()).value_or(0);
}

int countOf(const QJsonValue &value, int otherwise)
{
    if (value.isDouble())
        return value.toInt(otherwise);
    bool isNumber = false;
    const int number = value.toString().toInt(&isNumber);
    return isNumber ? number : otherwise;
}

QStringList wordsOf(const QJsonValue &value)
{
    if (value.isString())
        return {value.toString()};
    QStringList words;
    for (const QJsonValue &word : value.toArray())
        words.append(word.toString());
    return words;
}

QHash<QString, QString> environmentOf(const QJsonValue &value)
{
    QHash<QString, QString> environment;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        // null: taken from the shell that runs Compose, not set otherwise
        if (!it.value().isNull())
            environment.insert(it.key(), it.value().toVariant().toString());
    }
    for (const QJsonValue &line : value.toArray())
        environment.insert(line.toString().section(QLatin1Char('='), 0, 0), line.toString().section(QLatin1Char('='), 1));
    return environment;
}

} // namespace

std::optional<int> durationSeconds(const QString &text)
{
    static const QRegularExpression whole(QStringLiteral("^(?:[0-9]+(?:\\.[0-9]+)?(?:ns|us|ms|h|m|s))+$"));
    static const QRegularExpression part(QStringLiteral("([0-9]+(?:\\.[0-9]+)?)(ns|us|ms|h|m|s)"));
    if (!whole.match(text).hasMatch())
        return std::nullopt;
    double seconds = 0;
    for (auto it = part.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const QString unit = match.captured(2);
        const double factor = unit == QLatin1String("h") ? 3600.0
            : unit == QLatin1String("m")                 ? 60.0
            : unit == QLatin1String("s")                 ? 1.0
            : unit == QLatin1String("ms")                ? 1e-3
            : unit == QLatin1String("us")                ? 1e-6
                                                         : 1e-9;
        seconds += match.captured(1).toDouble() * factor;
    }
    return static_cast<int>(std::ceil(seconds));
}

QList<ModelService> servicesOfModel(const QJsonObject &model)
{
    const QJsonObject secrets = model.value(QLatin1String("secrets")).toObject();
    QList<ModelService> result;
    const QJsonObject services = model.value(QLatin1String("services")).toObject();
    for (auto it = services.begin(); it != services.end(); ++it) {
        const QJsonObject object = it.value().toObject();
        const QJsonObject deploy = object.value(QLatin1String("deploy")).toObject();
        ModelService service;
        service.name = it.key();
        service.image = object.value(QLatin1String("image")).toString();
        service.command = wordsOf(object.value(QLatin1String("command")));
        service.entrypoint = wordsOf(object.value(QLatin1String("entrypoint")));
        service.environment = environmentOf(object.value(QLatin1String("environment")));
        service.replicas = countOf(deploy.value(QLatin1String("replicas")), countOf(object.value(QLatin1String("scale")), 1));
        const QJsonObject limits = deploy.value(QLatin1String("resources")).toObject().value(QLatin1String("limits")).toObject();
        service.memoryLimit
            = bytesOf(limits.contains(QLatin1String("memory")) ? limits.value(QLatin1String("memory")) : object.value(QLatin1String("mem_limit")));
        service.stopGraceSeconds = durationSeconds(object.value(QLatin1String("stop_grace_period")).toString()).value_or(-1);
        const QJsonObject healthcheck = object.value(QLatin1String("healthcheck")).toObject();
        service.hasHealthcheck = !healthcheck.isEmpty() && !healthcheck.value(QLatin1String("disable")).toBool();
        for (const QJsonValue &value : object.value(QLatin1String("secrets")).toArray()) {
            const QString source = value.isString() ? value.toString() : value.toObject().value(QLatin1String("source")).toString();
            QString target = value.toObject().value(QLatin1String("target")).toString(source);
            if (!target.startsWith(QLatin1Char('/')))
                target.prepend(QLatin1String("/run/secrets/"));
            service.secretFiles.insert(target, secrets.value(source).toObject().value(QLatin1String("file")).toString());
        }
        result.append(service);
    }
    return result;
}

} // namespace quarterdeck::stack
