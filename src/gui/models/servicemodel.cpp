// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/servicemodel.h"

#include "foundation/units.h"
#include "gui/theme/icons.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace quarterdeck::gui {

/// A service or a container, as far as it is shown.
struct ServiceModel::Node
{
    Node *parent = nullptr;
    int place = 0; ///< among its siblings: asked for with every index
    Nodes children;
    std::vector<Node> wantedChildren; ///< only while a status is being taken in

    QString key; ///< name of the service, id of the container
    QString service;
    bool isService = true;
    QString name;
    QString details; ///< what the tooltip of the name adds
    health::State state = health::State::Unknown;
    QString count; ///< "3 of 5", where not all that are wanted run
    QString why;
    QString version;
    QDateTime startedAt;
    QString up;
    std::optional<double> cpu;
    Usage memory;
    int restarts = 0;
    QList<float> history;
};

namespace {

constexpr float noReading = -1;

QString exactTime(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime(), QLocale::LongFormat);
}

/// Below its stack the stack's name says nothing; the tooltip has all of it.
QString shortName(const QString &container, const QString &stackId)
{
    const QString prefix = stackId + QLatin1Char('-');
    return container.startsWith(prefix) && container.size() > prefix.size() ? container.mid(prefix.size()) : container;
}

/// One unit less would jump every second, for days.
QString upTime(const QDateTime &startedAt, const QDateTime &now)
{
    if (!startedAt.isValid())
        return {};
    const qint64 seconds = std::max<qint64>(0, startedAt.secsTo(now));
    const qint64 shown = seconds < 60 ? seconds : seconds - seconds % 60;
    return formatDuration(std::chrono::seconds(shown));
}

void append(QList<float> &history, const std::optional<double> &value)
{
    if (history.size() >= ServiceModel::historyLength)
        history.removeFirst();
    history.append(value ? static_cast<float>(*value) : noReading);
}

} // namespace

ServiceModel::ServiceModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

ServiceModel::~ServiceModel() = default;

void ServiceModel::update(const health::StackStatus &status)
{
    if (m_stackId != status.stackId) {
        clear();
        m_stackId = status.stackId;
    }
    setStale(false);
    std::vector<Node> services;
    services.reserve(static_cast<size_t>(status.services.size()));
    for (const health::ServiceStatus &service : status.services) {
        Node &node = services.emplace_back();
        node.key = node.name = node.service = service.name;
        node.details = stack::roleTitle(service.role);
        node.state = service.state;
        if (service.running != service.wanted || service.wanted > 1)
            node.count = tr("%1 of %2").arg(service.running).arg(service.wanted);
        node.why = service.why;
        node.version = service.version;
        node.startedAt = service.startedAt;
        node.up = service.running > 0 ? upTime(service.startedAt, status.taken) : QString();
        node.cpu = service.cpuPercent;
        node.memory = {service.memoryUsed, service.memoryLimit};
        node.restarts = service.restartCount;
        for (const health::ContainerStatus &container : service.containers) {
            Node &child = node.wantedChildren.emplace_back();
            child.isService = false;
            child.key = container.id;
            child.service = service.name;
            child.name = shortName(container.name, status.stackId);
            child.details = tr("%1 (%2)").arg(container.name, container.id.left(12));
            child.state = container.state;
            child.why = container.why;
            child.version = container.version;
            const bool running = container.engineState == QLatin1String("running");
            child.startedAt = running ? container.startedAt : QDateTime();
            child.up = upTime(child.startedAt, status.taken);
            child.cpu = container.cpuPercent;
            child.memory = {container.memoryUsed, container.memoryLimit};
            child.restarts = container.restartCount;
        }
    }
    reconcile(m_root.get(), {}, std::move(services));
}

void ServiceModel::clear()
{
    m_stackId.clear();
    if (m_root->children.empty())
        return;
    beginRemoveRows({}, 0, static_cast<int>(m_root->children.size()) - 1);
    m_root->children.clear();
    endRemoveRows();
}

void ServiceModel::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    if (m_root->children.empty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    for (const auto &service : m_root->children) {
        if (!service->children.empty())
            Q_EMIT dataChanged(indexOf(service->children.front().get(), 0), indexOf(service->children.back().get(), ColumnCount - 1));
    }
}

