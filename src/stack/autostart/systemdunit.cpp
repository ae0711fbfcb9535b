// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/autostart/systemdunit.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace quarterdeck::stack {

QString unitName(const QString &purpose, const QString &stackId)
{
    static const QRegularExpression odd(QStringLiteral("[^A-Za-z0-9-]"));
    QString readable = stackId.left(40);
    readable.replace(odd, QStringLiteral("-"));
    const QByteArray hash = QCryptographicHash::hash(stackId.toUtf8(), QCryptographicHash::Sha256).toHex().left(8);
    return QStringLiteral("quarterdeck-%1-%2-%3").arg(purpose, readable, QString::fromLatin1(hash));
}

QString unitDescription(const QString &purpose, const QString &stackId)
{
    QString shown = stackId;
    return QStringLiteral("Quarterdeck %1 of the n8n stack ").arg(purpose) + shown.replace(QLatin1Char('%'), QLatin1String("%%"));
}

QByteArray environmentLines(const QMap<QString, QString> &environment)
{
    QString lines;
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        lines += QLatin1String("Environment=") + quoteForSystemd(it.key() + QLatin1Char('=') + it.value(), false) + QLatin1Char('\n');
    return lines.toUtf8();
}

QByteArray execStartLine(const QStringList &argv)
{
    QStringList words;
    // No variables in the program itself: there "$" is a letter like others.
    for (const QString &word : argv)
        words.append(quoteForSystemd(word, !words.isEmpty()));
    return (QLatin1String("ExecStart=") + words.join(QLatin1Char(' ')) + QLatin1Char('\n')).toUtf8();
}

QString quoteForSystemd(const QString &word, bool command)
{
    QString quoted = word;
    quoted.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    quoted.replace(QLatin1Char('"'), QLatin1String("\\\""));
    quoted.replace(QLatin1Char('%'), QLatin1String("%%"));
    if (command)
        quoted.replace(QLatin1Char('$'), QLatin1String("$$"));
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

} // namespace quarterdeck::stack
