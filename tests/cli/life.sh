#!/bin/bash
# The whole life of a plan, on days that the test sets: programme, consultations of exactly six weeks, answers, two
# assemblies that adopt the same text (and, in a second run, two that do not at first), an action programme, and two
# years of reports by forty partners. After each step everything must verify.
. "$(dirname "$0")/../tap.sh"

fake=$(find /usr/lib -name libfaketime.so.1 2>/dev/null | head -1)
if [ -z "$fake" ]; then
	skip "the whole life of a plan" "libfaketime is not installed"
	finish
fi

# The program on the day that the file `day` has, at noon.
cat >on-the-day <<SH
#!/bin/bash
export LD_PRELOAD=$fake FAKETIME="@\$(cat "$work/day") 12:00:00" FAKETIME_DONT_FAKE_MONOTONIC=1 TZ=Europe/Oslo
# Beside a sanitizer's own library, which would come first.
export ASAN_OPTIONS="\${ASAN_OPTIONS-}:verify_asan_link_order=0"
exec "$planverk" "\$@"
SH
chmod +x on-the-day
real=$planverk
planverk=$work/on-the-day
on() { echo "$1" >"$work/day"; }
verifies() { exits 0 "verifies: $1" planverk verify; }

plan=kompetanse-2040
state() { planverk --json law check $plan | python3 -c "import json, sys; print(' '.join(x['state'] for x in json.load(sys.stdin) if x['id'] in '$*'.split()))"; }

# ---- 2024: the planning strategy; 2025: the programme ----

on 2024-03-01
planverk init >/dev/null
planverk organisation import "$root/examples/organisations.csv" >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
planverk body import $plan "$root/examples/bodies.csv" >/dev/null
planverk process import $plan "$root/examples/process.csv" >/dev/null
for name in lead second; do
	echo "a long password for $name" | planverk user add $name --email $name@example.org >/dev/null
	planverk user role $name@example.org $plan lead >/dev/null
done
planverk law record $plan constituted --on 2023-10-18 >/dev/null
planverk law record $plan strategy_sent --on 2024-01-10 >/dev/null
planverk law record $plan strategy_closed --on 2024-02-21 >/dev/null
on 2024-10-18
planverk law record $plan strategy_adopted --on 2024-10-18 >/dev/null
exits 4 "the planning strategy says nothing of the plan yet" planverk law aside $plan R2 --end
is "   and that is not met" "$(state R1 R2)" "met not_met"
planverk law record $plan strategy_names_plan --note "kapittel 4" >/dev/null
is "   until it does" "$(state R1 R2)" "met met"

on 2025-01-15
echo "Hva mener dere? *" >q.txt
printf 'kind,name,email\nstate,Statsforvalteren,sf@example.org\ncounty,Nabofylket,nf@example.org\nmunicipality,Nabokommunen,nk@example.org\norganisation,Næringsforeningen,nf2@example.org\n' >who.csv
exits 2 "a consultation of 41 days" planverk consultation add $plan --kind programme --title Planprogram --opens 2025-01-16 --closes 2025-02-26 --questions q.txt
planverk --json consultation add $plan --kind programme --title Planprogram --opens 2025-01-16 --closes 2025-02-27 --questions q.txt >out.txt
programme=$(json 'd["consultation"]')
planverk consultation recipients "$programme" who.csv >/dev/null
exits 4 "the programme has no part on participation" planverk consultation move "$programme" announced
planverk law record $plan part_participation --note "kapittel 5" >/dev/null
exits 0 "with one it is laid out" planverk consultation move "$programme" announced
on 2025-01-16
planverk law record $plan startup_notice --on 2025-01-16 >/dev/null
verifies "the programme is laid out"
on 2025-06-18
for assembly in "Fylkestinget (eksempel)" "Bystyret (eksempel)"; do
	exits 0 "the programme is fixed: $assembly" planverk decision record $plan "$assembly" --kind fix_programme --on 2025-06-18
done
is "   as the law asks" "$(state R3 R4 R5)" "met met met"

# ---- 2025: workshops; 2026: the plan is heard for exactly six weeks ----

on 2025-12-01
planverk law record $plan youth --on 2025-10-01 --note "Ungdomspanelet" >/dev/null
planverk law record $plan facilitated --on 2025-10-02 --note "tolket møte" >/dev/null
planverk event import $plan "$root/examples/events.csv" >/dev/null
planverk contribution import $plan "$root/examples/contributions.csv" >/dev/null
exits 0 "what was said is compiled" planverk compile $plan
planverk law record $plan description --note "Planbeskrivelse, versjon 1" >/dev/null
planverk version make $plan --name "Høringsutkast" >/dev/null
on 2026-08-19
for assembly in "Fylkestinget (eksempel)" "Bystyret (eksempel)"; do
	planverk decision record $plan "$assembly" --kind send_out --version "Høringsutkast" --on 2026-08-19 >/dev/null
