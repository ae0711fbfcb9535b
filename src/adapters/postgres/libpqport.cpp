// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/postgres/libpqport.h"

#include <QCoreApplication>

#include <libpq-fe.h>

#include <poll.h>

#include <array>
#include <cerrno>
#include <vector>

namespace quarterdeck::postgres {

namespace {

struct LibpqText
{
    Q_DECLARE_TR_FUNCTIONS(Postgres)
};

struct FreeConnection
{
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
struct FreeResult
{
    void operator()(PGresult *result) const { PQclear(result); }
};
struct FreeCancel
{
    void operator()(PGcancel *cancel) const { PQfreeCancel(cancel); }
};
using ConnectionHandle = std::unique_ptr<PGconn, FreeConnection>;
using ResultHandle = std::unique_ptr<PGresult, FreeResult>;

/// Kinds by SQLSTATE, see the appendix "PostgreSQL Error Codes" of its manual.
ErrorKind kindOf(const QByteArray &state)
{
    if (state.startsWith("28") || state == "42501")
        return ErrorKind::Auth;
    if (state == "3D000" || state == "42P01" || state == "3F000")
        return ErrorKind::NotFound;
    if (state == "53100")
        return ErrorKind::NoSpace;
    if (state == "57014")
        return ErrorKind::Timeout;
    if (state.startsWith("08") || state == "57P01" || state == "57P02" || state == "57P03")
        return ErrorKind::Unreachable;
    if (state == "53300" || state.startsWith("55") || state.startsWith("40"))
        return ErrorKind::Conflict;
    if (state == "XX001" || state == "XX002")
        return ErrorKind::Corrupt;
    return ErrorKind::Invalid;
}

/// libpq tells no SQLSTATE for a failed connection before version 17, so its
/// words must do. The images run with English messages; anything else reads as
/// unreachable, with the words in the detail.
Error connectionError(const QString &text, const Coordinates &coordinates)
{
    const QString address = QStringLiteral("%1:%2").arg(coordinates.host).arg(coordinates.port);
    if (text.contains(QLatin1String("password")) || text.contains(QLatin1String("no pg_hba.conf entry"))
        || text.contains(QLatin1String("authentication")) || text.contains(QLatin1String("role \""))) {
        return Error{ErrorKind::Auth, LibpqText::tr("PostgreSQL refused the user %1 or its password.").arg(coordinates.user), text,
                     LibpqText::tr("Compare the database user and password in the stack's settings with the server's.")};
    }
    if (text.contains(QLatin1String("database \"")) && text.contains(QLatin1String("does not exist"))) {
        return Error{ErrorKind::NotFound, LibpqText::tr("There is no database %1 on this server.").arg(coordinates.database), text,
                     LibpqText::tr("Check the name of the database in the stack's settings.")};
    }
    if (text.contains(QLatin1String("too many clients")) || text.contains(QLatin1String("remaining connection slots"))
        || text.contains(QLatin1String("starting up")) || text.contains(QLatin1String("shutting down"))) {
        return Error{ErrorKind::Conflict, LibpqText::tr("PostgreSQL takes no connections at the moment."), text,
                     LibpqText::tr("Try again in a moment. If all connections are in use, end idle ones or raise max_connections.")};
    }
    return Error{ErrorKind::Unreachable, LibpqText::tr("PostgreSQL does not answer at %1.").arg(address), text,
                 LibpqText::tr("Check that its container runs, and that host and port are right.")};
}

Result<void> waitForSocket(const JobContext &context, int fd, short events)
{
    while (true) {
        QD_CHECK(context.checkpoint());
        pollfd wait = {fd, events, 0};
        const int ready = ::poll(&wait, 1, static_cast<int>(context.slice().count()));
        if (ready > 0)
            return {};
        if (ready < 0 && errno != EINTR)
            return fail(errorFromErrno(errno, LibpqText::tr("Could not wait for PostgreSQL.")));
    }
}

class LibpqSession final : public Session
{
public:
    explicit LibpqSession(ConnectionHandle connection)
        : m_connection(std::move(connection))
    {
    }

    [[nodiscard]] int serverVersion() const override { return PQserverVersion(m_connection.get()); }

    Result<Rows> query(const JobContext &context, const QString &sql, const QList<std::optional<QString>> &parameters) override
    {
        QD_CHECK(context.checkpoint());
        std::vector<QByteArray> values;
        values.reserve(static_cast<size_t>(parameters.size()));
        std::vector<const char *> pointers;
        for (const std::optional<QString> &parameter : parameters) {
            values.push_back(parameter ? parameter->toUtf8() : QByteArray());
            pointers.push_back(parameter ? values.back().constData() : nullptr);
        }
        if (PQsendQueryParams(m_connection.get(), sql.toUtf8().constData(), static_cast<int>(pointers.size()), nullptr, pointers.data(), nullptr,
                              nullptr, 0)
            == 0)
            return fail(lost());

        Result<Rows> outcome = Rows();
        while (true) {
            QD_CHECK(flush(context));
            if (Result<void> waited = waitForAnswer(context); !waited) {
                if (waited.error().kind == ErrorKind::Cancelled || waited.error().kind == ErrorKind::Timeout)
                    cancelOnServer();
                return fail(waited.error());
            }
            const ResultHandle result(PQgetResult(m_connection.get()));
            if (!result)
                return outcome;
            const ExecStatusType status = PQresultStatus(result.get());
            if (status == PGRES_TUPLES_OK)
                outcome = rowsOf(result.get());
            else if (status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY && outcome)
                outcome = fail(errorOf(result.get()));
        }
    }

private:
    [[nodiscard]] Error lost() const
    {
        return Error{ErrorKind::Unreachable, LibpqText::tr("The connection to PostgreSQL was lost."),
                     QString::fromUtf8(PQerrorMessage(m_connection.get())).trimmed(), LibpqText::tr("Check that its container runs.")};
    }

