// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/sqlguard.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <cctype>

namespace quarterdeck::restore {

namespace {

struct SqlText
{
    Q_DECLARE_TR_FUNCTIONS(SqlGuard)
};

constexpr qsizetype keptStatement = 64 * 1024;
constexpr qsizetype keptText = 256;
constexpr char stringSetting[] = "standard_conforming_strings";
constexpr qsizetype settingSize = sizeof(stringSetting) - 1;

bool isIdentifier(char c)
{
    return std::isalnum(static_cast<uchar>(c)) != 0 || c == '_' || c == '$' || static_cast<uchar>(c) >= 0x80;
}

} // namespace

tl::unexpected<Error> SqlGuard::refused(const QString &why) const
{
    return fail(ErrorKind::Invalid, SqlText::tr("The dump is refused: line %1 %2.").arg(m_line).arg(why), {},
                SqlText::tr("pg_dump writes no such line. Somebody has changed this file, or it was not made by pg_dump."));
}

Result<void> SqlGuard::feed(QByteArrayView bytes)
{
    for (const char c : bytes) {
        QD_CHECK(take(c));
        if (c == '\n')
            ++m_line;
        m_atLineStart = c == '\n';
        m_beforePrevious = m_previous;
        m_previous = c;
    }
    return {};
}

/// For what must be noticed inside strings too.
void SqlGuard::remember(char c)
{
    m_words.append(static_cast<char>(std::tolower(static_cast<uchar>(c))));
    if (m_words.endsWith(stringSetting))
        m_changesStrings = true;
    if (m_words.size() > 4 * settingSize)
        m_words = m_words.right(settingSize);
}

Result<void> SqlGuard::take(char c)
{
    switch (m_state) {
    case State::Normal:
        return takeNormal(c);
    case State::Single:
        remember(c);
        if (m_escaped)
            m_escaped = false;
        else if (m_escapes && c == '\\')
            m_escaped = true;
        else if (c == '\'') // a doubled one ends it, and begins the next at once
            m_state = State::Normal;
        return {};
    case State::Double:
        if (c == '"')
            m_state = State::Normal;
        return {};
    case State::Dollar:
        remember(c);
        m_tail.append(c);
        if (m_tail.endsWith(m_tag)) {
            m_state = State::Normal;
            m_tail.clear();
        } else if (m_tail.size() > 1024) {
            m_tail = m_tail.right(m_tag.size());
        }
        return {};
    case State::LineComment:
        if (c == '\n')
            m_state = State::Normal;
        return {};
    case State::BlockComment:
        if (m_escaped) { // the second character of a mark
            m_escaped = false;
        } else if (m_previous == '*' && c == '/') {
            m_escaped = --m_depth > 0;
            if (m_depth == 0)
                m_state = State::Normal;
        } else if (m_previous == '/' && c == '*') {
            ++m_depth;
            m_escaped = true;
        }
        return {};
    case State::MetaCommand:
        if (c == '\n')
            return endMetaCommand();
        if (m_text.size() > keptText)
            return refused(SqlText::tr("holds a command of psql's own"));
        m_text.append(c);
        return {};
    case State::CopyRest:
        if (c == '\n')
            m_state = State::CopyData;
        else if (c != ' ' && c != '\t' && c != '\r')
            return refused(SqlText::tr("has something behind COPY ... FROM stdin"));
        return {};
    case State::CopyData:
        if (c == '\n')
            endDataLine();
        else if (m_text.size() < 4)
            m_text.append(c);
        return {};
    }
    return {};
}

Result<void> SqlGuard::takeNormal(char c)
{
    if (!m_possibleTag.isEmpty()) {
        if (c == '$') {
            m_tag = m_possibleTag + '$';
            m_possibleTag.clear();
            m_tail.clear();
            m_state = State::Dollar;
            m_statement.append("''");
            return {};
        }
        const bool first = m_possibleTag.size() == 1;
        if (isIdentifier(c) && !(first && std::isdigit(static_cast<uchar>(c)) != 0)) {
            m_possibleTag.append(c);
            return {};
        }
        m_possibleTag.clear(); // "$1", or no quote after all
    }
    remember(c);
    switch (c) {
    case '\'':
        m_escapes = (m_previous == 'E' || m_previous == 'e') && !isIdentifier(m_beforePrevious);
        m_escaped = false;
        m_state = State::Single;
        break;
    case '"':
        m_state = State::Double;
        break;
    case '$':
        if (!isIdentifier(m_previous)) {
            m_possibleTag = QByteArray("$");
            return {};
        }
        break;
    case '-':
        if (m_previous == '-' && m_statement.endsWith('-')) {
            m_statement.chop(1);
            m_state = State::LineComment;
            return {};
        }
        break;
    case '*':
        if (m_previous == '/' && m_statement.endsWith('/')) {
            m_statement.chop(1);
            m_depth = 1;
            m_escaped = true;
            m_state = State::BlockComment;
            return {};
        }
        break;
    case '\\':
        if (!m_atLineStart || !m_statement.trimmed().isEmpty())
            return refused(SqlText::tr("holds a command of psql's own"));
        m_text.clear();
        m_state = State::MetaCommand;
        return {};
    case ';':
        return endStatement();
    default:
        break;
    }
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
    if (blank ? !m_statement.isEmpty() && !m_statement.endsWith(' ') : true) {
        if (m_statement.size() < keptStatement)
            m_statement.append(blank ? ' ' : static_cast<char>(std::toupper(static_cast<uchar>(c))));
    }
    return {};
}

Result<void> SqlGuard::endStatement()
{
    const QByteArray statement = m_statement.trimmed();
    const bool changesStrings = m_changesStrings;
    m_statement.clear();
    m_words.clear();
    m_changesStrings = false;
    if (changesStrings && statement != "SET STANDARD_CONFORMING_STRINGS = ON")
        return refused(SqlText::tr("changes how strings are read (standard_conforming_strings)"));
    if (statement.startsWith("DO ") || statement == "DO" || statement.startsWith("DO'"))
        return refused(SqlText::tr("runs a program of its own (DO)"));
    static const QRegularExpression transaction(QStringLiteral("\\A(BEGIN|START|COMMIT|END|ROLLBACK|ABORT|PREPARE TRANSACTION)\\b"));
    if (transaction.match(QString::fromLatin1(statement)).hasMatch())
        return refused(SqlText::tr("begins or ends a transaction, so that it could not be taken back"));
    if (!statement.startsWith("COPY ") && !statement.startsWith("COPY\"") && !statement.startsWith("COPY("))
        return {};
    if (!statement.endsWith(" FROM STDIN"))
        return refused(SqlText::tr("copies from or to a program or a file"));
    m_text.clear();
    m_state = State::CopyRest;
    return {};
}

Result<void> SqlGuard::endMetaCommand()
{
    static const QRegularExpression harmless(QStringLiteral("\\A(un)?restrict [A-Za-z0-9]+\\r?\\z"));
    if (!harmless.match(QString::fromLatin1(m_text)).hasMatch()) {
        if (m_text.startsWith("connect"))
            return refused(SqlText::tr("changes to another database: this is a dump of a whole server"));
        return refused(SqlText::tr("holds a command of psql's own"));
    }
    m_state = State::Normal;
    return {};
}

void SqlGuard::endDataLine()
{
    if (m_text == "\\." || m_text == "\\.\r")
        m_state = State::Normal;
    m_text.clear();
}

Result<void> SqlGuard::finish()
{
    const bool ends = m_state == State::LineComment || (m_state == State::Normal && m_statement.trimmed().isEmpty());
    if (m_state == State::MetaCommand)
        return endMetaCommand();
    if (!ends)
        return fail(ErrorKind::Corrupt, SqlText::tr("The dump breaks off in the middle of line %1.").arg(m_line));
    return {};
}

} // namespace quarterdeck::restore
