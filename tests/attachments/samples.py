"""Files as people send them, and as people should not; written by hand, so that no library has to make them."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>'
HTML = b"<!doctype html><script>fetch('/customers/').then(r => r.text())</script>"


def png(width: int, height: int, rows: bytes | None = None) -> bytes:
    """A grey picture; ``rows`` replaces its pixels, so that it can claim more than it has."""
    data = rows if rows is not None else (b"\0" + b"\x80" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"tEXt", b"Comment\0geheim"), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b"")]
    chunks = (struct.pack(">I", len(body)) + kind + body + _crc(kind + body) for kind, body in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _crc(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))


def bomb() -> bytes:
    """A PNG of 30,000 × 30,000: 900 MB of pixels in a file of 900 kB."""
    packer, out = zlib.compressobj(9), BytesIO()
    row = b"\0" * 30_001
    for _row in range(30_000):
        out.write(packer.compress(row))
    out.write(packer.flush())
    made = png(30_000, 30_000, b"")
    start = made.index(b"IDAT") - 4
    body = out.getvalue()
    chunk = struct.pack(">I", len(body)) + b"IDAT" + body + _crc(b"IDAT" + body)
    return made[:start] + chunk + made[-12:]


def pdf(width: float = 595, height: float = 842) -> bytes:
    """A PDF of one page with a black rectangle."""
    drawing = b"0 0 0 rg 50 50 200 200 re f"
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<<>>>>" % (width, height),
        pdf_stream(drawing),
    )


def pdf_stream(data: bytes) -> bytes:
    """What a page draws."""
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def pdf_of(*objects: bytes) -> bytes:
    """These objects, the first of which is the catalogue, as a PDF."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))


def size_of_jpeg(data: bytes) -> tuple[int, int]:
    """Width and height."""
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    height, width = struct.unpack(">HH", data[at + 5 : at + 9])
    return width, height


PNG = png(640, 480)
PDF = pdf()


def by_pillow(make: str) -> bytes:
    """What the expression ``make`` writes to ``out``; in a process of its own, since ours must not load Pillow."""
    script = (
        f"import io, sys\nfrom PIL import Image\nout = io.BytesIO()\n{make}\nsys.stdout.buffer.write(out.getvalue())"
    )
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout
