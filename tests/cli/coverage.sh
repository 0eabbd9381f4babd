#!/bin/bash
# planverk coverage import: registers that are wrong are refused with the file, the line and the
# remedy, and the database is unchanged. planverk coverage: what it says, and what it hides.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
"$root/tools/load-example.sh" "$planverk" db.sqlite >/dev/null
result "the example region"
clean=$(snapshot)

# refused NAME PATTERN CONTENT [OPTION…]
refused() {
	local name=$1 pattern=$2
	printf '%b' "$3" >bad.csv
	shift 3
	exits 2 "refused: $name" planverk coverage import $plan bad.csv "$@"
	says "$pattern"
	is "   keeps nothing" "$(snapshot)" "$clean"
}

refused "no dimension" "--by area, sector" "kommune,folketall\nOslo,5\n"
refused "another dimension" "not \"weight\"" "kommune,folketall\nOslo,5\n" --by weight
refused "a number with letters" "bad.csv:3.*no whole number" "kommune,folketall\nOslo,5\nÅs,mange\n" --by area
refused "a negative number" "bad.csv:2.*no whole number" "kommune,folketall\nOslo,-5\n" --by area
refused "an empty category" "bad.csv:3.*no category" "kommune,folketall\nOslo,5\n ,7\n" --by area
refused "a category twice" "bad.csv:3.*stands twice" "kommune,folketall\nOslo,5\noslo,7\n" --by area
refused "a row of sums" "bad.csv:3.*sum of the other" "kommune,folketall\nOslo,5\nI alt,5\n" --by area
refused "a kind that is none" "bad.csv:2.*no kind of organisation" "kind,antall\nchoir,5\n" --by kind
refused "a language that is none" "bad.csv:2.*no language" "språk,innbyggere\nklingon,5\n" --by language
refused "nobody at all" "nothing to compare" "kommune,folketall\nOslo,0\n" --by area
refused "no count" "bad.csv.*no column counts" "kommune,farge\nOslo,5\n" --by area
refused "two counts" "choose with --of" "kommune,folketall,virksomheter\nOslo,5,6\n" --by area
refused "a map to no column" "bad.csv" "kommune,folketall\nOslo,5\n" --by area --map population=heads
refused "an empty file" "bad.csv" "" --by area
exits 3 "no such plan" planverk coverage import nowhere bad.csv --by area
exits 1 "no such file" planverk coverage import $plan nowhere.csv --by area
exits 2 "no such unit" planverk coverage $plan --count heads
says "contributions, arguments"
exits 3 "no such register" planverk coverage $plan --by sector
says "coverage import .* --by sector"

printf 'kommune;folketall\nOslo;712 345\nÅs;21000\n' >good.csv
exits 0 "a dry run" planverk coverage import $plan good.csv --by area --dry-run
is "   keeps nothing" "$(snapshot)" "$clean"
exits 0 "replaces a register" planverk --json coverage import $plan good.csv --by area
is "   with the numbers read" "$(json 'd["population"]')" 733345
exits 0 "verifies" planverk verify
exits 0 "shows it" planverk --json coverage $plan --by area
is "   the new one only" "$(json '[c["category"] for c in d[0]["categories"]]')" "['Oslo', 'Ås']"
is "   with the voices that are elsewhere" "$(json 'd[0]["voices"]["contributions"]["outside_register"] > 0')" True
is "   shares of those in it" \
	"$(json 'abs(sum(c["contributions"]["share"] for c in d[0]["categories"]) - 1) < 1e-9')" True

"$root/tools/load-example.sh" "$planverk" db.sqlite >/dev/null
exits 0 "the public version" planverk --json coverage $plan --published-only
is "   has no small counts" "$(json '[c[u]["count"] for r in d for c in r["categories"] for u in ("contributions", "arguments", "organisations", "persons") if c[u]["count"] in (1, 2, 3, 4)]')" "[]"
exits 0 "in words" planverk coverage $plan --published-only
says "Voices are not people"
says "hidden"
exits 0 "a workbook" python3 -c 'import zipfile; zipfile.ZipFile("x.xlsx", "w").close()'
exits 2 "that is none" planverk coverage import $plan x.xlsx --by area
says "x.xlsx"
finish
