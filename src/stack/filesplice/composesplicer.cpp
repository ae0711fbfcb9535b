// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/composesplicer.h"

#include "stack/filesplice/yamlscalar.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace quarterdeck::stack {

namespace {

struct SplicerText
{
    Q_DECLARE_TR_FUNCTIONS(ComposeFile)
};

/// --concurrency=5, --concurrency 5, --concurrency=${JOBS:-5}, quoted or not.
const QRegularExpression &flagPattern()
{
    static const QRegularExpression pattern(
        QStringLiteral("--concurrency(?:=|\\s+)[\"']?([0-9]+|\\$\\{[^{}]*(?:\\{[^{}]*\\}[^{}]*)*\\}|\\$[A-Za-z_]\\w*)"));
    return pattern;
}

/// Where a worker's command can take one more word.
const QRegularExpression &workerPattern()
{
    static const QRegularExpression pattern(QStringLiteral("(?:^[\"']?|\\bn8n\\s+)worker\\b"));
    return pattern;
}

const QString &flagName()
{
    static const QString name = QStringLiteral("--concurrency");
    return name;
}

bool isMapping(const YamlNode *node)
{
    return node != nullptr && node->kind == YamlNode::Kind::Mapping;
}

} // namespace

std::optional<QString> concurrencyFlagIn(const QJsonValue &command)
{
    QStringList words = command.isString() ? QStringList{command.toString()} : QStringList();
    for (const QJsonValue &word : command.toArray())
        words.append(word.toString());
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.at(i) == flagName() && i + 1 < words.size())
            return words.at(i + 1);
        if (const auto match = flagPattern().match(words.at(i)); match.hasMatch())
            return match.captured(1);
    }
    return std::nullopt;
}

ComposeSplicer::ComposeSplicer(const ComposeFile &file, const SettingChange &change, const ModelPath &place)
    : m_file(file)
    , m_bytes(file.m_bytes)
    , m_change(change)
    , m_path(ModelPath{QStringLiteral("services"), change.service} + place)
    , m_resolver(file.m_root)
{
    walk(file.m_root);
}

void ComposeSplicer::walk(const YamlNode &root)
{
    const YamlNode *node = &root;
    const YamlNode *key = nullptr;
    for (qsizetype depth = 0;; ++depth) {
        m_way.push_back(node);
        if (m_own) {
            m_parentIsFlow = m_deepest != nullptr && m_deepest->style == YamlNode::Style::Flow;
            m_deepest = node;
            m_deepestKey = key;
            m_depth = depth;
        }
        if (depth == m_path.size()) {
            m_found = node;
            return;
        }
        if (node->kind == YamlNode::Kind::Alias)
            m_own = false;
        const YamlNode *target = m_resolver.target(node);
        if (target == nullptr)
            return;
        if (target->kind == YamlNode::Kind::Sequence && depth == 3 && m_change.kind == SettingChange::Kind::Environment) {
            m_found = listItem(*target);
            return;
        }
        if (target->kind != YamlNode::Kind::Mapping)
            return;
        const QString &name = m_path.at(depth);
        const YamlNode *next = target->find(name);
        if (next != nullptr) {
            const auto index = static_cast<size_t>(next - target->values.data());
            key = &target->keys.at(index);
        } else {
            next = m_resolver.merged(*target, name);
            key = nullptr;
            if (next != nullptr && m_own && m_resolver.target(next) != nullptr && isMapping(m_resolver.target(next)))
                m_mergeName = next->kind == YamlNode::Kind::Alias ? next->text : next->anchor;
            m_own = m_own && next == nullptr;
        }
        if (next == nullptr)
            return;
        node = next;
    }
}

const YamlNode *ComposeSplicer::listItem(const YamlNode &list) const
{
    const YamlNode *found = nullptr;
    // The last one wins, as in Compose.
    for (const YamlNode &item : list.values) {
        const YamlNode *target = m_resolver.target(&item);
        if (target != nullptr && target->text.section(QLatin1Char('='), 0, 0) == m_change.variable)
            found = &item;
    }
    return found;
}

bool ComposeSplicer::hasTag() const
{
    return std::any_of(m_way.cbegin(), m_way.cend(), [](const YamlNode *node) { return !node->tag.isEmpty(); });
}

