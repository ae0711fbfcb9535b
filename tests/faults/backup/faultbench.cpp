// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultbench.h"

#include "adapters/n8n/n8nhttp.h"
#include "backup/recoverycard.h"
#include "foundation/atomicfile.h"
#include "foundation/stacklock.h"
#include "sets.h"
#include "stack/discovery.h"
#include "support/realstack.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <signal.h>
#include <sys/stat.h>

namespace quarterdeck::test {

namespace {

using namespace std::chrono_literals;
using backup::BackupSet;
using backup::SetState;

/// Every path below a folder with mode, size and hash.
QMap<QString, QString> photograph(const QString &folder)
{
    QMap<QString, QString> all;
    QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        struct stat status = {};
        ::lstat(QFile::encodeName(path).constData(), &status);
        QString about = QString::number(status.st_mode, 8);
        QFile file(path);
        if (S_ISREG(status.st_mode) && file.open(QIODevice::ReadOnly))
            about += QLatin1Char(' ') + QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
        all.insert(path, about);
    }
    return all;
}

/// Somebody else's run on the same engine is none of our business.
bool isForeign(const QMap<QString, QString> &labels)
{
    const auto pid = static_cast<pid_t>(labels.value(QStringLiteral("org.quarterdeck.helper.process")).section(QLatin1Char(':'), 0, 0).toLongLong());
    return pid > 0 && pid != ::getpid() && ::kill(pid, 0) == 0;
}

} // namespace

FaultBench::FaultBench()
{
    for (const auto &[variable, name] : {std::pair("XDG_RUNTIME_DIR", "run"), std::pair("XDG_STATE_HOME", "state"),
                                         std::pair("XDG_CONFIG_HOME", "config"), std::pair("XDG_DATA_HOME", "data")}) {
        (void)makeFolder(path(QLatin1String(name)));
        qputenv(variable, QFile::encodeName(path(QLatin1String(name))));
    }
    settings.folder = path(QStringLiteral("backups"));
    settings.drillEvery = 0;
}

Result<void> FaultBench::prepare()
{
    QD_TRY(stack, stack::Discovery(with.docker, with.compose).read(JobContext(), realStackName()));
    QD_CHECK(plantOldSet());
    QD_CHECK(saveSettings());
    heartbeat.start(QUrl(stack.n8nUrl));
    return {};
}

Result<void> FaultBench::plantOldSet()
{
    m_oldSet = publishWholeSet(settings.folder, stack.id, 1, QDateTime::currentDateTimeUtc().addDays(-1));
    if (m_oldSet.isEmpty())
        return fail(ErrorKind::Internal, QStringLiteral("the old set could not be made"));
    m_oldBytes = photograph(m_oldSet);
    return {};
}

QStringList FaultBench::create(const QStringList &more) const
{
    return QStringList{QStringLiteral("backup"), QStringLiteral("create"), QStringLiteral("--stack"), stack.id} + more;
}

QString FaultBench::title(const QString &stepId)
{
    backup::BackupReport report;
    backup::BackupSettings all = settings;
    all.drillEvery = 1;
    for (const Step &step : createBackupPlan(neighbours, stack, all, {}, report)) {
        if (step.id == stepId)
            return step.title;
    }
    return QStringLiteral("there is no step ") + stepId;
}

FaultBench::Made FaultBench::make(const backup::Neighbours &by, ProgressSink &sink)
{
    Made made;
    JobContext context({}, sink, QDeadlineTimer(3min));
    made.outcome = runPlan(createBackupPlan(by, stack, settings, {}, made.report), context);
    return made;
}

QList<BackupSet> FaultBench::newSets() const
{
    QList<BackupSet> sets = backup::Repository(settings.folder).list(JobContext(), stack.id).value_or(QList<BackupSet>());
    sets.removeIf([this](const BackupSet &set) { return set.path == m_oldSet; });
    return sets;
}

void FaultBench::reset()
{
    for (const BackupSet &set : newSets())
        QDir(set.path).removeRecursively();
    QDir(settings.folder + QLatin1String("/.partial")).removeRecursively();
    for (const QString &name : QDir(path(QStringLiteral("run"))).entryList({QStringLiteral("quarterdeck-pipe-*")}, QDir::Dirs))
        QDir(path(QStringLiteral("run/") + name)).removeRecursively();
    (void)heartbeat.takeFailures();
}

backup::RunRecord FaultBench::lastRun() const
{
    const auto history = backup::History::open();
    return history ? (*history)->runs(stack.id).value_or(QList<backup::RunRecord>()).value(0) : backup::RunRecord();
}

