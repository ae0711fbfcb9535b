// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/dotenv.h"

#include "foundation/atomicfile.h"

#include <QRegularExpression>

#include <string_view>

namespace quarterdeck::stack {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-' || c == '[' || c == ']';
}

/// Of a value in double quotes; what is no known escape keeps its backslash.
/// An escaped dollar becomes two of them, which expanded() makes one.
QByteArray unescaped(const QByteArray &text)
{
    static constexpr std::string_view escapes = "abfnrtv\\\"";
    static constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\\"";
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text.at(i + 1) : '\0';
        const size_t known = text.at(i) == '\\' && next != '\0' ? escapes.find(next) : std::string_view::npos;
        if (known != std::string_view::npos) {
            result.append(meanings.at(known));
            ++i;
        } else if (text.at(i) == '\\' && next == '$') {
            result.append("$$");
            ++i;
        } else {
            result.append(text.at(i));
        }
    }
    return result;
}

/// $NAME, ${NAME}, ${NAME:-otherwise} and ${NAME-otherwise} of what the file
/// has said before; "$$" is one dollar. Anything else stays as it is.
QString expanded(const QString &text, const QHash<QString, QString> &before)
{
    static const QRegularExpression reference(
        QStringLiteral("\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?-)([^{}]*))?\\})"));
    QString result;
    qsizetype at = 0;
    for (auto it = reference.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += QStringView(text).sliced(at, match.capturedStart() - at);
        at = match.capturedEnd();
        if (!match.captured(1).isEmpty()) {
            result += QLatin1Char('$');
            continue;
        }
        const QString name = match.captured(2) + match.captured(3);
        const bool otherwise = match.captured(4) == QLatin1String(":-") ? before.value(name).isEmpty() : !before.contains(name);
        result += otherwise ? match.captured(5) : before.value(name);
    }
    return result + QStringView(text).sliced(at);
}

QByteArray inDoubleQuotes(const QByteArray &bytes)
{
    QByteArray quoted = "\"";
    for (const char c : bytes) {
        if (c == '\n' || c == '\r') {
            quoted.append(c == '\n' ? "\\n" : "\\r");
            continue;
        }
        if (c == '"' || c == '\\' || c == '$')
            quoted.append('\\');
        quoted.append(c);
    }
    return quoted + '"';
}

/// @param style the quote that the line has now; 0 = none
QByteArray written(const QString &value, char style)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:@%+=,^~-]*$"));
    const QByteArray bytes = value.toUtf8();
    const bool single = !bytes.contains('\'') && !bytes.contains('\n') && !bytes.contains('\r') && !bytes.contains('\\');
    if (style == '"')
        return inDoubleQuotes(bytes);
    if (style != '\'' && plain.match(value).hasMatch())
        return bytes;
    // Single quotes keep everything, dollar signs included; only a backslash
    // could be taken for the escape of the closing one.
    return single ? '\'' + bytes + '\'' : inDoubleQuotes(bytes);
}

} // namespace

DotEnv::DotEnv(QByteArray bytes)
    : m_bytes(std::move(bytes))
{
    parse();
}

Result<DotEnv> DotEnv::load(const QString &path)
{
    QD_TRY(QByteArray bytes, readWholeFile(path));
    return DotEnv(std::move(bytes));
}

