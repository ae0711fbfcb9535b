// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/autostart/crontab.h"

#include <QCoreApplication>

#include <optional>

namespace quarterdeck::stack {

namespace {

struct CrontabText
{
    Q_DECLARE_TR_FUNCTIONS(Crontab)
};

QByteArray marker(const char *edge, const CrontabEntry &entry)
{
    return QByteArray("# ") + edge + " quarterdeck " + entry.purpose.toUtf8() + " of " + entry.stackId.toUtf8() + '\n';
}

QByteArray beginMarker(const CrontabEntry &entry)
{
    return marker("BEGIN", entry);
}

QByteArray endMarker(const CrontabEntry &entry)
{
    return marker("END", entry);
}

/// Only a marker at the start of a line is one.
qsizetype findLine(const QByteArray &text, const QByteArray &line, qsizetype from = 0)
{
    for (qsizetype at = text.indexOf(line, from); at >= 0; at = text.indexOf(line, at + 1)) {
        if (at == 0 || text.at(at - 1) == '\n')
            return at;
    }
    return -1;
}

struct Range
{
    qsizetype begin = 0;
    qsizetype end = 0; ///< behind the end marker's line
};

/// Of any entry: its block must not go with ours.
bool holdsMarker(const QByteArray &lines)
{
    return findLine(lines, "# BEGIN quarterdeck ") >= 0 || findLine(lines, "# END quarterdeck ") >= 0;
}

/// Nothing when there is no block.
Result<std::optional<Range>> findRange(const QByteArray &crontab, const CrontabEntry &entry)
{
    const qsizetype begin = findLine(crontab, beginMarker(entry));
    const qsizetype end = findLine(crontab, endMarker(entry));
    if (begin < 0 && end < 0)
        return std::optional<Range>();
    const bool twice = findLine(crontab, beginMarker(entry), begin + 1) >= 0 || findLine(crontab, endMarker(entry), end + 1) >= 0;
    if (begin < 0 || end < begin || twice || holdsMarker(crontab.mid(begin, end - begin).mid(beginMarker(entry).size()))) {
        return fail(
            ErrorKind::Conflict, CrontabText::tr("The lines of Quarterdeck in your crontab were changed by hand."), {},
            CrontabText::tr("Run \"crontab -e\", remove the lines between and including \"BEGIN quarterdeck\" and \"END quarterdeck\", then try "
                            "again."));
    }
    return std::optional<Range>({begin, end + endMarker(entry).size()});
}

} // namespace

QByteArray quoteForCrontab(const QString &word)
{
    // Two readers: cron, for which "\%" is "%" and, in some versions, "\\" is
    // "\"; then the shell. So "%" and "'" stand outside the quotes, and no
    // backslash is followed by another.
    QByteArray quoted = "'";
    for (const char byte : word.toUtf8()) {
        if (byte == '\'')
            quoted += "'\\''";
        else if (byte == '%')
            quoted += "'\\%'";
        else if (byte == '\\')
            quoted += "\\''";
        else
            quoted += byte;
    }
    return quoted + '\'';
}

QByteArray crontabBlock(const CrontabEntry &entry, const QString &comment, const QByteArray &when, const QMap<QString, QString> &environment,
                        const QStringList &argv, const QString &logFile)
{
    QByteArray command = "/usr/bin/env";
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        command += ' ' + quoteForCrontab(it.key() + QLatin1Char('=') + it.value());
    for (const QString &word : argv)
        command += ' ' + quoteForCrontab(word);
    return beginMarker(entry) + (comment.isEmpty() ? QByteArray() : "# " + comment.toUtf8() + '\n') + when + ' ' + command + " >>"
        + quoteForCrontab(logFile) + " 2>&1\n" + endMarker(entry);
}

QByteArray findCrontabBlock(const QByteArray &crontab, const CrontabEntry &entry)
{
    const auto range = findRange(crontab, entry);
    if (!range || !*range)
        return {};
    return crontab.mid((*range)->begin, (*range)->end - (*range)->begin);
}

Result<QByteArray> withCrontabBlock(const QByteArray &crontab, const CrontabEntry &entry, const QByteArray &block)
{
    QD_TRY(const std::optional<Range> range, findRange(crontab, entry));
    QByteArray edited = crontab;
    if (range)
        return edited.replace(range->begin, range->end - range->begin, block);
    // A last line without its end would swallow our first one.
    if (!block.isEmpty() && !edited.isEmpty() && !edited.endsWith('\n'))
        edited += '\n';
    return edited + block;
}

} // namespace quarterdeck::stack
