// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/yamltree.h"

#include <QCoreApplication>

#include <libfyaml.h>

#include <algorithm>

namespace quarterdeck::stack {

namespace {

struct YamlText
{
    Q_DECLARE_TR_FUNCTIONS(Yaml)
};

constexpr int deepest = 64; ///< a compose file has five levels or so

struct ParserDeleter
{
    void operator()(fy_parser *parser) const { fy_parser_destroy(parser); }
};
struct DiagDeleter
{
    void operator()(fy_diag *diag) const { fy_diag_destroy(diag); }
};

qsizetype startOf(fy_token *token)
{
    const fy_mark *mark = token == nullptr ? nullptr : fy_token_start_mark(token);
    return mark == nullptr ? -1 : static_cast<qsizetype>(mark->input_pos);
}

qsizetype endOf(fy_token *token)
{
    const fy_mark *mark = token == nullptr ? nullptr : fy_token_end_mark(token);
    return mark == nullptr ? -1 : static_cast<qsizetype>(mark->input_pos);
}

QString textOf(fy_token *token)
{
    size_t length = 0;
    const char *text = token == nullptr ? nullptr : fy_token_get_text(token, &length);
    return text == nullptr ? QString() : QString::fromUtf8(text, static_cast<qsizetype>(length));
}

/// Turns the parser's events into nodes, by recursion.
class Builder final
{
    Q_DISABLE_COPY_MOVE(Builder)

public:
    explicit Builder(const QByteArray &bytes)
        : m_bytes(bytes)
        , m_offset(bytes.startsWith("\xef\xbb\xbf") ? 3 : 0)
    {
    }

    Result<YamlNode> build()
    {
        fy_diag_cfg diagConfig = {};
        fy_diag_cfg_default(&diagConfig);
        m_diag.reset(fy_diag_create(&diagConfig));
        if (m_diag)
            fy_diag_set_collect_errors(m_diag.get(), true);
        fy_parse_cfg config = {};
        config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_AUTO | FYPCF_JSON_NONE
                                                       | FYPCF_SLOPPY_FLOW_INDENTATION);
        config.diag = m_diag.get();
        m_parser.reset(fy_parser_create(&config));
        if (!m_parser || fy_parser_set_string(m_parser.get(), m_bytes.constData() + m_offset, static_cast<size_t>(m_bytes.size() - m_offset)) != 0)
            return fail(ErrorKind::Internal, YamlText::tr("The YAML parser could not be started."));

        YamlNode root;
        int documents = 0;
        while (true) {
            const Event event(m_parser.get());
            if (!event.get()) {
                if (fy_parser_get_stream_error(m_parser.get()))
                    return notYaml();
                break;
            }
            if (event.get()->type == FYET_STREAM_END)
                break;
            if (event.get()->type == FYET_DOCUMENT_START) {
                if (++documents > 1) {
                    return fail(ErrorKind::Unsupported, YamlText::tr("The file holds several YAML documents, divided by \"---\"."), {},
                                YamlText::tr("Change it by hand, or keep one document a file."));
                }
                continue;
            }
            if (event.get()->type == FYET_STREAM_START || event.get()->type == FYET_DOCUMENT_END)
                continue;
            QD_TRY(root, node(event.get(), 0));
        }
        return root;
    }

private:
    class Event final
    {
        Q_DISABLE_COPY_MOVE(Event)

    public:
        explicit Event(fy_parser *parser)
            : m_parser(parser)
            , m_event(fy_parser_parse(parser))
        {
        }
        ~Event() { fy_parser_event_free(m_parser, m_event); }
        [[nodiscard]] fy_event *get() const { return m_event; }

    private:
        fy_parser *m_parser;
        fy_event *m_event;
    };

    [[nodiscard]] tl::unexpected<Error> notYaml() const
    {
        QString detail;
        void *iterator = nullptr;
        while (fy_diag_error *problem = m_diag ? fy_diag_errors_iterate(m_diag.get(), &iterator) : nullptr) {
            detail = YamlText::tr("line %1: %2").arg(problem->line).arg(QString::fromUtf8(problem->msg));
            break;
        }
        return fail(ErrorKind::Invalid, YamlText::tr("The file is not valid YAML."), detail);
    }

    [[nodiscard]] int lineOf(qsizetype offset) const { return static_cast<int>(m_bytes.left(offset).count('\n')) + 1; }

    Result<YamlNode> node(fy_event *event, int depth)
    {
        if (depth > deepest)
            return fail(ErrorKind::Invalid, YamlText::tr("The file is nested too deeply."));
        YamlNode result;
        switch (event->type) {
        case FYET_ALIAS:
            result.kind = YamlNode::Kind::Alias;
            result.text = textOf(event->alias.anchor);
            place(result, startOf(event->alias.anchor), endOf(event->alias.anchor));
            // The mark stands before or behind the asterisk, by the library's version.
            if (result.start > 0 && m_bytes.at(result.start) != '*' && m_bytes.at(result.start - 1) == '*')
                --result.start;
            return result;
        case FYET_SCALAR:
            scalar(result, event);
            return result;
        case FYET_MAPPING_START:
            result.kind = YamlNode::Kind::Mapping;
            result.anchor = textOf(event->mapping_start.anchor);
            result.tag = textOf(event->mapping_start.tag);
            QD_CHECK(members(result, startOf(event->mapping_start.mapping_start), depth));
            return result;
        case FYET_SEQUENCE_START:
            result.kind = YamlNode::Kind::Sequence;
            result.anchor = textOf(event->sequence_start.anchor);
            result.tag = textOf(event->sequence_start.tag);
            QD_CHECK(members(result, startOf(event->sequence_start.sequence_start), depth));
            return result;
        default:
            return notYaml();
        }
    }

