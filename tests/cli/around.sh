#!/bin/bash
# The registers around a plan: a table in and out, what is refused, the page, and what others build on.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
cat >registers.csv <<'CSV'
kind,title,party,node,state,from,to,amount,reference,note
before,Regionen skal ha nok fagarbeidere,Regional plan 2015,h3,sharpened,,,,,Nå med tall
before,Flere må ta doktorgrad,Regional plan 2015,,dropped,,,,,
parallel,Areal og transport,Regional plan for areal,t2,,,,,kapittel 2,Planen vår følger knutepunktene der
use,Samfunnsdelen,Ås kommune,h3,,2028-01-01,,,sak 7/28,
agreement,Studiesenter,Østre høgskole (eksempel),s8,,2027-01-01,2029-12-31,,avtale 3,
project,Lærlingring,Vestkorridoren næringsforum (eksempel),s9,,2027-02-01,2028-06-30,1500000,,Tjue lærlinger
programme,Kursløft,Fylkesnettverk for fagopplæring (eksempel),s8,,,,,,
CSV
exits 0 "registers from a table" planverk --json around import $plan registers.csv
is "   seven entries" "$(json 'd["added"]')" 7
exits 0 "written and read again" planverk around list $plan -o back.xlsx
exits 0 "   there is nothing new" planverk --json around import $plan back.xlsx
is "   among seven" "$(json '[d["read"], d["added"]]')" "[7, 0]"
refuse() {
	printf 'kind,title,party,node,state,from,to\n%s\n' "$2" >bad.csv
	exits 2 "$1" planverk around import $plan bad.csv
	says "bad.csv:2"
}
refuse "a kind that is none" "friends,a,b,,,,"
refuse "nobody it is with" "use,a,,,,,"
refuse "a goal of before without what became of it" "before,a,b,,,,"
refuse "a part that there is not" "use,a,b,s99,,,"
refuse "a period that ends before it begins" "agreement,a,b,,,2028-01-01,2027-01-01"
is "   and nothing of it is kept" "$(rows around_entry)" 7
id=$(planverk --json around list $plan | python3 -c 'import json, sys; print(next(x["id"] for x in json.load(sys.stdin) if x["kind"] == "programme"))')
exits 2 "withdrawn without a reason" planverk around withdraw $plan "$id"
exits 0 "withdrawn" planverk around withdraw $plan "$id" --reason "Feil program"
exits 3 "   once" planverk around withdraw $plan "$id" --reason "igjen"
is "   it stays on file" "$(rows around_entry)" 7

echo "a long password for lead" | planverk user add lead --email lead@example.org >/dev/null
planverk user role lead@example.org $plan lead >/dev/null
serve
curl -s "$url/plan/$plan/around" >body
like "the public sees what became of goals" "$(cat body)" "Skjerpet"
unlike "   but no agreements" "$(cat body)" "Studiesenter"
unlike "   nor what was withdrawn" "$(cat body)" "Kursløft"
node=$(sql "SELECT id FROM plan_node WHERE ref = 'h3'")
like "a goal tells who builds on it" "$(curl -s "$url/node/$node")" "Ås kommune: Samfunnsdelen"
form() { curl -s -b jar -c jar "$url$1" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'; }
post() {
	local path=$1 token
	token=$(form "$path")
	shift
	curl -s -o body -w '%{http_code}' -b jar -c jar -H "Origin: $url" --data-urlencode "form=$token" "$@" "$url$path"
}
post /login --data-urlencode email=lead@example.org --data-urlencode "password=a long password for lead" >/dev/null
is "an entry is added on the page" "$(post /plan/$plan/around -d kind=project -d title=Nytt -d 'party=<b>Noen</b>' -d node=s1 -d amount=100)" 303
like "   as text" "$(curl -s "$url/plan/$plan/around")" "&lt;b&gt;Noen&lt;/b&gt;"
is "   an amount that is none is not" "$(post /plan/$plan/around -d kind=project -d title=Nytt -d party=Noen -d amount=mye)" 400
stop_serving
exits 0 "all verifies" planverk verify
finish
