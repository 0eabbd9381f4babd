#!/bin/bash
# Recommendations: from what people said to a part of the plan, with both ways back, by two who plan.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
sh "$root/tools/load-example.sh" "$planverk" db.sqlite >/dev/null
result "the example region"
sed 's/"kompetanse-2040"/"other"/' "$root/examples/plan.json" >other.json
planverk plan import other.json >/dev/null
first() {
	python3 -c 'import sqlite3, sys; print(sqlite3.connect("file:db.sqlite?mode=ro", uri=True).execute(sys.argv[1]).fetchone()[0])' "$1"
}
group=$(first "SELECT max(id) FROM text_group WHERE identity_id IS NOT NULL AND contributions > 1")
node=$(first "SELECT n.id FROM plan_node n JOIN plan p ON p.id = n.plan_id WHERE p.slug = '$plan' LIMIT 1")
ref=$(first "SELECT ref FROM plan_node WHERE id = $node")
elsewhere=$(first "SELECT n.id FROM plan_node n JOIN plan p ON p.id = n.plan_id WHERE p.slug = 'other' LIMIT 1")
event=$(first "SELECT min(id) FROM event")
remark=$(first "SELECT min(id) FROM remark WHERE id = contribution_id")

# ---- Commands ----

exits 0 "none yet" planverk recommendation list $plan
exits 2 "one that says nothing" planverk recommendation add $plan --text " "
says "--text"
exits 2 "a kind that is none" planverk recommendation add $plan --text A --kind wish
exits 3 "for a part that is none" planverk recommendation add $plan --text A --node nope
exits 3 "for a phase that is none" planverk recommendation add $plan --text A --phase 12
exits 3 "on a group that is none" planverk recommendation add $plan --text A --group 17
exits 3 "on another plan's remark" planverk recommendation add other --text A --remark "$remark"
is "nothing was added" "$(rows recommendation)" 0
exits 0 "one on a group and an event" planverk --json recommendation add $plan --text "Færre, tydeligere <mål>" \
	--kind principle --node "$ref" --group "$group" --event "$event"
id=$(json 'd["recommendation"]')
exits 0 "one that a spreadsheet must not run" planverk recommendation add $plan --text "=1+1"
exits 0 "the list" planverk recommendation list $plan
says "principle +open +Færre"
exits 0 "as CSV" planverk recommendation export $plan -o list.csv
like "   no formula" "$(cat list.csv)" "\"'=1+1\""
is "   with what it rests on" "$(python3 -c 'import csv; r = next(csv.DictReader(open("list.csv", encoding="utf-8"))); print(r["kind"], r["node"], len(r["rests_on"].split("\n")))')" \
	"principle $ref 2"
exits 0 "as a spreadsheet" planverk recommendation export $plan -o list.xlsx
exits 0 "for programs" planverk --json recommendation list $plan --state open
is "   both" "$(json 'len(d)')" 2
exits 2 "in a state that is none" planverk recommendation list $plan --state done

# ---- Pages ----

for who in lead editor reader; do
	echo "a long password for $who" | planverk user add "$who" --email $who@example.org >/dev/null
	planverk user role $who@example.org $plan $who >/dev/null
