// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QJsonObject>
#include <QStringList>

/// What a feature keeps about one stack: a JSON file of mode 0600 in
/// ~/.config/quarterdeck/stacks/<hash of id>/.
namespace quarterdeck::stack {

/// @param fileName "backup.json"
/// @param configFolder in place of ~/.config/quarterdeck
[[nodiscard]] QString settingsPath(const QString &stackId, const QString &fileName, const QString &configFolder = {});

/// The file as it is; empty when there is none. Errors: Corrupt when it is no JSON object.
[[nodiscard]] Result<QJsonObject> readSettingsFile(const QString &path);
/// Puts `ours` over what is in the file: members of a newer version stay. A damaged file is replaced.
[[nodiscard]] Result<void> writeSettingsFile(const QString &path, const QString &stackId, const QJsonObject &ours);
/// Corrupt, with the members that are wrong.
[[nodiscard]] Error wrongSettings(const QString &path, const QStringList &members);

/// Takes members that are there and of the right type; others keep the default,
/// so that an older file is as good as a new one. A wrong type is a problem, by the member's name:
/// silently falling back to a default could undo what somebody wanted.
class SettingsReader final
{
public:
    SettingsReader(const QJsonObject &object, QStringList &problems);

    void read(QLatin1String name, QString &value);
    void read(QLatin1String name, bool &value);
    void read(QLatin1String name, QStringList &value);
    template<class Number>
    void readNumber(QLatin1String name, Number &value, qint64 highest)
    {
        qint64 number = static_cast<qint64>(value);
        readNumber(name, number, highest);
        value = static_cast<Number>(number);
    }
    void readNumber(QLatin1String name, qint64 &value, qint64 highest); ///< whole, from 0 on
    [[nodiscard]] QJsonObject object(QLatin1String name);

private:
    template<class Use>
    void take(QLatin1String name, bool (QJsonValue::*isType)() const, const Use &use);

    const QJsonObject m_object;
    QStringList &m_problems;
};

} // namespace quarterdeck::stack
