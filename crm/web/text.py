"""What people typed, made fit to read: links, line breaks, excerpts, initials, phone numbers."""

import re
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from crm import names
from crm.customers import phones

EXCERPT = 320  # characters: two lines at the widest, with room for a narrow screen to clamp
IN_LINK = r"[^\s<>\"'\u200e\u200f\u202a-\u202e\u2066-\u2069]{3,500}"  # nothing that turns the text round
LINK = re.compile(
    rf"(?P<url>\bhttps?://{IN_LINK})|(?P<www>\bwww\.{IN_LINK})"
    r"|(?P<mail>\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
)
TRAILING = ".,;:!?)]}’”"


def install(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(linked=linked, excerpt=excerpt, initials=names.initials, phone=phone, tel=tel)


def linked(text: str) -> Markup:
    """``text`` escaped, with web and mail addresses as links and line breaks kept."""
    if isinstance(text, Markup):  # a macro hands over what it printed, escaped
        text = text.unescape()
    parts, end = [], 0
    for match in LINK.finditer(text):
        shown = match[0].rstrip(TRAILING)
        parts.append(escape(text[end : match.start()]))
        parts.append(_link(shown, match.lastgroup or ""))
        end = match.start() + len(shown)
    parts.append(escape(text[end:]))
    return Markup("").join(parts).replace("\r\n", "\n").replace("\n", Markup("<br>\n"))


def _link(shown: str, kind: str) -> Markup:
    target = {"url": shown, "www": f"https://{shown}", "mail": f"mailto:{shown}"}[kind]
    outside = Markup("") if kind == "mail" else Markup(' target="_blank" rel="noopener noreferrer nofollow"')
    return Markup('<a href="{}"{}>{}</a>').format(target, outside, shown)


def excerpt(text: str) -> str:
    """The first lines of ``text`` on one line, cut at a word."""
    flat = " ".join(text[: EXCERPT * 2].split())
    if len(flat) <= EXCERPT:
        return flat
    return flat[:EXCERPT].rsplit(" ", 1)[0] + " …"


def phone(point: Any) -> str:
    """A contact point's number the Dutch way; an address as it is."""
    return phones.show(point.normal, point.value) if point.kind == "phone" else point.value


def tel(point: Any) -> str:
    """What a ``tel:`` link dials."""
    return phones.tel(point.normal)
