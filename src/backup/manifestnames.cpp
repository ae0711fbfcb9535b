// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/manifest.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QRegularExpression>

namespace quarterdeck::backup {

namespace {

struct ManifestText
{
    Q_DECLARE_TR_FUNCTIONS(Manifest)
};

} // namespace

QString partName(Part part)
{
    switch (part) {
    case Part::Postgres:
        return QStringLiteral("postgres");
    case Part::Globals:
        return QStringLiteral("globals");
    case Part::Redis:
        return QStringLiteral("redis");
    case Part::N8nData:
        return QStringLiteral("n8n-data");
    case Part::Environment:
        return QStringLiteral("env");
    case Part::Compose:
        return QStringLiteral("compose");
    case Part::Log:
        return QStringLiteral("log");
    case Part::Readme:
        break;
    }
    return QStringLiteral("readme");
}

QString partTitle(Part part)
{
    switch (part) {
    case Part::Postgres:
        return ManifestText::tr("Database");
    case Part::Globals:
        return ManifestText::tr("Roles");
    case Part::Redis:
        return ManifestText::tr("Queue");
    case Part::N8nData:
        return ManifestText::tr("n8n data");
    case Part::Environment:
        return ManifestText::tr("Environment");
    case Part::Compose:
        return ManifestText::tr("Compose files");
    case Part::Log:
        return ManifestText::tr("Log");
    case Part::Readme:
        break;
    }
    return ManifestText::tr("Instructions");
}

QString keyFitName(KeyFit fit)
{
    switch (fit) {
    case KeyFit::Fits:
        return QStringLiteral("fits");
    case KeyFit::DoesNotFit:
        return QStringLiteral("does-not-fit");
    case KeyFit::NoCredentials:
        return QStringLiteral("no-credentials");
    case KeyFit::NoKey:
        return QStringLiteral("no-key");
    case KeyFit::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString keyFitTitle(KeyFit fit)
{
    switch (fit) {
    case KeyFit::Fits:
        return ManifestText::tr("Fits");
    case KeyFit::DoesNotFit:
        return ManifestText::tr("Does not fit");
    case KeyFit::NoCredentials:
        return ManifestText::tr("No credentials");
    case KeyFit::NoKey:
        return ManifestText::tr("No key");
    case KeyFit::Unknown:
        break;
    }
    return ManifestText::tr("Unknown");
}

QString depthName(Proof::Depth depth)
{
    switch (depth) {
    case Proof::Depth::Full:
        return QStringLiteral("full");
    case Proof::Depth::Drill:
        return QStringLiteral("drill");
    case Proof::Depth::Quick:
        break;
    }
    return QStringLiteral("quick");
}

QString manifestDigest(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

bool isSafeSetPath(const QString &path)
{
    if (path.isEmpty() || path.toUtf8().size() > 1024 || !path.isValidUtf16())
        return false;
    for (const QChar character : path) {
        if (character.unicode() < 0x20 || character.unicode() == 0x7f || character == QLatin1Char('\\'))
            return false;
    }
    // An empty component covers a leading, a trailing and a double slash.
    for (const QString &component : path.split(QLatin1Char('/'))) {
        if (component.isEmpty() || component == QLatin1String(".") || component == QLatin1String("..") || component.toUtf8().size() > 255)
            return false;
    }
    return true;
}

QString makeSetId(const QString &stackId, const QDateTime &time)
{
    static const QRegularExpression foreign(QStringLiteral("[^A-Za-z0-9_.-]"));
    QString name = stackId.left(100);
    name.replace(foreign, QStringLiteral("-"));
    if (name.isEmpty() || !name.front().isLetterOrNumber())
        name.prepend(QLatin1Char('n'));
    return name + QLatin1Char('_') + time.toString(QStringLiteral("yyyyMMdd_HHmmss"));
}

bool isSetId(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9_.-]{0,150}_[0-9]{8}_[0-9]{6}(-[0-9]{1,3})?\\z"));
    return pattern.match(name).hasMatch();
}

} // namespace quarterdeck::backup
