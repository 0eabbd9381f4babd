#!/bin/bash
# Runs the test suite and sums it up. Every test is a program that prints TAP: the unit
# tests (cmocka), the replays of the fuzz corpora, tests/cli/*.sh, the page tests, lint.
# A program that ends without having run all the tests that it announced counts as a failure,
# and so does one that takes too long. The output of what failed is shown, the rest is kept
# in BUILD/test-logs.
#
# usage: tests/run.sh [--only-programs] BUILD [PROGRAM…]
#   --only-programs  the named programs and nothing else
#   TIMEOUT_FACTOR   multiplies the time limits (sanitizers are slow)
#   SHOW_LINES       how many lines of a failed program's output are shown (60)
set -u
export LC_ALL=C.UTF-8 CMOCKA_MESSAGE_OUTPUT=TAP

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 1
only_programs=no
if [ "$1" = --only-programs ]; then
	only_programs=yes
	shift
fi
build=$1
shift
factor=${TIMEOUT_FACTOR:-1}
logs=$build/test-logs
rm -rf "$logs"
mkdir -p "$logs"

# The tests find the program here, and put their files in a folder that is removed.
PLANVERK=$(realpath -m "$build/planverk")
TEST_TMP=$(mktemp -d /tmp/planverk-test.XXXXXX)
export PLANVERK TEST_TMP TIMEOUT_FACTOR="$factor"
trap 'rm -rf "$TEST_TMP"' EXIT
trap 'exit 130' INT TERM HUP

passed=0 failed=0 skipped=0 failures=()

# Counts the lines of one program's TAP. Prints "passed failed skipped planned"; planned is
# -1 where no plan was printed.
count() {
	awk '
		{ sub(/^[ \t]+/, "") }
		/^1\.\.[0-9]+/ { planned += substr($1, 4); plans++ }
		/^(not )?ok/ && /# *[Ss][Kk][Ii][Pp]/ { skipped++; next } # cmocka says "not ok … # SKIP"
		/^ok/ { passed++ }
		/^not ok/ { failed++ }
		END { print passed + 0, failed + 0, skipped + 0, plans ? planned : -1 }' "$1"
}

show() {
	local lines=${SHOW_LINES:-60}
	grep -E '^[[:space:]]*not ok' "$1.tap" | grep -viE '# *skip' | cut -c 1-300 | head -n "$lines" | sed 's/^/    /'
	grep -E '^[[:space:]]*#' "$1.tap" | cut -c 1-300 | head -n "$lines" | sed 's/^/    /'
	cut -c 1-300 "$1.err" | tail -n "$lines" | sed 's/^/    /'
}

# run NAME SECONDS COMMAND…
run() {
	local name=$1 seconds=$(($2 * factor)) log begin status p f s planned problem=
	shift 2
	log=$logs/$(echo "$name" | tr / _)
	begin=$EPOCHREALTIME
	timeout -k 5 "$seconds" "$@" >"$log.tap" 2>"$log.err" </dev/null
	status=$?
	read -r p f s planned < <(count "$log.tap")
	if [ $status -eq 124 ] || [ $status -eq 137 ]; then
		problem="took more than $seconds s"
	elif [ "$planned" -lt 0 ]; then
		problem="printed no plan (exit status $status)"
	elif [ $((p + f + s)) -ne "$planned" ]; then
		problem="ran $((p + f + s)) of $planned tests (exit status $status)"
	elif [ $status -ne 0 ] && [ "$f" -eq 0 ]; then
		problem="ended with exit status $status"
	fi
	[ -z "$problem" ] || f=$((f + 1))
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	printf '%-48s %4d passed' "$name" "$p"
	[ "$f" -eq 0 ] || printf ', %d FAILED' "$f"
	[ "$s" -eq 0 ] || printf ', %d skipped' "$s"
	awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN { printf " (%.1f s)\n", b - a }'
	grep -iE '^[[:space:]]*(not )?ok.*# *skip' "$log.tap" | sed -E 's/^.*# *[Ss][Kk][Ii][Pp] */    skipped: /' | sort -u | cut -c 1-200
	if [ "$f" -gt 0 ]; then
		[ -z "$problem" ] || echo "    $name: $problem"
		show "$log"
		failures+=("$name${problem:+: $problem}")
	fi
}

for program in "$@"; do
	run "${program#"$build"/}" 180 "$program"
done
if [ $only_programs = no ]; then
	for script in tests/cli/*.sh; do
		run "$script" 300 "$script"
	done
	[ ! -e tests/pages/check_pages.mjs ] || run tests/pages 900 tests/pages.sh
	[ ! -e tests/pages/walk.mjs ] || run tests/walk 300 tests/walk.sh
	run lint 300 tools/lint.sh --tap
fi

if [ ${#failures[@]} -gt 0 ]; then
	echo
	echo "Failed:"
	printf '    %s\n' "${failures[@]}"
fi
if [ $((passed + failed)) -eq 0 ]; then
	echo "No test was run."
	failed=1
fi
echo
line="$passed passed, $failed failed"
[ $skipped -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]
