"""Files that mean harm, or were harmed: each is small, and none may take long, take much or end in a fault."""

import zipfile
from io import BytesIO

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODT = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><o:body><o:text>{}</o:text></o:body></o:document-content>'
)
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 12}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE d [<!ENTITY l0 "lol">{ENTITIES}]>'


def packed(name: str, data: bytes | str, **others: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
        for other, content in others.items():
            package.writestr(other, content)
    return held.getvalue()


def docx(body: str, before: str = "", encoding: str = "utf-8") -> bytes:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{before}<w:document {W}><w:body>{body}</w:body></w:document>'
    return packed("word/document.xml", xml.encode(encoding))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, before: str = "", encoding: str = "utf-8") -> bytes:
    return packed(
        "content.xml",
        f'<?xml version="1.0" encoding="{encoding}"?>{before}{ODT.format(body)}'.encode(encoding),
    )


def pdf(objects: list[bytes], root: bytes = b"1 0 R", trailer: bytes = b"") -> bytes:
    body, offsets = b"%PDF-1.7\n", []
    for n, one in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % n + one + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    ends = b"trailer\n<< /Size %d /Root %s %s >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        root,
        trailer,
        len(body),
    )
    return body + table + ends


def pdf_of(lines: list[str], pages: int = 1, count: int | None = None) -> bytes:
    """A PDF with the lines on each of its pages."""
    shown = b" T* ".join(b"(%s) Tj" % line.encode("cp1252") for line in lines)
    stream = b"BT /F1 10 Tf 12 TL 40 800 Td " + shown + b" ET"
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 840] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages if count is None else count),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            *[page] * pages,
        ]
    )


def nested(open_: str, close: str, times: int, inside: str = "") -> str:
    return open_ * times + inside + close * times


