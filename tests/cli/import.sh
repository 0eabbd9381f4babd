#!/bin/bash
# Imports: counted, repeatable, all or nothing.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
exits 0 "organisations" planverk organisation import "$root/examples/organisations.csv"
exits 0 "a plan" planverk plan import "$root/examples/plan.json"
exits 0 "events" planverk event import $plan "$root/examples/events.csv"
exits 0 "attendance" planverk event attendance $plan "$root/examples/attendance.csv"
before=$(snapshot)
exits 0 "a dry run of contributions" planverk contribution import $plan "$root/examples/contributions.csv" --dry-run
is "keeps nothing" "$(snapshot)" "$before"
exits 0 "contributions" planverk contribution import $plan "$root/examples/contributions.csv"
n=$(rows contribution)
is "are all there" "$n" "$(python3 -c 'import csv, sys; print(sum(1 for _ in csv.DictReader(open(sys.argv[1]))))' "$root/examples/contributions.csv")"
exits 0 "the same file twice" planverk contribution import $plan "$root/examples/contributions.csv"
is "adds no contribution" "$(rows contribution)" "$n"
for what in "organisation import" "plan import"; do
	file=$root/examples/$(case $what in plan*) echo plan.json ;; *) echo organisations.csv ;; esac)
	count=$(rows organisation)-$(rows plan)-$(rows plan_node)
	# shellcheck disable=SC2086
	exits 0 "the same file twice: $what" planverk $what "$file"
	is "adds nothing" "$(rows organisation)-$(rows plan)-$(rows plan_node)" "$count"
done

printf 'Innspill;Virksomhet\nMer kraft til industrien;Klyngen\nMer buss;Laget\n' >norsk.csv
exits 0 "columns named by --map" planverk contribution import $plan norsk.csv --map text=Innspill,organisation=Virksomhet
is "two more" "$(rows contribution)" $((n + 2))
exits 2 "a map to a column that is none" planverk contribution import $plan norsk.csv --map text=Nope
says "Nope"
exits 3 "a plan that is none" planverk contribution import no-such-plan norsk.csv
exits 1 "a file that is none" planverk contribution import $plan missing.csv
says "No such file"
exits 0 "standard input" sh -c "printf 'text\nFra et rør.\n' | '$planverk' --db db.sqlite contribution import $plan -"
is "one more" "$(rows contribution)" $((n + 3))
programme=$root/fuzz/corpus/outline/programme_nynorsk
exits 0 "a planning programme" planverk --json plan import "$programme" --slug fjell
is "   what was found" "$(json '[d["themes"], d["studies"], d["phases"], d["roles"]]')" "[2, 4, 3, 4]"
is "   each with its line" "$(json '[r["line"] for r in d["found"]["roles"]]')" "[57, 58, 59, 60]"
exits 0 "   has a process" planverk --json process list fjell
is "      of three phases" "$(json '[p["begins"] for p in d["phases"]]')" "['2026-01-01', '2026-08-01', '2027-09-01']"
exits 0 "   and bodies" planverk --json body list fjell
is "      of four kinds" "$(json 'sorted(b["kind"] for b in d["bodies"])')" \
	"['planning_authority', 'project_group', 'reference_group', 'steering_group']"
exits 0 "the same programme twice" planverk plan import "$programme"
is "   adds no bodies" "$(rows body)" 4
exits 0 "a policy note" planverk --json plan import "$root/fuzz/corpus/outline/note_nynorsk"
is "   with whom its positions address" "$(json '[p["addressee"] for p in d["found"]["positions"]][:3]')" "['state', 'county', '']"
exits 0 "everything verifies" planverk verify
finish