/// Makes the children of a node those that are wanted, in their order.
void ServiceModel::reconcile(Node *parent, const QModelIndex &parentIndex, std::vector<Node> wanted)
{
    Nodes &children = parent->children;
    const auto renumber = [&children] {
        for (size_t i = 0; i < children.size(); ++i)
            children[i]->place = static_cast<int>(i);
    };
    for (size_t i = children.size(); i-- > 0;) {
        const bool stays = std::any_of(wanted.cbegin(), wanted.cend(), [&](const Node &node) { return node.key == children[i]->key; });
        if (stays)
            continue;
        beginRemoveRows(parentIndex, static_cast<int>(i), static_cast<int>(i));
        children.erase(children.begin() + static_cast<std::ptrdiff_t>(i));
        renumber();
        endRemoveRows();
    }
    for (size_t i = 0; i < wanted.size(); ++i) {
        const auto from = std::find_if(children.begin() + static_cast<std::ptrdiff_t>(std::min(i, children.size())), children.end(),
                                       [&](const auto &node) { return node->key == wanted[i].key; });
        const auto place = children.begin() + static_cast<std::ptrdiff_t>(i);
        if (from == children.end()) {
            auto node = std::make_unique<Node>();
            node->key = wanted[i].key;
            node->parent = parent;
            beginInsertRows(parentIndex, static_cast<int>(i), static_cast<int>(i));
            children.insert(place, std::move(node));
            renumber();
            // Complete before anybody is told, or a filter would judge an empty row.
            std::vector<Node> itsChildren = std::exchange(wanted[i].wantedChildren, {});
            change(*children[i], wanted[i], false);
            endInsertRows();
            reconcile(children[i].get(), indexOf(children[i].get(), 0), std::move(itsChildren));
            continue;
        }
        if (from != place) {
            const int source = static_cast<int>(from - children.begin());
            beginMoveRows(parentIndex, source, source, parentIndex, static_cast<int>(i));
            std::rotate(place, from, from + 1);
            renumber();
            endMoveRows();
        }
        Node &node = *children[i];
        std::vector<Node> itsChildren = std::exchange(wanted[i].wantedChildren, {});
        change(node, wanted[i], true);
        reconcile(&node, indexOf(&node, 0), std::move(itsChildren));
    }
}

/// Takes over the values and tells of the columns that look different.
void ServiceModel::change(Node &node, Node &wanted, bool tell)
{
    bool changed[ColumnCount] = {};
    const auto take = [&changed](auto &value, auto &&newValue, Column column) {
        if (value == newValue)
            return;
        value = std::forward<decltype(newValue)>(newValue);
        changed[column] = true;
    };
    node.isService = wanted.isService;
    node.service = wanted.service;
    take(node.name, wanted.name, Name);
    take(node.details, wanted.details, Name);
    take(node.state, wanted.state, State);
    take(node.count, wanted.count, State);
    take(node.why, wanted.why, State);
    take(node.version, wanted.version, Version);
    take(node.startedAt, wanted.startedAt, Up);
    take(node.up, wanted.up, Up);
    take(node.cpu, wanted.cpu, Cpu);
    take(node.memory, wanted.memory, Memory);
    take(node.restarts, wanted.restarts, Restarts);
    // The line moves on although the figure may stay, unless it is flat all over.
    const bool flat = node.history.size() == historyLength
        && std::all_of(node.history.cbegin(), node.history.cend(), [&node](float value) { return qFuzzyCompare(value, node.history.first()); });
    append(node.history, wanted.cpu);
    changed[Cpu] = changed[Cpu] || !flat;

    if (!tell)
        return;
    // Neighbouring columns in one signal.
    for (int first = 0; first < ColumnCount; ++first) {
        if (!changed[first])
            continue;
        int last = first;
        while (last + 1 < ColumnCount && changed[last + 1])
            ++last;
        Q_EMIT dataChanged(indexOf(&node, first), indexOf(&node, last));
        first = last;
    }
}

QModelIndex ServiceModel::indexOfService(const QString &name) const
{
    for (const auto &node : m_root->children) {
        if (node->key == name)
            return indexOf(node.get(), 0);
    }
    return {};
}

ServiceModel::Node *ServiceModel::nodeOf(const QModelIndex &index)
{
    return static_cast<Node *>(index.internalPointer());
}

QModelIndex ServiceModel::indexOf(const Node *node, int column) const
{
    return createIndex(node->place, column, node);
}

