#!/bin/bash
# What leaves the house: the table of remarks and answers in every form, back again as drafts, the archive and
# open data. Each remark stands in a table once; nobody's name in one without names.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk organisation import "$root/examples/organisations.csv" >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
planverk event import $plan "$root/examples/events.csv" >/dev/null
planverk contribution import $plan "$root/examples/contributions.csv" >/dev/null
cat >more.csv <<CSV
id,text,organisation,publish
m1,"=HYPERLINK(""http://example.org"") Ring Kari Nordmann på 22334455",Kari Nordmann,yes
m2,"Ikke for alle",,no
CSV
planverk contribution import $plan more.csv >/dev/null
for who in kari ola; do
	echo "a long password for $who" | planverk user add "$who Saksbehandler" --email $who@example.org >/dev/null
	planverk user role $who@example.org $plan lead >/dev/null
done
n=$(rows remark)

# ---- Every form has each remark once ----

exits 0 "as CSV" planverk disposition export $plan -o table.csv
# ids FILE: how many different remarks, and how many rows.
ids() {
	python3 - "$1" <<'PY'
import csv, json, sys, zipfile
import xml.etree.ElementTree as xml
name = sys.argv[1]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
if name.endswith(".csv"):
    rows = [r["remark"] for r in csv.DictReader(open(name, encoding="utf-8", newline=""))]
elif name.endswith(".json"):
    rows = [r["remark"] for r in json.load(open(name, encoding="utf-8"))]
elif name.endswith(".docx"):
    body = xml.fromstring(zipfile.ZipFile(name).read("word/document.xml"))
    rows = ["".join(t.text or "" for t in row.find(W + "tc").iter(W + "t")) for row in body.iter(W + "tr")][1:]
else:
    z = zipfile.ZipFile(name)
    sheet = xml.fromstring(z.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in list(sheet.iter(S + "row"))[1:]:
        cell = row.find(S + "c")
        assert cell.get("t") == "inlineStr" and not list(row.iter(S + "f")), "a formula"
        rows.append("".join(t.text for t in cell.iter(S + "t")))
print(len(set(rows)), len(rows))
PY
}
is "   has each remark once" "$(ids table.csv)" "$n $n"
for format in json xlsx docx; do
	exits 0 "as $format" planverk disposition export $plan --format $format --columns remark,text,reason -o table.$format
	is "   has each remark once" "$(ids table.$format)" "$n $n"
done
# An office suite opens them too, where there is one.
if command -v soffice >/dev/null; then
	for format in xlsx docx; do
		to=$([ $format = xlsx ] && echo csv || echo txt:Text)
		soffice --headless -env:UserInstallation="file://$work/office" --convert-to "$to" --outdir office.out table.$format >/dev/null 2>&1
		is "an office suite opens the $format" "$(grep -cE '^"?[0-9]{15}' office.out/table.* | cut -d: -f2)" "$n"
		rm -rf office.out
	done
else
	skip "an office suite opens them" "there is no LibreOffice here"
fi
exits 2 "a column that there is not" planverk disposition export $plan --columns text,colour
says "colour"
exits 2 "a form that there is not" planverk disposition export $plan --format pdf
exits 2 "a state that there is not" planverk disposition export $plan --state ready

# ---- Back again ----

python3 - <<'PY'
import csv
rows = list(csv.DictReader(open("table.csv", encoding="utf-8", newline="")))
rows[0]["outcome"], rows[0]["reason"], rows[0]["node"] = "followed", "Strategien nevner det nå", "nowhere"
rows[1]["outcome"] = "noted"
def write(name):
    out = csv.DictWriter(open(name, "w", encoding="utf-8", newline=""), rows[0].keys())
    out.writeheader()
    out.writerows(rows)
write("wrong.csv")
rows[0]["node"] = ""
write("answers.csv")
rows[1]["outcome"] = "perhaps"
write("outcome.csv")
rows[1]["outcome"] = "outside"
write("reason.csv")
PY
exits 2 "drafts need somebody who writes them" planverk disposition import $plan answers.csv
exits 3 "a part of the plan that is not there" planverk disposition import $plan wrong.csv --by kari@example.org
says "wrong.csv:2"
exits 2 "an outcome that is none" planverk disposition import $plan outcome.csv --by kari@example.org
exits 2 "a reason that is missing" planverk disposition import $plan reason.csv --by kari@example.org
is "   nothing was drafted" "$(rows disposition)" 0
exits 0 "a trial" planverk --json disposition import $plan answers.csv --by kari@example.org --dry-run
is "   counts" "$(json 'd["drafted"]')" 2
is "   and keeps nothing" "$(rows disposition)" 0
exits 0 "two drafts" planverk disposition import $plan answers.csv --by kari@example.org
is "   are there" "$(rows disposition)" 2
exits 0 "the table again" planverk disposition export $plan -o again.csv
exits 0 "   changes nothing" planverk --json disposition import $plan again.csv --by kari@example.org
is "   since it says the same" "$(json '(d["drafted"], d["same"])')" "(0, 2)"
exits 0 "as a spreadsheet" planverk disposition export $plan --format xlsx -o again.xlsx
exits 0 "   too" planverk --json disposition import $plan again.xlsx --by kari@example.org
is "   says the same" "$(json '(d["drafted"], d["same"])')" "(0, 2)"
exits 0 "only drafts" planverk disposition export $plan --state draft -o drafts.csv
is "   are two" "$(ids drafts.csv)" "2 2"

# ---- Without names, and for everybody ----

exits 0 "without names" planverk disposition export $plan --anonymous -o anonymous.csv
is "   all remarks" "$(ids anonymous.csv)" "$n $n"
unlike "   nobody's name" "$(cat anonymous.csv)" "Saksbehandler"
unlike "   no sender's" "$(cut -d, -f4 anonymous.csv)" "Kari Nordmann"
unlike "   no number" "$(cat anonymous.csv)" 22334455
exits 0 "for everybody" planverk disposition export $plan --public -o public.csv
unlike "   nothing that is not for publication" "$(cat public.csv)" "Ikke for alle"
unlike "   no draft" "$(cat public.csv)" "Strategien nevner"

# ---- Letters ----

exits 0 "a template to begin with" planverk output letters --write-template brev.docx
exits 4 "nobody to write to yet" planverk output letters $plan --template brev.docx -o brev.zip
exits 2 "a template is needed" planverk output letters $plan -o brev.zip
python3 - <<'PY'
import shutil, sqlite3, zipfile
# Published, as the pages do it: two answers, by two persons.
c = sqlite3.connect("db.sqlite")
c.execute("UPDATE disposition SET approved_by = (SELECT max(id) FROM user_account), approved_at = 1, published_at = 1")
c.execute("UPDATE disposition SET reason = 'Vi <vurderer> det & mer' WHERE reason = ''")
c.execute("UPDATE remark SET state = 'published', answered = 1 WHERE id IN (SELECT remark_id FROM disposition)")
c.commit()
def change(name, to, what):
    with zipfile.ZipFile("brev.docx") as old, zipfile.ZipFile(name, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, data.replace(what, to) if part == "word/document.xml" else data)
change("unknown.docx", b"{{sender}}", b"{{avsender}}")
change("open.docx", b"", b"{{/merknader}}")
# As Word writes it when somebody has corrected a letter: over two runs.
change("runs.docx", b"{{av</w:t></w:r><w:r><w:t>sender}}", b"{{avsender}}")
PY
exits 2 "a placeholder that there is not" planverk output letters $plan --template unknown.docx -o brev.zip
says "sender"
exits 2 "a part that does not end" planverk output letters $plan --template open.docx -o brev.zip
exits 2 "a template that is none" planverk output letters $plan --template more.csv -o brev.zip
for template in brev runs; do
	exits 0 "letters from $template.docx" planverk output letters $plan --template $template.docx -o letters.zip
	python3 - <<'PY' >letters.txt
import io, zipfile
import xml.etree.ElementTree as xml
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
z = zipfile.ZipFile("letters.zip")
for name in z.namelist():
    open(name, "wb").write(z.read(name))
    body = xml.fromstring(zipfile.ZipFile(io.BytesIO(z.read(name))).read("word/document.xml"))
    print(name, " | ".join("".join(t.text or "" for t in p.iter(W + "t")) for p in body.iter(W + "p")))
PY
	like "   with the answer" "$(cat letters.txt)" "Strategien nevner det nå"
	like "   with signs that XML has a use for" "$(cat letters.txt)" "Vi <vurderer> det & mer"
	unlike "   and no placeholder left" "$(cat letters.txt)" "{{"
done
if command -v soffice >/dev/null; then
	soffice --headless -env:UserInstallation="file://$work/office" --convert-to txt:Text --outdir office.out 001*.docx >/dev/null 2>&1
	grep -q "Vennlig hilsen" office.out/001*.txt
	result "an office suite opens a letter"
fi

exits 2 "an archive needs a file" planverk output archive $plan
exits 0 "everything in one file" planverk output archive $plan -o all.zip
parts() { python3 -c 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(" ".join(z.namelist()))' "$1"; }
is "   with its parts" "$(parts all.zip)" "README.txt plan.json contributions.csv dispositions.csv dispositions.xlsx dispositions.json dispositions.docx remarks.csv files.csv journal.txt"
python3 -c 'import zipfile; zipfile.ZipFile("all.zip").extractall("all")'
is "   all remarks" "$(ids all/dispositions.csv)" "$n $n"
exits 0 "   whose plan can be read again" "$planverk" --db other.sqlite --quiet init
exits 0 "   by another Planverk" "$planverk" --db other.sqlite --quiet plan import all/plan.json
like "   and whose journal verifies" "$(cat all/journal.txt)" "verifies yes"

serve
curl -s -o open.zip "$url/plan/$plan/open-data.zip"
is "open data" "$(parts open.zip)" "README.txt plan.json contributions.csv dispositions.csv dispositions.xlsx dispositions.json dispositions.docx"
python3 -c 'import zipfile; zipfile.ZipFile("open.zip").extractall("open")'
unlike "   have nothing that is not for publication" "$(cat open/*.csv open/*.json)" "Ikke for alle"
unlike "   nor anybody's number" "$(cat open/*.csv open/*.json)" 22334455
is "the page needs a login" "$(curl -s -o page -w '%{http_code}' "$url/plan/$plan/output")" 303
is "   so does the table" "$(curl -s -o page -w '%{http_code}' "$url/plan/$plan/output/table?format=csv")" 303
finish
