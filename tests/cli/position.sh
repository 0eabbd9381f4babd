#!/bin/bash
# What a region demands: where it stands, what was done for it, files, pages.
. "$(dirname "$0")/../tap.sh"

planverk init >/dev/null
planverk plan import "$root/fuzz/corpus/outline/note_nynorsk" --slug notat --title "Politisk notat" >/dev/null
exits 0 "the positions of a policy note" planverk --json position list notat
is "   are drafts" "$(json '{p["state"] for p in d["positions"]}')" "{'draft'}"
is "   in their chapters" "$(json '[p["chapter"] for p in d["positions"]][0]')" "Veg og bane"
ref=$(json 'd["positions"][0]["ref"]') other=$(json 'd["positions"][1]["ref"]') node=$(json 'd["positions"][0]["node"]')
draft=$(json 'd["positions"][2]["node"]')
exits 2 "what is adopted says by whom" planverk position set notat "$ref" adopted
says "who adopted"
exits 2 "what was never adopted is not achieved" planverk position set notat "$ref" achieved --by Rådet --on 2026-01-15
exits 2 "a state that is none" planverk position set notat "$ref" won
says "achieved"
exits 3 "a position that is none" planverk position set notat s99 adopted
exits 0 "one is adopted" planverk position set notat "$ref" adopted --by "Rådet <Vest>" --on 2026-01-15 --body "Samferdselsdepartementet"
exits 0 "   a meeting is noted" planverk position log notat "$ref" meeting --on 2026-02-01 --with "Statssekretæren" --text "Møte om tunnelen"
exits 0 "   and what came of it" planverk position log notat "$ref" outcome --on 2026-03-01 --text "Tunnelen er i planen" --link https://example.no/plan
exits 2 "nothing happened tomorrow" planverk position log notat "$ref" meeting --on 2999-01-01 --text "Møte"
exits 2 "an address that runs code" planverk position log notat "$ref" media --text "Sak" --link "javascript:alert(1)"
exits 0 "listed" planverk --json position list notat
is "   with what came of it" "$(json '[(p["times_worked_for"], p["outcome"]) for p in d["positions"]][0]')" "('1', 'Tunnelen er i planen')"

exits 0 "written as CSV" planverk position export notat -o back.csv
exits 0 "   and read again" planverk --json position import notat back.csv
is "   nothing changes" "$(json 'd["changed"]')" 0
exits 0 "written as XLSX" planverk position export notat -o back.xlsx
exits 0 "   and read again" planverk --json position import notat back.xlsx
is "   nothing changes" "$(json 'd["changed"]')" 0
printf 'ref,state,decided_by,decided_on\n%s,adopted,Rådet,2026-01-15\n%s,dropped,,\n' "$other" "$ref" >bad.csv
exits 2 "a row that makes no sense" planverk position import notat bad.csv
says "bad.csv:3"
is "   keeps nothing of the file" "$(rows position_standing)" 1
printf 'nr;status;vedtatt av;vedtatt\n%s;adopted;Rådet;15.01.2026\n' "$other" >good.csv
exits 0 "Norwegian headings" planverk position import notat good.csv
is "   two are adopted" "$(sql "SELECT count(*) FROM position_standing WHERE state = 'adopted'")" 2
exits 0 "a policy note" planverk position note notat -o note.docx
is "   by chapter, with the adopted ones only" "$(unzip -p note.docx word/document.xml | python3 -c '
import re, sys
text = re.sub("<[^>]+>", " ", sys.stdin.read())
print("Veg og bane" in text, "Samferdselsdepartementet" in text, "Kraft" in text)')" "True True False"

serve
page=$(curl -s "$url/plan/notat/positions")
like "a page for all" "$page" "Samferdselsdepartementet"
unlike "   without drafts" "$page" "saknar ei plan"
unlike "   no addressee of another kind" "$(curl -s "$url/plan/notat/positions?addressee=county")" "Samferdselsdepartementet"
is "   as a file" "$(curl -s "$url/plan/notat/positions?format=csv" | tail -n +2 | wc -l)" 2
is "   as a note" "$(curl -s -o /dev/null -w '%{content_type}' "$url/plan/notat/positions.docx")" \
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document"
is "   and for programs" "$(curl -s "$url/api/v1/plans/notat/positions" | python3 -c '
import json, sys
print([(p["state"], p["addressed_body"]) for p in json.load(sys.stdin)["items"]][0])')" "('adopted', 'Samferdselsdepartementet')"
page=$(curl -s "$url/position/$node")
like "one of them" "$page" "Møte om tunnelen"
like "   says who adopted it" "$page" "Rådet &lt;Vest&gt;"
like "   the plan's page of it leads here" "$(curl -s "$url/node/$node")" "/position/$node"
is "a draft has no page" "$(curl -s -o /dev/null -w '%{http_code}' "$url/position/$draft")" 404
is "nobody else notes anything" "$(curl -s -o /dev/null -w '%{http_code}' -X POST -d 'kind=meeting' "$url/position/$node")" 403
stop_serving
exits 0 "everything verifies" planverk verify
finish
