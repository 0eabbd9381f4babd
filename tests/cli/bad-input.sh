#!/bin/bash
# Files that are broken, huge or hostile: a message with the file and, where there is one, the
# line; a non-zero exit; the database unchanged. Odd but sound files are read.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null && planverk plan import "$root/examples/plan.json" >/dev/null
result "a database to begin with"
python3 "$root/tests/bad_files.py" .
result "files to try"
clean=$(snapshot)

# refused NAME FILE PATTERN [OPTION…]
refused() {
	local name=$1 file=$2 pattern=$3
	shift 3
	exits 2 "refused: $name" timeout 60 "$planverk" --db db.sqlite --quiet contribution import $plan "$file" "$@"
	says "$pattern"
	grep -qE "planverk: .*${file//./\\.}" err.txt
	result "   names the file" || head -c 300 err.txt | sed 's/^/# /'
	is "   keeps nothing" "$(snapshot)" "$clean"
}

# taken NAME FILE ROWS [OPTION…]: read into a copy of the database.
taken() {
	local name=$1 file=$2 expected=$3
	shift 3
	planverk backup copy.sqlite >/dev/null
	exits 0 "read: $name" timeout 120 "$planverk" --db copy.sqlite --quiet contribution import $plan "$file" "$@"
	is "   $expected rows" "$(rows contribution copy.sqlite)" "$expected"
	exits 0 "   verifies" "$planverk" --db copy.sqlite verify
	rm -f copy.sqlite*
}

refused "an empty file" empty.csv "empty|no rows|nothing"
refused "binary" binary.csv "not text"
refused "no column of texts" no-text-column.csv "text"
refused "two columns of texts" two-text-columns.csv "text|twice"
refused "a row with too many fields" long-row.csv ":4:"
refused "a quote that does not end" open-quote.csv "quote"
refused "a line of 100 MB" long-line.csv ""
refused "a workbook that is cut off" broken.xlsx ""
refused "an archive that is no workbook" other.xlsx ""
refused "a zip bomb" bomb.xlsx ""
refused "a document that is cut off" broken.docx ""
refused "broken JSON lines" broken.jsonl ":2"
refused "an unknown kind of file" image.png ""

taken "Latin-1" latin1.csv 2
taken "mixed line ends" mixed.csv 4
taken "a byte-order mark" bom.csv 2
taken "UTF-16" utf16.csv 2
taken "HTML, right-to-left marks, emoji" hostile.csv 6
taken "100,000 rows" many.csv 100000
taken "a document with tracked changes" tracked.docx 2

# Nothing in a text gets out of the report as markup.
planverk contribution import $plan hostile.csv --publish yes >/dev/null && planverk compile $plan >/dev/null &&
	planverk report basis $plan --format html -o report.html >/dev/null
result "a report with hostile texts"
is "no script of theirs" "$(grep -c '<script>alert' report.html)" 0
is "no handler of theirs" "$(grep -cE '<img[^>]*onerror' report.html)" 0

refused_plan() {
	clean=$(snapshot)
	exits 2 "refused: $1" planverk plan import "$2"
	is "   keeps nothing" "$(snapshot)" "$clean"
}
refused_plan "a plan that is no JSON" broken.json
refused_plan "a plan without a title" untitled.json
refused_plan "a plan whose parts hang on nothing" orphan.json
refused_plan "an empty document" empty.txt
finish
