#!/bin/bash
# Every command explains itself; what is wrong on a command line is said.
. "$(dirname "$0")/../tap.sh"

exits 0 "no argument explains" "$planverk"
says "usage: planverk"
exits 0 "help lists the commands" "$planverk" help
cp out.txt overview.txt

# The commands as the overview lists them: indented by two, name and summary in columns.
sed -n '/^Commands:/,/^$/p' overview.txt | sed -n 's/^  \(.*[^ ]\)  .*/\1/p' |
	sed 's/  .*//; s/ *$//' >commands.txt
[ "$(wc -l <commands.txt)" -ge 10 ]
result "there are commands ($(wc -l <commands.txt))"

bad=0
while read -r command; do
	# shellcheck disable=SC2086
	"$planverk" help $command >a.txt 2>&1 && "$planverk" $command --help >b.txt 2>&1 &&
		cmp -s a.txt b.txt && grep -q "^planverk $command" a.txt && grep -q -- "--db FILE" a.txt || {
		echo "# $command"
		bad=$((bad + 1))
	}
done <commands.txt
is "every command has its help, by help and by --help" $bad 0

"$root/tools/manpage.sh" "$planverk" 1.0 >planverk.1
result "the manual page is made from the same texts"
is "   and has every command" "$(sed -n 's/^\.SS planverk //p' planverk.1 | sed 's/\\-/-/g')" "$(cat commands.txt)"

exits 2 "a command that is none" planverk frobnicate
says 'no command "frobnicate"'
exits 2 "an option that is none" planverk verify --frobnicate
says "has no option --frobnicate"
exits 2 "a value too many" planverk verify x
says "usage: planverk verify"
exits 2 "an argument too few" planverk backup
says "usage: planverk backup FILE"
exits 2 "an option without its value" "$planverk" verify --db
says "--db needs a value"
exits 2 "a switch with a value" planverk verify --json=yes
says "takes no value"
exits 2 "threads that are none" planverk verify --threads zero
says "whole number from 1 to 64"
exits 2 "help on nothing" planverk help frobnicate
exits 0 "the version" planverk version
says "^planverk [0-9]+\.[0-9]+"
exits 3 "no database" planverk verify
says 'make one with .planverk --db db.sqlite init'
[ ! -e db.sqlite ]
result "and none is made"

planverk init >/dev/null
exits 1 "output that cannot be written" sh -c "'$planverk' help >/dev/full"
says "Cannot write the output"
finish
