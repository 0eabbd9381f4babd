#!/bin/bash
# The program is killed at a random moment of an import, 200 times: the database verifies
# each time, and each import is there as a whole or not at all.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
rounds=200
python3 "$root/tests/contributions.py" 10000 12 >many.csv
planverk init >/dev/null && planverk plan import "$root/examples/plan.json" >/dev/null
result "a database to begin with"
planverk backup fresh.sqlite >/dev/null

# How long an import takes, to know when to strike.
begin=$EPOCHREALTIME
planverk contribution import $plan many.csv >/dev/null
result "the import succeeds if left alone"
micros=$(python3 -c "print(int(($EPOCHREALTIME - $begin) * 1e6))")
all=$(rows contribution)
is "and imports all rows" "$all" 10000
echo "# one import takes $((micros / 1000)) ms"

RANDOM=7
killed=0 finished=0 whole=0 half=0 bad=0
for ((i = 1; i <= rounds; i++)); do
	rm -f db.sqlite db.sqlite-wal db.sqlite-shm
	cp fresh.sqlite db.sqlite
	"$planverk" --db db.sqlite --quiet contribution import $plan many.csv >/dev/null 2>&1 &
	pid=$!
	# Any moment from the first to the last.
	sleep "$(printf '0.%06d' $((RANDOM * (micros > 990000 ? 990000 : micros) / 32768)))"
	if kill -9 $pid 2>/dev/null; then
		killed=$((killed + 1))
	else
		finished=$((finished + 1))
	fi
	wait $pid 2>/dev/null
	planverk verify >verify.txt 2>&1 || {
		bad=$((bad + 1))
		head -n 3 verify.txt | sed 's/^/# /'
	}
	n=$(rows contribution)
	if [ "$n" -eq "$all" ]; then
		whole=$((whole + 1))
	elif [ "$n" -ne 0 ]; then
		half=$((half + 1))
		echo "# $n rows"
	fi
done 2>/dev/null
echo "# killed $killed times, finished before $finished times; $whole imports are there"
is "the database verifies every time" $bad 0
is "nothing is half imported" $half 0
[ $killed -ge $((rounds / 2)) ]
result "most imports were killed on the way ($killed of $rounds)"
finish
