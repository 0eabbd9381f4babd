#!/bin/bash
# Walks the table of routes: each that changes something refuses a form without its token, a form
# from another site, somebody who is not logged in, and somebody without the permission.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
sh "$root/tools/load-example.sh" "$planverk" db.sqlite >/dev/null
result "the example region"
for who in everything nothing; do
	echo "a long password for $who" | planverk user add $who --email $who@example.org >/dev/null
done
planverk user role everything@example.org $plan lead >/dev/null
planverk user role everything@example.org $plan coordinator \
	--organisation "$(planverk organisation list | head -1 | cut -f 1)" >/dev/null
echo "a long password for admin" | planverk user add admin --email admin@example.org --admin >/dev/null
result "users"
printf '%%PDF-1.4\n' >brev.pdf
echo "Vi vil ha flere lærlinger" >brev.txt
planverk intake add $plan brev.pdf --text brev.txt --sender Ola --received 2026-01-05 >/dev/null
result "a letter with its file"
planverk recommendation add $plan --text "Færre mål" >/dev/null
result "a recommendation"

serve

# form JAR: a token that this browser was given; the page of the login has one for everybody.
form() {
	curl -s -b "$1" -c "$1" "$url/${2:-login}" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
# post JAR PATH [curl option…]: the status.
post() {
	local jar=$1 path=$2
	shift 2
	curl -s -o body -w '%{http_code}' -b "$jar" -c "$jar" "$@" "$url$path"
}
log_in() {
	post "$1" /login -H "Origin: $url" --data-urlencode "form=$(form "$1")" --data-urlencode "email=$1@example.org" \
		--data-urlencode "password=a long password for $1" >/dev/null
}
log_in everything
log_in nothing
log_in admin
consultation=$(planverk --json consultation list $plan | python3 -c 'import json, sys; print(json.load(sys.stdin)[-1]["id"])')
organisation=$(curl -s -b everything "$url/consultation/$consultation/drafts" | grep -o 'name="organisation" value="[0-9]*"' | grep -o '[0-9]*')
is "an organisation's draft" "$(post everything "/consultation/$consultation/drafts" -H "Origin: $url" \
	--data-urlencode "form=$(form everything me)" -d "organisation=$organisation")" 303

# What stands for each {name}: the number of something that the example has. A {name} that is not
# here fails the test: a route that nobody has tried is not known to refuse.
python3 - >names.txt <<'PY'
import re, sqlite3, subprocess
c = sqlite3.connect("file:db.sqlite?mode=ro", uri=True)
def first(sql):
    row = c.execute(sql).fetchone()
    return str(row[0]) if row else ""
tables = {r[0] for r in c.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
names = {"plan": "kompetanse-2040", "user": first("SELECT id FROM user_account"),
         "node": first("SELECT id FROM plan_node"),
         "position": first("SELECT id FROM plan_node WHERE kind = 'position'"), "group": first("SELECT max(id) FROM text_group")}
for table in tables:
    if "id" in {r[1] for r in c.execute(f"PRAGMA table_info({table})")}:
        names.setdefault(table, first(f"SELECT max(id) FROM {table}"))
for name, value in names.items():
    print(name, value)
print('year', 2026)
PY

# refused NAME STATUS
refused() {
	[ "$2" = 403 ]
	result "$1" || printf '# status %s\n# %s\n' "$2" "$(head -c 300 body | tr '\n' ' ')"
}

"$planverk" --json security audit >audit.json
python3 -c 'import json
for r in json.load(open("audit.json")):
    if r["method"] != "GET":
        print(r["path"], "secret" if r.get("by_secret") else r["permission"])' >changing.txt
is "there are routes that change something" "$([ "$(wc -l <changing.txt)" -gt 15 ] && echo yes)" yes
while read -r path permission; do
	here=$path
	while [[ $here =~ \{([a-z]+)\} ]]; do
		name=${BASH_REMATCH[1]}
		value=$(sed -n "s/^$name //p" names.txt)
		case $permission in
		public | secret) value=${value:-1} ;; # a secret: nobody is refused by who they are
		esac
		[ -n "$value" ]
		result "there is a $name to try $path with" || break
		here=${here/"{$name}"/$value}
	done
	[[ $here == *{* ]] && continue
	if [ "$permission" = secret ]; then
		is "$here does nothing for who guesses" "$(post nobody "$here" -d x=1)" 404
		continue
	fi
	who=everything
	[ "$permission" != admin ] || who=admin
	refused "$path without a token" "$(post $who "$here" -H "Origin: $url" -d x=1)"
	refused "$path from another site" \
		"$(post $who "$here" -H "Origin: https://example.com" --data-urlencode "form=$(form $who)")"
	[ "$permission" != public ] || continue
	refused "$path by nobody" "$(post nobody "$here" -H "Origin: $url" --data-urlencode "form=$(form nobody)")"
	[ "$permission" != user ] || continue
	refused "$path without $permission" \
		"$(post nothing "$here" -H "Origin: $url" --data-urlencode "form=$(form nothing me)")"
done <changing.txt
finish
