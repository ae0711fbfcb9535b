// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"
#include "gui/models/setcontentsmodels.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class SetDetails;
}

namespace quarterdeck::gui {

/// One set in full: what it is and how far it can be relied on, its tables,
/// its files and its log. The log is asked for when it is looked at.
class SetDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit SetDetails(QWidget *parent = nullptr);
    ~SetDetails() override;
    Q_DISABLE_COPY_MOVE(SetDetails)

    /// @param set none = nothing is selected
    void setSet(const std::optional<backup::BackupSet> &set, const QDateTime &now);
    /// Ignored for another set than the one shown.
    void setLog(const QString &id, const Result<QString> &log);
    /// Gives the keyboard to what is shown.
    void focusContents();
    /// No more than is needed: what is left over is the splitter's to give.
    [[nodiscard]] QSize sizeHint() const override { return {QWidget::sizeHint().width(), minimumHeight()}; }

Q_SIGNALS:
    void logWanted(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showFacts(const QDateTime &now);
    void showTables();
    void showFiles();
    void wantLog();
    void fit();

    std::unique_ptr<Ui::SetDetails> ui;
    TableFigureModel m_tables;
    SetFileModel m_files;
    std::optional<backup::BackupSet> m_set;
    QString m_logOf; ///< whose log is shown or asked for
};

} // namespace quarterdeck::gui
