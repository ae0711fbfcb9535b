// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/atomicfile.h"
#include "stack/dotenv.h"
#include "stack/filesplice/composefile.h"
#include "stack/filesplice/edittrial.h"
#include "stack/filesplice/fileedit.h"
#include "stack/filesplice/unifieddiff.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace quarterdeck::stack {

namespace {

struct PlanText
{
    Q_DECLARE_TR_FUNCTIONS(FileEdit)
};

/// One way to make a change: a file and its new bytes.
struct Way
{
    QString file;
    QByteArray bytes;
    QString heldIn;
};

class Planner final
{
    Q_DISABLE_COPY_MOVE(Planner)

public:
    Planner(const JobContext &context, compose::ComposePort &compose, const Stack &stack)
        : m_context(context)
        , m_compose(compose)
        , m_stack(stack)
    {
    }

    Result<EditPlan> plan(const QList<SettingChange> &changes)
    {
        QD_CHECK(read());
        EditPlan result;
        result.project = m_stack.project;
        result.changes = m_changes = changes;
        for (const SettingChange &change : changes) {
            if (!isInForce(m_model, change) && !result.services.contains(change.service))
                result.services.append(change.service);
        }
        for (const SettingChange &change : changes) {
            if (isInForce(m_model, change)) {
                result.heldIn.append(PlanText::tr("%1 is so already").arg(change.service));
                continue;
            }
            QD_TRY(const QString heldIn, make(change));
            result.heldIn.append(heldIn);
        }
        finish(result);
        return result;
    }

private:
    Result<void> read()
    {
        if (m_stack.project.name.isEmpty() || m_stack.project.configFiles.isEmpty()) {
            return fail(ErrorKind::Unsupported, PlanText::tr("The stack was not made by Compose: there is no file that holds its settings."));
        }
        for (const QString &path : m_stack.project.configFiles) {
            QD_TRY(const QByteArray bytes, readWholeFile(path));
            m_original.insert(path, bytes);
        }
        for (const QString &path : environmentFilesOf(m_stack.project)) {
            Result<QByteArray> bytes = readWholeFile(path);
            if (!bytes && bytes.error().kind != ErrorKind::NotFound)
                return fail(bytes.error());
            if (!bytes)
                m_missing.append(path);
            m_original.insert(path, bytes.value_or(QByteArray()));
        }
        m_now = m_original;
        QD_TRY(const compose::ComposePort::Config config, m_compose.config(m_context, m_stack.project));
        m_model = config.model;
        return {};
    }

    [[nodiscard]] Result<ComposeFile> parsed(const QString &path) const
    {
        Result<ComposeFile> file = ComposeFile::parse(m_now.value(path));
        if (!file)
            file.error().detail = path + QLatin1String(": ") + file.error().detail;
        return file;
    }

    /// Those that are to be the same in another service: one variable may stand for all of them.
    [[nodiscard]] QList<SettingChange> alike(const SettingChange &change) const
    {
        QList<SettingChange> result;
        std::copy_if(m_changes.cbegin(), m_changes.cend(), std::back_inserter(result), [&change](const SettingChange &one) {
            return one.kind == change.kind && one.variable == change.variable && one.value == change.value;
        });
        return result;
    }

    /// Tries one way after the other, until Compose says that one does just what it should.
    Result<QString> make(const SettingChange &change)
    {
        std::optional<Error> refusal;
        QD_TRY(const QList<Way> ways, waysOf(change, refusal));
        for (const Way &way : ways) {
            QMap<QString, QByteArray> files = m_now;
            files.insert(way.file, way.bytes);
            QMap<QString, QByteArray> changed;
            for (auto it = files.cbegin(); it != files.cend(); ++it) {
                if (it.value() != m_original.value(it.key()))
                    changed.insert(it.key(), it.value());
            }
            const Result<QJsonObject> after = modelWith(m_context, m_compose, m_stack.project, changed);
            if (!after && after.error().kind != ErrorKind::Invalid)
                return fail(after.error());
            const Result<void> effect = after ? checkEffect(m_model, *after, {change}, alike(change)) : Result<void>(fail(after.error()));
            if (effect) {
                m_now = files;
                m_model = *after;
                return way.heldIn;
            }
            if (!refusal)
                refusal = effect.error();
        }
        if (refusal)
            return fail(*refusal);
        return fail(ErrorKind::Unsupported, PlanText::tr("The service %1 does not stand in the compose files of the project.").arg(change.service),
                    {}, PlanText::tr("It comes from a file that these include or extend. Change that file by hand."));
    }

