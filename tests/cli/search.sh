#!/bin/bash
# Searching from the command line: what is found, how it is shown, what is refused.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
exits 0 "an empty database has nothing" planverk search strøm
says "^0 found"
planverk organisation import "$root/examples/organisations.csv" >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
planverk event import $plan "$root/examples/events.csv" >/dev/null
cat >said.csv <<END
text,publish
Kollektivtilbudet er for dårlig.,yes
Me treng eit betre kollektivtilbod.,yes
Hemmelig avtale om trafoen.,no
END
planverk contribution import $plan said.csv >/dev/null

exits 0 "finds both standards" planverk search --plan $plan --kind contribution kollektivtilbud
says "^2 found"
says "«Kollektivtilbudet» er for dårlig"
says "«kollektivtilbod»"
exits 0 "corrects a slip" planverk search kollektivtilbdu og
says 'nothing has "kollektivtilbdu"; searched for "kollektivtilb[uo]d'
exits 0 "takes several arguments as one query" planverk search dårlig kollektiv --kind contribution
says "^1 found"
exits 0 "leaves out behind --" planverk search --kind contribution -- kollektiv -dårlig
says "^1 found"
exits 0 "finds what may not be published" planverk search hemmelig
says "«Hemmelig» avtale"
exits 0 "but not for the public" planverk search --public hemmelig
says "^0 found"
exits 0 "finds parts of the plan" planverk search --json --kind node --limit 3 strømnett
is "as JSON" "$(json 'd["hits"][0]["kind"], d["hits"][0]["plan"], d["words"][0]["found"], d["kinds"]["node"] == d["total"]')" \
	"('node', '$plan', 'found', True)"
is "no marks of a terminal in a file" "$(grep -c $'\033' out.txt)" 0

exits 2 "a kind that is none" planverk search --kind thing strøm
says "use plan, node, contribution"
exits 3 "a plan that is not there" planverk search --plan nowhere strøm
exits 2 "no query" planverk search

printf '{"id": "a", "text": "Dyrket mark må vernes"}\n{"id": "b", "text": "Flere busser", "title": "Mark"}\n' >corpus.jsonl
printf '{"id": 1, "text": "dyrka mark"}\n{"id": 2, "text": "buss"}\n' >queries.jsonl
exits 0 "searches a file" planverk text search --corpus corpus.jsonl '"dyrket mark"'
is "the one that has it" "$(json '[h["id"] for h in d["hits"]]')" "['a']"
exits 0 "many queries" planverk text search --corpus corpus.jsonl --queries queries.jsonl
is "a line for each" "$(python3 -c 'import json
print([(q["id"], [h["id"] for h in q["hits"]]) for q in map(json.loads, open("out.txt"))])')" "[('1', ['a']), ('2', ['b'])]"
exits 2 "no corpus" planverk text search buss
says "corpus FILE.jsonl"
exits 2 "neither a query nor many" planverk text search --corpus corpus.jsonl
echo '{"name": "a"}' >bad.jsonl
exits 2 "texts without a text" planverk text search --corpus bad.jsonl buss
says 'bad.jsonl'
finish
