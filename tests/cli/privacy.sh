#!/bin/bash
# Personal data: masked until a planner has looked, the rights of one person by command, by page and
# on a receipt, and a purge. The names and numbers are made up; the identity numbers have month + 40 or
# + 80, which no person has.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
phone=22334455
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
cat >texts.csv <<CSV
text,organisation,publish
"Bussen går for sjelden. Ring meg på $phone om kvelden.",,yes
"Kari Nordmann sier at toget er fullt.",,yes
"Jeg vil ha flere kurs.",Kari Nordmann,yes
"Vi trenger lys på stien.",Siri Testesen,yes
CSV
planverk contribution import $plan texts.csv >/dev/null
printf 'What should come first? *\n' >questions.txt
planverk consultation add $plan --title Innspill --kind input --opens "$(TZ=Europe/Oslo date +%F)" --questions questions.txt >/dev/null
consultation=$(planverk --json consultation list $plan | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
planverk consultation move "$consultation" announced >/dev/null
echo "a long password for lead" | planverk user add "Ola Lead" --email lead@example.org --admin >/dev/null
echo "a long password for kari" | planverk user add "Kari Nordmann" --email kari@example.org >/dev/null
planverk user role lead@example.org $plan lead >/dev/null

# ---- The inventory ----

exits 0 "the inventory" planverk --json privacy inventory
is "   every line has a ground and an erasure" "$(json 'all(r["ground"] and r["erasure"] for r in d["inventory"])')" True

# ---- Masking ----

serve
form() {
	curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
post() {
	local jar=$1 path=$2 token=$3
	shift 3
	curl -s -o body -w '%{http_code} %{redirect_url}' -b "$jar" -c "$jar" -H "Origin: $url" \
		--data-urlencode "form=$token" "$@" "$url$path"
}
exits 0 "nor does a table for the public have it" planverk disposition export $plan --public
says "Ring meg på ▇▇▇ om kvelden"
exits 0 "nor the report" planverk compile $plan
planverk report basis $plan --published-only --format json -o report.json >/dev/null
like "   which has the text" "$(cat report.json)" "Ring meg på ▇▇▇"
unlike "   and not the number" "$(cat report.json)" $phone
token=$(form lead /login)
post lead /login "$token" -d email=lead@example.org --data-urlencode "password=a long password for lead" >/dev/null
contributions() {
	curl -s "$url/api/v1/plans/$plan/contributions"
}
unlike "the public does not get a number that nobody has reviewed" "$(contributions)" $phone
like "   but a mask" "$(contributions)" "Ring meg på ▇▇▇ om kvelden"
is "masking is for planners" "$(curl -s -o body -w '%{http_code}' "$url/plan/$plan/masking")" 303
curl -s -b lead "$url/plan/$plan/masking" >page
like "a planner sees it in its sentence" "$(cat page)" "Ring meg på <mark>$phone</mark> om kvelden"
finding=$(grep -o 'name="finding" value="[^"]*-keep"' page | sed 's/.*value="//; s/"$//')
is "shown" "$(post lead "/plan/$plan/masking" "$(form lead "/plan/$plan/masking")" -d "finding=$finding")" "303 $url/plan/$plan/masking"
like "   to all" "$(contributions)" $phone
like "   and found" "$(curl -s "$url/search?q=$phone")" "/contribution/"
is "undone" "$(post lead "/plan/$plan/masking" "$(form lead "/plan/$plan/masking?show=reviewed")" -d "finding=${finding%keep}undo")" \
	"303 $url/plan/$plan/masking?show=reviewed"
unlike "   it is hidden again" "$(contributions)" $phone
unlike "   and not found" "$(curl -s "$url/search?q=$phone")" "/contribution/"
post lead "/plan/$plan/masking" "$(form lead "/plan/$plan/masking")" -d "finding=${finding%keep}mask" >/dev/null
like "hidden for good, it says what stood there" "$(contributions)" "Ring meg på [telefon] om kvelden"
is "a finding that is none" "$(post lead "/plan/$plan/masking" "$(form lead "/plan/$plan/masking?show=reviewed")" \
	-d "finding=${finding%%-*}-0-6-keep")" "404 "

# ---- A receipt ----

answer=/consultation/$consultation/answer
sent=$(post me "$answer" "$(form me "$answer")" --data-urlencode 'q1=Hilsen fra Per Hansen' -d organisation=Per -d email=per@example.org -d publish=yes)
receipt=${sent#303 "$url"}
is "another address" "$(post me "$receipt/contact" "$(form me "$receipt")" -d email=per2@example.org)" "$sent"
like "   stands on the receipt" "$(curl -s "$url$receipt")" "per2@example.org"
is "no address" "$(post me "$receipt/contact" "$(form me "$receipt")" -d email=nobody)" "400 "
like "what may be published is" "$(contributions)" "Hilsen fra"
is "the permission is withdrawn" "$(post me "$receipt/withdraw" "$(form me "$receipt")")" "$sent"
unlike "   and it is not published any more" "$(contributions)" "Hilsen fra"
is "asking to be erased" "$(post me "$receipt/erase" "$(form me "$receipt")" -d 'message=Glem meg')" "$sent"
id=$(planverk --json privacy find per2@example.org | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
like "a planner finds it" "$(curl -s -b lead "$url/plan/$plan/privacy?words=per2@example.org")" "name=\"statement\" value=\"$id\""
is "   and corrects it" "$(post lead "/plan/$plan/privacy/correct" "$(form lead "/plan/$plan/privacy")" \
	-d "statement=$id" -d "organisation=Per Hansen" -d email=per2@example.org)" "303 $url/plan/$plan/privacy"
like "   the receipt has it" "$(curl -s "$url$receipt")" "Per Hansen"
is "a statement that is none" "$(post lead "/plan/$plan/privacy/correct" "$(form lead "/plan/$plan/privacy")" -d statement=5)" "404 "
is "another receipt is none" "$(post me "/receipt/$(printf 'a%.0s' $(seq 64))/withdraw" "$(form me "$receipt")")" "404 "
curl -s -b lead "$url/plan/$plan/privacy" >page
like "it is a task for the lead" "$(cat page)" "Glem meg"
request=$(grep -o 'name="request" value="[0-9]*"' page | head -1 | tr -dc 0-9)
is "who answers it" "$(post lead "/plan/$plan/privacy/request" "$(form lead "/plan/$plan/privacy")" \
	-d "request=$request" -d outcome=erased -d 'answer=Navnet er fjernet')" "303 $url/plan/$plan/privacy"
like "   the receipt says so" "$(curl -s "$url$receipt")" "Navnet er fjernet"
unlike "   the address is gone" "$(curl -s "$url$receipt")" "per2@example.org"
is "   but the text is not" "$(planverk --json privacy find "Hilsen fra" | python3 -c 'import json, sys; print([r["kind"] for r in json.load(sys.stdin)])')" "['mention']"

# ---- One person ----

exits 2 "two letters find everybody" planverk privacy find "ka"
exits 0 "one person" planverk --json privacy find "kari nordmann"
is "   an account, a sender and a mention" "$(json 'sorted(r["kind"] for r in d)')" "['account', 'mention', 'sender']"
exits 0 "in one plan there is no account" planverk --json privacy find "Kari Nordmann" --plan $plan
is "   but what was said" "$(json 'sorted(r["kind"] for r in d)')" "['mention', 'sender']"
exits 0 "access" planverk privacy access "Kari Nordmann" -o person.json
is "   has the person's own text" "$(json '[h["contributions"][0]["text"] for h in d["held"] if h["kind"] == "sender"]' person.json)" "['Jeg vil ha flere kurs.']"
is "   and why all of it is kept" "$(json 'len(d["purposes"]) > 5' person.json)" True
exits 3 "access to nobody" planverk privacy access "Nobody At All"
exits 0 "correcting an account" planverk privacy correct account kari@example.org --email kari.n@example.org
exits 0 "   is found by the new address" planverk --json privacy find kari.n@example.org
is "   once" "$(json 'len(d)')" 1
exits 3 "correcting a statement that is none" planverk privacy correct statement 5 --name Else
exits 2 "erasing without a reason" planverk privacy erase "Kari Nordmann"
exits 2 "a reason that names the person" planverk privacy erase "Kari Nordmann" --reason "Kari Nordmann ba om det"
like "   changed nothing" "$(contributions)" "Kari Nordmann sier"
exits 2 "a kind that is none" planverk privacy erase "Kari Nordmann" --kind else --reason x
exits 0 "erasing" planverk --json privacy erase "Kari Nordmann" --reason "asked for it"
# The server notices within a second what another process wrote.
for _ in $(seq 50); do
	[[ $(contributions) == *"[navn] sier"* ]] && break
	sleep 0.1
done
is "   one account, one sender, one mention" "$(json '(d["accounts"], d["senders"], d["masked"])')" "(1, 1, 1)"
like "   the mention is hidden" "$(contributions)" "[navn] sier at toget er fullt."
unlike "   the sender's text is not published" "$(contributions)" "flere kurs"
exits 0 "   nothing but the masked mention is left" planverk --json privacy find "Kari Nordmann"
is "   in the original" "$(json '[r["kind"] for r in d]')" "['mention']"
exits 4 "the only administrator stays" planverk privacy erase "Ola Lead" --reason "no"
page=/plan/$plan/privacy
is "nothing ticked on the page" "$(post lead "$page/erase" "$(form lead "$page")" -d 'words=Siri Testesen' -d reason=x)" "400 "
like "   keeps the text" "$(contributions)" "lys på stien"
is "the sender, by the plan's lead" "$(post lead "$page/erase" "$(form lead "$page")" -d 'words=Siri Testesen' -d sender=yes -d reason=x)" "303 $url$page"
unlike "   is not published" "$(contributions)" "lys på stien"
unlike "   nor known" "$(curl -s -b lead "$url$page?words=Siri+Testesen")" "Avsender"
is "access on a page" "$(post lead /admin/privacy/access "$(form lead "/admin/privacy/person?words=Ola+Lead")" --data-urlencode 'words=Ola Lead')" "200 "
is "   is the same document" "$(json 'd["held"][0]["email"]' body)" "lead@example.org"

# ---- Periods and the purge ----

exits 2 "a period without a reason" planverk privacy retention $plan contact 1
exits 2 "a purpose without a period" planverk privacy retention $plan statement 1 --reason x
exits 0 "a shorter period" planverk privacy retention $plan contact 1 --reason "short consultation"
sent=$(post me "$answer" "$(form me "$answer")" -d q1=Hei -d email=old@example.org)
python3 -c 'import sqlite3
c = sqlite3.connect("db.sqlite")
c.execute("UPDATE statement SET sent_at = sent_at - 40 * 86400 * 1000000")
c.commit()'
exits 0 "counting what is past its time" planverk --json privacy purge --dry-run
is "   one address" "$(json 'd["contacts"]')" 1
is "   which is there still" "$(rows statement_contact)" 1
exits 0 "removing it" planverk --json privacy purge
is "   it is gone" "$(rows statement_contact)" 0

# ---- What everybody may read ----

for lang in nb nn en; do
	is "the privacy statement in $lang" "$(curl -s -o body -w '%{http_code}' "$url/privacy?lang=$lang")" 200
	is "the accessibility statement in $lang" "$(curl -s -o body -w '%{http_code}' "$url/accessibility?lang=$lang")" 200
done
like "the privacy statement has the plan's own period" "$(curl -s "$url/privacy?lang=en")" "short consultation"
post lead /admin/privacy "$(form lead /admin/privacy)" -d 'office=Kraftfylket' -d 'reached=post@example.no' >/dev/null
like "and who answers for it" "$(curl -s "$url/privacy")" "Kraftfylket"
like "every page leads there" "$(curl -s "$url/")" 'href="/privacy"'
stop_serving
exits 0 "everything verifies" planverk verify
finish
