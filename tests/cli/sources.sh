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
if [ -f "$sources/planprogram.txt" ]; then
	exits 0 "a planning programme, tried" planverk --json plan import "$sources/planprogram.txt" --dry-run
	is "   themes, phases, roles" "$(json '[d["themes"], d["phases"], d["roles"]]')" "[3, 4, 6]"
	is "   four studies or more, each under its theme" "$(json 'd["studies"] >= 4 and all(s["below"] for s in d["found"]["studies"])')" True
	is "   the first and the last day of the phases" "$(json '[(p["begins"], p["ends"]) for p in d["found"]["phases"]][::3]')" \
		"[('2024-01-01', '2025-06-30'), ('2027-01-01', '2040-12-31')]"
	is "   nothing is kept" "$(sql "SELECT count(*) FROM process_phase")" 0
	exits 0 "a planning programme" planverk plan import "$sources/planprogram.txt"
	is "   its phases are the plan's" "$(sql "SELECT count(*) FROM process_phase")" 4
	is "   and its roles are bodies" "$(sql "SELECT count(*) FROM body")" 6
else
	skip "a planning programme" "../shared/sources/planprogram.txt is not there"
fi

if [ -f "$sources/naeringspolitisk_notat.txt" ]; then
	exits 0 "a policy note" planverk --json plan import "$sources/naeringspolitisk_notat.txt"
	is "   six chapters of challenges with positions" \
		"$(json 'len({p["below"] for p in d["found"]["positions"] if p["line"] > 190})')" 6
	is "   all that the region thinks" "$(json 'sum(p["title"].startswith("Osloregionen mener") for p in d["found"]["positions"])')" 18
	is "   and demands without these words" \
		"$(json 'any(p["title"].startswith("Utbyggingen av kraftproduksjon") for p in d["found"]["positions"])')" True
	is "   some of them of the state" "$(json 'sum(p["addressee"] == "state" for p in d["found"]["positions"]) >= 3')" True
else
	skip "a policy note" "../shared/sources/naeringspolitisk_notat.txt is not there"
fi
exits 0 "everything verifies" planverk verify
finish
