#!/bin/bash
# Real documents and data, where they lie beside the project.
. "$(dirname "$0")/../tap.sh"

sources=$root/../shared/sources
planverk init >/dev/null

if [ -f "$sources/handlingsprogram_grunnlag.txt" ]; then
	exits 0 "a basis for an action programme" planverk --json plan import "$sources/handlingsprogram_grunnlag.txt"
	for pair in challenge:13 goal:3 subgoal:4 strategy:20; do
		is "   ${pair%:*}" "$(json "d['nodes'].get('${pair%:*}', 0)")" "${pair#*:}"
	done
	is "   contributions" "$(json 'd["contributions"]')" 61
	plan=$(json 'd["plan"]')
	exits 0 "the same document twice" planverk --json plan import "$sources/handlingsprogram_grunnlag.txt"
	is "   is the same plan" "$(json 'd["plan"]')" "$plan"
	is "   and adds no contribution" "$(rows contribution)" 61
	exits 0 "compiled" planverk --json compile "$plan"
	is "   contributions" "$(json 'd["contributions"]')" 61
	is "   exact duplicates" "$(json 'd["exact_duplicates"]')" 1
	is "   near duplicates" "$(json 'd["near_duplicates"]')" 1
	is "   unique" "$(json 'd["unique"]')" 59
	is "   all fields" "$(json 'all(k in d for k in ("languages", "groups", "suggested", "abstained"))')" True
	exits 0 "reported" planverk report basis "$plan" --format html -o report.html
	[ "$(wc -c <report.html)" -gt 10000 ]
	result "   at length"
else
	skip "a basis for an action programme" "../shared/sources/handlingsprogram_grunnlag.txt is not there"
fi

if [ -f "$sources/nettside_medvirkning.txt" ]; then
	exits 0 "a web page on participation" planverk --json plan import "$sources/nettside_medvirkning.txt"
	is "   goals" "$(json 'd["nodes"].get("goal", 0)')" 3
	is "   subgoals" "$(json 'd["nodes"].get("subgoal", 0)')" 9
else
	skip "a web page on participation" "../shared/sources/nettside_medvirkning.txt is not there"
fi
exits 0 "everything verifies" planverk verify
finish
