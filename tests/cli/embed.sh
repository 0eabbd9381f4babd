#!/bin/bash
# Sentence embeddings by a plug: what a run says of them, what is kept, and what is refused.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null && planverk plan import "$root/examples/plan.json" >/dev/null
python3 "$root/tests/contributions.py" 300 12 >some.csv
planverk contribution import $plan some.csv >/dev/null
result "a plan with contributions"

# The runs' parameters, the newest last.
parameters() {
	python3 -c 'import sqlite3
for row in sqlite3.connect("file:db.sqlite?mode=ro", uri=True).execute("SELECT parameters FROM text_run ORDER BY id"):
    print(row[0].strip())'
}

# Vectors of letters: any words will do.
python3 -c '
import re
words = sorted(set(w for line in open("some.csv") for w in re.findall(r"\w+", line.lower())))
for w in words:
    print(w, *[round(sum(map(ord, w[i::4])) % 97 / 97 - 0.5, 3) for i in range(4)])' >words.vec

exits 0 "without a plug" planverk --json compile $plan
cp out.txt plain.json
is "the run knows of none" "$(parameters | grep -c embedding)" 0

exits 0 "a table as lines" planverk compile $plan --embed "static:words.vec"
says "300 different texts with vectors of static-[0-9a-f]{16} \(4 numbers\), 300 of them made now"
is "the run says which" "$(parameters | tail -n 1 | json 'sorted(d["embedding"])' /dev/stdin)" "['digest', 'dim', 'model', 'share']"
exits 0 "the summary does, too" planverk --json compile $plan --embed "static:words.vec"
is "   by name" "$(json 'd["embedding"][:7]')" "static-"
cp out.txt lines.json
exits 0 "again" planverk compile $plan --embed "static:words.vec"
says " 0 of them made now"

exits 0 "a table in our own format" planverk --json embedding table words.vec -o words.pvec
is "   has the words" "$(json 'd["words"]')" "$(wc -l <words.vec)"
exits 0 "can be used as well" planverk --json compile $plan --embed "static:words.pvec"
cmp -s lines.json out.txt
result "   and gives the same, by the same name"
head -c 3000 words.pvec >cut.pvec
exits 2 "a damaged one" planverk compile $plan --embed static:cut.pvec
says "damaged: it has 3000 bytes"
exits 2 "table without --output" planverk embedding table words.vec
exits 2 "table of something else" planverk embedding table some.csv -o never.pvec
says "some.csv:1: "
[ ! -e never.pvec ]
result "   writes nothing"

exits 0 "the report names the model" planverk report basis $plan --format json -o report.json
is "   in JSON" "$(json 'd["run"]["embedding"][:7]' report.json)" "static-"
exits 0 "   and for people" planverk report basis $plan -o report.html
grep -q "static-" report.html && ! grep -q "Det sendte ingen tekst" report.html
result "   who are told that a model saw the texts"

# Groups go on from the run before, which is no difference in what they hold.
exits 0 "without a plug again" planverk --json compile $plan --fresh
but() { python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); print({k: v for k, v in d.items() if k != "groups_continued"})' "$1"; }
diff <(but plain.json) <(but out.txt) && [ -n "$(but out.txt)" ]
result "nothing is different"
is "   nor in the parameters" "$(parameters | tail -n 1)" "$(parameters | head -n 1)"

exits 0 "what is kept" planverk --json embedding list
is "   is said by model" "$(json '[m["texts"] for m in d["models"]]')" "[300]"
model=$(json 'd["models"][0]["model"]')
exits 0 "and can be removed" planverk embedding clear "$model"
exits 3 "but once" planverk embedding clear "$model"

# All or nothing.
runs=$(parameters | wc -l)
cat >half.py <<'END'
import sys
for i, line in enumerate(sys.stdin):
    if i > 100:
        sys.exit("no memory is left")
    print("[1, 2]", flush=True)
END
exits 1 "a program that dies" planverk compile $plan --embed "pipe:model=half /usr/bin/python3 half.py"
says "exit status 1. Its last words: no memory is left"
is "leaves no run" "$(parameters | wc -l)" "$runs"
exits 2 "a plug that is not there" planverk compile $plan --embed nothing:x
exits 0 "PLANVERK_EMBED" env PLANVERK_EMBED=static:words.vec "$planverk" --db db.sqlite --quiet compile $plan
says "with vectors of static-"

# The interface in C++.
if command -v g++ >/dev/null || command -v clang++ >/dev/null; then
	compiler=$(command -v g++ || command -v clang++)
	printf '#include <planverk-embed.h>\nint main() { planverk_embedder e = {}; return (int)e.dim; }\n' >plug.cc
	exits 0 "the header is C++, too" "$compiler" -std=c++11 -Wall -Wextra -Werror -I"$root/include" -fsyntax-only plug.cc
else
	skip "the header is C++, too" "there is no C++ compiler"
fi
finish
