// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/consolesink.h"

#include "foundation/units.h"

#include <QCoreApplication>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::ConsoleSink)
};

constexpr auto progressEvery = std::chrono::milliseconds(100);

} // namespace

ConsoleSink::ConsoleSink(const Terminal &terminal, std::chrono::milliseconds lineEvery)
    : m_terminal(terminal)
    , m_lineEvery(lineEvery)
{
}

void ConsoleSink::stepStarted(const QString & /*id*/, const QString &title)
{
    const std::scoped_lock lock(m_mutex);
    clearTransient();
    m_title = title;
    m_step.start();
    m_timeLeft.clear();
    // The title is line enough for the first while; on a terminal figures come at once.
    m_shown.start();
    if (m_terminal.errIsTerminal())
        m_shown.invalidate();
    m_terminal.errLine(title);
}

void ConsoleSink::stepProgress(const Progress &progress)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_step.isValid())
        m_step.start();
    m_timeLeft.add(std::chrono::milliseconds(m_step.elapsed()), progress.done);
    const auto interval = m_terminal.errIsTerminal() ? progressEvery : m_lineEvery;
    if (m_shown.isValid() && m_shown.elapsed() < interval.count())
        return;
    m_shown.start();
    const QString text = QLatin1String("  ") + progressText(progress);
    if (!m_terminal.errIsTerminal()) {
        m_terminal.errLine(text);
        return;
    }
    clearTransient();
    m_terminal.err(text);
    m_transient = true;
}

QString ConsoleSink::progressText(const Progress &progress) const
{
    const bool bytes = progress.unit == Progress::Unit::Bytes;
    QString text;
    if (bytes)
        text = formatBytesOf(progress.done, progress.total);
    else
        text = progress.total >= 0 ? Words::tr("%1 of %2").arg(progress.done).arg(progress.total) : QString::number(progress.done);
    if (progress.total > 0)
        text += QLatin1String("  ") + formatPercent(100.0 * static_cast<double>(progress.done) / static_cast<double>(progress.total));
    if (const auto rate = m_timeLeft.rate(); rate && bytes)
        text += QLatin1String("  ") + Words::tr("%1/s").arg(formatBytes(static_cast<qint64>(*rate)));
    if (const auto left = m_timeLeft.until(progress.total))
        text += QLatin1String("  ") + Words::tr("%1 left").arg(formatDuration(*left));
    return text;
}

void ConsoleSink::stepFinished(const QString & /*id*/, const Result<void> &result)
{
    const std::scoped_lock lock(m_mutex);
    clearTransient();
    const QString took = formatDuration(std::chrono::milliseconds(m_step.isValid() ? m_step.elapsed() : 0));
    const bool cancelled = !result && result.error().kind == ErrorKind::Cancelled;
    m_terminal.errLine(QLatin1String("  ")
                       + (result          ? Words::tr("done, %1").arg(took)
                              : cancelled ? Words::tr("cancelled after %1").arg(took)
                                          : Words::tr("failed after %1").arg(took)));
}

void ConsoleSink::logLine(const QString &line)
{
    const std::scoped_lock lock(m_mutex);
    clearTransient();
    m_terminal.errLine(QLatin1String("  ") + line);
}

void ConsoleSink::clearTransient()
{
    if (m_transient)
        m_terminal.err(QStringLiteral("\r\x1b[K"));
    m_transient = false;
}

} // namespace quarterdeck::cli
