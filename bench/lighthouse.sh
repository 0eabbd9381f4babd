#!/bin/bash
# Lighthouse on the public pages of the example region, as on a phone. Targets: 95 of 100 in all
# four categories, and 150 kB for the front page with all that it loads.
#
# usage: bench/lighthouse.sh [BUILD]
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath -m "${1:-build}")
lighthouse=$build/lighthouse/node_modules/.bin/lighthouse
chromium=$(command -v chromium) || { echo "bench/lighthouse.sh: chromium is missing"; exit 0; }
[ -x "$lighthouse" ] ||
	npm install --silent --no-audit --no-fund --prefix "$build/lighthouse" lighthouse@11.7.1 >/dev/null || exit 1

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill $server; wait; rm -rf "$work"' EXIT
tools/load-example.sh "$build/planverk" "$work/db.sqlite" >/dev/null || exit 1
"$build/planverk" --db "$work/db.sqlite" --quiet serve --port 0 >"$work/out" 2>"$work/err" &
server=$!
for _ in $(seq 200); do
	url=$(grep -oE 'http://[0-9.:]+' "$work/out") && break
	sleep 0.05
done
consultation=/consultation/$("$build/planverk" --db "$work/db.sqlite" --json consultation list kompetanse-2040 |
	/usr/bin/python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')

# A trace that the browser began too late is no result: it is asked again, once.
look_at() {
	CHROME_PATH=$chromium "$lighthouse" "$1" --quiet --output json --output-path "$work/result.json" \
		--chrome-flags="--headless=new --no-sandbox --disable-gpu" >"$work/lighthouse.log" 2>&1
}

printf '%-34s %6s %6s %6s %6s %8s\n' "Lighthouse 11.7.1" speed access practice search kB
missed=0
for path in /plan/kompetanse-2040 /plan/kompetanse-2040/contributions "$consultation" "$consultation/answer" / /plan/kompetanse-2040/report; do
	look_at "$url$path" || look_at "$url$path" || { tail -n 5 "$work/lighthouse.log" >&2; exit 1; }
	/usr/bin/python3 - "$path" "$work/result.json" <<'PY' || missed=1
import json, sys
path, result = sys.argv[1], json.load(open(sys.argv[2]))
scores = [round(100 * result["categories"][c]["score"]) for c in ("performance", "accessibility", "best-practices", "seo")]
weight = result["audits"]["total-byte-weight"]["numericValue"] / 1000
print("%-34s %6d %6d %6d %6d %8.0f" % ("/".join("…" if p.isdigit() else p for p in path.split("/")), *scores, weight))
counted = {r["id"] for c in result["categories"].values() if c["id"] != "pwa" for r in c["auditRefs"] if r["weight"]}
for a in result["audits"].values():
    if a["id"] in counted and a.get("score") is not None and a["score"] < 0.9:
        print("    ", a["id"], "-", a["title"])
sys.exit(min(scores) < 95 or (path == "/" and weight >= 150))
PY
done
[ $missed -eq 0 ] || { echo "bench/lighthouse.sh: a target is missed" >&2; exit 1; }
