"""Mail written with the same templates, words and clocks as pages, for somebody who is not looking."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app, g, render_template
from flask_babel import force_locale

from crm.mail.letter import Letter
from crm.web.language import say
from crm.words import Text

# signs that a mail has no use for: controls, halves of characters, and what turns the text around it (bidi controls)
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def letter(template: str, subject: Text, *, locale: str, zone: str, **context: Any) -> Letter:
    """``<template>.txt`` and ``<template>.html`` for a reader with this language and clock ("": the company's)."""
    with as_reader(locale, zone):
        context["base_url"] = current_app.extensions["settings"].base_url
        said = " ".join(harmless(say(subject)).split())
        text, html = (render_template(f"{template}.{kind}", subject=said, **context) for kind in ("txt", "html"))
        return Letter(said, harmless(text), harmless(html))


def harmless(text: str) -> str:
    """``text`` without the signs that would make it look like something else."""
    return HARMFUL.sub("", text)


@contextmanager
def as_reader(locale: str, zone: str) -> Iterator[None]:
    """Let words and moments be those of this reader meanwhile, whoever asked for the page."""
    settings = current_app.extensions["settings"]
    locale, zone = locale or settings.locale, zone or current_app.extensions["company_zone"]()
    with current_app.app_context(), force_locale(locale):
        g.locale, g.zone = locale, zone
        yield
