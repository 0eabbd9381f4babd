#!/bin/bash
# Three senders at once hand over each notice once, whichever database they share.
. "$(dirname "$0")/../tap.sh"
. "$root/tests/mail.sh"

notices=40
# outbox: SQL that makes them.
outbox() {
	for i in $(seq $notices); do
		echo "INSERT INTO notice_address (id, email) VALUES ($i, 'a$i@example.no');"
		echo "INSERT INTO notice (id, address_id, kind, subject, text, unsubscribe, message_id, state, made_at, attempts,"
		echo "  not_before, taken_by, lease_until, error, ended_at)"
		echo "VALUES ($i, $i, 'news', 'S', 'T', '', '', 'waiting', $(date +%s)000000, 0, 0, '', 0, '', 0);"
	done
}

# race DATABASE: what each of the senders sent, added up.
race() {
	local senders=()
	for i in 1 2 3; do
		"$planverk" --db "$1" --quiet --json notice send >"sender$i.json" 2>"sender$i.err" &
		senders+=($!)
	done
	wait "${senders[@]}"
	cat sender?.json | python3 -c 'import json, sys
print(sum(json.loads(line)["sent"] for line in sys.stdin))'
}

start_mail
planverk init >/dev/null
planverk notice setup --smtp smtp://127.0.0.1:$port --from plan@example.no --public-url https://plan.example.no >/dev/null
outbox | python3 -c 'import sqlite3, sys
sqlite3.connect("db.sqlite").executescript(sys.stdin.read())'
is "SQLite: three senders send all" "$(race db.sqlite)" $notices
is "   each once" "$(grep -h '^To:' mail/*.eml | sort -u | wc -l) $(mails)" "$notices $notices"
is "   and no address is left" "$(rows notice_address)" 0

if [ -z "${PLANVERK_TEST_PG:-}" ]; then
	skip "PostgreSQL" "PLANVERK_TEST_PG is not set"
	stop_mail
	finish
fi
pg=${PLANVERK_TEST_PG/\/planverk\?//cli_$$?}
psql -q "$PLANVERK_TEST_PG" -c "CREATE DATABASE cli_$$"
trap 'psql -q "$PLANVERK_TEST_PG" -c "DROP DATABASE cli_$$ WITH (FORCE)"; rm -rf "$work"' EXIT
rm -f mail/*.eml
"$planverk" --db "$pg" --quiet init >/dev/null
"$planverk" --db "$pg" --quiet notice setup --smtp smtp://127.0.0.1:$port --from plan@example.no \
	--public-url https://plan.example.no >/dev/null
outbox | psql -q "$pg"
is "PostgreSQL: three senders send all" "$(race "$pg")" $notices
is "   each once" "$(grep -h '^To:' mail/*.eml | sort -u | wc -l) $(mails)" "$notices $notices"
is "   and no address is left" "$(psql -tA "$pg" -c 'SELECT count(*) FROM notice_address')" 0
stop_mail
finish
