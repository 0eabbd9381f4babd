#!/bin/bash
# Groups that last: identities from run to run, and what planners decide about them.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
{
	planverk init
	planverk organisation import "$root/examples/organisations.csv"
	planverk plan import "$root/examples/plan.json"
	planverk event import $plan "$root/examples/events.csv"
} >/dev/null
exits 0 "no groups before compiling" planverk group list $plan
says "planverk compile $plan"
exits 4 "nothing to decide on" planverk group undo $plan
head -n 331 "$root/examples/contributions.csv" >first.csv
planverk contribution import $plan first.csv >/dev/null
planverk compile $plan --quiet >/dev/null

planverk --json group list $plan >list.json
# group N [FIELD]: of the N-th largest group
group() { python3 - "$1" "${2:-id}" <<'PY'
import json, sys
groups = [g for t in json.load(open("list.json"))["themes"] for g in t["groups"] if t["number"]]
groups.sort(key=lambda g: (-g["contributions"], g["id"]))
print(groups[int(sys.argv[1])][sys.argv[2]])
PY
}
a=$(group 0) b=$(group 1) c=$(group 2)
n_groups() { python3 -c '
import json, sys
print(sum(len(t["groups"]) for t in json.load(sys.stdin)["themes"] if t["number"]))' < <(planverk --json group list $plan); }
# member GROUP OFFSET: a contribution in it
member() { sql "SELECT contribution_id FROM text_result WHERE group_id = $1 ORDER BY contribution_id LIMIT 1 OFFSET $2"; }
group_of() { sql "SELECT group_id FROM text_result x JOIN text_run r ON r.id = x.run_id
	WHERE contribution_id = $1 ORDER BY r.made_at DESC, r.id DESC LIMIT 1"; }
identity() { sql "SELECT identity_id FROM text_group WHERE id = $1"; }
before=$(n_groups)

exits 0 "a group gets a name" planverk group rename "$a" "Lærlinger og arbeidsliv" --by kari --reason "slik snakker vi om det"
exits 0 "   which the list shows" planverk group list $plan
says "Lærlinger og arbeidsliv"
exits 2 "a name of nothing" planverk group rename "$a" ""
exits 2 "a name that is too long" planverk group rename "$a" "$(printf 'x%.0s' $(seq 121))"
exits 2 "a group that is no number" planverk group rename kurs "Kurs"
exits 3 "a group that is not there" planverk group rename 17 "Kurs"

exits 0 "two groups become one" planverk group merge "$b" "$c"
is "   one fewer" "$(n_groups)" $((before - 1))
exits 2 "a group into itself" planverk group merge "$b" "$b"
exits 0 "the old address leads on" planverk group rename "$c" "Kurs og grunnopplæring"
is "   to the one it was merged into" "$(sql "SELECT title FROM text_identity WHERE id = $(identity "$b")")" "Kurs og grunnopplæring"

m0=$(member "$a" 0) m1=$(member "$a" 1) m2=$(member "$a" 2) p0=$(member "$b" 0)
exits 0 "a new group of three" planverk group split "Havn og logistikk" "$m0" "$m1" "$m2"
is "   one more" "$(n_groups)" "$before"
new=$(group_of "$m0")
is "   with its members" "$(group_of "$m2")" "$new"
exits 0 "one is pinned" planverk group pin "$a" "$p0"
is "   to where it was put" "$(group_of "$p0")" "$a"
exits 3 "a contribution that is not there" planverk group pin "$a" 17

cp "$root/examples/contributions.csv" first.csv
planverk contribution import $plan first.csv >/dev/null
exits 0 "compiled again, with more" planverk --json compile $plan --quiet
is "   all decisions were applied" "$(json 'd["decisions_failed"]')" 0
is "   five of them" "$(json 'd["decisions"]')" 5
is "   all groups go on" "$(json 'd["groups_continued"] == d["groups"]')" True
is "   the name holds" "$(sql "SELECT count(*) FROM text_group g JOIN text_identity i ON i.id = g.identity_id
	WHERE i.title = 'Havn og logistikk' AND g.id = $(group_of "$m1")")" 1
is "   so does the pin" "$(identity "$(group_of "$p0")")" "$(identity "$a")"
is "   nobody is lost" "$(sql "SELECT sum(g.contributions) FROM text_group g WHERE g.run_id = (SELECT max(id) FROM text_run)")" \
	"$(rows contribution)"

exits 0 "decisions are listed" planverk --json group decisions $plan
is "   five" "$(json 'len(d)')" 5
merge=$(json '[x["id"] for x in d if x["kind"] == "merge"][0]')
is "   who and why" "$(json '(d[0]["by"], d[0]["reason"])')" "('kari', 'slik snakker vi om det')"
now=$(n_groups)
exits 0 "one of them is taken back" planverk group undo $plan "$merge"
is "   two groups again" "$(n_groups)" $((now + 1))
exits 4 "only once" planverk group undo $plan "$merge"
exits 0 "the newest is taken back" planverk group undo $plan
exits 0 "grouped anew" planverk --json compile $plan --quiet --fresh
is "   nobody is lost" "$(sql "SELECT sum(g.contributions) FROM text_group g WHERE g.run_id = (SELECT max(id) FROM text_run)")" \
	"$(rows contribution)"
exits 0 "the record is whole" planverk verify

# On the pages: the hierarchy, the old address, the shape page for those who edit the plan.
serve
newest=$(group_of "$m0")
# fetch PATH: the status; the page goes to page.html, the headers to head.txt.
fetch() { curl -s -o page.html -D head.txt -w '%{http_code}' "$url$1"; }
is "the hierarchy's page" "$(fetch "/plan/$plan/groups")" 200
like "   shows names" "$(cat page.html)" "Havn og logistikk"
is "an address of the run before" "$(fetch "/group/$new")" 303
like "   leads to the group as it is" "$(cat head.txt)" "/group/$newest"
is "   which is there" "$(fetch "/group/$newest")" 200
is "shaping needs a login" "$(fetch "/group/$newest/shape")" 303
is "an address that never was" "$(fetch /group/17)" 404
finish
