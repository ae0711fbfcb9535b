#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Does what the vendor's image does, so that one compose file suits both: POSTGRES_USER, _PASSWORD,
# _DB, _INITDB_ARGS, _HOST_AUTH_METHOD (each also as _FILE), PGDATA, /docker-entrypoint-initdb.d,
# options of one's own, and running as root or as any user who can write PGDATA.
set -Eeuo pipefail
shopt -s nullglob

# file_env NAME [DEFAULT]: NAME, else what the file NAME_FILE holds, else DEFAULT.
file_env() {
    local name=$1 file_name=${1}_FILE value=${2:-}
    if [[ -n ${!name:-} && -n ${!file_name:-} ]]; then
        echo >&2 "error: both $name and $file_name are set, but they exclude each other"
        exit 1
    fi
    if [[ -n ${!name:-} ]]; then
        value=${!name}
    elif [[ -n ${!file_name:-} ]]; then
        value=$(<"${!file_name}")
    fi
    export "$name=$value"
    unset "$file_name"
}

wants_help() {
    local argument
    for argument; do
        case $argument in
            -'?' | --help | --describe-config | -V | --version) return 0 ;;
        esac
    done
    return 1
}

make_directories() {
    mkdir -p "$PGDATA" /var/run/postgresql 2>/dev/null || true
    chmod 00700 "$PGDATA" 2>/dev/null || true
    chmod 03775 /var/run/postgresql 2>/dev/null || true
    if [[ $(id -u) == 0 ]]; then
        find "$PGDATA" \! -user postgres -exec chown postgres '{}' +
        find /var/run/postgresql \! -user postgres -exec chown postgres '{}' +
    fi
}

read_settings() {
    file_env POSTGRES_PASSWORD
    file_env POSTGRES_USER postgres
    file_env POSTGRES_DB "$POSTGRES_USER"
    file_env POSTGRES_INITDB_ARGS
    : "${POSTGRES_HOST_AUTH_METHOD:=}"
}

require_password() {
    [[ -n $POSTGRES_PASSWORD || $POSTGRES_HOST_AUTH_METHOD == trust ]] && return
    echo >&2 'Error: Database is uninitialized and superuser password is not specified.'
    echo >&2 '       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser.'
    exit 1
}

init_cluster() {
    # The password travels through a pipe: never through the command line, nor through a file.
    eval 'initdb --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"' --pgdata "$PGDATA"'
    : "${POSTGRES_HOST_AUTH_METHOD:=$(postgres -C password_encryption)}"
    printf '\nhost all all all %s\n' "$POSTGRES_HOST_AUTH_METHOD" >>"$PGDATA/pg_hba.conf"
}

# The server of the set-up listens on its socket only: nobody meets a half-made database.
temporary_server() {
    PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w start
}

process_sql() {
    local database=(--dbname "$POSTGRES_DB")
    [[ ${1:-} != --maintenance ]] || { database=(--dbname postgres); shift; }
    PGPASSWORD=$POSTGRES_PASSWORD psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --no-password --no-psqlrc "${database[@]}" "$@"
}

# The name under which scripts made for the vendor's image know it.
docker_process_sql() { process_sql "$@"; }

make_database() {
    [[ $POSTGRES_DB != postgres ]] || return 0
    process_sql --maintenance --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db" ;'
}

run_init_files() {
    local file
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh)
                if [[ -x $file ]]; then
                    echo "$0: running $file"
                    "$file"
                else
                    echo "$0: sourcing $file"
                    # shellcheck disable=SC1090
                    . "$file"
                fi
                ;;
            *.sql) echo "$0: running $file"; process_sql -f "$file" ;;
            *.sql.gz) echo "$0: running $file"; gunzip -c "$file" | process_sql ;;
            *) echo "$0: ignoring $file" ;;
        esac
    done
}

main() {
    [[ ${1:-} != -* ]] || set -- postgres "$@"
    if [[ ${1:-} == postgres ]] && ! wants_help "$@"; then
        read_settings
        make_directories
        # This file again, as the server's own user: nothing below runs as root.
        [[ $(id -u) != 0 ]] || exec gosu postgres "${BASH_SOURCE[0]}" "$@"
        if [[ ! -s $PGDATA/PG_VERSION ]]; then
            require_password
            init_cluster
            export PGPASSWORD="$POSTGRES_PASSWORD"
            temporary_server
            make_database
            run_init_files
            PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -m fast -w stop
            unset PGPASSWORD
            echo 'PostgreSQL init process complete; ready for start up.'
        fi
    fi
    exec "$@"
}

main "$@"
