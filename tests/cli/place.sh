#!/bin/bash
# Placing: texts one by one in a collection, and a planner's decisions.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
{
	planverk init
	planverk organisation import "$root/examples/organisations.csv"
	planverk plan import "$root/examples/plan.json"
	planverk event import $plan "$root/examples/events.csv"
	planverk contribution import $plan "$root/examples/contributions.csv"
} >/dev/null 2>&1

exits 0 "a contribution is placed before anything was suggested" planverk contribution place c012 d2 --by Kari
exits 0 "the plan is compiled" planverk --quiet compile $plan
exits 0 "another is placed" planverk --json contribution place c013 d2 --by Kari
says '"ref": "d2"'
says '"suggested": {"node": '
is "both are there" "$(rows contribution_placement)" 2
exits 0 "a place is taken back" planverk contribution unplace c013 --by Ola
exits 4 "but not twice" planverk contribution unplace c013
exits 3 "a contribution that is none" planverk contribution place nobody d2
exits 3 "a node that is none" planverk contribution place c013 nowhere
says "no node nowhere"
exits 0 "everything verifies" planverk verify

# id REF: a contribution's number.
id() {
	python3 -c 'import sqlite3, sys
print(sqlite3.connect("file:db.sqlite?mode=ro", uri=True).execute("SELECT id FROM contribution WHERE ref = ?", sys.argv[1:]).fetchone()[0])' "$1"
}
serve --internal
like "a page names the planner's decision" "$(curl -s "$url/contribution/$(id c012)")" "En planlegger har lagt det under"
printf 'id,text\nny1,Vi fikk bare tilbud fra svenske fond da vi skulle hente penger.\n' >late.csv
planverk contribution import $plan late.csv >/dev/null
sleep 1.2
page=$(curl -s "$url/contribution/$(id ny1)")
like "what came after the compilation has suggestions" "$page" "Foreslåtte steder i planen"
like "and others that are like it" "$page" "/contribution/$(id c003)"
stop_serving

cat >collection.jsonl <<'EOF'
{"id": "a", "text": "Vi trenger flere læreplasser i kommunene rundt byen vår."}
{"id": "b", "text": "Strømnettet strekker ikke til for nye bedrifter i regionen."}
EOF
cat >new.jsonl <<'EOF'
{"id": 1, "text": "vi trenger flere læreplasser i kommunene rundt byen vår"}
{"id": 2, "text": "Bussen går for sjelden om kvelden, og toget er alltid fullt.", "node": "t6"}
{"id": 3, "text": "Bussen går for sjelden om kvelden og toget er alltid fullt!"}
EOF
exits 0 "texts are placed in a collection" sh -c "'$planverk' --quiet text place collection.jsonl --plan '$root/examples/plan.json' --add <new.jsonl"
says '{"id": 1, "language": "nb"'
says '"kind": "exact", "repeats": "a"'
says '"kind": "exact", "repeats": 2'
says '"suggestions": .{"node": "t6"'
mkfifo questions
"$planverk" --quiet text place collection.jsonl <questions >answers &
exec 5>questions
head -1 new.jsonl >&5
for _ in $(seq 100); do
	[ -s answers ] && break
	sleep 0.1
done
is "an answer comes before the next question" "$(head -c 8 answers)" '{"id": 1'
exec 5>&-
wait
exits 2 "a line that is no text" sh -c "echo '{\"id\": 1}' | '$planverk' --quiet text place collection.jsonl"
says "standard input:1: "
exits 2 "--learn without --plan" planverk text place collection.jsonl --learn new.jsonl
exits 2 "a collection on standard input" planverk text place -
finish
