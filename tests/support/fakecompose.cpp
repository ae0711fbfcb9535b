// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakecompose.h"

namespace quarterdeck::test {

Result<void> FakeCompose::enter(const JobContext &context, const QString &call, const compose::Project &project)
{
    QD_CHECK(context.checkpoint());
    calls.append(call);
    lastProject = project;
    if (errors.contains(project.name))
        return fail(errors.value(project.name));
    return {};
}

Result<QString> FakeCompose::version(const JobContext &)
{
    return installed;
}

Result<compose::ComposePort::Config> FakeCompose::config(const JobContext &context, const compose::Project &project)
{
    QD_CHECK(enter(context, QLatin1String("config ") + project.name, project));
    if (!models.contains(project.name))
        return fail(ErrorKind::NotFound, QStringLiteral("no configuration file provided"));
    return models.value(project.name);
}

Result<void> FakeCompose::validate(const JobContext &context, const compose::Project &project)
{
    return enter(context, QLatin1String("validate ") + project.name, project);
}

Result<void> FakeCompose::up(const JobContext &context, const compose::Project &project, const compose::UpOptions &options)
{
    QD_CHECK(enter(context, QLatin1String("up ") + project.name, project));
    lastUp = options;
    if (onUp)
        return onUp();
    return {};
}

Result<void> FakeCompose::down(const JobContext &context, const compose::Project &project, bool withVolumes)
{
    return enter(context, QLatin1String("down ") + project.name + (withVolumes ? QLatin1String(" volumes") : QLatin1String("")), project);
}

Result<void> FakeCompose::start(const JobContext &context, const compose::Project &project, const QStringList &services)
{
    return enter(context, QLatin1String("start ") + services.join(QLatin1Char(' ')), project);
}

Result<void> FakeCompose::stop(const JobContext &context, const compose::Project &project, const QStringList &services)
{
    return enter(context, QLatin1String("stop ") + services.join(QLatin1Char(' ')), project);
}

Result<void> FakeCompose::restart(const JobContext &context, const compose::Project &project, const QStringList &services)
{
    return enter(context, QLatin1String("restart ") + services.join(QLatin1Char(' ')), project);
}

} // namespace quarterdeck::test
