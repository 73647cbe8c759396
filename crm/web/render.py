"""Turning a template into an answer: the whole page, or for htmx the part it asked for."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue


def wants_fragment() -> bool:
    """Whether htmx asks for a part of a page, and not for a page to restore from history."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def render(template: str, fragment: str | None = None, status: int = 200, **context: Any) -> ResponseReturnValue:
    """``template``, or ``fragment`` where htmx asks and one is given, with the same context."""
    chosen = fragment if fragment and wants_fragment() else template
    return render_template(chosen, **context), status


def go(url: str) -> ResponseReturnValue:
    """Send the reader on to ``url`` after a write."""
    if wants_fragment():
        answer = make_response("", 204)
        answer.headers["HX-Redirect"] = url
        return answer
    return redirect(url, 303)


def offer_undo(said: str, url: str) -> None:
    """Say on the next page what was done, with a button that posts to ``url`` and undoes it."""
    flash({"said": said, "url": url}, "undo")
