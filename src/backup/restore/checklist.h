// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/operations.h"
#include "foundation/error.h"

namespace quarterdeck::restore {

/// The checks of one look, in the order of their making; each is told as it is made.
class CheckList final
{
public:
    explicit CheckList(CheckListener listener)
        : m_listener(std::move(listener))
    {
    }

    using Verdict = backup::PreflightCheck::Verdict;

    /// @param kind of a run that ends because this failed
    void add(const char *id, Verdict verdict, const QString &text, const QString &remedy = {}, ErrorKind kind = ErrorKind::Conflict)
    {
        m_checks.append({QLatin1String(id), verdict, text, remedy, kind});
        if (m_listener)
            m_listener(m_checks.last());
    }
    /// @param remedy where the error tells none itself
    void addError(const char *id, const Error &error, const QString &remedy = {})
    {
        add(id, Verdict::Failed, error.what, error.hint.isEmpty() ? remedy : error.hint, error.kind);
    }
    [[nodiscard]] const QList<backup::PreflightCheck> &checks() const { return m_checks; }

private:
    CheckListener m_listener;
    QList<backup::PreflightCheck> m_checks;
};

} // namespace quarterdeck::restore
