#!/bin/bash
# A consultation from its announcement to the published answer: what the law refuses, a form
# without script or account, a receipt, two persons who answer, and what the sender then reads.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
printf 'What should come first? *\nDo you agree with the goals? (1-5)\n' >questions.txt
printf 'Which one?\n- alone\n' >broken.txt
today=$(TZ=Europe/Oslo date +%F)

# ---- Setting it up ----

exits 2 "a consultation of 41 days" planverk consultation add $plan --title Kort --opens 2027-01-01 --closes 2027-02-11 --questions questions.txt
says "8-3"
exits 2 "a question that makes no sense" planverk consultation add $plan --title Feil --kind input --opens "$today" --questions broken.txt
says "broken.txt:1"
exits 2 "a date that is none" planverk consultation add $plan --title Feil --opens soon --questions questions.txt
says "soon"
exits 0 "an open channel" planverk consultation add $plan --title "Åpne innspill" --kind input --opens "$today" --questions questions.txt
id=$(planverk --json consultation list $plan | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
exits 4 "weighing what has not been open" planverk consultation move "$id" weighed
exits 0 "announced" planverk consultation move "$id" announced
for who in lead second; do
	echo "a long password for $who" | planverk user add "$who" --email $who@example.org >/dev/null
	planverk user role $who@example.org $plan lead >/dev/null
done

# ---- Taking part ----

serve
# form JAR PATH: the token of the form on a page.
form() {
	curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
# post JAR PATH TOKEN [curl option…]: the status and where it leads.
post() {
	local jar=$1 path=$2 token=$3
	shift 3
	curl -s -o body -w '%{http_code} %{redirect_url}' -b "$jar" -c "$jar" -H "Origin: $url" \
		--data-urlencode "form=$token" "$@" "$url$path"
}
answer=/consultation/$id/answer
token=$(form me "$answer")
is "no answer to what must be answered" "$(post me "$answer" "$token" -d q2=3)" "400 "
is "no token" "$(curl -s -o body -w '%{http_code}' -H "Origin: $url" -d q1=Hei "$url$answer")" 403
sent=$(post me "$answer" "$token" --data-urlencode 'q1=Flere busser <om kvelden>' -d q2=4 -d publish=yes)
like "an answer leads to its receipt" "$sent" "303 $url/receipt/"
is "the same form again leads there too" "$(post me "$answer" "$token" -d q1=Igjen)" "$sent"
is "and is one statement" "$(rows statement)" 1
receipt=${sent#303 "$url"}
curl -s "$url$receipt" >page
like "the receipt has what was said, escaped" "$(cat page)" "Flere busser &lt;om kvelden&gt;"
is "another receipt is none" "$(curl -s -o body -w '%{http_code}' "$url/receipt/$(printf 'a%.0s' $(seq 64))")" 404

# ---- Answering ----

log_in() {
	local token
	token=$(form "$1" /login)
	post "$1" /login "$token" --data-urlencode "email=$1@example.org" --data-urlencode "password=a long password for $1" >/dev/null
}
is "the inbox is for those who work with the plan" "$(curl -s -o body -w '%{http_code}' "$url/plan/$plan/inbox")" 303
log_in lead
log_in second
contribution=$(curl -s -b lead "$url/plan/$plan/inbox" | grep -o '/contribution/[0-9]*' | head -1)
remark=/remark/${contribution#/contribution/} # nobody has split it
token=$(form lead "$contribution")
is "a reason is demanded" "$(post lead "$remark/disposition" "$token" -d outcome=not_followed)" "400 "
token=$(form lead "$contribution")
is "a draft" "$(post lead "$remark/disposition" "$token" -d outcome=partly -d 'reason=Ruter kjører alt')" "303 $url$contribution"
token=$(form lead "$contribution")
is "who drafted it does not approve it" "$(post lead "$remark/approve" "$token")" "400 "
token=$(form second "$contribution")
is "somebody else does" "$(post second "$remark/approve" "$token")" "303 $url$contribution"
unlike "the receipt does not have it yet" "$(curl -s "$url$receipt")" "Ruter"
token=$(form second "/plan/$plan/inbox")
like "published" "$(post second "/plan/$plan/inbox/publish" "$token")" "303 "
like "the receipt has the answer" "$(curl -s "$url$receipt")" "Ruter kjører alt"
stop_serving

exits 0 "the table of answers" planverk disposition export $plan --public -o table.csv
like "has it" "$(cat table.csv)" "partly,Ruter kjører alt"
exits 0 "as a spreadsheet" planverk disposition export $plan --format xlsx -o table.xlsx
exits 2 "as something else" planverk disposition export $plan --format pdf
exits 0 "everything verifies" planverk verify
# ---- Too many from one network ----

serve
refused=
for i in $(seq 40); do
	token=$(form crowd "$answer")
	status=$(post crowd "$answer" "$token" --data-urlencode "q1=Svar nummer $i")
	[ "${status%% *}" = 429 ] && { refused=$i; break; }
done
is "a network is stopped after thirty" "$((refused > 20 && refused <= 31))" 1
like "   and what was written is kept" "$(cat body)" "Svar nummer $refused"
exits 2 "the limit is not lifted without a reason" planverk consultation lift "$id"
exits 2 "   nor for a week" planverk consultation lift "$id" --hours 168 --reason "Møte"
exits 3 "   nor for what is no consultation" planverk consultation lift 17 --reason "Møte"
exits 0 "it is lifted for a meeting" planverk consultation lift "$id" --reason "Folkemøte på biblioteket"
token=$(form crowd "$answer")
like "   and the answer comes through" "$(post crowd "$answer" "$token" --data-urlencode "q1=Svar nummer $refused")" "303 "
finish
