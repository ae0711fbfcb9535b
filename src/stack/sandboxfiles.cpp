// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/sandboxfiles.h"

#include "foundation/atomicfile.h"
#include "foundation/filedescriptor.h"
#include "stack/dotenv.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>

// Outside the namespace: Qt's macro declares a function. A static library's
// resources are dropped by the linker unless somebody asks for them.
static void initSandboxResources()
{
    Q_INIT_RESOURCE(sandbox);
}

namespace quarterdeck::stack {

namespace {

struct SandboxFilesText
{
    Q_DECLARE_TR_FUNCTIONS(SandboxFiles)
};

const QString resourceRoot = QStringLiteral(":/sandbox/");
const QString recordName = QStringLiteral(".quarterdeck-files.json");

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QStringList embeddedFiles()
{
    initSandboxResources();
    QStringList files;
    QDirIterator it(resourceRoot, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next().mid(resourceRoot.size()));
    files.sort();
    return files;
}

Result<void> makeReadableFolder(const QString &root, const QString &relative)
{
    QString path = root;
    for (const QString &part : relative.split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
        path += QLatin1Char('/') + part;
        QD_CHECK(makeFolder(path, 0755));
        // mkdir(2) takes the umask off; the servers' users must get in.
        if (::chmod(QFile::encodeName(path).constData(), 0755) != 0)
            return fail(errorFromErrno(errno, SandboxFilesText::tr("Could not set the mode of %1.").arg(path)));
    }
    return {};
}

} // namespace

bool isPortFree(quint16 port)
{
    const FileDescriptor fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int reuse = 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::bind(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
}

QByteArray withSecrets(const QByteArray &envTemplate)
{
    static const QRegularExpression placeholder(QStringLiteral("@RANDOM:([0-9]+)@"));
    static const QString alphabet = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    QStringList lines = QString::fromUtf8(envTemplate).split(QLatin1Char('\n'));
    for (QString &line : lines) {
        if (line.trimmed().startsWith(QLatin1Char('#')))
            continue;
        while (true) {
            const QRegularExpressionMatch match = placeholder.match(line);
            if (!match.hasMatch())
                break;
            QString secret;
            for (int i = 0; i < match.captured(1).toInt(); ++i)
                secret.append(alphabet.at(QRandomGenerator::system()->bounded(static_cast<int>(alphabet.size()))));
            line.replace(match.capturedStart(), match.capturedLength(), secret);
        }
    }
    return lines.join(QLatin1Char('\n')).toUtf8();
}

Result<void> writeSandboxFiles(const JobContext &context, const QString &folder)
{
    QD_CHECK(makeFolder(folder));
    const QString recordPath = folder + QLatin1Char('/') + recordName;
    QJsonObject record;
    if (QFile::exists(recordPath)) {
        QD_TRY(const QByteArray bytes, readWholeFile(recordPath));
        record = QJsonDocument::fromJson(bytes).object();
    } else if (!QDir(folder).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden)) {
        return fail(ErrorKind::Conflict, SandboxFilesText::tr("The folder %1 holds something that is not a sandbox stack.").arg(folder), {},
                    SandboxFilesText::tr("Choose an empty folder with --dir."));
    }
    for (const QString &file : embeddedFiles()) {
        QD_CHECK(context.checkpoint());
        QFile resource(resourceRoot + file);
        if (!resource.open(QIODevice::ReadOnly))
            return fail(ErrorKind::Internal, SandboxFilesText::tr("The embedded file %1 cannot be read.").arg(file));
        const QByteArray wanted = resource.readAll();
        const QString path = folder + QLatin1Char('/') + file;
        if (QFile::exists(path)) {
            QD_TRY(const QByteArray present, readWholeFile(path));
            if (present == wanted) {
                record.insert(file, hashOf(wanted));
                continue;
            }
            if (record.value(file).toString() != hashOf(present)) {
                context.sink().logLine(SandboxFilesText::tr("Kept your version of %1.").arg(file));
                continue;
            }
        }
        QD_CHECK(makeReadableFolder(folder, file.contains(QLatin1Char('/')) ? file.section(QLatin1Char('/'), 0, -2) : QString()));
        QD_CHECK(writeFileAtomically(path, wanted, file.endsWith(QLatin1String(".sh")) ? 0755 : 0644));
        record.insert(file, hashOf(wanted));
    }
    return writeFileAtomically(recordPath, QJsonDocument(record).toJson());
}

Result<void> writeSandboxSettings(const JobContext &context, const SandboxOptions &options, const QString &folder)
{
    const QString path = folder + QLatin1String("/.env");
    if (QFile::exists(path)) {
        QD_TRY(const DotEnv present, DotEnv::load(path));
        const QString name = present.value(QStringLiteral("COMPOSE_PROJECT_NAME")).value_or(options.name);
        if (name != options.name) {
            return fail(ErrorKind::Conflict, SandboxFilesText::tr("The folder %1 belongs to the sandbox %2.").arg(folder, name), {},
                        SandboxFilesText::tr("Use that name, or choose another folder with --dir."));
        }
        const QString workers = present.value(QStringLiteral("N8N_WORKER_REPLICAS")).value_or(QString());
        if (workers != QString::number(options.workers))
            context.sink().logLine(SandboxFilesText::tr("The sandbox is there already: its .env counts, with %1 workers.").arg(workers));
        return {};
    }
    QD_TRY(const QByteArray envTemplate, readWholeFile(folder + QLatin1String("/env.template")));
    DotEnv settings(withSecrets(envTemplate));
    settings.setValue(QStringLiteral("COMPOSE_PROJECT_NAME"), options.name);
    settings.setValue(QStringLiteral("N8N_WORKER_REPLICAS"), QString::number(options.workers));
    QSet<quint16> used;
    const auto choosePort = [&](const QString &variable, quint16 wanted) -> Result<void> {
        for (int port = wanted; port < wanted + 50 && port < 65536; ++port) {
            const auto candidate = static_cast<quint16>(port);
            if (used.contains(candidate) || !isPortFree(candidate))
                continue;
            if (candidate != wanted)
                context.sink().logLine(SandboxFilesText::tr("Port %1 is taken; %2 is used instead.").arg(wanted).arg(candidate));
            used.insert(candidate);
            settings.setValue(variable, QString::number(candidate));
            return {};
        }
        return fail(ErrorKind::Conflict, SandboxFilesText::tr("No port from %1 on is free.").arg(wanted), {},
                    SandboxFilesText::tr("Choose another port for the sandbox."));
    };
    QD_CHECK(choosePort(QStringLiteral("N8N_PORT"), options.n8nPort));
    QD_CHECK(choosePort(QStringLiteral("POSTGRES_PORT"), options.postgresPort));
    QD_CHECK(choosePort(QStringLiteral("REDIS_PORT"), options.redisPort));
    return writeFileAtomically(path, settings.bytes(), privateFileMode);
}

Result<void> checkSandboxFolder(const QString &folder)
{
    if (!QDir(folder).exists() || QFile::exists(folder + QLatin1Char('/') + recordName))
        return {};
    const QStringList known = embeddedFiles() + QStringList{QStringLiteral(".env"), QStringLiteral("owner.json")};
    QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (it.fileInfo().isDir() && !it.fileInfo().isSymLink())
            continue;
        // Beside a file a restore keeps the one that it replaced.
        const QString name = path.mid(folder.size() + 1).section(QStringLiteral(".before-restore-"), 0, 0);
        if (!known.contains(name)) {
            return fail(ErrorKind::Conflict, SandboxFilesText::tr("The folder %1 was not made by the sandbox and is left alone.").arg(folder),
                        SandboxFilesText::tr("%1 is none of its files.").arg(path),
                        SandboxFilesText::tr("Nothing was removed. Without their data the containers can be removed all the same."));
        }
    }
    return {};
}

Result<void> removeSandboxFolder(const QString &folder)
{
    if (!QDir(folder).exists())
        return {};
    QD_CHECK(checkSandboxFolder(folder));
    if (!QDir(folder).removeRecursively())
        return fail(ErrorKind::Auth, SandboxFilesText::tr("The folder %1 could not be removed completely.").arg(folder));
    return {};
}

} // namespace quarterdeck::stack
