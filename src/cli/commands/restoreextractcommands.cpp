// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/restoreextractcommands.h"

#include "backup/restore/operations.h"
#include "cli/backupjson.h"
#include "cli/commands/backupplace.h"
#include "cli/table.h"
#include "foundation/atomicfile.h"
#include "foundation/filedescriptor.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::RestoreExtractCommands)
};

backup::Neighbours neighboursOf(const Invocation &invocation)
{
    const Neighbours &all = invocation.neighbours;
    return {all.docker, all.postgres, all.redis, all.process, all.clock};
}

Result<void> writeNew(const QString &path, const QByteArray &bytes)
{
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, privateFileMode));
    if (!fd.isValid() && errno == EEXIST)
        return fail(ErrorKind::Conflict, Words::tr("%1 is there already.").arg(path), {}, Words::tr("Name another file, or add --force."));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, Words::tr("Could not write %1.").arg(path)));
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t n = ::write(fd.get(), bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            const Error error = errorFromErrno(errno, Words::tr("Could not write %1.").arg(path));
            QFile::remove(path);
            return fail(error);
        }
        done += n;
    }
    return {};
}

Result<void> overwrite(const QString &path, const QByteArray &bytes)
{
    // An existing file would keep its mode, and a workflow may hold what is nobody else's business.
    if (QFile::exists(path) && !QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fail(ErrorKind::Auth, Words::tr("Could not write %1.").arg(path));
    return writeFileAtomically(path, bytes, privateFileMode);
}

} // namespace

QString RestoreWorkflowsCommand::summary() const
{
    return Words::tr("List the workflows in a set.");
}

QString RestoreWorkflowsCommand::details() const
{
    return Words::tr("The workflows are read by a throwaway PostgreSQL without network; no stack is touched.\n%1").arg(setArgumentHelp());
}

QList<QCommandLineOption> RestoreWorkflowsCommand::options() const
{
    return {targetOption(), identityOption()};
}

Outcome RestoreWorkflowsCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const BackupPlace around, placeOf(invocation));
    QD_CLI_TRY(const backup::BackupSet set, findSet(invocation, around, invocation.arguments.first()));
    QD_CLI_TRY(const BackupPlace place, openedPlaceOfSet(invocation, around, set));
    QD_CLI_TRY(const QList<restore::WorkflowEntry> workflows,
               restore::listWorkflows(invocation.context, neighboursOf(invocation), set, place.settings.ageIdentityFile));
    if (invocation.json) {
        QJsonArray array;
        for (const restore::WorkflowEntry &workflow : workflows) {
            array.append(QJsonObject{{QStringLiteral("id"), workflow.id},
                                     {QStringLiteral("name"), workflow.name},
                                     {QStringLiteral("active"), workflow.active},
                                     {QStringLiteral("updatedAt"), workflow.updated.toUTC().toString(Qt::ISODateWithMs)}});
        }
        QJsonObject json = backupDocument(place.stackId);
        json.insert(QStringLiteral("set"), set.id);
        json.insert(QStringLiteral("workflows"), array);
        invocation.terminal.outJson(json);
        return exitOk;
    }
    if (workflows.isEmpty()) {
        invocation.terminal.outLine(Words::tr("%1 holds no workflow.").arg(set.id));
        return exitOk;
    }
    Table table({{Words::tr("ID")}, {Words::tr("NAME")}, {Words::tr("ACTIVE")}, {Words::tr("CHANGED")}});
    for (const restore::WorkflowEntry &workflow : workflows) {
        table.add({workflow.id, workflow.name, workflow.active ? Words::tr("yes") : Words::tr("no"),
                   workflow.updated.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))});
    }
    invocation.terminal.out(table.text(invocation.terminal));
    return exitOk;
}

QString RestoreCredentialsCommand::summary() const
{
    return Words::tr("List the credentials in a set.");
}

QString RestoreCredentialsCommand::details() const
{
    return Words::tr("Names and types, read by a throwaway PostgreSQL without network; nothing is decrypted.\n%1").arg(setArgumentHelp());
}

QList<QCommandLineOption> RestoreCredentialsCommand::options() const
{
    return {targetOption(), identityOption()};
}

Outcome RestoreCredentialsCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const BackupPlace around, placeOf(invocation));
    QD_CLI_TRY(const backup::BackupSet set, findSet(invocation, around, invocation.arguments.first()));
    QD_CLI_TRY(const BackupPlace place, openedPlaceOfSet(invocation, around, set));
    QD_CLI_TRY(const QList<restore::CredentialEntry> credentials,
               restore::listCredentials(invocation.context, neighboursOf(invocation), set, place.settings.ageIdentityFile));
    if (invocation.json) {
        QJsonArray array;
        for (const restore::CredentialEntry &credential : credentials) {
            array.append(QJsonObject{{QStringLiteral("id"), credential.id},
                                     {QStringLiteral("name"), credential.name},
                                     {QStringLiteral("type"), credential.type},
                                     {QStringLiteral("updatedAt"), credential.updated.toUTC().toString(Qt::ISODateWithMs)}});
        }
        QJsonObject json = backupDocument(place.stackId);
        json.insert(QStringLiteral("set"), set.id);
        json.insert(QStringLiteral("credentials"), array);
        invocation.terminal.outJson(json);
        return exitOk;
    }
    if (credentials.isEmpty()) {
        invocation.terminal.outLine(Words::tr("%1 holds no credential.").arg(set.id));
        return exitOk;
    }
    Table table({{Words::tr("ID")}, {Words::tr("NAME")}, {Words::tr("TYPE")}, {Words::tr("CHANGED")}});
    for (const restore::CredentialEntry &credential : credentials)
        table.add({credential.id, credential.name, credential.type, credential.updated.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))});
    invocation.terminal.out(table.text(invocation.terminal));
    return exitOk;
}

