#!/bin/bash
# Letters and e-mails that are registered by hand, by command and by page: what is read from them,
# which dates are refused, and what comes late.
. "$(dirname "$0")/../tap.sh"

plan=kompetanse-2040
planverk init >/dev/null
planverk plan import "$root/examples/plan.json" >/dev/null
echo 'What should come first?' >questions.txt
day() {
	TZ=Europe/Oslo date -d "$1 days" +%F
}
today=$(day 0) yesterday=$(day -1) tomorrow=$(day 1)
planverk consultation add $plan --title "Åpne innspill" --kind input --opens "$today" --closes "$tomorrow" --questions questions.txt >/dev/null
id=$(planverk --json consultation list $plan | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
planverk consultation move "$id" announced >/dev/null
# One that closed before: the clock of a test is not to be turned, a row is.
python3 - "$id" "$yesterday" "$(day -9)" <<'PY'
import sqlite3, sys
c = sqlite3.connect("db.sqlite")
c.execute("INSERT INTO consultation (id, plan_id, kind, title, intro, opens_on, closes_on, state, created_at) SELECT id + 1, plan_id, kind, 'Stengt høring', intro, ?, ?, state, created_at FROM consultation WHERE id = ?",
          (sys.argv[3], sys.argv[2], sys.argv[1]))
c.commit()
PY
closed=$((id + 1))
result "two consultations"

python3 - <<'PY'
import base64, zipfile
def pdf(name, text):
    content = b"BT /F1 12 Tf 50 700 Td (" + text.encode("latin-1") + b") Tj ET"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    out, at = b"%PDF-1.4\n", []
    for i, o in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj" % i + o + b"endobj\n"
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % a for a in at)
    open(name, "wb").write(out + b"trailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF" % table)
pdf("brev.pdf", "Vi ønsker flere busser")
pdf("skannet.pdf", "")
open("skadet.pdf", "wb").write(b"%PDF-1.4\n" + bytes(5000))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
with zipfile.ZipFile("brev.docx", "w") as z:
    z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
    z.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
               'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    z.writestr("word/document.xml", f"<w:document {W}><w:body><w:p><w:r><w:t>Bygg heller gangvei</w:t></w:r></w:p></w:body></w:document>")
head = ("From: =?utf-8?Q?K=C3=A5re_Nordmann?= <kare@example.org>\r\nTo: post@example.org\r\n"
        "Subject: =?utf-8?Q?H=C3=B8ringssvar?=\r\nDate: Mon, 2 Mar 2026 23:30:00 +0000\r\nMIME-Version: 1.0\r\n")
part = lambda name, type, bytes: (f'--b\r\nContent-Type: {type}\r\nContent-Disposition: attachment; filename="{name}"\r\n'
                                  'Content-Transfer-Encoding: base64\r\n\r\n' + base64.encodebytes(bytes).decode().replace("\n", "\r\n"))
open("epost.eml", "w", newline="").write(head + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    '--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    'Vi st=F8tter m=E5l 2.\r\n' + part("../vedlegg.pdf", "application/pdf", open("brev.pdf", "rb").read())
    + part("skjult.exe", "application/octet-stream", b"MZ" + bytes(50)) + "--b--\r\n")
open("side.eml", "w", newline="").write(head + "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hei</p>\r\n")
PY
add() {
	planverk --json intake add $plan "$@"
}

# ---- What is read ----

exits 0 "an e-mail" add epost.eml --received "$today" --consultation "$id" --ref 26/104-7
is "is kept with what was attached, but for what we do not keep" "$(json '(d["files"], d["left"], d["late"])')" "(2, 1, False)"
mail=$(json 'd["contribution"]')
# field SQL: the first column of the first row.
field() {
	python3 -c 'import sqlite3, sys; print(sqlite3.connect("file:db.sqlite?mode=ro", uri=True).execute(sys.argv[1]).fetchone()[0])' "$1"
}
is "its text" "$(field "SELECT text FROM contribution WHERE id = $mail")" "Vi støtter mål 2."
is "its subject" "$(field "SELECT topic FROM contribution WHERE id = $mail")" "Høringssvar"
is "its day, here" "$(field "SELECT said_on FROM contribution WHERE id = $mail")" "2026-03-03"
is "its sender, apart" "$(field "SELECT name FROM intake_sender")" "Kåre Nordmann"
is "the attachment, without its folder" "$(field "SELECT name FROM file WHERE kind = 'pdf'")" "vedlegg.pdf"
is "the journal names neither sender nor file" \
	"$(field "SELECT count(*) FROM journal_content WHERE content LIKE '%Nordmann%' OR content LIKE '%vedlegg%'")" 0
