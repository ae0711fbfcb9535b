// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/process/localprocess.h"

#include "adapters/process/linesplitter.h"
#include "foundation/filedescriptor.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
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

namespace quarterdeck::process {

namespace {

using namespace std::chrono_literals;

struct LocalProcessText
{
    Q_DECLARE_TR_FUNCTIONS(LocalProcess)
};

constexpr auto graceAfterTerminate = 2s;

struct Pipe
{
    FileDescriptor readEnd;
    FileDescriptor writeEnd;
};

Result<Pipe> makePipe()
{
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(errorFromErrno(errno, LocalProcessText::tr("Could not create a pipe.")));
    Pipe pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
    // Started without standard streams we would get their numbers, and the
    // child would overwrite one end while it puts another in its place.
    for (FileDescriptor *end : {&pipe.readEnd, &pipe.writeEnd}) {
        if (end->get() > STDERR_FILENO)
            continue;
        FileDescriptor moved(::fcntl(end->get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
        if (!moved.isValid())
            return fail(errorFromErrno(errno, LocalProcessText::tr("Could not create a pipe.")));
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

std::vector<QByteArray> environmentOf(const ProcessSpec &spec)
{
    QMap<QByteArray, QByteArray> merged;
    for (char **entry = environ; *entry != nullptr; ++entry) {
        const QByteArray variable(*entry);
        const qsizetype equals = variable.indexOf('=');
        merged.insert(variable.left(equals), variable.mid(equals + 1));
    }
    for (auto it = spec.environment.cbegin(); it != spec.environment.cend(); ++it)
        merged.insert(it.key().toLocal8Bit(), it.value().toLocal8Bit());
    std::vector<QByteArray> result;
    for (auto it = merged.cbegin(); it != merged.cend(); ++it)
        result.push_back(it.key() + '=' + it.value());
    return result;
}

std::vector<char *> pointersTo(std::vector<QByteArray> &strings)
{
    std::vector<char *> pointers;
    for (QByteArray &string : strings)
        pointers.push_back(string.data());
    pointers.push_back(nullptr);
    return pointers;
}

Result<pid_t> spawn(const QString &program, const ProcessSpec &spec, const Pipe &input, const Pipe &output, const Pipe &errors)
{
    SpawnSettings settings;
    posix_spawn_file_actions_adddup2(&settings.actions, input.readEnd.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&settings.actions, output.writeEnd.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&settings.actions, errors.writeEnd.get(), STDERR_FILENO);
    // Not every library marks its descriptors close-on-exec, and a pipe or a
    // lock that lives on in a child is a hang that nobody finds.
    posix_spawn_file_actions_addclosefrom_np(&settings.actions, STDERR_FILENO + 1);
    const QByteArray folder = QFile::encodeName(spec.workingDir);
    if (!folder.isEmpty())
        posix_spawn_file_actions_addchdir_np(&settings.actions, folder.constData());

    // A group of its own, so that what it starts can be ended with it; default
    // signals, whatever we block or ignore.
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&settings.attributes, &none);
    posix_spawnattr_setsigdefault(&settings.attributes, &all);
    posix_spawnattr_setpgroup(&settings.attributes, 0);
    posix_spawnattr_setflags(&settings.attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::vector<QByteArray> arguments = {QFile::encodeName(program)};
    for (const QString &argument : spec.arguments)
        arguments.push_back(argument.toLocal8Bit());
    std::vector<QByteArray> environment = environmentOf(spec);
    const std::vector<char *> argv = pointersTo(arguments);
    const std::vector<char *> envp = pointersTo(environment);
    pid_t pid = 0;
    const int code = ::posix_spawn(&pid, argv.front(), &settings.actions, &settings.attributes, argv.data(), envp.data());
    if (code != 0)
        return fail(errorFromErrno(code, LocalProcessText::tr("Could not start %1.").arg(program)));
    return pid;
}

/// A started child: ended with its group and reaped, however we leave.
class Child final
{
public:
    explicit Child(pid_t pid)
        : m_pid(pid)
    {
    }
    ~Child()
    {
        if (m_reaped)
            return;
        // The group's number stays taken while anybody is in it, so this never
        // reaches strangers; ESRCH says that all have gone.
        const auto until = std::chrono::steady_clock::now() + graceAfterTerminate;
        int signal = SIGTERM;
        while (::kill(-m_pid, signal) == 0 && std::chrono::steady_clock::now() < until) {
            signal = 0;
            tryReap();
            ::usleep(5000);
        }
        ::kill(-m_pid, SIGKILL);
        while (!m_reaped && ::waitpid(m_pid, &m_status, 0) < 0 && errno == EINTR) { }
    }
    Q_DISABLE_COPY_MOVE(Child)

    bool tryReap()
    {
        m_reaped = m_reaped || ::waitpid(m_pid, &m_status, WNOHANG) == m_pid;
        return m_reaped;
    }
    [[nodiscard]] int status() const { return m_status; }

private:
    pid_t m_pid;
    int m_status = 0;
    bool m_reaped = false;
};

/// One of the child's output streams: collected, split into lines.
class OutputStream final
{
public:
    OutputStream(FileDescriptor fd, const std::function<void(const QString &)> &onLine, qint64 maximum)
        : m_fd(std::move(fd))
        , m_lines(onLine)
        , m_maximum(maximum)
    {
        ::fcntl(m_fd.get(), F_SETFL, O_NONBLOCK);
    }

    [[nodiscard]] int fd() const { return m_fd.get(); }
    [[nodiscard]] bool isOpen() const { return m_fd.isValid(); }
    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }
    /// No more will be read, though somebody may still hold the other end.
    void finish() { m_lines.finish(); }

    Result<void> readAvailable()
    {
        std::array<char, 65536> buffer;
        while (m_fd.isValid()) {
            const ssize_t n = ::read(m_fd.get(), buffer.data(), buffer.size());
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0 && errno == EAGAIN)
                return {};
            if (n <= 0) {
                m_fd.reset();
                m_lines.finish();
                return {};
            }
            if (m_bytes.size() + n > m_maximum)
                return fail(ErrorKind::Invalid, LocalProcessText::tr("The program printed more than expected."));
            m_bytes.append(buffer.data(), n);
            m_lines.feed(QByteArrayView(buffer.data(), n));
        }
        return {};
    }

private:
    FileDescriptor m_fd;
    LineSplitter m_lines;
    QByteArray m_bytes;
    qint64 m_maximum;
};

/// Feeds standard input without ever blocking or raising SIGPIPE.
class InputStream final
{
public:
    InputStream(FileDescriptor fd, const QByteArray &bytes)
        : m_fd(std::move(fd))
        , m_bytes(bytes)
    {
        ::fcntl(m_fd.get(), F_SETFL, O_NONBLOCK);
        if (m_bytes.isEmpty())
            m_fd.reset();
    }

    [[nodiscard]] int fd() const { return m_fd.get(); }
    [[nodiscard]] bool isOpen() const { return m_fd.isValid(); }

    void writeAvailable()
    {
        // A program that does not read its input to the end is no failure.
        sigset_t brokenPipe;
        sigset_t before;
        sigemptyset(&brokenPipe);
        sigaddset(&brokenPipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &brokenPipe, &before);
        const ssize_t n = ::write(m_fd.get(), m_bytes.constData() + m_written, static_cast<size_t>(m_bytes.size() - m_written));
        const int code = errno;
        if (n < 0 && code == EPIPE && sigismember(&before, SIGPIPE) == 0) {
            const timespec now = {};
            sigtimedwait(&brokenPipe, nullptr, &now);
        }
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        if (n > 0)
            m_written += n;
        if (m_written == m_bytes.size() || (n < 0 && code != EAGAIN && code != EINTR))
            m_fd.reset();
    }

private:
    FileDescriptor m_fd;
    QByteArray m_bytes;
    qsizetype m_written = 0;
};

} // namespace

QString LocalProcess::find(const QString &program) const
{
    return QStandardPaths::findExecutable(program);
}

Result<ProcessOutput> LocalProcess::run(const JobContext &context, const ProcessSpec &spec)
{
    QD_CHECK(context.checkpoint());
    const QString program = spec.program.contains(QLatin1Char('/')) ? spec.program : find(spec.program);
    if (program.isEmpty() || !QFileInfo(program).isExecutable()) {
        return fail(ErrorKind::NotFound, LocalProcessText::tr("The program %1 is not installed.").arg(spec.program), {},
                    LocalProcessText::tr("Install it, or make sure that it is on the PATH."));
    }
    if (!spec.workingDir.isEmpty() && !QFileInfo(spec.workingDir).isDir())
        return fail(ErrorKind::NotFound, LocalProcessText::tr("The folder %1 is not there.").arg(spec.workingDir));
    QD_TRY(Pipe inputPipe, makePipe());
    QD_TRY(Pipe outputPipe, makePipe());
    QD_TRY(Pipe errorPipe, makePipe());
    QD_TRY(const pid_t pid, spawn(program, spec, inputPipe, outputPipe, errorPipe));
    Child child(pid);
    inputPipe.readEnd.reset();
    outputPipe.writeEnd.reset();
    errorPipe.writeEnd.reset();
    InputStream input(std::move(inputPipe.writeEnd), spec.input);
    OutputStream output(std::move(outputPipe.readEnd), spec.onStdoutLine, spec.maximumOutput);
    OutputStream errors(std::move(errorPipe.readEnd), spec.onStderrLine, spec.maximumOutput);

    while (true) {
        QD_CHECK(context.checkpoint());
        // Closed descriptors are -1, which poll ignores.
        std::array<pollfd, 3> waits = {pollfd{input.fd(), POLLOUT, 0}, pollfd{output.fd(), POLLIN, 0}, pollfd{errors.fd(), POLLIN, 0}};
        const bool streaming = output.isOpen() || errors.isOpen();
        const int slice = static_cast<int>(context.slice().count());
        // Without streams only the exit is left to wait for, and poll cannot see that.
        if (::poll(waits.data(), waits.size(), streaming ? slice : std::min(slice, 5)) < 0 && errno != EINTR)
            return fail(errorFromErrno(errno, LocalProcessText::tr("Could not wait for %1.").arg(spec.program)));
        if (input.isOpen() && waits[0].revents != 0)
            input.writeAvailable();
        if (output.isOpen() && waits[1].revents != 0)
            QD_CHECK(output.readAvailable());
        if (errors.isOpen() && waits[2].revents != 0)
            QD_CHECK(errors.readAvailable());
        if (child.tryReap()) {
            // A grandchild may keep the streams open for ever; what is there is all we want.
            QD_CHECK(output.readAvailable());
            QD_CHECK(errors.readAvailable());
            output.finish();
            errors.finish();
            break;
        }
    }
    if (WIFSIGNALED(child.status())) {
        return fail(ErrorKind::Internal, LocalProcessText::tr("%1 was ended by signal %2.").arg(spec.program).arg(WTERMSIG(child.status())),
                    QString::fromUtf8(errors.take()));
    }
    return ProcessOutput{WEXITSTATUS(child.status()), output.take(), errors.take()};
}

} // namespace quarterdeck::process
