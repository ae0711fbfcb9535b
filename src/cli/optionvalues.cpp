// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/optionvalues.h"

#include "foundation/units.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::OptionValues)
};

constexpr qint64 longestAge = 24LL * 366 * 100; // hours

QStringList listed(const QString &text)
{
    QStringList items;
    for (const QString &item : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        items.append(item.trimmed());
    return items;
}

} // namespace

Result<int> numberOption(const QCommandLineParser &parser, const QString &option, int lowest, int highest)
{
    bool isNumber = false;
    const int value = parser.value(option).toInt(&isNumber);
    if (!isNumber || value < lowest || value > highest) {
        return fail(ErrorKind::Invalid,
                    Words::tr("--%1 must be a number from %2 to %3, not \"%4\".").arg(option).arg(lowest).arg(highest).arg(parser.value(option)));
    }
    return value;
}

Result<std::chrono::hours> ageOption(const QCommandLineParser &parser, const QString &option)
{
    static const QRegularExpression pattern(QStringLiteral("\\A(?:0|([1-9][0-9]{0,6})([hdw]))\\z"));
    const QRegularExpressionMatch match = pattern.match(parser.value(option));
    const QString unit = match.captured(2);
    const qint64 hours = match.captured(1).toLongLong() * (unit == QLatin1String("w") ? 24 * 7 : unit == QLatin1String("d") ? 24 : 1);
    if (!match.hasMatch() || hours > longestAge) {
        return fail(ErrorKind::Invalid,
                    Words::tr("--%1 must be hours, days or weeks such as 36h, 7d or 2w, or 0, not \"%2\".").arg(option, parser.value(option)));
    }
    return std::chrono::hours(hours);
}

Result<QTime> timeOption(const QCommandLineParser &parser, const QString &option)
{
    const QTime time = QTime::fromString(parser.value(option), QStringLiteral("H:mm"));
    if (!time.isValid()) {
        return fail(ErrorKind::Invalid, Words::tr("--%1 must be a time of the day such as 02:00, not \"%2\".").arg(option, parser.value(option)));
    }
    return time;
}

Result<qint64> bytesOption(const QCommandLineParser &parser, const QString &option)
{
    const Result<qint64> bytes = parseMemory(parser.value(option));
    if (!bytes) {
        return fail(ErrorKind::Invalid,
                    Words::tr("--%1 must be an amount such as 500k, 20m or 1g, or 0, not \"%2\".").arg(option, parser.value(option)));
    }
    return *bytes;
}

Result<qsizetype> wordOption(const QCommandLineParser &parser, const QString &option, const QStringList &words)
{
    const qsizetype index = words.indexOf(parser.value(option));
    if (index < 0) {
        return fail(ErrorKind::Invalid,
                    Words::tr("--%1 must be one of %2, not \"%3\".").arg(option, words.join(QLatin1String(", ")), parser.value(option)));
    }
    return index;
}

Result<QStringList> wordsOption(const QCommandLineParser &parser, const QString &option, const QStringList &words)
{
    if (parser.value(option) == QLatin1String("none"))
        return QStringList();
    QStringList found;
    const QStringList given = listed(parser.value(option));
    for (const QString &word : given) {
        if (!words.contains(word)) {
            return fail(ErrorKind::Invalid,
                        Words::tr("--%1 must name some of %2, or none, not \"%3\".").arg(option, words.join(QLatin1String(", ")), word));
        }
        if (!found.contains(word))
            found.append(word);
    }
    if (found.isEmpty())
        return fail(ErrorKind::Invalid, Words::tr("--%1 is empty: name some of %2, or none.").arg(option, words.join(QLatin1String(", "))));
    return found;
}

Result<bool> switchOption(const QCommandLineParser &parser, const QString &option)
{
    QD_TRY(const qsizetype index, wordOption(parser, option, {QStringLiteral("on"), QStringLiteral("off")}));
    return index == 0;
}

QString absolutePath(const QString &given)
{
    return given.isEmpty() ? given : QDir::cleanPath(QDir::current().absoluteFilePath(given));
}

} // namespace quarterdeck::cli
