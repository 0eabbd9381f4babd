#!/bin/bash
# Following a plan: a feed, and mails to who has confirmed, and to nobody else.
. "$(dirname "$0")/../tap.sh"
. "$root/tests/mail.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
printf 'What should come first? *\n' >questions.txt
today=$(TZ=Europe/Oslo date +%F)
# consultation TITLE: announced and open at once.
consultation() {
	planverk consultation add $plan --title "$1" --kind input --opens "$today" --questions questions.txt >/dev/null
	id=$(planverk --json consultation list $plan | python3 -c 'import json, sys
print([c["id"] for c in json.load(sys.stdin) if c["title"] == sys.argv[1]][0])' "$1")
	planverk consultation move "$id" announced >/dev/null
}

# ---- The feed ----

# atom: checks the feed against RFC 4287, and prints the titles of its entries. Each time another
# query: a server notices within a second what another process has committed, and not at once.
atom() {
	curl -s "$url/plan/$plan/feed.atom?lang=nb&n=$RANDOM" >feed.atom
	python3 - <<'PY'
import re, xml.etree.ElementTree as ET
A = "{http://www.w3.org/2005/Atom}"
feed = ET.parse("feed.atom").getroot()
assert feed.tag == A + "feed"
stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
uuid = r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
def one(e, name, pattern):
    found = e.findall(A + name)
    assert len(found) == 1, name
    assert re.fullmatch(pattern, found[0].text), found[0].text
    return found[0].text
ids = [one(feed, "id", uuid)]
one(feed, "title", ".+")
newest = one(feed, "updated", stamp)
assert feed.find(A + "author").find(A + "name").text
links = {l.get("rel"): l.get("href") for l in feed.findall(A + "link")}
assert links["self"].endswith("/feed.atom") and links["alternate"].startswith("http")
times = []
for e in feed.findall(A + "entry"):
    ids.append(one(e, "id", uuid))
    times.append(one(e, "updated", stamp))
    assert e.find(A + "link").get("href").startswith("http")
    print(one(e, "title", ".+"))
assert len(set(ids)) == len(ids)
assert times == sorted(times, reverse=True) and (not times or newest == times[0])
PY
}
serve
is "a feed of nothing is a feed" "$(atom; echo $?)" 0
is "   of its type" "$(curl -s -o feed -w '%{content_type}' "$url/plan/$plan/feed.atom")" "application/atom+xml; charset=utf-8"
like "the plan's page leads to it" "$(curl -s "$url/plan/$plan")" "/plan/$plan/feed.atom"
like "   and so does the head of its other pages" "$(curl -s "$url/plan/$plan/process")" 'rel="alternate" type="application/atom+xml"'
unlike "   and to no mail, which is not set up" "$(curl -s "$url/plan/$plan")" "/plan/$plan/follow"
is "   nor can one follow by mail" "$(curl -s -o body -w '%{http_code}' "$url/plan/$plan/follow")" 404
consultation 'Høring <1> & "mer"'
planverk consultation add $plan --title "Et utkast" --kind input --opens "$today" --questions questions.txt >/dev/null
like "a consultation is news" "$(atom)" 'Høring kunngjort: Høring <1> & "mer"'
like "   and that it is open" "$(atom)" 'Høring åpnet: Høring <1> & "mer"'
unlike "a draft is none" "$(cat feed.atom)" "utkast"
first=$(grep -o 'urn:uuid:[^<]*' feed.atom | sort | sha256sum)
atom >/dev/null
is "identifiers stay" "$(grep -o 'urn:uuid:[^<]*' feed.atom | sort | sha256sum)" "$first"
planverk process start $plan --begins 2024-01-01 >/dev/null
like "a phase is news" "$(atom)" "En fase har begynt: Forberedelser"
stop_serving

# ---- Double opt-in ----

start_mail
planverk notice setup --smtp smtp://127.0.0.1:$port --from plan@example.no --public-url https://plan.example.no >/dev/null
# The server sends nothing: each run below is one of the command.
hold_server() {
	planverk notice setup --smtp smtp://127.0.0.1:1 >/dev/null
	serve
}
release_server() {
	stop_serving
	planverk notice setup --smtp smtp://127.0.0.1:$port >/dev/null
	time_passes
}
# follow ADDRESS
follow() {
	rm -f me
	post me "/plan/$plan/follow" "$(form me "/plan/$plan/follow")" --data-urlencode "email=$1"
}
hold_server
like "the plan's page leads to the form" "$(curl -s "$url/plan/$plan")" "/plan/$plan/follow"
is "somebody asks to follow" "$(follow Kari@example.no)" "303 $url/plan/$plan/follow?asked=yes"
is "twice" "$(follow kari@example.no)" "303 $url/plan/$plan/follow?asked=yes"
is "for another one, too" "$(follow ola@example.no)" "303 $url/plan/$plan/follow?asked=yes"
like "an address that adds a header" "$(follow $'eva@example.no\nBcc: all@example.no')" "400 "
like "no address" "$(follow eva)" "400 "
release_server
sent 2 0 0 "each gets one link to confirm"
like "   in the language of the page" "$(mail 'm["Subject"]' 1)" "Vil du følge Kompetanse"
is "   that no mail program offers to unsubscribe" "$(mail 'm["List-Unsubscribe"]' 1)" None
link=$(mail 't' 1 | grep -o '/subscription/[^ ]*')
consultation 'Høring 2'
sent 0 0 0 "who has not confirmed is told nothing"

hold_server
like "opening the link changes nothing" "$(curl -s "$url$link")" "$link/confirm"
is "   for programs that look into mails" "$(python3 -c 'import sqlite3
print(sqlite3.connect("db.sqlite").execute("SELECT count(*) FROM notice_subscription WHERE confirmed_at > 0").fetchone()[0])')" 0
is "a guessed link is none" "$(curl -s -o body -w '%{http_code}' "$url/subscription/guess")" 404
is "the button confirms" "$(post me "$link/confirm" "$(form me "$link")")" "303 $url$link"
like "   and the page says so" "$(curl -s -H 'Accept-Language: en' "$url$link")" "You follow this plan"
release_server
sent 0 0 0 "what was before is no news"

# ---- News ----

consultation 'Høring 3'
sent 1 0 0 "who has confirmed is told"
is "   alone" "$(mail 'm["X-To"]')" "kari@example.no"
like "   of what there is" "$(mail t)" $'Høring åpnet: Høring 3\nhttps://plan.example.no/consultation/'"$id"
unlike "   and of nothing else" "$(mail t)" "Høring 2"
is "   with a way out in one click" "$(mail 'm["List-Unsubscribe"], m["List-Unsubscribe-Post"]')" \
	"('<https://plan.example.no$link>', 'List-Unsubscribe=One-Click')"
sent 0 0 0 "and told once"

# ---- Contributions and answers ----

hold_server
for who in lead second; do
	echo "a long password for $who" | planverk user add $who --email $who@example.org >/dev/null
	planverk user role $who@example.org $plan lead >/dev/null
	token=$(form $who /login)
	post $who /login "$token" --data-urlencode "email=$who@example.org" --data-urlencode "password=a long password for $who" >/dev/null
done
rm -f me
receipt=$(post me "/consultation/$id/answer" "$(form me "/consultation/$id/answer")" --data-urlencode "q1=Flere busser" -d publish=yes \
	--data-urlencode "email=eva@example.no")
like "a contribution is news" "$(atom)" "Innspill publisert: $today"
remark=$(curl -s -b lead "$url/plan/$plan/inbox" | grep -o '/contribution/[0-9]*' | head -1)
post lead "/remark/${remark#/contribution/}/disposition" "$(form lead "$remark")" -d outcome=noted >/dev/null
post second "/remark/${remark#/contribution/}/approve" "$(form second "$remark")" >/dev/null
unlike "an answer that is not published is no news" "$(atom)" "Svar på innspill"
post second "/plan/$plan/inbox/publish" "$(form second "/plan/$plan/inbox")" >/dev/null
like "a published one is" "$(atom)" "Svar på innspill er publisert"
release_server
before=$(mails)
sent 3 0 0 "a receipt, an answer, and the news"
texts=$(for i in 1 2 3; do mail '"%s %s" % (m["X-To"], m["Subject"])' $((before + i)); done)
like "   the receipt to who sent it" "$texts" "eva@example.no Kvittering: Høring 3"
like "   the answer as well" "$texts" "eva@example.no Besvart: Høring 3"
like "   the news to who follows" "$texts" "kari@example.no Nytt om Kompetanse"
for i in 1 2 3; do
	[[ $(mail 'm["Subject"]' $((before + i))) == Besvart* ]] && like "   the answer leads to the receipt" "$(mail t $((before + i)))" \
		"https://plan.example.no/receipt/${receipt##*/}"
done

# ---- Ending it ----

consultation 'Høring 4'
hold_server
until [ "$(rows "notice WHERE state = 'waiting'")" -gt 0 ]; do sleep 0.1; done
is "one click of a mail program" "$(curl -s -o body -w '%{http_code}' -d 'List-Unsubscribe=One-Click' "$url$link")" 200
is "   once more" "$(curl -s -o body -w '%{http_code}' -d 'List-Unsubscribe=One-Click' "$url$link")" 404
release_server
sent 0 0 0 "what waited is not sent any more"
is "the address is gone" "$(python3 -c 'import sqlite3
print("\n".join(sqlite3.connect("db.sqlite").iterdump()).count("kari@"))')" 0
python3 -c 'import sqlite3
c = sqlite3.connect("db.sqlite", timeout=20)
c.execute("UPDATE notice_subscription SET asked_at = asked_at - 8 * 86400 * 1000000")
c.commit()'
sent 0 0 0 "a week passes"
is "an address that was never confirmed is gone" "$(rows notice_address)" 0
python3 -c 'import sqlite3
c = sqlite3.connect("db.sqlite", timeout=20)
c.execute("UPDATE notice SET ended_at = ended_at - 91 * 86400 * 1000000")
c.commit()'
sent 0 0 0 "three months pass"
is "what was sent is not listed for ever" "$(rows notice)" 0
stop_mail
exits 0 "everything verifies" planverk verify
finish
