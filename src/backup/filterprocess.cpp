// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/filterprocess.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <vector>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct FilterText
{
    Q_DECLARE_TR_FUNCTIONS(FilterProcess)
};

constexpr qsizetype keptErrorText = 8 * 1024;

struct Pipe
{
    FileDescriptor readEnd;
    FileDescriptor writeEnd;
};

Result<Pipe> makePipe()
{
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(errorFromErrno(errno, FilterText::tr("Could not create a pipe.")));
    Pipe pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
    // A pipe that got the number of a closed standard stream would be
    // overwritten in the child while another is put in its place.
    for (FileDescriptor *end : {&pipe.readEnd, &pipe.writeEnd}) {
        if (end->get() > STDERR_FILENO)
            continue;
        FileDescriptor moved(::fcntl(end->get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
        if (!moved.isValid())
            return fail(errorFromErrno(errno, FilterText::tr("Could not create a pipe.")));
        *end = std::move(moved);
    }
    return pipe;
}

/// posix_spawn's own objects, freed however we leave.
class SpawnSettings final
{
public:
    SpawnSettings()
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    ~SpawnSettings()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    Q_DISABLE_COPY_MOVE(SpawnSettings)

    posix_spawn_file_actions_t actions = {};
    posix_spawnattr_t attributes = {};
};

/// write(2) whose SIGPIPE ends nobody: a filter that gives up is an error, not our end.
ssize_t writeQuietly(int fd, const char *bytes, size_t size)
{
    sigset_t brokenPipe;
    sigset_t before;
    sigemptyset(&brokenPipe);
    sigaddset(&brokenPipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &brokenPipe, &before);
    const ssize_t n = ::write(fd, bytes, size);
    const int code = errno;
    if (n < 0 && code == EPIPE && sigismember(&before, SIGPIPE) == 0) {
        const timespec now = {};
        sigtimedwait(&brokenPipe, nullptr, &now);
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = code;
    return n;
}

} // namespace

Result<std::unique_ptr<FilterProcess>> FilterProcess::start(const QString &program, const QStringList &arguments)
{
    const QString path = program.startsWith(QLatin1Char('/')) ? program : QStandardPaths::findExecutable(program);
    if (path.isEmpty()) {
        return fail(ErrorKind::NotFound, FilterText::tr("The program %1 is not installed.").arg(program), {},
                    FilterText::tr("Install it, or make sure that it is on the PATH."));
    }
    QD_TRY(Pipe input, makePipe());
    QD_TRY(Pipe output, makePipe());
    QD_TRY(Pipe errors, makePipe());

    SpawnSettings settings;
    posix_spawn_file_actions_adddup2(&settings.actions, input.readEnd.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&settings.actions, output.writeEnd.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&settings.actions, errors.writeEnd.get(), STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&settings.actions, STDERR_FILENO + 1);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&settings.attributes, &none);
    posix_spawnattr_setsigdefault(&settings.attributes, &all);
    posix_spawnattr_setpgroup(&settings.attributes, 0);
    posix_spawnattr_setflags(&settings.attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::vector<QByteArray> words = {QFile::encodeName(path)};
    for (const QString &argument : arguments)
        words.push_back(argument.toLocal8Bit());
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_t pid = 0;
    const int code = ::posix_spawn(&pid, argv.front(), &settings.actions, &settings.attributes, argv.data(), environ);
    if (code != 0)
        return fail(errorFromErrno(code, FilterText::tr("Could not start %1.").arg(program)));
    for (const int fd : {input.writeEnd.get(), output.readEnd.get(), errors.readEnd.get()})
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
    return std::unique_ptr<FilterProcess>(
        new FilterProcess(program, pid, std::move(input.writeEnd), std::move(output.readEnd), std::move(errors.readEnd)));
}

FilterProcess::FilterProcess(QString name, pid_t pid, FileDescriptor input, FileDescriptor output, FileDescriptor errors)
    : m_name(std::move(name))
    , m_pid(pid)
    , m_input(std::move(input))
    , m_output(std::move(output))
    , m_errors(std::move(errors))
{
}

FilterProcess::~FilterProcess()
{
    if (m_status)
        return;
    // Nothing it still has to say is wanted, and it holds nothing but pipes.
    ::kill(-m_pid, SIGKILL);
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) { }
}

Result<void> FilterProcess::feed(const JobContext &context, QByteArrayView input, const docker::ByteSink &output)
{
    while (!input.isEmpty())
        QD_CHECK(turn(context, &input, output));
    return {};
}

Result<void> FilterProcess::finish(const JobContext &context, const docker::ByteSink &output)
{
    m_input.reset();
    while (m_output.isValid())
        QD_CHECK(turn(context, nullptr, output));
    return reap(context);
}

Result<void> FilterProcess::turn(const JobContext &context, QByteArrayView *input, const docker::ByteSink &output)
{
    QD_CHECK(context.checkpoint());
    std::array<pollfd, 3> waits
        = {pollfd{input != nullptr ? m_input.get() : -1, POLLOUT, 0}, pollfd{m_output.get(), POLLIN, 0}, pollfd{m_errors.get(), POLLIN, 0}};
    if (::poll(waits.data(), waits.size(), static_cast<int>(context.slice().count())) < 0) {
        if (errno == EINTR)
            return {};
        return fail(errorFromErrno(errno, FilterText::tr("Could not wait for %1.").arg(m_name)));
    }
    if (waits[1].revents != 0)
        QD_CHECK(readOutput(output));
    if (waits[2].revents != 0)
        readErrors();
    if (input != nullptr && waits[0].revents != 0) {
        const ssize_t n = writeQuietly(m_input.get(), input->data(), static_cast<size_t>(input->size()));
        if (n > 0) {
            *input = input->sliced(n);
        } else if (n < 0 && errno != EAGAIN && errno != EINTR) {
            // It went away before it had everything: its own words say why.
            const Result<void> end = finish(context, output);
            return end ? fail(ErrorKind::Corrupt, FilterText::tr("%1 stopped before it had read everything.").arg(m_name)) : end;
        }
    }
    return {};
}

Result<void> FilterProcess::readOutput(const docker::ByteSink &output)
{
    std::array<char, 65536> buffer;
    const ssize_t n = ::read(m_output.get(), buffer.data(), buffer.size());
    if (n > 0)
        return output(QByteArrayView(buffer.data(), n));
    if (n == 0 || (errno != EAGAIN && errno != EINTR))
        m_output.reset();
    return {};
}

void FilterProcess::readErrors()
{
    std::array<char, 4096> buffer;
    const ssize_t n = ::read(m_errors.get(), buffer.data(), buffer.size());
    if (n > 0 && m_errorText.size() < keptErrorText)
        m_errorText.append(buffer.data(), n);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        m_errors.reset();
}

Result<void> FilterProcess::reap(const JobContext &context)
{
    int status = 0;
    while (true) {
        if (m_errors.isValid())
            readErrors();
        const pid_t done = ::waitpid(m_pid, &status, WNOHANG);
        if (done == m_pid)
            break;
        if (done < 0 && errno != EINTR)
            return fail(errorFromErrno(errno, FilterText::tr("Could not wait for %1.").arg(m_name)));
        QD_CHECK(context.sleep(2ms));
    }
    m_status = status;
    if (m_errors.isValid())
        readErrors();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return {};
    const QString detail = QString::fromUtf8(m_errorText).trimmed();
    if (WIFSIGNALED(status))
        return fail(ErrorKind::Internal, FilterText::tr("%1 was ended by signal %2.").arg(m_name).arg(WTERMSIG(status)), detail);
    return fail(ErrorKind::Corrupt, FilterText::tr("%1 could not work on the data (exit code %2).").arg(m_name).arg(WEXITSTATUS(status)), detail);
}

} // namespace quarterdeck::backup
