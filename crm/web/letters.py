"""Mail written with the same templates, words and clocks as pages, for somebody who is not looking."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app, g, render_template
from flask_babel import force_locale

from crm.mail.letter import Letter
from crm.names import JOINERS, seen
from crm.web.language import say, zone_or_companys
from crm.words import Text

LINES = "\t\n"


def letter(template: str, subject: Text, *, locale: str, zone: str, **context: Any) -> Letter:
    """``<template>.txt`` and ``<template>.html`` for a reader with this language and clock ("": the company's)."""
    with as_reader(locale, zone):
        context["base_url"] = current_app.extensions["settings"].base_url
        said = " ".join(harmless(say(subject)).split())
        text, html = (render_template(f"{template}.{kind}", subject=said, **context) for kind in ("txt", "html"))
        return Letter(said, harmless(text), harmless(html))


def harmless(text: str) -> str:
    """``text`` without the signs that would make it look like something else."""
    return seen(text, LINES + JOINERS)


@contextmanager
def as_reader(locale: str, zone: str) -> Iterator[None]:
    """Let words and moments be those of this reader meanwhile, whoever asked for the page."""
    settings = current_app.extensions["settings"]
    locale, zone = locale or settings.locale, zone_or_companys(zone)
    with current_app.app_context(), force_locale(locale):
        g.locale, g.zone = locale, zone
        yield
