// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/endpoint.h"
#include "adapters/docker/enginefault.h"
#include "adapters/docker/transport.h"
#include "foundation/atomicfile.h"
#include "support/resultcheck.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::docker;

class TestDockerEndpoint final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingSaidMeansTheDefaultSocket();
    void hostWinsOverContextAndConfiguration();
    void contextsAreFoundByTheHashOfTheirName();
    void missingContextIsInvalid();
    void damagedConfigurationIsInvalid();
    void remoteEnginesAreNotSupportedYet_data();
    void remoteEnginesAreNotSupportedYet();
    void passwordsInAddressesAreNotShown();
    void causesAreToldApart_data();
    void causesAreToldApart();
    void otherErrorsPassThrough();
    void statusesHaveKinds_data();
    void statusesHaveKinds();
    void versionsAreNegotiated_data();
    void versionsAreNegotiated();
};

namespace {

void addContext(const QString &folder, const QString &name, const QString &host)
{
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex());
    const QString path = folder + QStringLiteral("/contexts/meta/") + hash;
    QVERIFY(makeFolder(path));
    QVERIFY(writeFileAtomically(
        path + QStringLiteral("/meta.json"),
        QStringLiteral(R"({"Name":"%1","Metadata":{},"Endpoints":{"docker":{"Host":"%2","SkipTLSVerify":false}}})").arg(name, host).toUtf8()));
}

} // namespace

void TestDockerEndpoint::nothingSaidMeansTheDefaultSocket()
{
    const QTemporaryDir folder;
    QCOMPARE(*resolveEndpoint({{}, {}, folder.path()}), Endpoint{});
    QCOMPARE(resolveEndpoint({{}, {}, folder.path()})->url(), QStringLiteral("unix:///var/run/docker.sock"));
    QCOMPARE(*resolveEndpoint({{}, QStringLiteral("default"), folder.path()}), Endpoint{});
    QVERIFY(writeFileAtomically(folder.filePath("config.json"), "{\"auths\":{}}"));
    QCOMPARE(*resolveEndpoint({{}, {}, folder.path()}), Endpoint{});
}

void TestDockerEndpoint::hostWinsOverContextAndConfiguration()
{
    const QTemporaryDir folder;
    addContext(folder.path(), "rootless", "unix:///run/user/1000/docker.sock");
    addContext(folder.path(), "other", "unix:///other.sock");
    QVERIFY(writeFileAtomically(folder.filePath("config.json"), "{\"currentContext\":\"other\"}"));
    QCOMPARE(*resolveEndpoint({"unix:///host.sock", "rootless", folder.path()}), (Endpoint{"/host.sock", "DOCKER_HOST"}));
    QCOMPARE(*resolveEndpoint({{}, "rootless", folder.path()}), (Endpoint{"/run/user/1000/docker.sock", "rootless"}));
    QCOMPARE(*resolveEndpoint({{}, {}, folder.path()}), (Endpoint{"/other.sock", "other"}));
    QVERIFY(resolveEndpoint({"unix://", {}, folder.path()})->isDefault());
}

void TestDockerEndpoint::contextsAreFoundByTheHashOfTheirName()
{
    const QTemporaryDir folder;
    // The folder that `docker context create n8n` makes: printf n8n | sha256sum
    const QString path = folder.filePath("contexts/meta/636396f02b6571e40d8fe91cba550515c0cdc0e7d314c210e00b02256375a796");
    QVERIFY(makeFolder(path));
    QVERIFY(writeFileAtomically(path + QStringLiteral("/meta.json"), "{\"Endpoints\":{\"docker\":{\"Host\":\"unix:///n8n.sock\"}}}"));
    QCOMPARE(resolveEndpoint({{}, "n8n", folder.path()})->socketPath, QStringLiteral("/n8n.sock"));
}

void TestDockerEndpoint::missingContextIsInvalid()
{
    const QTemporaryDir folder;
    const auto endpoint = resolveEndpoint({{}, "gone", folder.path()});
    QD_VERIFY_ERROR(endpoint, ErrorKind::Invalid);
    QVERIFY(endpoint.error().what.contains(QLatin1String("gone")));
    QVERIFY(endpoint.error().hint.contains(QLatin1String("docker context")));
}

void TestDockerEndpoint::damagedConfigurationIsInvalid()
{
    const QTemporaryDir folder;
    QVERIFY(writeFileAtomically(folder.filePath("config.json"), "{\"currentContext\":"));
    QD_VERIFY_ERROR(resolveEndpoint({{}, {}, folder.path()}), ErrorKind::Invalid);
    // It is not read when it does not matter.
    QVERIFY(resolveEndpoint({"unix:///host.sock", {}, folder.path()}).has_value());
}

