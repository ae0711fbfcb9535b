// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/settingreader.h"

#include "foundation/atomicfile.h"
#include "stack/containerfile.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace quarterdeck::stack {

namespace {

struct SettingText
{
    Q_DECLARE_TR_FUNCTIONS(Setting)
};

/// What n8n makes of the text: trimmed, and without quotes that enclose the whole.
/// Source: n8n packages/@n8n/config/src/decorators.ts.
QString asRead(const QString &text)
{
    const QString value = text.trimmed();
    const bool quoted
        = value.size() >= 2 && value.front() == value.back() && (value.front() == QLatin1Char('"') || value.front() == QLatin1Char('\''));
    return quoted ? value.mid(1, value.size() - 2) : value;
}

constexpr qint64 largestSettingFile = 1024 * 1024;

Result<QByteArray> readFromContainer(const JobContext &context, docker::DockerPort &docker, const QString &containerId, const QString &path)
{
    QByteArray bytes;
    QD_CHECK(readContainerFile(context, docker, containerId, path, [&bytes](QByteArrayView chunk) -> Result<void> {
        if (bytes.size() + chunk.size() > largestSettingFile)
            return fail(ErrorKind::Invalid, SettingText::tr("The file is too large to be a setting."));
        bytes.append(chunk);
        return {};
    }));
    return bytes;
}

} // namespace

SettingReader::SettingReader(docker::DockerPort &docker, const Service &service, QHash<QString, QString> secretFiles)
    : m_docker(docker)
    , m_service(service)
    , m_secretFiles(std::move(secretFiles))
{
}

QString SettingReader::plain(const QString &name, const QString &otherwise) const
{
    const QString value = asRead(m_service.environment.value(name));
    return value.isEmpty() ? otherwise : value;
}

QString SettingReader::text(const JobContext &context, const QString &name, const QString &otherwise)
{
    const QString value = QString::fromUtf8(secret(context, name).expose());
    return value.isEmpty() ? otherwise : value;
}

bool SettingReader::flag(const QString &name) const
{
    const QString value = plain(name).toLower();
    return value == QLatin1String("true") || value == QLatin1String("1");
}

bool SettingReader::fromFile(const QString &name) const
{
    return m_service.environment.value(name).isEmpty() && m_service.environment.contains(name + QLatin1String("_FILE"));
}

Secret SettingReader::secret(const JobContext &context, const QString &name)
{
    if (const QString value = asRead(m_service.environment.value(name)); !value.isEmpty())
        return Secret(value);
    const QString path = m_service.environment.value(name + QLatin1String("_FILE"));
    if (path.isEmpty())
        return {};
    const Result<QByteArray> contents = fileContents(context, path);
    if (!contents) {
        m_problems.append(SettingText::tr("The file %1 that %2_FILE names could not be read.").arg(path, name));
        return {};
    }
    return Secret(asRead(QString::fromUtf8(*contents)));
}

Result<QByteArray> SettingReader::fileContents(const JobContext &context, const QString &path)
{
    if (const QString onHost = m_secretFiles.value(path); !onHost.isEmpty()) {
        if (Result<QByteArray> contents = readWholeFile(onHost, largestSettingFile); contents)
            return contents;
    }
    for (const docker::Mount &mount : m_service.mounts) {
        if (mount.type != QLatin1String("bind"))
            continue;
        const bool exact = path == mount.destination;
        if (!exact && !path.startsWith(mount.destination + QLatin1Char('/')))
            continue;
        if (Result<QByteArray> contents = readWholeFile(mount.source + path.mid(mount.destination.size()), largestSettingFile); contents)
            return contents;
    }
    if (m_service.containers.isEmpty())
        return fail(ErrorKind::NotFound, SettingText::tr("There is no container to read %1 from.").arg(path));
    return readFromContainer(context, m_docker, m_service.containers.first().id, path);
}

QString n8nDataFolder(const Service &service)
{
    const QString folder = service.environment.value(QStringLiteral("N8N_USER_FOLDER"));
    return (folder.isEmpty() ? QStringLiteral("/home/node") : folder) + QLatin1String("/.n8n");
}

Result<KeyInForce> readEncryptionKey(const JobContext &context, docker::DockerPort &docker, const Service &service,
                                     const QHash<QString, QString> &secretFiles)
{
    const QString name = QStringLiteral("N8N_ENCRYPTION_KEY");
    SettingReader settings(docker, service, secretFiles);
    if (Secret key = settings.secret(context, name); !key.isEmpty())
        return KeyInForce{key, settings.fromFile(name) ? EncryptionKey::Origin::File : EncryptionKey::Origin::Environment};
    if (!settings.problems().isEmpty())
        return fail(ErrorKind::NotFound, settings.problems().first());
    if (service.containers.isEmpty())
        return fail(ErrorKind::NotFound, SettingText::tr("There is no n8n container whose data folder could hold a key."));
    QD_TRY(const QByteArray config,
           readFromContainer(context, docker, service.containers.first().id, n8nDataFolder(service) + QLatin1String("/config")));
    const QString key = QJsonDocument::fromJson(config).object().value(QLatin1String("encryptionKey")).toString();
    if (key.isEmpty())
        return fail(ErrorKind::NotFound, SettingText::tr("n8n's settings file holds no encryption key."));
    return KeyInForce{Secret(key), EncryptionKey::Origin::Volume};
}

} // namespace quarterdeck::stack
