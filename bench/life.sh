#!/bin/bash
# Versions, the board and the annual report.
#   - hash over a tree of 5,000 nodes (target 20 ms) and the difference of two versions (target 50 ms), beside
#     git 2.39 on a repository with a file for each node: `git write-tree` and `git diff --word-diff`; both must
#     name the same nodes
#   - the board with 2,000 measures, 16 clients in a closed loop: target 50 ms at the 99th percentile
#   - the annual report of 500 measures over 10 years as HTML: target 1 s
#
# usage: bench/life.sh [BUILD] [SECONDS]
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath -m "${1:-build}") seconds=${2:-20} plan=stor
make -s BUILD="$build" "$build/bench/version_hash" || exit 1
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill $server; wait; rm -rf "$work"' EXIT
planverk() { "$build/planverk" --db "$work/db.sqlite" --quiet "$@"; }
# The median of 11 runs of a command, in milliseconds.
median() {
	/usr/bin/python3 - "$@" <<'PY'
import statistics, subprocess, sys, time
took = []
for _ in range(11):
    begun = time.monotonic()
    subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
    took.append((time.monotonic() - begun) * 1000)
print(f"{statistics.median(took):.1f}")
PY
}

# ---- Versions ----

/usr/bin/python3 - "$work" <<'PY'
import json, os, random, subprocess, sys
work = sys.argv[1]
words = "region plan kompetanse kraft mål tiltak læring bedrift kommune fylke omstilling verdi skaping nett jobb".split()
rng = random.Random(1)
nodes = []
for i in range(5000):
    kind = "theme" if i % 50 == 0 else "goal"
    nodes.append({"id": f"n{i}", "kind": kind, "title": f"Del {i}", "parent": None if i % 50 == 0 else f"n{i - i % 50}",
                  "body": " ".join(rng.choice(words) for _ in range(60))})
json.dump({"format": "planverk-plan", "version": 1, "title": "Stor plan", "slug": "stor", "nodes": nodes, "links": []},
          open(f"{work}/plan.json", "w", encoding="utf-8"))
os.mkdir(f"{work}/git")
def git(*args):
    return subprocess.run(["git", "-C", f"{work}/git", *args], check=True, capture_output=True, text=True).stdout.strip()
def write():
    for n in nodes:
        with open(f"{work}/git/{n['id']}", "w", encoding="utf-8") as f:
            f.write(n["title"] + "\n" + n["body"] + "\n")
git("init", "-q")
write()
git("add", "-A")
first = git("write-tree")
changed = rng.sample(range(5000), 500)
for i in changed:
    parts = nodes[i]["body"].split()
    parts[30] = "endret"
    nodes[i]["body"] = " ".join(parts)
write()
git("add", "-A")
second = git("write-tree")
open(f"{work}/trees", "w").write(f"{first} {second}")
json.dump({n["id"]: n["body"] for i, n in enumerate(nodes) if i in set(changed)}, open(f"{work}/changed.json", "w"))
PY
planverk init >/dev/null
planverk plan import "$work/plan.json" >/dev/null
planverk version make $plan --name one >/dev/null
/usr/bin/python3 - "$work" <<'PY'
import json, sqlite3, sys
c = sqlite3.connect(f"{sys.argv[1]}/db.sqlite")
for ref, body in json.load(open(f"{sys.argv[1]}/changed.json")).items():
    c.execute("UPDATE plan_node SET body = ? WHERE ref = ?", (body, ref))
c.commit()
PY
planverk version make $plan --name two >/dev/null
read -r first second <"$work/trees"
ours=$(planverk --json version diff $plan one two | /usr/bin/python3 -c 'import json, sys; print(" ".join(sorted(x["ref"] for x in json.load(sys.stdin)["differences"])))')
theirs=$(git -C "$work/git" diff --name-only "$first" "$second" | sort | tr '\n' ' ' | sed 's/ $//')
[ "$(tr ' ' '\n' <<<"$ours" | LC_ALL=C sort)" = "$(tr ' ' '\n' <<<"$theirs" | LC_ALL=C sort)" ] || { echo "The differences are not the same"; exit 1; }
hash=$("$build/bench/version_hash" "$work/plan.json")
git_hash=$(median bash -c "cd '$work/git' && rm .git/index && git add -A && git write-tree")
diff=$(median "$build/planverk" --db "$work/db.sqlite" version diff $plan one two)
git_diff=$(median git -C "$work/git" diff --word-diff "$first" "$second")
echo "hash of 5,000 nodes: $hash ms (target 20); git add and write-tree, which also store: $git_hash ms"
echo "difference, 500 nodes changed, the same found: $diff ms (target 50, whole command); git diff --word-diff: $git_diff ms"

