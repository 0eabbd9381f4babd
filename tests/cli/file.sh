#!/bin/bash
# Files that come with an answer: what is refused and why, that nothing written is lost by it, who
# may read them, and what an upload costs.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
printf 'What should come first?\nDo you agree with the goals? (1-5)\n' >questions.txt
planverk consultation add $plan --title Innspill --kind input --opens "$(TZ=Europe/Oslo date +%F)" --questions questions.txt >/dev/null
id=$(planverk --json consultation list $plan | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
planverk consultation move "$id" announced >/dev/null
for who in lead reader; do
	echo "a long password for $who" | planverk user add $who --email $who@example.org >/dev/null
	planverk user role $who@example.org $plan $who >/dev/null
done
result "a consultation"

# What people send: true files, and files that are not what they say.
python3 - <<'PY'
import os, zipfile
def archive(name, *parts, first=None):
    with zipfile.ZipFile(name, "w") as z:
        if first:
            z.writestr(zipfile.ZipInfo("mimetype"), first)
        for part in parts:
            z.writestr(part, "<x/>")
open("brev.pdf", "wb").write(b"%PDF-1.4\n" + os.urandom(700000))
open("kart.png", "wb").write(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100))
open("foto.jpg", "wb").write(b"\xff\xd8\xff\xe0" + bytes(100))
open("foto.webp", "wb").write(b"RIFF\x10\0\0\0WEBPVP8 " + bytes(100))
archive("svar.docx", "[Content_Types].xml", "word/document.xml")
archive("svar.odt", "content.xml", first="application/vnd.oasis.opendocument.text")
open("large.pdf", "wb").write(b"%PDF-1.4\n" + bytes(30 << 20))
open("full.pdf", "wb").write(b"%PDF-1.4\n" + os.urandom((20 << 20) - 9))
open("lie.pdf", "wb").write(b"MZ\x90\0" + bytes(1000))
open("lie.png", "wb").write(b"%PDF-1.4\n" + bytes(1000))
open("empty.pdf", "wb").close()
archive("archive.docx", "readme.txt")
archive("macros.docx", "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
open("broken.docx", "wb").write(b"PK\3\4" + bytes(500))
open("page.pdf", "w").write("<html><script>alert(1)</script>")
PY

serve
form() {
	curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
# send JAR PATH [curl option…]: a form of files with a fresh token; the status and where it leads.
send() {
	local jar=$1 path=$2
	shift 2
	curl -s -o body -w '%{http_code} %{redirect_url}' -b "$jar" -c "$jar" -H "Origin: $url" -H 'Accept-Language: en' \
		-F "form=$(form "$jar" "$path")" "$@" "$url$path"
}
answer=/consultation/$id/answer

# ---- What is refused ----

# refuses NAME FILE SENTENCE
refuses() {
	is "$1" "$(send me "$answer" -F 'q1=Det jeg har skrevet' -F "files=@$2")" "400 "
	like "   and why" "$(cat body)" "$3"
	like "   and what was written is still there" "$(cat body)" "Det jeg har skrevet</textarea>"
}
refuses "a file of 30 MB" large.pdf "large.pdf: The file is larger than 20 MB."
refuses "a program called PDF" lie.pdf "lie.pdf: This is no PDF"
refuses "a page called PDF" page.pdf "page.pdf: This is no PDF"
refuses "a PDF called PNG" lie.png "lie.png: The file is not what the end of its name says."
refuses "an empty file" empty.pdf "empty.pdf: The file is empty."
refuses "a zip archive called DOCX" archive.docx "archive.docx: This is no PDF"
refuses "a zip archive that is cut off" broken.docx "broken.docx: This is no PDF"
refuses "a document with macros" macros.docx "macros.docx: Documents with macros"
is "six files" "$(send me "$answer" -F q1=Hei $(printf -- '-F files=@kart.png %.0s' 1 2 3 4 5 6))" "400 "
like "   and why" "$(cat body)" "At most 5 files at a time."
is "nothing has been kept of all that" "$(rows file) $(rows statement)" "0 0"
like "other forms take no files" "$(send me /login -F email=x -F 'password=@kart.png')" "400 "

# ---- What is taken ----

sent=$(send me "$answer" -F 'q1=Se vedlegget' -F "files=@brev.pdf;filename=../../x.pdf" -F files=@kart.png -F files=@svar.docx)
like "three files" "$sent" "303 $url/receipt/"
receipt=${sent#303 "$url"}
curl -s "$url$receipt" >page
like "a name is only its last piece" "$(cat page)" ">x.pdf</a>"
unlike "   on the page too" "$(cat page)" ".."
sent=$(send me "$answer" -F files=@foto.jpg -F files=@foto.webp -F files=@svar.odt)
like "an answer of files only" "$sent" "303 $url/receipt/"
only_files=${sent#303 "$url"}
token=$(form me "$answer")
for _ in 1 2; do
	curl -s -o body -b me -c me -H "Origin: $url" -F "form=$token" -F q1=Takk -F files=@kart.png "$url$answer"
done
is "the same form again is one statement with its file" "$(rows statement) $(rows file)" "3 7"
like "without files, as other forms are sent" "$(curl -s -o body -w '%{http_code}' -b me -c me -H "Origin: $url" \
	--data-urlencode "form=$(form me "$answer")" -d q1=Hei "$url$answer")" 303

# ---- Who may read them ----

file=$(grep -o "$receipt/file/[0-9]*" page | head -1)
number=${file##*/}
curl -s -D headers -o got.pdf "$url$file"
is "the receipt gives it back, byte for byte" "$(cmp got.pdf brev.pdf && echo same)" same
like "as a download" "$(cat headers)" "attachment; filename*=UTF-8''x.pdf"
like "that is not looked into" "$(cat headers)" "X-Content-Type-Options: nosniff"
like "and can do nothing" "$(cat headers)" "default-src 'none'; sandbox"
like "and is not kept" "$(cat headers)" "no-store"
other=$(printf 'a%.0s' $(seq 64))
is "another receipt does not" "$(curl -s -o body -w '%{http_code}' "$url/receipt/$other/file/$number")" 404
is "nor does the file's number alone" "$(curl -s -o body -w '%{http_code}' "$url/file/$number")" 404
log_in() {
	curl -s -o body -b "$1" -c "$1" -H "Origin: $url" --data-urlencode "form=$(form "$1" /login)" \
		--data-urlencode "email=$1@example.org" --data-urlencode "password=a long password for $1" "$url/login"
}
log_in lead
log_in reader
is "who reads what is not published does" "$(curl -s -b reader "$url/file/$number" | cmp - brev.pdf && echo same)" same
contribution=$(curl -s -b reader "$url/file/$number/about" | grep -o '/contribution/[0-9]*' | head -1)
like "it stands with its contribution" "$(curl -s -b reader "$url$contribution")" ">x.pdf</a>"

# decide JAR DECISION REASON
decide() {
	curl -s -o body -w '%{http_code}' -b "$1" -c "$1" -H "Origin: $url" --data-urlencode "form=$(form "$1" "/file/$number/about")" \
		-d "decision=$2" --data-urlencode "reason=$3" "$url/file/$number/about"
}
is "who reads does not decide" "$(decide reader publish Fordi)" 403
is "a reason is demanded" "$(decide lead publish '')" 400
is "a planner makes it public" "$(decide lead publish 'Avsenderen ønsker det')" 303
is "then everybody may read it" "$(curl -s "$url/file/$number" | cmp - brev.pdf && echo same)" same
is "until that ends" "$(decide lead withdraw 'Feil fil')" 303
is "   for everybody" "$(curl -s -o body -w '%{http_code}' "$url/file/$number")" 404
like "the reasons are shown" "$(curl -s -b reader "$url/file/$number/about")" "Avsenderen ønsker det"

like "a planner attaches a file" "$(send lead "$contribution/files" -F files=@kart.png)" "303 $url$contribution"
is "who only reads does not" "$(curl -s -o body -w '%{http_code}' -b reader "$url$contribution/files")" 403

# What came as a file only is made a contribution, which gets an answer like any other.
photo=$(curl -s "$url$only_files" | grep -o '/file/[0-9]*' | head -1)
register=$(curl -s -b lead "$url$photo/about" | grep -o '/plan/[^"]*/intake/new?original=[0-9]*' | head -1)
like "its text is asked for" "$(send lead "$register" -F "original=${photo##*/}" -F sender=Kari -F "received=$(TZ=Europe/Oslo date +%F)")" "400 "
like "   by the form" "$(cat body)" "No text was found in the file"
like "and registered" "$(send lead "$register" -F "original=${photo##*/}" -F sender=Kari -F "received=$(TZ=Europe/Oslo date +%F)" \
	-F 'text=Bildet viser et hull i veien')" "303 $url/plan/$plan/intake"
like "it stands with its file" "$(curl -s -b reader "$url$photo/about")" "Bildet viser et hull"
like "the receipt tells what becomes of it" "$(curl -s -H 'Accept-Language: en' "$url$only_files")" "What became of it"
is "and the file is kept once" "$(rows file)" 8

# ---- What an upload costs ----

peak() {
	awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$server/status"
}
# From here on the peak is counted anew: hashing a password took more than any upload.
echo 5 >"/proc/$server/clear_refs"
before=$(peak)
sent=$(send me "$answer" -F q1=Stor -F files=@full.pdf)
like "20 MB" "$sent" "303 "
full=$(curl -s "$url${sent#303 "$url"}" | grep -o '/receipt/[0-9a-f]*/file/[0-9]*' | head -1)
is "   come back as they were" "$(curl -s "$url$full" | cmp - full.pdf && echo same)" same
after=$(peak)
if grep -q __asan_init "$planverk"; then
	skip "and take no more than 25 MB of memory" "a sanitizer keeps what was freed"
else
	[ $((after - before)) -le 25 ]
	result "and take no more than 25 MB of memory" || echo "# $before MB before, $after MB after"
fi

# ---- Commands ----

exits 0 "the files of a plan" planverk --json file list $plan
is "all of them" "$(json 'len(d["files"])')" 9
exits 0 "one of them" planverk file save "$number" copy.pdf
is "   is what came" "$(cmp copy.pdf brev.pdf && echo same)" same
exits 3 "one that is not there" planverk file save 1 copy.pdf
exits 0 "everything verifies" planverk verify
exits 0 "a backup" planverk backup backup.db
is "has the files" "$("$planverk" --db backup.db file save "$number" - | cmp - brev.pdf && echo same)" same
is "a planner erases one" "$(decide lead erase 'Kom ved en feil')" 303
is "   it is gone" "$(curl -s -o body -w '%{http_code}' -b lead "$url/file/$number")" 404
exits 0 "and everything verifies" planverk verify
stop_serving
python3 - <<'PY'
import sqlite3
c = sqlite3.connect("db.sqlite")
c.execute("UPDATE file_chunk SET bytes = zeroblob(length(bytes)) WHERE file_id = (SELECT max(id) FROM file WHERE size > 1000000)")
c.commit()
PY
exits 4 "bytes that were changed are found" planverk verify
says "does not have the bytes"
finish
