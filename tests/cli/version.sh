#!/bin/bash
# Changing a plan on its pages, and its versions: kept, compared, checked.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
exits 0 "no versions yet" planverk version list $plan
says "version make"
exits 2 "a version without a name" planverk version make $plan
exits 0 "a first version" planverk --json version make $plan --name first --note "For consultation"
first=$(json 'd["digest"]')
exits 4 "a name that is taken" planverk version make $plan --name first
exits 0 "nothing changed" planverk --json version make $plan --name same
is "   gives the same hash" "$(json 'd["digest"]')" "$first"
is "   and no new texts" "$(rows version_text)" "$(rows plan_node)"

echo "a long password for lead" | planverk user add lead --email lead@example.org >/dev/null
planverk user role lead@example.org $plan lead >/dev/null
node() { python3 -c 'import sqlite3,sys; print(sqlite3.connect("db.sqlite").execute("SELECT id FROM plan_node ORDER BY id LIMIT 1 OFFSET " + sys.argv[1]).fetchone()[0])' "$1"; }
title() { python3 -c 'import sqlite3,sys; print(sqlite3.connect("db.sqlite").execute("SELECT title FROM plan_node WHERE id = " + sys.argv[1]).fetchone()[0])' "$1"; }
one=$(node 1)
serve
form() { curl -s -b jar -c jar "$url$1" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'; }
post() {
	local path=$1 token
	token=$(form "$path")
	shift
	curl -s -o body -w '%{http_code}' -b jar -c jar -H "Origin: $url" --data-urlencode "form=$token" "$@" "$url$path"
}
post /login --data-urlencode email=lead@example.org --data-urlencode "password=a long password for lead" >/dev/null
edit=/node/$one/edit
is "a text is saved" "$(post "$edit" -d base=1 -d kind=goal -d title=Theirs -d body=one+two+three -d note=Because)" 303
is "   and stands" "$(title "$one")" Theirs
is "what was written from an older one is not" "$(post "$edit" -d base=1 -d kind=goal -d title=Mine -d body=one+two+four)" 400
is "   nothing is overwritten" "$(title "$one")" Theirs
like "   both texts are shown" "$(cat body)" "<del>"
like "   with mine in the form" "$(cat body)" 'value="Mine"'
is "what is merged is saved" "$(post "$edit" -d base=2 -d kind=goal -d title=Both -d body=one+two+four)" 303
is "an older text comes back" "$(post "$edit" -d undo=2/3)" 303
is "   as a new revision" "$(title "$one") $(rows plan_revision)" "Theirs 4"
is "a part is added" "$(post "/plan/$plan/edit" -d kind=measure -d title=Added -d "parent=$one")" 303
is "a part moves out" "$(post "/plan/$plan/edit" -d "step=out/$one")" 303
is "a part is retired" "$(post "/plan/$plan/edit" -d "step=retire/$one")" 303
like "   and says so" "$(curl -s "$url/node/$one")" "Tatt ut"
is "a step that is none" "$(post "/plan/$plan/edit" -d "step=away/$one")" 400
stop_serving

exits 0 "a second version" planverk version make $plan --name second
exits 0 "the two compared" planverk --json version diff $plan first second
is "   what was added and changed" "$(json 'sorted((len(x["changes"]), x["notes"]) for x in d["differences"])[-1]')" "(4, 'Because\\nTilbake til 2')"
like "   the added one" "$(cat out.txt)" '"changes": ["added"]'
exits 0 "a version with itself" planverk version diff $plan first same
says "the same"
exits 0 "the tree of a version" planverk version show $plan second
says "Theirs"
exits 3 "a version that is not there" planverk version show $plan third
says "first, same, second"
exits 2 "a document to nowhere" planverk version export $plan second
exits 0 "a version as a document with marks" planverk version export $plan second --since first --notes -o marked.docx
words() { unzip -p marked.docx word/document.xml | grep -o "$1" | wc -l; }
is "   what came and what went is marked" "$(words '<w:ins w:id="[0-9]*" w:author="Planverk" w:date="[^"]*">' | sed 's/[1-9][0-9]*/some/') $(words '<w:delText[^>]*>' | sed 's/[1-9][0-9]*/some/')" "some some"
is "   and why" "$(words Because)" 1
is "   each node of it stands once" "$(words '"Heading[1-4]"')" "$(rows plan_node)"
serve
curl -s "$url/plan/$plan/versions?lang=en" >body
like "the versions on their page" "$(cat body)" "For consultation"
is "   and for programs" "$(curl -s "$url/api/v1/plans/$plan/versions" | python3 -c 'import json, sys; print([v["name"] for v in json.load(sys.stdin)["items"]])')" "['first', 'same', 'second']"
curl -s -o body "$url$(grep -o '/version/[0-9]*/since/[0-9]*' body | head -1)"
like "   what changed, word by word" "$(cat body)" '<ins>[+'
is "   but not why, for the public" "$(grep -c Because body)" 0
is "a version that is not there" "$(curl -s -o body -w '%{http_code}' "$url/version/1")" 404
post /login --data-urlencode email=lead@example.org --data-urlencode "password=a long password for lead" >/dev/null
is "a version is kept on the page" "$(post "/plan/$plan/versions" -d name=third)" 303
is "   under a name of its own" "$(post "/plan/$plan/versions" -d name=third) $(rows version)" "400 4"
stop_serving
exits 0 "all verifies" planverk verify
python3 -c 'import sqlite3; c = sqlite3.connect("db.sqlite"); c.execute("UPDATE version_text SET content = content || 1 WHERE content LIKE ?", ["%Added%"]); c.commit()'
planverk verify >out.txt 2>&1
like "a text that was tampered with is named" "$(cat out.txt)" "is not what it was"
finish
