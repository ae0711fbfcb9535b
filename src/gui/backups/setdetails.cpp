// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/backups/setdetails.h"

#include "ui_setdetails.h"

#include "gui/models/setfacts.h"
#include "gui/theme/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QTabBar>

namespace quarterdeck::gui {

SetDetails::SetDetails(QWidget *parent)
    : QWidget(parent)
    , ui(std::make_unique<Ui::SetDetails>())
{
    ui->setupUi(this);
    ui->detailTabs->setDocumentMode(true);
    ui->detailTabs->tabBar()->setAccessibleName(tr("Parts of the details"));
    ui->summary->setAutoFillBackground(false);
    // To be read by keyboard it must be scrolled by keyboard.
    ui->summaryScroll->setFocusPolicy(Qt::StrongFocus);
    for (QLabel *heading : {ui->setHeading, ui->contentsHeading, ui->stackHeading, ui->checksHeading})
        heading->setFont(headingFont(font()));
    ui->logText->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    ui->tables->setSource(&m_tables);
    ui->tables->setFilter(ui->tablesFilter);
    ui->files->setSource(&m_files);
    ui->files->setFilter(ui->filesFilter);
    fit();
    connect(ui->detailTabs, &QTabWidget::currentChanged, this, &SetDetails::wantLog);
    setSet({}, {});
}

SetDetails::~SetDetails() = default;

void SetDetails::fit()
{
    for (QWidget *group : {ui->setGroup, ui->contentsGroup, ui->stackGroup, ui->checksGroup})
        group->setMinimumWidth(fontMetrics().averageCharWidth() * 30);
    for (QLineEdit *filter : {ui->tablesFilter, ui->filesFilter})
        filter->setMinimumWidth(fontMetrics().averageCharWidth() * 18);
    ui->tables->fitColumns({{}, QStringLiteral("100,000,000"), tr("a sample, and the keys of every row")});
    ui->files->fitColumns({{},
                           backup::partTitle(backup::Part::Compose),
                           QStringLiteral("1,000 MiB"),
                           QStringLiteral("1,000 MiB"),
                           QStringLiteral("0123456789abcdef0123456789")});
    setMinimumHeight(fontMetrics().height() * 9);
}

void SetDetails::setSet(const std::optional<backup::BackupSet> &set, const QDateTime &now)
{
    const bool other = (m_set ? m_set->id : QString()) != (set ? set->id : QString());
    m_set = set;
    ui->detailTabs->setEnabled(set.has_value());
    showFacts(now);
    showTables();
    showFiles();
    if (other) {
        m_logOf.clear();
        ui->logText->clear();
    }
    wantLog();
}

void SetDetails::showFacts(const QDateTime &now)
{
    SetFacts facts;
    if (m_set)
        facts = setFacts(*m_set, now);
    else
        facts.set.append({{}, tr("No set is selected."), {}, {}, {}});
    ui->setFacts->setFacts(facts.set);
    ui->contentsFacts->setFacts(facts.contents);
    ui->stackFacts->setFacts(facts.stack);
    ui->checksFacts->setFacts(facts.checks);
    for (QWidget *group : {ui->contentsGroup, ui->stackGroup, ui->checksGroup})
        group->setVisible(m_set.has_value());
}

void SetDetails::showTables()
{
    const bool counted = m_set && m_set->manifest && m_set->manifest->postgres;
    m_tables.setRows(counted ? m_set->manifest->postgres->tables : QList<backup::TableFigure>());
    ui->tablesNote->setText(counted ? tr("Counted inside the snapshot that was dumped; a drill compares what it restores with these figures.")
                                    : tr("No tables were counted for this set."));
}

void SetDetails::showFiles()
{
    const bool known = m_set && m_set->manifest;
    m_files.setRows(known ? m_set->manifest->files : QList<backup::FileEntry>());
    ui->filesNote->setText(known ? tr("All that is needed to restore: stock zstd, tar and pg_restore read them, the instructions are among them.")
                                 : tr("Without a manifest its files are not known."));
}

void SetDetails::wantLog()
{
    if (!m_set || m_logOf == m_set->id || ui->detailTabs->currentWidget() != ui->logTab)
        return;
    m_logOf = m_set->id;
    ui->logText->setPlaceholderText(tr("Reading the log..."));
    Q_EMIT logWanted(m_set->id);
}

void SetDetails::setLog(const QString &id, const Result<QString> &log)
{
    if (!m_set || m_set->id != id || m_logOf != id)
        return;
    ui->logText->setPlaceholderText(log ? tr("The log is empty.") : log.error().what);
    ui->logText->setPlainText(log.value_or(QString()));
}

void SetDetails::focusContents()
{
    QWidget *current = ui->detailTabs->currentWidget();
    QWidget *target = current == ui->tablesTab ? static_cast<QWidget *>(ui->tables)
        : current == ui->filesTab              ? ui->files
        : current == ui->logTab                ? static_cast<QWidget *>(ui->logText)
                                               : ui->summaryScroll;
    target->setFocus(Qt::OtherFocusReason);
}

void SetDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fit();
    QWidget::changeEvent(event);
}

} // namespace quarterdeck::gui
