// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QProcess>
#include <QString>

#include <chrono>

/// What processes cost, as the kernel accounts it.
namespace quarterdeck::bench {

/// CPU time of all threads that live now, in nanoseconds: the first field of
/// /proc/<pid>/task/*/schedstat (exact, where utime and stime tick in 10 ms).
[[nodiscard]] qint64 cpuNs(qint64 pid);

/// Peak resident set (VmHWM) in bytes; 0 when the process is gone.
[[nodiscard]] qint64 peakRss(qint64 pid);

/// Every process whose command name (comm) is one of these.
[[nodiscard]] QList<qint64> processesNamed(const QStringList &names);

[[nodiscard]] double median(QList<double> values);

/// A started program that is killed when the object goes.
class Child final
{
public:
    Child(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());
    ~Child();
    Q_DISABLE_COPY_MOVE(Child)

    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] QProcess &process() { return m_process; }

private:
    QProcess m_process;
};

} // namespace quarterdeck::bench
