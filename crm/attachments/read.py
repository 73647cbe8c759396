"""Reads what is written in a file that somebody sent: ``read SOURCE KIND SECONDS``, printed as UTF-8.

Only ever in a child (``limited.run``), like ``draw``: all that takes a stranger's bytes apart is loaded here and in the
modules that only this one uses. What was read before the clock, the memory or a fault put an end to it is printed all
the same. The text is for search: in reading order as far as the file tells it, without any lay-out.
"""

import codecs
import contextlib
import re
import signal
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

MOST = 100_000  # characters: some 40 pages; ten times that would hold up whoever logs the contact
RAW = 4 * MOST  # characters read at most, before what is empty falls away
MOST_BYTES = 4 * RAW  # of a text, in the widest encoding
WORD = 100  # characters back from the end in which a word's end is sought
CONTROLS = bytes([*range(9), *range(14, 32)])
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"))
MARKS += ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
HYPHEN = "\ufffe"  # how pdfium says that a word goes on after a hyphen at the end of a line
HANGS = r"(?=(?:en|of|and|or|tot|t/m)\b)"  # voor-⏎en nadelen
ONE_WORD = re.compile(rf"{HYPHEN}(?!{HANGS})(?=[^\W\d_])(?![A-ZÀ-Þ])|\xad\s*\n\s*")  # and not Noord-⏎Holland
CODE = re.compile(r"(?<=\w-)\n(?=\d)")  # OR/23-⏎4471
NOTHING = (*range(9), *range(14, 28), 0x7F, 0xAD, 0x61C, 0xFEFF)  # control, soft hyphen, marks of order
NOTHING += (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))  # zero width, direction
STRANGE = (0xFFFD, 0xFFFE, 0xFFFF, *range(0xD800, 0xF900))  # unknown, half characters, signs of one font only
LIGATURES = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
UNSEEN = dict.fromkeys(NOTHING) | dict.fromkeys(STRANGE, " ") | LIGATURES


class Late(Exception):
    """The time is out."""


def main(source: str, kind: str, seconds: str) -> None:
    """Print what is written in it, cleaned and cut."""
    pieces: list[str] = []
    _begin(float(seconds))
    with contextlib.suppress(Exception):  # whatever was wrong with it, or the time is out: what there is
        _gather(READERS[kind](source), pieces)
    _end()
    sys.stdout.buffer.write(cut(clean("".join(pieces))).encode())


def _begin(seconds: float) -> None:
    def ring(*_about: object) -> None:
        raise Late

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.2)  # again, where a first one was swallowed


def _end() -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 5)  # should whoever started us be gone


def _gather(found: Iterator[str], pieces: list[str]) -> None:
    left = RAW
    for piece in found:
        pieces.append(piece[:left])
        left -= len(piece)
        if left <= 0:
            return


def clean(text: str) -> str:
    """Words and line ends, and nothing that cannot be seen."""
    text = CODE.sub("", ONE_WORD.sub("", text.replace("\r\n", "\n")))
    text = re.sub(HYPHEN + HANGS, "- ", text).replace(HYPHEN, "-")
    text = unicodedata.normalize("NFC", text.translate(UNSEEN))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def cut(text: str) -> str:
    """At most ``MOST`` characters, and no half word at the end where there is a whole one close by."""
    if len(text) <= MOST:
        return text
    end = max(text.rfind(mark, MOST - WORD, MOST + 1) for mark in " \n")
    return text[: end if end >= 0 else MOST].rstrip()


def decoded(data: bytes, charset: str = "") -> str:
    """Bytes as text: as marked, as told, as UTF-8, or else as Windows has them. Empty where it is no text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    if len(data) - len(data.translate(None, CONTROLS)) > len(data) / 100:
        return ""
    if charset and charset.lower() not in ("us-ascii", "ascii", "iso-8859-1"):  # which mostly are something else
        try:
            return data.decode(charset, "replace")
        except (LookupError, ValueError):
            pass  # nobody knows that one
    read, strange = _utf8(data)
    return data.decode("cp1252", "replace") if strange else read


def _utf8(data: bytes) -> tuple[str, bool]:
    """Read as UTF-8, and whether it is something else: one damaged byte does not spoil the other letters."""
    read = data.decode("utf-8", "replace")
    wrong = read.count("\ufffd") - data.count("\ufffd".encode())
    return read, wrong > (len(read) - len(read.encode("ascii", "ignore"))) / 2


def text(source: str) -> Iterator[str]:
    """A file of nothing but text."""
    with Path(source).open("rb") as file:
        yield decoded(file.read(MOST_BYTES))


def pdf(source: str) -> Iterator[str]:
    """The pages of a PDF, and what was filled in on them. What was only scanned says nothing."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    document.init_forms()
    for number in range(len(document)):
        with contextlib.suppress(pypdfium2.PdfiumError):  # one broken page does not spoil the others
            page = document[number]
            written = page.get_textpage()
            yield written.get_text_range(0, min(written.count_chars(), RAW)) + "\n"
            for value in _filled_in(document, page):
                yield value + "\n"
            written.close()
            page.close()


def _filled_in(document, page) -> Iterator[str]:
    import ctypes

    from pypdfium2 import raw

    if document.formenv is None:
        return
    room = ctypes.create_string_buffer(2 * 4_000)  # a field of a form is short; UTF-16
    taken = ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR))
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), 2_000)):
        field = raw.FPDFPage_GetAnnot(page, number)
        size = raw.FPDFAnnot_GetFormFieldValue(document.formenv, field, taken, len(room))
        if 2 < size <= len(room):
            yield room.raw[: size - 2].decode("utf-16-le", "replace")
        raw.FPDFPage_CloseAnnot(field)


def docx(source: str) -> Iterator[str]:
    """A document of Word."""
    from crm.attachments import read_docx

    return read_docx.pieces(source)


def mail(source: str) -> Iterator[str]:
    """An e-mail that was kept."""
    from crm.attachments import read_mail

    return read_mail.pieces(source)


READERS = {"text": text, "pdf": pdf, "docx": docx, "mail": mail}

if __name__ == "__main__":
    main(*sys.argv[1:])
