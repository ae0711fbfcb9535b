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

constexpr qsizetype longestLine = 64 * 1024;

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
    : Terminal(STDIN_FILENO, stdout, stderr)
{
}

Terminal::Terminal(int in, FILE *out, FILE *err)
    : m_in(in)
    , m_out(out)
    , m_err(err)
    , m_inIsTerminal(::isatty(in) == 1)
    , m_outIsTerminal(::isatty(::fileno(out)) == 1)
    , m_errIsTerminal(::isatty(::fileno(err)) == 1)
    , m_colours(m_outIsTerminal && qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb")
{
}

void Terminal::out(const QString &text) const
{
    write(m_out, text);
}

void Terminal::outLine(const QString &line) const
{
    write(m_out, line + QLatin1Char('\n'));
}

void Terminal::err(const QString &text) const
{
    write(m_err, text);
}

void Terminal::errLine(const QString &line) const
{
    write(m_err, line + QLatin1Char('\n'));
}

void Terminal::outJson(const QJsonObject &object) const
{
    const QByteArray bytes = QJsonDocument(object).toJson(QJsonDocument::Indented);
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), m_out);
    std::fflush(m_out);
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
    QD_TRY(const QString answer, readLine(context));
    return answer.startsWith(QLatin1Char('y'), Qt::CaseInsensitive);
}

Result<QString> Terminal::readLine(const JobContext &context) const
{
    QByteArray line;
    while (true) {
        QD_CHECK(context.checkpoint());
        pollfd ready = {m_in, POLLIN, 0};
        if (::poll(&ready, 1, static_cast<int>(JobContext::pollSlice.count())) <= 0)
            continue;
        char byte = 0;
        if (::read(m_in, &byte, 1) <= 0 || byte == '\n')
            break;
        if (line.size() >= longestLine)
            return fail(ErrorKind::Invalid, Words::tr("The line on standard input is too long."));
        line.append(byte);
    }
    return QString::fromUtf8(line).trimmed();
}

} // namespace quarterdeck::cli