    void place(YamlNode &node, qsizetype start, qsizetype end)
    {
        // What is not written at all stands where the last token ended.
        node.start = start < 0 ? m_last : start + m_offset;
        node.end = end < 0 ? node.start : std::max(node.start, end + m_offset);
        m_last = std::max(m_last, node.end);
    }

    void scalar(YamlNode &result, fy_event *event)
    {
        fy_token *token = event->scalar.value;
        result.text = textOf(token);
        result.anchor = textOf(event->scalar.anchor);
        result.tag = textOf(event->scalar.tag);
        place(result, startOf(token), endOf(token));
        char quote = '\0';
        switch (fy_token_scalar_style(token)) {
        case FYSS_SINGLE_QUOTED:
            result.style = YamlNode::Style::SingleQuoted;
            quote = '\'';
            break;
        case FYSS_DOUBLE_QUOTED:
            result.style = YamlNode::Style::DoubleQuoted;
            quote = '"';
            break;
        case FYSS_LITERAL:
        case FYSS_FOLDED:
            result.style = YamlNode::Style::Literal;
            break;
        default:
            result.style = YamlNode::Style::Plain;
        }
        // The marks are those of what is between the quotes.
        if (quote != '\0') {
            if (result.start > 0 && m_bytes.at(result.start - 1) == quote)
                --result.start;
            if (result.end < m_bytes.size() && m_bytes.at(result.end) == quote)
                ++result.end;
            m_last = std::max(m_last, result.end);
        }
    }

    /// Of a mapping or a sequence, up to its end event.
    Result<void> members(YamlNode &result, qsizetype start, int depth)
    {
        const bool mapping = result.kind == YamlNode::Kind::Mapping;
        const char open = mapping ? '{' : '[';
        const qsizetype at = start < 0 ? -1 : start + m_offset;
        const bool flow = at >= 0 && at < m_bytes.size() && m_bytes.at(at) == open;
        result.style = flow ? YamlNode::Style::Flow : YamlNode::Style::Block;
        if (flow)
            m_last = std::max(m_last, at + 1);
        while (true) {
            const Event event(m_parser.get());
            if (!event.get())
                return notYaml();
            if (event.get()->type == FYET_MAPPING_END || event.get()->type == FYET_SEQUENCE_END) {
                fy_token *token = mapping ? event.get()->mapping_end.mapping_end : event.get()->sequence_end.sequence_end;
                if (flow) {
                    result.start = at;
                    result.end = endOf(token) < 0 ? m_last : endOf(token) + m_offset;
                    m_last = std::max(m_last, result.end);
                } else if (!result.values.empty()) {
                    result.start = mapping ? result.keys.front().start : at;
                    result.end = result.values.back().end;
                } else {
                    result.start = result.end = m_last;
                }
                return {};
            }
            QD_TRY(YamlNode member, node(event.get(), depth + 1));
            if (!mapping || result.keys.size() > result.values.size()) {
                result.values.push_back(std::move(member));
                continue;
            }
            QD_CHECK(checkKey(result, member));
            m_last = std::max(m_last, member.end + 1); // its colon
            result.keys.push_back(std::move(member));
        }
    }

    [[nodiscard]] Result<void> checkKey(const YamlNode &mapping, const YamlNode &key) const
    {
        if (key.kind != YamlNode::Kind::Scalar)
            return fail(ErrorKind::Unsupported, YamlText::tr("Line %1 has a key that is not a word.").arg(lineOf(key.start)));
        if (mapping.find(key.text) != nullptr) {
            return fail(ErrorKind::Invalid, YamlText::tr("Line %1 has the key \"%2\" a second time.").arg(lineOf(key.start)).arg(key.text), {},
                        YamlText::tr("Remove one of the two, then try again."));
        }
        return {};
    }

    const QByteArray &m_bytes;
    const qsizetype m_offset; ///< of a byte order mark, which the parser does not see
    qsizetype m_last = 0; ///< end of the token before
    std::unique_ptr<fy_diag, DiagDeleter> m_diag;
    std::unique_ptr<fy_parser, ParserDeleter> m_parser;
};

} // namespace

bool YamlNode::isNull() const
{
    return kind == Kind::Scalar && style == Style::Plain
        && (text.isEmpty() || text == QLatin1String("~") || text.compare(QLatin1String("null"), Qt::CaseInsensitive) == 0);
}

const YamlNode *YamlNode::find(const QString &key) const
{
    for (size_t i = 0; i < keys.size() && i < values.size(); ++i) {
        if (keys.at(i).text == key)
            return &values.at(i);
    }
    return nullptr;
}

qsizetype YamlNode::contentEnd(const QByteArray &bytes) const
{
    if (style == Style::Block && !values.empty()) {
        const qsizetype ofValue = values.back().contentEnd(bytes);
        return keys.empty() ? ofValue : std::max(ofValue, keys.back().end);
    }
    qsizetype at = std::min(end, bytes.size());
    if (style == Style::Literal || style == Style::Plain) {
        while (at > start && (bytes.at(at - 1) == '\n' || bytes.at(at - 1) == '\r' || bytes.at(at - 1) == ' '))
            --at;
    }
    return at;
}

Result<YamlNode> parseYaml(const QByteArray &bytes)
{
    return Builder(bytes).build();
}

} // namespace quarterdeck::stack
