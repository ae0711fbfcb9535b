// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/pipefolder.h"

#include "backup/partialset.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <pthread.h>
#include <signal.h>
#include <thread>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct PipeFolderText
{
    Q_DECLARE_TR_FUNCTIONS(PipeFolder)
};

// As much as an unprivileged process may ask for: fewer switches between the two.
constexpr int pipeSize = 1 << 20;

constexpr char namePrefix[] = "quarterdeck-pipe-";

/// Where pipes may be, the first one preferred.
QStringList baseFolders()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return runtime.isEmpty() ? QStringList{QDir::tempPath()} : QStringList{runtime, QDir::tempPath()};
}

Result<QByteArray> makePrivateFolder()
{
    int code = 0;
    for (const QString &base : baseFolders()) {
        QByteArray name = QFile::encodeName(base) + '/' + namePrefix + "XXXXXX";
        // Under WSL the first may be there and belong to somebody else.
        if (::mkdtemp(name.data()) != nullptr)
            return name;
        code = errno;
    }
    return fail(errorFromErrno(code, PipeFolderText::tr("Could not create a folder in %1.").arg(QDir::tempPath())));
}

/// A reader that goes away must give EPIPE, not end the program. Blocked for
/// this thread only; what was raised meanwhile is taken back.
class BrokenPipeGuard final
{
public:
    BrokenPipeGuard()
    {
        sigemptyset(&m_set);
        sigaddset(&m_set, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &m_set, &m_before);
    }
    ~BrokenPipeGuard()
    {
        if (sigismember(&m_before, SIGPIPE) == 0) {
            const timespec now = {};
            while (sigtimedwait(&m_set, nullptr, &now) > 0) { }
        }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    Q_DISABLE_COPY_MOVE(BrokenPipeGuard)

private:
    sigset_t m_set;
    sigset_t m_before;
};

/// Asks a slow question at most once a second.
class Occasionally final
{
public:
    explicit Occasionally(const std::function<bool()> &question)
        : m_question(question)
    {
    }
    bool stillTrue()
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_asked < 1s)
            return true;
        m_asked = now;
        return m_question();
    }

private:
    const std::function<bool()> &m_question;
    std::chrono::steady_clock::time_point m_asked = std::chrono::steady_clock::now();
};

} // namespace

PipeFolder::PipeFolder(QString folder, FileDescriptor lock)
    : m_folder(std::move(folder))
    , m_lock(std::move(lock))
{
}

PipeFolder::~PipeFolder()
{
    ::unlink(QFile::encodeName(path()).constData());
    ::rmdir(QFile::encodeName(m_folder).constData());
}

