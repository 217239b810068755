#!/bin/sh
# As the official image: makes the cluster of PGDATA on the first start, with POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB,
# and runs the server as the user `postgres`.
set -eu
export LC_ALL=C
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
: "${POSTGRES_PASSWORD:?must be set to a password for the superuser}"

as_postgres() {
  su postgres -c 'exec "$0" "$@"' -- "$@"
}

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  chown -R postgres:postgres "$PGDATA"
  chmod 700 "$PGDATA"
  printf %s "$POSTGRES_PASSWORD" >/tmp/password
  chown postgres /tmp/password
  as_postgres initdb --pgdata="$PGDATA" --username="$user" --pwfile=/tmp/password --auth=scram-sha-256 --encoding=UTF8 --no-locale
  rm /tmp/password
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  [ "$database" = postgres ] || echo "CREATE DATABASE \"$database\"" | as_postgres postgres --single -D "$PGDATA" postgres
fi
unset POSTGRES_PASSWORD
[ "$1" = postgres ] || exec "$@"
shift
exec su postgres -c 'exec postgres -D "$PGDATA" -c "listen_addresses=*" "$@"' -- postgres "$@"
