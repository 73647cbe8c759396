"""The one Blueprint of this room, and what its pages share."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from wtforms import Form

from crm.accounts import keys
from crm.accounts.throttle import Throttled
from crm.web.render import render

bp = Blueprint("accounts", __name__)


def welcome_link(key: str) -> str:
    """The link that a colleague gets."""
    return keys.welcome_address(current_app.extensions["settings"].base_url, key)


def throttled(template: str, form: Form, error: Throttled, **context: object) -> ResponseReturnValue:
    """The form again, with how long to wait, for people and for programs."""
    form.form_errors.append(error.text)
    page, _status = render(template, form=form, **context)
    return page, 429, {"Retry-After": str(int(error.wait.total_seconds()))}
