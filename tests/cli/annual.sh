#!/bin/bash
# The annual report: computed as a draft, written, published and then fixed; as HTML, Word, a spreadsheet, PDF, JSON.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
year=$(date +%Y)
planverk init >/dev/null
planverk organisation import "$root/examples/organisations.csv" >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
planverk programme add $plan --title "Nå" --from "$year" --to 2040 >/dev/null
planverk measure import $plan "$root/examples/measures.csv" >/dev/null
planverk programme adopt $plan
planverk progress open $plan --year "$year" --due 2999-01-01
printf 'ref,status,reached,money,achieved,obstacles\nT1,on_track,Avtale mellom teststedene | 2026-02-01,Fylket | 100000,<b>Alle</b> er med,\nT3,delayed,,,,Ingen møterom\n' >answers.csv
planverk progress import $plan answers.csv >/dev/null
planverk progress approve $plan

exits 3 "no report yet" planverk annual export $plan "$year" -o x.html
says "annual begin"
exits 2 "a year that is none" planverk annual begin $plan soon
exits 2 "a year to come" planverk annual begin $plan 2999
exits 0 "one is begun" planverk annual begin $plan "$year"
exits 4 "   once" planverk annual begin $plan "$year"
echo "Et år der mye kom i gang." >foreword.txt
echo "Her går det bra." >comment.txt
exits 0 "a foreword" planverk annual text $plan "$year" foreword.txt
exits 0 "a comment on a goal" planverk annual text $plan "$year" comment.txt --goal h1
exits 3 "   of the plan" planverk annual text $plan "$year" comment.txt --goal s1
exits 2 "a form that there is not" planverk annual export $plan "$year" -o x.txt
exits 0 "as JSON" planverk annual export $plan "$year" -o draft.json
is "   goals and measures" "$(json '[len(d["goals"]), len(d["measures"]), d["foreword"].strip()]' draft.json)" "[3, 8, 'Et år der mye kom i gang.']"
is "   what was approved counts" "$(json '[(m["status"], m["spent"], m["progress"]) for m in d["measures"] if m["ref"] == "T1"]' draft.json)" "[('on_track', 100000, 20)]"
is "   what was not reported has no figure" "$(json '[(m["reported"], m["spent"]) for m in d["measures"] if m["ref"] == "T5"]' draft.json)" "[(False, -1)]"
is "   what changed" "$(json 'sorted({c["kind"] for m in d["measures"] for c in m["changes"]})' draft.json)" "['new', 'reached']"

serve
is "the public does not see a draft" "$(curl -s -o body -w '%{http_code}' "$url/plan/$plan/annual/$year")" 404
stop_serving
exits 0 "published" planverk annual publish $plan "$year"
exits 4 "   once" planverk annual publish $plan "$year"
exits 4 "   and nothing is written into it" planverk annual text $plan "$year" comment.txt
planverk measure close $plan T1 stopped --note "Etterpå" >/dev/null
exits 0 "what happens later" planverk annual export $plan "$year" -o later.json
is "   does not change it" "$(python3 -c 'import json; a, b = json.load(open("draft.json")), json.load(open("later.json")); print(a == b)')" True
serve
curl -s "$url/plan/$plan/annual/$year" >body
like "the public sees it" "$(cat body)" "Et år der mye kom i gang."
like "   what partners wrote is text" "$(cat body)" "&lt;b&gt;Alle&lt;/b&gt; er med"
like "   no figure is made up" "$(cat body)" "Ingen tall er ført inn"
is "   in one page, too" "$(curl -s "$url/plan/$plan/annual/$year?summary=yes" | grep -c '<h3')" 0
is "   and as a spreadsheet" "$(curl -s -o a.xlsx -w '%{http_code} %{content_type}' "$url/plan/$plan/annual/$year?format=xlsx")" "200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
stop_serving
is "   with every measure once" "$(python3 - <<'PY'
import re, zipfile
z = zipfile.ZipFile("a.xlsx")
print(len(re.findall(r"<row ", z.read("xl/worksheets/sheet1.xml").decode())))
PY
)" 9
exits 0 "as Word" planverk annual export $plan "$year" -o a.docx
like "   with the same text" "$(unzip -p a.docx word/document.xml)" "Et år der mye kom i gang."
exits 0 "as HTML" planverk annual export $plan "$year" -o a.html
is "   that refers to nothing outside" "$(grep -cE 'src="http|href="http|@import' a.html)" 0
if [ -x /usr/bin/weasyprint ]; then
	exits 0 "as PDF" planverk annual export $plan "$year" -o a.pdf
	pdfinfo -struct a.pdf >struct.txt 2>/dev/null
	is "   headings, tables and lists are told as such" "$(grep -cE '^ *(H1|H2|H3|Table|L) ' struct.txt | sed 's/[1-9][0-9]*/some/')" some
	exits 0 "   the summary" planverk annual export $plan "$year" -o one.pdf --summary
	is "   on a page" "$(pdfinfo one.pdf | sed -n 's/^Pages: *//p')" 1
else
	skip "the report as PDF" "weasyprint is not installed"
fi
if command -v soffice >/dev/null; then
	exits 0 "LibreOffice opens the document" soffice -env:UserInstallation=file://"$work"/lo --headless --convert-to txt:Text a.docx
	like "   and finds the text" "$(cat a.txt)" "Et år der mye kom i gang."
else
	skip "LibreOffice opens the document" "soffice is not installed"
fi
exits 0 "all verifies" planverk verify
python3 -c 'import sqlite3; c = sqlite3.connect("db.sqlite"); c.execute("UPDATE annual_report SET content = replace(content, ?, ?)", ("100000", "900000")); c.commit()'
planverk verify >out.txt 2>&1
like "a figure that was tampered with is noticed" "$(cat out.txt)" "is not what was published"
finish
