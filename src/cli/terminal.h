// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

#include <QJsonObject>
#include <QString>

#include <cstdio>

namespace quarterdeck::cli {

/// Standard input, output and error of the program: UTF-8, colours only for a
/// terminal and only when NO_COLOR (https://no-color.org) does not forbid them.
class Terminal final
{
public:
    enum class Colour { None, Good, Warning, Bad, Faint, Strong };

    Terminal();
    /// On streams of the caller's, which stay his; tests read there what was printed.
    /// @param in descriptor a person is asked on
    Terminal(int in, FILE *out, FILE *err);
    Q_DISABLE_COPY_MOVE(Terminal)

    void out(const QString &text) const; ///< as it is, without a line end
    void outLine(const QString &line = {}) const;
    void err(const QString &text) const;
    void errLine(const QString &line) const;
    void outJson(const QJsonObject &object) const;

    /// Coloured for standard output, or as it is.
    [[nodiscard]] QString paint(Colour colour, const QString &text) const;

    [[nodiscard]] bool outIsTerminal() const { return m_outIsTerminal; }
    [[nodiscard]] bool errIsTerminal() const { return m_errIsTerminal; }
    /// Whether a person can be asked.
    [[nodiscard]] bool canAsk() const { return m_inIsTerminal && m_errIsTerminal; }

    /// Asks on standard error and waits for a line.
    /// @return whether it began with the letter y, of either case
    [[nodiscard]] Result<bool> confirm(const JobContext &context, const QString &question) const;

    /// The first line of standard input, for what must not stand on a command line.
    /// Invalid when it is longer than 64 KiB.
    [[nodiscard]] Result<QString> readLine(const JobContext &context) const;

private:
    int m_in;
    FILE *m_out;
    FILE *m_err;
    bool m_inIsTerminal = false;
    bool m_outIsTerminal = false;
    bool m_errIsTerminal = false;
    bool m_colours = false;
};

} // namespace quarterdeck::cli