Result<QList<ComposeSplicer::Candidate>> ComposeSplicer::candidates() const
{
    if (!m_file.hasService(m_change.service) || m_depth < 2)
        return fail(ErrorKind::NotFound, SplicerText::tr("The service %1 does not stand in this compose file.").arg(m_change.service));
    if (hasTag()) {
        return fail(ErrorKind::Unsupported,
                    SplicerText::tr("%1 carries a YAML tag, which is not changed by a program.").arg(m_path.join(QLatin1Char('.'))), {},
                    SplicerText::tr("Change it in the compose file by hand."));
    }
    QList<Candidate> result;
    if (m_change.kind == SettingChange::Kind::ConcurrencyFlag) {
        if (m_found == nullptr) {
            return fail(ErrorKind::Unsupported, SplicerText::tr("The service %1 has no command in this compose file.").arg(m_change.service), {},
                        SplicerText::tr("Set N8N_CONCURRENCY_PRODUCTION_LIMIT of the service instead."));
        }
        if (m_own)
            changeCommand(result);
        else
            insertKey(result);
        return result;
    }
    if (m_found != nullptr && m_own)
        replaceScalar(result);
    else
        insertKey(result);
    return result;
}

void ComposeSplicer::replaceScalar(QList<Candidate> &candidates) const
{
    const YamlNode &node = *m_found;
    const bool inList = m_deepest != m_found; // the item of an environment list
    const QString text = (inList ? m_change.variable + QLatin1Char('=') : QString()) + withoutReferences(m_change.value);
    if (node.kind == YamlNode::Kind::Scalar && node.style == YamlNode::Style::Literal)
        return; // over several lines: nothing anybody does for such a value
    if (node.kind != YamlNode::Kind::Scalar && node.kind != YamlNode::Kind::Alias)
        return;
    if (node.start == node.end) {
        // "NAME:", handed on from the shell: a value of its own comes behind the colon.
        candidates.append({spliced(node.start, node.end, ' ' + newValue()), true});
        return;
    }
    const YamlNode::Style style = node.kind == YamlNode::Kind::Alias ? YamlNode::Style::Plain : node.style;
    candidates.append({spliced(node.start, node.contentEnd(m_bytes), writtenScalar(text, style)), false});
}

void ComposeSplicer::changeCommand(QList<Candidate> &candidates) const
{
    const YamlNode *command = m_resolver.target(m_found);
    if (command == nullptr || m_found->kind == YamlNode::Kind::Alias) {
        candidates.append({spliced(m_found->start, m_found->end, newValue()), false});
        return;
    }
    if (command->kind == YamlNode::Kind::Scalar) {
        changeFlagIn(*command, candidates);
        return;
    }
    const std::vector<YamlNode> &words = command->values;
    for (size_t i = 0; i < words.size(); ++i) {
        if (words.at(i).text == flagName() && i + 1 < words.size()) {
            const YamlNode &value = words.at(i + 1);
            candidates.append({spliced(value.start, value.end, writtenScalar(m_change.value, value.style)), false});
            return;
        }
    }
    for (const YamlNode &word : words)
        changeFlagIn(word, candidates);
    if (words.empty() || !candidates.isEmpty())
        return;
    // ["worker"]: one more word behind it.
    const YamlNode &last = words.back();
    if (!std::any_of(words.begin(), words.end(), [](const YamlNode &word) { return word.text == QLatin1String("worker"); }))
        return;
    const QByteArray word = writtenScalar(flagName() + QLatin1Char('=') + m_change.value, last.style);
    if (command->style == YamlNode::Style::Flow) {
        candidates.append({spliced(last.end, last.end, ", " + word), true});
    } else if (const std::optional<QByteArray> indent = indentOf(m_bytes.lastIndexOf('-', last.start - 1))) {
        const qsizetype end = endOfLine(last.contentEnd(m_bytes));
        candidates.append({spliced(end, end, lineEnd() + *indent + "- " + word), true});
    }
}

void ComposeSplicer::changeFlagIn(const YamlNode &scalar, QList<Candidate> &candidates) const
{
    // In the bytes as written: whatever else is quoted or escaped there stays so.
    const QByteArray raw = m_bytes.mid(scalar.start, scalar.end - scalar.start);
    const QString text = QString::fromUtf8(raw);
    const auto offset = [&text, &scalar](qsizetype characters) { return scalar.start + text.left(characters).toUtf8().size(); };
    if (const auto flag = flagPattern().match(text); flag.hasMatch()) {
        candidates.append({spliced(offset(flag.capturedStart(1)), offset(flag.capturedEnd(1)), m_change.value.toUtf8()), false});
        return;
    }
    if (scalar.text.trimmed() == QLatin1String("worker") && m_resolver.target(m_found)->kind == YamlNode::Kind::Sequence)
        return; // a word of a list: the flag is a word of its own
    if (const auto worker = workerPattern().match(text); worker.hasMatch()) {
        const qsizetype end = offset(worker.capturedEnd());
        candidates.append({spliced(end, end, ' ' + flagName().toUtf8() + '=' + m_change.value.toUtf8()), true});
    }
}

