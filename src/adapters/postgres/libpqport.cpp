// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/postgres/libpqport.h"

#include "adapters/http/resolve.h"
#include "foundation/readiness.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <libpq-fe.h>

#include <netdb.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace quarterdeck::postgres {

namespace {

struct LibpqText
{
    Q_DECLARE_TR_FUNCTIONS(Postgres)
};

constexpr std::chrono::milliseconds cancelPatience{500};

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
        return ErrorKind::NoSpace; // disk_full
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

/// libpq keeps no SQLSTATE of a failed connection, but in its verbose form it
/// writes it into the message, whatever language that is in:
/// "FATAL:  28P01: password authentication failed for user ...".
Error connectionError(const QString &text, const Coordinates &coordinates)
{
    static const QRegularExpression code(QStringLiteral(":  ([0-9A-Z]{5}): "));
    static const QRegularExpression location(QStringLiteral("\\s*^LOCATION:.*$"), QRegularExpression::MultilineOption);
    const QString detail = QString(text).remove(location).trimmed();
    const QByteArray state = code.match(text).captured(1).toLatin1();
    // The one complaint of that sort that is libpq's own, always in English or the user's language.
    const bool noPassword = state.isEmpty() && coordinates.password.isEmpty() && text.contains(QLatin1String("fe_sendauth"));
    if (state.startsWith("28") || state == "42501" || noPassword) {
        return Error{ErrorKind::Auth, LibpqText::tr("PostgreSQL refused the user %1 or its password.").arg(coordinates.user), detail,
                     LibpqText::tr("Compare the database user and password in the stack's settings with the server's.")};
    }
    if (state == "3D000") {
        return Error{ErrorKind::NotFound, LibpqText::tr("There is no database %1 on this server.").arg(coordinates.database), detail,
                     LibpqText::tr("Check the name of the database in the stack's settings.")};
    }
    if (state == "53300" || state == "57P03" || state == "57P01") {
        return Error{ErrorKind::Conflict, LibpqText::tr("PostgreSQL takes no connections at the moment."), detail,
                     LibpqText::tr("Try again in a moment. If all connections are in use, end idle ones or raise max_connections.")};
    }
    return Error{ErrorKind::Unreachable,
                 LibpqText::tr("PostgreSQL does not answer at %1.").arg(QStringLiteral("%1:%2").arg(coordinates.host).arg(coordinates.port)), detail,
                 LibpqText::tr("Check that its container runs, and that host and port are right.")};
}

Result<void> waitForSocket(const JobContext &context, int fd, short events)
{
    QD_CHECK(waitReady(context, fd, events));
    return {};
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
        // libpq takes text up to the first NUL: the rest would be lost without a word.
        const auto hasNul = [](const std::optional<QString> &text) { return text && text->contains(QChar(u'\0')); };
        if (hasNul(sql) || std::any_of(parameters.begin(), parameters.end(), hasNul))
            return fail(ErrorKind::Invalid, LibpqText::tr("PostgreSQL cannot store text with a NUL character."));
        if (m_broken)
            return fail(lost());
        // Until the last answer has been read the session is out of step.
        m_broken = true;
        Result<Rows> outcome = ask(context, sql, parameters);
        if (!outcome && m_broken && (outcome.error().kind == ErrorKind::Cancelled || outcome.error().kind == ErrorKind::Timeout))
            m_broken = !cancelOnServer();
        return outcome;
    }

private:
    [[nodiscard]] Error lost() const
    {
        return Error{ErrorKind::Unreachable, LibpqText::tr("The connection to PostgreSQL was lost."),
                     QString::fromUtf8(PQerrorMessage(m_connection.get())).trimmed(), LibpqText::tr("Check that its container runs.")};
    }

