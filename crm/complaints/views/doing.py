"""One complaint: reading it, the steps forward and back, giving it to somebody else, taking it back."""

from collections.abc import Callable
from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import login_required

from crm import clock
from crm.accounts import queries as accounts
from crm.accounts.models import Role, User
from crm.company import clock as company
from crm.complaints import actions, forms, queries
from crm.complaints.actions import Step
from crm.complaints.actions.stepping import last_moment
from crm.complaints.models import Complaint, State
from crm.complaints.views.room import bp, page, page_of
from crm.errors import Invalid, Outdated
from crm.interactions.forms import whole
from crm.web.back import back
from crm.web.language import say
from crm.web.login import me, role_required
from crm.web.moments import clock_of_reader
from crm.web.once import once
from crm.web.render import go, offer_undo

Take = Callable[..., Complaint]


@bp.get("/<int:complaint_id>")
@login_required
def show(complaint_id: int) -> ResponseReturnValue:
    """How far it is, what was done and learnt, the same elsewhere, and its history."""
    return page(complaint_id)


@bp.post("/<int:complaint_id>/answer")
@role_required(Role.STAFF)
def answer(complaint_id: int) -> ResponseReturnValue:
    """The customer heard from us."""
    return _step(complaint_id, State.ANSWERED, actions.answer, _("Answered"))


@bp.post("/<int:complaint_id>/solve")
@role_required(Role.STAFF)
def solve(complaint_id: int) -> ResponseReturnValue:
    """It was made good."""
    return _step(complaint_id, State.SOLVED, actions.solve, _("Solved"))


@bp.post("/<int:complaint_id>/learn")
@role_required(Role.STAFF)
def learn(complaint_id: int) -> ResponseReturnValue:
    """We do something differently from now on."""
    return _step(complaint_id, State.LEARNT, actions.learn, _("Learnt"))


@bp.post("/<int:complaint_id>/reopen")
@role_required(Role.STAFF)
def reopen(complaint_id: int) -> ResponseReturnValue:
    """The last step was not taken after all; ``state`` is the one it led to."""
    actions.reopen(complaint_id, request.values.get("state", ""), by=me())
    return go(page_of(complaint_id))


@bp.post("/<int:complaint_id>/hand-over")
@role_required(Role.STAFF)
def hand_over(complaint_id: int) -> ResponseReturnValue:
    """A colleague sees to it from now on."""
    to, word = request.form.get("to", ""), request.form.get("word", "")
    try:
        actions.hand_over(complaint_id, whole(to), word, by=me())
    except Invalid as problem:
        handing = {"to": to, "word": word, "problems": list(problem.fields.values())}
        return page(complaint_id, 422, handing=handing)
    return go(page_of(complaint_id))


@bp.post("/hand-over")
@role_required(Role.ADMIN)
def hand_over_all() -> ResponseReturnValue:
    """Every open one of a colleague who leaves to another."""
    from_user, to = whole(request.form.get("from")) or 0, whole(request.form.get("to"))
    try:
        moved = actions.hand_over_all(from_user, to, by=me())
        flash(ngettext("%(num)s complaint handed over.", "%(num)s complaints handed over.", moved), "ok")
    except Invalid as problem:
        flash(say(problem.text), "warn")
    return go(back(url_for("complaints.index")))


def open_work(user: User) -> tuple[str, dict[str, Any]] | None:
    """What a colleague must still see to, for the page of who leaves; None where there is nothing."""
    found = queries.open_of(user.id)
    others = [one for one in once(accounts.colleagues) if one.id != user.id and one.may(Role.STAFF)] if found else []
    return ("complaints/_open_work.html", {"items": found, "others": others, "from_user": user}) if found else None


@bp.post("/<int:complaint_id>/delete")
@role_required(Role.STAFF)
def delete(complaint_id: int) -> ResponseReturnValue:
    """It was no complaint; can be undone at once."""
    gone = actions.delete(complaint_id, by=me())
    offer_undo(_("Taken back: no complaint"), url_for("complaints.restore", complaint_id=complaint_id))
    return go(back(url_for("customers.show", customer_id=gone.customer_id) + f"#i{gone.interaction_id}"))


@bp.post("/<int:complaint_id>/restore")
@role_required(Role.STAFF)
def restore(complaint_id: int) -> ResponseReturnValue:
    """It was one after all."""
    actions.restore(complaint_id, by=me())
    return go(page_of(complaint_id))


def _step(complaint_id: int, state: State, take: Take, said: str) -> ResponseReturnValue:
    found = actions.get(complaint_id)
    form = forms.StepForm(request.form, data=forms.stepped(queries.item(complaint_id)))
    step: Step | None = form.read(request.form, last_moment(found), clock.now(), clock_of_reader(), once(company.today))
    if step:
        try:
            take(complaint_id, step, by=me())
            offer_undo(said, url_for("complaints.reopen", complaint_id=complaint_id, state=state))
            return go(page_of(complaint_id))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated as problem:
            return page(complaint_id, 409, too_late=problem.text, form=form)
    return page(complaint_id, 422, stepping=state, form=form)