void ComposeSplicer::insertKey(QList<Candidate> &candidates) const
{
    const YamlNode &node = *m_deepest;
    switch (node.kind) {
    case YamlNode::Kind::Alias:
        // "environment: *shared" becomes the same and one key more.
        if (isMapping(m_resolver.target(&node)))
            candidates.append({spliced(node.start, node.end, "{<<: *" + node.text.toUtf8() + " , " + flowKeys(false) + '}'), true});
        return;
    case YamlNode::Kind::Sequence:
        insertIntoList(candidates);
        return;
    case YamlNode::Kind::Mapping:
        if (node.style == YamlNode::Style::Flow)
            insertFlow(candidates);
        else
            insertBlock(candidates);
        return;
    case YamlNode::Kind::Scalar:
        break;
    }
    if (!node.isNull() || m_deepestKey == nullptr)
        return;
    const std::optional<QByteArray> indent = indentOf(m_deepestKey->start);
    if (m_parentIsFlow || !indent) {
        candidates.append({spliced(node.start, node.end, " {" + flowKeys(false) + '}'), true});
    } else if (node.start == node.end) {
        const qsizetype end = endOfLine(node.start);
        candidates.append({spliced(end, end, lineEnd() + blockKeys(*indent + step())), true});
    } else {
        candidates.append({spliced(node.start, node.end, '{' + flowKeys(false) + '}'), true});
    }
}

void ComposeSplicer::insertIntoList(QList<Candidate> &candidates) const
{
    const YamlNode &list = *m_deepest;
    if (m_change.kind != SettingChange::Kind::Environment)
        return;
    const QString text = m_change.variable + QLatin1Char('=') + withoutReferences(m_change.value);
    const YamlNode::Style style = list.values.empty() ? YamlNode::Style::DoubleQuoted : list.values.back().style;
    const QByteArray item = writtenScalar(text, style);
    if (list.values.empty()) {
        candidates.append({spliced(list.start + 1, list.start + 1, item), true});
        return;
    }
    const qsizetype last = list.values.back().contentEnd(m_bytes);
    if (list.style == YamlNode::Style::Flow) {
        candidates.append({spliced(last, last, ", " + item), true});
        return;
    }
    if (const std::optional<QByteArray> indent = indentOf(m_bytes.lastIndexOf('-', list.values.front().start - 1))) {
        const qsizetype end = endOfLine(last);
        candidates.append({spliced(end, end, lineEnd() + *indent + "- " + item), true});
    }
}

void ComposeSplicer::insertBlock(QList<Candidate> &candidates) const
{
    const YamlNode &mapping = *m_deepest;
    const qsizetype first = mapping.keys.front().start;
    const std::optional<QByteArray> indent = indentOf(first);
    if (!indent)
        return;
    const QByteArray lines = blockKeys(*indent);
    const qsizetype end = endOfLine(mapping.contentEnd(m_bytes));
    candidates.append({spliced(end, end, lineEnd() + lines), true});
    // Behind a block scalar that keeps its empty lines ("|+") that would be
    // part of the text: then before the first key.
    candidates.append({spliced(first, first, lines.mid(indent->size()) + lineEnd() + *indent), true});
}

void ComposeSplicer::insertFlow(QList<Candidate> &candidates) const
{
    const YamlNode &mapping = *m_deepest;
    const bool json = !mapping.keys.empty() && mapping.keys.front().style == YamlNode::Style::DoubleQuoted;
    const QByteArray keys = flowKeys(json);
    if (mapping.keys.empty()) {
        candidates.append({spliced(mapping.start + 1, mapping.start + 1, keys), true});
        return;
    }
    const qsizetype end = mapping.values.back().contentEnd(m_bytes);
    // A blank: a comma could be taken for a part of what an alias is called.
    const QByteArray blank = mapping.values.back().kind == YamlNode::Kind::Alias ? " " : "";
    candidates.append({spliced(end, end, blank + ", " + keys), true});
    const qsizetype first = mapping.keys.front().start;
    candidates.append({spliced(first, first, keys + ", "), true});
}