    /// @param refusal why the best way is not one, if so
    Result<QList<Way>> waysOf(const SettingChange &change, std::optional<Error> &refusal)
    {
        QList<Way> ways;
        const QStringList &paths = m_stack.project.configFiles;
        QList<std::pair<QString, ComposeFile>> files; // the last one, which wins, first
        for (auto it = paths.crbegin(); it != paths.crend(); ++it) {
            QD_TRY(ComposeFile file, parsed(*it));
            files.append({*it, std::move(file)});
        }
        const auto splice = [&ways, &change, &refusal](const QString &path, const ComposeFile &file, const ModelPath &place) {
            const Result<ComposeFile::Splice> spliced = file.changed(change, place);
            if (!spliced) {
                if (!refusal)
                    refusal = spliced.error();
                return;
            }
            const QString key = spliced->path.join(QLatin1Char('.'));
            ways.append({path, spliced->bytes,
                         spliced->inserted ? PlanText::tr("%1 in %2, a new key").arg(key, path) : PlanText::tr("%1 in %2").arg(key, path)});
        };
        // What holds it now, in the file that wins.
        QList<ModelPath> elsewhere;
        for (const ModelPath &place : change.places()) {
            const auto holder = std::find_if(files.cbegin(), files.cend(),
                                             [&change, &place](const auto &one) { return one.second.find(change, place).has_value(); });
            if (holder == files.cend()) {
                elsewhere.append(place);
                continue;
            }
            const std::optional<ComposeFile::Held> held = holder->second.find(change, place);
            if (held->reference)
                addVariable(ways, change, *held->reference, files, refusal);
            splice(holder->first, holder->second, place);
        }
        // A deploy section that was not there is part of what Compose hashes, however little stands in it: a later
        // "up" would make every container of the service anew. scale is left out of the hash.
        const QJsonValue deploy = m_model.value(QLatin1String("services")).toObject().value(change.service).toObject().value(QLatin1String("deploy"));
        if (change.kind == SettingChange::Kind::Replicas && deploy.toObject().isEmpty())
            std::reverse(elsewhere.begin(), elsewhere.end());
        // A key of its own, in the last file that has the service.
        for (const ModelPath &place : elsewhere) {
            const auto holder
                = std::find_if(files.cbegin(), files.cend(), [&change](const auto &one) { return one.second.hasService(change.service); });
            if (holder != files.cend())
                splice(holder->first, holder->second, place);
        }
        return ways;
    }

    void addVariable(QList<Way> &ways, const SettingChange &change, const Reference &reference, const QList<std::pair<QString, ComposeFile>> &files,
                     std::optional<Error> &refusal)
    {
        const std::optional<QString> value = reference.valueFor(change.value);
        const QStringList paths = environmentFilesOf(m_stack.project);
        if (!value || paths.isEmpty())
            return;
        const auto refuse = [&refusal, &reference](const QString &why) {
            refusal = Error{ErrorKind::Unsupported,
                            PlanText::tr("The variable %1 cannot be changed: %2.").arg(reference.variable, why),
                            {},
                            PlanText::tr("Give the service a value of its own in the compose file.")};
        };
        for (const auto &[path, file] : files) {
            for (const ModelPath &use : variablesUsed(file.resolved(), {}).value(reference.variable)) {
                const QList<SettingChange> same = alike(change);
                if (std::none_of(same.cbegin(), same.cend(), [&use](const SettingChange &one) { return isMeant(use, one); }))
                    return refuse(PlanText::tr("%1 uses it, too").arg(use.join(QLatin1Char('.'))));
            }
        }
        // The last file that has it wins; a new one goes into the last.
        QString target = paths.last();
        for (const QString &path : paths) {
            if (DotEnv(m_now.value(path)).value(reference.variable))
                target = path;
        }
        if (isHandedOn(target, files))
            return refuse(PlanText::tr("%1 is handed to services as a whole").arg(target));
        DotEnv env(m_now.value(target));
        env.setValue(reference.variable, *value);
        ways.append({target, env.bytes(), PlanText::tr("the variable %1 in %2").arg(reference.variable, target)});
    }

    /// Whether containers get every variable of the file (env_file), so that
    /// any change of it makes them anew.
    [[nodiscard]] bool isHandedOn(const QString &path, const QList<std::pair<QString, ComposeFile>> &files) const
    {
        const QDir folder(m_stack.project.workingDir);
        const auto same = [&folder, &path](const QString &name) { return QFileInfo(folder.absoluteFilePath(name)) == QFileInfo(path); };
        for (const auto &[name, file] : files) {
            const QJsonObject services = file.resolved().value(QLatin1String("services")).toObject();
            for (const QJsonValue &service : services) {
                const QJsonValue value = service.toObject().value(QLatin1String("env_file"));
                const QJsonArray items = value.isArray() ? value.toArray() : QJsonArray{value};
                for (const QJsonValue &item : items) {
                    const QString given = item.isObject() ? item.toObject().value(QLatin1String("path")).toString() : item.toString();
                    if (!given.isEmpty() && same(given))
                        return true;
                }
            }
        }
        return false;
    }

    void finish(EditPlan &plan) const
    {
        Redactor redactor;
        for (const QString &path : environmentFilesOf(m_stack.project))
            redactor.addEnvironment(DotEnv(m_original.value(path)).values());
        for (const Service &service : m_stack.services) {
            redactor.addEnvironment(service.environment);
            for (const docker::Mount &mount : service.mounts) {
                if (mount.type == QLatin1String("bind") && m_original.contains(mount.source))
                    plan.mountedSingly.append(mount.source);
            }
        }
        for (auto it = m_now.cbegin(); it != m_now.cend(); ++it) {
            const QByteArray before = m_original.value(it.key());
            if (it.value() == before)
                continue;
            plan.files.append({it.key(), !m_missing.contains(it.key()), before, it.value()});
            plan.diff += unifiedDiff(it.key(), before, it.value(), redactor);
        }
    }

    const JobContext &m_context;
    compose::ComposePort &m_compose;
    const Stack &m_stack;
    QList<SettingChange> m_changes;
    QMap<QString, QByteArray> m_original;
    QMap<QString, QByteArray> m_now; ///< with the changes so far
    QStringList m_missing;
    QJsonObject m_model; ///< effective, with the changes so far
};

} // namespace

Result<EditPlan> planEdit(const JobContext &context, compose::ComposePort &compose, const Stack &stack, const QList<SettingChange> &changes)
{
    return Planner(context, compose, stack).plan(changes);
}

} // namespace quarterdeck::stack
