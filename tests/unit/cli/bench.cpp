// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "../backup/sets.h"
#include "backup/manifest.h"
#include "cli/consolesink.h"
#include "foundation/atomicfile.h"

#include <QJsonDocument>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h> // NOLINT: posix_openpt
#include <unistd.h>

#include <ctime>

namespace quarterdeck::test {

using namespace backup;

namespace {

docker::ContainerDetails mainContainer()
{
    docker::ContainerDetails details;
    details.id = QString(64, QLatin1Char('a'));
    details.name = QStringLiteral("shop-n8n-1");
    details.image = QStringLiteral("n8nio/n8n:2.1.4");
    details.imageId = QStringLiteral("sha256:n8n");
    details.state.running = true;
    details.state.status = QStringLiteral("running");
    details.labels = {{"com.docker.compose.project", "shop"},
                      {"com.docker.compose.service", "n8n"},
                      {"com.docker.compose.container-number", "1"},
                      {"com.docker.compose.oneoff", "False"}};
    return details;
}

QString readAll(const QString &path)
{
    return QString::fromUtf8(readWholeFile(path).value_or(QByteArray("unreadable")));
}

const QList<QByteArray> variables = {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "TZ"};

} // namespace

Result<process::ProcessOutput> FakeProcess::run(const JobContext & /*context*/, const process::ProcessSpec &spec)
{
    if (spec.program != QLatin1String("crontab")) {
        notices.append(spec);
        return process::ProcessOutput{noticeExitCode, {}, noticeExitCode == 0 ? QByteArray() : QByteArray("no such room\n")};
    }
    if (spec.arguments == QStringList{"-l"}) {
        return crontab.isEmpty() ? process::ProcessOutput{1, {}, "no crontab for tester\n"} : process::ProcessOutput{0, crontab, {}};
    }
    crontab = spec.arguments == QStringList{"-r"} ? QByteArray() : spec.input;
    return process::ProcessOutput{};
}

QString FakeProcess::find(const QString &program) const
{
    return program == QLatin1String("crontab") ? QStringLiteral("/usr/bin/crontab") : QString();
}

FakeBackups::FakeBackups(const FakeClock &clock)
    : m_clock(clock)
{
}

QList<Step> FakeBackups::createPlan(const stack::Stack &stack, const BackupSettings &wanted, const Recording &as, BackupReport &report)
{
    calls.append(QLatin1String("create ") + stack.id);
    settings = wanted;
    recording = as;
    Step step;
    step.id = QStringLiteral("seal");
    step.title = QStringLiteral("Seal the set");
    step.run = [this, &report, stackId = stack.id](JobContext &context) -> Result<void> {
        report.checks = checks;
        report.warnings = warnings;
        context.sink().stepProgress({QStringLiteral("seal"), 50, 100});
        if (createFails)
            return fail(*createFails);
        const Repository repository(settings.folder);
        QD_TRY(const qint64 sequence, repository.nextSequence(stackId));
        report.setPath = publishSet(settings.folder, stackId, sequence, m_clock.now());
        if (report.setPath.isEmpty())
            return fail(ErrorKind::Conflict, QStringLiteral("The set exists already."));
        report.setId = report.setPath.section(QLatin1Char('/'), -1);
        report.proof = createProof;
        report.summary = QStringLiteral("The set %1 was made.").arg(report.setId);
        if (createProof) {
            QD_TRY(const QByteArray manifest, readWholeFile(report.setPath + QLatin1String("/manifest.json")));
            report.proof->manifestSha256 = manifestDigest(manifest);
            QD_TRY(const BackupSet set, repository.find(context, report.setId));
            return repository.addProof(set, *report.proof);
        }
        return {};
    };
    return {step};
}

QList<Step> FakeBackups::verifyPlan(const Repository & /*repository*/, const BackupSet &set, Proof::Depth wanted, const BackupSettings &with,
                                    const std::optional<stack::Stack> &stack, const Recording & /*recording*/, Proof &result)
{
    calls.append(QLatin1String("verify ") + set.id);
    settings = with;
    depth = wanted;
    hadStack = stack.has_value();
    Step step;
    step.id = QStringLiteral("verify");
    step.title = QStringLiteral("Verify the set");
    step.run = [this, &result](JobContext & /*context*/) -> Result<void> {
        if (verifyFails)
            return fail(*verifyFails);
        result = proof;
        result.depth = depth;
        result.at = m_clock.now();
        if (!result.passed)
            return fail(ErrorKind::Corrupt, QStringLiteral("The set did not pass."));
        return {};
    };
    return {step};
}

Result<PruneReport> FakeBackups::prune(const JobContext &context, const Repository &repository, const QString &stackId, const RetentionPolicy &with,
                                       const QDateTime &now, bool dryRun)
{
    calls.append(QLatin1String("prune ") + stackId);
    policy = with;
    QD_TRY(const QList<BackupSet> sets, repository.list(context, stackId));
    PruneReport report{decideRetention(sets, with, now), {}};
    for (const RetentionDecision &decision : std::as_const(report.decisions)) {
        if (decision.keep || dryRun)
            continue;
        QD_TRY(const BackupSet set, repository.find(context, decision.id));
        QD_CHECK(repository.remove(context, set));
        report.removed.append(decision.id);
    }
    return report;
}

QStringList FakeBackups::removalConsequences(const QList<BackupSet> &sets, const BackupSet &set)
{
    calls.append(QStringLiteral("consequences of %1 among %2").arg(set.id).arg(sets.size()));
    return {QStringLiteral("It is the newest proven set.")};
}

QJsonObject CommandRun::json() const
{
    return QJsonDocument::fromJson(out.toUtf8()).object();
}

Bench::Bench()
{
    for (const QByteArray &name : variables)
        m_environment.insert(name, qgetenv(name.constData()));
    const QByteArray base = m_home.path().toUtf8();
    qputenv("HOME", base);
    qputenv("XDG_CONFIG_HOME", base + "/config");
    qputenv("XDG_DATA_HOME", base + "/data");
    qputenv("XDG_STATE_HOME", base + "/state");
    qputenv("XDG_CACHE_HOME", base + "/cache");
    qputenv("XDG_RUNTIME_DIR", base + "/run");
    qputenv("TZ", "UTC");
    ::tzset();
    docker.containers = {mainContainer()};
}

Bench::~Bench()
{
    for (auto it = m_environment.cbegin(); it != m_environment.cend(); ++it) {
        if (it.value().isNull())
            qunsetenv(it.key().constData());
        else
            qputenv(it.key().constData(), it.value());
    }
    ::tzset();
}

CommandRun Bench::runOn(const QStringList &arguments, int in, FILE *err, QTemporaryDir &files)
{
    CommandRun result;
    const QString outPath = files.filePath(QStringLiteral("out"));
    FILE *out = std::fopen(outPath.toUtf8().constData(), "w");
    {
        const cli::Terminal terminal(in, out, err);
        cli::ConsoleSink sink(terminal);
        const auto neighbours = std::make_shared<const cli::Neighbours>(
            cli::Neighbours{docker, compose, process, m_resources, m_postgres, m_redis, m_n8n, backups, clock});
        result.code = cli::runCommandLine(
            QStringList{"quarterdeckctl"} + arguments, [&](const QString & /*host*/) { return neighbours; }, terminal,
            JobContext(std::stop_token(), sink));
    }
    std::fclose(out);
    result.out = readAll(outPath);
    return result;
}

CommandRun Bench::run(const QStringList &arguments, const QByteArray &input)
{
    QTemporaryDir files;
    const QString inPath = files.filePath(QStringLiteral("in"));
    const QString errPath = files.filePath(QStringLiteral("err"));
    if (!writeFileAtomically(inPath, input))
        return {};
    const FileDescriptor in(::open(inPath.toUtf8().constData(), O_RDONLY | O_CLOEXEC));
    FILE *err = std::fopen(errPath.toUtf8().constData(), "w");
    CommandRun result = runOn(arguments, in.get(), err, files);
    std::fclose(err);
    result.err = readAll(errPath);
    return result;
}

CommandRun Bench::runAtTerminal(const QStringList &arguments, const QByteArray &answer)
{
    QTemporaryDir files;
    const FileDescriptor person(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!person.isValid() || ::grantpt(person.get()) != 0 || ::unlockpt(person.get()) != 0)
        return {};
    FILE *err = std::fopen(::ptsname(person.get()), "r+");
    if (err == nullptr || ::write(person.get(), answer.constData(), static_cast<size_t>(answer.size())) != answer.size())
        return {};
    CommandRun result = runOn(arguments, ::fileno(err), err, files);
    // All of it fits into the terminal's buffer, together with the answer it echoed.
    QByteArray seen;
    for (pollfd ready = {person.get(), POLLIN, 0}; ::poll(&ready, 1, 0) == 1 && (ready.revents & POLLIN) != 0;) {
        QByteArray piece(4096, Qt::Uninitialized);
        const ssize_t n = ::read(person.get(), piece.data(), static_cast<size_t>(piece.size()));
        if (n <= 0)
            break;
        seen += piece.first(n);
    }
    result.err = QString::fromUtf8(seen);
    std::fclose(err);
    return result;
}

QString Bench::defaultFolder() const
{
    return home() + QLatin1String("/data/quarterdeck/backups");
}

QString Bench::addSet(qint64 sequence, int hoursAgo, const QString &stackId)
{
    const QString path = publishSet(defaultFolder(), stackId, sequence, clock.now().addSecs(-3600 * hoursAgo));
    return path.section(QLatin1Char('/'), -1);
}

void Bench::addDrill(const QString &id, bool passed)
{
    const Repository repository(defaultFolder());
    const Result<BackupSet> set = repository.find(JobContext(), id);
    const Result<QByteArray> manifest = readWholeFile(defaultFolder() + QLatin1Char('/') + id + QLatin1String("/manifest.json"));
    Proof drill;
    drill.depth = Proof::Depth::Drill;
    drill.passed = passed;
    drill.at = clock.now();
    drill.tookMs = 12'000;
    drill.findings = {passed ? QStringLiteral("rows equal") : QStringLiteral("public.user has 3 rows instead of 4")};
    drill.manifestSha256 = manifest ? manifestDigest(*manifest) : QString();
    if (!set || !repository.addProof(*set, drill))
        qFatal("the proof could not be added");
}

void Bench::engineIsDown()
{
    docker.fault = [](const QString & /*call*/, const QString & /*id*/) -> Result<void> {
        return fail(ErrorKind::Unreachable, QStringLiteral("The Docker engine does not answer."), {}, QStringLiteral("Start it."));
    };
}

QList<RunRecord> Bench::history()
{
    const auto opened = History::open();
    return opened ? (*opened)->runs({}).value_or(QList<RunRecord>()) : QList<RunRecord>();
}

} // namespace quarterdeck::test
