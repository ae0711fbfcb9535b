// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/compose/composeport.h"

#include <QHash>

namespace quarterdeck::test {

/// Compose with models and errors by project name; writes down what it was
/// told to do. A project nothing is known of is NotFound.
class FakeCompose final : public compose::ComposePort
{
    Q_DISABLE_COPY_MOVE(FakeCompose)

public:
    FakeCompose() = default;

    Result<QString> installed = QStringLiteral("2.26.1");
    QHash<QString, Config> models; ///< project name -> what config() gives
    QHash<QString, Error> errors; ///< project name -> what every call on it gives
    compose::UpOptions lastUp; ///< of the last up()
    std::function<Result<void>()> onUp; ///< what an up() brings about; may be empty
    QStringList calls; ///< "config NAME", "up NAME", "down NAME volumes", ...
    compose::Project lastProject; ///< as it came with the last call

    Result<QString> version(const JobContext &context) override;
    Result<Config> config(const JobContext &context, const compose::Project &project) override;
    Result<void> validate(const JobContext &context, const compose::Project &project) override;
    Result<void> up(const JobContext &context, const compose::Project &project, const compose::UpOptions &options) override;
    Result<void> down(const JobContext &context, const compose::Project &project, bool withVolumes) override;
    Result<void> start(const JobContext &context, const compose::Project &project, const QStringList &services) override;
    Result<void> stop(const JobContext &context, const compose::Project &project, const QStringList &services) override;
    Result<void> restart(const JobContext &context, const compose::Project &project, const QStringList &services) override;

private:
    [[nodiscard]] Result<void> enter(const JobContext &context, const QString &call, const compose::Project &project);
};

} // namespace quarterdeck::test
