#!/bin/bash
# An organisation's answer: written by several people, seen by nobody else, released by who coordinates.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
planverk organisation import "$root/examples/organisations.csv" >/dev/null
printf 'What should come first? *\nDo you agree with the goals? (1-5)\nAnything else?\n' >questions.txt
today=$(TZ=Europe/Oslo date +%F)
planverk consultation add $plan --title "Høring" --kind input --opens "$today" --questions questions.txt >/dev/null
id=$(planverk --json consultation list $plan | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
planverk consultation move "$id" announced >/dev/null
ours=$(planverk organisation list | sed -n 1p | cut -f 1)
others=$(planverk organisation list | sed -n 2p | cut -f 1)
for who in kari ola chief stranger lead; do
	echo "a long password for $who" | planverk user add "$who" --email $who@example.org >/dev/null
done
exits 2 "a coordinator of nothing" planverk user role chief@example.org $plan coordinator
exits 0 "one who coordinates" planverk user role chief@example.org $plan coordinator --organisation "$ours"
planverk user role kari@example.org $plan contributor --organisation "$ours" >/dev/null
planverk user role ola@example.org $plan contributor --organisation "$ours" >/dev/null
planverk user role stranger@example.org $plan coordinator --organisation "$others" >/dev/null
planverk user role lead@example.org $plan lead >/dev/null
result "two who write, one of another organisation, one who plans"

serve
form() {
	curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
# post WHO PATH [curl option…]: the status and where it leads.
post() {
	local jar=$1 path=$2
	shift 2
	curl -s -o body -w '%{http_code} %{redirect_url}' -b "$jar" -c "$jar" -H "Origin: $url" \
		--data-urlencode "form=$(form "$jar" /me)" "$@" "$url$path"
}
status() {
	curl -s -o body -w '%{http_code}' -b "$1" -H "Accept-Language: en" "$url$2"
}
for who in kari ola chief stranger lead; do
	token=$(form $who /login)
	curl -s -o /dev/null -b $who -c $who -H "Origin: $url" --data-urlencode "form=$token" --data-urlencode "email=$who@example.org" \
		--data-urlencode "password=a long password for $who" "$url/login"
done

# ---- Writing together ----

drafts=/consultation/$id/drafts
is "the drafts are for those of an organisation" "$(status lead "$drafts")" 403
like "   who are led there from the consultation" "$(curl -s -b kari "$url/consultation/$id")" "$drafts"
unlike "   and others are not" "$(curl -s -b lead "$url/consultation/$id")" "$drafts"
is "a page with none" "$(status kari "$drafts")" 200
number=$(grep -o 'name="organisation" value="[0-9]*"' body | grep -o '[0-9]*')
is "beginning for another organisation" "$(post stranger "$drafts" -d "organisation=$number")" "400 "
begun=$(post kari "$drafts" -d "organisation=$number")
draft=${begun#303 "$url"}
like "begun" "$begun" "/behalf/"
is "begun twice, it is the same" "$(post ola "$drafts" -d "organisation=$number")" "$begun"
is "saved" "$(post kari "$draft" -d base=1 --data-urlencode 'q1=Mer buss <snart>')" "303 $url$draft"
is "somebody else, from before that, on another question" "$(post ola "$draft" -d base=1 -d q2=4)" "303 $url$draft"
status kari "$draft" >/dev/null
like "   has both" "$(cat body)" "Mer buss &lt;snart&gt;</textarea>"
like "   " "$(cat body)" 'name="base" value="3"'
is "on the same question" "$(post ola "$draft" -d base=1 --data-urlencode 'q1=Mer tog' -d q2=4)" "400 "
like "   both texts are shown" "$(cat body)" "[+Mer tog+]"
like "   on top of what there is" "$(cat body)" 'name="base" value="3"'
is "   and nothing has been saved" "$(rows behalf_revision)" 3
is "an answer that is none" "$(post ola "$draft" -d base=3 -d q2=6)" "400 "
is "the same again is no revision" "$(post kari "$draft" -d base=3 --data-urlencode 'q1=Mer buss <snart>' -d q2=4)" "303 $url$draft"
is "   " "$(rows behalf_revision)" 3

is "the list as a file" "$(curl -s -b kari "$url$drafts?format=csv" | tail -1 | cut -d, -f3- | tr -d '\r')" writing,3
is "   which has nothing for others" "$(curl -s -b stranger "$url$drafts?format=csv" | wc -l)" 1

# ---- Who sees it ----

is "another organisation" "$(status stranger "$draft")" 404
unlike "   reads nothing of it" "$(cat body)" "Mer buss"
is "   and saves nothing" "$(post stranger "$draft" -d base=3 -d q1=Nei)" "404 "
is "   nor releases" "$(post stranger "$draft/release" -d base=3)" "404 "
is "   nor withdraws" "$(post stranger "$draft/withdraw")" "404 "
unlike "   nor is it in their list" "$(curl -s -b stranger "$url$drafts")" "/behalf/"
is "a planner" "$(status lead "$draft")" 403
is "nobody" "$(status nobody "$draft")" 303
is "a contributor does not release" "$(post kari "$draft/release" -d base=3)" "403 "
is "it is no statement yet" "$(rows statement)$(rows contribution)" 00

# ---- Releasing ----

is "not what nobody has read" "$(post chief "$draft/release" -d base=2)" "400 "
is "to an address that is none" "$(post chief "$draft/release" -d base=3 -d email=nei)" "400 "
printf '%%PDF-1.4\n' >brev.pdf
sent=$(curl -s -o body -w '%{http_code} %{redirect_url}' -b chief -c chief -H "Origin: $url" -F "form=$(form chief /me)" -F base=3 \
	-F publish=yes -F email=chief@example.org -F files=@brev.pdf "$url$draft/release")
like "released, it leads to its receipt" "$sent" "303 $url/receipt/"
like "   with what was said" "$(curl -s "${sent#303 }")" "Mer buss &lt;snart&gt;"
like "   its file" "$(curl -s "${sent#303 }")" "brev.pdf"
like "   in the organisation's name" "$(curl -s "${sent#303 }")" "$ours"
is "   one statement, one contribution" "$(rows statement)$(rows contribution)" 11
status chief "$draft" >/dev/null
like "who coordinates finds the receipt again" "$(cat body)" "${sent#303 "$url"}"
status kari "$draft" >/dev/null
unlike "   others do not" "$(cat body)" "/receipt/"
is "released once" "$(post chief "$draft/release" -d base=3)" "400 "
is "   and written no more" "$(post kari "$draft" -d base=3 -d q1=Nei)" "400 "
second=$(post ola "$drafts" -d "organisation=$number")
second=${second#303 "$url"}
is "what must be answered is missing" "$(post chief "$second/release" -d base=1)" "400 "
is "withdrawn" "$(post chief "$second/withdraw")" "303 $url$second"
like "   is kept" "$(curl -s -b kari -H 'Accept-Language: en' "$url$second")" "Withdrawn"
third=$(post kari "$drafts" -d "organisation=$number")
third=${third#303 "$url"}
post kari "$third" -d base=1 -d q1=Sent >/dev/null
stop_serving

# ---- Too late ----

python3 -c 'import sqlite3
c = sqlite3.connect("db.sqlite")
c.execute("UPDATE consultation SET opens_on = ?, closes_on = ?", ("2020-01-01", "2020-02-01"))
c.commit()'
serve
is "after the last day it is not released" "$(post chief "$third/release" -d base=2)" "400 "
like "   and the page says what to do" "$(curl -s -b chief -H 'Accept-Language: en' "$url$third")" "Planners can take what comes late"
is "   nor begun" "$(post stranger "$drafts" -d "organisation=17")" "400 "
is "one statement" "$(rows statement)" 1
stop_serving
exits 0 "everything verifies" planverk verify
finish
