// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/redis/hiredisport.h"
#include "backup/rdbcheck.h"
#include "backup/redissave.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace std::chrono_literals;

namespace {

constexpr qint64 longAgo = 1'700'000'000;

/// A Redis that lives in memory and moves on by one step with every look at
/// INFO persistence, so that each moment of a save can be met.
class FakeRedis final : public redis::Session
{
public:
    bool saving = false;
    bool rewriting = false;
    bool scheduled = false;
    bool countsSaves = true;
    QByteArray status = "ok";
    qint64 saves = 4;
    qint64 lastSave = longAgo;
    qint64 keys = 10;
    qint64 keysOfTheFork = -1;
    QHash<QByteArray, QByteArray> config = {{"dir", "/data"}, {"dbfilename", "dump.rdb"}};
    std::optional<Error> configError;
    QList<QByteArray> commands;
    int looks = 0;
    /// Before each look, with its number from 1.
    std::function<void(FakeRedis &, int)> beforeLook;

    void fork()
    {
        saving = true;
        scheduled = false;
        keysOfTheFork = keys;
    }
    void endSave(bool well)
    {
        saving = false;
        status = well ? "ok" : "err";
        if (well) {
            ++saves;
            lastSave += 60;
        }
    }

    Result<redis::Reply> command(const JobContext &context, const QList<QByteArray> &arguments) override
    {
        QD_CHECK(context.checkpoint());
        commands.append(arguments.join(' '));
        redis::Reply reply;
        reply.type = redis::Reply::Type::String;
        if (arguments.first() == "CONFIG") {
            if (configError)
                return fail(*configError);
            redis::Reply name;
            name.string = arguments.at(2);
            redis::Reply value;
            value.string = config.value(arguments.at(2));
            reply.type = redis::Reply::Type::Array;
            if (config.contains(arguments.at(2)))
                reply.elements = {name, value};
            return reply;
        }
        if (arguments.first() == "BGSAVE") {
            if (saving)
                return fail(Error{ErrorKind::Conflict,
                                  QStringLiteral("Redis is already at work on that."),
                                  QStringLiteral("ERR Background save already in progress"),
                                  {}});
            reply.type = redis::Reply::Type::Status;
            if (rewriting) {
                scheduled = true;
                reply.string = "Background saving scheduled";
            } else {
                fork();
                reply.string = "Background saving started";
            }
            return reply;
        }
        if (arguments.first() != "INFO")
            return fail(ErrorKind::Internal, QStringLiteral("not faked"));
        if (arguments.at(1) == "persistence") {
            if (beforeLook)
                beforeLook(*this, ++looks);
            reply.string = "# Persistence\r\nrdb_bgsave_in_progress:" + QByteArray(saving ? "1" : "0") + "\r\nrdb_last_save_time:"
                + QByteArray::number(lastSave) + "\r\nrdb_last_bgsave_status:" + status + "\r\naof_rewrite_in_progress:" + (rewriting ? "1" : "0")
                + "\r\n" + (countsSaves ? "rdb_saves:" + QByteArray::number(saves) + "\r\n" : QByteArray());
        } else if (arguments.at(1) == "keyspace") {
            reply.string = "# Keyspace\r\ndb0:keys=" + QByteArray::number(keys) + ",expires=0,avg_ttl=0\r\ndb3:keys=2,expires=1,avg_ttl=9\r\n";
        } else {
            reply.string = "# Server\r\nredis_version:7.0.15\r\n";
        }
        return reply;
    }
    Result<QList<redis::Reply>> pipeline(const JobContext &, const QList<QList<QByteArray>> &) override
    {
        return fail(ErrorKind::Internal, QStringLiteral("not faked"));
    }
};

/// In a bound of its own: what never ends fails instead of hanging.
Result<RedisSave> save(redis::Session &session, const std::function<void()> &onStarted = {})
{
    return saveRedis(JobContext().withTimeout(20s), session, onStarted);
}

} // namespace

class TestRedisSave final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSaveIsMadeAndTold();
    void aSaveThatRunsAlreadyIsWaitedFor();
    void aSaveThatSlipsInBetweenIsWaitedForToo();
    void aFailedSaveIsAnError();
    void anEarlierFailureIsNotOurs();
    void duringARewriteTheKeysAreThoseOfTheFork();
    void anEarlierFailureDuringARewriteIsNotOurs();
    void aScheduledSaveThatFailsIsAnError();
    void aScheduledSaveThatNeverBeginsIsNoSave();
    void withoutCountingTheSecondTells();
    void withoutCountingAFailureIsAnError();
    void twoSavesInOneSecondAreTold();
    void forbiddenConfigurationIsGuessed();
    void waitingIsCancelledAtOnce();
    void aFileReplacedSinceIsNoticed();
    void keyspaceIsRead();
    void theRealServer();
};

