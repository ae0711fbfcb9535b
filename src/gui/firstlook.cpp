// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/firstlook.h"

#include "stack/discovery.h"

namespace quarterdeck::gui {

namespace {

/// Answers at once, always the same: discovery then reads containers instead.
class NoCompose final : public compose::ComposePort
{
public:
    Result<QString> version(const JobContext &) override { return refusal(); }
    Result<Config> config(const JobContext &, const compose::Project &) override { return refusal(); }
    Result<void> validate(const JobContext &, const compose::Project &) override { return refusal(); }
    Result<void> up(const JobContext &, const compose::Project &, const compose::UpOptions &) override { return refusal(); }
    Result<void> down(const JobContext &, const compose::Project &, bool) override { return refusal(); }
    Result<void> start(const JobContext &, const compose::Project &, const QStringList &) override { return refusal(); }
    Result<void> stop(const JobContext &, const compose::Project &, const QStringList &) override { return refusal(); }
    Result<void> restart(const JobContext &, const compose::Project &, const QStringList &) override { return refusal(); }

private:
    /// Never shown: it only becomes a remark of a picture that is replaced.
    [[nodiscard]] static tl::unexpected<Error> refusal() { return fail(ErrorKind::Unsupported, QStringLiteral("Compose is not asked here.")); }
};

} // namespace

Result<stack::Stack> firstLook(const JobContext &context, docker::DockerPort &docker, const QString &wanted)
{
    NoCompose compose;
    stack::Discovery discovery(docker, compose);
    QD_TRY(const QString id, discovery.choose(context, wanted));
    return discovery.read(context, id);
}

} // namespace quarterdeck::gui
