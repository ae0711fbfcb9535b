// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/composefile.h"

#include "stack/filesplice/composesplicer.h"
#include "stack/filesplice/yamlresolver.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace quarterdeck::stack {

namespace {

struct FileText
{
    Q_DECLARE_TR_FUNCTIONS(ComposeFile)
};

QLatin1String services()
{
    return QLatin1String("services");
}

/// "- A=b" and "A: b" are the same to Compose.
QJsonObject environmentOf(const QJsonValue &value)
{
    if (value.isObject())
        return value.toObject();
    QJsonObject result;
    for (const QJsonValue &item : value.toArray()) {
        const QString line = item.toString();
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        result.insert(line.left(equals), equals < 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(line.mid(equals + 1)));
    }
    return result;
}

QJsonObject likened(QJsonObject model)
{
    QJsonObject members = model.value(services()).toObject();
    for (const QString &name : members.keys()) {
        QJsonObject service = members.value(name).toObject();
        if (service.contains(QLatin1String("environment"))) {
            service.insert(QLatin1String("environment"), environmentOf(service.value(QLatin1String("environment"))));
            members.insert(name, service);
        }
    }
    model.insert(services(), members);
    for (const QString &name : model.keys()) {
        if (name.startsWith(QLatin1String("x-")))
            model.remove(name);
    }
    return model;
}

QJsonValue valueAt(QJsonValue value, const ModelPath &path)
{
    for (const QString &key : path)
        value = value.toObject().value(key);
    return value;
}

} // namespace

ComposeFile::ComposeFile(QByteArray bytes, YamlNode root)
    : m_bytes(std::move(bytes))
    , m_root(std::move(root))
{
}

Result<ComposeFile> ComposeFile::parse(QByteArray bytes)
{
    QD_TRY(YamlNode root, parseYaml(bytes));
    ComposeFile file(std::move(bytes), std::move(root));
    YamlResolver resolver(file.m_root);
    QD_TRY(const QJsonValue model, resolver.value(file.m_root));
    if (!model.isObject() && !model.isNull())
        return fail(ErrorKind::Invalid, FileText::tr("The file is no compose file: it does not hold keys and values."));
    file.m_resolved = likened(model.toObject());
    return file;
}

bool ComposeFile::hasService(const QString &service) const
{
    return m_resolved.value(services()).toObject().contains(service);
}

std::optional<ComposeFile::Held> ComposeFile::find(const SettingChange &change, const ModelPath &place) const
{
    const QJsonValue value = valueAt(m_resolved, ModelPath{services(), change.service} + place);
    if (value.isUndefined())
        return std::nullopt;
    if (value.isNull() && change.kind != SettingChange::Kind::Environment)
        return std::nullopt;
    Held held;
    held.own = ComposeSplicer(*this, change, place).isOwn();
    if (change.kind == SettingChange::Kind::ConcurrencyFlag) {
        const std::optional<QString> flag = concurrencyFlagIn(value);
        if (!flag)
            return std::nullopt;
        held.text = *flag;
    } else {
        held.text = value.toString();
    }
    held.reference = value.isNull() ? Reference{{}, change.variable, {}} : referenceIn(held.text);
    return held;
}

Result<ComposeFile::Splice> ComposeFile::changed(const SettingChange &change, const ModelPath &place) const
{
    const ComposeSplicer splicer(*this, change, place);
    const ModelPath path = ModelPath{services(), change.service} + place;
    QD_TRY(const QList<ComposeSplicer::Candidate> candidates, splicer.candidates());
    ModelPath touched;
    for (const ComposeSplicer::Candidate &candidate : candidates) {
        // Whatever was spliced is read again, and has to say just what it said
        // before but for the one value.
        const Result<ComposeFile> after = parse(candidate.bytes);
        if (!after)
            continue;
        const QList<ModelPath> changes = differences(m_resolved, after->m_resolved);
        const auto other = std::find_if(changes.cbegin(), changes.cend(), [&path](const ModelPath &at) { return !liesWithin(at, path); });
        const std::optional<Held> held = after->find(change, place);
        if (other != changes.cend())
            touched = *other;
        else if (held && held->text == withoutReferences(change.value))
            return Splice{candidate.bytes, path, candidate.inserted};
    }
    if (!touched.isEmpty()) {
        return fail(ErrorKind::Unsupported,
                    FileText::tr("%1 cannot be changed on its own: %2 would change with it.")
                        .arg(path.join(QLatin1Char('.')), touched.join(QLatin1Char('.'))),
                    {}, FileText::tr("They share an anchor of the compose file. Give the service a block of its own, then try again."));
    }
    return fail(ErrorKind::Unsupported, FileText::tr("%1 is written in a way that cannot be changed safely.").arg(path.join(QLatin1Char('.'))), {},
                FileText::tr("Change it in the compose file by hand."));
}

} // namespace quarterdeck::stack
