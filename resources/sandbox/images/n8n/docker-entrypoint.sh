#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# As the vendor's: arguments go to n8n, and certificates of one's own are trusted.
set -eu

if [ -d /opt/custom-certificates ]; then
    export NODE_OPTIONS="--use-openssl-ca ${NODE_OPTIONS:-}"
    export SSL_CERT_DIR=/opt/custom-certificates:/etc/ssl/certs
fi

exec n8n "$@"
