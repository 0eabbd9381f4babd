#!/bin/bash
# The inbox with 100,000 contributions: 50 rows, five named filters and pages deep in the list, 32 clients
# in a closed loop. Targets: 50 ms at the 99th percentile, and 250 MB above idle at most.
#
# usage: bench/inbox.sh [BUILD] [SECONDS]
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath -m "${1:-build}") seconds=${2:-30} clients=32 contributions=100000
plan=kompetanse-2040
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill $server; wait; rm -rf "$work"' EXIT
planverk() {
	"$build/planverk" --db "$work/db.sqlite" --quiet "$@"
}
planverk init >/dev/null
planverk organisation import examples/organisations.csv >/dev/null
planverk plan import examples/plan.json >/dev/null
planverk event import $plan examples/events.csv >/dev/null
# At the example's events, and every fifth one of three letters that many sent.
/usr/bin/python3 - <(/usr/bin/python3 tests/contributions.py $contributions) examples/events.csv >"$work/many.csv" <<'PY'
import csv, sys
events = [row["id"] for row in csv.DictReader(open(sys.argv[2], encoding="utf-8"))]
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
letters = [row["text"] for row in rows[:3]]
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["id", "text", "event", "language"])
for i, row in enumerate(rows):
    out.writerow([row["id"], letters[i // 5 % 3] if i % 5 == 0 else row["text"], events[i * 7 % len(events)], ""])
PY
planverk contribution import $plan "$work/many.csv" >/dev/null
planverk compile $plan >/dev/null
planverk user add "Kari Nordmann" --email kari@example.no <<<"riktig hest batteri stift" >/dev/null
planverk user role kari@example.no $plan lead >/dev/null

"$build/planverk" --db "$work/db.sqlite" --quiet serve --port 0 >"$work/out" 2>"$work/err" &
server=$!
for _ in $(seq 200); do
	url=$(grep -oE 'http://[0-9.:]+' "$work/out") && break
	sleep 0.05
done
curl -s -c "$work/jar" "$url/login" >"$work/login.html"
token=$(sed -n 's/.*name="form" value="\([^"]*\)".*/\1/p' "$work/login.html" | head -n 1)
curl -s -b "$work/jar" -c "$work/jar" -H "Origin: $url" --data-urlencode "form=$token" --data-urlencode "email=kari@example.no" \
	--data-urlencode "password=riktig hest batteri stift" "$url/login" >/dev/null
cookie=$(awk '$6 == "session" { print $6 "=" $7 }' "$work/jar")

number() { /usr/bin/python3 -c 'import sqlite3, sys
print(sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True).execute(sys.argv[2]).fetchone()[0])' "$work/db.sqlite" "$1"; }
group=$(number "SELECT id FROM text_group WHERE number = 3")
event=$(number "SELECT event_id FROM remark WHERE event_id IS NOT NULL GROUP BY 1 ORDER BY count(*) LIMIT 1")
campaign=$(number "SELECT id FROM text_campaign ORDER BY number LIMIT 1")
node=$(number "SELECT node_id FROM remark WHERE node_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
deep=$(number "SELECT ordinal || '.' || id FROM remark ORDER BY ordinal LIMIT 1 OFFSET 60000")
cat >"$work/filters.lua" <<LUA
local paths = { "?event=$event", "?group=$group&state=unanswered", "?campaign=$campaign", "?node=$node", "?language=nn&assignee=-1",
	"?state=unanswered&after=$deep" }
local i = 0
request = function()
	i = i % #paths + 1
	return wrk.format("GET", "/plan/$plan/inbox" .. paths[i], { ["Cookie"] = "$cookie" })
end
done = function(summary, latency)
	io.write(string.format("result %.1f %.1f %d %d\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000,
		summary.requests / summary.duration * 1e6, summary.errors.status + summary.errors.timeout + summary.errors.read))
end
LUA
memory() { awk -v what="^$1" '$0 ~ what { print int($2 / 1024) }' "/proc/$server/status"; }
idle=$(memory VmRSS)
rows=$(curl -s -H "Cookie: $cookie" "$url/plan/$plan/inbox?group=$group" | grep -c 'type="checkbox" name="r')
wrk -t 2 -c $clients -d 5 -s "$work/filters.lua" "$url" >/dev/null
read -r _ p50 p99 rate errors < <(wrk -t 2 -c $clients -d "$seconds" -s "$work/filters.lua" "$url" | grep ^result)
above=$(($(memory VmHWM) - idle))
printf '%-58s %10s  %s\n' "" planverk target
printf '%-58s %10s\n' "pages of $rows rows a second, $contributions contributions, $clients clients" "$rate"
printf '%-58s %10s  %s\n' "milliseconds, p99 (p50 $p50)" "$p99" "<= 50"
printf '%-58s %10s  %s\n' "MB above idle" "$above" "<= 250"
[ "$rows" -eq 50 ] && [ "$errors" -eq 0 ] || { echo "bench/inbox.sh: $rows rows, $errors errors" >&2; exit 1; }
awk "BEGIN { exit !($p99 <= 50 && $above <= 250) }" || { echo "bench/inbox.sh: a target is missed" >&2; exit 1; }
