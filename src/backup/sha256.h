// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QByteArrayView>
#include <QString>

#include <memory>

struct evp_md_ctx_st;

namespace quarterdeck::backup {

/// SHA-256 by OpenSSL, which uses the processor's own instructions: four times
/// as fast as QCryptographicHash where a whole database passes through it.
class Sha256 final
{
public:
    Sha256();
    void add(QByteArrayView bytes);
    /// 64 lower-case hexadecimal digits. The object is spent afterwards.
    [[nodiscard]] QString finish();

private:
    struct Free
    {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

} // namespace quarterdeck::backup
