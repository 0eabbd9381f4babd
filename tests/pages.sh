#!/bin/bash
# Serves the example region on a free port and gives its address to the page tests.
set -u
cd "$(dirname "$0")/.." || exit 1
planverk=${PLANVERK:-build/planverk}
work=$(mktemp -d "${TEST_TMP:-/tmp}/pages.XXXXXX")
server=
stop() {
	[ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 143' INT TERM HUP

if ! tools/load-example.sh "$planverk" "$work/pages.db" >"$work/load.log" 2>&1; then
	cat "$work/load.log" >&2
	exit 1
fi

# One who may do everything, for the pages behind the login.
PLANVERK_EMAIL=kari@example.no PLANVERK_PASSWORD="riktig hest batteri stift"
export PLANVERK_EMAIL PLANVERK_PASSWORD
"$planverk" --db "$work/pages.db" user add "Kari Nordmann" --email "$PLANVERK_EMAIL" --admin <<<"$PLANVERK_PASSWORD" >/dev/null &&
	"$planverk" --db "$work/pages.db" user role "$PLANVERK_EMAIL" kompetanse-2040 lead >/dev/null || exit 1

# She also coordinates the answers of an organisation, which is writing one.
"$planverk" --db "$work/pages.db" user role "$PLANVERK_EMAIL" kompetanse-2040 coordinator \
	--organisation "$("$planverk" --db "$work/pages.db" organisation list | head -n 1 | cut -f 1)" >/dev/null || exit 1
/usr/bin/python3 -c 'import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute("""INSERT INTO behalf (id, consultation_id, organisation_id, state, revision, made_at)
	SELECT 1, (SELECT max(id) FROM consultation), organisation_id, ?, 1, 0 FROM role_grant WHERE role = ?""", ("writing", "coordinator"))
c.execute("INSERT INTO behalf_revision SELECT 1, 1, 1, max(id), 0 FROM user_account")
c.commit()' "$work/pages.db" || exit 1

# A letter with its original: the example has only what came by forms.
printf '%%PDF-1.4\n' >"$work/brev.pdf"
echo "Vi vil ha flere lærlinger i kommunene." >"$work/brev.txt"
"$planverk" --db "$work/pages.db" intake add kompetanse-2040 "$work/brev.pdf" --text "$work/brev.txt" --sender "Ola Nordmann" \
	--received 2026-01-05 --dated 2026-01-02 >/dev/null || exit 1

# A plan that both assemblies have adopted, so that there is somebody to tell.
"$planverk" --db "$work/pages.db" law aside kompetanse-2040 R3 R5 R6 R7 R8 --reason "Et eksempel" || exit 1
for assembly in "Fylkestinget (eksempel)" "Bystyret (eksempel)"; do
	"$planverk" --db "$work/pages.db" decision record kompetanse-2040 "$assembly" --kind adopt --version "Utkast (eksempel)" >/dev/null || exit 1
done
"$planverk" --db "$work/pages.db" decision told start kompetanse-2040 >/dev/null || exit 1

# Mail is set up, with no server there, and somebody has not confirmed yet: pages to look at.
"$planverk" --db "$work/pages.db" notice setup --smtp smtp://127.0.0.1:9 --from plan@example.no \
	--public-url https://plan.example.no >/dev/null || exit 1
/usr/bin/python3 -c 'import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute("INSERT INTO notice_address VALUES (1, ?)", ("ola@example.no",))
c.execute("INSERT INTO notice_subscription SELECT 1, id, 1, ?, ?, 4102444800000000, 0 FROM plan WHERE slug = ?",
          ("unconfirmed", "nb", "kompetanse-2040"))
c.commit()' "$work/pages.db" || exit 1

# Two versions with a change between them.
db() { /usr/bin/python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()' "$work/pages.db" "$1"; }
"$planverk" --db "$work/pages.db" version make kompetanse-2040 --name "Til høring" >/dev/null &&
	db "UPDATE plan_node SET title = title || ' i hele regionen' WHERE id = (SELECT min(id) FROM plan_node)" &&
	"$planverk" --db "$work/pages.db" version make kompetanse-2040 --name "Etter høring" >/dev/null || exit 1

# Then the two assemblies adopt different texts.
"$planverk" --db "$work/pages.db" decision record kompetanse-2040 "Fylkestinget (eksempel)" --kind adopt --version "Etter høring" >/dev/null &&
	db "UPDATE plan_node SET title = title || ' og hver bydel' WHERE id = (SELECT min(id) FROM plan_node)" &&
	"$planverk" --db "$work/pages.db" version make kompetanse-2040 --name "Bystyrets tekst" >/dev/null &&
	"$planverk" --db "$work/pages.db" decision record kompetanse-2040 "Bystyret (eksempel)" --kind adopt --version "Bystyrets tekst" >/dev/null || exit 1
"$planverk" --db "$work/pages.db" radar import kompetanse-2040 fuzz/corpus/feed/atom.xml >/dev/null || exit 1

# What a form or a mail leads to, and no link; and what stands far down in the navigation.
export PLANVERK_PATHS="${PLANVERK_PATHS-} /search?q=l%C3%A6rlinger+strom /subscription/unconfirmed /plan/kompetanse-2040/decisions /plan/kompetanse-2040/questions /plan/kompetanse-2040/programme/timeline /plan/kompetanse-2040/annual/2025 /plan/kompetanse-2040/around"

# Planners' pages: the table of routes has them, and a planner's links lead to them.
first() { sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p" | head -n 1; }
plan=/plan/kompetanse-2040
remark=$("$planverk" --db "$work/pages.db" --json inbox list kompetanse-2040 --limit 1 | first remark)
group=$("$planverk" --db "$work/pages.db" --json group list kompetanse-2040 | first id)
consultation=$("$planverk" --db "$work/pages.db" --json consultation list kompetanse-2040 | first id)
# The partners are asked: their pages need no account.
"$planverk" --db "$work/pages.db" progress open kompetanse-2040 --year 2027 --due 2028-02-15 || exit 1
link=$("$planverk" --db "$work/pages.db" --json progress ask kompetanse-2040 | sed -n 's/.*"link": *"\([^"]*\)".*/\1/p' | head -n 1)
# An annual report that is published, and one that is a draft.
"$planverk" --db "$work/pages.db" annual begin kompetanse-2040 2025 && "$planverk" --db "$work/pages.db" annual publish kompetanse-2040 2025 &&
	"$planverk" --db "$work/pages.db" annual begin kompetanse-2040 2026 || exit 1
sheet=$("$planverk" --db "$work/pages.db" proposal sheet kompetanse-2040 "Bord 3") || exit 1
programme=$("$planverk" --db "$work/pages.db" --json programme list kompetanse-2040 | first id)
measure=$("$planverk" --db "$work/pages.db" --json measure list kompetanse-2040 | first id)
position=$("$planverk" --db "$work/pages.db" --json position list kompetanse-2040 | sed -n 's/.*"node": *\([0-9]*\), *"ref": *"p2".*/\1/p')
body=$("$planverk" --db "$work/pages.db" --json body list kompetanse-2040 | first id)
node=$(/usr/bin/python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT min(id) FROM plan_node").fetchone()[0])' "$work/pages.db")
recommendation=$("$planverk" --db "$work/pages.db" --json recommendation add kompetanse-2040 --text "Færre, tydeligere mål" --remark "$remark" | first recommendation)
consultation=$(/usr/bin/python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT max(id) FROM consultation").fetchone()[0])' "$work/pages.db")
"$planverk" --db "$work/pages.db" api token make "$PLANVERK_EMAIL" kompetanse-2040 --name Kart >/dev/null || exit 1
export PLANVERK_INSIDE="${PLANVERK_INSIDE-} /consultation/$consultation/drafts /behalf/1 $plan/tokens $plan/recommendations /recommendation/$recommendation /node/$node/shape"
export PLANVERK_INSIDE="${PLANVERK_INSIDE-} $plan/edit /node/$node/edit $plan/output $plan/files $plan/intake $plan/masking $plan/privacy?words=eksempel $plan/inbox $plan/inbox?language=nn $plan/replies $plan/process/edit $plan/law $plan/around $plan/radar $plan/proposals $sheet $plan/progress $link $plan/annual/2026 $plan/annual/2026?summary=yes $plan/bodies/new /body/$body/edit $plan/decisions/new $plan/decisions/paper $plan/questions/new $plan/programme/new?programme=$programme /measure/$measure/edit /position/$position /consultation/$consultation/recipients /remark/$remark/split /group/$group/shape"

"$planverk" --db "$work/pages.db" serve --port 0 >"$work/serve.out" 2>"$work/serve.log" &
server=$!
for _ in $(seq 100); do
	# It says where it listens once it answers.
	url=$(grep -oE 'http://[0-9.:]+' "$work/serve.out")
	if [ -n "$url" ]; then
		node tests/pages/check_pages.mjs "$url"
		status=$?
		if ! kill -0 $server 2>/dev/null; then
			wait $server
			echo "The server ended with status $? while the pages were tested:" >&2
			tail -n 40 "$work/serve.log" >&2
			exit 1
		fi
		exit $status
	fi
	kill -0 $server 2>/dev/null || break
	sleep 0.1
done
echo "The server did not start:" >&2
cat "$work/serve.log" >&2
exit 1
