#!/bin/bash
# planverk text demands: lines of JSON in and out, the same with any number of threads, and clear
# errors; what a compilation finds is in the report.
. "$(dirname "$0")/../tap.sh"

printf '%s\n' '{"id": "a", "text": "Vi er ti. Kommunen må ikke selge kaia."}' '{"id": 7, "text": ""}' \
	'{"id": 8.50, "text": "Bør vi det?"}' >texts.jsonl
exits 0 "reads a file" "$planverk" text demands texts.jsonl
is "   a line for each" "$(wc -l <out.txt)" 3
head -n 1 out.txt >first.json
is "   of whom" "$(json 'd["demands"][0]["addressees"]' first.json)" "['municipality']"
is "   how firmly, and not" "$(json '(d["demands"][0]["firmness"], d["demands"][0]["negated"])' first.json)" "('must', True)"
is "   the words that decided" "$(json '[c["text"] for c in d["demands"][0]["cues"]]' first.json)" "['Kommunen', 'må', 'ikke']"
is "   identifiers as they stood" "$(tail -n 2 out.txt)" '{"id": 7, "demands": []}
{"id": 8.50, "demands": []}'
cp out.txt all.txt
exits 0 "reads standard input" "$planverk" text demands - <texts.jsonl
is "   the same" "$(cat out.txt)" "$(cat all.txt)"

python3 - "$root" <<'END'
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1] + "/examples/contributions.csv")))
with open("many.jsonl", "w") as f:
    for n in range(20):
        for row in rows:
            f.write(json.dumps({"id": f"{n}-{row['id']}", "text": row["text"]}) + "\n")
END
"$planverk" --threads 1 text demands many.jsonl >one.txt && "$planverk" --threads 5 text demands many.jsonl >five.txt &&
	cmp one.txt five.txt
result "one thread and five give the same bytes"

printf '%s\n' '{"id": 1, "text": "Kommunen må."}' '{"id": 2}' >bad.jsonl
exits 2 "refuses a line without a text" "$planverk" text demands bad.jsonl
says "bad.jsonl:2"
is "   prints nothing before" "$(wc -c <out.txt)" 0
exits 1 "a file that is not there" "$planverk" text demands nowhere.jsonl

"$root/tools/load-example.sh" "$planverk" db.sqlite >/dev/null
result "the example region"
exits 0 "a report" planverk report basis kompetanse-2040 --published-only -o report.json
is "   without sentences that may not be shown" \
	"$(json 'all(e["contribution"] in {c["number"] for c in d["contributions"]} for e in d["demands"])' report.json)" True
is "   with sentences that stand in their contributions" \
	"$(json 'sum(e["sentence"] in next(c["text"] for c in d["contributions"] if c["number"] == e["contribution"]) for e in d["demands"]) == len(d["demands"]) > 50' report.json)" True
finish
