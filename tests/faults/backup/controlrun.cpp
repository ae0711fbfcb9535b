// SPDX-License-Identifier: GPL-3.0-or-later
#include "controlrun.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

namespace quarterdeck::test {

QStringList ControlRun::Ended::warnings() const
{
    QStringList all;
    for (const QJsonValue &warning : json.value(QLatin1String("warnings")).toArray())
        all.append(warning.toString());
    return all;
}

QByteArray ControlRun::Ended::all() const
{
    // The end of it: QTest cuts what is long.
    return "exit code " + QByteArray::number(exitCode) + '\n' + QJsonDocument(error()).toJson() + warnings().join(QLatin1Char('\n')).toUtf8() + '\n'
        + told.right(600).toUtf8();
}

ControlRun::ControlRun(const QStringList &arguments, const QMap<QString, QString> &environment)
{
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    all.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        all.insert(it.key(), it.value());
    m_process.setProcessEnvironment(all);
    m_process.setReadChannel(QProcess::StandardError); // what is waited for
    m_process.start(QCoreApplication::applicationDirPath() + QLatin1String("/quarterdeckctl"), arguments + QStringList{QStringLiteral("--json")});
    m_process.closeWriteChannel();
}

ControlRun::~ControlRun()
{
    kill();
}

bool ControlRun::waitForLine(const QString &line, int milliseconds)
{
    const QByteArray wanted = line.toUtf8();
    QElapsedTimer timer;
    timer.start();
    while (true) {
        m_told += m_process.readAllStandardError();
        for (const QByteArray &told : m_told.split('\n')) {
            if (told.trimmed() == wanted)
                return true;
        }
        if (timer.elapsed() > milliseconds || !isRunning())
            return false;
        m_process.waitForReadyRead(20);
    }
}

void ControlRun::kill()
{
    m_process.kill();
    m_process.waitForFinished(10000);
}

bool ControlRun::isRunning()
{
    return m_process.state() != QProcess::NotRunning;
}

ControlRun::Ended ControlRun::finish(int milliseconds)
{
    if (isRunning() && !m_process.waitForFinished(milliseconds))
        kill();
    m_told += m_process.readAllStandardError();
    Ended ended;
    ended.exitCode = m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    ended.json = QJsonDocument::fromJson(m_process.readAllStandardOutput()).object();
    ended.told = QString::fromUtf8(m_told);
    return ended;
}

ControlRun::Ended ControlRun::whole(const QStringList &arguments, const QMap<QString, QString> &environment)
{
    ControlRun run(arguments, environment);
    return run.finish();
}

} // namespace quarterdeck::test
