// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/support/testcontainer.h"

#include "adapters/process/localprocess.h"
#include "support/realstack.h"

#include <QRandomGenerator>

namespace quarterdeck::test {

Result<QString> docker(const QStringList &arguments, const QMap<QString, QString> &environment)
{
    process::LocalProcess process;
    process::ProcessSpec spec;
    spec.program = QStringLiteral("docker");
    spec.arguments = arguments;
    spec.environment = environment;
    QD_TRY(const process::ProcessOutput output, process.run(JobContext().withTimeout(std::chrono::minutes(2)), spec));
    if (output.exitCode != 0) {
        return fail(ErrorKind::Internal, QStringLiteral("docker %1 failed").arg(arguments.value(0)),
                    QString::fromUtf8(output.standardError + output.standardOutput));
    }
    return QString::fromUtf8(output.standardOutput).trimmed();
}

QString localImage(const QString &service)
{
    QStringList found;
    if (!realStackName().isEmpty()) {
        found.append(docker({QStringLiteral("ps"), QStringLiteral("--filter"), QStringLiteral("label=com.docker.compose.project=") + realStackName(),
                             QStringLiteral("--filter"), QStringLiteral("label=com.docker.compose.service=") + service, QStringLiteral("--format"),
                             QStringLiteral("{{.Image}}")})
                         .value_or(QString()));
    }
    for (const QString &repository : QStringList{QStringLiteral("quarterdeck/") + service, service}) {
        found.append(docker({QStringLiteral("images"), QStringLiteral("--format"), QStringLiteral("{{.Repository}}:{{.Tag}}"), repository})
                         .value_or(QString()));
    }
    for (const QString &images : std::as_const(found)) {
        // Newest first; the oldest version is what most people run.
        if (!images.isEmpty())
            return images.section(QLatin1Char('\n'), -1);
    }
    return {};
}

TestContainer::~TestContainer()
{
    if (!m_id.isEmpty())
        (void)docker({QStringLiteral("rm"), QStringLiteral("--force"), QStringLiteral("--volumes"), m_id});
    if (!m_network.isEmpty())
        (void)docker({QStringLiteral("network"), QStringLiteral("rm"), m_network});
}

Result<void> TestContainer::run(const QStringList &options, const QString &image, const QStringList &command,
                                const QMap<QString, QString> &environment)
{
    QStringList arguments = {QStringLiteral("create"), QStringLiteral("--label"), QStringLiteral("quarterdeck.test=1")};
    if (!options.contains(QStringLiteral("--network"))) {
        QD_TRY(m_network,
               docker({QStringLiteral("network"), QStringLiteral("create"), QStringLiteral("--label"), QStringLiteral("quarterdeck.test=1"),
                       QStringLiteral("quarterdeck-test-%1").arg(QRandomGenerator::global()->generate(), 8, 16, QLatin1Char('0'))}));
        arguments << QStringLiteral("--network") << m_network;
    }
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        arguments << QStringLiteral("--env") << it.key();
    // Created first and then started, so that one which does not start is removed too.
    QD_TRY(m_id, docker(arguments + options + QStringList{image} + command, environment));
    QD_CHECK(docker({QStringLiteral("start"), m_id}));
    return {};
}

qint64 TestContainer::pid() const
{
    return docker({QStringLiteral("inspect"), QStringLiteral("--format"), QStringLiteral("{{.State.Pid}}"), m_id}).value_or(QString()).toLongLong();
}

quint16 TestContainer::hostPort(quint16 containerPort) const
{
    const QString line = docker({QStringLiteral("port"), m_id, QString::number(containerPort)}).value_or(QString()).section(QLatin1Char('\n'), 0, 0);
    return line.section(QLatin1Char(':'), -1).toUShort();
}

} // namespace quarterdeck::test