# ---- The board and the annual report ----

/usr/bin/python3 - "$work" <<'PY'
import csv, sys
for name, n in (("board", 2000), ("annual", 500)):
    with open(f"{sys.argv[1]}/{name}.csv", "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f)
        w.writerow(["ref", "title", "lead", "carries_out", "begins", "ends", "resources", "milestones"])
        for i in range(n):
            w.writerow([f"T{i}", f"Tiltak nummer {i}", f"Partner {i % 40}", f"n{i % 4900 // 50 * 50 + 1}", "2020-01-01", "2030-01-01",
                        "; ".join(f"Fylket | {y} | 100000 | yes" for y in range(2017, 2027)),
                        "; ".join(f"Del {k} | {2017 + k}-06-01 | {'' if k > 6 else f'{2017 + k}-05-01'} | 1" for k in range(8))])
PY
planverk programme add $plan --title Tavle --from 2017 --to 2030 >/dev/null
planverk measure import $plan "$work/board.csv" >/dev/null
planverk programme adopt $plan
planverk user add "Kari Nordmann" --email kari@example.no <<<"riktig hest batteri stift" >/dev/null
planverk user role kari@example.no $plan lead >/dev/null
"$build/planverk" --db "$work/db.sqlite" --quiet serve --port 0 >"$work/out" 2>"$work/err" &
server=$!
for _ in $(seq 200); do
	url=$(grep -oE 'http://[0-9.:]+' "$work/out") && break
	sleep 0.05
done
curl -s -c "$work/jar" "$url/login" >"$work/login.html"
token=$(sed -n 's/.*name="form" value="\([^"]*\)".*/\1/p' "$work/login.html" | head -n 1)
curl -s -b "$work/jar" -c "$work/jar" -H "Origin: $url" --data-urlencode "form=$token" --data-urlencode "email=kari@example.no" \
	--data-urlencode "password=riktig hest batteri stift" "$url/login" >/dev/null
cookie=$(awk '$6 == "session" { print $6 "=" $7 }' "$work/jar")
board="$url/plan/$plan/programme/board"
[ "$(curl -s -b "$work/jar" "$board" | grep -c 'class="card"')" -ge 50 ] || { echo "The board is empty"; exit 1; }
wrk -t 2 -c 16 -d 3 -H "Cookie: $cookie" "$board" >/dev/null
wrk -t 2 -c 16 -d "$seconds" --latency -H "Cookie: $cookie" "$board" >"$work/wrk"
echo "board with 2,000 measures, a planner's, 16 clients: 99 % within $(awk '$1 == "99%" { print $2 }' "$work/wrk") (target 50 ms), $(awk '/Requests\/sec/ { print $2 }' "$work/wrk") pages/s"
kill $server
wait $server 2>/dev/null
server=

rm -f "$work"/db.sqlite*
planverk init >/dev/null
planverk plan import "$work/plan.json" >/dev/null
planverk programme add $plan --title Ti --from 2017 --to 2030 >/dev/null
planverk measure import $plan "$work/annual.csv" >/dev/null
planverk programme adopt $plan
for year in $(seq 2017 2026); do
	planverk progress open $plan --year "$year" --due 2999-01-01
	/usr/bin/python3 -c 'import csv, sys
w = csv.writer(sys.stdout, lineterminator="\n")
w.writerow(["ref", "status", "money", "achieved"])
for i in range(500):
    w.writerow([f"T{i}", "on_track", "Fylket | 90000", "Som planlagt dette året"])' >"$work/reports.csv"
	planverk progress import $plan "$work/reports.csv" --year "$year" >/dev/null
	planverk progress approve $plan --year "$year"
	planverk progress close $plan --year "$year"
done
planverk annual begin $plan 2026
took=$(median "$build/planverk" --db "$work/db.sqlite" --quiet annual export $plan 2026 -o "$work/annual.html")
[ "$(grep -o 'Som planlagt' "$work/annual.html" | wc -l)" -ge 500 ] || { echo "The report lacks measures"; exit 1; }
echo "annual report of 500 measures over 10 years as HTML: $took ms (target 1000, whole command)"
