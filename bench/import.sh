#!/bin/bash
# How long 10,000 contributions of 20 words take to import and to compile, and how much
# memory: at most 5 s together, and 300 MB. Beside it, what Python needs for the least
# that compiling must do: read the file and count its words by scikit-learn.
#
# usage: bench/import.sh [BUILD]
set -eu
cd "$(dirname "$0")/.."
planverk=$(realpath "${1:-build}/planverk")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 tests/contributions.py 10000 20 >"$work/many.csv"
"$planverk" --db "$work/bench.db" init >/dev/null
"$planverk" --db "$work/bench.db" plan import examples/plan.json >/dev/null

# measure NAME COMMAND…: sets seconds and megabytes.
measure() {
	local name=$1
	shift
	/usr/bin/time -f '%e %M' -o "$work/time" "$@" >/dev/null
	read -r seconds kilobytes <"$work/time"
	megabytes=$((kilobytes / 1024))
	printf '| %-34s | %8s | %8s |\n' "$name" "$seconds" "$megabytes"
}

printf '| %-34s | %8s | %8s |\n' "10,000 contributions of 20 words" seconds "peak MB"
echo "|------------------------------------|---------:|---------:|"
measure "planverk contribution import" "$planverk" --db "$work/bench.db" --quiet contribution import kompetanse-2040 "$work/many.csv"
import=$seconds peak=$megabytes
measure "planverk compile" "$planverk" --db "$work/bench.db" --quiet compile kompetanse-2040
compile=$seconds
[ "$megabytes" -le "$peak" ] || peak=$megabytes
# Debian's Python, which has Debian's scikit-learn.
if /usr/bin/python3 -c 'import sklearn' 2>/dev/null; then
	measure "scikit-learn: TF-IDF and k-means" /usr/bin/python3 bench/import_peer.py "$work/many.csv"
fi
awk -v s="$import" -v t="$compile" -v m="$peak" 'BEGIN {
	printf "together %.1f s (at most 5), peak %d MB (at most 300)\n", s + t, m
	exit !(s + t <= 5 && m <= 300) }'
