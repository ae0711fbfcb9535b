// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace quarterdeck::stack {

/// A value with one variable in it: "${LIMIT:-512}m" is {"", LIMIT, "m"}.
struct Reference
{
    QString before;
    QString variable;
    QString after;

    /// What the variable must hold for the whole to become `value`; nothing
    /// where the text around it does not allow that.
    [[nodiscard]] std::optional<QString> valueFor(const QString &value) const;
};

/// Names of the variables that Compose puts into a text ($A, ${A}, ${A:-b},
/// ${A:?b}, ${A:-${B}}); "$$" is a dollar sign.
[[nodiscard]] QStringList variablesIn(const QString &text);

/// The text taken apart, when exactly one variable stands in it.
[[nodiscard]] std::optional<Reference> referenceIn(const QString &text);

/// A text as Compose has to find it so that it becomes this one.
[[nodiscard]] QString withoutReferences(QString text);

/// A place inside a model: {"services", "worker", "deploy", "replicas"}.
using ModelPath = QStringList;

/// Where the services of a resolved file use a variable, by its name. An
/// environment variable without a value is taken from the variable of its name.
[[nodiscard]] QMap<QString, QList<ModelPath>> variablesUsed(const QJsonValue &services, const ModelPath &at);

/// Every place where two models differ. Nothing, null and {} are alike: Compose
/// writes out empty parts of what is there.
[[nodiscard]] QList<ModelPath> differences(const QJsonValue &before, const QJsonValue &after, const ModelPath &at = {});

/// Whether a place lies at or below another.
[[nodiscard]] bool liesWithin(const ModelPath &path, const ModelPath &outer);

} // namespace quarterdeck::stack
