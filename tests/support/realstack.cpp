// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/realstack.h"

#include "foundation/filedescriptor.h"

#include <QFile>

#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>

namespace quarterdeck::test {

QString realStackName()
{
    return qEnvironmentVariable("QUARTERDECK_TEST_STACK");
}

QString realStackFolder()
{
    return qEnvironmentVariable("QUARTERDECK_TEST_STACK_DIR");
}

QString engineSocket()
{
    const QString host = qEnvironmentVariable("DOCKER_HOST");
    return host.startsWith(QLatin1String("unix://")) ? host.mid(7) : QStringLiteral("/var/run/docker.sock");
}

bool engineAnswers()
{
    const FileDescriptor fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const QByteArray path = QFile::encodeName(engineSocket());
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(std::min<qsizetype>(path.size(), sizeof address.sun_path - 1)));
    return ::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
}

bool stackRequired()
{
    return qEnvironmentVariableIsSet("QUARTERDECK_REQUIRE_STACK");
}

} // namespace quarterdeck::test
