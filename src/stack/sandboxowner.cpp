// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/sandboxowner.h"

#include "foundation/atomicfile.h"
#include "stack/sandboxfiles.h"

#include <QFile>
#include <QJsonDocument>

namespace quarterdeck::stack {

namespace {

QString fileIn(const QString &folder)
{
    return folder + QLatin1String("/owner.json");
}

Result<N8nRest::Owner> read(const QString &folder)
{
    QD_TRY(const QByteArray bytes, readWholeFile(fileIn(folder)));
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    return N8nRest::Owner{object.value(QLatin1String("email")).toString(), Secret(object.value(QLatin1String("password")).toString())};
}

} // namespace

std::optional<N8nRest::Owner> sandboxOwner(const QString &folder)
{
    if (folder.isEmpty() || !QFile::exists(fileIn(folder)))
        return std::nullopt;
    const Result<N8nRest::Owner> owner = read(folder);
    if (!owner || owner->email.isEmpty())
        return std::nullopt;
    return *owner;
}

Result<N8nRest::Owner> makeSandboxOwner(const QString &folder)
{
    if (QFile::exists(fileIn(folder)))
        return read(folder);
    // n8n wants a digit and a capital; the rest is random.
    const QString password = QString::fromUtf8(withSecrets("Q1@RANDOM:22@"));
    const N8nRest::Owner owner{QStringLiteral("owner@quarterdeck.invalid"), Secret(password)};
    const QJsonObject kept{{QLatin1String("email"), owner.email}, {QLatin1String("password"), password}};
    QD_CHECK(writeFileAtomically(fileIn(folder), QJsonDocument(kept).toJson(), privateFileMode));
    return owner;
}

} // namespace quarterdeck::stack
