"""How much may be sent at once. Little, but for the few forms that take files, and there only from colleagues.

Decided from the announced length before anything is read: a claim of 2 GB costs nothing.
"""

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from crm.accounts.models import Role
from crm.web import errors

MEGABYTE = 1024 * 1024


def install(app: Flask) -> None:
    """Before the CSRF token is looked for, which reads the whole form."""
    largest = app.extensions["settings"].attachment_mb
    take_files = app.extensions["take_files"]  # endpoints

    @app.before_request
    def allow() -> ResponseReturnValue | None:
        if request.endpoint not in take_files or request.mimetype != "multipart/form-data" or not _may_send():
            return None
        request.max_content_length = app.config["MAX_CONTENT_LENGTH"] + largest * MEGABYTE
        if (request.content_length or 0) <= request.max_content_length:
            return None
        return errors.answer(413, too_large(largest))


def too_large(megabytes: int) -> str:
    """What somebody can do who sent too much."""
    return _(
        "Files may have at most %(max)s MB, all of one form together. Send a smaller file, or fewer.", max=megabytes
    )


def _may_send() -> bool:
    return current_user.is_authenticated and current_user.user.may(Role.STAFF)