    [[nodiscard]] Error errorOf(const PGresult *result) const
    {
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        if (state == nullptr || PQstatus(m_connection.get()) == CONNECTION_BAD)
            return lost();
        const QString message = QString::fromUtf8(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
        return Error{kindOf(state),
                     LibpqText::tr("PostgreSQL refused a query: %1").arg(message),
                     QString::fromUtf8(PQresultErrorMessage(result)).trimmed(),
                     {}};
    }

    static Rows rowsOf(const PGresult *result)
    {
        Rows rows;
        const int columns = PQnfields(result);
        for (int column = 0; column < columns; ++column)
            rows.columns.append(QString::fromUtf8(PQfname(result, column)));
        const int count = PQntuples(result);
        rows.rows.reserve(count);
        for (int row = 0; row < count; ++row) {
            QList<std::optional<QString>> values;
            values.reserve(columns);
            for (int column = 0; column < columns; ++column) {
                if (PQgetisnull(result, row, column) != 0)
                    values.append(std::nullopt);
                else
                    values.append(QString::fromUtf8(PQgetvalue(result, row, column), PQgetlength(result, row, column)));
            }
            rows.rows.append(std::move(values));
        }
        return rows;
    }

    Result<void> flush(const JobContext &context)
    {
        while (true) {
            const int left = PQflush(m_connection.get());
            if (left < 0)
                return fail(lost());
            if (left == 0)
                return {};
            QD_CHECK(waitForSocket(context, PQsocket(m_connection.get()), POLLIN | POLLOUT));
            if (PQconsumeInput(m_connection.get()) == 0)
                return fail(lost());
        }
    }

    Result<void> waitForAnswer(const JobContext &context)
    {
        while (PQisBusy(m_connection.get()) != 0) {
            QD_CHECK(waitForSocket(context, PQsocket(m_connection.get()), POLLIN));
            if (PQconsumeInput(m_connection.get()) == 0)
                return fail(lost());
        }
        return {};
    }

    /// The query must not go on without anybody waiting for it. PQcancel opens a
    /// connection of its own and returns once the server has read the request.
    void cancelOnServer()
    {
        const std::unique_ptr<PGcancel, FreeCancel> cancel(PQgetCancel(m_connection.get()));
        std::array<char, 256> message = {};
        if (!cancel || PQcancel(cancel.get(), message.data(), static_cast<int>(message.size())) == 0)
            return;
        // Bring the session back into step, for the caller may go on with it.
        const JobContext drain = JobContext().withTimeout(std::chrono::seconds(2));
        while (waitForAnswer(drain)) {
            if (const ResultHandle rest(PQgetResult(m_connection.get())); !rest)
                return;
        }
    }

    ConnectionHandle m_connection;
};

} // namespace

Result<std::unique_ptr<Session>> LibpqPort::connect(const JobContext &context, const Coordinates &coordinates)
{
    QD_CHECK(context.checkpoint());
    const QByteArray host = coordinates.host.toUtf8();
    const QByteArray port = QByteArray::number(coordinates.port);
    const QByteArray database = coordinates.database.toUtf8();
    const QByteArray user = coordinates.user.toUtf8();
    const QByteArray sslMode = coordinates.sslMode.toUtf8();
    const std::array<const char *, 10> keywords
        = {"host", "port", "dbname", "user", "password", "sslmode", "application_name", "client_encoding", "connect_timeout", nullptr};
    const std::array<const char *, 10> values = {host.constData(),
                                                 port.constData(),
                                                 database.constData(),
                                                 user.constData(),
                                                 coordinates.password.expose().constData(),
                                                 sslMode.constData(),
                                                 "quarterdeck",
                                                 "UTF8",
                                                 "30",
                                                 nullptr};
    ConnectionHandle handle(PQconnectStartParams(keywords.data(), values.data(), 0));
    if (!handle)
        return fail(ErrorKind::Internal, LibpqText::tr("Out of memory."));
    if (PQstatus(handle.get()) != CONNECTION_BAD && PQsetnonblocking(handle.get(), 1) != 0)
        return fail(ErrorKind::Internal, LibpqText::tr("Out of memory."));
    PostgresPollingStatusType status = PQstatus(handle.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (status != PGRES_POLLING_OK) {
        if (status == PGRES_POLLING_FAILED)
            return fail(connectionError(QString::fromUtf8(PQerrorMessage(handle.get())).trimmed(), coordinates));
        QD_CHECK(waitForSocket(context, PQsocket(handle.get()), status == PGRES_POLLING_READING ? POLLIN : POLLOUT));
        status = PQconnectPoll(handle.get());
    }
    return std::make_unique<LibpqSession>(std::move(handle));
}

} // namespace quarterdeck::postgres
