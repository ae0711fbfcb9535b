// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"
#include "foundation/secret.h"
#include "stack/stack.h"

namespace quarterdeck::stack {

/// Reads n8n's settings the way n8n does: NAME, else the contents of the file
/// that NAME_FILE names. The file is looked for on the host behind secrets and
/// bind mounts, else read out of the container.
class SettingReader final
{
public:
    /// @param secretFiles container path -> file on the host (Compose secrets)
    SettingReader(docker::DockerPort &docker, const Service &service, QHash<QString, QString> secretFiles);

    [[nodiscard]] QString plain(const QString &name, const QString &otherwise = {}) const;
    /// NAME, else the file's contents; for what is no secret (host, user, ...).
    [[nodiscard]] QString text(const JobContext &context, const QString &name, const QString &otherwise = {});
    [[nodiscard]] bool flag(const QString &name) const; ///< "true" and "1" are yes, as in n8n
    /// Empty when it is not set or cannot be read; `problems()` tells the latter.
    [[nodiscard]] Secret secret(const JobContext &context, const QString &name);
    [[nodiscard]] bool fromFile(const QString &name) const;
    [[nodiscard]] const QStringList &problems() const { return m_problems; }

private:
    [[nodiscard]] Result<QByteArray> fileContents(const JobContext &context, const QString &path);

    docker::DockerPort &m_docker;
    const Service &m_service;
    QHash<QString, QString> m_secretFiles;
    QStringList m_problems;
};

/// The instance key in force, as main sees it: environment, file, or
/// `encryptionKey` in the settings file of its data folder.
struct KeyInForce
{
    Secret key;
    EncryptionKey::Origin origin = EncryptionKey::Origin::Unknown;
};
/// Errors: NotFound when there is no key to be found anywhere.
[[nodiscard]] Result<KeyInForce> readEncryptionKey(const JobContext &context, docker::DockerPort &docker, const Service &service,
                                                   const QHash<QString, QString> &secretFiles = {});

/// n8n's data folder inside its container: $N8N_USER_FOLDER/.n8n, else /home/node/.n8n.
[[nodiscard]] QString n8nDataFolder(const Service &service);

} // namespace quarterdeck::stack