void TestRedisSave::aSaveIsMadeAndTold()
{
    FakeRedis server;
    server.config = {{"dir", "/srv/redis data"}, {"dbfilename", "n8n.rdb"}};
    server.beforeLook = [](FakeRedis &redis, int look) {
        if (look == 4)
            redis.endSave(true);
    };
    int startedAt = -1;
    const auto made = save(server, [&] { startedAt = server.looks; });
    QD_VERIFY(made);
    QCOMPARE(made->path, QStringLiteral("/srv/redis data/n8n.rdb"));
    QCOMPARE(made->saves, 5);
    QCOMPARE(made->figure.version, QStringLiteral("7.0.15"));
    QCOMPARE(made->figure.keys, 12);
    QCOMPARE(made->figure.keysByDatabase, (QMap<QString, qint64>{{QStringLiteral("db0"), 10}, {QStringLiteral("db3"), 2}}));
    QCOMPARE(made->figure.saved.toSecsSinceEpoch(), longAgo + 60);
    QVERIFY(made->started.isValid());
    QCOMPARE(startedAt, 1);
    QCOMPARE(server.commands.count("BGSAVE SCHEDULE"), 1);
    QVERIFY2(!server.commands.contains("SAVE"), "SAVE would stop the queue");
}

void TestRedisSave::aSaveThatRunsAlreadyIsWaitedFor()
{
    FakeRedis server;
    server.saving = true; // of somebody else, older than our call
    server.beforeLook = [](FakeRedis &redis, int look) {
        if (look == 3)
            redis.endSave(true);
        if (look == 3)
            redis.keys = 50;
        if (look == 6)
            redis.endSave(true);
    };
    const auto made = save(server);
    QD_VERIFY(made);
    QCOMPARE(made->saves, 6);
    QCOMPARE(server.looks, 6);
    QCOMPARE(made->figure.keysByDatabase.value(QStringLiteral("db0")), 50);
    QCOMPARE(server.keysOfTheFork, 50);
}

void TestRedisSave::aSaveThatSlipsInBetweenIsWaitedForToo()
{
    FakeRedis server;
    server.beforeLook = [](FakeRedis &redis, int look) {
        // Idle when we looked, but somebody was quicker than our BGSAVE.
        if (look == 2 || look == 4)
            redis.endSave(true);
    };
    bool first = true;
    class Between final : public redis::Session
    {
    public:
        Between(FakeRedis &server, bool &first)
            : m_server(server)
            , m_first(first)
        {
        }
        Result<redis::Reply> command(const JobContext &context, const QList<QByteArray> &arguments) override
        {
            if (arguments.first() == "BGSAVE" && std::exchange(m_first, false))
                m_server.fork();
            return m_server.command(context, arguments);
        }
        Result<QList<redis::Reply>> pipeline(const JobContext &context, const QList<QList<QByteArray>> &commands) override
        {
            return m_server.pipeline(context, commands);
        }

    private:
        FakeRedis &m_server;
        bool &m_first;
    } session(server, first);
    const auto made = save(session);
    QD_VERIFY(made);
    QCOMPARE(server.commands.count("BGSAVE SCHEDULE"), 2);
    QCOMPARE(made->saves, 6);
}

void TestRedisSave::aFailedSaveIsAnError()
{
    FakeRedis server;
    server.beforeLook = [](FakeRedis &redis, int look) {
        if (look == 3)
            redis.endSave(false);
    };
    const auto made = save(server);
    QD_VERIFY_ERROR(made, ErrorKind::Internal);
    QVERIFY(!made.error().hint.isEmpty());
    QVERIFY2(made.error().detail.contains(QLatin1String("err")), qPrintable(made.error().detail));
}

void TestRedisSave::anEarlierFailureIsNotOurs()
{
    FakeRedis server;
    server.status = "err";
    server.beforeLook = [](FakeRedis &redis, int look) {
        if (look == 4)
            redis.endSave(true);
    };
    QD_VERIFY(save(server));
}

void TestRedisSave::duringARewriteTheKeysAreThoseOfTheFork()
{
    FakeRedis server;
    server.rewriting = true;
    bool startedBeforeTheFork = false;
    server.beforeLook = [](FakeRedis &redis, int look) {
        redis.keys += look; // the queue goes on
        if (look == 4)
            redis.rewriting = false;
        if (look == 5)
            redis.fork();
        if (look == 7)
            redis.endSave(true);
    };
    const auto made = save(server, [&] { startedBeforeTheFork = server.keysOfTheFork < 0; });
    QD_VERIFY(made);
    QVERIFY2(!startedBeforeTheFork, "a scheduled save was taken for one that has begun");
    QCOMPARE(made->figure.keysByDatabase.value(QStringLiteral("db0")), server.keysOfTheFork);
    QCOMPARE(made->saves, 5);
}

