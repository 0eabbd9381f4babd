#!/bin/bash
# Users, roles and the audit on the command line; and the way through the login page.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
password="riktig hest batteri stift"
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
planverk organisation import "$root/examples/organisations.csv" >/dev/null

# ---- Users ----

exits 0 "no users yet" planverk user list
says "makes the first"
exits 0 "the first administrator" planverk user add "Kari Nordmann" --email Kari@Example.no --admin <<<"$password"
says "^kari@example.no is added, as an administrator"
exits 4 "the same address again" planverk user add "Kari" --email KARI@example.no <<<"$password"
exits 2 "a short password" planverk user add "Ola" --email ola@example.no <<<"kort"
says "at least 12 characters"
exits 2 "no password" planverk user add "Ola" --email ola@example.no </dev/null
exits 2 "no address" planverk user add "Ola" <<<"$password"
says "--email kari@example.no"
exits 2 "an address that is none" planverk user add "Ola" --email ola <<<"$password"
exits 2 "no name" planverk user add " " --email ola@example.no <<<"$password"
is "nobody was added" "$(rows user_account)" 1
exits 0 "an invitation" planverk --json user add "Ola" --email ola@example.no --invite --public-url https://plan.example.no/
is "   is a link" "$(json 'd["link"].startswith("https://plan.example.no/invitation/") and len(d["link"])')" 78
link=$(json 'd["link"].split("/")[-1]')
exits 0 "the list" planverk --json user list
is "   has both" "$(json '[(u["email"], u["state"], u["administrator"]) for u in d]')" \
	"[('kari@example.no', 'active', True), ('ola@example.no', 'invited', False)]"
is "no secret is in the database" "$(grep -c -a -e "$link" -e "$password" db.sqlite db.sqlite-wal 2>/dev/null | awk -F: '{ n += $2 } END { print n + 0 }')" 0
exits 3 "a user that is none" planverk user disable per@example.no
says "planverk user list"
exits 0 "no longer an administrator" planverk user admin kari@example.no --remove
exits 0 "an administrator again" planverk user admin kari@example.no

# ---- Roles ----

exits 0 "a role" planverk user role kari@example.no $plan editor
exits 0 "the same role again" planverk user role kari@example.no $plan editor
is "is one role" "$(rows role_grant)" 1
exits 2 "a role that is none" planverk user role kari@example.no $plan boss
says "lead, editor, reviewer, reader, contributor or coordinator"
exits 3 "in a plan that is none" planverk user role kari@example.no nope lead
exits 2 "a contributor for nobody" planverk user role ola@example.no $plan contributor
exits 3 "for an organisation that is none" planverk user role ola@example.no $plan contributor --organisation Nope
name=$(planverk organisation list | head -n 1 | cut -f 1)
exits 0 "a contributor" planverk user role ola@example.no $plan contributor --organisation "$name"
exits 0 "no contributor" planverk user role ola@example.no $plan contributor --remove
is "one role is left" "$(rows role_grant)" 1

# ---- The audit ----

exits 0 "the audit" "$planverk" security audit
says "POST /contribution/\{contribution\}/publish +contribution.publish +Lead, Editor"
exits 0 "the audit for programs" "$planverk" --json security audit
is "   has a permission and callers for every route" "$(json 'all(r["permission"] and r["callers"] for r in d) and len(d) > 20')" True
is "   what an administrator does is for administrators" \
	"$(json 'sorted({r["permission"] for r in d if r["path"].startswith("/admin")})')" "['admin']"

# ---- The login page ----

planverk serve --port 0 >serve.out 2>serve.err &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 100); do
	url=$(grep -oE 'http://[0-9.:]+' serve.out) && break
	sleep 0.1
done

# browse PATH [FIELD=VALUE…]: as a browser that keeps its cookies; with fields it sends the
# page's last form. Prints the status; the page is in page.html.
browse() {
	local path=$1 token arguments=()
	shift
	if [ $# -gt 0 ]; then
		token=$(grep -oE 'name="form" value="[^"]+"' page.html | tail -n 1 | cut -d'"' -f 4)
		arguments=(-H "Origin: $url" --data-urlencode "form=$token")
		for field in "$@"; do
			arguments+=(--data-urlencode "$field")
		done
	fi
	curl -s -o page.html -w '%{http_code}' -b jar -c jar -H 'Accept-Language: en' "${arguments[@]}" "$url$path"
}

is "a page for planners leads to the login" "$(browse /me)" 303
is "the login page" "$(browse /login)" 200
is "a wrong password" "$(browse /login email=kari@example.no password=feil)" 403
is "the right one" "$(browse /login email=kari@example.no "password=$password" next=/me)" 303
is "the page for planners" "$(browse /me)" 200
grep -q "Kari Nordmann" page.html
result "   says who is logged in"
is "the administrator's page" "$(browse /admin/security)" 200
exits 0 "the sessions" planverk --json user sessions kari@example.no
is "   are one" "$(json 'len(d)')" 1
cp jar stolen
browse / >/dev/null
is "out" "$(browse /logout x=1)" 303
is "the page for planners asks again" "$(browse /me)" 303
cp stolen jar
is "even for the cookie of before" "$(browse /me)" 303

browse /login >/dev/null
is "in again" "$(browse /login email=kari@example.no "password=$password")" 303
exits 0 "ended from the command line" planverk user sessions kari@example.no --end
is "   is out at once" "$(browse /me)" 303
browse /login >/dev/null
browse /login email=kari@example.no "password=$password" >/dev/null
exits 0 "a new password" planverk user password kari@example.no <<<"en helt annen setning"
is "   ends the sessions" "$(browse /me)" 303
browse /login >/dev/null
is "   the old one does not do" "$(browse /login email=kari@example.no "password=$password")" 403
browse /login >/dev/null
is "   the new one does" "$(browse /login email=kari@example.no "password=en helt annen setning")" 303
exits 0 "locked out" planverk user disable kari@example.no
is "   at once" "$(browse /me)" 303
exits 0 "let in" planverk user enable kari@example.no
is "   but not with the old session" "$(browse /me)" 303

exits 0 "everything verifies" planverk verify
exits 2 "a public address with a path" planverk serve --port 0 --public-url https://plan.example.no/plan
says "without a path"
finish
