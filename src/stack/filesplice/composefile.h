// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/filesplice/settingchange.h"
#include "stack/filesplice/yamltree.h"

#include <QJsonObject>

namespace quarterdeck::stack {

/// A compose file as bytes, with what has to be known to change one setting
/// of it by splicing: no other byte changes, ever.
class ComposeFile final
{
public:
    /// Errors: as parseYaml(); Invalid when it is no mapping at all.
    [[nodiscard]] static Result<ComposeFile> parse(QByteArray bytes);

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] bool hasService(const QString &service) const;

    /// The file with aliases and merge keys (<<) worked in and environment
    /// lists as mappings; variables as they are written, extensions (x-...) left out.
    /// Every scalar is text, what is empty is null.
    [[nodiscard]] const QJsonObject &resolved() const { return m_resolved; }

    /// What the file says of a setting, if it says anything.
    struct Held
    {
        QString text; ///< as written, variables included
        bool own = false; ///< written in the service itself, not got from an anchor
        std::optional<Reference> reference; ///< the one variable that stands in it
    };
    [[nodiscard]] std::optional<Held> find(const SettingChange &change, const ModelPath &place) const;

    /// The bytes with the setting changed in this place: the value that stands
    /// in the service is replaced, else a key of its own is put in.
    /// The result has been read back: it says what was asked for and differs in nothing else.
    /// Errors: Unsupported with the reason why this file must be changed by hand.
    struct Splice
    {
        QByteArray bytes;
        ModelPath path; ///< of what was changed
        bool inserted = false;
    };
    [[nodiscard]] Result<Splice> changed(const SettingChange &change, const ModelPath &place) const;

private:
    friend class ComposeSplicer;
    ComposeFile(QByteArray bytes, YamlNode root);

    QByteArray m_bytes;
    YamlNode m_root;
    QJsonObject m_resolved;
};

} // namespace quarterdeck::stack
