#!/bin/bash
# `planverk text explain` takes a file, standard input or the text itself, whatever bytes they hold.
. "$(dirname "$0")/../tap.sh"

explain() {
	"$planverk" text explain "$@"
}

exits 0 "the text as the argument" explain "Vi ønskjer betre knutepunktutvikling i Sandvika. Ring 912 34 567!"
says "language nn, confidence (1.00|0.9)"
says "knutepunkt \+ utvikling"
says "Sandvika +name"
says 'personal data: telephone "912 34 567"'

exits 0 "one word" explain sykkelvei
says "^1. sykkelvei"

printf 'Bygg skole. Ikke vent.\n' >text.txt
exits 0 "a file, as lines of JSON" explain --json text.txt
is "   one for each sentence" "$(wc -l <out.txt)" 2
is "   each an object" "$(tail -n 1 out.txt | python3 -c 'import json, sys
d = json.load(sys.stdin)
print(d["sentence"], d["text"], d["language"], [w["role"] for w in d["words"]], d["personal"])')" \
	"2 Ikke vent. nb ['stop', 'content'] []"

exits 0 "standard input" sh -c "'$planverk' text explain --json <text.txt"
is "   gives the same" "$(wc -l <out.txt)" 2
exits 0 "nothing" sh -c "'$planverk' text explain </dev/null"
is "   of nothing" "$(cat out.txt)" ""
exits 0 "emoji only" explain "👍👍"
says "language other, confidence 0.00"
exits 0 "bytes that are no UTF-8, in a file" sh -c "printf 'Sm\\370r p\\345 br\\370d' | '$planverk' text explain --json"
says "Smør på brød"
exits 1 "a file that is not there" explain missing.txt
says "missing.txt"
printf 'a\0b' >zero
exits 2 "bytes that are no text" explain zero
says "zero"

finish
