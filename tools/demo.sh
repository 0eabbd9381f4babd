#!/bin/bash
# What `make demo` does when the program is built: loads the example region, writes its
# report in three formats, and serves the pages until interrupted.
#
# usage: tools/demo.sh BUILD PORT yes|no   (no: does not serve)
set -eu
build=$1 port=$2 serve=$3
planverk=$build/planverk
db=$build/demo.db

# Before anything else, so that a busy port is not found out last.
if [ "$serve" = yes ] && (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
	echo "planverk: port $port of this machine is in use; choose another: make demo DEMO_PORT=8081" >&2
	exit 1
fi

"$(dirname "$0")/load-example.sh" "$planverk" "$db"
for format in html docx xlsx; do
	"$planverk" --db "$db" --quiet report basis kompetanse-2040 --format $format -o "$build/example-report.$format"
done
echo
echo "The example report: $build/example-report.html (.docx, .xlsx)"
[ "$serve" = yes ] || exit 0
echo "Open http://127.0.0.1:$port/ in a browser; Ctrl-C ends the demonstration."
exec "$planverk" --db "$db" serve --port "$port"
