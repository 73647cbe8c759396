"""Error pages in the same house: a sentence of what is wrong, and a way out."""

from flask import Flask, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from peewee import PeeweeException
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError
from werkzeug.routing import IntegerConverter, Map

from crm import errors
from crm.db import database
from crm.web import logs, watch
from crm.web.language import say
from crm.words import N_

STATUS = (
    (errors.NotFound, 404),
    (errors.Forbidden, 403),
    (errors.Invalid, 422),
    (errors.Refused, 409),
    (errors.Outdated, 409),
)
LARGEST_NUMBER = 2**63 - 1  # of a row in SQLite
TITLES = {
    400: N_("That request was not complete."),
    401: N_("Log in first."),
    403: N_("This is not for you."),
    404: N_("This page is not there."),
    405: N_("That cannot be done here."),
    409: N_("That cannot be done now."),
    413: N_("That is too much at once."),
    422: N_("Something is not right yet."),
    429: N_("Too many attempts."),
    500: N_("Something went wrong on our side."),
    503: N_("The file cannot be reached for a moment."),
    507: N_("Nothing can be saved now."),
}


class RecordNumber(IntegerConverter):
    """``<int:…>`` in an address. What no record can be numbered is an address that does not exist."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_NUMBER)


def install(app: Flask) -> None:
    """Answer every error with a page, or with JSON under /api."""
    app.url_map.converters["int"] = RecordNumber

    @app.errorhandler(errors.ProductError)
    def product(error: errors.ProductError) -> ResponseReturnValue:
        code = next(code for kind, code in STATUS if isinstance(error, kind))
        return answer(code, say(error.text), getattr(error, "fields", None))

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None:
            return error.response
        code = error.code or 500
        return answer(code, _host_hint() if isinstance(error, SecurityError) else text_for(code))

    @app.errorhandler(InternalServerError)
    def crash(_error: InternalServerError) -> ResponseReturnValue:
        return answer(500, text_for(500))


def answer(code: int, text: str, fields: dict | None = None) -> ResponseReturnValue:
    """The error page for ``code``; programs get JSON."""
    if request.path.startswith("/api/"):
        body = {"error": text}
        if fields:
            body["errors"] = {name: say(problem) for name, problem in fields.items()}
        return jsonify(body), code
    if database.is_closed():  # as for a static file: who looks cannot be asked
        g._login_user = AnonymousUserMixin()
    title = title_for(code)
    number = watch.number() if code >= 500 else ""
    try:
        return render_template("errors/error.html", code=code, title=title, text=text, number=number), code
    except PeeweeException as error:  # the page asks who is logged in
        logs.error("error page", error)
        return f"{title} {text}", code, {"Content-Type": "text/plain; charset=utf-8"}


def title_for(code: int) -> str:
    """What ``code`` says, in one sentence."""
    return say(TITLES.get(code, TITLES[500 if code >= 500 else 400]))


def text_for(code: int) -> str:
    """What somebody who got ``code`` can do about it."""
    if code == 404:
        return _("The address may have been mistyped, or what stood here was moved.")
    if code == 507:
        return _(
            "The disk of the server is full, or cannot be written. What was saved stays and can be read. "
            "Tell whoever looks after Rechterhand."
        )
    if code >= 500:
        return _("Nothing that was saved is lost. Try again; if it goes on, tell whoever looks after Rechterhand.")
    if code == 413:
        return _("Send a shorter text or a smaller file.")
    if code == 429:
        return _("Wait a few minutes and try again.")
    return _("Go back and try again from the page itself.")


def _host_hint() -> str:
    return _("This address is not known here. An administrator can set CRM_BASE_URL or CRM_TRUSTED_HOSTS.")
