#!/bin/bash
# Runs a command beside a PostgreSQL server of its own: a fresh cluster in a temporary
# folder, reached by a Unix socket only, gone when the command ends. The command finds it
# in PLANVERK_TEST_PG. Without PostgreSQL's programs the command runs all the same, without
# that variable, and the tests that need it are skipped.
#
# usage: tests/with-postgres.sh COMMAND [ARGUMENT…]
set -u

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$programs" ]; then
	exec "$@"
fi

# A socket's path may have 107 bytes at most, so the folder is not below TMPDIR.
folder=$(mktemp -d /tmp/planverk-pg.XXXXXX)

# PostgreSQL refuses to be run by root.
as_server() {
	if [ "$(id -u)" -eq 0 ]; then
		(cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@")
	else
		"$@"
	fi
}

stop() {
	as_server "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1
	rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if [ "$(id -u)" -eq 0 ]; then
	chown postgres:postgres "$folder" || exit 1
fi
# What is only for a test need not survive a power cut.
settings="-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses= \
-c unix_socket_directories=$folder -c max_connections=60 -c shared_buffers=64MB"
# Norwegian collation by default, as on a customer's server: text that is to be ordered by
# bytes must have said so.
if ! as_server "$programs/initdb" -D "$folder/data" -U planverk -A trust -E UTF8 --locale=C.UTF-8 \
		--locale-provider=icu --icu-locale=nb-NO -N >"$folder/initdb.log" 2>&1 ||
   ! as_server "$programs/pg_ctl" -D "$folder/data" -l "$folder/data/server.log" -w -t 60 -o "$settings" start \
		>"$folder/start.log" 2>&1 ||
   ! "$programs/createdb" -h "$folder" -U planverk planverk; then
	echo "tests/with-postgres.sh: the PostgreSQL server could not be started:" >&2
	tail -n 20 "$folder"/*.log "$folder"/data/server.log >&2
	exit 1
fi

PLANVERK_TEST_PG="postgresql:///planverk?host=$folder&user=planverk" "$@"
