// SPDX-License-Identifier: GPL-3.0-or-later
#include "translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace quarterdeck {

void installTranslations()
{
    const auto install = [](const QLocale &locale, const QString &name, const QString &folder) {
        auto *translator = new QTranslator(QCoreApplication::instance());
        if (translator->load(locale, name, QStringLiteral("_"), folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    const QString ours = QStringLiteral("quarterdeck");
    const QString folder = QStringLiteral(":/i18n");
    // The plural forms of the texts in the code; the last one installed is asked first.
    install(QLocale(QLocale::English), ours, folder);
    const QLocale locale;
    if (locale.language() == QLocale::English || locale.language() == QLocale::C)
        return;
    install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(locale, ours, folder);
}

} // namespace quarterdeck
