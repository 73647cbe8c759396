"""The text of an e-mail that was kept as .eml: its heads, what was written, and the names of what came with it.

Of a text in two shapes the plain one is read. An e-mail within an e-mail is read along; files within it are only named.
"""

import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

from crm.attachments.read import RAW, decoded

MOST_BYTES = 32 * 1024 * 1024
HEADS = ("Subject", "From", "To", "Cc", "Date")
MOST_PARTS = 1_000
UNSAID = frozenset({"script", "style", "template", "head", "noscript", "svg", "math"})
WITHIN_A_LINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark"}
    | {"o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr"}
)
SPACE = re.compile(r"\s+")


class _AsSent(Compat32):
    """Heads as they stand in the file: decoding them is our own, and forgives more."""

    def header_fetch_parse(self, _name: str, value: str) -> str:
        return value


def pieces(source: str) -> Iterator[str]:
    """What is written in it."""
    with Path(source).open("rb") as file:
        data = file.read(MOST_BYTES)
    yield from _heads(BytesHeaderParser(policy=_AsSent()).parsebytes(data[: 256 * 1024]))
    message = email.message_from_bytes(data, policy=_AsSent())
    del data
    yield from _body(message)
    for part in islice(message.walk(), MOST_PARTS):
        if name := _name(part):
            yield name + "\n"


def _heads(message: Message) -> Iterator[str]:
    for name in HEADS:
        for value in message.get_all(name, []):
            yield head(value) + "\n"


def head(value: str) -> str:
    """A head as people read it; what cannot be decoded stays as it is."""
    value = _eight_bits(" ".join(value[:10_000].split()))
    try:
        found = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(part if isinstance(part, str) else decoded(part, charset or "") for part, charset in found)


def _eight_bits(value: str) -> str:
    """Letters that were sent as they are, in whatever encoding."""
    return value if value.isascii() else decoded(value.encode("utf-8", "surrogateescape"))


def _body(part: Message) -> Iterator[str]:
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        yield _best(_parts(part))
    elif kind == "message/rfc822":
        for inner in _parts(part):
            yield from _heads(inner)
            yield from _body(inner)
    elif part.is_multipart():
        for inner in _parts(part):
            yield from _body(inner)
    elif kind in ("text/plain", "text/html") and not _name(part):
        yield _text(part, kind) + "\n"


def _parts(part: Message) -> list[Message]:
    inside = part.get_payload()
    return inside if isinstance(inside, list) else []


def _best(shapes: list[Message]) -> str:
    """The first shape that says something: the plain one, where it does."""
    for shape in shapes:
        if (said := "".join(_body(shape))).strip():
            return said
    return ""


def _text(part: Message, kind: str) -> str:
    raw = part.get_payload(decode=True) or b""
    written = decoded(raw[: 4 * RAW], part.get_content_charset() or "")
    return without_tags(written) if kind == "text/html" else written


def _name(part: Message) -> str:
    return head(part.get_filename() or "")


def without_tags(html: str) -> str:
    """What a reader of the page would see; nothing is fetched or run, and no tag survives."""
    reader = _Seen()
    reader.feed(html)
    reader.close()
    return "".join(reader.said)


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.unsaid: list[str] = []  # which of UNSAID are open

    def handle_starttag(self, tag: str, _attributes: list) -> None:
        if tag in UNSAID:
            self.unsaid.append(tag)
        elif tag == "body":
            self.unsaid.clear()  # a head that was never closed
        if tag not in WITHIN_A_LINE:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unsaid:
            del self.unsaid[self.unsaid.index(tag) :]
        if tag not in WITHIN_A_LINE:
            self.said.append("\n")

    def handle_startendtag(self, tag: str, _attributes: list) -> None:
        if tag not in WITHIN_A_LINE:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unsaid:
            self.said.append(SPACE.sub(" ", data))
