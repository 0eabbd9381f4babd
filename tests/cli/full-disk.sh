#!/bin/bash
# A disk without space: a message that says so, and the database as it was before.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
python3 "$root/tests/contributions.py" 20000 30 >many.csv

# A small disk of its own, where that is permitted (as root, with CAP_SYS_ADMIN).
mkdir disk
if mount -t tmpfs -o size=6m tmpfs disk 2>/dev/null; then
	trap 'cd "$root"; umount "$work/disk"; rm -rf "$work"' EXIT
	exits 0 "a database on a small disk" "$planverk" --db disk/db.sqlite init
	exits 0 "with a plan" "$planverk" --db disk/db.sqlite plan import "$root/examples/plan.json"
	before=$(snapshot disk/db.sqlite)
	exits 1 "an import that does not fit" "$planverk" --db disk/db.sqlite contribution import $plan many.csv
	says "disk is full"
	is "leaves the database as it was" "$(snapshot disk/db.sqlite)" "$before"
	exits 0 "which verifies" "$planverk" --db disk/db.sqlite verify
	exits 0 "and takes what fits" "$planverk" --db disk/db.sqlite contribution import $plan <(head -n 50 many.csv)
	is "all of it" "$(rows contribution disk/db.sqlite)" 49
	exits 0 "and compiles it" "$planverk" --db disk/db.sqlite compile $plan
	head -c 6m /dev/zero >disk/filler 2>/dev/null
	exits 1 "a report that does not fit" "$planverk" --db disk/db.sqlite report basis $plan --format json -o disk/report.json
	[ ! -e disk/report.json ]
	result "leaves no half of it"
	exits 1 "a backup that does not fit" "$planverk" --db disk/db.sqlite backup disk/backup.sqlite
	[ ! -e disk/backup.sqlite ]
	result "leaves no half of it"
else
	skip "a full disk" "a file system cannot be mounted here"
fi

# The same by a limit on the size of files, which anyone may set. SIGXFSZ must not end the
# program before it can say what happened.
planverk init >/dev/null && planverk plan import "$root/examples/plan.json" >/dev/null
before=$(snapshot)
exits 1 "a file that may not grow" bash -c "ulimit -f 4000; trap '' XFSZ; '$planverk' --db db.sqlite contribution import $plan many.csv"
is "leaves the database as it was" "$(snapshot)" "$before"
exits 0 "which verifies" planverk verify
finish
