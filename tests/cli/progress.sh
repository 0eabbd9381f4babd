#!/bin/bash
# Reporting: links, answers from the pages and from a table, approving, asking back, a late answer.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
year=2026
planverk init >/dev/null
planverk organisation import "$root/examples/organisations.csv" >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
exits 3 "nothing to report on" planverk progress list $plan
planverk programme add $plan --title "2026–2030" --from $year --to 2030 >/dev/null
planverk measure import $plan "$root/examples/measures.csv" >/dev/null
exits 3 "nobody reports on a draft" planverk progress open $plan --year $year --due 2999-01-01
planverk programme adopt $plan
exits 2 "a day that has been" planverk progress open $plan --year $year --due 2020-01-01
exits 2 "a year of another programme" planverk progress open $plan --year 2050 --due 2999-01-01
exits 0 "everybody is asked" planverk progress open $plan --year $year --due "$(date +%F)"
exits 4 "   once a year" planverk progress open $plan --year $year --due 2999-01-01
exits 0 "the links" planverk --json progress ask $plan
is "   one for each who is responsible" "$(json 'len(d)')" 5
link=$(json '[x["link"] for x in d if x["organisation"].startswith("Kommunenettverk vest")][0]')
printf 'organisation,email\nKommunenettverk vest (eksempel),vest@example.org\nIngen,ingen@example.org\n' >who.csv
exits 3 "one who is not asked" planverk progress ask $plan who.csv
is "   and nobody is mailed" "$(rows notice)" 0
sed -i '$d' who.csv
exits 0 "the link is mailed" planverk progress ask $plan who.csv
is "   to one" "$(rows notice)" 1

serve
form() { curl -s -b jar -c jar "$url$1" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'; }
post() {
	local path=$1 token
	token=$(form "$path")
	shift
	curl -s -o body -w '%{http_code}' -b jar -c jar -H "Origin: $url" --data-urlencode "form=$token" "$@" "$url$path"
}
curl -s "$url$link" >body
is "the page has their two measures" "$(grep -o "$link/[0-9]*" body | sort -u | wc -l)" 2
one=$(grep -o "$link/[0-9]*" body | sort -u | head -1)
like "   and says so in the open" "$(cat body)" "Lærlingring"
is "a link that is none" "$(curl -s -o body -w '%{http_code}' "$url/progress/0123456789abcdef")" 404
other=$(planverk --json measure list $plan | python3 -c 'import json, sys; print(next(m["id"] for m in json.load(sys.stdin) if m["ref"] == "T1"))')
is "a measure of somebody else" "$(curl -s -o body -w '%{http_code}' "$url$link/$other")" 404
is "an answer without a status" "$(post "$one" -d base=0)" 400
is "stopped without a reason" "$(post "$one" -d base=0 -d status=stopped)" 400
is "money that is none" "$(post "$one" -d base=0 -d status=on_track -d money=mye)" 400
is "an answer" "$(post "$one" -d base=0 -d status=on_track --data-urlencode 'achieved=<i>Ti</i> besøk' --data-urlencode 'money=Fylket | 250 000')" 303
is "one written at the same time" "$(post "$one" -d base=0 -d status=delayed -d achieved=Annet)" 400
like "   stands beside the other" "$(cat body)" '&lt;i&gt;Ti&lt;/i&gt; besøk'
is "   and is kept when it is sent again" "$(post "$one" -d base=1 -d status=delayed -d achieved=Annet)" 303
is "   as a revision" "$(rows progress_report)" 2
stop_serving

exits 0 "answered" planverk --json progress list $plan
is "   once" "$(json 'sum(x["revision"] > 0 for x in d)')" 1
ref=$(json '[x["ref"] for x in d if x["revision"]][0]')
exits 2 "a question that asks nothing" planverk progress ask-back $plan "$ref"
exits 0 "asked back" planverk progress ask-back $plan "$ref" --note "Hvor mange besøk?"
exits 0 "approved" planverk progress approve $plan "$ref"
exits 4 "   once" planverk progress approve $plan "$ref"

exits 0 "a table to fill in" planverk progress export $plan -o table.xlsx
exits 0 "   is no answer before it is" planverk --json progress import $plan table.xlsx
is "   but what is there already" "$(json '[d["read"], d["kept"]]')" "[1, 0]"
printf 'ref,status,reached,money\nT1,on_track,Avtale mellom teststedene | 2026-02-01,Fylket | 100000; egne timer | 0\nT3,done,,\n' >many.csv
exits 0 "many answers at once" planverk --json progress import $plan many.csv
is "   two" "$(json 'd["kept"]')" 2
exits 0 "   approved at once" planverk progress approve $plan
exits 0 "   and listed" planverk --json progress list $plan
is "   what was reached counts" "$(json '[x["progress"] for x in d if x["ref"] == "T1"]')" "[20]"
like "   what does not fit is pointed out" "$(json '[x["contradiction"] for x in d if x["ref"] == "T3"]')" "not all milestones"
printf 'ref,status,reached\nT4,on_track,Katalogen er åpen | 2999-01-01\n' >bad.csv
exits 2 "a milestone that is to come" planverk progress import $plan bad.csv
says "bad.csv:2"
printf 'ref,status\nT4,on_track\nT99,done\n' >bad.csv
exits 2 "a measure that there is not" planverk progress import $plan bad.csv
says "T99"
is "   and nothing of the file is kept" "$(rows progress_report)" 4

python3 -c 'import sqlite3; c = sqlite3.connect("db.sqlite"); c.execute("UPDATE progress_round SET due_on = ?", ("2026-01-01",)); c.commit()'
printf 'ref,status\nT5,not_started\n' >late.csv
exits 0 "a late answer is kept" planverk progress import $plan late.csv
exits 2 "   and approved with a reason" planverk progress approve $plan T5
exits 0 "   only" planverk progress approve $plan T5 --note "De ringte og sa fra"
exits 0 "the reporting is closed" planverk progress close $plan
printf 'ref,status\nT6,not_started\n' >after.csv
exits 4 "   no answer either" planverk progress import $plan after.csv
exits 0 "all verifies" planverk verify
finish
