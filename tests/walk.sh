#!/bin/bash
# One consultation from its set-up to the answers on the receipts, in a browser: twenty people on phones
# without JavaScript, a planner by keyboard alone, a second one who approves.
set -u
cd "$(dirname "$0")/.." || exit 1
planverk=${PLANVERK:-build/planverk}
work=$(mktemp -d "${TEST_TMP:-/tmp}/walk.XXXXXX")
server=
stop() {
	[ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 143' INT TERM HUP
export PLANVERK=$planverk PLANVERK_DB=$work/walk.db PLANVERK_PLAN=kompetanse-2040
PLANVERK_PASSWORD="riktig hest batteri stift"
export PLANVERK_PASSWORD
{
	"$planverk" --quiet init && "$planverk" --quiet plan import examples/plan.json || exit 1
	for who in kari ola; do
		"$planverk" user add "$who" --email $who@example.no <<<"$PLANVERK_PASSWORD" &&
			"$planverk" user role $who@example.no $PLANVERK_PLAN lead || exit 1
	done
} >/dev/null
"$planverk" serve --port 0 >"$work/serve.out" 2>"$work/serve.log" &
server=$!
for _ in $(seq 100); do
	url=$(grep -oE "http://[0-9.:]+" "$work/serve.out" 2>/dev/null) && break
	sleep 0.1
done
node tests/pages/walk.mjs "$url"
status=$?
kill -0 $server 2>/dev/null || { tail -n 40 "$work/serve.log" >&2; exit 1; }
exit $status
