#!/bin/bash
# Changing a plan's tree by command and on pages: splitting a part and merging it, with all that is linked to it.
. "$(dirname "$0")/../tap.sh"

plan=liten
cat >plan.json <<'JSON'
{ "title": "Liten plan", "slug": "liten", "nodes": [
  { "id": "t1", "kind": "theme", "title": "Kompetanse", "body": "Gammel tekst" },
  { "id": "g1", "parent": "t1", "kind": "goal", "title": "Flere fagarbeidere", "keywords": ["lærling", "fagbrev"], "sdgs": [4] },
  { "id": "s1", "parent": "g1", "kind": "strategy", "title": "Flere læreplasser" },
  { "id": "g2", "parent": "t1", "kind": "goal", "title": "Flere i arbeid", "keywords": ["lærling"], "sdgs": [4, 8] },
  { "id": "t2", "kind": "theme", "title": "Transport" } ],
  "links": [ { "from": "g1", "to": "t2", "kind": "rests_on" }, { "from": "g2", "to": "t2", "kind": "rests_on" },
             { "from": "s1", "to": "g1", "kind": "carries_out" }, { "from": "g2", "to": "g1", "kind": "conflicts_with" } ] }
JSON
planverk init >/dev/null
exits 0 "a plan" planverk plan import plan.json
node() { # REF: its number
	python3 -c 'import sqlite3, sys; print(sqlite3.connect("file:db.sqlite?mode=ro", uri=True).execute("SELECT id FROM plan_node WHERE ref = ?", sys.argv[1:]).fetchone()[0])' "$1"
}
sql() {
	python3 -c 'import sqlite3, sys; print(*[":".join(map(str, r)) for r in sqlite3.connect("file:db.sqlite?mode=ro", uri=True).execute(sys.argv[1])])' "$1"
}
ends="SELECT f.ref, l.kind, t.ref FROM plan_link l JOIN plan_node f ON f.id = l.from_node JOIN plan_node t ON t.id = l.to_node ORDER BY 1, 2, 3"

# ---- Texts and places ----

echo "Ny tekst" >body.md
exits 0 "another text" planverk plan edit $plan t1 --body body.md --note "Etter møtet"
is "   of which both are kept" "$(sql "SELECT number, body FROM plan_revision ORDER BY number")" "1:Gammel tekst 2:Ny tekst"
exits 3 "a part that is none" planverk plan edit $plan nope --title A
exits 2 "a kind that is none" planverk plan edit $plan t1 --kind wish
exits 0 "moved to the top" planverk plan move $plan g2 top --place 1
is "   it comes first" "$(sql "SELECT ref FROM plan_node WHERE parent_id IS NULL ORDER BY ordinal")" "g2 t1 t2"
exits 2 "not below itself" planverk plan move $plan t1 s1
exits 0 "back by its number" planverk plan move $plan "$(node g2)" t1
exits 0 "retired" planverk plan retire $plan t2 --note "Ikke nå"
exits 2 "a part that is retired is not split" planverk plan split $plan t2 --title A
exits 0 "taken back" planverk plan retire $plan t2 --back

# ---- What leads to the parts ----

echo "a long password for lead" | planverk user add lead --email lead@example.org >/dev/null
planverk user role lead@example.org $plan lead >/dev/null
printf 'id;innspill\n1;Vi trenger flere lærlinger\n2;Bedre busser\n' >said.csv
planverk contribution import $plan said.csv >/dev/null
planverk recommendation add $plan --text "Én arbeidsgiver" --node g1 >/dev/null
python3 - <<'PY'
import sqlite3
c = sqlite3.connect("db.sqlite")
g1, = c.execute("SELECT id FROM plan_node WHERE ref = 'g1'").fetchone()
by, = c.execute("SELECT id FROM user_account").fetchone()
said, other = [r[0] for r in c.execute("SELECT id FROM contribution ORDER BY ordinal")]
c.execute("UPDATE contribution SET node_id = ? WHERE id = ?", (g1, said))
c.execute("UPDATE remark SET node_id = ? WHERE id = ?", (g1, said))
c.execute("INSERT INTO draft_source VALUES (?, ?, ?, 0)", (g1, said, by))
c.execute("INSERT INTO disposition (id, remark_id, outcome, reason, node_id, drafted_by, drafted_at) VALUES (1, ?, 'followed', '', ?, ?, 0)", (said, g1, by))
c.commit()
PY
result "a contribution that stood there, an answer, a draft"

# ---- Splitting ----

