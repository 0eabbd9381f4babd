#!/bin/sh
# Fuzzes each target for a number of seconds, beginning with its corpus. What is found on
# the way stays in BUILD/fuzz/found; an input that fails is named and ends the run.
#
# usage: tests/fuzz.sh BUILD SECONDS NAME…
set -eu
build=$1 seconds=$2
shift 2
for name in "$@"; do
	mkdir -p "$build/fuzz/found/$name"
	echo "== $name"
	"$build/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$build/fuzz/$name-" "$build/fuzz/found/$name" "fuzz/corpus/$name" \
		>"$build/fuzz/$name.log" 2>&1 || {
		tail -n 40 "$build/fuzz/$name.log"
		echo "planverk: $name fails on the input named above" >&2
		exit 1
	}
	grep -E 'stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)' "$build/fuzz/$name.log"
done
