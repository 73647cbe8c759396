"""Causes: what happened how often, better words for one, and what is offered while one is typed."""

from datetime import timedelta

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm import clock
from crm.accounts.models import Role
from crm.complaints import actions, queries
from crm.complaints.actions.causes import key_of
from crm.complaints.parts import YEAR
from crm.complaints.views.room import bp
from crm.errors import Invalid
from crm.web.login import me, role_required
from crm.web.render import go, render
from crm.words import Text

LONGEST = 200  # characters of what is typed


@bp.get("/causes")
@login_required
def causes() -> ResponseReturnValue:
    """The same complaint elsewhere: by cause, how many in the last twelve months."""
    return _page()


@bp.post("/causes/<int:cause_id>/rename")
@role_required(Role.MANAGER)
def rename(cause_id: int) -> ResponseReturnValue:
    """Better words for it; those of another cause make the two one."""
    name = request.form.get("name", "")
    try:
        actions.rename_cause(cause_id, name, by=me())
    except Invalid as problem:
        return _page(422, (cause_id, name[:LONGEST], list(problem.fields.values())))
    return go(url_for("complaints.causes"))


@bp.get("/known")
@role_required(Role.STAFF)
def known() -> ResponseReturnValue:
    """The causes there are, to choose from while one is typed."""
    return render("complaints/_known.html", names=queries.known_causes())


@bp.get("/same")
@role_required(Role.STAFF)
def same() -> ResponseReturnValue:
    """How many earlier complaints have the cause that was typed, with the way to them."""
    typed = request.args.get("complaint_cause", request.args.get("cause", ""))[:LONGEST]
    cause_id, count = queries.earlier_with(key_of(typed))
    return render("complaints/_same.html", cause_id=cause_id, count=count)


def _page(status: int = 200, refused: tuple[int, str, list[Text]] | None = None) -> ResponseReturnValue:
    counted = queries.causes_counted(clock.now() - YEAR + timedelta(seconds=1))
    about = {"refused": refused, "may_rename": me().may(Role.MANAGER)}
    return render("complaints/causes.html", status=status, counted=counted, **about)
