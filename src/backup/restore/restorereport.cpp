// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include "foundation/units.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace quarterdeck::restore {

namespace {

struct ReportText
{
    Q_DECLARE_TR_FUNCTIONS(RestoreReport)
};

void row(QString &html, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        html += QLatin1String("<tr><th align=\"left\">") + name.toHtmlEscaped() + QLatin1String("</th><td>") + value.toHtmlEscaped()
            + QLatin1String("</td></tr>\n");
}

void list(QString &html, const QString &title, const QStringList &lines)
{
    if (lines.isEmpty())
        return;
    html += QLatin1String("<h2>") + title.toHtmlEscaped() + QLatin1String("</h2>\n<ul>\n");
    for (const QString &line : lines)
        html += QLatin1String("<li>") + line.toHtmlEscaped() + QLatin1String("</li>\n");
    html += QLatin1String("</ul>\n");
}

bool isEqual(const TableComparison &table)
{
    return table.sameContents && table.expected == table.found;
}

/// What differs first, then what holds most; tables that were empty and are would fill pages.
void tables(QString &html, QList<TableComparison> all)
{
    if (all.isEmpty())
        return;
    const QLocale locale;
    std::stable_sort(all.begin(), all.end(), [](const TableComparison &a, const TableComparison &b) {
        return isEqual(a) != isEqual(b) ? !isEqual(a) : a.expected > b.expected;
    });
    const auto empty
        = std::partition_point(all.cbegin(), all.cend(), [](const TableComparison &table) { return !isEqual(table) || table.expected > 0; });
    html += QLatin1String("<h2>") + ReportText::tr("Tables").toHtmlEscaped()
        + QLatin1String("</h2>\n<table width=\"100%\" cellpadding=\"3\">\n<tr><th align=\"left\">") + ReportText::tr("Table").toHtmlEscaped()
        + QLatin1String("</th><th align=\"right\">") + ReportText::tr("Rows in the set").toHtmlEscaped() + QLatin1String("</th><th align=\"right\">")
        + ReportText::tr("Rows restored").toHtmlEscaped() + QLatin1String("</th><th align=\"left\">") + ReportText::tr("Contents").toHtmlEscaped()
        + QLatin1String("</th></tr>\n");
    for (auto table = all.cbegin(); table != empty; ++table) {
        html += QLatin1String("<tr><td>") + table->table.toHtmlEscaped() + QLatin1String("</td><td align=\"right\">")
            + locale.toString(table->expected) + QLatin1String("</td><td align=\"right\">") + locale.toString(table->found)
            + QLatin1String("</td><td>") + (table->sameContents ? ReportText::tr("equal") : ReportText::tr("differ")).toHtmlEscaped()
            + QLatin1String("</td></tr>\n");
    }
    html += QLatin1String("</table>\n");
    if (empty != all.cend()) {
        html += QLatin1String("<p>")
            + ReportText::tr("Tables that were empty and are empty: %1.").arg(std::distance(empty, all.cend())).toHtmlEscaped()
            + QLatin1String("</p>\n");
    }
}

} // namespace

QByteArray reportHtml(const JournalState &state, const QDateTime &now)
{
    const Report &report = state.report;
    const QLocale locale;
    QString html = QLatin1String("<!DOCTYPE html>\n<html lang=\"") + locale.name().left(2) + QLatin1String("\"><head><meta charset=\"utf-8\"><title>")
        + ReportText::tr("Restore of %1").arg(state.stackId).toHtmlEscaped()
        + QLatin1String("</title>\n<style>body{font-family:sans-serif;max-width:50em;margin:2em auto;padding:0 1em}"
                        "th,td{padding:0.2em 0.6em;vertical-align:top}"
                        "table{border-collapse:collapse}tr{border-bottom:1px solid}</style></head><body>\n<h1>")
        + ReportText::tr("Restore of %1").arg(state.stackId).toHtmlEscaped() + QLatin1String("</h1>\n<p>") + report.summary.toHtmlEscaped()
        + QLatin1String("</p>\n<table cellpadding=\"3\">\n");
    row(html, ReportText::tr("From"), state.setId);
    row(html, ReportText::tr("Begun"), locale.toString(state.startedAt.toLocalTime(), QLocale::ShortFormat));
    row(html, ReportText::tr("Written"), locale.toString(now.toLocalTime(), QLocale::ShortFormat));
    row(html, ReportText::tr("Took"), formatDuration(std::chrono::milliseconds(report.tookMs)));
    if (report.cutOverMs >= 0)
        row(html, ReportText::tr("Cut-over"), formatDuration(std::chrono::milliseconds(report.cutOverMs)));
    row(html, ReportText::tr("Safety backup"), report.safetySetId);
    row(html, ReportText::tr("Old database"), report.oldDatabase);
    row(html, ReportText::tr("Side database"), report.sideDatabase);
    row(html, ReportText::tr("Encryption key"), backup::keyFitTitle(report.keyFit));
    row(html, ReportText::tr("Health"), report.health);
    row(html, ReportText::tr("Number"), state.runId);
    html += QLatin1String("</table>\n");
    list(html, ReportText::tr("Warnings"), report.warnings);
    list(html, ReportText::tr("To check"), report.toCheck);
    list(html, ReportText::tr("Was due meanwhile"), report.wouldHaveFired);
    tables(html, report.tables);
    html += QLatin1String("</body></html>\n");
    return html.toUtf8();
}

} // namespace quarterdeck::restore
