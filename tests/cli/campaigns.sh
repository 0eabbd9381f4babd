#!/bin/bash
# Letters that many sent: families that do not depend on the order or on threads, from a file and
# from a pipe, and the pages on which the public reads what it may.
. "$(dirname "$0")/../tap.sh"

letter="Vi ber dere om å bevare skolen i bygda. Elevene har kort vei, lærerne er dyktige og bygningen er nesten ny. Det er galt å flytte barna til byen for å spare noen få kroner."
own="Selv gikk jeg i tredje klasse da flommen tok brua ved kverna."
secret="Naboen på Furulund har drukket opp hele arven etter storebroren."

# ---- The filters ----

python3 - "$letter" <<'EOP' >letters.jsonl
import json, random, sys
letter, r = sys.argv[1].split(". "), random.Random(3)
for i in range(3000):
    text = letter[:]
    if i % 3 == 0:
        text[r.randrange(3)] += f" ord{i}"
    if i % 5 == 0:
        r.shuffle(text)
    if i % 7 == 0:
        text.append(f"Min gate{i} har hus{2 * i} og hytte{3 * i} med vann{5 * i}")
    print(json.dumps({"id": i, "text": ". ".join(text) if i % 11 else f"Helt{i} noe{i} annet{i} om sak{i} nummer{i} her{i} nå{i}"}))
EOP
shuf --random-source=letters.jsonl letters.jsonl >shuffled.jsonl
exits 0 "duplicates" planverk --threads 1 text duplicates letters.jsonl
mv out.txt one.txt
planverk --threads 2 text duplicates letters.jsonl >two.txt
cmp one.txt two.txt
result "two threads say the same"
cat letters.jsonl | planverk text duplicates >pipe.txt
cmp one.txt pipe.txt
result "a pipe says the same"
planverk text duplicates shuffled.jsonl >other.txt
is "another order has the same groups" "$(python3 - <<'EOP'
import collections, json
def groups(path):
    found = collections.defaultdict(set)
    for line in open(path):
        row = json.loads(line)
        found[row["group"]].add(row["id"])
    return sorted(map(sorted, found.values()))
print(groups("one.txt") == groups("other.txt"), len(groups("one.txt")))
EOP
)" "True 274"
exits 0 "plain lines" planverk --json text duplicates --lines letters.jsonl
says '"summary": \{"texts": 3000'
exits 2 "a line that is no JSON" planverk text duplicates "$root/Makefile"
says "Makefile:1"
exits 2 "a folder" planverk text duplicates "$work"
says "folder"
exits 1 "a file that is not there" planverk text duplicates nothing.jsonl
exits 0 "campaigns" planverk text campaigns letters.jsonl
is "finds one" "$(python3 -c 'import json; d = [json.loads(l) for l in open("out.txt")]; print(len(d), d[0]["texts"])')" "1 2727"

# ---- The pages ----

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
python3 - "$letter" "$own" "$secret" <<'EOP' >said.csv
import csv, sys
letter, own, secret = sys.argv[1:]
w = csv.writer(sys.stdout)
w.writerow(["text", "publish"])
w.writerow([letter, "no"])
w.writerow([letter + " " + own, "yes"])
w.writerow([letter, "yes"])
w.writerow([secret + " " + letter, "no"])
w.writerow(["Mer kultur i sentrum", "yes"])
EOP
planverk contribution import $plan said.csv >/dev/null
exits 0 "compile" planverk compile $plan
exits 0 "report" planverk report basis $plan --format json -o report.json
is "the report has the campaign" "$(json '[(c["letters"], c["exact"], c["personal"]) for c in d["campaigns"]]' report.json)" "[(4, 2, 2)]"
exits 0 "the public report" planverk report basis $plan --published-only -o report.html
grep -q "tok brua ved kverna" report.html && ! grep -q Furulund report.html
result "shows the addition that may be published, and not the other"
serve
curl -s "$url/plan/$plan/campaigns" >list.html
campaign=$(grep -oE '/campaign/[0-9]+' list.html | head -1)
[ -n "$campaign" ] && grep -q "Vi ber dere om å bevare skolen" list.html
result "a plan's campaigns are listed by how the letter begins"
curl -s "$url/plan/$plan" | grep -q "/plan/$plan/campaigns"
result "and stand in the plan's navigation"
curl -s "$url$campaign" >page.html
grep -q "bygningen er nesten ny" page.html && grep -q "tok brua ved kverna" page.html
result "the page has the letter and what was added"
! grep -q Furulund page.html && grep -q "1 tillegg kan ikke publiseres" page.html
result "what may not be published is only counted"
is "no such campaign" "$(curl -s -o page.html -w '%{http_code}' "$url/campaign/5")" 404
stop_serving
serve --internal
curl -s "$url$campaign" | grep -q Furulund
result "those within see all of it"
stop_serving
finish
