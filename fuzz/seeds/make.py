#!/usr/bin/env python3
"""What lies in the repository -> what each target begins with, a file an input.

    seeds/make.py FOLDER

Takes clients, content, themes and what the sessions of tests/cmd show; what nobody has as a file (pictures of each kind,
tables, mails, values) is made here. The same repository gives the same files.
"""

import io
import sys
import zipfile
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Larger inputs make each execution slow and find no more.
MOST = 24 * 1024

VALUES = """\
06 12345678|+31 6 12345678|+31 (0)6-12345678|0031612345678|https://wa.me/31612345678|tel:+31612345678
0800 0188|112|0900 1234|+49 30 901820|+39 06 1234567|sam@example.nl|Noor Bos <noor@example.nl>|mailto:noor@example.nl
zoë@zoë.example.nl|o'neill@example.nl|https://vp.example.nl/acme/|http://example.nl|vp.example.nl|https://xn--zo-ija.example.nl/a%20b?c#d
https://acme.sharepoint.com|https://127.0.0.1/|https://user@example.nl/|2026-11-26|26-11-2026|2026-11|nov 2026|14:00|9.30|half tien
mon-fri|[mon, tue]|nl|zh-Hant|Pools|#0B5D3B|rgb(11 93 59)|Prof. dr. Marieke van der Berg-de Vries, MSc|Bosch, van den, 't Hoekje
Nguyễn Văn An|Müller GmbH & Co. KG|Acme Logistics B.V.|180|1.240|+31 6 ١٢٣٤٥٦٧٨"""

TABLES = [
    "Organisatie;Adres;Adviseur;Telefoon;E-mail;Talen\nAcme B.V.;https://vp.example.nl/acme/;Noor Bos;06 12345678;noor@example.nl;nl, en\n",
    'sep=,\nOrganisation,Short name,Sector,Employees,Works council\n"Bakker ""Zn"", & Co",Bakker,Zorg,1.240,ja\n',
    "Organisatie\tHR\tHR e-mail\tEditie\nLinde\tSanne Bakker\thr@example.nl\t11-2026\n",
]

MAIL = """\
Subject: =?utf-8?q?Een_mail?=\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary="a"\r
\r
--a\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
Wat je vertelt, blijft bij mij.=20\r
--a\r
Content-Type: text/html; charset=utf-8\r
\r
<p>Wat je vertelt, <a href="https://vp.example.nl/acme/">blijft bij mij</a>.</p>\r
--a--\r
"""

EDITS = [
    ("organisation name", "Acme", "organisation: {name: Oud}\n"),
    ("advisers 0 name", "Noor", "advisers:\n  # een remark\n  - name: Jan\n"),
    ("site url", "https://vp.example.nl/", "a: 1\n"),
    ("languages 1", "en", "languages: [nl]\n"),
]


def png(width, height, kind=2, chunks=()):
    """A picture of one colour."""
    def chunk(name, data):
        body = name + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    samples = {0: 1, 2: 3, 3: 1, 6: 4}[kind]
    rows = b"".join(b"\0" + bytes([i % 251 for i in range(width * samples)]) for _ in range(height))
    if kind == 3:
        rows = b"".join(b"\0" + bytes(width) for _ in range(height))
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, kind, 0, 0, 0])
    parts = [chunk(b"IHDR", header)]
    if kind == 3:
        parts.append(chunk(b"PLTE", bytes([200, 30, 30])))
    parts += [chunk(name, data) for name, data in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pictures():
    yield png(9, 9)
    yield png(9, 9, 6)
    yield png(9, 9, 3, [(b"tRNS", b"\x80")])
    yield png(9, 9, 0, [(b"gAMA", (45455).to_bytes(4, "big"))])
    # A header that promises more than anybody wants to decode.
    yield png(2, 2).replace((2).to_bytes(4, "big") * 2, (60_000).to_bytes(4, "big") * 2)
    yield b"GIF89a\x02\x00\x02\x00\x80\x00\x00\xc8\x1e\x1e\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x02\x00\x02\x00\x00\x02\x02\x84Q\x00;"
    try:
        from PIL import Image
    except ImportError:
        return
    picture = Image.new("RGB", (16, 20), (200, 120, 80))
    picture.putpixel((3, 3), (10, 20, 30))
    for name, options in [
        ("JPEG", {}), ("JPEG", {"progressive": True}), ("WEBP", {"lossless": True}), ("WEBP", {}), ("GIF", {}),
    ]:
        out = io.BytesIO()
        picture.save(out, name, **options)
        yield out.getvalue()
    for mode in ["CMYK", "L"]:
        out = io.BytesIO()
        picture.convert(mode).save(out, "JPEG")
        yield out.getvalue()


def workbooks():
    def packed(parts):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, text in parts.items():
                archive.writestr(zipfile.ZipInfo(name), text)
        return out.getvalue()

    cells = '<c r="A{n}" t="inlineStr"><is><t>{a}</t></is></c><c r="B{n}" t="s"><v>0</v></c><c r="C{n}" s="1"><v>46000</v></c>'
    rows = "".join(f'<row r="{n}">{cells.format(n=n, a=a)}</row>' for n, a in [(1, "Organisatie"), (2, "Acme")])
    yield packed({
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="b" Target="worksheets/a.xml"/></Relationships>',
        "xl/sharedStrings.xml": "<sst><si><t>Telefoon</t></si></sst>",
        "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/a.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    })
    yield packed({
        "content.xml": '<office xmlns:t="t"><t:table><t:table-row t:number-rows-repeated="2"><t:table-cell '
        't:number-columns-repeated="2"><p>Organisatie</p></t:table-cell></t:table-row></t:table></office>',
    })


def seeds():
    """Each input by its target."""
    read = lambda pattern: [path.read_bytes() for path in sorted(ROOT.glob(pattern))]
    clients = read("clients/*.yaml") + read("tests/cmd/errors/*.in/clients/*.yaml") + read("fuzz/workspace/acme.yaml")
    yield from (("yaml", it) for it in clients)
    for at, value, old in EDITS:
        yield "edit", f"{at}\n{value}\n{old}".encode()
    pages = read("content/nl/*.md") + read("content/ar/*.md") + read("tests/cmd/errors/*.in/**/*.md")
    yield from ((target, it) for target in ("markdown", "page") for it in pages)
    yield from (("words", it) for it in read("content/*/_strings.yaml"))
    drawings = read("clients/**/*.svg") + read("themes/default/assets/*.svg") + read("tests/cmd/errors/*.in/**/*.svg")
    yield from ((target, it) for target in ("picture", "drawing") for it in drawings)
    yield from (("picture", it) for it in pictures())
    yield from (("style", it) for it in read("themes/default/assets/*.css"))
    yield from (("html", it) for it in read("themes/default/**/*.html"))
    yield "mail", MAIL.encode()
    yield from (("sheet", it.encode()) for it in TABLES)
    yield "sheet", TABLES[0].encode("utf-16")
    yield from (("sheet", it) for it in workbooks())
    # The first byte says what it is read as.
    for value in VALUES.replace("\n", "|").split("|"):
        yield from (("value", bytes([kind]) + value.encode()) for kind in range(12))


def main():
    base = Path(sys.argv[1])
    for number, (target, data) in enumerate(seeds()):
        if len(data) <= MOST or target in ("words", "style"):
            folder = base / target
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number:04}").write_bytes(data)


main()
