#!/bin/bash
# Measures proposed in group work: a sheet on a phone, a table, taken up, merged, declined.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
planverk programme add $plan --title "2027–2030" --from 2027 --to 2030 >/dev/null
planverk measure import $plan "$root/examples/measures.csv" >/dev/null
exits 0 "a sheet for a group" planverk --json proposal sheet $plan "Bord 3"
link=$(json 'd["link"]')
exits 0 "   is the same the next time" planverk --json proposal sheet $plan "Bord 3"
is "   by the same link" "$(json 'd["link"]')" "$link"
printf 'group,title,what,who,by_when,node\nBord 4,Felles kurs,For alle,Fagskolen,2028,s8\nBord 3,Mentorordning,,,,\n' >table.csv
exits 0 "proposals from a table" planverk proposal import $plan table.csv
printf 'group,title,node\nBord 4,Enda et,\n,Uten gruppe,\n' >bad.csv
exits 2 "one without a group" planverk proposal import $plan bad.csv
says "bad.csv:3"
is "   and nothing of the file is kept" "$(rows measure_proposal)" 2

serve
form() { curl -s -b jar -c jar "$url$1" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'; }
post() {
	local path=$1 from=$2 token
	token=$(form "$from")
	shift 2
	curl -s -o body -w '%{http_code}' -b jar -c jar -H "Origin: $url" --data-urlencode "form=$token" "$@" "$url$path"
}
is "a sheet that is none" "$(curl -s -o body -w '%{http_code}' "$url/sheet/0123")" 404
is "a proposal without a title" "$(post "$link" "$link" -d what=x)" 400
is "a proposal on the sheet" "$(post "$link" "$link" --data-urlencode 'title=<i>Verksted</i> på hjul' -d who=NAV)" 303
curl -s "$url$link" >body
like "   stands there as text" "$(cat body)" "&lt;i&gt;Verksted&lt;/i&gt; på hjul"
unlike "   and not what other groups wrote" "$(cat body)" "Felles kurs"
stop_serving

id() { planverk proposal list $plan | python3 -c 'import csv, sys; print(next(r["id"] for r in csv.DictReader(sys.stdin) if sys.argv[1] in r["title"]))' "$1"; }
exits 2 "declined without a reason" planverk proposal decide $plan "$(id Mentor)" declined
exits 0 "declined" planverk proposal decide $plan "$(id Mentor)" declined --reason "Finnes allerede"
exits 4 "   once" planverk proposal decide $plan "$(id Mentor)" taken_up
exits 3 "merged into a measure that there is not" planverk proposal decide $plan "$(id Felles)" merged --measure T99
exits 0 "merged" planverk proposal decide $plan "$(id Felles)" merged --measure T8
exits 0 "taken up" planverk proposal decide $plan "$(id Verksted)" taken_up
exits 0 "   as a measure" planverk --json measure list $plan
is "   without anybody responsible yet" "$(json '[(m["ref"], m["lead"]) for m in d if "Verksted" in m["title"]]')" "[('T9', '')]"
planverk measure list $plan >/dev/null
echo "a long password for lead" | planverk user add lead --email lead@example.org >/dev/null
planverk user role lead@example.org $plan lead >/dev/null
serve
like "the group sees what became of it" "$(curl -s "$url$link")" "Finnes allerede"
like "   and of the other" "$(curl -s "$url$link")" "/measure/"
post /login /login --data-urlencode email=lead@example.org --data-urlencode "password=a long password for lead" >/dev/null
is "planners see them all" "$(curl -s -b jar "$url/plan/$plan/proposals?format=csv" | grep -c 'Bord')" 3
measure=$(sql "SELECT id FROM measure WHERE ref = 'T8'")
like "a measure tells who proposed it" "$(curl -s -b jar "$url/measure/$measure")" "Bord 4"
is "a sheet is made on the page" "$(post /plan/$plan/proposals /plan/$plan/proposals -d 'sheet=Bord 5')" 303
stop_serving
exits 0 "all verifies" planverk verify
finish
