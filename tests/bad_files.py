"""Makes the files that tests/cli/bad-input.sh tries, in the folder given."""
import itertools
import json
import os
import sys
import zipfile

os.chdir(sys.argv[1])


def write(name, content):
    with open(name, "wb") as f:
        f.write(content if isinstance(content, bytes) else content.encode())


write("empty.csv", "")
write("binary.csv", "text\n" + "ok\n" + "\x00\x01\x02\x03")
write("no-text-column.csv", "farge,antall\nrød,1\n")
write("two-text-columns.csv", "text,text\na,b\n")
write("long-row.csv", "id,text\n1,a\n2,b\n3,c,for mye\n")
write("open-quote.csv", 'id,text\n1,a\n2,"uten slutt\n3,c\n')
with open("long-line.csv", "wb") as f:
    f.write(b"text\n")
    for _ in range(100):
        f.write(b"x" * 1048576)
    f.write(b"\n")

write("latin1.csv", "id;text\n1;Blåbær på Ås\n2;Ærlig talt, få ø\n".encode("latin-1"))
write("mixed.csv", "id,text\r\n1,en\n2,to\r\n3,tre\r4,fire\n")
write("bom.csv", b"\xef\xbb\xbftext\nen\nto\n")
write("utf16.csv", "text\r\nBlåbær\r\nto\r\n".encode("utf-16"))
hostile = [
    "<script>alert('x')</script> mer kraft",
    '<img src=x onerror="alert(1)"> & co',
    "=HYPERLINK(\"http://example.invalid\")",
    "\u202eomvendt\u202c tekst \u200f\u05d0\u05d1",
    "Bra 👍🏽 med 🚲 og 👨‍👩‍👧",
    "'; DROP TABLE contribution; --",
]
write("hostile.csv", "text\n" + "".join('"' + t.replace('"', '""') + '"\n' for t in hostile))
with open("many.csv", "w") as f:
    f.write("id,text\n")
    for i in range(100000):
        f.write(f"r{i},Innspill nummer {i} om saken\n")

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*parts):
    rows = "".join(f'<Relationship Id="rId{i + 1}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                   for i, (kind, target) in enumerate(parts))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def package(name, parts):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        z.writestr("[Content_Types].xml", CONTENT_TYPES)
        for path, content in parts.items():
            with z.open(path, "w") as part:
                for piece in [content] if isinstance(content, str) else content:
                    part.write(piece.encode())


S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
package("other.xlsx", {"readme.txt": "no workbook"})
# One sheet that unpacks to a gigabyte of spaces.
package("bomb.xlsx", {
    "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
    "xl/workbook.xml": f'<workbook {S} xmlns:r="{OFFICE}"><sheets>'
                       '<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/worksheets/sheet1.xml": itertools.chain([f"<worksheet {S}><sheetData>"], itertools.repeat(" " * (1 << 20), 1024)),
})
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LIST = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
document = f"""<?xml version="1.0" encoding="UTF-8"?>
<w:document {W}><w:body>
<w:p>{LIST}<w:r><w:t>Vi trenger </w:t></w:r><w:ins w:id="1" w:author="A"><w:r><w:t>mer kraft</w:t></w:r></w:ins>
<w:del w:id="2" w:author="A"><w:r><w:delText>mindre kraft</w:delText></w:r></w:del></w:p>
<w:p>{LIST}<w:r><w:t>Buss hele natta</w:t></w:r></w:p>
</w:body></w:document>"""
package("tracked.docx", {
    "_rels/.rels": relations(("officeDocument", "word/document.xml")),
    "word/document.xml": document,
})
with open("tracked.docx", "rb") as f:
    whole = f.read()
write("broken.docx", whole[:len(whole) // 2])
write("broken.xlsx", whole[:len(whole) // 2])

write("broken.jsonl", '{"text": "en"}\n{"text": \n{"text": "tre"}\n')
write("image.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
write("broken.json", '{"title": "x", ')
write("untitled.json", json.dumps({"slug": "x", "nodes": []}))
write("orphan.json", json.dumps({"title": "x", "slug": "x", "nodes": [
    {"id": "a", "kind": "goal", "title": "t", "parent": "nowhere"}]}))
write("empty.txt", "\n\n")
