#!/bin/bash
# A plan's phases and milestones: from a template, from a file, on its page and in a calendar.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null

exits 0 "a plan without phases" planverk process list $plan
says "process start"
exits 2 "no first day" planverk process start $plan
exits 2 "a template that is none" planverk process start $plan --template other --begins 2024-01-01
exits 0 "the template of a regional plan" planverk --json process start $plan --begins 2024-01-01
is "   has four phases" "$(json 'd["phases"]')" 4
exits 4 "a second start changes nothing" planverk process start $plan --begins 2025-01-01

printf 'slag,tittel,fra,til,innhold\nfase,Arbeid,2026-03-01,2026-02-01,\n' >bad.csv
exits 2 "a phase that ends before it begins" planverk process import $plan bad.csv
says "bad.csv:2"
is "   changes nothing" "$(rows process_phase)" 4
today=$(TZ=Europe/Oslo date +%F)
year=$(date +%Y)
cat >good.csv <<CSV
slag,tittel,fra,til,innhold
fase,Før,2020-01-01,2020-12-31,
fase,"Arbeid, <nå>",$today,$((year + 1))-12-31,"Møter; og *samlinger* over en så lang linje at kalenderen må brette den, med æ, ø og å"
milepæl,Oppstart,2020-01-01,2020-01-02,
milepæl,Forsinket,2021-06-01,,
CSV
exits 0 "trying a file" planverk process import $plan good.csv --dry-run
is "   keeps nothing" "$(rows process_phase)" 4
exits 0 "phases and milestones from a file" planverk process import $plan good.csv
exits 0 "listed for programs" planverk --json process list $plan
is "   the second phase is now" "$(json '[p["time"] for p in d["phases"]]')" "['past', 'now']"

exits 0 "as a calendar" planverk process calendar $plan --public-url https://plan.example.no
is "   four entries" "$(grep -c '^BEGIN:VEVENT' out.txt)" 4
is "   no line is longer than 75 bytes" "$(LC_ALL=C awk '{ sub(/\r$/, ""); if (length > 75) print }' out.txt)" ""
is "   all lines end as they should" "$(grep -vc $'\r$' out.txt)" 0
says 'SUMMARY:Arbeid\\, <nå>'
python3 -c 'import sys; open("unfolded.txt", "w").write(open("out.txt", newline="").read().replace("\r\n ", ""))'
like "   folded within no character" "$(cat unfolded.txt)" 'DESCRIPTION:Møter\; og *samlinger* over en så lang linje at kalenderen må brette den\, med æ\, ø og å'

serve
like "the plan's page says what happens now" "$(curl -s "$url/plan/$plan")" "Arbeid, &lt;nå&gt;"
curl -s "$url/plan/$plan/process" >page
like "the process has a page" "$(cat page)" 'aria-current=step'
like "   with what is late" "$(cat page)" "Forfalt"
is "the calendar is served" "$(curl -s -o calendar -w '%{content_type}' "$url/plan/$plan/process.ics")" "text/calendar; charset=utf-8"
stop_serving
exits 0 "everything verifies" planverk verify
finish