done
planverk --json consultation add $plan --kind plan --title "Planen" --opens 2026-08-20 --closes 2026-10-01 --questions q.txt >out.txt
heard=$(json 'd["consultation"]')
exits 4 "the plan is sent to nobody" planverk consultation move "$heard" announced
planverk consultation recipients "$heard" who.csv >/dev/null
exits 0 "to all who are concerned" planverk consultation move "$heard" announced
is "   who are mailed" "$(sql "SELECT count(*) FROM notice WHERE kind = 'consultation'")" 8
verifies "the plan is laid out"

form() { curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'; }
post() {
	local jar=$1 path=$2 from=$3 token
	token=$(form "$jar" "$from")
	shift 3
	curl -s -o body -w '%{http_code} %{redirect_url}' -b "$jar" -c "$jar" -H "Origin: $url" --data-urlencode "form=$token" "$@" "$url$path"
}
log_in() { post "$1" /login /login --data-urlencode "email=$1@example.org" --data-urlencode "password=a long password for $1" >/dev/null; }
on 2026-10-01 # the last day counts whole
serve
for i in 1 2 3; do
	sent=$(post "me$i" "/consultation/$heard/answer" "/consultation/$heard/answer" --data-urlencode "q1=Uttalelse nummer $i om lærlinger" -d publish=yes)
	like "a statement on the last day" "$sent" "303 $url/receipt/"
done
receipt=${sent#303 "$url"}
like "what is laid out is the version that was sent out" "$(curl -s "$url/consultation/$heard")" "Høringsutkast"
stop_serving
on 2026-10-02
serve
like "the day after it is closed" "$(post late "/consultation/$heard/answer" /login -d q1=Sent)" "40"
stop_serving
is "   and heard long enough" "$(state R6 R8)" "met met"
verifies "the plan is heard"

# ---- What was said is answered; the plan is changed ----

planverk disposition export $plan --consultation "$heard" --format csv -o table.csv
python3 - <<'PY'
import csv
rows = list(csv.DictReader(open("table.csv", encoding="utf-8")))
for row in rows:
    row["outcome"], row["reason"], row["node"] = "followed", "Målet er gjort tydeligere", "s9"
w = csv.DictWriter(open("answers.csv", "w", encoding="utf-8", newline=""), rows[0].keys())
w.writeheader()
w.writerows(rows)
PY
on 2026-11-02
exits 0 "answers are drafted" planverk disposition import $plan answers.csv --by lead@example.org
serve
log_in lead
log_in second
post lead "/plan/$plan/inbox" "/plan/$plan/inbox" -d all=yes -d do=approve >/dev/null
is "who drafted them does not approve them" "$(sql "SELECT count(*) FROM remark WHERE state = 'approved'")" 0
post second "/plan/$plan/inbox?state=draft" "/plan/$plan/inbox?state=draft" -d all=yes -d do=approve >/dev/null
is "somebody else does" "$(sql "SELECT count(*) FROM remark WHERE state = 'approved'")" 3
post second "/plan/$plan/inbox/publish" "/plan/$plan/inbox" >/dev/null
like "the receipt has the answer" "$(curl -s "$url$receipt")" "Målet er gjort tydeligere"
node=$(sql "SELECT id FROM plan_node WHERE ref = 's9'")
like "the strategy is sharpened" "$(post lead "/node/$node/edit" "/node/$node/edit" -d base=1 -d kind=strategy \
	--data-urlencode "title=En læreplass til alle som er klare, i hver kommune" -d body= -d note=Høringen)" "303 "
stop_serving
on 2026-11-03
planverk version make $plan --name "Forslag" >/dev/null
exits 0 "what was changed, and why" planverk --json version diff $plan "Høringsutkast" "Forslag"
is "   is told by the answers" "$(json '[len(d["differences"]), "tydeligere" in d["differences"][0]["answers"]]')" "[1, True]"
on 2026-12-01
exits 0 "the steering group proposes it" planverk decision record $plan "Styringsgruppa (eksempel)" --kind propose --version Forslag --on 2026-12-01
is "it was changed after it was heard" "$(state R15)" not_met
planverk law record $plan change_assessed --on 2026-12-01 --note "ingen ny høring" >/dev/null
is "   and that was assessed" "$(state R15)" met
verifies "the plan is proposed"

# ---- The first action programme: forty partners ----

python3 - <<'PY'
import csv
w = csv.writer(open("measures.csv", "w", encoding="utf-8", newline=""))
w.writerow(["ref", "title", "lead", "carries_out", "begins", "ends", "resources", "milestones"])
for i in range(1, 41):
    w.writerow([f"T{i}", f"Tiltak {i}", f"Partner {i:02}", f"s{i % 10 + 1}", "2027-03-01", "2029-12-31",
                "Fylket | 2027 | 100000 | yes", f"Start | 2027-06-01 | | 1; Midtveis | 2028-06-01 | | 1; Ferdig | 2029-12-01 | | 2"])
PY
on 2027-01-15
planverk programme add $plan --title "2027–2030" --from 2027 --to 2030 >/dev/null
exits 0 "forty measures" planverk measure import $plan measures.csv
adopt() {
	local body=$1
	shift
	planverk decision record $plan "$body" --kind adopt "$@"
}
on 2027-02-10
cp db.sqlite before.sqlite # for the second run

# ---- Two assemblies adopt the same text ----

exits 0 "the county adopts it" adopt "Fylkestinget (eksempel)" --version Forslag --on 2027-02-10
exits 0 "   which is half of it" planverk --json decision state $plan
is "   only" "$(json 'd["state"]')" adopted_by_one
exits 4 "it does not adopt it twice" adopt "Fylkestinget (eksempel)" --version Forslag --on 2027-02-10
exits 4 "a group has no mandate" adopt "Styringsgruppa (eksempel)" --version Forslag --on 2027-02-10
on 2027-02-17
exits 0 "the city adopts it" adopt "Bystyret (eksempel)" --version Forslag --on 2027-02-17
exits 0 "   and it is in force" planverk --json decision state $plan
is "   for all" "$(json 'd["state"]')" adopted_by_all
exits 0 "the action programme is adopted with it" planverk programme adopt $plan --on 2027-02-17
is "   as the law asks" "$(state R10 R11)" "met met"
exits 0 "who has to be told" planverk decision told start $plan
planverk decision told add $plan "Statsforvalteren" --kind state_administrator --sent 2027-02-17 >/dev/null
planverk decision told add $plan "Departementet" --kind ministry --sent 2027-02-17 --received 2027-02-17 >/dev/null
planverk --json decision told list $plan >told.json
for name in $(json '"\n".join(str(x["id"]) for x in (d if isinstance(d, list) else d["recipients"]) if not x["sent"])' told.json); do
	planverk decision told mark $plan "$name" --sent 2027-02-17 >/dev/null
done
is "   the ministry has three months" "$(state R14)" not_yet
on 2027-05-18
is "   and no more" "$(state R14)" met
verifies "the plan is adopted"

# ---- Two years of reports ----

report_year() {
	local year=$1 day=$2 due=$3 milestone=$4 reached=$5
	on "$day"
	exits 0 "reporting for $year" planverk progress open $plan --year "$year" --due "$due"
	planverk --json progress ask $plan --year "$year" >out.txt
	is "   forty are asked" "$(json 'len(d)')" 40
	link=$(json '[x["link"] for x in d if x["organisation"] == "Partner 01"][0]')
	serve
	curl -s "$url$link" >body
	one=$(grep -o "$link/[0-9]*" body | head -1)
	token=$(sed -n 's/.*name="\(reached-[0-9]*\)".*/\1/p' <(curl -s "$url$one") | head -1)
	like "   one answers by the link" "$(post partner "$one" "$one" -d base=0 -d status=on_track -d "$token=$reached" --data-urlencode "achieved=Vi er i gang i $year")" "303 "
	stop_serving
	python3 - "$milestone" "$reached" <<'PY'
import csv, sys
w = csv.writer(open("reports.csv", "w", encoding="utf-8", newline=""))
w.writerow(["ref", "status", "reached", "money", "achieved"])
for i in range(2, 41):
    late = i % 8 == 0
    w.writerow([f"T{i}", "delayed" if late else "on_track", "" if late else f"{sys.argv[1]} | {sys.argv[2]}", "Fylket | 50000", "Som planlagt"])
PY
	exits 0 "   the others by a table" planverk --json progress import $plan reports.csv --year "$year"
	is "   all of them" "$(json 'd["kept"]')" 39
	exits 0 "   approved" planverk progress approve $plan --year "$year"
	exits 0 "   closed" planverk progress close $plan --year "$year"
	exits 0 "   the annual report for $year" planverk annual begin $plan "$year"
	exits 0 "   is published" planverk annual publish $plan "$year"
	exits 0 "   as a document" planverk annual export $plan "$year" -o "$year.docx"
	planverk annual export $plan "$year" -o "$year.json"
	verifies "the reports of $year"
}
report_year 2027 2028-01-10 2028-02-15 Start 2027-05-20
exits 0 "how far they have come" planverk --json measure list $plan
is "   by their milestones" "$(json '(sum(m["progress"] == 25 for m in d), sum(m["status"] == "delayed" for m in d))')" "(35, 5)"
is "nobody has assessed whether to revise" "$(state R12)" met
on 2028-02-18
is "   within a year" "$(state R12)" not_met
planverk decision record $plan "Fylkestinget (eksempel)" --kind revise --revise no --reason "I rute" --on 2028-02-18 >/dev/null
is "   now somebody has" "$(state R12)" met
report_year 2028 2029-01-10 2029-02-15 Midtveis 2028-05-20
is "what was answered stays" "$(rows progress_report)" 80
is "the first annual report tells of the adoption" "$(json 'sum("Vedt" in x for x in d["decisions"])' 2027.json)" 2
is "   and of what led to a goal" "$(json 'max(g["contributions"] for g in d["goals"])' 2027.json)" 3
is "the second of what was reached in its year" "$(json 'sum(c["kind"] == "reached" for m in d["measures"] for c in m["changes"])' 2028.json)" 35
is "   and counts no earlier ones" "$(json 'sum(m["progress"] == 50 for m in d["measures"])' 2028.json)" 35
printf 'kind,title,party,node\nuse,Kommuneplanens samfunnsdel,Ås kommune,h3\n' >use.csv
planverk around import $plan use.csv >/dev/null
is "who builds on it is known" "$(state R16)" met

# ---- Revision: it starts from what was adopted ----

on 2029-02-20
planverk decision record $plan "Fylkestinget (eksempel)" --kind revise --revise yes --reason "Fem partnere henger etter" --on 2029-02-20 >/dev/null
planverk measure close $plan T8 stopped --on 2029-02-20 --note "Ingen penger" >/dev/null
exits 0 "the next programme begins" planverk --json programme renew $plan --title "2029–2032" --from 2029 --to 2032
is "   with what goes on" "$(json 'd["carried_over"]')" 39
exits 0 "   and tells what became of the rest" planverk programme changes $plan
is "   and why" "$(grep -c 'carried_over' out.txt) $(grep -c 'T8,dropped.*Ingen penger' out.txt)" "39 1"
exits 4 "   which is not adopted before it says with what resources" planverk programme adopt $plan
exits 0 "the revised plan begins as what was adopted" planverk version make $plan --name "Rullering 2029"
exits 0 "   word by word" planverk version diff $plan Forslag "Rullering 2029"
says "the same"
verifies "the revision begins"

# ---- The second run: two texts, and then one ----

mv db.sqlite after.sqlite
cp before.sqlite db.sqlite
on 2027-02-10
adopt "Fylkestinget (eksempel)" --version Forslag --on 2027-02-10 >/dev/null
on 2027-02-16
serve
log_in lead
post lead "/node/$node/edit" "/node/$node/edit" -d base=2 -d kind=strategy --data-urlencode "title=En læreplass til alle, i hver kommune og bydel" -d body= -d note=Bystyret >/dev/null
stop_serving
planverk version make $plan --name "Bystyrets tekst" >/dev/null
on 2027-02-17
exits 0 "the city adopts another text" adopt "Bystyret (eksempel)" --version Forslag --changed "Bystyrets tekst" --changes "bydeler er med" --on 2027-02-17
exits 0 "   and they diverge" planverk --json decision state $plan
is "   in what they adopted" "$(json 'd["state"]')" diverging
serve
curl -s "$url/plan/$plan/decisions" >body
like "   the page shows the difference" "$(cat body)" "<ins>"
stop_serving
verifies "they diverge"
on 2027-03-10
exits 0 "the county adopts the city's text" adopt "Fylkestinget (eksempel)" --version "Bystyrets tekst" --on 2027-03-10
exits 0 "   and it is in force" planverk --json decision state $plan
is "   for all" "$(json 'd["state"]')" adopted_by_all
verifies "they agree"
planverk=$real
finish