void TestRedisSave::anEarlierFailureDuringARewriteIsNotOurs()
{
    FakeRedis server;
    server.rewriting = true;
    server.status = "err";
    server.beforeLook = [](FakeRedis &redis, int look) {
        if (look == 5) {
            redis.rewriting = false;
            redis.fork();
        }
        if (look == 8)
            redis.endSave(true);
    };
    QD_VERIFY(save(server));
}

void TestRedisSave::aScheduledSaveThatFailsIsAnError()
{
    FakeRedis server;
    server.rewriting = true;
    server.beforeLook = [](FakeRedis &redis, int look) {
        if (look == 4)
            redis.rewriting = false;
        if (look == 5) { // begun and failed between two looks
            redis.fork();
            redis.endSave(false);
        }
    };
    QD_VERIFY_ERROR(save(server), ErrorKind::Internal);
}

void TestRedisSave::aScheduledSaveThatNeverBeginsIsNoSave()
{
    // Longer than the two seconds after which a server that does not count is believed.
    for (const bool counts : {true, false}) {
        FakeRedis server;
        server.countsSaves = counts;
        server.rewriting = true;
        server.beforeLook = [](FakeRedis &redis, int look) { redis.rewriting = look < 3; };
        QD_VERIFY_ERROR(saveRedis(JobContext().withTimeout(counts ? 300ms : 3200ms), server), ErrorKind::Timeout);
    }
}

void TestRedisSave::withoutCountingTheSecondTells()
{
    FakeRedis server;
    server.countsSaves = false;
    server.beforeLook = [](FakeRedis &redis, int look) {
        if (look == 5)
            redis.endSave(true);
    };
    const auto made = save(server);
    QD_VERIFY(made);
    QCOMPARE(made->saves, -1);
    QCOMPARE(made->figure.saved.toSecsSinceEpoch(), longAgo + 60);
    QCOMPARE(server.looks, 5);
}

void TestRedisSave::withoutCountingAFailureIsAnError()
{
    FakeRedis server;
    server.countsSaves = false;
    server.beforeLook = [](FakeRedis &redis, int look) {
        if (look == 3)
            redis.endSave(false);
    };
    QD_VERIFY_ERROR(save(server), ErrorKind::Internal);
}

void TestRedisSave::twoSavesInOneSecondAreTold()
{
    // LASTSAVE does not change: only the count tells, or else waiting.
    const auto within = [](FakeRedis &redis, int look) {
        if (look == 3) {
            redis.endSave(true);
            redis.lastSave = longAgo;
        }
    };
    FakeRedis counting;
    counting.beforeLook = within;
    const auto made = save(counting);
    QD_VERIFY(made);
    QCOMPARE(counting.looks, 3);
    FakeRedis old;
    old.countsSaves = false;
    old.beforeLook = within;
    QD_VERIFY(save(old));
    QVERIFY(old.looks > 3);
}

void TestRedisSave::forbiddenConfigurationIsGuessed()
{
    for (const ErrorKind kind : {ErrorKind::Invalid, ErrorKind::Auth}) {
        FakeRedis server;
        server.configError = Error{kind, QStringLiteral("refused"), QStringLiteral("ERR unknown command 'CONFIG'"), {}};
        server.beforeLook = [](FakeRedis &redis, int look) {
            if (look == 2)
                redis.endSave(true);
        };
        const auto made = save(server);
        QD_VERIFY(made);
        QCOMPARE(made->path, QStringLiteral("/data/dump.rdb"));
    }
    FakeRedis lost;
    lost.configError = Error{ErrorKind::Unreachable, QStringLiteral("gone"), {}, {}};
    QD_VERIFY_ERROR(save(lost), ErrorKind::Unreachable);
    QVERIFY(!lost.commands.contains("BGSAVE SCHEDULE"));
}

void TestRedisSave::waitingIsCancelledAtOnce()
{
    for (int what = 0; what < 3; ++what) {
        FakeRedis server;
        server.saving = what == 0; // of somebody else, without an end
        server.rewriting = what == 1;
        std::stop_source stop;
        QElapsedTimer timer;
        std::jthread later([&] {
            std::this_thread::sleep_for(120ms);
            timer.start();
            stop.request_stop();
        });
        QD_VERIFY_ERROR(saveRedis(JobContext(stop.get_token()), server), ErrorKind::Cancelled);
        QVERIFY2(timer.elapsed() < 100, qPrintable(QStringLiteral("%1 ms in case %2").arg(timer.elapsed()).arg(what)));
    }
}

