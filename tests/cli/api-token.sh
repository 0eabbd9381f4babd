#!/bin/bash
# Programs with a token: they read what its user may read at that moment, in one plan, until it ends; and
# lists come as the client accepts them.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
sed 's/"kompetanse-2040"/"other"/' "$root/examples/plan.json" >other.json
planverk plan import other.json >/dev/null
planverk event import $plan "$root/examples/events.csv" >/dev/null
planverk contribution import $plan "$root/examples/contributions.csv" >/dev/null
for who in lead reader; do
	echo "a long password for $who" | planverk user add "$who" --email $who@example.org >/dev/null
	planverk user role $who@example.org $plan $who >/dev/null
done
planverk user role reader@example.org other reader >/dev/null
today=$(TZ=Europe/Oslo date +%F)

# ---- Commands ----

exits 2 "a token for nothing" planverk api token make reader@example.org $plan
says "--name"
exits 2 "one for ten years" planverk api token make reader@example.org $plan --name Kart --expires "$(($(date +%Y) + 10))-01-01"
exits 2 "one that has ended" planverk api token make reader@example.org $plan --name Kart --expires 2020-01-01
exits 2 "one until soon" planverk api token make reader@example.org $plan --name Kart --expires soon
exits 3 "one of nobody" planverk api token make nobody@example.org $plan --name Kart
exits 0 "one that is good today" planverk --json api token make reader@example.org $plan --name "Kart, <nytt>" --expires "$today"
token=$(json 'd["token"]')
number=$(json 'd["id"]')
is "   has 256 bits and a mark" "${#token} ${token:0:4}" "47 plv_"
is "   and is not in the database" "$(grep -c -a -e "$token" db.sqlite db.sqlite-wal 2>/dev/null | awk -F: '{ n += $2 } END { print n + 0 }')" 0
exits 0 "the list" planverk --json api token list $plan
is "   has it" "$(json '[(t["name"], t["user"], t["state"], t["used"]) for t in d]')" "[('Kart, <nytt>', 'reader', 'good', '')]"
exits 3 "no such token" planverk api token revoke 17

# ---- Reading ----

serve
api=$url/api/v1
# get PATH [curl option…]: the status; the answer is in out.txt, its headers in headers.
get() {
	local path=$1
	shift
	curl -s -o out.txt -D headers -w '%{http_code}' "$@" "$api/$path"
}
with() { # TOKEN PATH [curl option…]
	local token=$1 path=$2
	shift 2
	get "$path" -H "Authorization: Bearer $token" "$@"
}
internal=plans/$plan/internal/contributions
is "nothing without a token" "$(get "$internal")" 401
like "   as programs are told" "$(cat headers)" 'WWW-Authenticate: Bearer realm="Planverk"'
is "   and as a problem" "$(json 'd["status"]')" 401
is "with a wrong one" "$(with "plv_$(printf 'A%.0s' $(seq 43))" "$internal")" 401
like "   " "$(cat headers)" 'error="invalid_token"'
is "with half a one" "$(with "${token:0:30}" "$internal")" 401
is "a wrong one is refused where none is needed, too" "$(with "${token:0:30}" plans)" 401
is "with the token" "$(with "$token" "$internal?limit=1000")" 200
all=$(rows contribution)
is "   all contributions" "$(json 'len(d["items"])')" "$all"
is "   also what is not published" "$(json 'any(not i["publish"] for i in d["items"])')" True
like "   kept by nobody" "$(cat headers)" "no-store"
is "the public list shows what it shows to all" "$(with "$token" "plans/$plan/contributions?limit=1000" >/dev/null; json 'len(d["items"])')" \
	"$(curl -s "$api/plans/$plan/contributions?limit=1000" | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["items"]))')"
is "dispositions" "$(with "$token" "plans/$plan/internal/dispositions")" 200
is "a limit that is none" "$(with "$token" "plans/$plan/internal/dispositions?limit=0")" 400
is "another plan of the same user" "$(with "$token" plans/other/internal/contributions)" 403
is "   that is none" "$(with "$token" plans/nope/internal/contributions)" 404
is "no page" "$(curl -s -o out.txt -w '%{http_code}' -H "Authorization: Bearer $token" "$url/plan/$plan/inbox")" 303
exits 0 "used today" planverk --json api token list $plan
is "   " "$(json 'd[0]["used"]')" "$today"

# ---- As the client accepts it ----

is "a table, by its Accept" "$(with "$token" "$internal?limit=1000" -H 'Accept: text/csv')" 200
like "   " "$(cat headers)" "Content-Type: text/csv"
like "   that depends on it" "$(cat headers)" "Vary: Accept,"
is "   has as many rows" "$(python3 -c 'import csv; print(sum(1 for _ in csv.DictReader(open("out.txt", encoding="utf-8"))))')" "$all"
get plans >/dev/null # kept from here on
get plans -H 'Accept: application/json;q=0.5, text/csv' >/dev/null
like "the plans as a table, though kept as JSON" "$(head -1 out.txt)" "slug,title,language,period,example"
get plans -H 'Accept: text/csv;q=0.5, application/json' >/dev/null
is "   and as JSON" "$(json 'len(d["items"])')" 2
get "plans?format=json" -H 'Accept: text/csv' >/dev/null
is "   what the address says comes first" "$(json 'len(d["items"])')" 2
is "   and is a format" "$(get 'plans?format=xml')" 400
is "consultations as a table" "$(get "plans/$plan/consultations?format=csv")" 200
like "   " "$(cat out.txt)" "id,kind,title,introduction,opens,closes,state"

