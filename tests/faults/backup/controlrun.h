// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace quarterdeck::test {

/// The built quarterdeckctl at work, with --json: watched by the lines it
/// writes to standard error, killed at will.
class ControlRun final
{
public:
    /// What it ended with.
    struct Ended
    {
        int exitCode = -1; ///< -1 when it was killed or never ended
        QJsonObject json; ///< what it printed
        QString told; ///< standard error
        [[nodiscard]] QJsonObject error() const { return json.value(QLatin1String("error")).toObject(); }
        [[nodiscard]] QStringList warnings() const;
        /// What matters, for the message of a test that failed.
        [[nodiscard]] QByteArray all() const;
    };

    /// @param arguments without --json; starts at once
    /// @param environment added to our own
    explicit ControlRun(const QStringList &arguments, const QMap<QString, QString> &environment = {});
    ~ControlRun();
    Q_DISABLE_COPY_MOVE(ControlRun)

    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    /// Until it has told this line (indented or not). False when it ended before, or did not say so within the time.
    [[nodiscard]] bool waitForLine(const QString &line, int milliseconds = 60000);
    /// What it has told so far.
    [[nodiscard]] const QByteArray &told() const { return m_told; }
    /// SIGKILL: no handler, no destructor, nothing is taken back.
    void kill();
    [[nodiscard]] bool isRunning();
    [[nodiscard]] Ended finish(int milliseconds = 120000);

    /// From start to end.
    [[nodiscard]] static Ended whole(const QStringList &arguments, const QMap<QString, QString> &environment = {});

private:
    QProcess m_process;
    QByteArray m_told;
};

} // namespace quarterdeck::test