exits 2 "no title" planverk plan split $plan g1
exits 0 "split" planverk --json plan split $plan g1 --title "Flere voksne lærlinger" --follow --note "To målgrupper"
new=$(json 'd["new"]')
is "   right after it" "$(sql "SELECT id FROM plan_node WHERE parent_id = $(node t1) ORDER BY ordinal")" "$(node g1) $new $(node g2)"
is "   of the same kind" "$(sql "SELECT kind FROM plan_node WHERE id = $new")" goal
is "   with the same links" "$(sql "$ends")" "g1:rests_on:t2 g2:conflicts_with:g1 g2:conflicts_with:n$new g2:rests_on:t2 n$new:rests_on:t2 s1:carries_out:g1 s1:carries_out:n$new"
is "   and what it was drafted from" "$(sql "SELECT count(*) FROM draft_source")" 2
exits 0 "split without" planverk plan split $plan g1 --title "Alene"
is "   it has none" "$(sql "SELECT count(*) FROM plan_link l JOIN plan_node n ON n.id IN (l.from_node, l.to_node) WHERE n.title = 'Alene'")" 0

# ---- Merging ----

exits 2 "not into itself" planverk plan merge $plan g1 g1
exits 2 "not into what stands below it" planverk plan merge $plan g1 s1
exits 3 "not into nothing" planverk plan merge $plan g1 nope
is "   nothing has changed" "$(sql "SELECT count(*) FROM plan_lineage")" 2
exits 0 "merged" planverk --json plan merge $plan g1 g2 --note "Det samme"
is "   it is retired" "$(sql "SELECT retired FROM plan_node WHERE ref = 'g1'")" 1
is "   what stood below it has moved" "$(sql "SELECT parent_id = $(node g2) FROM plan_node WHERE ref = 's1'")" 1
is "   so have its links, once each, and none to itself" "$(sql "$ends")" \
	"g2:conflicts_with:n$new g2:rests_on:t2 n$new:rests_on:t2 s1:carries_out:g2 s1:carries_out:n$new"
is "   its words" "$(sql "SELECT keyword FROM plan_keyword WHERE node_id = $(node g2) ORDER BY ordinal")" "lærling fagbrev"
is "   the answer" "$(sql "SELECT node_id = $(node g2) FROM disposition")" 1
is "   the contribution, which is placed from now on" "$(sql "SELECT r.node_id = $(node g2), p.node_id = $(node g2), t.node_id = $(node g1) FROM remark r
	JOIN contribution t ON t.id = r.contribution_id JOIN contribution_placement p ON p.contribution_id = t.id")" "1:1:1"
is "   the recommendation" "$(sql "SELECT node_id = $(node g2) FROM recommendation_revision")" 1
is "   the draft" "$(sql "SELECT count(*) FROM draft_source WHERE node_id = $(node g2)")" 1
exits 2 "not twice" planverk plan merge $plan g1 g2
exits 0 "everything verifies" planverk verify

# ---- Pages ----

serve
form() {
	curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
post() {
	local path=$1
	shift
	curl -s -o body -w '%{http_code} %{redirect_url}' -b lead -c lead -H "Origin: $url" \
		--data-urlencode "form=$(form lead /me)" "$@" "$url$path"
}
token=$(form lead /login)
curl -s -o /dev/null -b lead -c lead -H "Origin: $url" --data-urlencode "form=$token" -d email=lead@example.org \
	--data-urlencode "password=a long password for lead" "$url/login"
like "the retired part leads to the other" "$(curl -s "$url/node/$(node g1)")" "/node/$(node g2)"
like "   and back" "$(curl -s "$url/node/$(node g2)")" "/node/$(node g1)"
like "what was split off, too" "$(curl -s "$url/node/$new")" "/node/$(node g1)"
unlike "why is for planners" "$(curl -s "$url/node/$(node g1)")" "Det samme"
like "   who read it" "$(curl -s -b lead "$url/node/$(node g1)")" "Det samme"
is "the forms are not for everybody" "$(curl -s -o body -w '%{http_code}' "$url/node/$new/shape")" 303
is "no title on the page" "$(post "/node/$new/split" -d title= -d kind=goal)" "400 "
like "split on the page" "$(post "/node/$new/split" -d title=Tredje -d kind=goal -d follow=yes)" "303 $url/node/"
is "merged on the page" "$(post "/node/$new/merge" -d "into=$(node g2)")" "303 $url/node/$(node g2)"
is "not into nothing" "$(post "/node/$(node g2)/merge" -d into=17)" "400 "
stop_serving
exits 0 "everything verifies" planverk verify
finish