QModelIndex ServiceModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || parent.column() > 0)
        return {};
    const Node *node = parent.isValid() ? nodeOf(parent) : m_root.get();
    if (static_cast<size_t>(row) >= node->children.size())
        return {};
    return createIndex(row, column, node->children[static_cast<size_t>(row)].get());
}

QModelIndex ServiceModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    const Node *parent = nodeOf(child)->parent;
    return parent == m_root.get() || !parent ? QModelIndex() : indexOf(parent, 0);
}

int ServiceModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    return static_cast<int>((parent.isValid() ? nodeOf(parent) : m_root.get())->children.size());
}

int ServiceModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString ServiceModel::text(const Node &node, int column) const
{
    switch (column) {
    case Name:
        return node.name;
    case State: {
        const QString word = health::stateTitle(m_stale ? health::State::Unknown : node.state);
        return node.count.isEmpty() ? word : tr("%1, %2").arg(word, node.count);
    }
    case Version:
        return node.version;
    case Up:
        return node.up;
    case Cpu:
        return node.cpu ? formatPercent(*node.cpu) : QString();
    case Memory:
        return node.memory.used ? formatBytesOf(*node.memory.used, node.memory.limit) : QString();
    case Restarts:
        return QLocale().toString(node.restarts);
    default:
        return {};
    }
}

QString ServiceModel::toolTip(const Node &node, int column) const
{
    switch (column) {
    case Name:
        return node.isService ? tr("%1: %2").arg(node.name, node.details) : tr("Container %1").arg(node.details);
    case State:
        return m_stale ? tr("Not known now. Last seen: %1.").arg(health::stateTitle(node.state)) : node.why;
    case Up:
        return node.startedAt.isValid() ? tr("Runs since %1").arg(exactTime(node.startedAt)) : tr("It does not run.");
    case Cpu:
        return node.cpu ? tr("%1 of one core. The line shows the last 60 seconds.").arg(formatPercent(*node.cpu)) : tr("No reading.");
    case Memory:
        if (!node.memory.used)
            return tr("No reading.");
        return node.memory.limit > 0 ? tr("%1 of %2 allowed").arg(formatBytes(*node.memory.used), formatBytes(node.memory.limit))
                                     : tr("%1, without a limit: it can take all memory of this machine").arg(formatBytes(*node.memory.used));
    case Restarts:
        return tr("How often the engine restarted it after it ended by itself");
    default:
        return {};
    }
}

QVariant ServiceModel::sortValue(const Node &node, int column) const
{
    switch (column) {
    case State: {
        // The worst comes first.
        static constexpr health::State order[]
            = {health::State::Failing, health::State::Stopped, health::State::Warning, health::State::Unknown, health::State::Healthy};
        return static_cast<int>(std::find(std::begin(order), std::end(order), node.state) - std::begin(order));
    }
    case Up:
        return node.startedAt;
    case Cpu:
        return node.cpu.value_or(-1);
    case Memory:
        return node.memory.used.value_or(-1);
    case Restarts:
        return node.restarts;
    default:
        return text(node, column);
    }
}

QVariant ServiceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(node, column);
    case Qt::ToolTipRole:
        return toolTip(node, column);
    case Qt::DecorationRole:
        return column == State ? QVariant(stateIcon(m_stale ? health::State::Unknown : node.state)) : QVariant();
    case Qt::TextAlignmentRole:
        return column >= Up && column != Cpu && column != Memory ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::AccessibleTextRole: {
        const QString value = text(node, column);
        return column == Name ? value : tr("%1: %2").arg(headerData(column, Qt::Horizontal).toString(), value.isEmpty() ? tr("no value") : value);
    }
    case SortRole:
        return sortValue(node, column);
    case IdRole:
        return node.key;
    case StateRole:
        return static_cast<int>(m_stale ? health::State::Unknown : node.state);
    case HistoryRole:
        return QVariant::fromValue(node.history);
    case UsageRole:
        return QVariant::fromValue(node.memory);
    case ServiceRole:
        return node.service;
    case IsServiceRole:
        return node.isService;
    default:
        return {};
    }
}

QVariant ServiceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Up || section == Restarts ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Service");
    case State:
        return tr("State");
    case Version:
        return tr("Version");
    case Up:
        return tr("Up");
    case Cpu:
        return tr("CPU");
    case Memory:
        return tr("Memory");
    case Restarts:
        return tr("Restarts");
    default:
        return {};
    }
}

} // namespace quarterdeck::gui
