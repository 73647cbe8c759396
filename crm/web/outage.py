"""When the file or the disk lets us down: a page that says so, with what was typed still on it."""

from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from peewee import DatabaseError, IntegrityError, InterfaceError, PeeweeException

from crm.web import disk, errors, logs, resend
from crm.web.connection import READING


def install(app: Flask) -> None:
    """507 where the disk is full, 503 where the file cannot be reached."""

    @app.errorhandler(DatabaseError)
    @app.errorhandler(InterfaceError)
    def broken(error: PeeweeException) -> ResponseReturnValue:
        logs.error("database", error)
        if disk.is_full(error, writing=request.method not in READING):
            return _without_losing_text(507)
        if isinstance(error, IntegrityError):
            return errors.answer(500, errors.text_for(500))
        g._login_user = AnonymousUserMixin()  # who looks cannot be asked now
        return _without_losing_text(503)

    @app.errorhandler(OSError)
    def unwritten(error: OSError) -> ResponseReturnValue:
        if not disk.is_full(error, writing=request.method not in READING):
            raise error  # a mistake of ours: 500
        logs.error("disk", error)
        return _without_losing_text(507)


def _without_losing_text(code: int) -> ResponseReturnValue:
    """The error page; for a form of ours that was sent the plain way, the page that can send it again."""
    plain_form = "form" in vars(request) and not request.headers.get("HX-Request")  # read already, and whole
    if not plain_form or request.path.startswith("/api/") or request.files or not resend.may_be_offered():
        return errors.answer(code, errors.text_for(code))
    return resend.offer(
        code,
        title=errors.title_for(code),
        why=errors.text_for(code),
        step=_("What you wrote still stands here. Send it again once this is over."),
    )
