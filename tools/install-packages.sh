#!/bin/sh
# Installs the Debian packages of the given sections of packaging/packages.txt that are
# missing: nothing is asked of the network, and no rights are needed, where all are there.
#
# usage: tools/install-packages.sh SECTION…
set -eu

list=$(dirname "$0")/../packaging/packages.txt

# The packages of the sections, one a line, without those whose command is there.
wanted() {
	awk -v sections=" $* " '
		/^#/ || NF == 0 { next }
		/^\[/ { on = index(sections, " " substr($1, 2, length($1) - 2) " "); next }
		on { print $1, $3 }' "$list" | sort -u |
	while read -r package command; do
		if [ -z "$command" ] || ! command -v "$command" >/dev/null; then
			echo "$package"
		fi
	done
}

if ! command -v dpkg-query >/dev/null; then
	echo "planverk: this is no Debian; install what corresponds to the packages in packaging/packages.txt" >&2
	exit 0
fi

packages=$(wanted "$@")
if [ -z "$packages" ]; then
	echo "planverk: packaging/packages.txt has no section named $*" >&2
	exit 2
fi
# Unquoted on purpose, here and below: one argument for each package.
# shellcheck disable=SC2086
installed=$(dpkg-query -W -f '${binary:Package} ${db:Status-Status}\n' $packages 2>/dev/null |
	awk '$2 == "installed" { sub(":.*", "", $1); print $1 }')
missing=$(for package in $packages; do
	echo "$installed" | grep -qxF "$package" || echo "$package"
done | paste -sd ' ' -)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
	as_root=
elif command -v sudo >/dev/null; then
	as_root=sudo
else
	echo "planverk: these Debian packages are missing: $missing" >&2
	echo "planverk: ask an administrator to run: apt-get install --no-install-recommends $missing" >&2
	exit 1
fi

echo "Installing: $missing"
apt() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@"
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086
if ! { apt update && apt install -y --no-install-recommends $missing; } >"$log" 2>&1; then
	tail -n 20 "$log" >&2
	echo "planverk: apt-get could not install the missing packages (above: why): $missing" >&2
	exit 1
fi
