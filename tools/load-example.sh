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
	"$@" event import $plan "$examples/events.csv"
	"$@" event attendance $plan "$examples/attendance.csv"
	"$@" contribution import $plan "$examples/contributions.csv"
} >/dev/null
"$@" compile $plan
