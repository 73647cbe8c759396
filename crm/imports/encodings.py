"""How the bytes of a file become text, told from the bytes alone and without loading them all."""

import codecs
from pathlib import Path
from typing import TextIO

from crm.errors import Refused
from crm.words import N_

HEAD = 64 * 1024
CHUNK = 1024 * 1024
REPLACEMENT = "\ufffd"
CONTROLS = bytes([*range(9), *range(14, 32)])


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """A byte that does not fit the encoding is read as Windows would; no byte is ever dropped."""
    piece = error.object[error.start : error.end]
    try:
        return piece.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return piece.decode("latin-1"), error.end


codecs.register_error("as-windows", _as_windows)


def open_text(path: Path) -> TextIO:
    """The file as text with its line ends untouched. Raises Refused for what is no text, or empty."""
    return path.open(encoding=encoding_of(path), errors="as-windows", newline="")


def encoding_of(path: Path) -> str:
    """UTF-16 or UTF-8 by its mark, else UTF-8 where the bytes fit it, else cp1252. Raises Refused."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head.strip():
            raise Refused(N_("%(file)s is empty.", file=path.name))
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if head.startswith(b"PK\x03\x04") or len(head) - len(head.translate(None, CONTROLS)) > len(head) / 100:
            raise Refused(N_("%(file)s is not a text file; save it as CSV (UTF-8) first.", file=path.name))
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        file.seek(0)
        return "utf-8" if _is_mostly_utf8(file) else "cp1252"


def _is_mostly_utf8(file) -> bool:
    """Whether more non-ASCII characters fit UTF-8 than not: one damaged byte does not spoil the other letters."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    fitting = broken = 0
    while chunk := file.read(CHUNK):
        text = decoder.decode(chunk)
        if not text.isascii():
            wrong = text.count(REPLACEMENT) - chunk.count(REPLACEMENT.encode())
            fitting += len(text) - len(text.encode("ascii", "ignore")) - wrong
            broken += wrong
    return fitting >= broken
