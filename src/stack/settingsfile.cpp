// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/settingsfile.h"

#include "foundation/atomicfile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

namespace quarterdeck::stack {

namespace {

struct SettingsText
{
    Q_DECLARE_TR_FUNCTIONS(SettingsFile)
};

constexpr qint64 maximumFileSize = 1024 * 1024;

/// Puts our members over those that are there: a member of a newer version survives.
void merge(QJsonObject &into, const QJsonObject &ours)
{
    for (auto it = ours.begin(); it != ours.end(); ++it) {
        if (it.value().isObject()) {
            QJsonObject inner = into.value(it.key()).toObject();
            merge(inner, it.value().toObject());
            into.insert(it.key(), inner);
        } else {
            into.insert(it.key(), it.value());
        }
    }
}

} // namespace

QString settingsPath(const QString &stackId, const QString &fileName, const QString &configFolder)
{
    const QString base = configFolder.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QLatin1String("/quarterdeck")
        : configFolder;
    const QByteArray hash = QCryptographicHash::hash(stackId.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return base + QLatin1String("/stacks/") + QString::fromLatin1(hash) + QLatin1Char('/') + fileName;
}

Result<QJsonObject> readSettingsFile(const QString &path)
{
    const Result<QByteArray> bytes = readWholeFile(path, maximumFileSize);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return QJsonObject();
    if (!bytes)
        return fail(bytes.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &error);
    if (!document.isObject())
        return fail(wrongSettings(path, {error.errorString()}));
    return document.object();
}

Result<void> writeSettingsFile(const QString &path, const QString &stackId, const QJsonObject &ours)
{
    QD_CHECK(makeFolder(path.section(QLatin1Char('/'), 0, -2)));
    // A damaged file holds nothing worth keeping: saving is the repair.
    QJsonObject object = readSettingsFile(path).value_or(QJsonObject());
    object.insert(QLatin1String("stackId"), stackId);
    merge(object, ours);
    return writeFileAtomically(path, QJsonDocument(object).toJson(QJsonDocument::Indented));
}

Error wrongSettings(const QString &path, const QStringList &members)
{
    return {ErrorKind::Corrupt, SettingsText::tr("The settings in %1 cannot be read.").arg(path), members.join(QLatin1String(", ")),
            SettingsText::tr("Repair the file, or delete it to begin with the defaults.")};
}

SettingsReader::SettingsReader(const QJsonObject &object, QStringList &problems)
    : m_object(object)
    , m_problems(problems)
{
}

template<class Use>
void SettingsReader::take(QLatin1String name, bool (QJsonValue::*isType)() const, const Use &use)
{
    const QJsonValue value = m_object.value(name);
    if (value.isUndefined())
        return;
    if ((value.*isType)())
        use(value);
    else
        m_problems.append(name);
}

void SettingsReader::read(QLatin1String name, QString &value)
{
    take(name, &QJsonValue::isString, [&](const QJsonValue &v) { value = v.toString(); });
}

void SettingsReader::read(QLatin1String name, bool &value)
{
    take(name, &QJsonValue::isBool, [&](const QJsonValue &v) { value = v.toBool(); });
}

void SettingsReader::read(QLatin1String name, QStringList &value)
{
    take(name, &QJsonValue::isArray, [&](const QJsonValue &v) {
        value.clear();
        for (const QJsonValue &item : v.toArray()) {
            if (!item.isString())
                m_problems.append(name);
            value.append(item.toString());
        }
    });
}

void SettingsReader::readNumber(QLatin1String name, qint64 &value, qint64 highest)
{
    take(name, &QJsonValue::isDouble, [&](const QJsonValue &v) {
        const qint64 number = v.toInteger(-1);
        if (number < 0 || number > highest)
            m_problems.append(name);
        else
            value = number;
    });
}

QJsonObject SettingsReader::object(QLatin1String name)
{
    QJsonObject object;
    take(name, &QJsonValue::isObject, [&](const QJsonValue &v) { object = v.toObject(); });
    return object;
}

} // namespace quarterdeck::stack
