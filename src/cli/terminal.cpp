// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <poll.h>
#include <unistd.h>

#include <cstdio>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::Terminal)
};

void write(FILE *file, QString text)
{
    // The window wants no line break between number and unit; grep and awk
    // want a plain space.
    text.replace(QChar(0x00a0), QLatin1Char(' '));
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), file);
    std::fflush(file);
}

} // namespace

Terminal::Terminal()
    : m_inIsTerminal(::isatty(STDIN_FILENO) == 1)
    , m_outIsTerminal(::isatty(STDOUT_FILENO) == 1)
    , m_errIsTerminal(::isatty(STDERR_FILENO) == 1)
    , m_colours(m_outIsTerminal && qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb")
{
}

void Terminal::out(const QString &text) const
{
    write(stdout, text);
}

void Terminal::outLine(const QString &line) const
{
    write(stdout, line + QLatin1Char('\n'));
}

void Terminal::err(const QString &text) const
{
    write(stderr, text);
}

void Terminal::errLine(const QString &line) const
{
    write(stderr, line + QLatin1Char('\n'));
}

void Terminal::outJson(const QJsonObject &object) const
{
    const QByteArray bytes = QJsonDocument(object).toJson(QJsonDocument::Indented);
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

QString Terminal::paint(Colour colour, const QString &text) const
{
    if (!m_colours || colour == Colour::None)
        return text;
    const char *code = "0";
    switch (colour) {
    case Colour::None:
        break;
    case Colour::Good:
        code = "32";
        break;
    case Colour::Warning:
        code = "33";
        break;
    case Colour::Bad:
        code = "31";
        break;
    case Colour::Faint:
        code = "2";
        break;
    case Colour::Strong:
        code = "1";
        break;
    }
    return QLatin1String("\x1b[") + QLatin1String(code) + QLatin1Char('m') + text + QLatin1String("\x1b[0m");
}

Result<bool> Terminal::confirm(const JobContext &context, const QString &question) const
{
    err(question + QLatin1Char(' ') + Words::tr("[y/N]") + QLatin1Char(' '));
    QByteArray answer;
    while (true) {
        QD_CHECK(context.checkpoint());
        pollfd ready = {STDIN_FILENO, POLLIN, 0};
        if (::poll(&ready, 1, static_cast<int>(JobContext::pollSlice.count())) <= 0)
            continue;
        char byte = 0;
        if (::read(STDIN_FILENO, &byte, 1) <= 0 || byte == '\n')
            break;
        answer.append(byte);
    }
    answer = answer.trimmed();
    return answer.startsWith('y') || answer.startsWith('Y');
}

} // namespace quarterdeck::cli
