// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/longestjob.h"

#include <QCoreApplication>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::LongestJob)
};

constexpr auto patience = 5s;
constexpr auto smallestMargin = 10s;

QString quoted(QString name)
{
    return QLatin1Char('"') + name.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

} // namespace

Result<std::optional<std::chrono::milliseconds>> longestJob(const JobContext &context, postgres::PostgresPort &postgres, const stack::Stack &stack)
{
    if (stack.database.kind != stack::Database::Kind::Postgres || stack.database.access.host.isEmpty())
        return fail(ErrorKind::Unreachable, Words::tr("The database cannot be reached from here: %1").arg(stack.database.access.why));
    postgres::Coordinates coordinates = stack.database.coordinates;
    coordinates.host = stack.database.access.host;
    coordinates.port = stack.database.access.port;
    const JobContext bounded = context.withTimeout(patience);
    QD_TRY(const std::unique_ptr<postgres::Session> session, postgres.connect(bounded, coordinates));
    const QString table = quoted(stack.database.schema) + QLatin1Char('.') + quoted(stack.database.tablePrefix + QLatin1String("execution_entity"));
    QD_TRY(const postgres::Rows rows,
           session->query(bounded,
                          QLatin1String("SELECT (EXTRACT(EPOCH FROM max(\"stoppedAt\" - \"startedAt\")) * 1000)::bigint FROM ") + table
                              + QLatin1String(" WHERE \"stoppedAt\" > now() - interval '7 days' AND \"startedAt\" IS NOT NULL")));
    const std::optional<QString> longest = rows.rows.isEmpty() ? std::nullopt : rows.rows.first().value(0);
    return longest ? std::optional(std::chrono::milliseconds(std::max<qint64>(0, longest->toLongLong()))) : std::nullopt;
}

bool endsWithin(std::chrono::milliseconds timeout, std::chrono::milliseconds age, std::optional<std::chrono::milliseconds> longest)
{
    if (!longest || age > *longest)
        return false;
    // The next one may be a little longer than all before.
    const std::chrono::milliseconds margin = std::max<std::chrono::milliseconds>(smallestMargin, *longest / 5);
    return *longest - age + margin <= timeout;
}

} // namespace quarterdeck::workers
