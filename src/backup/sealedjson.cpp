// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/sealedjson.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <vector>

namespace quarterdeck::backup {

namespace {

struct SealedJsonText
{
    Q_DECLARE_TR_FUNCTIONS(SealedJson)
};

constexpr char opening[] = "{\n    \"checksum\": \"";
constexpr qsizetype openingSize = sizeof opening - 1;
constexpr qsizetype digits = 64;

QByteArray digestOf(QByteArray bytes)
{
    std::fill_n(bytes.begin() + openingSize, digits, '0');
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace

QByteArray sealJson(QJsonObject object)
{
    object.insert(QLatin1String("checksum"), QString(digits, QLatin1Char('0')));
    QByteArray bytes = QJsonDocument(object).toJson(QJsonDocument::Indented);
    Q_ASSERT(bytes.startsWith(opening));
    bytes.replace(openingSize, digits, digestOf(bytes));
    return bytes;
}

Result<QJsonObject> openSealedJson(const QByteArray &bytes)
{
    const auto corrupt = [](const QString &what, const QString &detail = {}) { return fail(ErrorKind::Corrupt, what, detail); };
    if (bytes.size() > maximumSealedSize)
        return corrupt(SealedJsonText::tr("The file is far too large."));
    if (bytes.size() < openingSize + digits || !bytes.startsWith(opening))
        return corrupt(SealedJsonText::tr("The file does not begin with its checksum."));
    const QByteArray claimed = bytes.mid(openingSize, digits);
    if (const QByteArray found = digestOf(bytes); found != claimed) {
        return corrupt(SealedJsonText::tr("The file does not match its own checksum: it was changed or damaged."),
                       QStringLiteral("claimed %1, found %2").arg(QString::fromLatin1(claimed.toPercentEncoding()), QString::fromLatin1(found)));
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject())
        return corrupt(SealedJsonText::tr("The file is not a JSON object."), error.errorString());
    if (const QByteArray twice = duplicateMember(bytes); !twice.isEmpty())
        return corrupt(SealedJsonText::tr("The file has a member more than once."), QString::fromUtf8(twice.left(200)));
    QJsonObject object = document.object();
    object.remove(QLatin1String("checksum"));
    return object;
}

QByteArray duplicateMember(const QByteArray &json)
{
    struct Level
    {
        bool isObject = false;
        QSet<QByteArray> names;
    };
    std::vector<Level> levels;
    bool nameNext = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        switch (json[i]) {
        case '{':
            levels.push_back({true, {}});
            nameNext = true;
            break;
        case '[':
            levels.push_back({false, {}});
            nameNext = false;
            break;
        case '}':
        case ']':
            if (!levels.empty())
                levels.pop_back();
            break;
        case ',':
            nameNext = !levels.empty() && levels.back().isObject;
            break;
        case '"': {
            const qsizetype start = ++i;
            bool escaped = false;
            while (i < json.size() && json[i] != '"') {
                escaped = escaped || json[i] == '\\';
                i += json[i] == '\\' ? 2 : 1;
            }
            if (nameNext) {
                const QByteArray name = json.mid(start, i - start);
                if (escaped || levels.back().names.contains(name))
                    return name;
                levels.back().names.insert(name);
                nameNext = false;
            }
            break;
        }
        default:
            break;
        }
    }
    return {};
}

} // namespace quarterdeck::backup