void TestDockerEndpoint::remoteEnginesAreNotSupportedYet_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("word");
    QTest::newRow("ssh") << "ssh://user@server"
                         << "SSH";
    QTest::newRow("tcp") << "tcp://10.0.0.1:2376"
                         << "TCP";
    QTest::newRow("http") << "http://10.0.0.1:2375"
                          << "TCP";
    QTest::newRow("pipe") << "npipe:////./pipe/docker_engine"
                          << "pipe";
    QTest::newRow("nonsense") << "server:2375"
                              << "address";
}

void TestDockerEndpoint::remoteEnginesAreNotSupportedYet()
{
    QFETCH(QString, host);
    QFETCH(QString, word);
    const QTemporaryDir folder;
    addContext(folder.path(), "remote", host);
    for (const EndpointSources &sources : {EndpointSources{host, {}, folder.path()}, EndpointSources{{}, "remote", folder.path()}}) {
        const auto endpoint = resolveEndpoint(sources);
        QD_VERIFY_ERROR(endpoint, ErrorKind::Unsupported);
        QVERIFY2(endpoint.error().what.contains(word), qPrintable(endpoint.error().what));
        QVERIFY(!endpoint.error().hint.isEmpty());
        // The client says so too, on each call.
        Transport transport(endpoint);
        QD_VERIFY_ERROR(transport.ping(JobContext()), ErrorKind::Unsupported);
    }
}

void TestDockerEndpoint::passwordsInAddressesAreNotShown()
{
    const auto endpoint = resolveEndpoint({"ssh://me:hunter22@server", {}, "/nonexistent"});
    QD_VERIFY_ERROR(endpoint, ErrorKind::Unsupported);
    QVERIFY(!test::describe(endpoint.error()).contains(QLatin1String("hunter22")));
    QVERIFY(endpoint.error().what.contains(QLatin1String("ssh://server")));
}

void TestDockerEndpoint::causesAreToldApart_data()
{
    QTest::addColumn<int>("errnoValue");
    QTest::addColumn<QString>("socket");
    QTest::addColumn<QString>("flags"); // c client, d daemon, s systemd, w WSL, g group member
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("hint");
    const QString usual = defaultSocket;
    QTest::newRow("not installed") << ENOENT << usual << "" << ErrorKind::NotFound << "apt install docker.io";
    QTest::newRow("not installed on WSL") << ENOENT << usual << "w" << ErrorKind::NotFound << "Docker Desktop";
    QTest::newRow("not running, systemd") << ENOENT << usual << "cds" << ErrorKind::Unreachable << "sudo systemctl enable --now docker";
    QTest::newRow("not running, no systemd") << ENOENT << usual << "cd" << ErrorKind::Unreachable << "sudo service docker start";
    QTest::newRow("not running, WSL without systemd") << ENOENT << usual << "cdw" << ErrorKind::Unreachable << "/etc/wsl.conf";
    QTest::newRow("Docker Desktop asleep") << ENOENT << usual << "cw" << ErrorKind::Unreachable << "Docker Desktop";
    QTest::newRow("refused") << ECONNREFUSED << usual << "cds" << ErrorKind::Unreachable << "journalctl";
    QTest::newRow("other socket") << ENOENT << "/run/user/1/docker.sock"
                                  << "" << ErrorKind::Unreachable << "DOCKER_HOST";
    QTest::newRow("no permission") << EACCES << usual << "cds" << ErrorKind::Auth << "sudo usermod -aG docker deck";
    QTest::newRow("session older than the group") << EACCES << usual << "cdsg" << ErrorKind::Auth << "log out";
    QTest::newRow("session older than the group, WSL") << EACCES << usual << "cdsgw" << ErrorKind::Auth << "wsl --shutdown";
}

void TestDockerEndpoint::causesAreToldApart()
{
    QFETCH(int, errnoValue);
    QFETCH(QString, socket);
    QFETCH(QString, flags);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, hint);
    const auto has = [&flags](char c) { return flags.contains(QLatin1Char(c)); };
    const HostFacts facts{has('c'), has('d'), has('s'), has('w'), has('g'), "deck"};
    const Endpoint endpoint{socket, socket == defaultSocket ? QString() : QStringLiteral("DOCKER_HOST")};
    const Error error = connectFault(errorFromErrno(errnoValue, "x"), endpoint, facts);
    QCOMPARE(error.kind, kind);
    QVERIFY2(error.hint.contains(hint), qPrintable(error.hint));
    QVERIFY(!error.what.isEmpty());
    QVERIFY(!error.detail.isEmpty());
}

