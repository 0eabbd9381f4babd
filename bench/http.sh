#!/bin/bash
# Requests a second over kept connections, beside nginx that sends the same bytes from a file
# it keeps open, on the same machine in the same minute. Targets: a cached page as fast as
# nginx; a page that is made at least a third of that; a handler that waits 5 ms beside slows
# cached pages by a tenth at most; first answer 150 ms after the start; 40 MB at rest.
#
# usage: bench/http.sh [BUILD [DB PATH]]     (the example plan's tree, where no DB is named)
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath -m "${1:-build}")
rounds=5 seconds=2
for command in nginx wrk curl; do
	command -v $command >/dev/null || { echo "bench/http.sh: $command is missing"; exit 0; }
done

work=$(mktemp -d)
processes=()
stop() {
	for process in "${processes[@]}"; do
		kill "$process" 2>/dev/null
	done
	wait 2>/dev/null
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
nginx_port=$(free_port) sample_port=$(free_port) plan_port=$(free_port)

wait_for() {
	for _ in $(seq 500); do
		curl -sf -o /dev/null "$1" && return
		sleep 0.01
	done
	echo "bench/http.sh: no answer from $1" >&2
	exit 1
}

# ---- The servers ----

if [ $# -ge 3 ]; then
	db=$2 path=$3
else
	db=$work/plan.db
	"$build/planverk" --db "$db" init >/dev/null &&
		"$build/planverk" --db "$db" plan import examples/plan.json >/dev/null || exit 1
	path=/plan/kompetanse-2040
fi
begin=$EPOCHREALTIME
"$build/planverk" --db "$db" serve --port "$plan_port" >/dev/null 2>"$work/planverk.log" &
planverk=$!
processes+=($planverk)
until exec 3<>"/dev/tcp/127.0.0.1/$plan_port"; do :; done 2>/dev/null
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$path" >&3
read -r -t 5 first <&3
end=$EPOCHREALTIME
exec 3>&-
case $first in
*" 200 "*) ;;
*) echo "bench/http.sh: $path answers: $first" >&2; exit 1 ;;
esac
cold=$(awk -v a="$begin" -v b="$end" 'BEGIN { printf "%.0f", (b - a) * 1000 }')
idle=$(awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$planverk/status")

make -s BUILD="$build" "$build/bench/http_server" || exit 1
"$build/bench/http_server" "$sample_port" "$work/sample.db" 2>"$work/sample.log" &
processes+=($!)
wait_for "http://127.0.0.1:$sample_port/cached"

# nginx sends what each server sends, with as many workers as we have threads for clients.
mkdir "$work/www"
curl -sf -o "$work/www/tree" "http://127.0.0.1:$plan_port$path"
curl -sf -o "$work/www/sample" "http://127.0.0.1:$sample_port/cached"
cat >"$work/nginx.conf" <<END
worker_processes 2;
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 512; }
http {
	access_log off;
	open_file_cache max=100;
	default_type "text/html; charset=utf-8";
	keepalive_requests 100000000;
	sendfile on;
	tcp_nopush on;
	client_body_temp_path $work; proxy_temp_path $work; fastcgi_temp_path $work;
	uwsgi_temp_path $work; scgi_temp_path $work;
	server { listen 127.0.0.1:$nginx_port; root $work/www; }
}
END
chmod -R a+rX "$work"
nginx -c "$work/nginx.conf" -p "$work" 2>/dev/null &
processes+=($!)
wait_for "http://127.0.0.1:$nginx_port/sample"

# ---- Measuring: one short run of each after the other, five times; the medians count ----

# A query that is new each time: never in the cache.
cat >"$work/new.lua" <<'END'
local n = math.random(1000000000)
request = function()
	n = n + 1
	return wrk.format("GET", wrk.path .. "?n=" .. n)
end
END

# rate NAME URL [wrk option…]: adds requests a second to the file of that name.
rate() {
	local name=$1 url=$2
	shift 2
	wrk -t1 -c32 -d"${seconds}s" "$@" "$url" | awk '
		/^Requests\/sec/ { rate = $2 }
		/Non-2xx|Socket errors/ { bad = 1 }
		END { print bad ? 0 : rate }' >>"$work/$name.rates"
}

for ((round = 0; round < rounds; round++)); do
	rate nginx_tree "http://127.0.0.1:$nginx_port/tree"
	rate tree "http://127.0.0.1:$plan_port$path"
	rate tree_made "http://127.0.0.1:$plan_port$path" -s "$work/new.lua"
	rate nginx_sample "http://127.0.0.1:$nginx_port/sample"
	rate cached "http://127.0.0.1:$sample_port/cached"
	rate made "http://127.0.0.1:$sample_port/made"
	wrk -t1 -c8 -d"$((seconds + 1))s" "http://127.0.0.1:$sample_port/slow" >/dev/null &
	slow=$!
	sleep 0.3
	rate beside "http://127.0.0.1:$sample_port/cached"
	wait $slow
done

median() {
	sort -n | sed -n "$(((rounds + 1) / 2))p"
}
bad=0
# row LABEL NAME PEER TARGET: the median rate, and the median of the rounds' ratios to the peer,
# so that what else the machine does weighs on both.
row() {
	ratio=$(paste "$work/$2.rates" "$work/$3.rates" | awk '{ print ($2 > 0 ? $1 / $2 : 0) }' | median)
	awk -v label="$1" -v rate="$(median <"$work/$2.rates")" -v ratio="$ratio" -v target="$4" 'BEGIN {
		printf "| %-46s | %10.0f | %6.2f | %s |\n", label, rate, ratio, target == "" ? "" : target (ratio >= target ? "" : " MISSED")
		exit target != "" && ratio < target }' || bad=1
}

size() { wc -c <"$work/www/$1"; }
printf '| %-46s | %10s | %6s | %s |\n' "32 connections, median of $rounds runs of $seconds s" "requests/s" ratio "at least"
echo "|------------------------------------------------|-----------:|-------:|---------:|"
row "nginx: the plan tree as a file ($(size tree) bytes)" nginx_tree nginx_tree ""
row "planverk: the plan tree" tree nginx_tree 1.0
row "planverk: the plan tree, made each time" tree_made nginx_tree 0.33
row "nginx: 40 texts as a file ($(size sample) bytes)" nginx_sample nginx_sample ""
row "planverk: the texts" cached nginx_sample 1.0
row "planverk: the texts, made each time" made nginx_sample 0.33
row "planverk: the texts beside 5 ms handlers (*)" beside cached 0.9
echo "(*) ratio to the line of the texts themselves"
echo
echo "first answer $cold ms after the start (at most 150); $idle MB at rest (at most 40)"
[ "$cold" -le 150 ] && [ "$idle" -le 40 ] && [ $bad = 0 ]
