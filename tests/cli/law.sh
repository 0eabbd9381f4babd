#!/bin/bash
# What the law asks: checks, records, setting aside, and steps that are refused; who a consultation is sent to.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
day() { date -d "$1 days" +%F; }
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
exits 0 "the checks of a plan" planverk --json law check $plan
is "   all sixteen" "$(json 'len(d)')" 16
is "   of which none fails at the beginning" "$(json 'sorted({x["state"] for x in d})')" "['met', 'not_yet']"
state() { planverk --json law check $plan | python3 -c "import json, sys; print(next(x['state'] for x in json.load(sys.stdin) if x['id'] == '$1'))"; }
exits 0 "what can be recorded" planverk law record $plan
says "strategy_adopted"
exits 2 "a kind that is none" planverk law record $plan nothing --on 2024-01-01
exits 2 "a record without its day" planverk law record $plan constituted
says "needs its day"
exits 2 "a day that has not come" planverk law record $plan constituted --on "$(day 2)"
exits 2 "a day that is none" planverk law record $plan constituted --on 2024-02-30
exits 2 "a record that says nothing" planverk law record $plan description
exits 0 "a record" planverk --json law record $plan strategy_names_plan --note "side 4"
record=$(json 'd["record"]')
is "   meets its check" "$(state R2)" met
exits 2 "withdrawing without a reason" planverk law withdraw $plan "$record"
exits 0 "withdrawn" planverk law withdraw $plan "$record" --reason "feil side"
is "   it counts no longer" "$(state R2)" not_yet
exits 3 "withdrawing it again" planverk law withdraw $plan "$record" --reason again

echo "Hva mener dere?" >q.txt
exits 2 "a consultation of 41 days" planverk consultation add $plan --title kort --opens "$(day 1)" --closes "$(day 42)" --questions q.txt
says "six weeks"
planverk --json consultation add $plan --title "Planen på høring" --opens "$(day 1)" --closes "$(day 43)" --questions q.txt >out.txt
id=$(json 'd["consultation"]')
exits 4 "announced before the programme is fixed" planverk consultation move "$id" announced
says "The law asks for more"
printf 'kind,name,email\nstate,Statsforvalteren,post@example.org\ncounty,Nabofylket,\nmunicipality,Kommunen,kommune@example.org\nfriends,Vennene,\n' >bad.csv
exits 2 "a recipient of no kind" planverk consultation recipients "$id" bad.csv
says "bad.csv:5"
is "   and nobody is kept" "$(rows consultation_recipient)" 0
sed 's/friends,Vennene/organisation,Velforeningen/' bad.csv >good.csv
exits 0 "recipients" planverk --json consultation recipients "$id" good.csv
is "   four of them, not told yet" "$(json '[len(d), {x["told"] for x in d}]')" "[4, {''}]"
exits 0 "a reason for each check that fails" planverk law aside $plan R3 R6 R7 --reason "Fastsatt før dette tok til"
is "   they are set aside" "$(state R3) $(state R6) $(state R7)" "set_aside set_aside set_aside"
exits 2 "one that there is not" planverk law aside $plan R16 R17 --reason x
is "   and the other one is not set aside either" "$(state R16)" not_yet
exits 0 "announced" planverk consultation move "$id" announced
is "   who has an address is mailed" "$(rows notice)" 2
exits 0 "   and noted as told" planverk --json consultation recipients "$id"
is "   today" "$(json 'sum(x["told"] != "" for x in d)')" 2
is "   laid out for everybody" "$(state R8)" met
exits 0 "the checks count again" planverk law aside $plan R3 R6 --end
is "   and fail" "$(state R3) $(state R6)" "not_met not_met"
exits 4 "ended twice" planverk law aside $plan R3 --end
exits 0 "all verifies" planverk verify

echo "a long password for lead" | planverk user add lead --email lead@example.org >/dev/null
planverk user role lead@example.org $plan lead >/dev/null
serve
is "the page is for planners" "$(curl -s -o body -w '%{http_code}' "$url/plan/$plan/law")" 303
form() { curl -s -b jar -c jar "$url$1" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'; }
post() {
	local path=$1 from=$2 token
	token=$(form "$from")
	shift 2
	curl -s -o body -w '%{http_code}' -b jar -c jar -H "Origin: $url" --data-urlencode "form=$token" "$@" "$url$path"
}
post /login /login --data-urlencode email=lead@example.org --data-urlencode "password=a long password for lead" >/dev/null
is "a check is set aside on the page" "$(post /plan/$plan/law/aside /plan/$plan/law -d rule=R3 --data-urlencode 'reason=<b>fordi</b>')" 303
curl -s -b jar "$url/plan/$plan/law" >body
like "   with its reason, as text" "$(cat body)" '&lt;b&gt;fordi&lt;/b&gt;'
is "without a reason it is not" "$(post /plan/$plan/law/aside /plan/$plan/law -d rule=R4)" 400
is "something is recorded there" "$(post /plan/$plan/law/record /plan/$plan/law -d kind=youth -d on=2026-01-10)" 303
is "   with its day" "$(post /plan/$plan/law/record /plan/$plan/law -d kind=youth)" 400
is "a recipient is added" "$(post /consultation/$id/recipients /consultation/$id/recipients -d kind=other -d name=Flere -d email=flere@example.org)" 303
is "   and mailed at once" "$(rows notice)" 3
is "   to an address that is one" "$(post /consultation/$id/recipients /consultation/$id/recipients -d kind=other -d name=Andre -d email=nei)" 400
stop_serving
finish