void TestDockerEndpoint::otherErrorsPassThrough()
{
    const Error cancelled{ErrorKind::Cancelled, "Cancelled.", {}, {}};
    QCOMPARE(connectFault(cancelled, {}, {}), cancelled);
    QVERIFY(!HostFacts::ofThisMachine().user.isEmpty());
}

void TestDockerEndpoint::statusesHaveKinds_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::newRow("400") << 400 << QByteArray(R"({"message":"bad parameter"})") << ErrorKind::Invalid << "bad parameter";
    QTest::newRow("403") << 403 << QByteArray(R"({"message":"no"})") << ErrorKind::Auth << "no";
    QTest::newRow("404") << 404 << QByteArray(R"({"message":"No such container: x"})") << ErrorKind::NotFound << "No such container: x";
    QTest::newRow("409") << 409 << QByteArray(R"({"message":"in use"})") << ErrorKind::Conflict << "in use";
    QTest::newRow("500") << 500 << QByteArray(R"({"message":"oops"})") << ErrorKind::Internal << "oops";
    QTest::newRow("501") << 501 << QByteArray(R"({"message":"driver does not"})") << ErrorKind::Unsupported << "driver does not";
    QTest::newRow("no JSON") << 502 << QByteArray("<html>bad gateway") << ErrorKind::Internal << "HTTP 502 <html>bad gateway";
    QTest::newRow("disk full") << 500 << QByteArray(R"({"message":"write /x: no space left on device"})") << ErrorKind::NoSpace
                               << "write /x: no space left on device";
    QTest::newRow("port taken") << 500 << QByteArray(R"({"message":"Bind for 0.0.0.0:80 failed: port is already allocated"})") << ErrorKind::Conflict
                                << "Bind for 0.0.0.0:80 failed: port is already allocated";
    QTest::newRow("log driver") << 500 << QByteArray(R"({"message":"configured logging driver does not support reading"})") << ErrorKind::Unsupported
                                << "configured logging driver does not support reading";
}

void TestDockerEndpoint::statusesHaveKinds()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const Error error = statusFault(status, body, "It could not be done.");
    QTEST(error.kind, "kind");
    QTEST(error.detail, "detail");
    QCOMPARE(error.what, QStringLiteral("It could not be done."));
}

void TestDockerEndpoint::versionsAreNegotiated_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("minimum");
    QTest::addColumn<QString>("chosen"); // empty: no version in common
    QTest::newRow("20.10") << "1.41"
                           << "1.12"
                           << "1.41";
    QTest::newRow("between") << "1.47"
                             << "1.24"
                             << "1.47";
    QTest::newRow("28.3") << "1.51"
                          << "1.24"
                          << "1.51";
    QTest::newRow("newer") << "1.60"
                           << "1.44"
                           << "1.51";
    QTest::newRow("newer, minimum our newest") << "1.60"
                                               << "1.51"
                                               << "1.51";
    QTest::newRow("far newer") << "2.0"
                               << "1.44"
                               << "1.51";
    QTest::newRow("too old") << "1.40"
                             << "1.12"
                             << "";
    QTest::newRow("much too old") << "1.9"
                                  << ""
                                  << "";
    QTest::newRow("too new") << "1.60"
                             << "1.52"
                             << "";
}

void TestDockerEndpoint::versionsAreNegotiated()
{
    QFETCH(QString, server);
    QFETCH(QString, minimum);
    QFETCH(QString, chosen);
    const auto version = chooseApiVersion(server, minimum);
    if (chosen.isEmpty()) {
        QD_VERIFY_ERROR(version, ErrorKind::Unsupported);
        // Both versions are named, and what to do.
        QVERIFY(version.error().what.contains(server) || version.error().what.contains(minimum));
        QVERIFY(version.error().what.contains(QLatin1String("1.41")) || version.error().what.contains(QLatin1String("1.51")));
        QVERIFY(!version.error().hint.isEmpty());
    } else {
        QD_VERIFY(version);
        QCOMPARE(*version, chosen);
    }
    QD_VERIFY_ERROR(chooseApiVersion("", ""), ErrorKind::Invalid);
    QD_VERIFY_ERROR(chooseApiVersion("1.4x", ""), ErrorKind::Invalid);
}

QTEST_GUILESS_MAIN(TestDockerEndpoint)
#include "tst_dockerendpoint.moc"
