"""Files with something to read in them, as other programs make them."""

import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO

from tests.attachments.samples import pdf_of, pdf_stream

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BEGIN = f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(naam)/Rect[50 50 250 70]/P 5 0 R/V(%s)>>"


def pdf(*pages: Sequence[str], filled_in: str = "") -> bytes:
    """A PDF with these lines on its pages, and a form's field on the first of them."""
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/DR<</Font<</F1 3 0 R>>>>>>>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        FONT,
        FIELD % filled_in.encode("cp1252"),
    ]
    for number, lines in enumerate(pages):
        shown = b" ".join(b"(%s) Tj T*" % line.encode("cp1252") for line in lines)
        fields = b"" if number else b"/Annots[4 0 R]"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>%s>>"
            % (first + 2 * number + 1, fields)
        )
        objects.append(pdf_stream(b"BT /F1 12 Tf 50 800 Td 14 TL %s ET" % shown))
    return pdf_of(*objects)


def pdf_bomb() -> bytes:
    """A page of 60 MB in a file of 100 kB, which takes more memory than there is to read."""
    drawing = zlib.compress(b"BT /F1 12 Tf 50 800 Td (bom) Tj ET " * 1_800_000, 9)
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawing), drawing),
        FONT,
    )


def paragraph(*runs: str) -> str:
    """One paragraph of Word."""
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def docx(body: str, before: str = "", **parts: str) -> bytes:
    """A document with this body; ``header1=paragraph(…)`` adds a part, ``before`` stands before all else."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", f"{before}{BEGIN}{body}</w:body></w:document>")
        for name, content in parts.items():
            packed.writestr(f"word/{name}.xml", f'<w:hdr xmlns:w="{WORD}">{content}</w:hdr>')
    return made.getvalue()