done
serve
form() {
	curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
post() {
	local jar=$1 path=$2
	shift 2
	curl -s -o body -w '%{http_code} %{redirect_url}' -b "$jar" -c "$jar" -H "Origin: $url" \
		--data-urlencode "form=$(form "$jar" /me)" "$@" "$url$path"
}
page() { # WHO PATH: its text; the status is in the file status
	curl -s -o body -w '%{http_code}' -b "$1" -H "Accept-Language: en" "$url$2" >status
	cat body
}
for who in lead editor reader; do
	token=$(form $who /login)
	curl -s -o /dev/null -b $who -c $who -H "Origin: $url" --data-urlencode "form=$token" --data-urlencode "email=$who@example.org" \
		--data-urlencode "password=a long password for $who" "$url/login"
done
list=/plan/$plan/recommendations
here=/recommendation/$id
is "not for everybody" "$(curl -s -o body -w '%{http_code}' "$url$list")" 303
unlike "   nor on the group's page" "$(curl -s "$url/group/$group")" "$here"
unlike "   nor on the part's" "$(curl -s "$url/node/$node")" "$here"
like "the list" "$(page reader "$list")" "Færre, tydeligere &lt;mål&gt;"
unlike "   without a form for who reads only" "$(page reader "$list")" 'name="text"'
is "   who changes nothing" "$(post reader "$list" -d kind=principle -d text=Nei)" "403 "
unlike "   in one state" "$(page lead "$list?state=set_aside")" "Færre"
page lead "$list?state=else" >/dev/null
is "   in none" "$(cat status)" 400
is "   as CSV" "$(curl -s -b reader "$url$list?format=csv" | head -c 16)" "number,kind,stat"
is "   as a spreadsheet" "$(curl -s -b reader "$url$list?format=xlsx" | head -c 2)" "PK"
like "on the group's page" "$(page reader "/group/$group")" "$here"
like "on the part's page" "$(page reader "/node/$node")" "$here"
like "back to the group" "$(page reader "$here")" "/group/"
like "back to the part" "$(page reader "$here")" "/node/$node"
is "one that rests on a remark" "$(post editor "$list" -d recommendation="$id" -d "source=remark/$remark")" "303 $url$here"
like "   leads to it" "$(page reader "$here")" "/contribution/$remark"
like "   and back" "$(page reader "/contribution/$remark")" "$here"
is "the same again is no second link" "$(post editor "$list" -d recommendation="$id" -d "source=remark/$remark")$(rows recommendation_source)" "303 $url${here}3"
is "another plan's remark" "$(post editor "$list" -d kind=principle -d text=A -d source=remark/17)" "400 "
is "one that says nothing" "$(post editor "$list" -d kind=principle -d text= -d "source=group/$group")" "400 "
like "   keeps what it rests on" "$(cat body)" "value=\"group/$group\""

fields=(-d kind=principle --data-urlencode 'text=Færre mål' -d "node=$node" -d phase=)
is "set aside without a reason" "$(post lead "$here" -d base=1 "${fields[@]}" -d state=set_aside -d reason=)" "400 "
is "for another plan's part" "$(post lead "$here" -d base=1 -d kind=principle -d text=A -d "node=$elsewhere" -d state=open)" "400 "
is "taken up by nothing" "$(post lead "$here" -d base=1 -d kind=principle -d text=A -d state=taken_up)" "400 "
is "set aside" "$(post lead "$here" -d base=1 "${fields[@]}" -d state=set_aside --data-urlencode 'reason=Rådet sa nei')" "303 $url$here"
like "   with the reason" "$(page reader "$here")" "Rådet sa nei"
like "   and by whom" "$(page reader "$here")" ", by lead"
is "somebody else, from before that" "$(post editor "$here" -d base=1 "${fields[@]}" -d state=taken_up -d reason=)" "400 "
like "   both are shown" "$(cat body)" "<ins>"
is "   on top of it" "$(post editor "$here" -d base=2 "${fields[@]}" -d state=taken_up -d reason=)" "303 $url$here"
is "three revisions" "$(first "SELECT count(*) FROM recommendation_revision WHERE recommendation_id = $id")" 3
is "saved unchanged it is none" "$(post editor "$here" -d base=3 "${fields[@]}" -d state=taken_up -d reason=)" "303 $url$here"
is "   " "$(first "SELECT revision FROM recommendation WHERE id = $id")" 3
is "it rests on the event no longer" "$(post editor "$here/source" -d "gone=event/$event")$(rows recommendation_source)" "303 $url${here}2"
is "   nor on what it never did" "$(post editor "$here/source" -d gone=event/17)" "400 "
is "none by this number" "$(page lead /recommendation/17 >/dev/null; cat status)" 404
stop_serving
exits 0 "a new compilation" planverk compile $plan
serve
newest=$(first "SELECT max(g.id) FROM text_group g JOIN recommendation_source s ON s.identity_id = g.identity_id")
like "leads to the group of the newest" "$(page reader "$here")" "/group/$newest"
stop_serving
exits 0 "everything verifies" planverk verify
finish
