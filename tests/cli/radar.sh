#!/bin/bash
# The radar: other bodies' consultations from tables and feeds, who answers, double work, what is refused.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
day() { date -d "$1 days" +%F; }
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
exits 0 "an Atom feed" planverk --json radar import $plan "$root/fuzz/corpus/feed/atom.xml"
is "   two consultations" "$(json '[d["read"], d["added"]]')" "[2, 2]"
exits 0 "   are not read twice" planverk --json radar import $plan "$root/fuzz/corpus/feed/atom.xml"
is "   but known" "$(json 'd["added"]')" 0
exits 0 "an RSS feed" planverk --json radar import $plan "$root/fuzz/corpus/feed/rss.xml" --body "Et annet departement"
exits 2 "a feed with entities" planverk radar import $plan "$root/fuzz/corpus/feed/entities.xml"
says "document type"
printf '<rss><channel><item>\n<title>a</titel>' >broken.xml
exits 2 "a feed that is broken" planverk radar import $plan broken.xml
says "broken.xml:2"
printf 'title,body,link,deadline\nNett,Etaten,,%s\nVei,Etaten,,%s\nGammel,Etaten,,2020-01-01\n' "$(day 7)" "$(day 7)" >table.csv
exits 0 "a table" planverk radar import $plan table.csv
printf 'title,body,deadline\nUten frist,Etaten,snart\n' >bad.csv
exits 2 "a deadline that is none" planverk radar import $plan bad.csv
says "bad.csv:2"
planverk radar list $plan >list.csv
field() { python3 -c 'import csv, sys; print(next(r[sys.argv[2]] for r in csv.DictReader(open("list.csv", encoding="utf-8")) if sys.argv[1] in r["title"]))' "$1" "$2"; }
is "what is published is known" "$(field 'Forslag om nett' published) $(field kompetansereform published) $(field kompetansereform body)" "2027-03-01 2027-03-02 Et annet departement"
is "due soon and overdue" "$(field Vei state) $(field Gammel state)" "soon overdue"
nett=$(field Nett id) vei=$(field Vei id) gammel=$(field Gammel id)
planverk radar step $plan "$nett" --take "Follorådet" >/dev/null
planverk radar step $plan "$vei" --take "Gardermorådet" >/dev/null
planverk radar list $plan >list.csv
is "two that work on the same body's matters at once" "$(field Nett double_work) $(field Vei double_work) $(field Gammel double_work)" "yes yes no"
planverk radar step $plan "$vei" --leave "Gardermorådet" >/dev/null
planverk radar list $plan >list.csv
is "   until one lets go" "$(field Nett double_work)" no
printf 'title,body,deadline\nHøring: forslag til ny forskrift om fagskoler i fylkene,Direktoratet,%s\nFramlegg til forskrift om fagskolar i fylka,Kunnskapsetaten,%s\n' "$(day 30)" "$(day 40)" >alike.csv
planverk radar import $plan alike.csv >/dev/null
planverk radar list $plan >list.csv
school=$(field fagskoler id) skule=$(field fagskolar id)
planverk radar step $plan "$school" --take "Follorådet" >/dev/null
planverk radar step $plan "$skule" --take "Gardermorådet" >/dev/null
exits 0 "two that are about the same, at different bodies" planverk --json radar list $plan
is "   each names the other" "$(json '[[x["same_as"], x["double_work"]] for x in d if "fagskol" in x["title"]]')" "[['$skule', 'yes'], ['$school', 'yes']]"
exits 0 "the list as a spreadsheet" planverk radar list $plan -o list.xlsx
exits 2 "   not as a picture" planverk radar list $plan -o list.png
exits 2 "not answered without a reason" planverk radar step $plan "$gammel" --decide no_answer
exits 0 "not answered" planverk radar step $plan "$gammel" --decide no_answer --reason "Gjelder ikke oss"
exits 2 "answered tomorrow" planverk radar step $plan "$nett" --answered "$(day 1)"
exits 0 "answered" planverk radar step $plan "$nett" --answered "$(day 0)"
exits 3 "one that there is not" planverk radar step $plan 17 --decide answer
planverk radar list $plan >list.csv
is "   the states follow" "$(field Nett state) $(field Gammel state)" "answered left_out"
echo "a long password for lead" | planverk user add lead --email lead@example.org >/dev/null
planverk user role lead@example.org $plan lead >/dev/null
serve
is "the radar is for planners" "$(curl -s -o body -w '%{http_code}' "$url/plan/$plan/radar")" 303
form() { curl -s -b jar -c jar "$url$1" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'; }
post() {
	local path=$1 token
	token=$(form "$path")
	shift
	curl -s -o body -w '%{http_code}' -b jar -c jar -H "Origin: $url" --data-urlencode "form=$token" "$@" "$url$path"
}
post /login --data-urlencode email=lead@example.org --data-urlencode "password=a long password for lead" >/dev/null
is "taken on the page" "$(post /plan/$plan/radar -d "item=$vei" -d do=take --data-urlencode 'taker=<b>Rådet</b>')" 303
like "   as text" "$(curl -s -b jar "$url/plan/$plan/radar")" "&lt;b&gt;Rådet&lt;/b&gt;"
like "   what is double is pointed out" "$(curl -s -b jar "$url/plan/$plan/radar")" "Framlegg til forskrift om fagskolar i fylka (Kunnskapsetaten): Gardermorådet"
is "a step that is none" "$(post /plan/$plan/radar -d "item=$vei" -d do=away)" 400
stop_serving
exits 0 "all verifies" planverk verify
finish
