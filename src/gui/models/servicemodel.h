// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/listtablemodel.h"
#include "health/stackstatus.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace quarterdeck::gui {

/// Bytes used and allowed; the value of the memory column.
struct Usage
{
    std::optional<qint64> used;
    qint64 limit = 0; ///< 0 = none

    bool operator==(const Usage &) const = default;
};

/// The services of a stack, each with its containers below. A new status
/// changes it in place: rows are inserted, removed and told of only where
/// something differs, so that a selection and open branches stay.
class ServiceModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Version, Up, Cpu, Memory, Restarts, ColumnCount };
    enum OwnRole {
        StateRole = FirstOwnRole, ///< int of health::State
        HistoryRole, ///< QList<float>: CPU in percent, oldest first, at most historyLength; negative = no reading
        UsageRole, ///< Usage
        ServiceRole, ///< name of the service, also of a container's row
        IsServiceRole, ///< bool
    };

    /// At 1 Hz a minute.
    static constexpr int historyLength = 60;

    explicit ServiceModel(QObject *parent = nullptr);
    ~ServiceModel() override;
    Q_DISABLE_COPY_MOVE(ServiceModel)

    /// Another stack's status starts anew, without any history.
    void update(const health::StackStatus &status);
    void clear();
    /// Old data: shown muted, its states as "Unknown".
    void setStale(bool stale);
    [[nodiscard]] bool isStale() const { return m_stale; }

    [[nodiscard]] QModelIndex indexOfService(const QString &name) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node;
    using Nodes = std::vector<std::unique_ptr<Node>>;

    [[nodiscard]] static Node *nodeOf(const QModelIndex &index);
    [[nodiscard]] QModelIndex indexOf(const Node *node, int column) const;
    void reconcile(Node *parent, const QModelIndex &parentIndex, std::vector<Node> wanted);
    void change(Node &node, Node &wanted, bool tell);
    [[nodiscard]] QString text(const Node &node, int column) const;
    [[nodiscard]] QString toolTip(const Node &node, int column) const;
    [[nodiscard]] QVariant sortValue(const Node &node, int column) const;

    std::unique_ptr<Node> m_root;
    QString m_stackId;
    bool m_stale = false;
};

} // namespace quarterdeck::gui

Q_DECLARE_METATYPE(quarterdeck::gui::Usage)
