#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# As the vendor's: options or a .conf file alone mean redis-server; root gives itself up.
set -eu

case "${1:-}" in
    -* | *.conf) set -- redis-server "$@" ;;
esac

if [ "${1:-}" = redis-server ] && [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis '{}' +
    exec gosu redis "$0" "$@"
fi

# The dump holds work in flight: for its owner only, unless somebody chose a mask on purpose.
[ "$(umask)" != 0022 ] || umask 0077
exec "$@"
