// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace quarterdeck::gui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::Options)
};

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    const QCommandLineOption help(QStringList({QStringLiteral("h"), QStringLiteral("help")}));
    const QCommandLineOption version(QStringLiteral("version"));
    const QCommandLineOption stack(QStringLiteral("stack"), {}, QStringLiteral("NAME"));
    const QCommandLineOption noSandbox(QStringLiteral("no-sandbox"));
    const QCommandLineOption theme(QStringLiteral("theme"), {}, QStringLiteral("THEME"));
    const QCommandLineOption page(QStringLiteral("page"), {}, QStringLiteral("PAGE"));
    const QCommandLineOption screenshot(QStringLiteral("screenshot"), {}, QStringLiteral("FILE"));
    const QCommandLineOption readings(QStringLiteral("screenshot-after"), {}, QStringLiteral("READINGS"));
    const QCommandLineOption firstFrame(QStringLiteral("quit-after-first-frame"));
    const QCommandLineOption minimized(QStringLiteral("minimized"));
    QCommandLineParser parser;
    parser.addOptions({help, version, stack, noSandbox, theme, page, screenshot, readings, firstFrame, minimized});
    if (!parser.parse(arguments))
        return fail(ErrorKind::Invalid, parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return fail(ErrorKind::Invalid, Words::tr("Unexpected argument: %1").arg(parser.positionalArguments().constFirst()));

    Options options;
    options.help = parser.isSet(help);
    options.version = parser.isSet(version);
    options.stack = parser.value(stack);
    options.sandbox = !parser.isSet(noSandbox);
    if (parser.isSet(theme)) {
        options.theme = themeFromName(parser.value(theme));
        if (!options.theme)
            return fail(ErrorKind::Invalid, Words::tr("--theme is system, light or dark, not %1").arg(parser.value(theme)));
    }
    options.page = parser.value(page);
    options.screenshot = parser.value(screenshot);
    if (parser.isSet(readings)) {
        bool isNumber = false;
        options.screenshotAfter = parser.value(readings).toInt(&isNumber);
        if (!isNumber || options.screenshotAfter < 1)
            return fail(ErrorKind::Invalid, Words::tr("--screenshot-after is a number from 1, not %1").arg(parser.value(readings)));
    }
    options.quitAfterFirstFrame = parser.isSet(firstFrame);
    options.minimized = parser.isSet(minimized);
    return options;
}

QString usageText()
{
    return Words::tr("usage: quarterdeck [OPTIONS]\n"
                     "  --stack NAME              the stack to open, where there are several\n"
                     "  --no-sandbox              do not offer the sandbox stack where there is none\n"
                     "  --theme THEME             system, light or dark\n"
                     "  --page PAGE               open overview, backups, restore or workers\n"
                     "  --screenshot FILE         save a picture once data is shown, and quit\n"
                     "  --screenshot-after N      readings to wait for before the picture (3)\n"
                     "  --quit-after-first-frame  print the milliseconds from the start of the process\n"
                     "                            to the first painted list of services, and quit\n"
                     "  --minimized               start as an icon; nothing is sampled until it is shown\n"
                     "  --version                 print the version\n"
                     "  --help                    print this\n");
}

} // namespace quarterdeck::gui
