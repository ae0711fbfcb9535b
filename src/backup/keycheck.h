// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/manifest.h"
#include "foundation/secret.h"

/// Does an instance key decrypt the credentials of a database?
///
/// The ciphers of n8n, read from its packages/core/src/encryption (2.35):
///
/// classic    base64("Salted__" | salt8 | ciphertext), AES-256-CBC; key and IV
///            by OpenSSL's EVP_BytesToKey with MD5, one round, over the key text
///            (its UTF-16 units cut to bytes: Node's "binary") and the salt.
///            Not authenticated: a wrong key passes the padding once in 256 times.
/// newer      `<keyId>:<base64>`; the data key is the deployment_key row of that
///            id, whose `algorithm` says how it encrypts. aes-256-gcm:
///            base64(0x01 | salt32 | tag16 | ciphertext), key32 | iv12 =
///            HKDF-SHA256(key, salt, "n8n-encryption-v1", 44); the key is 32
///            bytes given as hexadecimal text.
/// data keys  deployment_key rows of type "data_encryption" are wrapped in the
///            same GCM form under SHA-256 of the instance key's text, whatever
///            their `algorithm`.
namespace quarterdeck::backup {

/// A row of credentials_entity, as stored.
struct CredentialRow
{
    QString id;
    QString name;
    QByteArray data;
};

/// A row of deployment_key, as stored.
struct DeploymentKeyRow
{
    QString id;
    QString type; ///< "data_encryption", "signing.hmac", ...
    QString algorithm; ///< "aes-256-gcm", "aes-256-cbc", empty for NULL
    QByteArray value;
};

struct KeyReport
{
    KeyFit fit = KeyFit::Unknown;
    int tried = 0; ///< credentials that were tried
    int opened = 0; ///< of them, those that gave valid JSON
    QStringList unreadable; ///< ids of credentials that did not
    int dataKeys = 0; ///< wrapped data keys that were tried
    int dataKeysOpened = 0;
};

/// Fits: more than half of the credentials give valid JSON (one made under an
/// older key does not make the right key wrong; it is in `unreadable`), or,
/// without credentials, more than half of the wrapped data keys open. A
/// credential in a form we do not know, or whose data key is gone, counts for
/// neither side; when nothing else is there the answer is Unknown.
[[nodiscard]] KeyReport examineKey(const Secret &key, const QList<CredentialRow> &credentials, const QList<DeploymentKeyRow> &deploymentKeys);

/// The verdict of examineKey().
[[nodiscard]] KeyFit checkKey(const Secret &key, const QList<CredentialRow> &credentials, const QList<DeploymentKeyRow> &deploymentKeys);

/// The JSON of one credential. Errors: Auth (this key does not open it),
/// Unsupported (a form or a data key we do not know).
[[nodiscard]] Result<Secret> decryptCredential(const Secret &key, const CredentialRow &credential, const QList<DeploymentKeyRow> &deploymentKeys);

} // namespace quarterdeck::backup
