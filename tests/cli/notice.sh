#!/bin/bash
# No notice is lost: mail to a real server that refuses, is away, and whose client is killed. No test
# waits for the clock: a pause or a lease is ended by changing the row.
. "$(dirname "$0")/../tap.sh"
. "$root/tests/mail.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
printf 'What should come first? *\n' >questions.txt
today=$(TZ=Europe/Oslo date +%F)
exits 4 "nothing is sent before it is set up" planverk notice send
says "notice setup"
planverk consultation add $plan --title "Høring om kompetanse" --kind input --opens "$today" --questions questions.txt >/dev/null
consultation=$(planverk --json consultation list $plan | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
planverk consultation move "$consultation" announced >/dev/null

# ---- The mail server ----

start_mail

exits 2 "no mail server" planverk notice setup --smtp mail.example.no --from plan@example.no --public-url https://plan.example.no
says "smtp://mail.example.no:587"
exits 2 "a sender that is none" planverk notice setup --smtp smtp://127.0.0.1:$port --from "plan@example.no, x@example.no" --public-url https://plan.example.no
exits 2 "no address for links" planverk notice setup --smtp smtp://127.0.0.1:$port --from plan@example.no
says "public-url"
exits 2 "a user without a password" planverk notice setup --smtp smtp://127.0.0.1:$port --from plan@example.no --public-url https://plan.example.no --user plan
exits 0 "set up" planverk notice setup --smtp smtp://127.0.0.1:$port --from plan@example.no --public-url https://plan.example.no/
exits 2 "a test to no address" planverk notice test $'kari@example.no\nBcc: all@example.no'
exits 0 "a test" planverk notice test kari@example.no
is "   arrives" "$(mail 'm["X-To"], m["From"], m["Subject"]')" "('kari@example.no', 'plan@example.no', 'Planverk: prøve / test')"

# ---- Receipts ----

# A server that sends nothing itself: what follows is sent by the command alone.
serve_quietly() {
	planverk notice setup --smtp smtp://127.0.0.1:1 >/dev/null
	serve
}
# The states of all notices, in their order.
states() {
	planverk --json notice list >list.txt
	json '" ".join(n["state"] for n in d)' list.txt
}
# answer ADDRESS TEXT
answer() {
	rm -f me
	post me "/consultation/$consultation/answer" "$(form me "/consultation/$consultation/answer")" \
		--data-urlencode "q1=$2" -d publish=yes --data-urlencode "email=$1"
}
serve
like "an answer with an address" "$(answer Kari@Example.no 'Flere busser')" "303 "
receipt=$(answer ola@example.no 'Flere tog')
until [ "$(mails)" -ge 3 ]; do sleep 0.1; done
is "the server sends the receipts" "$(mail 'm["X-To"]' 2)" "kari@example.no"
is "   with a subject of any letters" "$(mail 'm["Subject"]')" "Kvittering: Høring om kompetanse"
like "   with the link" "$(mail t)" "https://plan.example.no/receipt/${receipt##*/}"
is "   by no machine to be answered" "$(mail 'm["Auto-Submitted"], m.get_content_type(), m["Content-Transfer-Encoding"]')" \
	"('auto-generated', 'text/plain', 'quoted-printable')"
for header in 'x@example.no%0d%0aBcc: all@example.no' 'x@example.no>' '<x@example.no' 'a b@example.no' 'x@y' '"x"@example.no' 'x@example.no,y@example.no' 'å@example.no'; do
	like "no mail to $header" "$(answer "$(printf '%b' "${header//%/\\x}")" 'Hei')" "400 "
done
stop_serving
is "both are sent" "$(states)" "sent sent"
is "and no address of theirs is in the outbox" "$(rows notice_address)" 0
unlike "nor in the journal" "$(python3 -c 'import sqlite3
print([r for r in sqlite3.connect("db.sqlite").execute("SELECT CAST(content AS TEXT) FROM journal_content")])')" "ola@"
unlike "nor in the log" "$(cat serve.err)" "example.no"

# ---- A server that refuses ----

serve_quietly
answer a@example.no 'En' >/dev/null
stop_serving
planverk notice setup --smtp smtp://127.0.0.1:$port >/dev/null
time_passes
echo "451 4.7.1 come back later" >mail/refuse
before=$(mails)
sent 0 1 0 "refused for now"
is "   it waits" "$(states)" "sent sent waiting"
says_list() {
	like "   the list says why" "$(cat list.txt)" "$1"
}
says_list "451 4.7.1 come back later"
sent 0 0 0 "   not at once again"
rm mail/refuse
time_passes
sent 1 0 0 "   and is sent when its time has come"
is "   once" "$(mails)" $((before + 1))

serve_quietly
answer b@example.no 'To' >/dev/null
stop_serving
planverk notice setup --smtp smtp://127.0.0.1:$port >/dev/null
echo "550 5.1.1 no such user" >mail/refuse
time_passes
sent 0 0 1 "refused for good"
is "   it is given up" "$(states)" "sent sent sent given_up"
says_list "550 5.1.1 no such user"
rm mail/refuse
time_passes
sent 0 0 0 "   and not tried again"
exits 0 "   until somebody says so" planverk notice retry "$(json 'd[3]["id"]' list.txt)"
sent 1 0 0 "   and then it is"

serve_quietly
answer c@example.no 'Tre' >/dev/null
stop_serving
planverk notice setup --smtp smtp://127.0.0.1:$port >/dev/null
echo "550 5.7.1 who are you" >mail/refuse-sender
time_passes
sent 0 1 0 "a server that refuses us keeps nothing from being tried again"
rm mail/refuse-sender

# ---- A server that is away ----

stop_mail
time_passes
sent 0 1 0 "no server"
is "   it waits" "$(states)" "sent sent sent sent waiting"
start_mail "$port"
exits 0 "tried at once" planverk --json notice retry
sent 1 0 0 "the server is back"

# ---- A server that wants to know us, and one that we do not know ----

serve_quietly
answer d@example.no 'Fire' >/dev/null
stop_serving
echo "hemmelig" >mail/password
printf 'feil\n' >password
exits 2 "a password file that is not there" planverk notice setup --smtp smtp://127.0.0.1:$port --user plan --password-file none
exits 0 "a user" planverk notice setup --smtp smtp://127.0.0.1:$port --user plan --password-file password
time_passes
sent 0 1 0 "a wrong password keeps nothing from being tried again"
printf 'hemmelig\n' >password
time_passes
sent 1 0 0 "the right one, from the same file"
is "   stands nowhere in the database" "$(grep -c hemmelig db.sqlite)" 0
rm mail/password
planverk notice setup --user "" --password-file "" >/dev/null
stop_mail
openssl req -x509 -newkey rsa:2048 -nodes -keyout mail/key.pem -out mail/only.pem -days 2 -subj /CN=127.0.0.1 2>/dev/null
cat mail/key.pem mail/only.pem >mail/cert.pem
start_mail "$port"
before=$(mails)
planverk notice setup --smtp smtps://127.0.0.1:$port >/dev/null
exits 1 "a certificate that nobody vouches for" planverk notice test kari@example.no
says "certificate"
is "   gets no mail" "$(mails)" "$before"
stop_mail
rm mail/cert.pem
start_mail "$port"
planverk notice setup --smtp smtp://127.0.0.1:$port >/dev/null

# ---- A sender that is killed ----

for i in 1 2 3 4 5; do
	serve_quietly
	answer "k$i@example.no" "Drept $i" >/dev/null
	stop_serving
done
planverk notice setup --smtp smtp://127.0.0.1:$port >/dev/null
time_passes
before=$(mails)
touch mail/hold
"$planverk" --db db.sqlite notice send >killed.out 2>&1 &
sender=$!
until [ "$(mails)" -gt "$before" ]; do sleep 0.05; done
sent 4 0 0 "what one sender has, another one does not take" &
other=$!
until [ "$(mails)" -gt $((before + 1)) ]; do sleep 0.05; done
kill -9 $sender
wait $sender 2>/dev/null
rm mail/hold
wait $other
tests=$((tests + 1))
sent 0 0 0 "the killed one holds its notice until the lease ends"
time_passes
sent 1 0 0 "and then it is sent"
is "nobody was left out" "$(for i in $(seq $((before + 1)) "$(mails)"); do mail 'm["X-To"]' "$i"; done | sort -u | wc -l)" 5
is "one came twice" "$(mails)" $((before + 6))
is "   with the same Message-ID" "$(for i in $(seq $((before + 1)) "$(mails)"); do mail 'm["Message-ID"]' "$i"; done | sort -u | wc -l)" 5

# ---- Too old ----

serve_quietly
answer old@example.no 'Gammel' >/dev/null
stop_serving
planverk notice setup --smtp smtp://127.0.0.1:$port >/dev/null
python3 -c 'import sqlite3
c = sqlite3.connect("db.sqlite", timeout=20)
c.execute("UPDATE notice SET made_at = made_at - 6 * 86400 * 1000000, not_before = 0 WHERE state = ?", ("waiting",))
c.commit()'
sent 0 0 1 "what is older than five days is given up"
exits 0 "and seen" planverk notice list --state given_up
says "old@example.no"
exits 2 "a state that is none" planverk notice list --state lost
exits 0 "an address is erased" planverk --json notice forget OLD@example.no
is "   with its notice and what stands with the statement" "$(json 'd["forgotten"]')" 2
is "   and nothing of it is left" "$(grep -c old@example.no <(python3 -c 'import sqlite3
for line in sqlite3.connect("db.sqlite").iterdump(): print(line)'))" 0

stop_mail
exits 0 "everything verifies" planverk verify
finish
