// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/keycheck.h"
#include "backup/n8ncipher.h"
#include "support/resultcheck.h"

using namespace quarterdeck;
using namespace quarterdeck::backup;

class TestKeyCheck final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classicCredentialsOpen_data();
    void classicCredentialsOpen();
    void opensslMadeTheSameForm();
    void aNearlyRightKeyOpensNothing_data();
    void aNearlyRightKeyOpensNothing();
    void wrappedDataKeysOpen();
    void credentialsUnderADataKeyOpen();
    void credentialsOfTheKeyBeforeOpenByItsDataKey();
    void everyBitOfTheGcmFormIsAuthenticated();
    void cutAndStrangeInputIsNoCrashAndNoFit();
    void twoThousandWrongKeysNeverFit();
    void twoThousandWrongKeysOpenNoDataKey();
    void theMajorityDecides();
    void withoutCredentialsTheDataKeysDecide();
    void whatWeCannotReadIsNoWrongKey();
    void noKeyAndNothingToTryAreSaid();
    void errorsNameTheCredentialNotTheKey();
};

namespace {

// Made once with node 20: the steps of n8n 2.35's packages/core/src/encryption
// with node's own crypto, the salts being the first bytes of SHA-512("s1"), ("s2") ...
//   classic: password = Buffer.concat([Buffer.from(key, 'binary'), salt8]); h1 = md5(password);
//            h2 = md5(h1 | password); iv = md5(h2 | password);
//            base64("Salted__" | salt8 | createCipheriv('aes-256-cbc', h1 | h2, iv))
//   gcm:     d = hkdfSync('sha256', key32, salt32, 'n8n-encryption-v1', 44);
//            c = createCipheriv('aes-256-gcm', d[0..31], d[32..43]);
//            base64(0x01 | salt32 | c.getAuthTag() | ciphertext)
constexpr char instanceKey[] = "tUp3rS3cretInstanceKey0123456789";
constexpr char keyBefore[] = "the-key-before";
constexpr char oddKey[] = "Schl\xc3\xbcssel-f\xc3\xbcr-\xc3\x9cn\xc3\xaf"
                          "code-\xe2\x82\xac-\xf0\x9f\x94\x91";
constexpr char plain[] = "U2FsdGVkX1+Fq8dwHAH8ciLWHLyJ5bSsmf1sgKvMNiCKvh7k7hn1l/6GSAnHj86zW34JzGQ8X2UGqJaifpAxQRrYPVeH466Y1t//j99cjBU=";
constexpr char shortest[] = "U2FsdGVkX1/JiLmABgD9IcmUwbnbmArFaeJEma/dc3I=";
constexpr char array[] = "U2FsdGVkX1/aFtlWB/wCidwkLy++N6ky/HgVcfuUWec=";
constexpr char notJson[] = "U2FsdGVkX1+S8CktlASxhzPH2wO7XN49nkvY3xIeU54=";
constexpr char underOddKey[] = "U2FsdGVkX1+HbYVkbT3/t5dLFX+XEp2Gl7JKG5Jz4Og=";
constexpr char underKeyBefore[] = "U2FsdGVkX1+Vxc3eiEIW1mJg2xFmimntb4oMRrhw/dk=";
constexpr char wrappedGcmKey[]
    = "AUepgQA8A6MQ10YR5x1m3y/gzWxtZxLoEFdfyK4z8B6gn84PwX0yZwrzBx4PXKUgiCxQxhTI9Z5sLY3//utNJuse4ix3JiCPcHdiwCtb9B273fPiUv7gQGuj7ZKmYxHsqPxZCMcB"
      "AuS8tHsqw1AgL6Y=";
constexpr char wrappedCbcKey[] = "Aa/l2JJymvjgKkLk2FI6FdVcQZ0mrdl8AUjhKFIVUEUgv4N88b3vx4GLnZbZDRVqG6QHeIYPsvQYj745U81o";
constexpr char gcmCredential[] = "AZP4VfXy/+9+cSdA8kSk4YdrqJDtR1yInHfiVG/L5Tr0nqgmI6yMnPTuYIfEmofIXZcdtWlEkvUcIhNunpFupg==";
constexpr char cbcCredential[] = "U2FsdGVkX18ea3agLaMwbSlLU9+F6A1nYL/sNU8m1YM=";
constexpr char emptyGcm[] = "ASh0FBFTH/DNBuClWwbqJZihXFcZhms1pTFWMcxi1j1ljLSKDDKLdVLIii5yEf1bqw==";
constexpr char dataKeyHex[] = "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210";
// printf '{"made":"by openssl"}' | openssl enc -aes-256-cbc -md md5 -pass pass:<instanceKey> -a -A
constexpr char byOpenssl[] = "U2FsdGVkX1+qpKKiwgUV1j70OQblxnXrzGGPx+mKYBOTOISou7LColO/dYLWhGPO";

Secret key(const char *text)
{
    return Secret(QByteArray(text));
}

CredentialRow credential(const QByteArray &data, const QString &id = QStringLiteral("c1"))
{
    return {id, QStringLiteral("some credential"), data};
}

DeploymentKeyRow dataKey(const QString &id, const QString &algorithm, const char *value)
{
    return {id, QStringLiteral("data_encryption"), algorithm, value};
}

const DeploymentKeyRow gcmRow = dataKey(QStringLiteral("k-gcm"), QStringLiteral("aes-256-gcm"), wrappedGcmKey);
const DeploymentKeyRow cbcRow = dataKey(QStringLiteral("k-cbc"), QStringLiteral("aes-256-cbc"), wrappedCbcKey);

Secret wrongKey(int number)
{
    return Secret(QByteArray("wrong-") + QByteArray::number(number));
}

} // namespace

