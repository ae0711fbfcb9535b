// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/reportdocument.h"

#include "foundation/atomicfile.h"
#include "gui/restore/restorewords.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QMarginsF>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>
#include <QThread>

#include <memory>

namespace quarterdeck::gui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::ReportDocument)
};

QByteArray setPdf(const QString &html)
{
    QBuffer buffer;
    if (!buffer.open(QIODevice::WriteOnly))
        return {};
    {
        constexpr double marginMm = 20;
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm), QPageLayout::Millimeter);
        writer.setTitle(Words::tr("Report of a restore"));
        writer.setCreator(QStringLiteral("Quarterdeck " QUARTERDECK_VERSION));
        QTextDocument document;
        document.setHtml(html);
        document.print(&writer);
    }
    return buffer.data();
}

/// A text document lays itself out by timers, which the job thread has none of.
QByteArray pdfOf(const QString &html)
{
    QByteArray pdf;
    const std::unique_ptr<QThread> thread(QThread::create([&pdf, &html] { pdf = setPdf(html); }));
    thread->start();
    thread->wait();
    return pdf;
}

} // namespace

Result<void> writeReport(const restore::Report &report, const QString &path)
{
    QString html = reportHtml(report);
    if (!report.reportPath.isEmpty()) {
        if (const Result<QByteArray> left = readWholeFile(report.reportPath))
            html = QString::fromUtf8(*left);
    }
    if (!path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return writeFileAtomically(path, html.toUtf8());
    const QByteArray pdf = pdfOf(html);
    if (pdf.isEmpty())
        return fail(ErrorKind::Internal, Words::tr("The report could not be set as PDF."), {}, Words::tr("Save it as HTML."));
    return writeFileAtomically(path, pdf);
}

} // namespace quarterdeck::gui