QByteArray ComposeSplicer::newValue() const
{
    if (m_change.kind == SettingChange::Kind::Environment)
        return writtenScalar(withoutReferences(m_change.value), YamlNode::Style::DoubleQuoted);
    if (m_change.kind != SettingChange::Kind::ConcurrencyFlag)
        return writtenScalar(m_change.value, YamlNode::Style::Plain);

    // The command that an anchor gives, with the flag changed.
    const YamlNode *command = m_resolver.target(m_found);
    const auto withFlag = [this](QString text) {
        if (const auto match = flagPattern().match(text); match.hasMatch())
            return text.replace(match.capturedStart(1), match.capturedLength(1), m_change.value);
        if (const auto match = workerPattern().match(text); match.hasMatch())
            return text.insert(match.capturedEnd(), QLatin1Char(' ') + flagName() + QLatin1Char('=') + m_change.value);
        return text;
    };
    if (command == nullptr || command->kind != YamlNode::Kind::Sequence)
        return writtenScalar(withFlag(command == nullptr ? QString() : command->text), YamlNode::Style::DoubleQuoted);
    QList<QByteArray> words;
    const auto add = [&words](const QString &word) { words.append(writtenScalar(word, YamlNode::Style::DoubleQuoted)); };
    for (size_t i = 0; i < command->values.size(); ++i) {
        const YamlNode *word = m_resolver.target(&command->values.at(i));
        if (word == nullptr)
            continue;
        if (i > 0 && command->values.at(i - 1).text == flagName())
            add(m_change.value);
        else if (word->text == QLatin1String("worker"))
            add(word->text);
        else
            add(withFlag(word->text));
        const bool last = i + 1 == command->values.size();
        const auto isWorker = [](const YamlNode &one) { return one.text == QLatin1String("worker"); };
        const auto hasFlag = [](const YamlNode &one) { return one.text.contains(flagName()); };
        if (last && std::any_of(command->values.begin(), command->values.end(), isWorker)
            && std::none_of(command->values.begin(), command->values.end(), hasFlag))
            add(flagName() + QLatin1Char('=') + m_change.value);
    }
    return '[' + words.join(", ") + ']';
}

QByteArray ComposeSplicer::flowKeys(bool json) const
{
    const auto key = [json](const QString &name) -> QByteArray {
        return writtenScalar(name, json ? YamlNode::Style::DoubleQuoted : YamlNode::Style::Plain) + ": ";
    };
    // In JSON only numbers go without quotes.
    const bool number = m_change.kind == SettingChange::Kind::Replicas;
    QByteArray result = json && !number ? writtenScalar(withoutReferences(m_change.value), YamlNode::Style::DoubleQuoted) : newValue();
    for (qsizetype i = m_path.size() - 1; i >= m_depth; --i) {
        result = key(m_path.at(i)) + result;
        if (i == m_depth + 1 && !m_mergeName.isEmpty())
            result = "<<: *" + m_mergeName.toUtf8() + " , " + result;
        if (i > m_depth)
            result = '{' + result + '}';
    }
    return result;
}

QByteArray ComposeSplicer::blockKeys(const QByteArray &firstIndent) const
{
    QByteArray result;
    QByteArray indent = firstIndent;
    for (qsizetype i = m_depth; i < m_path.size(); ++i) {
        if (i == m_depth + 1 && !m_mergeName.isEmpty())
            result += indent + "<<: *" + m_mergeName.toUtf8() + lineEnd();
        result += indent + writtenScalar(m_path.at(i), YamlNode::Style::Plain) + ':';
        result += i + 1 < m_path.size() ? lineEnd() : ' ' + newValue();
        indent += step();
    }
    return result;
}

QByteArray ComposeSplicer::lineEnd() const
{
    const qsizetype first = m_bytes.indexOf('\n');
    return first > 0 && m_bytes.at(first - 1) == '\r' ? QByteArray("\r\n") : QByteArray("\n");
}

QByteArray ComposeSplicer::step() const
{
    const YamlNode *services = m_way.size() > 1 ? m_way.at(1) : nullptr;
    if (isMapping(services) && services->style == YamlNode::Style::Block) {
        const std::optional<QByteArray> indent = indentOf(services->keys.front().start);
        if (indent && !indent->isEmpty())
            return *indent;
    }
    return QByteArray(2, ' ');
}

std::optional<QByteArray> ComposeSplicer::indentOf(qsizetype at) const
{
    if (at < 0)
        return std::nullopt;
    qsizetype lineStart = at > 0 ? m_bytes.lastIndexOf('\n', at - 1) + 1 : 0;
    if (lineStart == 0 && m_bytes.startsWith("\xef\xbb\xbf"))
        lineStart = 3;
    const QByteArray before = m_bytes.mid(lineStart, at - lineStart);
    if (before.count(' ') != before.size())
        return std::nullopt;
    return before;
}

qsizetype ComposeSplicer::endOfLine(qsizetype at) const
{
    qsizetype end = m_bytes.indexOf('\n', at);
    if (end < 0)
        end = m_bytes.size();
    return end > at && m_bytes.at(end - 1) == '\r' ? end - 1 : end;
}

QByteArray ComposeSplicer::spliced(qsizetype from, qsizetype to, const QByteArray &with) const
{
    QByteArray result = m_bytes;
    return result.replace(from, to - from, with);
}

} // namespace quarterdeck::stack