void TestRedisSave::aFileReplacedSinceIsNoticed()
{
    for (const bool counts : {true, false}) {
        FakeRedis server;
        server.countsSaves = counts;
        server.beforeLook = [](FakeRedis &redis, int look) {
            if (look == 2)
                redis.endSave(true);
        };
        const auto made = save(server);
        QD_VERIFY(made);
        QCOMPARE(*savedAgain(JobContext(), server, *made), false);
        server.saving = true;
        QCOMPARE(*savedAgain(JobContext(), server, *made), true);
        server.endSave(true);
        QCOMPARE(*savedAgain(JobContext(), server, *made), true);
    }
}

void TestRedisSave::keyspaceIsRead()
{
    const auto counts = keysByDatabase(redis::parseInfo("# Keyspace\r\ndb0:keys=12,expires=0,avg_ttl=0\r\ndb15:keys=4294967296,expires=1\r\n"
                                                        "dbsize:keys=9\r\ndb:keys=9\r\nredis_version:7\r\n"));
    QCOMPARE(counts, (QMap<QString, qint64>{{QStringLiteral("db0"), 12}, {QStringLiteral("db15"), 4294967296}}));
    QVERIFY(keysByDatabase({}).isEmpty());
}

void TestRedisSave::theRealServer()
{
    if (QStandardPaths::findExecutable(QStringLiteral("redis-server")).isEmpty())
        QSKIP("redis-server is not here: saves were played by a fake alone");
    QTemporaryDir folder;
    const QString data = folder.filePath(QStringLiteral("data"));
    QVERIFY(QDir().mkpath(data));
    redis::Coordinates coordinates;
    coordinates.host = folder.filePath(QStringLiteral("socket"));
    QProcess server;
    server.start(QStringLiteral("redis-server"),
                 {QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--unixsocket"), coordinates.host, QStringLiteral("--dir"), data,
                  QStringLiteral("--save"), QString(), QStringLiteral("--appendonly"), QStringLiteral("yes")});
    QVERIFY(server.waitForStarted());
    redis::HiredisPort port;
    const JobContext context = JobContext().withTimeout(30s);
    Result<std::unique_ptr<redis::Session>> session = fail(ErrorKind::Unreachable, QStringLiteral("not yet"));
    QTRY_VERIFY_WITH_TIMEOUT((session = port.connect(context, coordinates)), 10'000);
    for (int i = 0; i < 30; ++i)
        QD_VERIFY((*session)->command(context, {"SET", "bull:jobs:" + QByteArray::number(i), QByteArray(200, 'x')}));

    const auto plain = saveRedis(context, **session);
    QD_VERIFY(plain);
    QCOMPARE(plain->path, data + QStringLiteral("/dump.rdb"));
    QCOMPARE(plain->figure.keys, 30);
    const auto figure = checkRdbFile(context, plain->path);
    QD_VERIFY(figure);
    QVERIFY(figure->checksummed);
    QCOMPARE(*savedAgain(context, **session, *plain), false);

    // A save of somebody else, then a rewrite, each slowed down so that they are met.
    QD_VERIFY((*session)->command(context, {"CONFIG", "SET", "rdb-key-save-delay", "10000"}));
    for (const char *running : {"BGSAVE", "BGREWRITEAOF"}) {
        QD_VERIFY((*session)->command(context, {running}));
        QD_VERIFY((*session)->command(context, {"SET", QByteArray("while:") + running, "1"}));
        const auto again = saveRedis(context, **session);
        QD_VERIFY(again);
        QVERIFY(again->saves > plain->saves);
        QVERIFY2(again->figure.keys > plain->figure.keys, "a save older than the call was taken for ours");
        QD_VERIFY(checkRdbFile(context, again->path));
        QCOMPARE(*savedAgain(context, **session, *plain), true);
    }
    QD_VERIFY((*session)->command(context, {"CONFIG", "SET", "rdb-key-save-delay", "0"}));

    // Its folder is gone: the save fails, and the next one works again.
    QVERIFY(QFile::rename(data, data + QStringLiteral("-away")));
    QVERIFY(QDir(data + QStringLiteral("-away")).removeRecursively());
    const auto failed = saveRedis(context, **session);
    QVERIFY2(!failed, "a save into a folder that is gone passed");
    server.kill();
    QVERIFY(server.waitForFinished());
}

QTEST_GUILESS_MAIN(TestRedisSave)
#include "tst_redissave.moc"
