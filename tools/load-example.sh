#!/bin/sh
# Makes a fresh database with the example region in it, compiled.
#
# usage: tools/load-example.sh PLANVERK DATABASE
set -eu
planverk=$1 db=$2
examples=$(dirname "$0")/../examples
plan=kompetanse-2040

rm -f "$db" "$db-wal" "$db-shm"
set -- "$planverk" --db "$db" --quiet
{
	"$@" init
	"$@" organisation import "$examples/organisations.csv"
	"$@" plan import "$examples/plan.json"
	"$@" process import $plan "$examples/process.csv"
	"$@" event import $plan "$examples/events.csv"
	"$@" event attendance $plan "$examples/attendance.csv"
	"$@" contribution import $plan "$examples/contributions.csv"
	"$@" coverage import $plan "$examples/register-area.csv" --by area --map "population=folketall (eksempel)"
	"$@" coverage import $plan "$examples/register-kind.csv" --by kind --map "organisations=virksomheter (eksempel)"
	"$@" coverage import $plan "$examples/register-age.csv" --by age --map "population=personer (eksempel)"
	"$@" body import $plan "$examples/bodies.csv"
	"$@" body responsibility $plan "Vedta planen" "Fylkestinget (eksempel)" decides
	"$@" body responsibility $plan "Vedta planen" "Bystyret (eksempel)" decides
	"$@" body responsibility $plan "Vedta planen" "Styringsgruppa (eksempel)" prepares
	"$@" body responsibility $plan "Vedta planen" "Ungdomsrådet (eksempel)" is_heard
	"$@" body responsibility $plan "Skrive planen" "Prosjektgruppa (eksempel)" decides
	"$@" body responsibility $plan "Skrive planen" "Faggruppene (eksempel)" is_heard
	for assembly in "Fylkestinget (eksempel)" "Bystyret (eksempel)"; do
		"$@" decision record $plan "$assembly" --kind fix_programme --on 2025-06-18 --unanimous --reference "Eksempelsak 45/2025"
	done
	"$@" version make $plan --name "Utkast (eksempel)"
	"$@" decision record $plan "Styringsgruppa (eksempel)" --kind other --version "Utkast (eksempel)" --reference "Eksempelsak 7" \
		--reason "Styringsgruppa tok utkastet til orientering og ba om at målkonfliktene løftes til forsamlingene."
	"$@" question add $plan "Skal datasentre eller annen virksomhet gå foran i kraftkøen? (eksempel)" --kind goal_conflict \
		--to "Fylkestinget (eksempel)" --raised-by "Faggruppene (eksempel)" --nodes s6,d5 --due 2027-01-15 \
		--text "Datasentre trenger mye strøm og kan fortrenge annen virksomhet."
	"$@" question add $plan "Hører boligpolitikk med i planen? (eksempel)" --kind delimitation --to "Styringsgruppa (eksempel)"
	channel=$("$@" --json consultation add $plan --kind input --title "Åpne innspill (eksempel)" \
		--opens "$(TZ=Europe/Oslo date +%F)" --intro "$examples/consultation.md" --questions "$examples/questions.txt" |
		sed -n 's/.*"consultation": *\([0-9]*\).*/\1/p')
	"$@" consultation move "$channel" announced
	"$@" around import $plan "$examples/around.csv"
	"$@" programme add $plan --title "Handlingsprogram 2027–2030 (eksempel)" --from 2027 --to 2030
	"$@" measure import $plan "$examples/measures.csv"
	"$@" programme adopt $plan
	for position in p1 p2; do
		"$@" position set $plan $position adopted --by "Styringsgruppa (eksempel)" --on 2026-03-12
	done
	"$@" position log $plan p2 meeting --on 2026-04-20 --with "Energidepartementet" --by "Prosjektgruppa (eksempel)" \
		--text "Møte om kø for nett i regionen. (eksempel)"
	"$@" position log $plan p2 statement --on 2026-05-30 --with "Energidepartementet" \
		--text "Uttalelse i høringen om raskere konsesjoner. (eksempel)"
	"$@" position log $plan p2 outcome --on 2026-09-15 --text "Fristen for svar på søknader ble halvert. (eksempel)"
	"$@" position set $plan p2 partly
} >/dev/null
"$@" compile $plan
