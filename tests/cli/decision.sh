#!/bin/bash
# Two assemblies decide on one plan: what is refused, how they diverge and are reconciled, who is told,
# the papers of a case, questions, and the same on the pages.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
# What the law asks before an adoption is tested in law.sh.
planverk law aside kompetanse-2040 R3 R5 R6 R7 R8 R11 --reason "En prøve"
today=$(TZ=Europe/Oslo date +%F)
tomorrow=$(TZ=Europe/Oslo date -d tomorrow +%F)
yesterday=$(TZ=Europe/Oslo date -d yesterday +%F)

# ---- Bodies ----

exits 3 "no bodies yet" planverk decision record $plan Fylkestinget --kind adopt
says "body add"
printf 'navn,type,mandat\nKongen,monarch,\n' >bad.csv
exits 2 "a body of no kind" planverk body import $plan bad.csv
says "bad.csv:2"
exits 0 "bodies from a file" planverk body import $plan "$root/examples/bodies.csv"
exits 4 "which are not added twice" planverk body import $plan "$root/examples/bodies.csv"
is "   and nothing of the second" "$(rows body)" 6
exits 2 "a mandate that there is not" planverk body mandate $plan "Prosjektgruppa (eksempel)" rule
says "goal_conflicts"
exits 0 "one by hand" planverk body add $plan Fylkestinget --kind planning_authority --mandates "adopt,propose,send_out,revise"
exits 0 "another" planverk body add $plan Bystyret --kind planning_authority --mandates adopt,revise
exits 0 "a third that nobody elected" planverk body add $plan Sekretariatet --kind working_group --mandates adopt
for body in "Fylkestinget (eksempel)" "Bystyret (eksempel)"; do
	planverk body mandate $plan "$body" "" >/dev/null
done
exits 0 "a person in a role" planverk body person $plan Bystyret "Kari Testesen" --role chair --from 2025-01-01
exits 0 "whose time ends" planverk body person $plan Bystyret "Kari Testesen" --to 2026-01-01 --end
exits 3 "and does not end twice" planverk body person $plan Bystyret "Kari Testesen" --to 2026-01-01 --end
exits 0 "bodies for programs" planverk --json body list $plan
is "   with their mandates" "$(json '[b["mandates"] for b in d["bodies"] if b["name"] == "Bystyret"]')" "[['adopt', 'revise']]"
is "   and persons" "$(json '[b["persons"][0]["to"] for b in d["bodies"] if b["name"] == "Bystyret"]')" "['2026-01-01']"

# ---- What is refused ----

planverk version make $plan --name first >/dev/null
first=$(planverk --json version list $plan | python3 -c 'import json, sys; print(json.load(sys.stdin)["versions"][0]["digest"])')
sed 's/"slug": "kompetanse-2040"/"slug": "annen"/' "$root/examples/plan.json" >other.json
planverk plan import other.json >/dev/null
planverk version make annen --name elsewhere >/dev/null
elsewhere=$(planverk --json version list annen | python3 -c 'import json, sys; print(json.load(sys.stdin)["versions"][0]["digest"])')

adopt() {
	local body=$1 version=$2
	shift 2
	planverk --json decision record $plan "$body" --kind adopt --version "$version" "$@"
}
exits 2 "a kind that is none" planverk decision record $plan Fylkestinget --kind veto
exits 3 "a hash that there is not" adopt Fylkestinget 0123456789abcdef
exits 4 "a version of another plan" adopt Fylkestinget "$elsewhere"
says "another plan"
exits 4 "no version" planverk decision record $plan Fylkestinget --kind adopt
exits 4 "a body without the mandate" adopt "Prosjektgruppa (eksempel)" first
says "no mandate.*§ 8-4"
exits 4 "one that nobody elected" adopt Sekretariatet first
says "§ 3-4"
exits 4 "tomorrow" adopt Fylkestinget first --on "$tomorrow"
exits 4 "before the version was made" adopt Fylkestinget first --on "$yesterday"
exits 4 "votes against that were unanimous" adopt Fylkestinget first --for 3 --against 1 --unanimous
is "nothing is recorded of all this" "$(rows decision)" 0
planverk body mandate $plan Sekretariatet "" >/dev/null

# ---- One way to adoption that diverges and is reconciled ----