exits 4 "the same again" add epost.eml --received "$today"
says "registered already"
exits 0 "a letter as DOCX" add brev.docx brev.pdf --sender "Ola Nordmann" --dated "$yesterday" --received "$today" --organisation "Ås kommune"
is "its text" "$(field "SELECT text FROM contribution WHERE id = $(json 'd["contribution"]')")" "Bygg heller gangvei"
is "and what came with it" "$(json 'd["files"]')" 2
exits 0 "a letter as PDF" add brev.pdf --sender "Kari Nordmann" --received "$today" --publish yes
is "its text" "$(field "SELECT text FROM contribution WHERE id = $(json 'd["contribution"]')")" "Vi ønsker flere busser"
exits 2 "a PDF without text" add skannet.pdf --sender Per --received "$today"
says "skannet.pdf: --text: No text was found"
exits 2 "a PDF that is damaged" add skadet.pdf --sender Per --received "$today"
says "damaged"
echo 'Skrevet av: støtter planen' >skrevet.txt
exits 0 "with its text written by hand" add skannet.pdf --sender Per --received "$today" --text skrevet.txt
exits 2 "something else" add skrevet.txt --sender Per --received "$today"
says "skrevet.txt: This is no e-mail"

# ---- Days ----

exits 2 "no day" add brev.docx --sender Per
says "received: Write the day"
exits 2 "a day that is none" add brev.docx --sender Per --received soon
says "soon"
exits 2 "received tomorrow" add brev.docx --sender Per --received "$tomorrow"
says "later than today"
exits 2 "dated after it was received" add brev.docx --sender Per --dated "$today" --received "$yesterday"
says "dated later"
exits 2 "no sender" add brev.docx --received "$today"
says "Who has sent it"
exits 2 "before the consultation opened" add brev.docx --sender Per --received "$yesterday" --consultation "$id"
says "before the consultation opened"
exits 2 "late" add brev.docx --sender Per --received "$today" --consultation $closed
says "--late"
exits 0 "late, for a reason" add brev.docx --sender Per --received "$today" --consultation $closed --late "Posten var forsinket"
is "which is told" "$(json 'd["late"]')" True
late=$(json 'd["contribution"]')
exits 0 "in time, though registered after it closed" add brev.docx --sender Pål --received "$yesterday" --consultation $closed --late "Nei"
is "needs no reason" "$(json 'd["late"]')" False
exits 3 "a consultation that is not there" add brev.docx --sender Per --received "$today" --consultation 1
exits 0 "all of them" planverk --json intake list $plan
is "are there" "$(json '(len(d), d[1]["late"])')" "(6, 'Posten var forsinket')"
exits 0 "everything verifies" planverk verify

# ---- By page ----

for who in lead reader; do
	echo "a long password for $who" | planverk user add $who --email $who@example.org >/dev/null
	planverk user role $who@example.org $plan $who >/dev/null
done
serve
form() {
	curl -s -b "$1" -c "$1" "$url$2" | grep -o 'name="form" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//'
}
for who in lead reader; do
	curl -s -o body -b $who -c $who -H "Origin: $url" --data-urlencode "form=$(form $who /login)" \
		--data-urlencode "email=$who@example.org" --data-urlencode "password=a long password for $who" "$url/login"
done
page=/plan/$plan/intake/new
# send [curl option…]: the status and where it leads.
send() {
	curl -s -o body -w '%{http_code} %{redirect_url}' -b lead -c lead -H "Origin: $url" -H 'Accept-Language: en' \
		-F "form=$(form lead "$page")" "$@" "$url$page"
}
is "who reads does not register" "$(curl -s -o body -w '%{http_code}' -b reader "$url$page")" 403
is "no file" "$(send -F sender=Per -F "received=$today")" "400 "
is "received tomorrow" "$(send -F 'sender=Per i Vika' -F "received=$tomorrow" -F files=@brev.docx)" "400 "
like "   and why" "$(cat body)" "later than today"
like "   and what was written is still there" "$(cat body)" "Per i Vika"
is "late" "$(send -F sender=Per -F "received=$today" -F "consultation=$closed" -F files=@brev.pdf)" "400 "
like "   and why" "$(cat body)" "Why is it taken all the same?"
is "what cannot be read" "$(send -F sender=Per -F "received=$today" -F files=@skadet.pdf)" "400 "
like "   and why" "$(cat body)" "damaged"
like "an e-mail" "$(send -F "received=$today" -F files=@side.eml -F 'text=Hei')" "303 $url/plan/$plan/intake"
is "the same again" "$(send -F "received=$today" -F files=@side.eml -F 'text=Hei')" "400 "
like "   and why" "$(cat body)" "registered already"
like "they are listed" "$(curl -s -b reader "$url/plan/$plan/intake")" "Kåre Nordmann"
like "the reason for what came late is shown" "$(curl -s -b reader "$url/contribution/$late")" "Posten var forsinket"
public=$(field "SELECT id FROM contribution WHERE publish = 1")
like "the public reads what may be published" "$(curl -s "$url/contribution/$public")" "flere busser"
unlike "   but not who sent it" "$(curl -s "$url/contribution/$public")" "Nordmann"
unlike "   nor the letter itself" "$(curl -s "$url/contribution/$public")" "/file/"
stop_serving
exits 0 "everything verifies still" planverk verify
finish
