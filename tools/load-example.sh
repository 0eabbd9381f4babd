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
	channel=$("$@" --json consultation add $plan --kind input --title "Åpne innspill (eksempel)" \
		--opens "$(TZ=Europe/Oslo date +%F)" --intro "$examples/consultation.md" --questions "$examples/questions.txt" |
		sed -n 's/.*"consultation": *\([0-9]*\).*/\1/p')
	"$@" consultation move "$channel" announced
	"$@" programme add $plan --title "Handlingsprogram 2027–2030 (eksempel)" --from 2027 --to 2030
	"$@" measure import $plan "$examples/measures.csv"
	"$@" programme adopt $plan
} >/dev/null
"$@" compile $plan
