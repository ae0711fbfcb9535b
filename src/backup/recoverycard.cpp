// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/recoverycard.h"

#include "backup/projectfiles.h"
#include "backup/setcontents.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace quarterdeck::backup {

namespace {

/// What a card says, before it is text or HTML.
struct Block
{
    enum class Kind { Title, Heading, Paragraph, Facts, Commands };

    Kind kind = Kind::Paragraph;
    QStringList lines; ///< of Facts: "name\tvalue"
};
using Blocks = QList<Block>;

constexpr qsizetype mostFiles = 12; ///< project files that get a line each
constexpr qsizetype mostOthers = 4;

QString time(const QDateTime &when)
{
    return when.isValid() ? when.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm")) + QLatin1String(" UTC") : QStringLiteral("unknown");
}

QString bytes(qint64 size)
{
    constexpr qint64 step = 1024;
    constexpr std::array units = {"B", "KiB", "MiB", "GiB", "TiB"};
    size_t unit = 0;
    double value = static_cast<double>(size);
    while (value >= step && unit + 1 < units.size()) {
        value /= step;
        ++unit;
    }
    return QString::number(value, 'f', unit == 0 || value >= 100 ? 0 : 1) + QLatin1Char(' ') + QLatin1String(units.at(unit));
}

/// One word of a shell, whatever is in it.
QString word(const QString &text)
{
    static const QRegularExpression harmless(QStringLiteral("\\A[A-Za-z0-9_./:@%+=-]+\\z"));
    if (harmless.match(text).hasMatch())
        return text;
    QString quoted = text;
    return QLatin1Char('\'') + quoted.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

/// A file of the set, as a word: $SET stays a variable.
QString inSet(const QString &path)
{
    return QLatin1String("\"$SET\"/") + word(path);
}

QString stateWord(SetState state)
{
    const QString name = setStateName(state);
    return name.left(1).toUpper() + name.mid(1);
}

QString partWord(Part part)
{
    switch (part) {
    case Part::Postgres:
        return QStringLiteral("database");
    case Part::Globals:
        return QStringLiteral("roles");
    case Part::Redis:
        return QStringLiteral("queue");
    case Part::N8nData:
        return QStringLiteral("n8n's data folder");
    case Part::Environment:
        return QStringLiteral("environment files");
    case Part::Compose:
        return QStringLiteral("Compose files");
    case Part::Log:
    case Part::Readme:
        break;
    }
    return {};
}

const ServiceFigure *service(const Manifest &manifest, const char *role)
{
    const auto found = std::find_if(manifest.services.cbegin(), manifest.services.cend(),
                                    [role](const ServiceFigure &figure) { return figure.role == QLatin1String(role); });
    return found == manifest.services.cend() ? nullptr : &*found;
}

QString serviceName(const Manifest &manifest, const char *role)
{
    const ServiceFigure *const figure = service(manifest, role);
    return word(figure == nullptr ? QLatin1String(role) : figure->name);
}

QList<FileEntry> filesOf(const Manifest &manifest, Part part)
{
    QList<FileEntry> files;
    std::copy_if(manifest.files.cbegin(), manifest.files.cend(), std::back_inserter(files),
                 [part](const FileEntry &file) { return file.part == part; });
    return files;
}

/// Prints the plain contents of a file.
QString unpacked(const FileEntry &file)
{
    const bool zstd = file.codec == QLatin1String("zstd");
    if (!file.encrypted)
        return (zstd ? QLatin1String("zstd -dc ") : QLatin1String("cat ")) + inSet(file.path);
    return QLatin1String("age -d -i \"$ID\" ") + inSet(file.path) + (zstd ? QLatin1String(" | zstd -dc") : QLatin1String(""));
}

/// A command in the server's container, by the superuser that the official image knows by its environment.
QString inServer(const Manifest &manifest, const QString &command)
{
    return QLatin1String("dc exec -T ") + serviceName(manifest, "postgres") + QLatin1String(" sh -c ") + word(command);
}

const QString identityLine = QStringLiteral("ID=/path/to/identity.txt    # the file with the age identity");
const QString superuser = QStringLiteral("-U \"${POSTGRES_USER:-postgres}\"");

QString keyPlace(const Manifest &manifest)
{
    if (manifest.keyFingerprint.isEmpty())
        return QStringLiteral("It was NOT found when the set was made. Look for it before anything else: without it no credential can be read.");
    const QString mark = QLatin1String("Fingerprint ") + manifest.keyFingerprint + QLatin1String(". ");
    QStringList places;
    if (manifest.keyOrigin == QLatin1String("environment")) {
        for (const FileEntry &file : filesOf(manifest, Part::Environment) + filesOf(manifest, Part::Compose).mid(0, 1))
            places.append(file.path);
        return mark + QLatin1String("N8N_ENCRYPTION_KEY, in the set in ")
            + (places.isEmpty() ? QStringLiteral("none of its files: it must be kept elsewhere") : places.join(QLatin1String(" or ")))
            + QLatin1Char('.');
    }
    if (manifest.keyOrigin == QLatin1String("file"))
        return mark
            + QLatin1String(
                   "In the file that N8N_ENCRYPTION_KEY_FILE names; see whether it is in compose/ of the set, else it must be kept elsewhere.");
    if (const FileEntry *data = findPart(manifest, Part::N8nData))
        return mark + QLatin1String("In .n8n/config inside of ") + data->path + QLatin1Char('.');
    return mark + QLatin1String("In n8n's data folder, which this set does NOT hold: it must be kept elsewhere.");
}

QString keyFit(const Manifest &manifest)
{
    switch (manifest.keyFit) {
    case KeyFit::Fits:
        return QStringLiteral(" It opened the credentials of this set.");
    case KeyFit::DoesNotFit:
        return QStringLiteral(" It did NOT open the credentials of this set: another one is needed.");
    case KeyFit::Unknown:
    case KeyFit::NoCredentials:
    case KeyFit::NoKey:
        break;
    }
    return {};
}

QString contentsOf(const BackupSet &set)
{
    const Manifest &manifest = *set.manifest;
    QList<Part> inOrder = set.parts;
    std::sort(inOrder.begin(), inOrder.end());
    QStringList parts;
    for (const Part part : std::as_const(inOrder)) {
        QString name = partWord(part);
        if (name.isEmpty())
            continue;
        if (part == Part::Postgres && manifest.postgres) {
            qint64 rows = 0;
            for (const TableFigure &table : manifest.postgres->tables)
                rows += table.rows;
            name += QStringLiteral(" %1 (%2 rows in %3 tables)").arg(manifest.postgres->database).arg(rows).arg(manifest.postgres->tables.size());
        }
        parts.append(name);
    }
    return parts.join(QLatin1String(", "));
}

QString versionsOf(const Manifest &manifest)
{
    QStringList versions;
    for (const auto &[role, name] : {std::pair{"main", "n8n"}, std::pair{"postgres", "PostgreSQL"}, std::pair{"redis", "Redis"}}) {
        if (const ServiceFigure *const figure = service(manifest, role)) {
            const QString version = figure->version.isEmpty() ? QString() : QLatin1Char(' ') + figure->version;
            versions.append(QLatin1String(name) + version + QLatin1String(" (") + figure->image + QLatin1Char(')'));
        }
    }
    return versions.join(QLatin1String(", "));
}

Block factsOf(const QString &folder, const BackupSet &set, const QList<BackupSet> &all)
{
    const Manifest &manifest = *set.manifest;
    Block facts{Block::Kind::Facts, {}};
    const auto fact = [&facts](const char *name, const QString &value) {
        if (!value.isEmpty())
            facts.lines.append(QLatin1String(name) + QLatin1Char('\t') + value);
    };
    const std::optional<QDateTime> proven = set.provenAt();
    fact("Take this set", set.id);
    fact("Taken", time(set.time) + QLatin1String(", ") + bytes(set.size));
    fact("State",
         proven
             ? QStringLiteral("Proven %1: it was restored and compared").arg(time(*proven))
             : QStringLiteral("%1: it was never restored. Check it first: quarterdeckctl backup verify SET --depth drill").arg(stateWord(set.state)));
    fact("Where", folder);
    fact("Holds", contentsOf(set));
    fact("Not in it", manifest.notCovered.join(QLatin1String(", ")));
    fact("Versions", versionsOf(manifest));
    fact("Encryption key", keyPlace(manifest) + keyFit(manifest));
    if (manifest.encryption == QLatin1String("age"))
        fact("Encrypted for",
             manifest.recipients.join(QLatin1String(", "))
                 + QLatin1String(". The identity file (the secret key) of one of them is needed; it must be kept elsewhere."));
    QStringList others;
    for (const BackupSet &other : all) {
        if (other.id != set.id && others.size() < mostOthers)
            others.append(other.id + QLatin1String(" (") + stateWord(other.state) + QLatin1Char(')'));
    }
    const qsizetype more = all.size() - 1 - others.size();
    if (more > 0)
        others.append(QStringLiteral("%1 more").arg(more));
    fact("Other sets", others.join(QLatin1String(", ")));
    return facts;
}

QStringList withProgram(const QString &folder, const BackupSet &set)
{
    const QString stack = word(set.manifest->stackId);
    const bool encrypted = set.manifest->encryption == QLatin1String("age");
    const QString from
        = encrypted ? set.id + QLatin1String(" --target \"$BACKUPS\" --age-identity \"$ID\"") : set.id + QLatin1String(" --target \"$BACKUPS\"");
    QStringList lines = {QLatin1String("BACKUPS=") + word(folder) + QLatin1String("    # where this card lies")};
    if (encrypted)
        lines.append(identityLine);
    lines += QStringList{QLatin1String("# The stack stands, its data is wrong:"),
                         QStringLiteral("quarterdeckctl restore plan %1 --stack %2    # writes nothing").arg(from, stack),
                         QStringLiteral("quarterdeckctl restore run %1 --stack %2").arg(from, stack),
                         QLatin1String("# The stack is gone (containers, volumes, folder; a new machine):"),
                         QStringLiteral("quarterdeckctl restore rebuild %1 --dry-run    # writes nothing").arg(from),
                         QStringLiteral("quarterdeckctl restore rebuild %1").arg(from),
                         QLatin1String("# n8n is back without triggers and workers. Look around, then:"),
                         QStringLiteral("quarterdeckctl restore release --stack %1    # or: restore rollback").arg(stack)};
    return lines;
}

/// Whether Compose finds it by itself.
bool isDefaultName(const QString &path)
{
    static const QRegularExpression names(QStringLiteral("\\A(docker-)?compose(\\.override)?\\.ya?ml\\z"));
    return names.match(path).hasMatch();
}

/// Options of `docker compose`, where its defaults do not do.
QString composeOptions(const Manifest &manifest)
{
    QStringList configFiles;
    for (const FileEntry &file : filesOf(manifest, Part::Compose)) {
        const QString path = projectPathOf(file);
        const bool mounted = path.contains(QLatin1Char('/')) && !path.startsWith(QLatin1String("outside/"));
        if (!mounted && (path.endsWith(QLatin1String(".yml")) || path.endsWith(QLatin1String(".yaml"))))
            configFiles.append(path);
    }
    QString options = QLatin1String(" -p ") + word(manifest.stackId);
    if (!std::all_of(configFiles.cbegin(), configFiles.cend(), isDefaultName)) {
        for (const QString &path : std::as_const(configFiles))
            options += QLatin1String(" -f ") + word(path);
    }
    for (const FileEntry &file : filesOf(manifest, Part::Environment)) {
        if (projectPathOf(file) != QLatin1String(".env"))
            options += QLatin1String(" --env-file ") + word(projectPathOf(file));
    }
    return options;
}

/// The project's files back to where they were, with their modes.
QStringList layOut(const Manifest &manifest)
{
    const QList<FileEntry> files = filesOf(manifest, Part::Environment) + filesOf(manifest, Part::Compose);
    QStringList lines;
    const bool encrypted = std::any_of(files.cbegin(), files.cend(), [](const FileEntry &file) { return file.encrypted; });
    if (files.size() > mostFiles && !encrypted) {
        return {QStringLiteral("cp -a \"$SET\"/env/. \"$SET\"/compose/. .    # their modes: \"mode\" in manifest.json")};
    }
    constexpr int permissions = 0777;
    for (const FileEntry &file : files) {
        const QString mode = QString::number(file.mode & permissions, 8);
        const QString path = word(projectPathOf(file));
        if (file.encrypted)
            lines.append(QStringLiteral("%1 | install -D -m %2 /dev/stdin %3").arg(unpacked(file), mode, path));
        else
            lines.append(QStringLiteral("install -D -m %1 %2 %3").arg(mode, inSet(file.path), path));
    }
    return lines;
}

QStringList byHand(const QString &folder, const BackupSet &set)
{
    const Manifest &manifest = *set.manifest;
    const QString main = serviceName(manifest, "main");
    const QString project = projectFolderOf(manifest);
    const QString home = word(project.isEmpty() ? QLatin1String("/srv/") + manifest.stackId : project);
    QStringList servers = {serviceName(manifest, "postgres")};
    if (service(manifest, "redis") != nullptr)
        servers.append(serviceName(manifest, "redis"));
    QStringList lines = {QLatin1String("set -o pipefail; SET=") + word(folder + QLatin1Char('/') + set.id)};
    if (manifest.encryption == QLatin1String("age"))
        lines.append(identityLine);
    lines.append(QStringLiteral("mkdir -p -m 700 %1 && cd %1").arg(home));
    lines += layOut(manifest);
    lines.append(QLatin1String("dc() { docker compose") + composeOptions(manifest) + QLatin1String(" \"$@\"; }"));
    lines.append(QLatin1String("dc up -d --wait ") + servers.join(QLatin1Char(' '))
                 + QLatin1String("    # not n8n: it would fill the empty database"));
    if (const FileEntry *file = findPart(manifest, Part::Globals)) {
        lines.append(unpacked(*file) + QLatin1String(" | ")
                     + inServer(manifest, QLatin1String("psql -X -q ") + superuser + QLatin1String(" -d postgres"))
                     + QLatin1String("    # \"already exists\" is no failure"));
    }
    if (const FileEntry *file = findPart(manifest, Part::Postgres)) {
        const QString database = word(manifest.postgres ? manifest.postgres->database : QStringLiteral("n8n"));
        const QString owner = word(manifest.postgres ? manifest.postgres->owner : QStringLiteral("n8n"));
        lines.append(QLatin1String("# only where the next line says that there is no database: ")
                     + inServer(manifest, QStringLiteral("createdb %1 -O %2 -T template0 %3").arg(superuser, owner, database)));
        lines.append(unpacked(*file) + QLatin1String(" | ")
                     + inServer(manifest, QStringLiteral("pg_restore %1 -d %2 --exit-on-error --single-transaction").arg(superuser, database))
                     + QLatin1String(" && echo restored"));
    }
    if (const FileEntry *file = findPart(manifest, Part::N8nData)) {
        const QString beside = file->original.isEmpty() ? QStringLiteral("/home/node") : file->original.section(QLatin1Char('/'), 0, -2);
        lines.append(QLatin1String("dc create ") + main);
        lines.append(unpacked(*file) + QLatin1String(" | dc cp - ") + main + QLatin1Char(':') + word(beside));
    }
    lines.append(QLatin1String("dc up -d --wait    # schedules and webhooks are on at once; the queue starts empty"));
    return lines;
}

/// The set to take: proven if there is one; a newer one that is not may be broken.
const BackupSet *bestOf(const QList<BackupSet> &sets)
{
    for (const SetState wanted : {SetState::Proven, SetState::Verified, SetState::Unverified}) {
        const auto found = std::find_if(sets.cbegin(), sets.cend(), [wanted](const BackupSet &set) { return set.state == wanted; });
        if (found != sets.cend())
            return &*found;
    }
    return nullptr;
}

Blocks cardOf(const QString &folder, const QString &stackId, const QList<BackupSet> &sets, const QDateTime &now)
{
    Blocks card;
    card.append({Block::Kind::Title, {QLatin1String("Recovery card: ") + stackId}});
    const BackupSet *const set = bestOf(sets);
    if (set == nullptr) {
        card.append(
            {Block::Kind::Paragraph,
             {QStringLiteral("Written ") + time(now)
              + QStringLiteral(
                    ". EVERY set of this stack in %1 is damaged. \"quarterdeckctl restore plan SET\" tells which parts of one are still good.")
                    .arg(folder)}});
        return card;
    }
    card.append(
        {Block::Kind::Paragraph,
         {QStringLiteral("The n8n stack \"%1\". Written %2 on %3 by Quarterdeck %4, and anew after every backup. Print it, and keep a copy away from "
                         "that machine. There is no secret on it.")
              .arg(stackId, time(now), set->manifest->host, set->manifest->toolVersion)}});
    card.append(factsOf(folder, *set, sets));
    card.append({Block::Kind::Paragraph,
                 {QStringLiteral("Delete nothing of what is left of the stack. If it may still run elsewhere, stop it there first.")}});
    card.append({Block::Kind::Heading, {QStringLiteral("With Quarterdeck")}});
    card.append({Block::Kind::Commands, withProgram(folder, *set)});
    card.append({Block::Kind::Heading, {QStringLiteral("Without it: docker compose, zstd, age when encrypted (bash)")}});
    card.append({Block::Kind::Commands, byHand(folder, *set)});
    card.append(
        {Block::Kind::Paragraph,
         {QStringLiteral(
             "README.txt and manifest.json in the set tell more. Images that are missing: docker pull, or docker save on another machine.")}});
    return card;
}

QString textOf(const Blocks &card)
{
    QString text;
    for (const Block &block : card) {
        switch (block.kind) {
        case Block::Kind::Title:
            text += block.lines.first() + QLatin1Char('\n') + QString(block.lines.first().size(), QLatin1Char('=')) + QLatin1Char('\n');
            break;
        case Block::Kind::Heading:
            text += QLatin1Char('\n') + block.lines.first() + QLatin1Char('\n') + QString(block.lines.first().size(), QLatin1Char('-'))
                + QLatin1Char('\n');
            break;
        case Block::Kind::Paragraph:
            text += QLatin1Char('\n') + block.lines.first() + QLatin1Char('\n');
            break;
        case Block::Kind::Facts:
            text += QLatin1Char('\n');
            for (const QString &line : block.lines)
                text += QStringLiteral("%1:").arg(line.section(QLatin1Char('\t'), 0, 0)).leftJustified(17) + line.section(QLatin1Char('\t'), 1)
                    + QLatin1Char('\n');
            break;
        case Block::Kind::Commands:
            text += QLatin1Char('\n');
            for (const QString &line : block.lines)
                text += QLatin1String("    ") + line + QLatin1Char('\n');
            break;
        }
    }
    return text;
}

QString htmlOf(const Blocks &card)
{
    QString html = QStringLiteral("<section>\n");
    for (const Block &block : card) {
        switch (block.kind) {
        case Block::Kind::Title:
            html += QLatin1String("<h1>") + block.lines.first().toHtmlEscaped() + QLatin1String("</h1>\n");
            break;
        case Block::Kind::Heading:
            html += QLatin1String("<h2>") + block.lines.first().toHtmlEscaped() + QLatin1String("</h2>\n");
            break;
        case Block::Kind::Paragraph:
            html += QLatin1String("<p>") + block.lines.first().toHtmlEscaped() + QLatin1String("</p>\n");
            break;
        case Block::Kind::Facts:
            html += QLatin1String("<table>\n");
            for (const QString &line : block.lines)
                html += QLatin1String("<tr><th>") + line.section(QLatin1Char('\t'), 0, 0).toHtmlEscaped() + QLatin1String("</th><td>")
                    + line.section(QLatin1Char('\t'), 1).toHtmlEscaped() + QLatin1String("</td></tr>\n");
            html += QLatin1String("</table>\n");
            break;
        case Block::Kind::Commands:
            html += QLatin1String("<pre>") + block.lines.join(QLatin1Char('\n')).toHtmlEscaped() + QLatin1String("</pre>\n");
            break;
        }
    }
    return html + QLatin1String("</section>\n");
}

} // namespace

RecoveryCard recoveryCard(const QString &folder, const QList<BackupSet> &sets, const QDateTime &now)
{
    QMap<QString, QList<BackupSet>> stacks;
    for (const BackupSet &set : sets) {
        if (set.manifest)
            stacks[set.manifest->stackId].append(set);
    }
    QString text = QLatin1String(cardMark) + QLatin1Char('\n');
    QString html = QLatin1String("<!-- ") + QLatin1String(cardMark)
        + QLatin1String(" -->\n<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Recovery card</title>\n"
                        "<style>@page{size:A4;margin:12mm}body{font:10pt sans-serif;max-width:60em;margin:1em auto;padding:0 1em}"
                        "h1{font-size:16pt;margin:0}h2{font-size:12pt;margin:.8em 0 .3em}p{margin:.5em 0}table{border-collapse:collapse}"
                        "th{text-align:left;vertical-align:top;white-space:nowrap;padding:.1em 1.2em .1em 0}td{overflow-wrap:anywhere}"
                        "tr{border-bottom:1px solid #999}pre{font-size:8pt;white-space:pre-wrap;overflow-wrap:anywhere;margin:0;"
                        "padding:.4em;border:1px solid #999}section+section{break-before:page;margin-top:3em}"
                        "@media print{body{margin:0;padding:0;max-width:none}section+section{margin-top:0}}</style></head><body>\n");
    for (auto it = stacks.cbegin(); it != stacks.cend(); ++it) {
        const Blocks card = cardOf(folder, it.key(), it.value(), now);
        text += QLatin1Char('\n') + textOf(card);
        html += htmlOf(card);
    }
    html += QLatin1String("</body></html>\n");
    return {html.toUtf8(), text.toUtf8()};
}

} // namespace quarterdeck::backup
