#!/bin/bash
# Jobs that several processes share: one is killed in the middle, and the result is the same to
# the byte as that of one process alone; on SQLite and on PostgreSQL.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
texts=9000
python3 "$root/tests/contributions.py" $texts 12 >many.csv

# A model that takes a while: what a text's bytes hash to.
cat >model.py <<'END'
import hashlib, json, sys, time
for line in sys.stdin:
    digest = hashlib.sha256(json.loads(line)["text"].encode()).digest()
    time.sleep(0.0005)
    print([b / 255 - 0.5 for b in digest[:24]], flush=True)
END
export PLANVERK_EMBED="pipe:model=test-1 /usr/bin/python3 $work/model.py"

# on WHERE COMMAND…: the program on a database.
on() {
	local where=$1
	shift
	"$planverk" --db "$where" --quiet "$@"
}

load() {
	on "$1" init >/dev/null && on "$1" plan import "$root/examples/plan.json" >/dev/null &&
		on "$1" contribution import $plan many.csv >/dev/null
}

# An expression over the list of jobs, as `jobs`.
jobs_say() {
	on "$1" --json job list >jobs.json
	json "(lambda jobs: $2)(d['jobs'])" jobs.json
}

# wait_for SECONDS WHERE EXPRESSION: until it is True.
wait_for() {
	local i
	for ((i = 0; i < 10 * $1; i++)); do
		[ "$(jobs_say "$2" "$3")" != True ] || return 0
		sleep 0.05
	done
	return 1
}

# The report without the moment it was made.
report() {
	on "$1" report basis $plan --format json -o report.json && grep -v '"made_at"' report.json
}

# shared NAME WHERE
shared() {
	local name=$1 where=$2 first second compiler
	load "$where"
	result "$name: contributions"
	"$planverk" --db "$where" --quiet work --lease 1 >/dev/null 2>first.txt &
	first=$!
	"$planverk" --db "$where" --quiet work --lease 1 >second.txt 2>&1 &
	second=$!
	on "$where" --json compile $plan --share >"$name.json" 2>"$name.txt" &
	compiler=$!
	wait_for 20 "$where" "any('/$first/' in j['taken_by'] for j in jobs if j['state'] == 'running')"
	result "$name: the first worker has a job"
	{ kill -9 $first && wait $first; } 2>/dev/null
	wait $compiler
	result "$name: compile ends although a worker was killed" || cat "$name.txt"
	kill $second
	wait $second
	result "$name: a worker ends when it is told to" || cat second.txt
	cmp -s alone.json "$name.json"
	result "$name: the summary is the same as without workers"
	report "$where" >"$name.report"
	cmp -s alone.report "$name.report"
	result "$name: so is the report"
	is "$name: every job is done" "$(jobs_say "$where" "[len(jobs), all(j['state'] == 'done' for j in jobs)]")" "[5, True]"
	is "$name: the killed worker's job was tried twice" "$(jobs_say "$where" "max(j['attempts'] for j in jobs)")" 2
	is "$name: the second worker took part" "$(jobs_say "$where" "any('/$second/' in j['taken_by'] for j in jobs)")" True
}

load alone.sqlite
on alone.sqlite --json compile $plan >alone.json 2>alone.txt
result "one process alone" || cat alone.txt
report alone.sqlite >alone.report

shared sqlite db.sqlite
if [ -n "${PLANVERK_TEST_PG:-}" ]; then
	psql -q "$PLANVERK_TEST_PG" -c "CREATE DATABASE jobs_$$"
	trap 'psql -q "$PLANVERK_TEST_PG" -c "DROP DATABASE jobs_$$ WITH (FORCE)"; rm -rf "$work"' EXIT
	shared postgresql "${PLANVERK_TEST_PG/\/planverk\?//jobs_$$?}"
else
	skip "the same on PostgreSQL" "PLANVERK_TEST_PG is not set"
fi

# What is kept is not made again.
exits 0 "a second time" on db.sqlite compile $plan --share
says " $texts different texts with vectors of test-1 \(24 numbers\), 0 of them made now"

# A plug that fails: the job is tried again, then shown, and the compilation says why.
PLANVERK_EMBED="pipe:model=broken-1 /usr/bin/python3 -c import_nothing"
exits 2 "a plug that cannot be started" on db.sqlite compile $plan --share
says "Its last words: .*import_nothing"

# The commands.
exits 0 "job list" on db.sqlite job list --state done
says "text.embed  done  attempt 1 of 3"
job=$(jobs_say db.sqlite "jobs[0]['id']")
exits 0 "job show" on db.sqlite job show "$job"
says '"needs": "test-1"'
exits 4 "a job that is done is not retried" on db.sqlite job retry "$job"
exits 4 "nor cancelled" on db.sqlite job cancel "$job"
exits 3 "a job that is not there" on db.sqlite job show 12345
exits 2 "no number" on db.sqlite job cancel all
exits 2 "no such state" on db.sqlite job list --state lost
exits 2 "no such kind" on db.sqlite work --once --kind lost
says "there are: text.embed"
unset PLANVERK_EMBED
exits 0 "a worker without a plug takes none of these jobs" on db.sqlite work --once
says "0 jobs done"
exits 2 "--share without a plug" on db.sqlite compile $plan --share
finish
