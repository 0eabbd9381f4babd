#!/bin/bash
# The same input gives the same bytes: in a second database, and with any number of threads.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
# load DATABASE THREADS
load() {
	local pv="$planverk --db $1 --threads $2 --quiet"
	$pv init && $pv organisation import "$root/examples/organisations.csv" &&
		$pv plan import "$root/examples/plan.json" &&
		$pv event import $plan "$root/examples/events.csv" &&
		$pv event attendance $plan "$root/examples/attendance.csv" &&
		$pv contribution import $plan "$root/examples/contributions.csv" &&
		$pv contribution import $plan many.csv && $pv --json compile $plan >"$1.compile.json"
}
python3 "$root/tests/contributions.py" 600 >many.csv
exits 0 "one thread" load one.db 1
exits 0 "two threads" load two.db 2
exits 0 "eight threads" load eight.db 8
cmp one.db.compile.json two.db.compile.json && cmp one.db.compile.json eight.db.compile.json
result "compile says the same"
cp one.db.compile.json before.json
cp one.db copy.db
"$planverk" --db copy.db --threads 2 --json compile $plan --fresh >again.json
"$planverk" --db copy.db --threads 2 --json compile $plan >once.json
python3 - <<'PY'
import json
before, again, once = ({k: v for k, v in json.load(open(f)).items() if k != "groups_continued"} for f in ("before.json", "again.json", "once.json"))
assert before == again == once, (before, again, once)
PY
result "compiling again says the same"
# A report names the moment of its run, and nothing else in it may differ.
for db in one two eight; do
	python3 -c 'import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as c:
    c.execute("UPDATE text_run SET made_at = 1764000000000000")' $db.db
done
for format in json html docx xlsx; do
	for db in one two eight; do
		"$planverk" --db $db.db report basis $plan --format $format -o $db.$format >/dev/null || break
	done
	cmp one.$format two.$format && cmp one.$format eight.$format
	result "the $format report is the same to the byte"
	"$planverk" --db one.db report basis $plan --format $format -o again.$format >/dev/null
	cmp one.$format again.$format
	result "and if written again"
	[ "$(stat -c %s one.$format)" -gt 1000 ]
	result "and is no empty one"
done

# The order in which texts come changes nothing but the order of the answers.
python3 - "$root/examples/contributions.csv" many.csv <<'PY'
import csv, json, random, sys
rows = [{"id": f"{i}-{k}", "text": r["text"]} for i, f in enumerate(sys.argv[1:]) for k, r in enumerate(csv.DictReader(open(f, encoding="utf-8")))]
for name in ("straight", "shuffled"):
    with open(name + ".jsonl", "w", encoding="utf-8") as out:
        out.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    random.Random(1).shuffle(rows)
PY
"$planverk" --db two.db plan export $plan --format json -o tree.json
for what in language "group" "group -k 9" duplicates "assign --plan tree.json"; do
	# Which text of a family is the first, and so what it is compared with, follows the order: the family may not.
	for order in straight shuffled; do
		"$planverk" text $what $order.jsonl 2>/dev/null >$order.out
		python3 - "$what" $order.out <<'PY' >$order.sorted
import collections, json, sys
rows = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
if sys.argv[1] == "duplicates":
    families = collections.defaultdict(list)
    for r in rows:
        families[r["group"]].append(r["id"])
    rows = sorted(sorted(f) for f in families.values())
else:
    rows.sort(key=lambda r: r["id"])
print("\n".join(json.dumps(r, sort_keys=True) for r in rows))
PY
	done
	[ -s straight.sorted ] && cmp straight.sorted shuffled.sorted
	result "text $what: the same whatever the order"
done
finish
