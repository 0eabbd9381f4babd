#!/bin/bash
# Durable intake: 64 clients send answers, each gets its receipt after the commit is on a disk
# where fsync takes 5 ms more. Beside it the same rows, one commit each, by SQLite alone.
# Targets: ten times as many, and 250 MB above idle at most.
#
# usage: bench/intake.sh [BUILD]
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath -m "${1:-build}")
clients=64 forms=100 peer_rows=400
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill $server; wait; rm -rf "$work"' EXIT
make -s "$build/bench/intake_clients" BUILD="$build" || exit 1
cc -shared -fPIC -D_GNU_SOURCE -o "$work/slow_fsync.so" bench/slow_fsync.c -ldl || exit 1

planverk() {
	"$build/planverk" --db "$work/db.sqlite" --quiet "$@"
}
planverk init >/dev/null
planverk plan import examples/plan.json >/dev/null
echo 'What should come first? *' >"$work/questions.txt"
consultation=$(planverk --json consultation add kompetanse-2040 --title Intake --kind input \
	--opens "$(TZ=Europe/Oslo date +%F)" --questions "$work/questions.txt" | sed -n 's/.*"consultation": *\([0-9]*\).*/\1/p')
planverk consultation move "$consultation" announced >/dev/null
planverk consultation lift "$consultation" --hours 24 --reason "load" >/dev/null

LD_PRELOAD="$work/slow_fsync.so" "$build/planverk" --db "$work/db.sqlite" --quiet serve --port 0 >"$work/out" 2>"$work/err" &
server=$!
for _ in $(seq 200); do
	port=$(grep -oE '[0-9]+$' <(grep -oE 'http://[0-9.:]+' "$work/out")) && break
	sleep 0.05
done
memory() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$server/status"; }
most() { awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$server/status"; }
idle=$(memory)
read -r receipts rate p50 p99 < <("$build/bench/intake_clients" "$port" "$consultation" $clients $forms)
above=$(($(most) - idle))
peer=$(LD_PRELOAD="$work/slow_fsync.so" /usr/bin/python3 bench/intake_peer.py "$work/peer.sqlite" $peer_rows)
kept=$(/usr/bin/python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM statement").fetchone()[0])' "$work/db.sqlite")

ratio=$(awk "BEGIN { printf \"%.1f\", $rate / $peer }")
printf '%-58s %10s %10s %8s  %s\n' "" planverk "one each" ratio target
printf '%-58s %10s %10s %8s  %s\n' "answers a second, $clients clients, receipt after the commit" "$rate" "$peer" "$ratio" ">= 10"
printf '%-58s %10s\n' "milliseconds to the receipt, p50 and p99" "$p50 $p99"
printf '%-58s %10s %10s %8s  %s\n' "MB above idle" "$above" "" "" "<= 250"
[ "$receipts" -eq $((clients * forms)) ] && [ "$kept" -eq "$receipts" ] ||
	{ echo "bench/intake.sh: $receipts receipts for $((clients * forms)) answers, $kept kept" >&2; exit 1; }
awk "BEGIN { exit !($ratio >= 10 && $above <= 250) }" || { echo "bench/intake.sh: a target is missed" >&2; exit 1; }