Result<std::unique_ptr<PipeFolder>> PipeFolder::create()
{
    // A clean-up of another run may take away what is not locked yet: then once more.
    constexpr int attempts = 100;
    std::unique_ptr<PipeFolder> pipe;
    for (int attempt = 1; !pipe; ++attempt) {
        QD_TRY(const QByteArray name, makePrivateFolder());
        FileDescriptor lock(::open(name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
        const bool beingRemoved = !lock.isValid() || (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK);
        struct stat status = {};
        if ((beingRemoved || ::lstat(name.constData(), &status) != 0) && attempt < attempts)
            continue;
        pipe.reset(new PipeFolder(QFile::decodeName(name), std::move(lock)));
    }
    if (::mkfifo(QFile::encodeName(pipe->path()).constData(), 0600) != 0)
        return fail(errorFromErrno(errno, PipeFolderText::tr("Could not create a pipe in %1.").arg(pipe->folder())));
    return pipe;
}

QStringList PipeFolder::removeLeftovers()
{
    QStringList removed;
    for (const QString &base : baseFolders()) {
        for (const QString &name : QDir(base).entryList({QLatin1String(namePrefix) + QLatin1Char('*')}, QDir::Dirs | QDir::NoSymLinks)) {
            const QString path = base + QLatin1Char('/') + name;
            struct stat status = {};
            // The temporary folder is everybody's.
            if (::lstat(QFile::encodeName(path).constData(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::geteuid())
                continue;
            if (removeIfDead(path).value_or(false))
                removed.append(path);
        }
    }
    return removed;
}

Result<void> PipeFolder::openForReading()
{
    m_fd = FileDescriptor(::open(QFile::encodeName(path()).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!m_fd.isValid())
        return fail(errorFromErrno(errno, PipeFolderText::tr("Could not open the pipe %1.").arg(path())));
    ::fcntl(m_fd.get(), F_SETPIPE_SZ, pipeSize); // fails harmlessly where the limit is lower
    return {};
}

Result<void> PipeFolder::readAll(const JobContext &context, const docker::ByteSink &sink, const std::function<bool()> &writerLives)
{
    std::array<char, 256 * 1024> buffer;
    Occasionally alive(writerLives);
    bool opened = false;
    while (true) {
        QD_CHECK(context.checkpoint());
        pollfd wait = {m_fd.get(), POLLIN, 0};
        const int ready = ::poll(&wait, 1, static_cast<int>(context.slice().count()));
        if (ready < 0 && errno != EINTR)
            return fail(errorFromErrno(errno, PipeFolderText::tr("Could not read from the helper container.")));
        if (ready <= 0) {
            // Linux reports no hang-up before a first writer came: ask whether it still may.
            if (!opened && !alive.stillTrue())
                return fail(ErrorKind::NotFound, PipeFolderText::tr("The helper container ended without a word."));
            continue;
        }
        const ssize_t n = ::read(m_fd.get(), buffer.data(), buffer.size());
        if (n < 0) {
            if (errno == EAGAIN || errno == EINTR)
                continue;
            return fail(errorFromErrno(errno, PipeFolderText::tr("Could not read from the helper container.")));
        }
        opened = true;
        if (n == 0)
            return {};
        QD_CHECK(sink(QByteArrayView(buffer.data(), n)));
    }
}

Result<void> PipeFolder::writeAll(const JobContext &context, const docker::ByteSource &source, const std::function<bool()> &readerLives,
                                  bool readerMayStop)
{
    const BrokenPipeGuard guard;
    Occasionally alive(readerLives);
    // A non-blocking open for writing is refused until a reader is there.
    while (!m_fd.isValid()) {
        m_fd = FileDescriptor(::open(QFile::encodeName(path()).constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
        if (m_fd.isValid())
            break;
        if (errno != ENXIO)
            return fail(errorFromErrno(errno, PipeFolderText::tr("Could not open the pipe %1.").arg(path())));
        if (!alive.stillTrue())
            return fail(ErrorKind::NotFound, PipeFolderText::tr("The helper container ended without a word."));
        QD_CHECK(context.sleep(10ms));
    }
    ::fcntl(m_fd.get(), F_SETPIPE_SZ, pipeSize);
    while (true) {
        QD_TRY(const QByteArray chunk, source(256 * 1024));
        if (chunk.isEmpty())
            break;
        qsizetype written = 0;
        while (written < chunk.size()) {
            QD_CHECK(context.checkpoint());
            const ssize_t n = ::write(m_fd.get(), chunk.constData() + written, static_cast<size_t>(chunk.size() - written));
            if (n >= 0) {
                written += n;
                continue;
            }
            if (errno == EPIPE) {
                m_fd.reset();
                if (readerMayStop)
                    return {};
                return fail(ErrorKind::Unreachable, PipeFolderText::tr("The helper container stopped reading."));
            }
            if (errno != EAGAIN && errno != EINTR)
                return fail(errorFromErrno(errno, PipeFolderText::tr("Could not write to the helper container.")));
            pollfd wait = {m_fd.get(), POLLOUT, 0};
            ::poll(&wait, 1, static_cast<int>(context.slice().count()));
        }
    }
    m_fd.reset(); // the reader sees the end
    return {};
}

void PipeFolder::releaseReader(const std::function<bool()> &readerLives)
{
    m_fd.reset();
    // It may not even have come to the pipe yet, so again and again.
    for (const auto end = std::chrono::steady_clock::now() + 60s; readerLives() && std::chrono::steady_clock::now() < end;) {
        FileDescriptor(::open(QFile::encodeName(path()).constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)).reset();
        std::this_thread::sleep_for(10ms);
    }
}

} // namespace quarterdeck::backup
