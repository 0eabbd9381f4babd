# For tests written in bash: TAP on standard output, a work folder, and the program.
#
#	. tests/tap.sh
#	planverk init                              # $planverk with --db db.sqlite
#	exits 0 "makes a database" planverk init   # runs, compares the exit status
#	says "is ready"                            # in what the last run printed (extended regex)
#	is "counts rows" "$(rows)" 3
#	finish
#
# The script works in a folder of its own; $root is the project's.
set -u

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
planverk=${PLANVERK:-$root/build/planverk}
if [ ! -x "$planverk" ]; then
	echo "There is no $planverk; build it first (make)." >&2
	exit 1
fi
work=$(mktemp -d "${TEST_TMP:-/tmp}/cli.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset PLANVERK_DB PLANVERK_THREADS PLANVERK_EMBED

# Debian's Python, whatever else stands in PATH.
python3() {
	/usr/bin/python3 "$@"
}

tests=0 failures=0

planverk() {
	"$planverk" --db db.sqlite --quiet "$@"
}

# result NAME: the status of the last command decides.
result() {
	local status=$?
	tests=$((tests + 1))
	if [ $status -eq 0 ]; then
		echo "ok $tests - $1"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $1"
	fi
	return $status
}

# exits STATUS NAME COMMAND…
exits() {
	local expected=$1 name=$2 status
	shift 2
	"$@" >out.txt 2>err.txt
	status=$?
	[ $status -eq "$expected" ]
	result "$name" || {
		echo "# exit status $status instead of $expected: $*" | cut -c 1-300
		head -c 2000 err.txt | sed 's/^/# /'
	}
}

# says PATTERN: the last run of exits printed it, on either stream.
says() {
	grep -qE -e "$1" out.txt err.txt
	result "   says $1" || head -c 1000 err.txt out.txt | sed 's/^/# /'
}

# is NAME GOT EXPECTED
is() {
	[ "$2" = "$3" ]
	result "$1" || printf '# got:      %s\n# expected: %s\n' "${2:0:500}" "${3:0:500}"
}

# like NAME GOT PART, unlike NAME GOT PART: whether the one has the other in it.
like() {
	[[ "$2" == *"$3"* ]]
	result "$1" || printf '# got: %s\n# without: %s\n' "${2:0:500}" "$3"
}
unlike() {
	[[ "$2" != *"$3"* ]]
	result "$1" || printf '# got: %s\n# with: %s\n' "${2:0:500}" "$3"
}

# serve [OPTION…]: a server on a free port; its address is in $url.
serve() {
	: >serve.out # an earlier server's address is not ours
	"$planverk" --db db.sqlite --quiet serve --port 0 "$@" >serve.out 2>serve.err &
	server=$!
	trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT
	for _ in $(seq 200); do
		url=$(grep -oE 'http://[0-9.:]+' serve.out) && return
		sleep 0.1
	done
}
stop_serving() {
	kill "$server"
	wait "$server" 2>/dev/null
}

# skip NAME REASON
skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

# json EXPRESSION [FILE]: a Python expression over the document d of FILE (out.txt).
json() {
	python3 -c 'import json, sys
try:
    print(eval(sys.argv[1], {"d": json.load(open(sys.argv[2]))}))
except Exception as e:
    print("no answer:", e)' "$1" "${2:-out.txt}"
}

# A digest of everything in a SQLite database: its schema and its rows.
snapshot() {
	python3 -c 'import hashlib, sqlite3, sys
c = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
h = hashlib.sha256()
for line in c.iterdump():
    h.update(line.encode())
print(h.hexdigest())' "${1:-db.sqlite}"
}

# sql QUERY [DATABASE]: the first value of its first row.
sql() {
	python3 -c 'import sqlite3, sys
row = sqlite3.connect("file:" + sys.argv[2] + "?mode=ro", uri=True).execute(sys.argv[1]).fetchone()
print(row[0] if row else "")' "$1" "${2:-db.sqlite}"
}

# rows TABLE [DATABASE]
rows() {
	sql "SELECT count(*) FROM $1" "${2:-db.sqlite}"
}

finish() {
	echo "1..$tests"
	[ $failures -eq 0 ]
	exit
}
