// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/n8ncipher.h"

#include <QCryptographicHash>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>

namespace quarterdeck::backup {

namespace {

constexpr qsizetype keySize = 32;
constexpr qsizetype classicSalt = 8;
constexpr qsizetype classicIv = 16;
constexpr qsizetype gcmSalt = 32;
constexpr qsizetype gcmTag = 16;
constexpr qsizetype gcmIv = 12;
constexpr char classicMagic[] = "Salted__";
constexpr char hkdfInfo[] = "n8n-encryption-v1";
// A credential is a few KB; this keeps a hostile row from eating memory.
constexpr qsizetype largestCiphertext = 16 * 1024 * 1024;

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
struct FreeKdf
{
    void operator()(EVP_KDF *kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX *context) const { EVP_KDF_CTX_free(context); }
};

uchar *bytesOf(QByteArray &array)
{
    return reinterpret_cast<uchar *>(array.data());
}

const uchar *bytesOf(const QByteArray &array)
{
    return reinterpret_cast<const uchar *>(array.constData());
}

/// Key material that does not outlive its use.
class Wiped final
{
public:
    explicit Wiped(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    ~Wiped() { OPENSSL_cleanse(m_bytes.data(), static_cast<size_t>(m_bytes.size())); }
    Q_DISABLE_COPY_MOVE(Wiped)

    QByteArray &get() { return m_bytes; }

private:
    QByteArray m_bytes;
};

/// Ciphertext to plain text; nothing when OpenSSL is not content with its end.
std::optional<Secret> run(const EVP_CIPHER *cipher, const QByteArray &key, const QByteArray &iv, const QByteArray &ciphertext, QByteArray tag)
{
    const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
    if (!context || EVP_DecryptInit_ex(context.get(), cipher, nullptr, bytesOf(key), bytesOf(iv)) != 1)
        return std::nullopt;
    if (!tag.isEmpty() && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) != 1)
        return std::nullopt;
    Wiped plain(QByteArray(ciphertext.size() + EVP_MAX_BLOCK_LENGTH, '\0'));
    int size = 0;
    if (EVP_DecryptUpdate(context.get(), bytesOf(plain.get()), &size, bytesOf(ciphertext), static_cast<int>(ciphertext.size())) != 1)
        return std::nullopt;
    int last = 0;
    if (EVP_DecryptFinal_ex(context.get(), bytesOf(plain.get()) + size, &last) != 1)
        return std::nullopt;
    return Secret(plain.get().left(size + last));
}

QByteArray md5(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Md5);
}

bool hkdf(const QByteArray &key, QByteArray salt, QByteArray &output)
{
    const std::unique_ptr<EVP_KDF, FreeKdf> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const std::unique_ptr<EVP_KDF_CTX, FreeKdf> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    if (!context)
        return false;
    QByteArray digest("SHA256");
    Wiped wiped(QByteArray(key.constData(), key.size()));
    QByteArray &secret = wiped.get();
    QByteArray info(hkdfInfo);
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.data(), static_cast<size_t>(secret.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), static_cast<size_t>(salt.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), static_cast<size_t>(info.size())),
        OSSL_PARAM_construct_end(),
    };
    return EVP_KDF_derive(context.get(), bytesOf(output), static_cast<size_t>(output.size()), parameters) == 1;
}

} // namespace

std::optional<Secret> decryptClassic(const QByteArray &base64, const Secret &key)
{
    const QByteArray input = QByteArray::fromBase64(base64);
    const qsizetype header = qsizetype(sizeof classicMagic - 1) + classicSalt;
    const qsizetype size = input.size() - header;
    if (size <= 0 || size % 16 != 0 || size > largestCiphertext || !input.startsWith(classicMagic))
        return std::nullopt;
    Wiped password(QByteArray{});
    for (const QChar unit : QString::fromUtf8(key.expose()))
        password.get().append(static_cast<char>(unit.unicode() & 0xff));
    password.get().append(input.mid(header - classicSalt, classicSalt));
    Wiped derived(md5(password.get()));
    while (derived.get().size() < keySize + classicIv)
        derived.get().append(md5(derived.get().right(16) + password.get()));
    return run(EVP_aes_256_cbc(), derived.get().left(keySize), derived.get().mid(keySize, classicIv), input.mid(header), {});
}

std::optional<Secret> decryptGcm(const QByteArray &base64, const Secret &key)
{
    const QByteArray input = QByteArray::fromBase64(base64);
    const qsizetype header = 1 + gcmSalt + gcmTag;
    if (key.expose().size() != keySize || input.size() < header || input.size() > largestCiphertext || input.front() != '\x01')
        return std::nullopt;
    Wiped derived(QByteArray(keySize + gcmIv, '\0'));
    if (!hkdf(key.expose(), input.mid(1, gcmSalt), derived.get()))
        return std::nullopt;
    return run(EVP_aes_256_gcm(), derived.get().left(keySize), derived.get().mid(keySize, gcmIv), input.mid(header), input.mid(1 + gcmSalt, gcmTag));
}

Secret wrappingKey(const Secret &instanceKey)
{
    return Secret(QCryptographicHash::hash(instanceKey.expose(), QCryptographicHash::Sha256));
}

} // namespace quarterdeck::backup
