// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/sha256.h"

#include <openssl/evp.h>

#include <array>

namespace quarterdeck::backup {

void Sha256::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256()
    : m_context(EVP_MD_CTX_new())
{
    // Fails only without memory; finish() then gives no digest, which matches nothing.
    if (m_context && EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1)
        m_context.reset();
}

void Sha256::add(QByteArrayView bytes)
{
    if (m_context && !bytes.isEmpty() && EVP_DigestUpdate(m_context.get(), bytes.data(), static_cast<size_t>(bytes.size())) != 1)
        m_context.reset();
}

QString Sha256::finish()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int size = 0;
    if (!m_context || EVP_DigestFinal_ex(m_context.get(), digest.data(), &size) != 1)
        return {};
    m_context.reset();
    QByteArray bytes;
    for (unsigned int i = 0; i < size; ++i)
        bytes.append(static_cast<char>(digest[i]));
    return QString::fromLatin1(bytes.toHex());
}

} // namespace quarterdeck::backup
