// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/filesplice/composefile.h"
#include "stack/filesplice/yamlresolver.h"

namespace quarterdeck::stack {

/// The value of --concurrency in a command, a text or a list; as written.
[[nodiscard]] std::optional<QString> concurrencyFlagIn(const QJsonValue &command);

/// Makes the bytes that may do for a change. It only proposes: ComposeFile
/// reads each proposal back before anybody gets to see it.
class ComposeSplicer final
{
    Q_DISABLE_COPY_MOVE(ComposeSplicer)

public:
    ComposeSplicer(const ComposeFile &file, const SettingChange &change, const ModelPath &place);

    struct Candidate
    {
        QByteArray bytes;
        bool inserted = false;
    };
    /// Best first. Errors: NotFound for a service that is not in the file,
    /// Unsupported for what no splice can do.
    [[nodiscard]] Result<QList<Candidate>> candidates() const;
    /// Whether the value stands in the service itself.
    [[nodiscard]] bool isOwn() const { return m_own && m_found != nullptr; }

private:
    void walk(const YamlNode &root);
    [[nodiscard]] const YamlNode *listItem(const YamlNode &list) const;
    [[nodiscard]] bool hasTag() const;

    void replaceScalar(QList<Candidate> &candidates) const;
    void changeCommand(QList<Candidate> &candidates) const;
    void changeFlagIn(const YamlNode &scalar, QList<Candidate> &candidates) const;
    void insertKey(QList<Candidate> &candidates) const;
    void insertIntoList(QList<Candidate> &candidates) const;
    void insertBlock(QList<Candidate> &candidates) const;
    void insertFlow(QList<Candidate> &candidates) const;

    [[nodiscard]] QByteArray newValue() const; ///< as a scalar, or the whole command
    [[nodiscard]] QByteArray flowKeys(bool json) const; ///< "deploy: {replicas: 3}"
    [[nodiscard]] QByteArray blockKeys(const QByteArray &indent) const;
    [[nodiscard]] QByteArray lineEnd() const;
    [[nodiscard]] QByteArray step() const; ///< by how much the file indents
    [[nodiscard]] std::optional<QByteArray> indentOf(qsizetype at) const; ///< when nothing else stands before it on its line
    [[nodiscard]] qsizetype endOfLine(qsizetype at) const; ///< before its line end
    [[nodiscard]] QByteArray spliced(qsizetype from, qsizetype to, const QByteArray &with) const;

    const ComposeFile &m_file;
    const QByteArray &m_bytes;
    const SettingChange &m_change;
    const ModelPath m_path; ///< from the root of the file
    const YamlResolver m_resolver;

    const YamlNode *m_found = nullptr; ///< the value, as written: an alias is not followed
    bool m_own = true;
    const YamlNode *m_deepest = nullptr; ///< the last node on the way that is the service's own
    const YamlNode *m_deepestKey = nullptr;
    bool m_parentIsFlow = false;
    qsizetype m_depth = 0; ///< keys of the path that lead to it
    QString m_mergeName; ///< anchor of what the first key to be put in would hide
    std::vector<const YamlNode *> m_way;
};

} // namespace quarterdeck::stack