QString RestoreExtractCommand::summary() const
{
    return Words::tr("Write one workflow or credential of a set into a file that n8n can import.");
}

QString RestoreExtractCommand::details() const
{
    return Words::tr("The file is as n8n's own export:workflow or export:credentials writes it. It is read by a\n"
                     "throwaway PostgreSQL without network; no stack is touched. In a workflow credentials are named,\n"
                     "not contained. A credential stays encrypted, for an n8n with the same key; with --decrypted it\n"
                     "is opened by the key in the set and stands in the file in plain text.\n"
                     "%1\n"
                     "Import a workflow in the editor (Import from file), or: n8n import:workflow --input=FILE;\n"
                     "a credential: n8n import:credentials --input=FILE")
        .arg(setArgumentHelp());
}

QList<QCommandLineOption> RestoreExtractCommand::options() const
{
    return {
        targetOption(),
        identityOption(),
        QCommandLineOption(QStringLiteral("workflow"), Words::tr("Id of the workflow, or its name where only one has it."), QStringLiteral("ID")),
        QCommandLineOption(QStringLiteral("credential"), Words::tr("Id of the credential, or its name where only one has it."), QStringLiteral("ID")),
        QCommandLineOption(QStringLiteral("decrypted"), Words::tr("Write the credential in plain text.")),
        QCommandLineOption(QStringLiteral("out"), Words::tr("File to write, readable by its owner alone."), QStringLiteral("FILE")),
        QCommandLineOption(QStringLiteral("force"), Words::tr("Replace the file if it is there."))};
}

Outcome RestoreExtractCommand::run(const Invocation &invocation)
{
    const QString workflow = invocation.options.value(QStringLiteral("workflow"));
    const QString path = invocation.options.value(QStringLiteral("out"));
    const bool force = invocation.options.isSet(QStringLiteral("force"));
    const QString credential = invocation.options.value(QStringLiteral("credential"));
    const bool decrypted = invocation.options.isSet(QStringLiteral("decrypted"));
    if (workflow.isEmpty() == credential.isEmpty())
        return Outcome::usage(Words::tr("Which one? Name it with --workflow or with --credential."),
                              Words::tr("quarterdeckctl restore workflows SET lists them, and restore credentials SET."));
    if (decrypted && credential.isEmpty())
        return Outcome::usage(Words::tr("Only a credential can be decrypted."));
    if (path.isEmpty())
        return Outcome::usage(Words::tr("Where to? Name a file with --out."));
    // Before a server is started for nothing.
    if (!force && QFile::exists(path))
        return Error{ErrorKind::Conflict, Words::tr("%1 is there already.").arg(path), {}, Words::tr("Name another file, or add --force.")};
    QD_CLI_TRY(const BackupPlace around, placeOf(invocation));
    QD_CLI_TRY(const backup::BackupSet set, findSet(invocation, around, invocation.arguments.first()));
    QD_CLI_TRY(const BackupPlace place, openedPlaceOfSet(invocation, around, set));
    Secret text;
    if (credential.isEmpty()) {
        QD_CLI_TRY(const QByteArray found,
                   restore::extractWorkflow(invocation.context, neighboursOf(invocation), set, place.settings.ageIdentityFile, workflow));
        text = Secret(found);
    } else {
        QD_CLI_TRY(text,
                   restore::extractCredential(invocation.context, neighboursOf(invocation), set, place.settings.ageIdentityFile, credential,
                                              decrypted ? restore::CredentialForm::Decrypted : restore::CredentialForm::AsStored));
    }
    const QByteArray &bytes = text.expose();
    if (const Result<void> written = force ? overwrite(path, bytes) : writeNew(path, bytes); !written)
        return written.error();
    if (invocation.json) {
        QJsonObject json = backupDocument(place.stackId);
        json.insert(QStringLiteral("set"), set.id);
        json.insert(credential.isEmpty() ? QStringLiteral("workflow") : QStringLiteral("credential"), QString(workflow + credential));
        json.insert(QStringLiteral("file"), path);
        json.insert(QStringLiteral("bytes"), bytes.size());
        invocation.terminal.outJson(json);
    } else {
        invocation.terminal.outLine(credential.isEmpty() ? Words::tr("%1: the workflow \"%2\" of %3.").arg(path, workflow, set.id)
                                                         : Words::tr("%1: the credential \"%2\" of %3.").arg(path, credential, set.id));
        if (decrypted)
            invocation.terminal.errLine(Words::tr("The file holds a secret in plain text: remove it when it has served."));
    }
    return exitOk;
}

} // namespace quarterdeck::cli