WORDS = "Of 10 homes, 4 (40%) are good. "
MEGABYTE = 2**20
FILES = {
    # words and numbers without end
    "shares.txt": "Then " + ", ".join(["12%"] * 20_000) + " of homes.",
    "numbers.txt": " ".join(str(n) for n in range(30_000)),
    "of.txt": "3 of " * 20_000 + "4 homes",
    "from.txt": "from 3 to 4 " * 20_000,
    "than.txt": "5% higher than the national average " * 10_000,
    "ratings.txt": "Good, Inadequate, Outstanding 3 and " * 10_000,
    "pasted.txt": "\n".join(f"Home {n}\t{n}\t{n % 100}%\tGood" for n in range(1_200)),
    "brackets.txt": "(" * 100_000 + "3 of 4 (75%)",
    "links.md": "[" * 200_000 + "](",
    "ends.md": "](" * 30_000,
    "lines.md": "a" + "_" * 200_000 + "b",
    "stars.md": "*" * 500_000,
    "spaces.txt": "3" + " " * MEGABYTE + "of" + " " * MEGABYTE + "4 homes",
    "rule.md": "| a |\n|" + " " * 200_000 + "x |",
    "dashes.md": "|" + "-" * 500_000,
    "pipes.md": "|" * 100_000,
    "table.md": "| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 50% |\n" * 1_200,
    "stops.txt": ". " * 300_000,
    "quotes.txt": "‘" * 100_000,
    "word.txt": "a1" * 500_000,
    "digits.txt": "9" * MEGABYTE,
    "commas.txt": "1," * 200_000 + "1",
    "decimal.txt": "0." + "1" * 200_000 + "% of 5 homes",
    "names.txt": "Leeds and York " * 20_000,
    "items.md": "- Good: 3 (4%)\n" * 3_000,
    "headings.md": "# Good 3\n" * 40_000,
    # letters that are none
    "nul.txt": b"3 of 4\0 homes",
    "latin.txt": "3 of 4 homes (75%) – ‘good’".encode("cp1252"),
    "undefined.txt": b"3 of 4 \x81\x8d homes",
    "utf16.txt": "3 of 4 homes".encode("utf-16"),
    "surrogate.txt": b"3 of 4 \xed\xa0\x80 homes",
    "bidi.txt": "\u202e3 of 4 homes\u202c (75%)\u2066",
    "escape.txt": "3 of 2 homes \x1b[31m\x07(75%)",
    "empty.txt": b"",
    "empty.docx": b"",
    "mark.txt": b"\xef\xbb\xbf",
    "arabic.txt": "٣ of ٤ homes (٧٥٪), ²³ of ½",
    # CSV
    "wide.csv": "a" + ",1" * 150_000,
    "long.csv": "Good,5%\n" * 60_000,
    "cell.csv": "a,b\n" + "x" * 200_000 + ",5%",
    "open.csv": 'a,"b\n' * 1_000,
    "commas.csv": "," * 250_000,
    # pages
    "script.html": "<script>alert(1)</script><p>3 of 2 homes</p>",
    "tables.html": nested("<table><tr><td>", "</td></tr></table>", 1_000, "3 of 4"),
    "deep.html": nested("<div>", "</div>", 50_000, "3 of 4 homes"),
    "svg.html": nested("<svg>", "", 30_000) + "</p>" * 30_000,
    "comment.html": "<p>" + "<!--" * 100_000,
    "attributes.html": "<p " + "a=1 " * 50_000 + ">3 of 4",
    "entities.html": "<p>" + "&" * 100_000,
    "less.html": "<p>" + "<" * 100_000,
    "marked.html": "<p>" + "<![CDATA[" * 20_000,
    "newlines.html": "<p>3" + "\n" * 100_000,
    # .docx
    "entity.docx": docx(paragraph("&l11;"), BOMB),
    "entity16.docx": docx(paragraph("&l11;"), BOMB, "utf-16"),
    "external.docx": docx(paragraph("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "doctype.docx": docx(paragraph("3 of 4"), '<!DOCTYPE d SYSTEM "http://192.0.2.1/d.dtd">'),
    "zip.docx": packed("word/document.xml", b"<a>" + b" " * (64 * MEGABYTE)),
    "deep.docx": docx(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 5_000, paragraph("3"))),
    "tables.docx": docx(
        nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60, paragraph("3 of 4 " * 20_000))
    ),
    "paragraphs.docx": docx(paragraph("3") * 100_000),
    "broken.docx": docx("<w:p>"),
    "half.docx": docx(paragraph(WORDS * 50))[:300],
    "other.docx": packed("mimetype", b"x"),
    "text.docx": b"not packed at all",
    # .odt
    "entity.odt": odt("<text:p>&l11;</text:p>", BOMB),
    "entity16.odt": odt("<text:p>&l11;</text:p>", BOMB, "utf-16"),
    "cells.odt": odt(
        '<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384"><text:p>3</text:p></table:table-cell></table:table-row></table:table>'
    ),
    "spaces.odt": odt('<text:p>3 of<text:s text:c="4294967295"/>4 homes</text:p>'),
    "deep.odt": odt(
        nested("<text:list><text:list-item>", "</text:list-item></text:list>", 5_000, "<text:p>3</text:p>")
    ),
    "zip.odt": packed("content.xml", b" " * (64 * MEGABYTE)),
    # PDF
    "none.pdf": b"%PDF-1.7\n",
    "text.pdf": b"3 of 4 homes",
    "half.pdf": pdf_of([WORDS])[:400],
    "pages.pdf": pdf_of([WORDS], 1_200),
    "count.pdf": pdf_of([WORDS], 1, 2_000_000_000),
    "itself.pdf": pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1 >>"]
    ),
    "deep.pdf": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * 50_000 + b"]" * 50_000]),
    "encrypted.pdf": pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [] /Count 0 >>",
            b"<< /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >>" % (b"o" * 32, b"u" * 32),
        ],
        trailer=b"/Encrypt 3 0 R /ID [<00> <00>]",
    ),
    "words.pdf": pdf_of([WORDS * 2_000] * 20),
}


def content(name: str) -> bytes:
    data = FILES[name]
    return data if isinstance(data, bytes) else data.encode("utf-8")
