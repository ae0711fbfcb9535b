// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/settingsoptions.h"

#include "backup/hooks.h"
#include "cli/commands/backupplace.h"
#include "cli/commands/retentionoptions.h"
#include "cli/optionvalues.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>

#include <array>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::SettingsOptions)
};

constexpr int largestCount = 100'000;
constexpr std::array choosableParts
    = {backup::Part::Postgres, backup::Part::Globals, backup::Part::Redis, backup::Part::N8nData, backup::Part::Environment, backup::Part::Compose};

QStringList partWords()
{
    QStringList words;
    for (const backup::Part part : choosableParts)
        words.append(backup::partName(part));
    return words;
}

QStringList eventWords()
{
    return {QStringLiteral("success"), QStringLiteral("failure"), QStringLiteral("missed")};
}

bool isNone(const QString &value)
{
    return value.isEmpty() || value == QLatin1String("none");
}

tl::unexpected<Error> invalid(const QString &what, const QString &hint = {})
{
    return fail(ErrorKind::Invalid, what, {}, hint);
}

/// Public keys of age, of its plug-ins and of SSH, as age(1) takes them.
Result<QStringList> recipientsOf(const QStringList &given)
{
    static const QRegularExpression recipient(QStringLiteral("\\A(age1[a-z0-9-]{6,400}|ssh-(ed25519|rsa) [A-Za-z0-9+/=]{40,2000}( [^\\n]*)?)\\z"));
    QStringList recipients;
    for (const QString &key : given) {
        if (isNone(key) && given.size() == 1)
            return recipients;
        // Whatever it is, it is not repeated: it may be the wrong half of the pair.
        if (key.contains(QLatin1String("SECRET-KEY"), Qt::CaseInsensitive) || key.contains(QLatin1String("PRIVATE KEY"))) {
            return invalid(Words::tr("--age-recipient takes a public key; this one is secret."),
                           Words::tr("age-keygen -y FILE tells the public key. As the secret one stood on a command line, make a new pair."));
        }
        if (!recipient.match(key).hasMatch())
            return invalid(Words::tr("--age-recipient must be a public key: age1... or ssh-ed25519 ... or ssh-rsa ..."));
        if (!recipients.contains(key))
            recipients.append(key);
    }
    return recipients;
}

Result<void> readParts(const QCommandLineParser &parser, backup::BackupSettings &settings)
{
    if (!parser.isSet(QStringLiteral("parts")))
        return {};
    QD_TRY(const QStringList words, wordsOption(parser, QStringLiteral("parts"), partWords()));
    if (words.isEmpty())
        return invalid(Words::tr("--parts none: a backup of nothing is none."));
    settings.parts.clear();
    for (const backup::Part part : choosableParts) {
        if (words.contains(backup::partName(part)))
            settings.parts.append(part);
    }
    return {};
}

Result<void> readEncryption(const QCommandLineParser &parser, backup::BackupSettings &settings)
{
    if (parser.isSet(QStringLiteral("age-recipient"))) {
        QD_TRY(settings.ageRecipients, recipientsOf(parser.values(QStringLiteral("age-recipient"))));
    }
    if (parser.isSet(QStringLiteral("age-identity"))) {
        const QString file = parser.value(QStringLiteral("age-identity"));
        settings.ageIdentityFile = isNone(file) ? QString() : absolutePath(file);
        if (!settings.ageIdentityFile.isEmpty() && !QFileInfo(settings.ageIdentityFile).isFile())
            return invalid(Words::tr("--age-identity: there is no file %1.").arg(settings.ageIdentityFile));
    }
    return {};
}

Result<void> readPace(const QCommandLineParser &parser, backup::BackupSettings &settings)
{
    if (parser.isSet(QStringLiteral("drill-every"))) {
        QD_TRY(settings.drillEvery, numberOption(parser, QStringLiteral("drill-every"), 0, largestCount));
    }
    if (parser.isSet(QStringLiteral("rate-limit"))) {
        QD_TRY(settings.rateLimit, bytesOption(parser, QStringLiteral("rate-limit")));
        constexpr qint64 largestRate = 1LL << 50;
        if (settings.rateLimit > largestRate)
            return invalid(Words::tr("--rate-limit is more than any disk can do."));
    }
    if (parser.isSet(QStringLiteral("nice"))) {
        QD_TRY(settings.niceWhenBusy, switchOption(parser, QStringLiteral("nice")));
    }
    return {};
}

