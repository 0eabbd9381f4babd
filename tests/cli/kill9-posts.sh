#!/bin/bash
# The server is killed 100 times while people send answers: whoever was given a receipt finds the
# answer again, and nothing is half there.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
rounds=100
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
echo 'What should come first? *' >questions.txt
consultation=$(planverk --json consultation add $plan --title Åpen --kind input --opens "$(TZ=Europe/Oslo date +%F)" \
	--questions questions.txt | sed -n 's/.*"consultation": *\([0-9]*\).*/\1/p')
planverk consultation move "$consultation" announced >/dev/null
planverk consultation lift "$consultation" --hours 24 --reason "load" >/dev/null
result "a consultation"

RANDOM=7
bad=0
: >receipts.txt
for ((i = 1; i <= rounds; i++)); do
	serve
	python3 "$root/tests/answers.py" "$url" "$consultation" 6 20 "round-$i" >>receipts.txt 2>>refused.txt &
	client=$!
	sleep "0.$((RANDOM % 4 + 1))$((RANDOM % 10))"
	kill -9 "$server"
	wait "$server" "$client"
	planverk verify >verify.txt 2>&1 || {
		bad=$((bad + 1))
		head -n 3 verify.txt | sed 's/^/# /'
	}
done 2>/dev/null
is "the database verifies every time" $bad 0
is "nobody was refused" "$(cat refused.txt)" ""
given=$(wc -l <receipts.txt)
[ "$given" -gt $rounds ]
result "receipts were given ($given)"
[ "$(rows statement)" -ge "$given" ]
result "there are statements for them ($(rows statement))"

serve
lost=$(python3 - "$url" <<'PY'
import http.client, sys
c = http.client.HTTPConnection(sys.argv[1].removeprefix("http://"))
lost = 0
for line in open("receipts.txt"):
    receipt, text = line.split()
    c.request("GET", receipt)
    lost += f">{text}<" not in c.getresponse().read().decode()
print(lost)
PY
)
is "every receipt is found again, with its text" "$lost" 0
stop_serving
finish
