#!/bin/sh
# Writes the manual page from what the program says about itself, so that the two agree.
#
# usage: tools/manpage.sh PLANVERK VERSION >planverk.1
set -eu
planverk=$1 version=$2

# The program's text as it stands, safe from troff.
escaped() {
	sed -e 's/\\/\\e/g' -e "s/^\([.']\)/\\\\\&\1/" -e 's/-/\\-/g'
}

commands() {
	"$planverk" help | sed -n '/^Commands:/,/^$/p' | sed -n 's/^  \([a-z]\)/\1/p' | sed 's/  .*//'
}

cat <<TROFF
.TH PLANVERK 1 "" "planverk $version" "User commands"
.SH NAME
planverk \- carries a regional plan from the first contribution to the last annual report
.SH SYNOPSIS
.B planverk
.RB [ \-\-db
.IR FILE ]
.I COMMAND
.RI [ OPTIONS ]
.RI [ ARGUMENTS ]
.SH DESCRIPTION
.nf
TROFF
"$planverk" help | sed '1,/^Commands:/d' | escaped
cat <<TROFF
.fi
.SH COMMANDS
TROFF
commands | while read -r command; do
	echo ".SS planverk $command" | sed 's/-/\\-/g'
	echo ".nf"
	# shellcheck disable=SC2086
	"$planverk" help $command | sed '/^Every command takes:/,$d' | escaped
	echo ".fi"
done
cat <<TROFF
.SH ENVIRONMENT
.TP
.B PLANVERK_DB
the database, where \-\-db does not name it
.TP
.B PLANVERK_THREADS
the number of threads, where \-\-threads does not name it
.SH EXIT STATUS
.TP
.B 0
done
.TP
.B 1
the disk, the network or the database failed
.TP
.B 2
the arguments or the input are wrong
.TP
.B 3
what was asked for does not exist
.TP
.B 4
the state does not allow it: it is there already, or newer
TROFF
