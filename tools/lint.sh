#!/bin/bash
# What a reader should not have to check: the direction of includes, the size of files,
# things left undone, and what cppcheck finds. With --tap it prints one TAP line for each.
set -u
cd "$(dirname "$0")/.." || exit 1
tap=no
[ "${1:-}" != --tap ] || tap=yes
failed=0 number=0
LINES_MAX=450

# report NAME OUTPUT: an empty output is good.
report() {
	number=$((number + 1))
	if [ -z "$2" ]; then
		[ $tap = no ] || echo "ok $number - $1"
		return
	fi
	failed=1
	[ $tap = no ] || echo "not ok $number - $1"
	printf '%s\n' "$2" | head -n 60 >&2
}

# Our own files, with what git ignores left out.
files() {
	git ls-files -co --exclude-standard -- "$@" 2>/dev/null || find "$@" -type f
}

sizes() {
	files src tests fuzz bench tools | grep -E '\.(c|h|sh|mjs|js)$' | while read -r file; do
		[ -f "$file" ] || continue
		lines=$(wc -l <"$file")
		[ "$lines" -le $LINES_MAX ] ||
			echo "$file has $lines lines, more than $LINES_MAX: split it by what it does"
	done
}

# The patterns are written so that this file does not match them itself.
left_undone() {
	files src tests fuzz bench tools docs assets Makefile README.md packaging | grep -vE '\.(po|json)$' |
		xargs -r -d '\n' grep -nE 'TO''DO|FIX''ME' 2>/dev/null
}

outside_paths() {
	files src assets tools docs examples packaging fuzz Makefile README.md CONTRIBUTING.md |
		xargs -r -d '\n' grep -nF '../sha''red' 2>/dev/null
}

static_analysis() {
	mkdir -p build/cppcheck
	cppcheck --quiet -j2 --std=c11 --language=c --enable=warning,performance,portability --inline-suppr \
		--suppressions-list=tools/cppcheck.txt --error-exitcode=0 --cppcheck-build-dir=build/cppcheck \
		--library=posix --library=tools/cppcheck.cfg -Isrc -D_GNU_SOURCE -DPLANVERK_VERSION='"0"' \
		--template='{file}:{line}: {severity}: {message} [{id}]' $(files src fuzz | grep -E '\.c$' | grep -v '_test\.c$') 2>&1
}

[ $tap = no ] || echo 1..5
report "includes go one way" "$(tools/check-includes.sh 2>&1)"
report "no file is longer than $LINES_MAX lines" "$(sizes)"
report "nothing is left undone" "$(left_undone)"
report "nothing outside the project is referred to" "$(outside_paths)"
report "cppcheck has no remark" "$(static_analysis)"
exit $failed