void TestKeyCheck::classicCredentialsOpen_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << QByteArray(instanceKey) << QByteArray(plain)
                           << QByteArray("{\"apiKey\":\"sk-live-42\",\"url\":\"https://example.org/\xc3\xa4\"}");
    QTest::newRow("one block") << QByteArray(instanceKey) << QByteArray(shortest) << QByteArray("{}");
    QTest::newRow("array") << QByteArray(instanceKey) << QByteArray(array) << QByteArray("[1]");
    // Node's "binary" cuts each UTF-16 unit to a byte, whatever the letter.
    QTest::newRow("key beyond ASCII") << QByteArray(oddKey) << QByteArray(underOddKey) << QByteArray("{\"user\":\"odd\"}");
}

void TestKeyCheck::classicCredentialsOpen()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, expected);
    const auto opened = decryptCredential(Secret(secret), credential(data), {});
    QD_VERIFY(opened);
    QCOMPARE(opened->expose(), expected);
    QCOMPARE(checkKey(Secret(secret), {credential(data)}, {}), KeyFit::Fits);
}

void TestKeyCheck::opensslMadeTheSameForm()
{
    const auto opened = decryptClassic(byOpenssl, key(instanceKey));
    QVERIFY(opened);
    QCOMPARE(opened->expose(), QByteArrayLiteral("{\"made\":\"by openssl\"}"));
}

void TestKeyCheck::aNearlyRightKeyOpensNothing_data()
{
    QTest::addColumn<QByteArray>("secret");
    const QByteArray right(instanceKey);
    QTest::newRow("a line feed behind") << right + '\n';
    QTest::newRow("a blank before") << ' ' + right;
    QTest::newRow("in quotes") << '"' + right + '"';
    QTest::newRow("one short") << right.chopped(1);
    QTest::newRow("lower case") << right.toLower();
    QTest::newRow("twice") << right + right;
    QTest::newRow("the one before") << QByteArray(keyBefore);
}

void TestKeyCheck::aNearlyRightKeyOpensNothing()
{
    QFETCH(QByteArray, secret);
    QD_VERIFY_ERROR(decryptCredential(Secret(secret), credential(plain), {}), ErrorKind::Auth);
    QCOMPARE(checkKey(Secret(secret), {credential(plain), credential(shortest)}, {}), KeyFit::DoesNotFit);
    QCOMPARE(checkKey(Secret(secret), {}, {gcmRow}), KeyFit::DoesNotFit);
}

