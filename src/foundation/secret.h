// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

namespace quarterdeck {

/// A password or key. It cannot be printed by accident: no stream operator,
/// no conversion; `expose()` is greppable. Wiped when the last copy goes.
class Secret final
{
public:
    Secret() = default;
    explicit Secret(const QByteArray &bytes);
    explicit Secret(const QString &text);
    Secret(const Secret &) = default;
    Secret(Secret &&) noexcept = default;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] const QByteArray &expose() const { return m_bytes; }

    bool operator==(const Secret &other) const { return m_bytes == other.m_bytes; }

private:
    void wipe();

    QByteArray m_bytes;
};

/// Identifies a key without telling it: the first 16 hexadecimal digits of
/// HMAC-SHA256(key = the secret, message = "quarterdeck-key-fingerprint-v1").
/// The same key gives the same fingerprint everywhere; empty for no key.
[[nodiscard]] QString keyFingerprint(const Secret &key);

/// Whether the value of an environment variable of this name is to be hidden.
[[nodiscard]] bool isSecretName(const QString &variable);

/// Replaces known secrets in text, and the password part of URLs
/// (scheme://user:password@host), by "[redacted]".
class Redactor final
{
public:
    /// Secrets shorter than 4 bytes are ignored: replacing "n8n" or "1"
    /// everywhere would hide more than it protects.
    void add(const Secret &secret);
    /// Adds every value whose variable name is a secret's.
    void addEnvironment(const QHash<QString, QString> &environment);

    [[nodiscard]] QString redact(QString text) const;

private:
    QStringList m_secrets;
};

} // namespace quarterdeck