void DotEnv::parse()
{
    m_assignments.clear();
    QHash<QString, QString> before;
    qsizetype at = m_bytes.startsWith("\xef\xbb\xbf") ? 3 : 0;
    const auto endOfLine = [this](qsizetype from) {
        const qsizetype end = m_bytes.indexOf('\n', from);
        return end < 0 ? m_bytes.size() : end;
    };
    while (at < m_bytes.size()) {
        qsizetype lineEnd = endOfLine(at);
        const qsizetype lineStart = at;
        qsizetype i = at;
        at = lineEnd + 1;
        while (i < lineEnd && isBlank(m_bytes.at(i)))
            ++i;
        if (QByteArrayView(m_bytes).sliced(i).startsWith("export ")) {
            i += 7;
            while (i < lineEnd && isBlank(m_bytes.at(i)))
                ++i;
        }
        const qsizetype nameStart = i;
        while (i < lineEnd && isNameCharacter(m_bytes.at(i)))
            ++i;
        const qsizetype nameEnd = i;
        while (i < lineEnd && isBlank(m_bytes.at(i)))
            ++i;
        if (nameEnd == nameStart || i >= lineEnd || (m_bytes.at(i) != '=' && m_bytes.at(i) != ':'))
            continue; // a comment, a blank line, a name without a value
        ++i;
        while (i < lineEnd && isBlank(m_bytes.at(i)))
            ++i;

        Assignment assignment;
        assignment.name = QString::fromUtf8(m_bytes.mid(nameStart, nameEnd - nameStart));
        assignment.lineStart = lineStart;
        assignment.valueStart = i;
        const char quote = i < lineEnd ? m_bytes.at(i) : '\0';
        if (quote == '"' || quote == '\'') {
            qsizetype close = i + 1;
            while (close < m_bytes.size() && m_bytes.at(close) != quote)
                close += m_bytes.at(close) == '\\' ? 2 : 1;
            close = std::min(close, m_bytes.size());
            QByteArray inside = m_bytes.mid(i + 1, close - i - 1);
            assignment.value = quote == '"' ? expanded(QString::fromUtf8(unescaped(inside)), before) : QString::fromUtf8(inside.replace("\\'", "'"));
            assignment.valueEnd = std::min(close + 1, m_bytes.size());
            at = endOfLine(assignment.valueEnd) + 1;
        } else {
            qsizetype end = i;
            // A comment needs a space before its mark: "#", "a#b" are values.
            while (end < lineEnd && !(m_bytes.at(end) == '#' && end > i && m_bytes.at(end - 1) == ' '))
                ++end;
            while (end > i && (isBlank(m_bytes.at(end - 1)) || m_bytes.at(end - 1) == '\r'))
                --end;
            assignment.valueEnd = end;
            assignment.value = expanded(QString::fromUtf8(m_bytes.mid(i, end - i)), before);
        }
        before.insert(assignment.name, assignment.value);
        m_assignments.append(assignment);
    }
}

std::optional<QString> DotEnv::value(const QString &name) const
{
    for (auto it = m_assignments.crbegin(); it != m_assignments.crend(); ++it) {
        if (it->name == name)
            return it->value;
    }
    return std::nullopt;
}

QHash<QString, QString> DotEnv::values() const
{
    QHash<QString, QString> result;
    for (const Assignment &assignment : m_assignments)
        result.insert(assignment.name, assignment.value);
    return result;
}

void DotEnv::setValue(const QString &name, const QString &value)
{
    for (auto it = m_assignments.crbegin(); it != m_assignments.crend(); ++it) {
        if (it->name != name)
            continue;
        if (it->value != value) {
            // Behind nothing at all, a comment would be taken for the value.
            const qsizetype lineEnd = m_bytes.indexOf('\n', it->valueEnd);
            const bool alone = m_bytes.mid(it->valueEnd, lineEnd < 0 ? -1 : lineEnd - it->valueEnd).trimmed().isEmpty();
            const char first = it->valueEnd > it->valueStart ? m_bytes.at(it->valueStart) : '\0';
            const char style = first == '"' || first == '\'' ? first : '\0';
            m_bytes.replace(it->valueStart, it->valueEnd - it->valueStart, value.isEmpty() && !alone ? QByteArray("''") : written(value, style));
            parse();
        }
        return;
    }
    const QByteArray lineEnd = m_bytes.contains("\r\n") ? QByteArray("\r\n") : QByteArray("\n");
    if (!m_bytes.isEmpty() && !m_bytes.endsWith('\n'))
        m_bytes.append(lineEnd);
    m_bytes.append(name.toUtf8() + '=' + written(value, '\0') + lineEnd);
    parse();
}

void DotEnv::removeValue(const QString &name)
{
    for (auto it = m_assignments.crbegin(); it != m_assignments.crend(); ++it) {
        if (it->name != name)
            continue;
        const qsizetype lineEnd = m_bytes.indexOf('\n', it->valueEnd);
        m_bytes.remove(it->lineStart, (lineEnd < 0 ? m_bytes.size() : lineEnd + 1) - it->lineStart);
    }
    parse();
}

} // namespace quarterdeck::stack
