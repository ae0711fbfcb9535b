// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/secret.h"

#include <QMessageAuthenticationCode>
#include <QRegularExpression>

#include <algorithm>
#include <cstring>

namespace quarterdeck {

Secret::Secret(const QByteArray &bytes)
    // A deep copy: wiping must not reach a buffer that somebody else shares.
    : m_bytes(bytes.constData(), bytes.size())
{
}

Secret::Secret(const QString &text)
    : m_bytes(text.toUtf8())
{
}

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_bytes = other.m_bytes;
    }
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

void Secret::wipe()
{
    // Only the last owner may wipe; explicit_bzero is not optimised away.
    if (!m_bytes.isEmpty() && m_bytes.isDetached())
        ::explicit_bzero(m_bytes.data(), static_cast<size_t>(m_bytes.size()));
    m_bytes.clear();
}

QString keyFingerprint(const Secret &key)
{
    if (key.isEmpty())
        return {};
    const QByteArray mac
        = QMessageAuthenticationCode::hash(QByteArrayLiteral("quarterdeck-key-fingerprint-v1"), key.expose(), QCryptographicHash::Sha256);
    return QString::fromLatin1(mac.toHex().left(16));
}

bool isSecretName(const QString &variable)
{
    static const QRegularExpression pattern(
        QStringLiteral("(PASS(WORD|WD|PHRASE)?|SECRET|TOKEN|CREDENTIAL|PRIVATE|ENCRYPTION_KEY|API_?KEY|ACCESS_?KEY|AUTH_KEY|LICENSE_ACTIVATION_KEY"
                       "|LICENSE_CERT|(^|_)KEY$|DATABASE_URL|_DSN$|CONNECTION_STRING|REDIS_URL)"),
        QRegularExpression::CaseInsensitiveOption);
    // A file name (the _FILE twin) tells where a secret lies, not the secret.
    if (variable.endsWith(QLatin1String("_FILE"), Qt::CaseInsensitive))
        return false;
    return pattern.match(variable).hasMatch();
}

void Redactor::add(const Secret &secret)
{
    if (secret.expose().size() < 4)
        return;
    const QString text = QString::fromUtf8(secret.expose());
    if (m_secrets.contains(text))
        return;
    m_secrets.append(text);
    // Longest first, so that a secret that contains another is hidden whole.
    std::sort(m_secrets.begin(), m_secrets.end(), [](const QString &a, const QString &b) { return a.size() > b.size(); });
}

void Redactor::addEnvironment(const QHash<QString, QString> &environment)
{
    for (auto it = environment.cbegin(); it != environment.cend(); ++it) {
        if (isSecretName(it.key()))
            add(Secret(it.value()));
    }
}

QString Redactor::redact(QString text) const
{
    static const QRegularExpression urlPassword(QStringLiteral("([a-zA-Z][a-zA-Z0-9+.-]*://[^\\s:/@]*:)[^\\s@/]+@"));
    for (const QString &secret : m_secrets)
        text.replace(secret, QLatin1String("[redacted]"));
    text.replace(urlPassword, QStringLiteral("\\1[redacted]@"));
    return text;
}

} // namespace quarterdeck
