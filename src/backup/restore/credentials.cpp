// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/keycheck.h"
#include "backup/restore/databaserestore.h"
#include "backup/restore/restorerun.h"
#include "backup/restore/setserver.h"

#include <QCoreApplication>

namespace quarterdeck::restore {

namespace {

struct CredentialText
{
    Q_DECLARE_TR_FUNCTIONS(Credentials)
};

Result<std::unique_ptr<SetServer>> serverFor(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                             const QString &ageIdentityFile)
{
    return SetServer::start(context, neighbours, set, ageIdentityFile, {QStringLiteral("credentials_entity"), QStringLiteral("deployment_key")});
}

Result<QList<CredentialEntry>> listOf(const JobContext &context, SetServer &server)
{
    QD_TRY(const postgres::Rows rows,
           server.session().query(context,
                                  QStringLiteral("SELECT id, name, type, %1 FROM %2 ORDER BY name, id")
                                      .arg(timeAsJson(QStringLiteral("\"updatedAt\"")), server.table("credentials_entity"))));
    QList<CredentialEntry> entries;
    for (const auto &row : rows.rows) {
        entries.append({row.value(0).value_or(QString()), row.value(1).value_or(QString()), row.value(2).value_or(QString()),
                        QDateTime::fromString(row.value(3).value_or(QString()), Qt::ISODateWithMs)});
    }
    return entries;
}

/// The columns of n8n's own export:credentials, which are all of them.
Result<QByteArray> rowOf(const JobContext &context, SetServer &server, const QString &id, const QStringList &without)
{
    QD_TRY(const QString row, server.rowAsJson(context, "credentials_entity", QStringLiteral("c"), without));
    QD_TRY(const postgres::Rows rows,
           server.session().query(
               context, QStringLiteral("SELECT %1 FROM %2 c WHERE c.id = %3").arg(row, server.table("credentials_entity"), quoteLiteral(id))));
    return rows.rows.value(0).value(0).value_or(QString()).toUtf8();
}

Result<Secret> opened(const JobContext &context, SetServer &server, const QString &id, const Secret &key)
{
    if (key.isEmpty()) {
        return fail(ErrorKind::NotFound, CredentialText::tr("The set does not hold the key that opens its credentials."), {},
                    CredentialText::tr("Export it as it is stored, and import it where that key is in force."));
    }
    QD_TRY(const backup::KeyMaterial material, server.keyMaterial(context));
    QD_TRY(const postgres::Rows rows,
           server.session().query(context,
                                  QStringLiteral("SELECT data FROM %1 WHERE id = %2").arg(server.table("credentials_entity"), quoteLiteral(id))));
    const backup::CredentialRow row{id, {}, rows.rows.value(0).value(0).value_or(QString()).toUtf8()};
    return backup::decryptCredential(key, row, material.deploymentKeys);
}

Result<Secret> textOf(const JobContext &context, SetServer &server, const QString &id, CredentialForm form, const Secret &key)
{
    if (form == CredentialForm::AsStored) {
        QD_TRY(const QByteArray row, rowOf(context, server, id, {}));
        return Secret('[' + row + "]\n");
    }
    QD_TRY(const Secret plain, opened(context, server, id, key));
    QD_TRY(QByteArray row, rowOf(context, server, id, {QStringLiteral("data")}));
    // Put in as it was encrypted, so that nothing of it is written anew; the row is an object that ends in "}".
    row = row.trimmed();
    row.chop(1);
    return Secret('[' + row + ", \"data\" : " + plain.expose() + "}]\n");
}

} // namespace

Result<QList<CredentialEntry>> listCredentials(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                               const QString &ageIdentityFile)
{
    QD_TRY(const std::unique_ptr<SetServer> server, serverFor(context, neighbours, set, ageIdentityFile));
    return listOf(context, *server);
}

Result<Secret> extractCredential(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                 const QString &ageIdentityFile, const QString &credential, CredentialForm form)
{
    Secret key;
    if (form == CredentialForm::Decrypted) {
        Request request;
        request.set = set;
        request.ageIdentityFile = ageIdentityFile;
        QD_TRY(key, keyOfSet(context, request));
    }
    QD_TRY(const std::unique_ptr<SetServer> server, serverFor(context, neighbours, set, ageIdentityFile));
    QD_TRY(const QList<CredentialEntry> all, listOf(context, *server));
    QStringList ids;
    QStringList names;
    for (const CredentialEntry &entry : all) {
        if (entry.id == credential)
            return textOf(context, *server, entry.id, form, key);
        if (entry.name == credential)
            ids.append(entry.id);
        names.append(QStringLiteral("%1  %2").arg(entry.id, entry.name));
    }
    if (ids.size() == 1)
        return textOf(context, *server, ids.first(), form, key);
    if (ids.size() > 1) {
        return fail(ErrorKind::Conflict,
                    CredentialText::tr("%n credentials of this set are named \"%1\".", nullptr, static_cast<int>(ids.size())).arg(credential),
                    ids.join(QLatin1Char('\n')), CredentialText::tr("Name one by its id: %1.").arg(ids.join(QLatin1String(", "))));
    }
    return fail(ErrorKind::NotFound, CredentialText::tr("This set holds no credential \"%1\".").arg(credential), names.join(QLatin1Char('\n')),
                names.isEmpty() ? CredentialText::tr("It holds no credential at all.")
                                : CredentialText::tr("It holds: %1.").arg(names.mid(0, 20).join(QLatin1String("; "))));
}

} // namespace quarterdeck::restore
