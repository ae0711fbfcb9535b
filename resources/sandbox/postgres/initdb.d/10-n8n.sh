#!/bin/sh
# Runs once, on an empty data directory: n8n gets a role that owns its database and is no superuser,
# and the server reads /etc/postgresql/conf.d from now on. Whether a copy of this file is executable
# decides if it is run or read into the entrypoint, so it neither exits nor changes the shell.

# The password comes from the environment through psql itself: no command line, no log shows it.
psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv n8n_password N8N_DB_PASSWORD
CREATE ROLE n8n LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'n8n_password';
CREATE DATABASE n8n OWNER n8n;
REVOKE ALL ON DATABASE n8n FROM PUBLIC;
\connect n8n
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO n8n;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
SQL

# Later files of the directory win, and the last word within the directory is the console's.
printf "\ninclude_dir = '/etc/postgresql/conf.d'\n" >>"$PGDATA/postgresql.conf"

# Physical backups come from a helper container on the stack's own network, with the password.
printf 'host replication postgres samenet scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
