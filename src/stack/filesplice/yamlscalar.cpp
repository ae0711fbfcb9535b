// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/yamlscalar.h"

#include <QRegularExpression>

namespace quarterdeck::stack {

namespace {

/// What no reader of YAML 1.1 or 1.2 takes for anything but a text or a plain
/// number, in block and in flow.
bool isPlain(const QString &text)
{
    static const QRegularExpression word(QStringLiteral("^[A-Za-z./_][A-Za-z0-9./_+=@%-]*$"));
    static const QRegularExpression special(QStringLiteral("^(?:y|n|yes|no|on|off|true|false|null|\\.inf|\\.nan)$"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression amount(QStringLiteral("^(?:0|[1-9][0-9]*)(?:[bkmgs]|[KMG]i?B|ms|h)?$"));
    static const QRegularExpression duration(QStringLiteral("^(?:[1-9][0-9]*(?:ms|h|m|s))+$"));
    return amount.match(text).hasMatch() || duration.match(text).hasMatch() || (word.match(text).hasMatch() && !special.match(text).hasMatch());
}

bool hasControls(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

} // namespace

QByteArray writtenScalar(const QString &text, YamlNode::Style style)
{
    if (style == YamlNode::Style::Plain && isPlain(text))
        return text.toUtf8();
    if (style == YamlNode::Style::SingleQuoted && !hasControls(text)) {
        QString inside = text;
        return '\'' + inside.replace(QLatin1Char('\''), QLatin1String("''")).toUtf8() + '\'';
    }
    QByteArray quoted = "\"";
    for (const char c : text.toUtf8()) {
        switch (c) {
        case '\n':
            quoted.append("\\n");
            break;
        case '\r':
            quoted.append("\\r");
            break;
        case '\t':
            quoted.append("\\t");
            break;
        case '"':
        case '\\':
            quoted.append('\\');
            quoted.append(c);
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
                quoted.append("\\x" + QByteArray::number(static_cast<int>(c), 16).rightJustified(2, '0'));
            else
                quoted.append(c);
        }
    }
    return quoted + '"';
}

} // namespace quarterdeck::stack