Result<void> readHooks(const QCommandLineParser &parser, const QString &url, backup::HookSettings &hooks)
{
    if (parser.isSet(QStringLiteral("hook-command"))) {
        const QString command = parser.value(QStringLiteral("hook-command"));
        hooks.command = isNone(command) ? QStringList() : QProcess::splitCommand(command);
    }
    if (parser.isSet(QStringLiteral("hook-url"))) {
        hooks.url = isNone(url) ? QString() : url;
        if (!hooks.url.isEmpty())
            QD_CHECK(backup::curlConfiguration(hooks.url, {}));
    }
    if (parser.isSet(QStringLiteral("hook-on"))) {
        QD_TRY(const QStringList events, wordsOption(parser, QStringLiteral("hook-on"), eventWords()));
        hooks.onSuccess = events.contains(eventWords().at(0));
        hooks.onFailure = events.contains(eventWords().at(1));
        hooks.onMissed = events.contains(eventWords().at(2));
    }
    return {};
}

} // namespace

QList<QCommandLineOption> settingsOptions()
{
    const QString comma = QStringLiteral(", ");
    return QList<QCommandLineOption>{
               QCommandLineOption(QStringLiteral("target"), Words::tr("Folder of the sets; \"default\" is the one in your home."),
                                  QStringLiteral("DIR")),
               QCommandLineOption(QStringLiteral("parts"), Words::tr("What a set holds, separated by commas: %1.").arg(partWords().join(comma)),
                                  QStringLiteral("LIST")),
               QCommandLineOption(QStringLiteral("age-recipient"),
                                  Words::tr("Encrypt for this public key; may be given several times, replaces those set before; \"none\" encrypts "
                                            "nothing."),
                                  QStringLiteral("KEY")),
               QCommandLineOption(QStringLiteral("age-identity"),
                                  Words::tr("File with the secret key, to verify and drill encrypted sets; keep a copy away from them; \"none\"."),
                                  QStringLiteral("FILE"))}
    + retentionOptions()
        + QList<QCommandLineOption>{
            QCommandLineOption(QStringLiteral("drill-every"), Words::tr("Restore every Nth set on trial; 0 = only when asked."), QStringLiteral("N")),
            QCommandLineOption(QStringLiteral("rate-limit"), Words::tr("Write at most this many bytes a second: 20m, 1g; 0 = as fast as it goes."),
                               QStringLiteral("BYTES")),
            QCommandLineOption(QStringLiteral("nice"), Words::tr("Fewer threads and lower priority while executions run: on, off."),
                               QStringLiteral("WORD")),
            QCommandLineOption(QStringLiteral("hook-command"),
                               Words::tr("Program to tell, with its arguments; words with spaces in double quotes, no shell; \"none\"."),
                               QStringLiteral("COMMAND")),
            QCommandLineOption(QStringLiteral("hook-url"),
                               Words::tr("Address to POST to; \"-\" reads it from standard input, for one that holds a token; \"none\"."),
                               QStringLiteral("URL")),
            QCommandLineOption(QStringLiteral("hook-on"), Words::tr("When to tell, separated by commas: %1; or none.").arg(eventWords().join(comma)),
                               QStringLiteral("LIST"))};
}

Result<QString> hookUrlOf(const JobContext &context, const Terminal &terminal, const QCommandLineParser &parser)
{
    const QString given = parser.value(QStringLiteral("hook-url"));
    if (given != QLatin1String("-"))
        return given;
    QD_TRY(const QString url, terminal.readLine(context));
    if (url.isEmpty())
        return invalid(Words::tr("--hook-url -: there is no address on standard input."));
    return url;
}

Result<backup::BackupSettings> withSettingsOptions(const QCommandLineParser &parser, const QString &hookUrl, backup::BackupSettings settings)
{
    if (parser.isSet(QStringLiteral("target"))) {
        const QString folder = parser.value(QStringLiteral("target"));
        settings.folder = folder.isEmpty() || folder == QLatin1String("default") ? QString() : absolutePath(folder);
    }
    QD_CHECK(readParts(parser, settings));
    QD_CHECK(readEncryption(parser, settings));
    QD_TRY(settings.retention, withRetentionOptions(parser, settings.retention));
    QD_CHECK(readPace(parser, settings));
    QD_CHECK(readHooks(parser, hookUrl, settings.hooks));
    return settings;
}

QStringList settingsWarnings(const backup::BackupSettings &settings)
{
    QStringList warnings;
    const QString folder = settings.folder.isEmpty() ? backup::Repository::defaultFolder() : settings.folder;
    const QString &identity = settings.ageIdentityFile;
    if (!settings.ageRecipients.isEmpty() && identity.isEmpty())
        warnings.append(Words::tr("Sets are encrypted, but no identity file is set: they can be neither verified in full nor drilled."));
    if (!identity.isEmpty() && !QFileInfo(identity).isFile())
        warnings.append(Words::tr("The identity file %1 is not there.").arg(identity));
    if (!identity.isEmpty() && identity.startsWith(folder + QLatin1Char('/')))
        warnings.append(Words::tr("The identity file lies among the sets it opens: whoever gets them can read them."));
    if (!settings.parts.contains(backup::Part::Postgres))
        warnings.append(Words::tr("The database is left out: no workflow, credential or execution is backed up."));
    return warnings;
}

} // namespace quarterdeck::cli
