#!/bin/bash
# The public interface: paging that neither repeats nor skips, nothing unpublished, clear problems,
# and a description that is valid and names every route.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
planverk event import $plan "$root/examples/events.csv" >/dev/null
planverk contribution import $plan "$root/examples/contributions.csv" >/dev/null
serve
api=$url/api/v1

get() { # PATH: the status; the answer is in out.txt
	curl -s -o out.txt -w '%{http_code}' "$api/$1"
}

is "the plans" "$(get plans)" 200
is "   are one" "$(json 'd["items"][0]["slug"]')" $plan
is "a plan" "$(get plans/$plan)" 200
cp out.txt plan.json
exits 0 "   is what plan import reads" planverk plan import plan.json --dry-run
is "no plan" "$(get plans/nope)" 404
is "   says so" "$(json 'd["status"]')" 404

published=$(python3 -c 'import sqlite3; print(sqlite3.connect("db.sqlite").execute("SELECT count(*) FROM contribution WHERE publish = 1").fetchone()[0])')
after=0 seen=0 pages=0
: >ids
while [ -n "$after" ]; do
	get "plans/$plan/contributions?limit=100&after=$after" >/dev/null
	json '"\n".join(str(i["id"]) for i in d["items"])' >>ids
	seen=$((seen + $(json 'len(d["items"])')))
	after=$(json 'd.get("next", "")')
	pages=$((pages + 1))
done
is "all that is published, in pages" "$seen in $pages" "$published in $(((published + 99) / 100))"
is "   none twice" "$(sort -u ids | grep -c .)" "$published"
is "a limit that is none" "$(get "plans/$plan/contributions?limit=0")" 400
is "a format that is none" "$(get "plans/$plan/contributions?format=xml")" 400
is "as a table" "$(get "plans/$plan/contributions?format=csv&limit=1000")" 200
is "   has as many rows" "$(python3 -c 'import csv; print(sum(1 for _ in csv.DictReader(open("out.txt", encoding="utf-8"))))')" "$published"
tag=$(curl -s -D - -o /dev/null "$api/plans" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
is "not again what one has" "$(curl -s -o /dev/null -w '%{http_code}' -H "If-None-Match: $tag" "$api/plans")" 304

is "the description" "$(get openapi.json)" 200
(cd "$root" && node tests/pages/check_openapi.mjs) <out.txt >problems.txt
result "   is valid OpenAPI 3.1" || sed 's/^/# /' problems.txt
described=$(json '"\n".join(sorted(d["paths"]))')
exits 0 "the routes" "$planverk" --json security audit
is "   are all described" "$described" "$(json '"\n".join(sorted(r["path"] for r in d if r["path"].startswith("/api/")))')"
finish
