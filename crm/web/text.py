"""What people typed, made fit to read: links, line breaks, excerpts, initials, phone numbers."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask, has_request_context
from markupsafe import Markup, escape
from peewee import PeeweeException

from crm import names, quoting
from crm.accounts import mentions
from crm.customers import phones
from crm.web.once import once

EXCERPT = 320  # characters: two lines at the widest, with room for a narrow screen to clamp
IN_LINK = r"[^\s<>\"'\u200e\u200f\u202a-\u202e\u2066-\u2069]{3,500}"  # nothing that turns the text round
LINK = re.compile(
    rf"(?P<url>\bhttps?://{IN_LINK})|(?P<www>\bwww\.{IN_LINK})"
    r"|(?P<mail>\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
)
TRAILING = ".,;:!?)]}’”"
NOBODY = mentions.Roster((), ())


def install(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(linked=linked, excerpt=excerpt, initials=names.initials, phone=phone, tel=tel)
    app.jinja_env.filters["quoted"] = quoting.quoted


def linked(text: str) -> Markup:
    """``text`` escaped, with web and mail addresses as links, mentioned colleagues in bold and line breaks kept."""
    if isinstance(text, Markup):  # a macro hands over what it printed, escaped
        text = text.unescape()
    parts, end = [], 0
    for start, shown, dressed in sorted((*_links(text), *_mentions(text)), key=lambda found: found[0]):
        if start >= end:  # else it stands within an address
            parts += escape(text[end:start]), dressed
            end = start + len(shown)
    parts.append(escape(text[end:]))
    return Markup("").join(parts).replace("\r\n", "\n").replace("\n", Markup("<br>\n"))


def _links(text: str) -> Iterator[tuple[int, str, Markup]]:
    for match in LINK.finditer(text):
        shown = match[0].rstrip(TRAILING)
        yield match.start(), shown, _link(shown, match.lastgroup or "")


def _mentions(text: str) -> Iterator[tuple[int, str, Markup]]:
    for one in _roster().find(text) if "@" in text else ():
        shown = text[one.start : one.end]
        yield one.start, shown, Markup('<b class="mention">{}</b>').format(shown)


def _roster() -> mentions.Roster:
    """Who can be mentioned, asked once per page; nobody where there is none, or an error page that must not ask."""
    try:
        return once(mentions.roster) if has_request_context() else NOBODY
    except PeeweeException:
        return NOBODY


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
