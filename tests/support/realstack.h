// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtTest>

namespace quarterdeck::test {

/// The compose project of the real stack that `./test` has brought up
/// (QUARTERDECK_TEST_STACK); empty when a test binary is started by hand.
[[nodiscard]] QString realStackName();
/// Its folder (compose.yaml, .env): QUARTERDECK_TEST_STACK_DIR.
[[nodiscard]] QString realStackFolder();
/// Socket of the real engine: DOCKER_HOST's unix path, else /var/run/docker.sock.
[[nodiscard]] QString engineSocket();
[[nodiscard]] bool engineAnswers();
/// In CI a missing stack is a failure, not a skip (QUARTERDECK_REQUIRE_STACK).
[[nodiscard]] bool stackRequired();

} // namespace quarterdeck::test

/// First line of a test (or initTestCase) that needs the running stack.
#define QD_NEED_STACK()                                                                                                                              \
    do {                                                                                                                                             \
        if (quarterdeck::test::realStackName().isEmpty()) {                                                                                          \
            if (quarterdeck::test::stackRequired())                                                                                                  \
                QFAIL("QUARTERDECK_TEST_STACK is not set, but the stack is required");                                                               \
            QSKIP("no real stack: run ./test stack");                                                                                                \
        }                                                                                                                                            \
    } while (false)

/// First line of a test that needs a Docker engine.
#define QD_NEED_ENGINE()                                                                                                                             \
    do {                                                                                                                                             \
        if (!quarterdeck::test::engineAnswers()) {                                                                                                   \
            if (quarterdeck::test::stackRequired())                                                                                                  \
                QFAIL("no Docker engine answers, but it is required");                                                                               \
            QSKIP("no Docker engine answers");                                                                                                       \
        }                                                                                                                                            \
    } while (false)
