"""The text of a .docx, read as it is unpacked: no part is ever whole in memory, nothing but its text is kept.

Straight from the format (ECMA-376, part 1, chapter 17) and not with a library that loads the whole document: that
leaves out text boxes and footnotes, and its memory is what the file says. Paragraphs of the body with its tables and
text boxes come first, then notes, comments, headers and footers. Struck-out changes and field codes are left out.
"""

import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

PIECE = 64 * 1024
MOST_UNPACKED = 32 * 1024 * 1024  # bytes of XML; a hundred pages have some 2 MB
PARTS = tuple(
    re.compile(rf"word/{name}\d*\.xml", re.IGNORECASE)
    for name in ("document", "footnotes", "endnotes", "comments", "header", "footer")
)
WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict kind
)
OLD_COPY = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"  # of a text box, for old programs
SAID = {"p": "\n", "br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}


class NotPlain(Exception):
    """It declares a document type, which no .docx does: entities that swell when they are read."""


def pieces(source: str) -> Iterator[str]:
    """What is written in it, as it comes. Raises what zipfile and expat raise on what is broken."""
    left = MOST_UNPACKED
    with zipfile.ZipFile(source) as packed:
        names = packed.namelist()
        for part in PARTS:
            for name in sorted(filter(part.fullmatch, names)):
                with packed.open(name) as opened:
                    reader = _Reader()
                    while left > 0 and (some := opened.read(min(PIECE, left))):
                        left -= len(some)
                        yield reader.feed(some)


class _Reader:
    """The text of one part."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.in_text = False
        self.old = 0  # how deep in an old copy
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, data: bytes) -> str:
        """What these bytes add."""
        self.parser.Parse(data)
        added = "".join(self.said)
        self.said.clear()
        return added

    def _start(self, name: str, _attributes: dict) -> None:
        if name == OLD_COPY or self.old:
            self.old += 1
            return
        local = _local(name)
        self.in_text = local == "t"
        if local in SAID:
            self.said.append(SAID[local])

    def _end(self, name: str) -> None:
        if self.old:
            self.old -= 1
            return
        self.in_text = False
        if _local(name) == "p":
            self.said.append("\n")

    def _data(self, text: str) -> None:
        if self.in_text and not self.old:
            self.said.append(text)

    def _refuse(self, *_about: object) -> None:
        raise NotPlain


def _local(name: str) -> str:
    namespace, _space, local = name.rpartition(" ")
    return local if namespace in WORDS else ""