# ---- Ending ----

planverk user role reader@example.org $plan reader --remove >/dev/null
is "the role is lost" "$(with "$token" "$internal")" 403
is "   but what all may read stays" "$(with "$token" "plans/$plan/contributions")" 200
planverk user role reader@example.org $plan reader >/dev/null
is "and back" "$(with "$token" "$internal")" 200
planverk user disable reader@example.org >/dev/null
is "its user is locked out" "$(with "$token" "$internal")" 401
planverk user enable reader@example.org >/dev/null
is "and let in again" "$(with "$token" "$internal")" 200
python3 -c 'import sqlite3
c = sqlite3.connect("db.sqlite")
c.execute("UPDATE api_token SET expires_on = ?", ("2020-01-01",))
c.commit()'
is "after its last day" "$(with "$token" "$internal")" 401
second=$(planverk --json api token make lead@example.org $plan --name To | python3 -c 'import json, sys; print(json.load(sys.stdin)["token"])')
is "another one" "$(with "$second" "$internal")" 200
exits 0 "the list tells them apart" planverk --json api token list $plan
is "   " "$(json '[t["state"] for t in d]')" "['good', 'expired']"
exits 0 "revoked" planverk api token revoke "$(json 'd[0]["id"]')"
is "   it reads nothing" "$(with "$second" "$internal")" 401
exits 0 "revoked again" planverk api token revoke "$number"

# ---- On its page ----

form() {
	curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
post() {
	local jar=$1 path=$2
	shift 2
	curl -s -o body -D headers -w '%{http_code} %{redirect_url}' -b "$jar" -c "$jar" -H "Origin: $url" "$@" "$url$path"
}
for who in lead reader; do
	post $who /login --data-urlencode "form=$(form $who /login)" --data-urlencode "email=$who@example.org" \
		--data-urlencode "password=a long password for $who" >/dev/null
done
is "tokens are for who leads" "$(curl -s -o body -w '%{http_code}' -b reader "$url/plan/$plan/tokens")" 403
page=$(form lead "/plan/$plan/tokens")
is "no name" "$(post lead "/plan/$plan/tokens" --data-urlencode "form=$page" -d name= -d "expires=$today")" "400 "
is "made" "$(post lead "/plan/$plan/tokens" --data-urlencode "form=$page" -d name=Kart -d "expires=$today")" "200 "
third=$(grep -o 'plv_[A-Za-z0-9_-]*' body | head -1)
like "   kept by no browser" "$(cat headers)" "no-store"
is "   it reads" "$(with "$third" "$internal")" 200
is "the same form again shows nothing" "$(post lead "/plan/$plan/tokens" --data-urlencode "form=$page" -d name=Kart -d "expires=$today")" \
	"303 $url/plan/$plan/tokens"
curl -s -b lead "$url/plan/$plan/tokens" >body
unlike "   nor does the list" "$(cat body)" "$third"
like "   which has what it is for, escaped" "$(cat body)" "Kart, &lt;nytt&gt;"
newest=$(grep -o 'name="token" value="[0-9]*"' body | head -1 | grep -o '[0-9]*')
is "the list as a file" "$(curl -s -b lead "$url/plan/$plan/tokens?format=csv" | sed -n 2p | cut -d, -f1-3)" Kart,lead,good
is "a token of another plan is not revoked here" "$(post lead "/plan/$plan/tokens/revoke" \
	--data-urlencode "form=$(form lead "/plan/$plan/tokens")" -d token=17)" "404 "
is "revoked" "$(post lead "/plan/$plan/tokens/revoke" --data-urlencode "form=$(form lead "/plan/$plan/tokens")" -d "token=$newest")" \
	"303 $url/plan/$plan/tokens"
is "   it reads no more" "$(with "$third" "$internal")" 401

# ---- Too often ----

fourth=$(planverk --json api token make lead@example.org $plan --name Fire | python3 -c 'import json, sys; print(json.load(sys.stdin)["token"])')
many() { # TOKEN N: the last status
	curl -s -o /dev/null -w '%{http_code}\n' -H "Authorization: Bearer $1" "$api/plans?limit=[1-$2]" | tail -1
}
is "nine hundred times in a quarter of an hour" "$(many "$fourth" 900)" 200
is "   and not once more" "$(with "$fourth" plans)" 429
like "   says when to come back" "$(cat headers)" "Retry-After: 900"
is "guessing" "$(many "${token:0:30}" 60)" 429
stop_serving
is "no token is logged" "$(grep -c plv_ serve.err serve.out | awk -F: '{ n += $2 } END { print n + 0 }')" 0
is "   nor kept" "$(grep -c -a -e "$second" -e "$third" -e "$fourth" db.sqlite db.sqlite-wal 2>/dev/null | awk -F: '{ n += $2 } END { print n + 0 }')" 0
serve --internal
api=$url/api/v1
is "a server for insiders asks for no token" "$(get "$internal")" 200
stop_serving
exits 0 "everything verifies" planverk verify
finish
