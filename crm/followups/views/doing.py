"""One follow-up: read, finished with what comes next, reopened, thrown away and brought back."""

from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts.models import Role
from crm.errors import Invalid
from crm.followups import actions, forms, queries
from crm.followups.models import FollowUp
from crm.followups.views.room import back, bp, next_form, page, short
from crm.web.login import me, role_required
from crm.web.moments import today
from crm.web.render import go, offer_undo

OUTCOME = "body"  # the one field of a refusal that is about the outcome


@bp.get("/<int:followup_id>")
@login_required
def show(followup_id: int) -> ResponseReturnValue:
    """One follow-up; for htmx its row in a list, open to be finished or (``closed``) closed again."""
    return page(followup_id, "followups/_row_closed.html" if "closed" in request.args else "followups/_row_open.html")


@bp.post("/<int:followup_id>/finish")
@role_required(Role.STAFF)
def finish(followup_id: int) -> ResponseReturnValue:
    """Done; what came of it goes on the timeline, and what comes next is asked. Who comes second loses no text."""
    outcome, then_on = request.form.get("outcome", ""), request.form.get("next") == "1"
    then = next_form(request.form)
    values = then.read(today()) if then_on else None
    typed = {"outcome": outcome, "then": then, "then_on": then_on}
    if then_on and values is None and actions.get(followup_id).done_at is None:
        return page(followup_id, status=422, **typed)
    try:
        found, mine = actions.finish(followup_id, outcome, by=me(), then=values, today=today())
    except Invalid as problem:
        return _refused(followup_id, problem, then, typed)
    if not mine and _is_new(found, outcome, then if then_on else None):
        return page(followup_id, status=409, too_late=True, **typed)
    return _finished(found, mine)


def _is_new(found: FollowUp, outcome: str, then: forms.FollowUpForm | None) -> bool:
    """Whether who comes second wrote something; a form of their own that was sent twice says nothing new."""
    if found.done_by_id != me().id:
        return bool(outcome.strip() or then)
    said = found.result.body if found.result else ""
    asked = then is None or queries.was_asked(found.customer_id, then.what.data or "", by=me())
    return outcome.strip() not in ("", said) or not asked


def _refused(
    followup_id: int, problem: Invalid, then: forms.FollowUpForm, typed: dict[str, Any]
) -> ResponseReturnValue:
    about_next = {name: text for name, text in problem.fields.items() if name != OUTCOME}
    if about_next:
        then.refuse(Invalid(**about_next))
    if OUTCOME in problem.fields:
        typed["problems"] = [problem.fields[OUTCOME]]
    return page(followup_id, status=422, **typed)


def _finished(found: FollowUp, mine: bool) -> ResponseReturnValue:
    if mine:
        undo = url_for("followups.reopen", followup_id=found.id, back=back())
        offer_undo(_("“%(what)s” finished", what=short(found.what)), undo)
    elif found.done_by_id != me().id:
        flash(_("%(name)s had just finished this.", name=found.done_by.name), "")
    return go(back())


@bp.post("/<int:followup_id>/reopen")
@role_required(Role.STAFF)
def reopen(followup_id: int) -> ResponseReturnValue:
    """Not done after all."""
    found, whole = actions.reopen(followup_id, by=me())
    if not whole:
        said = _("“%(what)s” is open again, but does not come back: the next one goes on.", what=short(found.what))
        flash(said, "warn")
    return go(back(url_for("followups.show", followup_id=followup_id)))


@bp.post("/<int:followup_id>/delete")
@role_required(Role.STAFF)
def delete(followup_id: int) -> ResponseReturnValue:
    """Into the bin; can be undone at once."""
    gone = actions.delete(followup_id, by=me())
    said = _("“%(what)s” deleted", what=short(gone.what))
    offer_undo(said, url_for("followups.restore", followup_id=followup_id))
    return go(url_for("followups.index"))


@bp.post("/<int:followup_id>/restore")
@role_required(Role.STAFF)
def restore(followup_id: int) -> ResponseReturnValue:
    """Out of the bin."""
    actions.restore(followup_id, by=me())
    return go(url_for("followups.show", followup_id=followup_id))
