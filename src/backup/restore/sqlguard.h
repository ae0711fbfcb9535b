// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QByteArray>
#include <QtGlobal>

namespace quarterdeck::restore {

/// Watches SQL text on its way into psql, and refuses what pg_dump never
/// writes: commands of psql's own (a backslash outside of strings, but for \restrict
/// and \unrestrict), which run programs and touch files (\!, \copy, \i, \o, \g |);
/// COPY of anything but stdin (PROGRAM, files of the server); DO blocks; the ends of transactions;
/// standard_conforming_strings off, under which strings would end elsewhere
/// for psql than for us. Reads as psql does: strings, dollar quotes, comments,
/// the data lines behind COPY ... FROM stdin.
///
/// It is no wall against SQL itself: functions run with the rights of
/// whoever calls them. So a dump of unknown origin is loaded by a role that is no superuser.
class SqlGuard final
{
public:
    /// Errors: Invalid, with the line and why.
    [[nodiscard]] Result<void> feed(QByteArrayView bytes);
    /// Corrupt when it ends inside a string, a statement or data: it is cut off.
    [[nodiscard]] Result<void> finish();

    [[nodiscard]] qint64 lines() const { return m_line; }

private:
    enum class State { Normal, Single, Double, Dollar, LineComment, BlockComment, MetaCommand, CopyRest, CopyData };

    [[nodiscard]] Result<void> take(char c);
    [[nodiscard]] Result<void> takeNormal(char c);
    [[nodiscard]] Result<void> endStatement();
    [[nodiscard]] Result<void> endMetaCommand();
    void endDataLine();
    void remember(char c);
    [[nodiscard]] tl::unexpected<Error> refused(const QString &why) const;

    State m_state = State::Normal;
    qint64 m_line = 1;
    bool m_atLineStart = true;
    bool m_escapes = false; ///< in Single: E'...'
    bool m_escaped = false; ///< the next character is taken as it is
    int m_depth = 0; ///< of block comments
    char m_previous = '\n';
    char m_beforePrevious = '\n';
    QByteArray m_statement; ///< its beginning outside of strings, upper case, blanks made one
    QByteArray m_words; ///< the last bytes of it and of its strings, lower case
    bool m_changesStrings = false; ///< names standard_conforming_strings
    QByteArray m_tag; ///< of a dollar quote: "$tag$"
    QByteArray m_tail; ///< the last bytes in a dollar quote
    QByteArray m_possibleTag;
    QByteArray m_text; ///< of a meta-command, or the beginning of a line of data
};

} // namespace quarterdeck::restore
