"""The first run: look around in the demo company, or begin oneself."""

from pathlib import Path

from flask import Blueprint, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

import crm.demo.actions
from crm.accounts import actions as accounts
from crm.accounts import queries as colleagues
from crm.accounts.forms import ROLES, mark
from crm.errors import Invalid
from crm.setup import actions, invitation, queries
from crm.setup.forms import FirstForm
from crm.web import login
from crm.web.language import locale
from crm.web.render import go, render

bp = Blueprint("setup", __name__, url_prefix="/setup")


@bp.before_request
def guard() -> ResponseReturnValue | None:
    """Only in an empty file, and only for who holds the link from the console."""
    if not queries.is_empty():
        if request.method == "GET":
            return redirect(url_for("accounts.login"))
        actions.refuse_file_in_use()
    if not invitation.fits(_data_dir(), request.values.get("token", "")):
        return render("setup/uninvited.html", status=403)
    return None


@bp.get("")
def index() -> ResponseReturnValue:
    """The two ways to begin."""
    return _page(_form())


@bp.post("")
def claim() -> ResponseReturnValue:
    """Make the first administrator and log them in."""
    form = _form()
    if not form.validate():
        return _page(form, 422)
    try:
        actions.first_administrator(
            form.name.data,
            form.email.data,
            form.department.data,
            form.password.data,
            form.company.data,
            departments=_departments(),
        )
    except Invalid as error:
        mark(form, error)
        return _page(form, 422)
    invitation.discard(_data_dir())
    key = accounts.log_in(
        form.email.data, form.password.data, address=request.remote_addr, browser=request.user_agent.string
    )
    login.start(colleagues.user_by_session_key(key), key, remember=False)
    return go("/")


@bp.post("/demo")
def demo() -> ResponseReturnValue:
    """Fill the file with the demo company and show, this once, how to log in to it."""
    filled = crm.demo.actions.fill()
    invitation.discard(_data_dir())
    return render("setup/demo.html", filled=filled, roles=ROLES)


def _page(form: FirstForm, status: int = 200) -> ResponseReturnValue:
    return render("setup/index.html", form=form, token=request.values["token"], status=status)


def _form() -> FirstForm:
    form = FirstForm(request.form)
    form.department.choices = [(name, name) for name in _departments()]
    return form


def _departments() -> tuple[str, ...]:
    return actions.USUAL_DEPARTMENTS[locale()]


def _data_dir() -> Path:
    return current_app.extensions["settings"].data_dir