void TestKeyCheck::wrappedDataKeysOpen()
{
    const auto gcm = decryptGcm(wrappedGcmKey, wrappingKey(key(instanceKey)));
    QVERIFY(gcm);
    QCOMPARE(gcm->expose(), QByteArray(dataKeyHex));
    const auto cbc = decryptGcm(wrappedCbcKey, wrappingKey(key(instanceKey)));
    QVERIFY(cbc);
    QCOMPARE(cbc->expose(), QByteArray(keyBefore));
    const auto empty = decryptGcm(emptyGcm, Secret(QByteArray::fromHex(dataKeyHex)));
    QVERIFY(empty);
    QVERIFY(empty->isEmpty());
    QCOMPARE(wrappingKey(key("abc")).expose().toHex(), QByteArrayLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void TestKeyCheck::credentialsUnderADataKeyOpen()
{
    const QList<DeploymentKeyRow> rows = {{QStringLiteral("k-sign"), QStringLiteral("signing.hmac"), {}, "plain text"}, gcmRow, cbcRow};
    const auto gcm = decryptCredential(key(instanceKey), credential(QByteArray("k-gcm:") + gcmCredential), rows);
    QD_VERIFY(gcm);
    QCOMPARE(gcm->expose(), QByteArrayLiteral("{\"token\":\"gcm\"}"));
    const auto cbc = decryptCredential(key(instanceKey), credential(QByteArray("k-cbc:") + cbcCredential), rows);
    QD_VERIFY(cbc);
    QCOMPARE(cbc->expose(), QByteArrayLiteral("{\"token\":\"cbc\"}"));
    // The wrong data key, none, an unknown cipher, an empty text.
    QD_VERIFY_ERROR(decryptCredential(key(instanceKey), credential(QByteArray("k-cbc:") + gcmCredential), rows), ErrorKind::Auth);
    QD_VERIFY_ERROR(decryptCredential(key(instanceKey), credential(QByteArray("k-none:") + gcmCredential), rows), ErrorKind::Unsupported);
    QD_VERIFY_ERROR(decryptCredential(key(instanceKey), credential(QByteArray("k-gcm:") + emptyGcm), rows), ErrorKind::Auth);
    QD_VERIFY_ERROR(decryptCredential(key(keyBefore), credential(QByteArray("k-gcm:") + gcmCredential), rows), ErrorKind::Auth);
    const DeploymentKeyRow future = dataKey(QStringLiteral("k-gcm"), QStringLiteral("chacha20"), wrappedGcmKey);
    QD_VERIFY_ERROR(decryptCredential(key(instanceKey), credential(QByteArray("k-gcm:") + gcmCredential), {future}), ErrorKind::Unsupported);
}

void TestKeyCheck::credentialsOfTheKeyBeforeOpenByItsDataKey()
{
    QD_VERIFY_ERROR(decryptCredential(key(instanceKey), credential(underKeyBefore), {gcmRow}), ErrorKind::Auth);
    const auto opened = decryptCredential(key(instanceKey), credential(underKeyBefore), {gcmRow, cbcRow});
    QD_VERIFY(opened);
    QCOMPARE(opened->expose(), QByteArrayLiteral("{\"user\":\"old\"}"));
    QD_VERIFY_ERROR(decryptCredential(key("wrong"), credential(underKeyBefore), {gcmRow, cbcRow}), ErrorKind::Auth);
}

void TestKeyCheck::everyBitOfTheGcmFormIsAuthenticated()
{
    const QByteArray good = QByteArray::fromBase64(wrappedCbcKey);
    for (qsizetype i = 0; i < good.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray bad = good;
            bad[i] = static_cast<char>(bad.at(i) ^ (1 << bit));
            QVERIFY2(!decryptGcm(bad.toBase64(), wrappingKey(key(instanceKey))), qPrintable(QStringLiteral("byte %1 bit %2").arg(i).arg(bit)));
        }
    }
    QVERIFY(!decryptGcm(wrappedCbcKey, Secret(QByteArray(31, 'k'))));
    QVERIFY(!decryptGcm(wrappedCbcKey, Secret()));
}

void TestKeyCheck::cutAndStrangeInputIsNoCrashAndNoFit()
{
    for (const char *whole : {plain, wrappedGcmKey}) {
        const QByteArray good(whole);
        for (qsizetype size = 0; size < good.size() - 4; ++size) {
            QVERIFY(!decryptGcm(good.left(size), wrappingKey(key(instanceKey))));
            QCOMPARE(checkKey(key(instanceKey), {credential(good.left(size))}, {}), KeyFit::DoesNotFit);
        }
    }
    for (const QByteArray &data : {QByteArray(), QByteArray(":"), QByteArray("::"), QByteArray("k-gcm:"), QByteArray(5000, ':'), QByteArray("{}"),
                                   QByteArray("Salted__").toBase64(), QByteArray("Salted__12345678").toBase64(), QByteArray(300, '\xff'),
                                   QByteArray("Salted__12345678" + QByteArray(15, 'x')).toBase64()})
        QVERIFY(!decryptCredential(key(instanceKey), credential(data), {gcmRow, cbcRow}));
    // What opens but is no JSON object or list is no credential.
    QVERIFY(decryptClassic(notJson, key(instanceKey)));
    QD_VERIFY_ERROR(decryptCredential(key(instanceKey), credential(notJson), {}), ErrorKind::Auth);
}

void TestKeyCheck::twoThousandWrongKeysNeverFit()
{
    int padded = 0;
    for (int i = 0; i < 2000; ++i) {
        const Secret wrong = wrongKey(i);
        padded += decryptClassic(shortest, wrong) ? 1 : 0;
        for (const char *data : {plain, shortest, array})
            QVERIFY2(checkKey(wrong, {credential(data)}, {}) == KeyFit::DoesNotFit, qPrintable(QString::number(i)));
    }
    // About one in 256 passes the padding: the JSON is what tells them.
    QVERIFY2(padded > 0, "no wrong key passed the padding: the test looks at nothing");
}

void TestKeyCheck::twoThousandWrongKeysOpenNoDataKey()
{
    for (int i = 0; i < 2000; ++i) {
        const KeyReport report = examineKey(wrongKey(i), {credential(underKeyBefore)}, {gcmRow, cbcRow});
        QCOMPARE(report.dataKeysOpened, 0);
        QVERIFY2(report.fit == KeyFit::DoesNotFit, qPrintable(QString::number(i)));
    }
}

void TestKeyCheck::theMajorityDecides()
{
    const CredentialRow good = credential(plain);
    const CredentialRow stale = credential(underKeyBefore, QStringLiteral("stale"));
    const KeyReport most = examineKey(key(instanceKey), {good, stale, good}, {});
    QCOMPARE(most.fit, KeyFit::Fits);
    QCOMPARE(most.tried, 3);
    QCOMPARE(most.opened, 2);
    QCOMPARE(most.unreadable, QStringList{QStringLiteral("stale")});
    QCOMPARE(examineKey(key(instanceKey), {good, stale}, {}).fit, KeyFit::DoesNotFit);
    QCOMPARE(examineKey(key(instanceKey), {good, stale, stale}, {}).fit, KeyFit::DoesNotFit);
}

void TestKeyCheck::withoutCredentialsTheDataKeysDecide()
{
    const KeyReport report = examineKey(key(instanceKey), {}, {gcmRow, cbcRow, {QStringLiteral("s"), QStringLiteral("signing.hmac"), {}, "x"}});
    QCOMPARE(report.fit, KeyFit::Fits);
    QCOMPARE(report.dataKeys, 2);
    QCOMPARE(report.dataKeysOpened, 2);
    QCOMPARE(examineKey(key(keyBefore), {}, {gcmRow}).fit, KeyFit::DoesNotFit);
    const DeploymentKeyRow broken = dataKey(QStringLiteral("b"), QStringLiteral("aes-256-gcm"), "AAAA");
    QCOMPARE(examineKey(key(instanceKey), {}, {gcmRow, broken}).fit, KeyFit::DoesNotFit);
}

void TestKeyCheck::whatWeCannotReadIsNoWrongKey()
{
    // A cipher of a newer n8n, or a data key that was deleted, says nothing about the instance key.
    const CredentialRow lost = credential(QByteArray("k-none:") + gcmCredential, QStringLiteral("lost"));
    const KeyReport unknown = examineKey(key(instanceKey), {lost, lost}, {});
    QCOMPARE(unknown.fit, KeyFit::Unknown);
    QCOMPARE(unknown.tried, 2);
    QCOMPARE(unknown.opened, 0);
    QCOMPARE(unknown.unreadable.size(), 2);
    QCOMPARE(examineKey(key(instanceKey), {lost, lost, credential(plain)}, {}).fit, KeyFit::Fits);
    QCOMPARE(examineKey(key("wrong"), {lost, lost, credential(plain)}, {}).fit, KeyFit::DoesNotFit);
    // A wrapped data key is authenticated: it decides where credentials cannot.
    QCOMPARE(examineKey(key(instanceKey), {lost}, {gcmRow}).fit, KeyFit::Fits);
    QCOMPARE(examineKey(key("wrong"), {lost}, {gcmRow}).fit, KeyFit::DoesNotFit);
}

void TestKeyCheck::noKeyAndNothingToTryAreSaid()
{
    QCOMPARE(checkKey(Secret(), {credential(plain)}, {gcmRow}), KeyFit::NoKey);
    QCOMPARE(checkKey(key(instanceKey), {}, {}), KeyFit::NoCredentials);
    QCOMPARE(checkKey(key(instanceKey), {}, {{QStringLiteral("s"), QStringLiteral("signing.hmac"), {}, "x"}}), KeyFit::NoCredentials);
}

void TestKeyCheck::errorsNameTheCredentialNotTheKey()
{
    const auto refused = decryptCredential(key("hunter2-hunter2"), credential(plain, QStringLiteral("aB3")), {});
    QVERIFY(!refused);
    const QString said = test::describe(refused.error());
    QVERIFY2(said.contains(QLatin1String("aB3")) && !said.contains(QLatin1String("hunter2")), qPrintable(said));
}

QTEST_GUILESS_MAIN(TestKeyCheck)
#include "tst_keycheck.moc"
