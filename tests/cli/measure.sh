#!/bin/bash
# The action programme: a table in and out, what is refused, milestones, the pages.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk organisation import "$root/examples/organisations.csv" >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
exits 3 "no action programme yet" planverk measure list $plan
says "programme add"
exits 2 "one that ends before it begins" planverk programme add $plan --title 2027 --from 2030 --to 2027
exits 0 "an action programme" planverk programme add $plan --title "2027–2030" --from 2027 --to 2030
exits 4 "one of the same name" planverk programme add $plan --title "2027–2030" --from 2027 --to 2030
exits 4 "an empty one is not adopted" planverk programme adopt $plan
exits 0 "measures from a table" planverk --json measure import $plan "$root/examples/measures.csv"
is "   eight of them" "$(json '[d["measures"], d["added"]]')" "[8, 8]"
exits 0 "written as CSV" planverk measure export $plan -o back.csv
exits 0 "   and read again" planverk --json measure import $plan back.csv
is "   there is nothing new" "$(json 'd["added"]') $(rows measure_revision)" "0 8"
exits 0 "written as XLSX" planverk measure export $plan -o back.xlsx
exits 0 "   and read again" planverk --json measure import $plan back.xlsx
is "   there is nothing new" "$(json 'd["added"]') $(rows measure_revision)" "0 8"
exits 2 "a file of another kind" planverk measure export $plan -o back.txt

head -3 back.csv >bad.csv
printf 'T9,Uten strategi,,,,s99,,,,,,,\n' >>bad.csv
exits 2 "a part of the plan that there is not" planverk measure import $plan bad.csv
says "bad.csv:4"
says "s99"
printf 'ref,title\nT1,Ett\nT1,To\n' >bad.csv
exits 2 "a measure that stands there twice" planverk measure import $plan bad.csv
printf 'ref,title,milestones\nT20,Ett,Start | snart\n' >bad.csv
exits 2 "a day that is none" planverk measure import $plan bad.csv
says "snart"
printf 'title,resources\nEtt,Fylket | 2027 | mange\n' >bad.csv
exits 2 "an amount that is none" planverk measure import $plan bad.csv
printf 'title,begins,ends\nEtt,2028-01-01,2027-01-01\n' >bad.csv
exits 2 "one that ends before it begins" planverk measure import $plan bad.csv
is "   and nothing of it is kept" "$(rows measure)" 8

printf 'ref,title\nT9,Uten ansvar\n' >nobody.csv
exits 0 "a measure without lead is a draft" planverk measure import $plan nobody.csv
exits 4 "   that keeps the programme from being adopted" planverk programme adopt $plan
says "T9"
says "8-1"
printf 'ref,title,lead,carries_out,resources\nT9,Med ansvar,Kommunenettverk sør (eksempel),s10,timer | 2027 | 0 | ja\n' >somebody.csv
exits 0 "with one" planverk measure import $plan somebody.csv
exits 0 "   it is" planverk programme adopt $plan
exits 4 "   once" planverk programme adopt $plan

exits 0 "a milestone is reached" planverk measure reach $plan T8 "Fem ringer i gang" --on 2026-10-01
exits 0 "   and counts" planverk --json measure list $plan
is "   by its weight" "$(json '[(m["progress"], m["status"]) for m in d if m["ref"] == "T8"]')" "[(50, 'on_track')]"
exits 3 "one that there is not" planverk measure reach $plan T8 "Seks ringer"
says "Førti ringer"
exits 2 "one that has not come" planverk measure reach $plan T8 "Førti ringer" --on 2999-01-01
exits 2 "stopped without a reason" planverk measure close $plan T2 stopped
exits 0 "stopped" planverk measure close $plan T2 stopped --note "Patentstyret gjør det selv"
exits 0 "   is its status" planverk --json measure list $plan
is "   now" "$(json '[m["status"] for m in d if m["ref"] == "T2"]')" "['stopped']"
exits 0 "what it takes up from the plan" planverk --json measure from-plan $plan
is "   is nothing that it has" "$(json 'd["measures"]')" 0
exits 3 "the first programme follows none" planverk programme changes $plan
exits 0 "the next programme" planverk --json programme renew $plan --title "2028–2031" --from 2028 --to 2031
is "   with the measures that go on" "$(json 'd["carried_over"]')" 8
exits 0 "what became of them" planverk programme changes $plan
is "   the stopped one is dropped" "$(grep -c ',dropped,.*Patentstyret' out.txt) $(grep -c ',carried_over,' out.txt)" "1 8"
exits 4 "   without resources it is not adopted" planverk programme adopt $plan
exits 0 "all verifies" planverk verify

echo "a long password for lead" | planverk user add lead --email lead@example.org >/dev/null
planverk user role lead@example.org $plan lead >/dev/null
serve
curl -s "$url/plan/$plan/programme" >body
like "the public sees it" "$(cat body)" "Velkomstdisk"
is "   as a table" "$(curl -s "$url/plan/$plan/programme?format=csv" | grep -c '^T')" 9
is "   and for programs" "$(curl -s -H 'Accept: text/csv' "$url/api/v1/plans/$plan/measures" | grep -c 'T[0-9]')" 9
curl -s "$url/plan/$plan/programme/budget?format=csv" >body
like "the money by year and source" "$(cat body)" "2027,Oslo kommune,350000,0,350000"
is "what stopped stands on the board" "$(curl -s "$url/plan/$plan/programme/board?status=stopped" | grep -c 'class="card"')" 1
form() { curl -s -b jar -c jar "$url$1" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'; }
post() {
	local path=$1 from=$2 token
	token=$(form "$from")
	shift 2
	curl -s -o body -w '%{http_code}' -b jar -c jar -H "Origin: $url" --data-urlencode "form=$token" "$@" "$url$path"
}
post /login /login --data-urlencode email=lead@example.org --data-urlencode "password=a long password for lead" >/dev/null
reach=$(curl -s -b jar "$url/plan/$plan/programme/board" | grep -o 'name="reach" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//')
is "a milestone is reached on the board" "$(post /plan/$plan/programme/board /plan/$plan/programme/board -d "reach=$reach")" 303
measure=$(curl -s "$url/plan/$plan/programme" | grep -o '/measure/[0-9]*' | head -1)
revision=$(curl -s -b jar "$url$measure/edit" | sed -n 's/.*name="revision" value="\([0-9]*\)".*/\1/p')
is "a measure is changed" "$(post "$measure/edit" "$measure/edit" -d "revision=$revision" --data-urlencode title=Nytt -d lead=Noen)" 303
is "   what was written from an older text is not kept" "$(post "$measure/edit" "$measure/edit" -d "revision=$revision" -d title=Annet -d lead=Noen)" 400
like "   and stands in the form" "$(cat body)" 'value="Annet"'
is "   nor is one without anybody responsible" "$(post "$measure/edit" "$measure/edit" -d revision=$((revision + 1)) -d title=Annet)" 400
stop_serving
finish
