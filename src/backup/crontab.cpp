// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/crontab.h"

#include <QCoreApplication>

#include <optional>

namespace quarterdeck::backup {

namespace {

struct CrontabText
{
    Q_DECLARE_TR_FUNCTIONS(Crontab)
};

QByteArray beginMarker(const QString &stackId)
{
    return QByteArray("# BEGIN quarterdeck backup of ") + stackId.toUtf8() + '\n';
}

QByteArray endMarker(const QString &stackId)
{
    return QByteArray("# END quarterdeck backup of ") + stackId.toUtf8() + '\n';
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

QByteArray whenOf(const ScheduleRule &rule)
{
    const QByteArray minute = QByteArray::number(rule.at.minute());
    const int hour = rule.at.hour();
    switch (rule.every) {
    case ScheduleRule::Every::Hour:
        return minute + " * * * *";
    case ScheduleRule::Every::SixHours: {
        QByteArray hours;
        for (int each = hour % 6; each < 24; each += 6)
            hours += (hours.isEmpty() ? "" : ",") + QByteArray::number(each);
        return minute + ' ' + hours + " * * *";
    }
    case ScheduleRule::Every::Day:
        return minute + ' ' + QByteArray::number(hour) + " * * *";
    case ScheduleRule::Every::Week:
        break;
    }
    return minute + ' ' + QByteArray::number(hour) + " * * " + QByteArray::number(rule.weekday % 7);
}

struct Range
{
    qsizetype begin = 0;
    qsizetype end = 0; ///< behind the end marker's line
};

/// Of any stack: its block must not go with ours.
bool holdsMarker(const QByteArray &lines)
{
    return findLine(lines, "# BEGIN quarterdeck backup of ") >= 0 || findLine(lines, "# END quarterdeck backup of ") >= 0;
}

/// Nothing when there is no block.
Result<std::optional<Range>> findRange(const QByteArray &crontab, const QString &stackId)
{
    const qsizetype begin = findLine(crontab, beginMarker(stackId));
    const qsizetype end = findLine(crontab, endMarker(stackId));
    if (begin < 0 && end < 0)
        return std::optional<Range>();
    const bool twice = findLine(crontab, beginMarker(stackId), begin + 1) >= 0 || findLine(crontab, endMarker(stackId), end + 1) >= 0;
    if (begin < 0 || end < begin || twice || holdsMarker(crontab.mid(begin, end - begin).mid(beginMarker(stackId).size()))) {
        return fail(
            ErrorKind::Conflict, CrontabText::tr("The lines of Quarterdeck in your crontab were changed by hand."), {},
            CrontabText::tr("Run \"crontab -e\", remove the lines between and including \"BEGIN quarterdeck\" and \"END quarterdeck\", then try "
                            "again."));
    }
    return std::optional<Range>({begin, end + endMarker(stackId).size()});
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

QByteArray crontabBlock(const QString &stackId, const ScheduleRecord &record, const QMap<QString, QString> &environment, const QStringList &argv,
                        const QString &logFile)
{
    QByteArray command = "/usr/bin/env";
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        command += ' ' + quoteForCrontab(it.key() + QLatin1Char('=') + it.value());
    for (const QString &word : argv)
        command += ' ' + quoteForCrontab(word);
    return beginMarker(stackId) + "# " + writeScheduleRecord(record).toUtf8() + '\n' + whenOf(record.rule) + ' ' + command + " >>"
        + quoteForCrontab(logFile) + " 2>&1\n" + endMarker(stackId);
}

QByteArray findCrontabBlock(const QByteArray &crontab, const QString &stackId)
{
    const auto range = findRange(crontab, stackId);
    if (!range || !*range)
        return {};
    return crontab.mid((*range)->begin, (*range)->end - (*range)->begin);
}

Result<QByteArray> withCrontabBlock(const QByteArray &crontab, const QString &stackId, const QByteArray &block)
{
    QD_TRY(const std::optional<Range> range, findRange(crontab, stackId));
    QByteArray edited = crontab;
    if (range)
        return edited.replace(range->begin, range->end - range->begin, block);
    // A last line without its end would swallow our first one.
    if (!block.isEmpty() && !edited.isEmpty() && !edited.endsWith('\n'))
        edited += '\n';
    return edited + block;
}

} // namespace quarterdeck::backup
