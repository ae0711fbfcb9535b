// SPDX-License-Identifier: GPL-3.0-or-later
#include "composecorpus.h"

#include <QSet>
#include <QStringList>

#include <vector>

namespace quarterdeck::test {

namespace {

using Parts = std::vector<QByteArray>;

/// What anchors there are, and what stands before the services.
const Parts &heads()
{
    static const Parts all = {
        "x-env: &env\n  SHARED: s\n  URL: http://a:1/#b\nx-env2: &env2 {OTHER: o}\nx-common: &common\n  restart: always\nx-deploy: &deploy\n"
        "  restart_policy: {condition: any}\nx-limits: &limits {cpus: \"1.5\", pids: 200}\nx-grace: &grace 80s\nservices:\n",
        "# Copyright: nobody\n#\n# services: a comment that looks like a key\nname: corpus\n\nx-env: &env {SHARED: s, URL: "
        "\"http://a:1/#b\"}\n\nx-env2: &env2\n"
        "  OTHER: \"o\"\nx-common: &common {restart: always}\nx-deploy: &deploy {restart_policy: {condition: any}}\nx-limits: &limits\n  cpus: "
        "\"1.5\"\n"
        "  pids: 200\nx-grace: &grace \"80s\"\n\n\nservices:\n\n",
        "---\nversion: \"3.8\" # ignored nowadays\nx-env: &env\n  SHARED: 's'\n  URL: 'http://a:1/#b'\nx-env2: &env2 {'OTHER': 'o'}\nx-common: "
        "&common\n"
        "  restart: \"always\"\nx-deploy: &deploy\n  restart_policy:\n    condition: any\nx-limits: &limits {cpus: '1.5', pids: 200}\n"
        "x-grace: &grace '80s'\nservices: # all of them\n",
        "x-env: &env\n  SHARED: ${SHARED:-s}\n  URL: \"${URL:-http://a:1/#b}\"\nx-env2: &env2\n  <<: *env\n  OTHER: o\nx-common: &common\n  restart: "
        "always\n"
        "  labels: &labels {a: b}\nx-deploy: &deploy\n  restart_policy: {condition: any}\nx-limits: &limits\n  cpus: \"1.5\"\n  pids: 200\nx-grace: "
        "&grace 1m20s\n"
        "services:\n  n8n:\n    <<: *common\n    image: n8n\n    stop_grace_period: *grace\n    environment:\n      <<: *env\n      LIMIT: \"10\"\n"
        "    deploy:\n      <<: *deploy\n      replicas: 1\n      resources:\n        limits: {memory: 1g}\n",
        "x-m: &m {}\nx-env: &env\n    SHARED: s\n    URL: http://a:1/#b\nx-env2: &env2\n    OTHER: o\nx-common: &common\n    restart: always\n"
        "x-deploy: &deploy\n    restart_policy: {condition: any}\nx-limits: &limits {cpus: \"1.5\", pids: 200}\nx-grace: &grace 80s\nx-volumes: "
        "{data: "
        "{}}\n"
        "services:\n",
    };
    return all;
}

const Parts &environments()
{
    static const QByteArray longText(4000, 'x');
    static const Parts all = {
        "",
        "    environment:\n      A: b\n      LIMIT: 10\n      # the end\n",
        "    environment:\n      A: \"b # c\"\n      LIMIT: \"10\" # ten\n      \"C\": 'it''s'\n",
        "    environment:\n      - A=b\n      - LIMIT=10 # ten\n      - C=\n",
        "    environment:\n    - A=b=c\n    - \"LIMIT=10\"\n    - 'D=e # f'\n",
        "    environment: {A: b, LIMIT: \"10\"}\n",
        "    environment: [A=b, 'LIMIT=10', \"C=d\"]\n",
        "    environment: {\n      A: b, # first\n      LIMIT: 10,\n      C: d\n    }\n",
        "    environment: *env\n",
        "    environment:\n      <<: *env\n      A: b\n      LIMIT: '10'\n",
        "    environment:\n      <<: [*env, *env2]\n      A: b\n",
        "    environment: {<<: *env2, A: b}\n",
        "    environment:\n",
        "    environment: {} # nothing yet\n",
        "    environment: []\n",
        "    environment:\n      - LIMIT\n      - A=b\n",
        "    environment:\n      LIMIT:\n      A: b\n",
        "    environment:\n      LIMIT: ${LIMIT:-10}\n      A: ${A:?must be set}\n      B: $${NOT_ONE}\n",
        "    environment:\n      - LIMIT=${LIMIT-10}\n      - A=$A\n",
        "    environment:\n      A: |\n        LIMIT: 10\n        # no comment\n      LIMIT: 10\n      B: >-\n        folded\n        text\n",
        "    environment:\n      GRUSS: \"gr\xc3\xbc\xc3\x9f dich \xf0\x9f\x9a\x80\"\n      LIMIT: 10 # \xe2\x82\xac\n      \xc3\xa4: \xc3\xb6\n",
        "    environment:\n      LONG: " + longText + "\n      LIMIT: 10\n",
        "    environment:\n      A: \"over\\\n        lines \\x41\"\n      LIMIT: \"10\"\n      B: plain\n        that goes on\n",
        "    environment:\n      OTHER: &limit \"10\"\n      LIMIT: *limit\n",
        "    environment:\t# tab\n      A: b\t# tab\n      LIMIT: 10\t\n",
        "    environment: &own\n      A: b\n      LIMIT: 10\n",
        "    env_file: .env.worker\n    environment:\n      A: b\n",
        "    env_file:\n      - {path: ./a.env, required: false}\n      - b.env\n",
        "    environment:\n      'A': b\n      \"LIMIT\": 10\n",
    };
    return all;
}

const Parts &deploys()
{
    static const Parts all = {
        "",
        "    deploy:\n      replicas: 5\n",
        "    deploy:\n      replicas: \"5\" # five\n",
        "    deploy:\n      replicas: '5'\n      mode: replicated\n",
        "    deploy:\n      replicas: ${WORKERS:-5}\n",
        "    deploy:\n      replicas: 5   # as many as fit\n      resources:\n        limits:\n          memory: 512m\n",
        "    deploy: {replicas: 5, resources: {limits: {memory: 512m}}}\n",
        "    deploy: {\n      replicas: 5, # five\n      resources: { limits: { memory: \"512m\" } }\n    }\n",
        "    scale: 5\n",
        "    mem_limit: '512m'\n    scale: \"5\"\n",
        "    deploy:\n",
        "    deploy: {}\n",
        "    deploy:\n      update_config:\n        order: start-first\n        parallelism: 1\n      restart_policy:\n        condition: "
        "on-failure\n"
        "      placement:\n        constraints:\n          - node.role == worker\n          - \"node.labels.a == b\"\n",
        "    deploy: *deploy\n",
        "    deploy:\n      <<: *deploy\n      replicas: 5\n",
        "    deploy:\n      resources:\n        limits: *limits\n",
        "    deploy:\n      resources:\n        limits:\n          <<: *limits\n          memory: 512M\n        reservations: {memory: 128M}\n      "
        "replicas: 5\n",
        "    mem_limit: 536870912\n",
        "    mem_limit: ${MEMORY:-512}m\n    deploy:\n      replicas: 5\n",
        "    deploy:\n      resources:\n        reservations:\n          memory: 128M\n\n      # how many\n\n      replicas:  5\n",
        "    deploy: {resources: {limits: {cpus: '2'}}}\n    mem_reservation: 64m\n",
        "    deploy:\n      resources:\n        limits:\n          memory:   \"${N8N_WORKER_MEMORY:-512m}\"   # each\n      replicas: "
        "\"${N8N_WORKER_REPLICAS:-5}\"\n",
        "    deploy: &own-deploy\n      replicas: &five 5\n",
    };
    return all;
}

struct Command
{
    QByteArray text;
    bool worker = true;
};

const std::vector<Command> &commands()
{
    static const std::vector<Command> all = {
        {"    command: worker\n"},
        {"", false},
        {"    command: worker --concurrency=10\n"},
        {"    command: 'worker --concurrency=10'\n"},
        {"    command: \"n8n worker --concurrency 10\" # ten\n"},
        {"    command: [\"worker\", \"--concurrency=10\"]\n"},
        {"    command: [worker]\n"},
        {"    command: ['worker', '--concurrency', '10']\n"},
        {"    command:\n      - worker\n      - --concurrency=10\n"},
        {"    command:\n      - worker\n      - --concurrency\n      - \"10\"\n"},
        {"    command:\n    - \"worker\" # what it is\n"},
        {"    command: sh -c \"exec n8n worker --concurrency 10; echo $$?\"\n"},
        {"    command: [sh, -c, \"n8n worker --concurrency=10\"]\n"},
        {"    command: >-\n      n8n worker\n      --concurrency=10\n"},
        {"    command: >\n      worker --concurrency=10\n\n"},
        {"    command: |\n      worker --concurrency=10\n"},
        {"    command: worker --concurrency=${CONCURRENCY:-10}\n"},
        {"    command: [\n      worker, # it\n      --concurrency=10\n    ]\n"},
        {"    entrypoint: [tini, --, n8n]\n    command: [worker]\n"},
        {"    command:\n      - sh\n      - -c\n      - |\n        echo start\n        exec n8n worker --concurrency=10\n"},
        {"    command: \"worker\\x20--concurrency=10\"\n"},
    };
    return all;
}

const Parts &graces()
{
    static const Parts all = {"",
                              "    stop_grace_period: 75s\n",
                              "    stop_grace_period: \"1m30s\" # long\n",
                              "    stop_grace_period: '75s'\n",
                              "    stop_grace_period: ${GRACE:-75s}\n",
                              "    stop_grace_period: *grace\n",
                              "    stop_grace_period:    75s\n"};
    return all;
}

const Parts &extras()
{
    static const Parts all = {
        "",
        "    labels: [a=b, \"c=d # e\", 'f: g']\n",
        "    volumes: ['C:\\n8n:/data', \"./a b:/b\"]\n",
        "    healthcheck: &check {test: [CMD, a, \"b, c\"], interval: 5s}\n",
        "    logging:\n      driver: json-file\n      options: { max-size: 10m, max-file: \"3\" }\n",
        "    x-note: {memory: 1, replicas: 2, stop_grace_period: 3}\n",
        "    profiles: [workers, \"all\"]\n",
        "    depends_on:\n      redis: { condition: service_healthy }\n      postgres: {condition: service_started}\n",
        "    labels:\n      note: |\n        deploy:\n          replicas: 1\n\n        two\n",
        "    labels:\n      note: >+\n        kept\n\n",
        "\n\n    # a service in a service's clothes:\n    #  environment:\n    #    LIMIT: 99\n    restart: unless-stopped\n",
        "    <<: *common\n",
        "    ulimits:\n      nofile:\n        soft: 1024\n        hard: 2048\n    sysctls: {net.core.somaxconn: 1024}\n",
        "    tmpfs:\n    - /tmp\n    - /run:mode=1777\n    cap_drop: [ALL]\n    security_opt: [\"no-new-privileges:true\"]\n",
        "    build:\n      context: .\n      args:\n        LIMIT: 3\n        deploy: yes\n",
    };
    return all;
}

const Parts &tails()
{
    static const Parts all = {
        "",
        "\n  # the database\n  postgres:\n    image: postgres\n    mem_limit: 512m\n    stop_grace_period: 75s\n    environment: [LIMIT=10]\n    "
        "deploy:\n      replicas: 1\n",
        "\nvolumes:\n  data:\n    name: \"d\"\nnetworks: {backend: {}}\n",
        "  redis: {image: redis, command: [redis-server, --save, \"\"], deploy: {replicas: 1}}\n\n\n",
        "...\n",
        "# the end: replicas: 5\n",
    };
    return all;
}

const QList<const char *> &notes()
{
    static const QList<const char *> all = {"", "    # a note\n", "\n", "# at the margin\n", "      # further in\n\n"};
    return all;
}

/// Two blanks a level become so many.
QByteArray indented(const QByteArray &text, int step)
{
    QByteArray result;
    for (const QByteArray &line : text.split('\n')) {
        qsizetype blanks = 0;
        while (blanks < line.size() && line.at(blanks) == ' ')
            ++blanks;
        result += QByteArray(blanks * step / 2, ' ') + line.mid(blanks) + '\n';
    }
    result.chop(1);
    return result;
}

enum class Ends { Unix, Dos, Bom, Open, BomDos, Blanks };

QByteArray finished(QByteArray text, Ends ends)
{
    if (ends == Ends::Open) {
        // "+" keeps the line ends of a block text: then the file needs them.
        while (text.endsWith('\n') && !text.contains(">+"))
            text.chop(1);
    }
    if (ends == Ends::Blanks && !text.endsWith("...\n"))
        text += "  \n   \n";
    if (ends == Ends::Dos || ends == Ends::BomDos)
        text.replace("\n", "\r\n");
    return ends == Ends::Bom || ends == Ends::BomDos ? "\xef\xbb\xbf" + text : text;
}

template<class List>
const auto &pick(const List &list, size_t number)
{
    return list[static_cast<typename List::size_type>(number % static_cast<size_t>(list.size()))];
}

CorpusFile fileOf(size_t i)
{
    // Each part goes round at its own pace: their lengths have no factor in common with the strides.
    const Command &command = pick(commands(), i + i / 21);
    const QByteArray &environment = pick(environments(), i);
    const QByteArray &deploy = pick(deploys(), i * 2 + i / 29);
    const QByteArray &grace = pick(graces(), i * 3 + i / 7);
    const QByteArray &extra = pick(extras(), i * 4 + i / 15);
    const QByteArray note = pick(notes(), i + i / 5);
    Parts parts = {"    image: n8n\n", environment, deploy, command.text, grace, extra};
    std::rotate(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(i % parts.size()), parts.end());
    QByteArray body;
    for (const QByteArray &part : parts)
        body += body.isEmpty() ? part : note + part;
    static const QList<QByteArray> names
        = {"n8n-worker:", "\"n8n-worker\":", "'n8n-worker':", "n8n-worker: # the ones that work", "n8n-worker:  &worker"};
    QByteArray text = pick(heads(), i) + "  " + pick(names, i / 3) + '\n' + body + pick(tails(), i + i / 6);
    static const QList<int> steps = {2, 4, 2, 1, 2, 8, 2};
    // The fifth head has its anchors deeper already; the services follow the step all the same.
    text = indented(text, pick(steps, i + i / 7));
    CorpusFile file;
    file.name = QStringLiteral("corpus-%1").arg(i, 3, 10, QLatin1Char('0'));
    file.bytes = finished(text, static_cast<Ends>(i % 6));
    file.hasWorkerCommand = command.worker;
    return file;
}

} // namespace

QList<CorpusFile> composeCorpus()
{
    constexpr size_t wanted = 290;
    QList<CorpusFile> files;
    QSet<QByteArray> seen;
    for (size_t i = 0; files.size() < static_cast<qsizetype>(wanted); ++i) {
        CorpusFile file = fileOf(i);
        if (seen.contains(file.bytes))
            continue;
        seen.insert(file.bytes);
        files.append(std::move(file));
    }
    return files;
}

QList<CorpusEnv> envCorpus()
{
    return {
        {"plain", "A=1\nWORKERS=5\nB=2\n"},
        {"last line open", "A=1\nWORKERS=5"},
        {"CRLF", "A=1\r\nWORKERS=5\r\nB=2\r\n"},
        {"BOM", "\xef\xbb\xbfWORKERS=5\nB=2\n"},
        {"exported", "export A=1\nexport WORKERS=5\n"},
        {"blanks around", "A = 1\nWORKERS = 5\n"},
        {"colon", "A: 1\nWORKERS: 5\n"},
        {"double quotes", "WORKERS=\"5\"\nB=\"2\"\n"},
        {"single quotes", "WORKERS='5'\nB='2'\n"},
        {"comment behind", "WORKERS=5 # five\n"},
        {"comment behind quotes", "WORKERS=\"5\" # five\n"},
        {"tab in a value", "A=1\t# part of it\nWORKERS=5\n"},
        {"commented out before", "# WORKERS=9\nWORKERS=5\n#WORKERS=8\n"},
        {"twice", "WORKERS=4\nA=1\nWORKERS=5\n"},
        {"longer names", "N8N_WORKERS=1\nWORKERS_MAX=9\nWORKERS=5\n"},
        {"multi-line secret before", "KEY=\"-----BEGIN\nWORKERS=7\n-----END\"\nWORKERS=5\n"},
        {"hash in value", "A=b#c\nWORKERS=5\n"},
        {"equals in value", "URL=a=b=c\nWORKERS=5\n"},
        {"empty values", "A=\nWORKERS=5\nB=\n"},
        {"no values", "A\nWORKERS=5\n"},
        {"blank lines", "\n\n\nWORKERS=5\n\n\n"},
        {"indented", "  A=1\n  WORKERS=5\n"},
        {"reference", "COUNT=5\nWORKERS=${COUNT}\n"},
        {"reference with default", "WORKERS=${NOBODY:-5}\n"},
        {"trailing blanks", "WORKERS=5   \nB=2   \n"},
        {"unicode", "NAME=\xc3\xa4\xc3\xb6\xc3\xbc\nWORKERS=5 # \xe2\x82\xac\n"},
        {"long", "A=" + QByteArray(5000, 'x') + "\nWORKERS=5\n"},
        {"dollars", "PASS='a$b'\nP2=a$$b\nWORKERS=5\n"},
        {"quoted with escapes", "A=\"b\\\"c\\n\"\nWORKERS=\"5\"\n"},
        {"exported, quoted, commented", "export WORKERS = '5'   # five\n"},
    };
}

} // namespace quarterdeck::test
