#!/bin/bash
# The same work on PostgreSQL gives the same answers as on SQLite.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
if [ -z "${PLANVERK_TEST_PG:-}" ]; then
	skip "PostgreSQL" "PLANVERK_TEST_PG is not set"
	finish
fi

# A database of its own beside the one of the unit tests.
pg=${PLANVERK_TEST_PG/\/planverk\?//cli_$$?}
psql -q "$PLANVERK_TEST_PG" -c "CREATE DATABASE cli_$$"
result "a database on the server"
trap 'psql -q "$PLANVERK_TEST_PG" -c "DROP DATABASE cli_$$ WITH (FORCE)"; rm -rf "$work"' EXIT

# load DATABASE NAME
load() {
	local pv="$planverk --db $1 --quiet"
	$pv init && $pv organisation import "$root/examples/organisations.csv" &&
		$pv plan import "$root/examples/plan.json" &&
		$pv event import $plan "$root/examples/events.csv" &&
		$pv event attendance $plan "$root/examples/attendance.csv" &&
		$pv contribution import $plan "$root/examples/contributions.csv" &&
		$pv --json compile $plan >"$2.compile.json" &&
		$pv report basis $plan --format json -o "$2.report.json" &&
		$pv --json plan export $plan >"$2.plan.json"
}
exits 0 "the example on SQLite" load db.sqlite sqlite
exits 0 "the example on PostgreSQL" load "$pg" pg
cmp sqlite.compile.json pg.compile.json
result "compile says the same"
# The moment of the run is the one thing that may differ.
diff <(grep -v '"made_at"' sqlite.report.json) <(grep -v '"made_at"' pg.report.json) >difference.txt
result "the report says the same" || head -n 5 difference.txt | cut -c 1-200 | sed 's/^/# /'
cmp sqlite.plan.json pg.plan.json
result "the plan's export is the same to the byte"

exits 0 "it verifies" "$planverk" --db "$pg" --json verify
head=$(json 'd["head"]')
exits 0 "a backup" "$planverk" --db "$pg" backup backup.pg
exits 4 "never over a file" "$planverk" --db "$pg" backup backup.pg
exits 0 "more contributions" "$planverk" --db "$pg" contribution import $plan <(printf 'text\nEtterpå.\n')
exits 4 "the head has moved" "$planverk" --db "$pg" verify --head "$head"
exits 4 "restore spares a database" "$planverk" --db "$pg" restore backup.pg
exits 0 "restore with --replace" "$planverk" --db "$pg" restore backup.pg --replace
exits 0 "brings back the backup" "$planverk" --db "$pg" verify --head "$head"

# A server that is not there, and a password that must not be shown.
exits 1 "no server" "$planverk" --db "postgresql://someone:s3cret@/x?host=$work" verify
says "Cannot connect"
is "keeps the password to itself" "$(grep -c s3cret err.txt out.txt | paste -sd ' ')" "err.txt:0 out.txt:0"
finish