state() {
	planverk --json decision state $plan >out.txt
	json 'd["state"]'
}
exits 0 "sent out" planverk decision record $plan Fylkestinget --kind send_out --version first
is "   the plan is sent out" "$(state)" sent_out
exits 0 "proposed" planverk decision record $plan Fylkestinget --kind propose --version "${first:0:12}"
is "   the plan is proposed" "$(state)" proposed
exits 0 "the county adopts" adopt Fylkestinget first --for 30 --against 4 --reference 12/2026
is "   one of two has adopted" "$(state)" adopted_by_one
exits 4 "the same again" adopt Fylkestinget first
says "already"
exits 4 "nobody is told yet" planverk decision told start $plan
says "8-4"

# The city changes a text: the plan is changed and kept as a version.
echo "a long password for lead" | planverk user add lead --email lead@example.org >/dev/null
planverk user role lead@example.org $plan lead >/dev/null
form() {
	curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
post() {
	local jar=$1 path=$2 token=$3
	shift 3
	curl -s -o body -w '%{http_code} %{redirect_url}' -b "$jar" -c "$jar" -H "Origin: $url" --data-urlencode "form=$token" "$@" "$url$path"
}
serve
post lead /login "$(form lead /login)" -d email=lead@example.org --data-urlencode "password=a long password for lead" >/dev/null
node=$(sql "SELECT id FROM plan_node WHERE kind = 'goal' ORDER BY id LIMIT 1")
curl -s -b lead "$url/node/$node/edit" >page
base=$(grep -o 'name="base" value="[^"]*"' page | head -1 | sed 's/.*value="//; s/"//')
is "the city's words are written" "$(post lead "/node/$node/edit" "$(form lead "/node/$node/edit")" -d base="$base" -d kind=goal \
	--data-urlencode "title=Bystyrets mål" --data-urlencode "body=Bystyret la til dette." --data-urlencode "note=vedtak" | cut -c1-3)" 303
planverk version make $plan --name changed >/dev/null
exits 4 "a changed text that is not said" adopt Bystyret first --changed changed
says "what was changed"
exits 4 "a changed text that is the same" adopt Bystyret first --changed first --changes "ingenting"
exits 0 "the city adopts a changed text" adopt Bystyret first --changed changed --changes "Ett mål fikk andre ord." --unanimous
city=$(json 'd["decision"]')
is "   they diverge" "$(state)" diverging
is "   both versions do" "$(json '[v["state"] for v in d["versions"]]')" "['diverging', 'diverging']"
is "   nothing is in force" "$(json 'd["in_force"]')" None
curl -s "$url/plan/$plan/decisions" >page
like "the page says what differs" "$(cat page)" "<ins>[+Bystyrets mål"
like "   and who adopted what" "$(cat page)" "vedtatt av Bystyret"
exits 2 "a withdrawal without a reason" planverk decision withdraw $plan "$city"
exits 0 "the city's is withdrawn" planverk decision withdraw $plan "$city" --reason "feil versjon"
is "   as if it had not been" "$(state)" adopted_by_one
exits 4 "but not twice" planverk decision withdraw $plan "$city" --reason "igjen"
is "   and it stays" "$(rows decision)" 4
exits 0 "the city adopts the changed text anew" adopt Bystyret first --changed changed --changes "Ett mål fikk andre ord."
is "   they diverge again" "$(state)" diverging
exits 0 "the county adopts the city's text" adopt Fylkestinget changed
is "   they are reconciled" "$(state)" adopted_by_all
is "   in the changed text" "$(json '[v["name"] for v in d["versions"] if v["hash"] == d["in_force"]]')" "['changed']"
is "   the first is replaced" "$(json '[v["state"] for v in d["versions"] if v["name"] == "first"]')" "['replaced']"
curl -s "$url/plan/$plan/feed.atom" >feed
like "the feed tells it" "$(cat feed)" "Planen gjelder"
like "   and that one was withdrawn" "$(cat feed)" "er trukket tilbake"

# ---- Who is told ----

planverk organisation import "$root/examples/organisations.csv" >/dev/null
exits 0 "municipalities and state bodies" planverk --json decision told start $plan
is "   are many" "$(json 'd["added"] > 5')" True
exits 0 "the ministry" planverk --json decision told add $plan Departementet --kind ministry --sent "$today"
ministry=$(json 'd["recipient"]')
exits 2 "received before it was sent" planverk decision told mark $plan "$ministry" --received "$yesterday"
exits 0 "received" planverk decision told mark $plan "$ministry" --received "$today"
is "three months begin" "$(state >/dev/null; json 'd["objection_until"]')" \
	"$(python3 -c 'import calendar, datetime, sys
d = datetime.date.fromisoformat(sys.argv[1])
m = d.month + 2
y, m = d.year + m // 12, m % 12 + 1
print(datetime.date(y, m, min(d.day, calendar.monthrange(y, m)[1])))' "$today")"
exits 0 "one by e-mail" planverk decision told add $plan Statsforvalteren --kind state_administrator --email post@example.org
is "   a mail waits" "$(sql "SELECT count(*) FROM notice WHERE kind = 'adopted'")" 1
exits 2 "an address that is none" planverk decision told add $plan NVE --kind state_body --email nowhere

# ---- A new plan beside the one in force ----

exits 0 "the yearly assessment" planverk decision record $plan Fylkestinget --kind revise --revise no --reason "Ingen store endringer." --on "$today"
exits 4 "   which needs an answer" planverk decision record $plan Fylkestinget --kind revise --reason "Vet ikke."
says "§ 8-1"
exits 0 "   a decision without a version is of any day" planverk decision record $plan Bystyret --kind revise --revise yes --reason "Mye er nytt." --on 2020-01-01

# ---- Papers of a case ----

exits 2 "a paper without a version" planverk decision paper $plan Bystyret -o paper.docx
exits 0 "the papers of a case" planverk decision paper $plan Bystyret --version changed -o paper.docx --recommendation "Planen vedtas." --reference 7/2026
cat >open.py <<'PY'
import re, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(re.sub("<[^>]+>", "|", z.read("word/document.xml").decode()))
PY
paper=$(python3 open.py paper.docx)
like "   has the recommendation" "$paper" "Planen vedtas."
like "   what changed" "$paper" "Bystyrets mål"
like "   and the hash" "$paper" "$(planverk --json version list $plan | python3 -c 'import json, sys; print(json.load(sys.stdin)["versions"][1]["digest"])')"
unlike "   and no placeholder" "$paper" "{{"
exits 0 "a template" planverk decision paper --write-template mal.docx
exits 0 "   is filled like ours" planverk decision paper $plan Bystyret --version changed --template mal.docx -o second.docx \
	--recommendation "Planen vedtas." --reference 7/2026
is "   to the same text" "$(python3 open.py second.docx)" "$paper"
exits 2 "no template" planverk decision paper $plan Bystyret --version changed --template bad.csv -o third.docx
if command -v soffice >/dev/null; then
	soffice --headless --convert-to txt:Text paper.docx >/dev/null 2>&1
	like "an office program opens it" "$(cat paper.txt)" "Planen vedtas."
else
	skip "an office program opens it" "there is no soffice"
fi

# ---- Questions ----

exits 4 "a conflict goes to one who may settle it" planverk question add $plan "Hva først?" --kind goal_conflict --to Bystyret
exits 2 "a part of the plan that there is not" planverk question add $plan "Hva først?" --kind political --nodes s99
exits 0 "a question" planverk --json question add $plan "Hva først?" --kind political --to Bystyret --nodes s6,d5 --raised-by "Ola Testesen" --due "$today"
question=$(json 'd["question"]')
is "   the journal has not who raised it" "$(sql "SELECT count(*) FROM journal_content WHERE content LIKE '%Testesen%'")" 0
unlike "   the public does not see who" "$(curl -s "$url/plan/$plan/questions")" "Testesen"
like "   but what" "$(curl -s "$url/plan/$plan/questions")" "Hva først?"
exits 2 "no answer at all" planverk question answer $plan "$question"
exits 3 "a decision that does not stand" planverk question answer $plan "$question" --decision "$city"
exits 0 "answered" planverk question answer $plan "$question" --text "Strøm først."
exits 4 "   once" planverk question answer $plan "$question" --text "Eller ikke."

# ---- On the pages ----

curl -s "$url/plan/$plan/bodies" >page
like "the page of bodies" "$(cat page)" "Fylkestinget (eksempel)"
unlike "   has no persons for the public" "$(cat page)" "Kari Testesen"
like "   but for planners" "$(curl -s -b lead "$url/plan/$plan/bodies")" "Kari Testesen"
like "the plan's page says what stands" "$(curl -s "$url/plan/$plan")" "Vedtatt av alle, og gjelder"
curl -s "$url/plan/$plan/decisions?format=csv" >decisions.csv
is "decisions as CSV" "$(head -1 decisions.csv | cut -d, -f1-3)" "body,kind,on"
curl -s "$url/plan/$plan/decisions?format=xlsx" >decisions.xlsx
is "   and as XLSX" "$(python3 -c 'import zipfile; print(zipfile.ZipFile("decisions.xlsx").testzip())')" None
curl -s "$url/api/v1/plans/$plan/decisions" >api.json
is "the interface for programs has them" "$(json 'len(d["items"])' api.json)" "$(rows decision)"
is "   with what follows" "$(json '[i["version_state"] for i in d["items"] if i["kind"] == "adopt"][-1]' api.json)" adopted_by_all
is "   and the bodies" "$(curl -s "$url/api/v1/plans/$plan/bodies" >api.json; json 'len(d["items"])' api.json)" "$(rows body)"
bystyret=$(sql "SELECT id FROM body WHERE name = 'Bystyret'")
token=$(form lead "/plan/$plan/decisions/new")
is "a form that is wrong comes back" "$(post lead "/plan/$plan/decisions/new" "$token" -d body="$bystyret" -d kind=adopt -d on="$tomorrow" -d version="$first")" "400 "
like "   with what is wrong" "$(cat body)" "senere enn i dag"
is "recorded on the page" "$(post lead "/plan/$plan/decisions/new" "$token" -d body="$bystyret" -d kind=other -d on="$today" --data-urlencode "reason=<b>Orientert</b>")" \
	"303 $url/plan/$plan/decisions"
like "   and shown, escaped" "$(curl -s "$url/plan/$plan/decisions")" "&lt;b&gt;Orientert&lt;/b&gt;"
decision=$(sql "SELECT max(id) FROM decision")
is "withdrawn on the page" "$(post lead "/decision/$decision/withdraw" "$(form lead "/plan/$plan/decisions")" --data-urlencode "reason=skrivefeil")" \
	"303 $url/plan/$plan/decisions"
like "   and it says why" "$(curl -s "$url/plan/$plan/decisions")" "skrivefeil"
is "   but not twice" "$(post lead "/decision/$decision/withdraw" "$(form lead "/plan/$plan/decisions")" --data-urlencode "reason=igjen")" "400 "
like "   which it says" "$(cat body)" "alt trukket tilbake"
told=/plan/$plan/decisions/told
is "told on the page" "$(post lead "$told" "$(form lead "/plan/$plan/decisions")" --data-urlencode "name=Nabofylket" -d kind=other)" "303 $url/plan/$plan/decisions"
is "   but not twice" "$(post lead "$told" "$(form lead "/plan/$plan/decisions")" --data-urlencode "name=Nabofylket" -d kind=other)" "400 "
like "   which it says" "$(cat body)" "står alt på lista"
is "a question asked on the page" "$(post lead "/plan/$plan/questions/new" "$(form lead "/plan/$plan/questions/new")" --data-urlencode "title=Hvor langt?" -d kind=delimitation)" \
	"303 $url/plan/$plan/questions"
asked=$(sql "SELECT max(id) FROM question")
is "   answered without an answer" "$(post lead "/question/$asked/answer" "$(form lead "/plan/$plan/questions")" -d state=answered)" "400 "
is "   answered by a decision" "$(post lead "/question/$asked/answer" "$(form lead "/plan/$plan/questions")" -d state=answered \
	-d decision="$(sql "SELECT max(id) FROM decision WHERE kind = 'adopt'")")" "303 $url/plan/$plan/questions"
token=$(form lead "/plan/$plan/decisions/paper")
curl -s -o page.docx -b lead -c lead -H "Origin: $url" -F "form=$token" -F body="$bystyret" -F version="$first" -F "recommendation=Vedta nå" \
	-F "template=@mal.docx" "$url/plan/$plan/decisions/paper"
like "papers made on the page" "$(python3 open.py page.docx)" "Vedta nå"
curl -s -o mal2.docx -b lead "$url/plan/$plan/decisions/template"
is "the template is there to change" "$(python3 open.py mal2.docx)" "$(python3 open.py mal.docx)"
token=$(form lead "/plan/$plan/bodies/new")
is "a body added on the page" "$(post lead "/plan/$plan/bodies/new" "$token" --data-urlencode "name=Rådet" -d kind=council -d revise=yes)" \
	"303 $url/plan/$plan/bodies"
stop_serving

exits 0 "everything verifies" planverk verify
python3 -c 'import sqlite3
c = sqlite3.connect("db.sqlite")
c.execute("UPDATE decision SET digest = ? WHERE id = (SELECT min(id) FROM decision)", (b"x" * 32,))
c.commit()'
exits 4 "a hash that no version has is found" planverk verify
says "no version with its hash"
finish
