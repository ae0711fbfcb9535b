// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/unifieddiff.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace quarterdeck::stack {

namespace {

constexpr qsizetype contextLines = 3;
/// Beyond this many pairs of lines the changed part is shown as one block.
constexpr qsizetype mostPairs = 4'000'000;

struct Line
{
    char mark = ' '; ///< ' ', '-' or '+'
    QByteArray text; ///< its line end included
};

QList<QByteArray> linesOf(const QByteArray &bytes)
{
    QList<QByteArray> lines;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype end = bytes.indexOf('\n', at);
        const qsizetype next = end < 0 ? bytes.size() : end + 1;
        lines.append(bytes.mid(at, next - at));
        at = next;
    }
    return lines;
}

/// The longest common subsequence of the lines, as a script of edits.
QList<Line> compared(const QList<QByteArray> &before, const QList<QByteArray> &after)
{
    qsizetype head = 0;
    while (head < before.size() && head < after.size() && before.at(head) == after.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < before.size() - head && tail < after.size() - head && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    const qsizetype rows = before.size() - head - tail;
    const qsizetype columns = after.size() - head - tail;

    QList<Line> script;
    for (qsizetype i = 0; i < head; ++i)
        script.append({' ', before.at(i)});
    const bool small = rows * columns <= mostPairs;
    std::vector<int> common(small ? static_cast<size_t>((rows + 1) * (columns + 1)) : 0);
    const auto cell
        = [&common, columns](qsizetype row, qsizetype column) -> int & { return common.at(static_cast<size_t>(row * (columns + 1) + column)); };
    if (small) {
        for (qsizetype i = rows - 1; i >= 0; --i) {
            for (qsizetype j = columns - 1; j >= 0; --j) {
                const bool same = before.at(head + i) == after.at(head + j);
                cell(i, j) = same ? cell(i + 1, j + 1) + 1 : std::max(cell(i + 1, j), cell(i, j + 1));
            }
        }
    }
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < rows || j < columns) {
        if (small && i < rows && j < columns && before.at(head + i) == after.at(head + j)) {
            script.append({' ', before.at(head + i)});
            ++i;
            ++j;
        } else if (i < rows && (!small || j == columns || cell(i + 1, j) >= cell(i, j + 1))) {
            script.append({'-', before.at(head + i++)});
        } else {
            script.append({'+', after.at(head + j++)});
        }
    }
    for (qsizetype k = before.size() - tail; k < before.size(); ++k)
        script.append({' ', before.at(k)});
    return script;
}

QString withoutSecrets(QString line)
{
    // NAME=value, NAME: value, {"NAME": "value"}: whatever follows the name of a secret.
    static const QRegularExpression assignment(
        QStringLiteral("([A-Za-z_][A-Za-z0-9_.-]*)([\"']?\\s*[=:]\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^,\\s][^,\\r\\n]*)"));
    qsizetype at = 0;
    while (true) {
        const QRegularExpressionMatch match = assignment.match(line, at);
        if (!match.hasMatch())
            return line;
        if (!isSecretName(match.captured(1))) {
            at = match.capturedEnd(2);
            continue;
        }
        static const QString hidden = QStringLiteral("[redacted]");
        line.replace(match.capturedStart(3), match.capturedLength(3), hidden);
        at = match.capturedStart(3) + hidden.size();
    }
}

QString range(qsizetype first, qsizetype count)
{
    return QString::number(count == 0 ? first : first + 1) + (count == 1 ? QString() : QLatin1Char(',') + QString::number(count));
}

} // namespace

QString unifiedDiff(const QString &path, const QByteArray &before, const QByteArray &after, const Redactor &redactor)
{
    if (before == after)
        return {};
    const QList<Line> script = compared(linesOf(before), linesOf(after));
    QString result = QLatin1String("--- ") + path + QLatin1String("\n+++ ") + path + QLatin1Char('\n');
    qsizetype oldLine = 0;
    qsizetype newLine = 0;
    for (qsizetype i = 0; i < script.size();) {
        if (script.at(i).mark == ' ') {
            // A hunk begins three lines before its first change.
            const auto change = std::find_if(script.cbegin() + i, script.cend(), [](const Line &line) { return line.mark != ' '; });
            if (change == script.cend())
                break;
            const qsizetype start = std::max(i, static_cast<qsizetype>(change - script.cbegin()) - contextLines);
            oldLine += start - i;
            newLine += start - i;
            i = start;
        }
        qsizetype end = i;
        qsizetype quiet = 0;
        for (qsizetype k = i; k < script.size(); ++k) {
            quiet = script.at(k).mark == ' ' ? quiet + 1 : 0;
            if (quiet == 0)
                end = k + 1;
            // The first lines of a hunk are quiet, too.
            if (quiet > 2 * contextLines && end > i)
                break;
        }
        end = std::min(script.size(), end + contextLines);
        qsizetype oldCount = 0;
        qsizetype newCount = 0;
        QString body;
        for (qsizetype k = i; k < end; ++k) {
            const Line &line = script.at(k);
            oldCount += line.mark != '+' ? 1 : 0;
            newCount += line.mark != '-' ? 1 : 0;
            QString text = QString::fromUtf8(line.text);
            const bool ended = text.endsWith(QLatin1Char('\n'));
            while (text.endsWith(QLatin1Char('\n')) || text.endsWith(QLatin1Char('\r')))
                text.chop(1);
            body += QLatin1Char(line.mark) + redactor.redact(withoutSecrets(text)) + QLatin1Char('\n');
            if (!ended)
                body += QLatin1String("\\ No newline at end of file\n");
        }
        result += QLatin1String("@@ -") + range(oldLine, oldCount) + QLatin1String(" +") + range(newLine, newCount) + QLatin1String(" @@\n") + body;
        oldLine += oldCount;
        newLine += newCount;
        i = end;
    }
    return result;
}

} // namespace quarterdeck::stack
