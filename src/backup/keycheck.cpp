// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/keycheck.h"

#include "backup/n8ncipher.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace quarterdeck::backup {

namespace {

struct KeyText
{
    Q_DECLARE_TR_FUNCTIONS(KeyCheck)
};

constexpr char dataKeyType[] = "data_encryption";

bool isDataKey(const DeploymentKeyRow &row)
{
    return row.type == QLatin1String(dataKeyType);
}

std::optional<Secret> unwrap(const Secret &instanceKey, const DeploymentKeyRow &row)
{
    return decryptGcm(row.value, wrappingKey(instanceKey));
}

/// What a wrong key can also yield is rubbish that happens to end in valid
/// padding; an object or an array it is not.
bool isJson(const Secret &plain)
{
    return !QJsonDocument::fromJson(plain.expose()).isNull();
}

Result<Secret> asJson(const std::optional<Secret> &plain, const CredentialRow &credential)
{
    if (plain && isJson(*plain))
        return *plain;
    return fail(ErrorKind::Auth, KeyText::tr("The encryption key does not open the credential %1.").arg(credential.id));
}

Result<Secret> openWithDataKey(const Secret &key, const CredentialRow &credential, const QByteArray &ciphertext, const DeploymentKeyRow &row)
{
    const std::optional<Secret> dataKey = unwrap(key, row);
    if (!dataKey)
        return fail(ErrorKind::Auth, KeyText::tr("The encryption key does not open the data key %1.").arg(row.id));
    if (row.algorithm == QLatin1String("aes-256-cbc"))
        return asJson(decryptClassic(ciphertext, *dataKey), credential);
    if (row.algorithm == QLatin1String("aes-256-gcm"))
        return asJson(decryptGcm(ciphertext, Secret(QByteArray::fromHex(dataKey->expose()))), credential);
    return fail(ErrorKind::Unsupported, KeyText::tr("The data key %1 uses an unknown cipher.").arg(row.id), row.algorithm);
}

} // namespace

Result<Secret> decryptCredential(const Secret &key, const CredentialRow &credential, const QList<DeploymentKeyRow> &deploymentKeys)
{
    const qsizetype colon = credential.data.indexOf(':');
    if (colon >= 0) {
        const QString keyId = QString::fromUtf8(credential.data.left(colon));
        const auto row = std::find_if(deploymentKeys.begin(), deploymentKeys.end(), [&](const DeploymentKeyRow &r) { return r.id == keyId; });
        if (row == deploymentKeys.end())
            return fail(ErrorKind::Unsupported, KeyText::tr("The credential %1 needs a data key that is not there.").arg(credential.id), keyId);
        return openWithDataKey(key, credential, credential.data.mid(colon + 1), *row);
    }
    Result<Secret> direct = asJson(decryptClassic(credential.data, key), credential);
    if (direct)
        return direct;
    // After the instance key was changed, n8n keeps the one before as a data key.
    for (const DeploymentKeyRow &row : deploymentKeys) {
        if (!isDataKey(row) || row.algorithm != QLatin1String("aes-256-cbc"))
            continue;
        if (Result<Secret> legacy = openWithDataKey(key, credential, credential.data, row))
            return legacy;
    }
    return direct;
}

KeyReport examineKey(const Secret &key, const QList<CredentialRow> &credentials, const QList<DeploymentKeyRow> &deploymentKeys)
{
    KeyReport report;
    if (key.isEmpty()) {
        report.fit = KeyFit::NoKey;
        return report;
    }
    for (const DeploymentKeyRow &row : deploymentKeys) {
        if (!isDataKey(row))
            continue;
        ++report.dataKeys;
        report.dataKeysOpened += unwrap(key, row) ? 1 : 0;
    }
    int telling = 0;
    for (const CredentialRow &credential : credentials) {
        ++report.tried;
        const Result<Secret> opened = decryptCredential(key, credential, deploymentKeys);
        if (opened)
            ++report.opened;
        else
            report.unreadable.append(credential.id);
        // A form we do not know says nothing about the key.
        telling += opened || opened.error().kind != ErrorKind::Unsupported ? 1 : 0;
    }
    if (telling > 0)
        report.fit = report.opened * 2 > telling ? KeyFit::Fits : KeyFit::DoesNotFit;
    else if (report.dataKeys > 0)
        report.fit = report.dataKeysOpened * 2 > report.dataKeys ? KeyFit::Fits : KeyFit::DoesNotFit;
    else if (report.tried == 0)
        report.fit = KeyFit::NoCredentials;
    return report;
}

KeyFit checkKey(const Secret &key, const QList<CredentialRow> &credentials, const QList<DeploymentKeyRow> &deploymentKeys)
{
    return examineKey(key, credentials, deploymentKeys).fit;
}

} // namespace quarterdeck::backup