QStringList FaultBench::brokenPromises()
{
    QStringList broken;
    const backup::Repository repository(settings.folder);
    const auto old = repository.find(JobContext(), m_oldSet.section(QLatin1Char('/'), -1));
    if (!old)
        broken.append(QStringLiteral("the old set is gone: ") + old.error().what);
    else if (old->state != SetState::Proven)
        broken.append(QStringLiteral("the old set is no longer proven but ") + setStateName(old->state) + old->why);
    if (photograph(m_oldSet) != m_oldBytes)
        broken.append(QStringLiteral("the old set's bytes changed"));
    for (const BackupSet &set : newSets()) {
        const auto proof = verifySet(JobContext(), neighbours, repository, set, backup::Proof::Depth::Quick, settings, nullptr);
        if (!proof || !proof->passed)
            broken.append(set.id + QStringLiteral(" is listed and is not whole: ")
                          + (proof ? proof->findings.join(QLatin1Char(' ')) : proof.error().what));
    }
    for (const QString &failure : heartbeat.takeFailures())
        broken.append(QStringLiteral("n8n did not answer: ") + failure);
    return broken;
}

QStringList FaultBench::leftovers()
{
    QStringList left;
    const QString label = QLatin1String(backup::helperLabel);
    const auto containers = with.docker.listContainers(JobContext(), true, {label});
    const auto volumes = with.docker.listVolumes(JobContext());
    if (!containers || !volumes)
        left.append(QStringLiteral("the engine cannot be asked"));
    for (const docker::ContainerSummary &container : containers.value_or(QList<docker::ContainerSummary>())) {
        if (!isForeign(container.labels))
            left.append(QStringLiteral("container ") + container.name);
    }
    for (const docker::Volume &volume : volumes.value_or(QList<docker::Volume>())) {
        if (volume.labels.contains(label) && !isForeign(volume.labels))
            left.append(QStringLiteral("volume ") + volume.name);
    }
    for (const QString &name : QDir(path(QStringLiteral("run"))).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        if (name != QLatin1String("quarterdeck")) // locks
            left.append(QStringLiteral("in the runtime folder: ") + name);
    }
    QStringList known = backup::recoveryCardFiles() << m_oldSet.section(QLatin1Char('/'), -1);
    for (const BackupSet &set : newSets())
        known.append(set.id);
    for (const QString &name : QDir(settings.folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
        // A counter stays; the temporary file of one, which ends in a dot and six letters, may not.
        static const QRegularExpression counter(QStringLiteral("^\\.sequence-[^.]+$"));
        if (!known.contains(name) && !counter.match(name).hasMatch())
            left.append(QStringLiteral("in the target: ") + name);
    }
    if (const auto lock = StackLock::acquire(stack.id, QStringLiteral("test")); !lock)
        left.append(lock.error().what);
    return left;
}

QStringList FaultBench::unclear(const QJsonObject &error)
{
    QStringList missing;
    for (const char *member : {"kind", "what", "hint"}) {
        if (error.value(QLatin1String(member)).toString().isEmpty())
            missing.append(QStringLiteral("the error has no ") + QLatin1String(member) + QLatin1String(": ")
                           + error.value(QLatin1String("what")).toString());
    }
    if (error.value(QLatin1String("kind")).toString() == QLatin1String("internal"))
        missing.append(QStringLiteral("told as a defect of ours: ") + error.value(QLatin1String("what")).toString());
    return missing;
}

QStringList FaultBench::unclear(const Error &error)
{
    return unclear(
        QJsonObject{{QStringLiteral("kind"), errorKindName(error.kind)}, {QStringLiteral("what"), error.what}, {QStringLiteral("hint"), error.hint}});
}

bool FaultBench::waitUntilReady(std::chrono::seconds patience)
{
    n8n::N8nHttp http;
    const QUrl url(stack.n8nUrl);
    n8n::HttpRequest request;
    request.host = url.host();
    request.port = static_cast<quint16>(url.port(80));
    request.target = "/healthz/readiness";
    const JobContext context = JobContext().withTimeout(patience);
    while (context.checkpoint()) {
        const auto found = stack::Discovery(with.docker, with.compose).read(context, stack.id);
        bool all = found.has_value();
        if (found) {
            for (const stack::Service &service : found->services) {
                all = all && !service.containers.isEmpty()
                    && std::all_of(service.containers.begin(), service.containers.end(),
                                   [](const stack::Container &container) { return container.state == QLatin1String("running"); });
            }
        }
        const auto answer = http.request(context.withTimeout(5s), request);
        if (all && answer && answer->status == 200) {
            stack = *found;
            return true;
        }
        (void)context.sleep(500ms);
    }
    return false;
}

} // namespace quarterdeck::test