    Result<Rows> ask(const JobContext &context, const QString &sql, const QList<std::optional<QString>> &parameters)
    {
        std::vector<QByteArray> values;
        values.reserve(static_cast<size_t>(parameters.size()));
        std::vector<const char *> pointers;
        for (const std::optional<QString> &parameter : parameters) {
            // Not null even when it is empty: a null pointer is SQL's NULL.
            values.push_back(parameter ? parameter->toUtf8() : QByteArray());
            pointers.push_back(parameter ? values.back().constData() : nullptr);
        }
        if (PQsendQueryParams(m_connection.get(), sql.toUtf8().constData(), static_cast<int>(pointers.size()), nullptr, pointers.data(), nullptr,
                              nullptr, 0)
            == 0)
            return fail(lost());
        QD_CHECK(flush(context));

        Result<Rows> outcome = Rows();
        while (true) {
            QD_CHECK(waitForAnswer(context));
            const ResultHandle result(PQgetResult(m_connection.get()));
            if (!result)
                break;
            const ExecStatusType status = PQresultStatus(result.get());
            if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
                // It would come again and again until the copying is done.
                return fail(ErrorKind::Unsupported, LibpqText::tr("A query must not be a COPY."));
            }
            if (status == PGRES_TUPLES_OK)
                outcome = rowsOf(result.get());
            else if (status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY && outcome)
                outcome = fail(errorOf(result.get()));
        }
        m_broken = PQstatus(m_connection.get()) == CONNECTION_BAD;
        return outcome;
    }

    [[nodiscard]] Error errorOf(const PGresult *result) const
    {
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        if (state == nullptr || PQstatus(m_connection.get()) == CONNECTION_BAD)
            return lost();
        // Put together here, for PQresultErrorMessage quotes the statement, and
        // one that sets a password holds it.
        QStringList detail = {QString::fromLatin1(state)};
        for (const int field : {PG_DIAG_MESSAGE_PRIMARY, PG_DIAG_MESSAGE_DETAIL, PG_DIAG_MESSAGE_HINT}) {
            if (const char *text = PQresultErrorField(result, field); text != nullptr)
                detail.append(QString::fromUtf8(text));
        }
        const ErrorKind kind = kindOf(state);
        if (kind == ErrorKind::Timeout)
            return Error{kind, LibpqText::tr("PostgreSQL ended a query before it was done."), detail.join(QLatin1Char('\n')), {}};
        return Error{kind, LibpqText::tr("PostgreSQL refused a query: %1").arg(detail.at(1)), detail.join(QLatin1Char('\n')), {}};
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

    /// The query must not go on without anybody waiting for it.
    /// @return whether the session is in step again, for the caller to go on with
    bool cancelOnServer()
    {
        // PQcancel opens a connection of its own, blocking, and nothing bounds
        // how long a network that swallows packets lets it wait: so it runs on
        // a thread that is left to itself when it takes too long.
        struct Request
        {
            std::unique_ptr<PGcancel, FreeCancel> cancel;
            std::mutex mutex;
            std::condition_variable done;
            bool isDone = false;
        };
        const auto request = std::make_shared<Request>();
        request->cancel.reset(PQgetCancel(m_connection.get()));
        if (!request->cancel)
            return false;
        std::thread([request] {
            std::array<char, 256> message = {};
            PQcancel(request->cancel.get(), message.data(), static_cast<int>(message.size()));
            const std::lock_guard lock(request->mutex);
            request->isDone = true;
            request->done.notify_all();
        }).detach();
        {
            std::unique_lock lock(request->mutex);
            if (!request->done.wait_for(lock, cancelPatience, [&request] { return request->isDone; }))
                return false;
        }
        const JobContext drain = JobContext().withTimeout(cancelPatience);
        if (!flush(drain))
            return false;
        while (waitForAnswer(drain)) {
            const ResultHandle rest(PQgetResult(m_connection.get()));
            if (!rest)
                return PQstatus(m_connection.get()) == CONNECTION_OK;
            if (const ExecStatusType status = PQresultStatus(rest.get());
                status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_FATAL_ERROR)
                return false;
        }
        return false;
    }

    ConnectionHandle m_connection;
    bool m_broken = false;
};

/// Numeric addresses for libpq, whose own lookup cannot be interrupted.
/// Comma-separated, tried in this order; empty for the folder of a Unix socket.
Result<QByteArray> addressesOf(const JobContext &context, const Coordinates &coordinates)
{
    QByteArray list;
    if (coordinates.host.startsWith(QLatin1Char('/')))
        return list;
    const auto found = http::resolve(context, coordinates.host, coordinates.port);
    if (!found) {
        if (found.error().kind == ErrorKind::Unreachable)
            return fail(connectionError(found.error().detail, coordinates));
        return fail(found.error());
    }
    for (const http::SocketAddress &address : *found) {
        std::array<char, NI_MAXHOST> text = {};
        if (::getnameinfo(reinterpret_cast<const sockaddr *>(&address.storage), address.length, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST)
            == 0)
            list += (list.isEmpty() ? QByteArray() : QByteArrayLiteral(",")) + QByteArray(text.data());
    }
    return list;
}

} // namespace

Result<std::unique_ptr<Session>> LibpqPort::connect(const JobContext &context, const Coordinates &coordinates)
{
    QD_CHECK(context.checkpoint());
    QD_TRY(const QByteArray addresses, addressesOf(context, coordinates));
    // As many names as addresses; the name is what certificates are checked against.
    QByteArray host = coordinates.host.toUtf8();
    for (qsizetype i = addresses.count(','); i > 0; --i)
        host += ',' + coordinates.host.toUtf8();
    const QByteArray port = QByteArray::number(coordinates.port);
    const QByteArray database = coordinates.database.toUtf8();
    const QByteArray user = coordinates.user.toUtf8();
    const QByteArray sslMode = coordinates.sslMode.toUtf8();
    // An empty value is the same as none given.
    const std::vector<std::pair<const char *, const char *>> settings = {
        {"host", host.constData()},
        {"hostaddr", addresses.constData()},
        {"port", port.constData()},
        {"dbname", database.constData()},
        {"user", user.constData()},
        {"password", coordinates.password.expose().constData()},
        {"sslmode", sslMode.constData()},
        // Kerberos' libraries look up names of their own.
        {"gssencmode", "disable"},
        {"application_name", "quarterdeck"},
        {"client_encoding", "UTF8"},
    };
    std::vector<const char *> keywords;
    std::vector<const char *> values;
    for (const auto &[keyword, value] : settings) {
        keywords.push_back(keyword);
        values.push_back(value);
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    ConnectionHandle handle(PQconnectStartParams(keywords.data(), values.data(), 0));
    if (!handle)
        return fail(ErrorKind::Internal, LibpqText::tr("Out of memory."));
    // Or libpq writes notices to our stderr.
    PQsetNoticeReceiver(
        handle.get(), [](void *, const PGresult *) {}, nullptr);
    PQsetErrorVerbosity(handle.get(), PQERRORS_VERBOSE); // see connectionError()
    PostgresPollingStatusType status = PQstatus(handle.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (status != PGRES_POLLING_OK) {
        if (status == PGRES_POLLING_FAILED)
            return fail(connectionError(QString::fromUtf8(PQerrorMessage(handle.get())).trimmed(), coordinates));
        QD_CHECK(waitForSocket(context, PQsocket(handle.get()), status == PGRES_POLLING_READING ? POLLIN : POLLOUT));
        status = PQconnectPoll(handle.get());
    }
    if (PQsetnonblocking(handle.get(), 1) != 0)
        return fail(ErrorKind::Internal, LibpqText::tr("Out of memory."));
    return std::make_unique<LibpqSession>(std::move(handle));
}

} // namespace quarterdeck::postgres
