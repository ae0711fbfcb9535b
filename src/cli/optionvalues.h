// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QCommandLineParser>
#include <QTime>

#include <chrono>

/// Values of options. What is wrong with one is an error whose sentence names
/// the option, for Outcome::usage().
namespace quarterdeck::cli {

/// A whole number from `lowest` to `highest`.
[[nodiscard]] Result<int> numberOption(const QCommandLineParser &parser, const QString &option, int lowest, int highest);

/// An age in hours ("36h"), days ("7d"), weeks ("2w"); "0" is none.
[[nodiscard]] Result<std::chrono::hours> ageOption(const QCommandLineParser &parser, const QString &option);

/// A time of the day: "02:00".
[[nodiscard]] Result<QTime> timeOption(const QCommandLineParser &parser, const QString &option);

/// An amount of bytes ("20m", "1GiB"); "0" is none.
[[nodiscard]] Result<qint64> bytesOption(const QCommandLineParser &parser, const QString &option);

/// One of several words.
/// @return its place among `words`
[[nodiscard]] Result<qsizetype> wordOption(const QCommandLineParser &parser, const QString &option, const QStringList &words);

/// Several of several words, separated by commas; "none" is none of them.
[[nodiscard]] Result<QStringList> wordsOption(const QCommandLineParser &parser, const QString &option, const QStringList &words);

/// "on" or "off".
[[nodiscard]] Result<bool> switchOption(const QCommandLineParser &parser, const QString &option);

/// A path as given, from where the program was started; empty stays empty.
[[nodiscard]] QString absolutePath(const QString &given);

} // namespace quarterdeck::cli
