# For tests of mail, after tap.sh: a mail server, and what it got.
#
#	start_mail                    # smtp.py; its port is in $port
#	sent 2 0 0 "two are sent"     # runs `notice send`
#	is "to her" "$(mail 'm["To"]')" "<kari@example.no>"
#	stop_mail

mkdir mail
start_mail() {
	rm -f mail/port
	/usr/bin/python3 "$root/tests/smtp.py" mail "$@" 2>>mail.err &
	mail=$!
	until [ -s mail/port ] || ! kill -0 $mail; do sleep 0.05; done
	port=$(cat mail/port)
}
stop_mail() {
	kill $mail
	wait $mail 2>/dev/null
}
mails() {
	find mail -name '*.eml' | wc -l
}
# mail EXPRESSION [NUMBER]: of the message m, the last one by default; t is its text.
mail() {
	python3 -c 'import email, email.policy, glob, sys
try:
    files = sorted(glob.glob("mail/*.eml"))
    m = email.message_from_binary_file(open(files[int(sys.argv[2]) - 1 if sys.argv[2] else -1], "rb"), policy=email.policy.default)
    print(eval(sys.argv[1], {"m": m, "t": m.get_content()}))
except Exception as e:
    print("no mail:", e)' "$1" "${2:-}"
}
# Time passes: pauses and leases are over.
time_passes() {
	python3 -c 'import sqlite3
c = sqlite3.connect("db.sqlite", timeout=20)
c.execute("UPDATE notice SET not_before = 0, lease_until = 0")
c.commit()'
}
# sent SENT FAILED GIVEN_UP NAME
sent() {
	local expected="$1 $2 $3" name=$4
	planverk --json notice send >out.txt 2>err.txt
	is "$name" "$(json '"%d %d %d" % (d["sent"], d["failed"], d["given_up"])')" "$expected"
}
# form JAR PATH: the token of the form on a page.
form() {
	curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
# post JAR PATH TOKEN [curl option…]: the status and where it leads.
post() {
	local jar=$1 path=$2 token=$3
	shift 3
	curl -s -o body -w '%{http_code} %{redirect_url}' -b "$jar" -c "$jar" -H "Origin: $url" \
		--data-urlencode "form=$token" "$@" "$url$path"
}
