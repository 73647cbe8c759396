"""Whose it is: taken on, given back, handed over, put aside; and all of a colleague's at once."""

from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from crm.accounts import queries as accounts
from crm.accounts.models import Role, User
from crm.errors import Invalid
from crm.followups import actions, due, forms, queries
from crm.followups.views.room import back, bp, page, short
from crm.interactions.forms import whole
from crm.web.language import say
from crm.web.login import me, role_required
from crm.web.moments import short_day, today
from crm.web.once import once
from crm.web.render import go, offer_undo


@bp.post("/<int:followup_id>/claim")
@role_required(Role.STAFF)
def claim(followup_id: int) -> ResponseReturnValue:
    """I see to it, for my department; the first of two gets it."""
    found, mine = actions.claim(followup_id, by=me())
    if mine:
        undo = url_for("followups.release", followup_id=followup_id, back=back())
        offer_undo(_("You see to “%(what)s” now", what=short(found.what)), undo)
    elif found.done_at:
        flash(_("%(name)s had just finished this.", name=found.done_by.name if found.done_by else _("The system")), "")
    elif found.user:
        flash(_("%(name)s was just before you and sees to this.", name=found.user.name), "")
    return go(back())


@bp.post("/<int:followup_id>/release")
@role_required(Role.STAFF)
def release(followup_id: int) -> ResponseReturnValue:
    """Back to the department."""
    found = actions.release(followup_id, by=me())
    flash(_("“%(what)s” is for %(name)s again", what=short(found.what), name=found.department.name), "ok")
    return go(back())


@bp.post("/<int:followup_id>/hand-over")
@role_required(Role.STAFF)
def pass_on(followup_id: int) -> ResponseReturnValue:
    """To another colleague or department, with a word."""
    typed, word = request.form.get("whose", ""), request.form.get("word", "")
    try:
        actions.pass_on(followup_id, by=me(), **forms.whose(typed), word=word)
    except Invalid as problem:
        return page(
            followup_id, status=422, handing={"whose": typed, "word": word, "problems": list(problem.fields.values())}
        )
    item = queries.item(followup_id)
    flash(_("“%(what)s” handed over to %(name)s", what=short(item.what), name=item.for_name), "ok")
    return go(back())


@bp.post("/<int:followup_id>/snooze")
@role_required(Role.STAFF)
def snooze(followup_id: int) -> ResponseReturnValue:
    """Out of my list until that day."""
    typed = request.form.get("until", "") or request.form.get("until_text", "")
    try:
        found = actions.snooze(followup_id, due.back_on(typed, today()), by=me(), today=today())
    except Invalid as problem:
        return page(followup_id, status=422, until=typed, until_problems=list(problem.fields.values()))
    said = _("“%(what)s” is back %(day)s", what=short(found.what), day=short_day(found.snoozed_until))
    offer_undo(said, url_for("followups.wake", followup_id=followup_id, back=back()))
    return go(back())


@bp.post("/<int:followup_id>/wake")
@role_required(Role.STAFF)
def wake(followup_id: int) -> ResponseReturnValue:
    """Back in my list at once."""
    actions.wake(followup_id, by=me())
    return go(back(url_for("followups.show", followup_id=followup_id)))


@bp.post("/<int:followup_id>/stop")
@role_required(Role.STAFF)
def stop(followup_id: int) -> ResponseReturnValue:
    """It does not come back once it is done."""
    found = actions.stop(followup_id, by=me())
    flash(_("“%(what)s” does not come back any more", what=short(found.what)), "ok")
    return go(back(url_for("followups.show", followup_id=followup_id)))


@bp.post("/hand-over")
@role_required(Role.ADMIN)
def hand_over() -> ResponseReturnValue:
    """Everything that is open for one colleague to another."""
    from_user, to = whole(request.form.get("from")) or 0, whole(request.form.get("to")) or 0
    try:
        moved = actions.hand_over(from_user, to, by=me())
        said = ngettext("%(num)s follow-up handed over.", "%(num)s follow-ups handed over.", moved)
        flash(said, "ok")
    except Invalid as problem:
        flash(say(problem.text), "warn")
    return go(back())


def open_work(user: User) -> tuple[str, dict[str, Any]] | None:
    """What is open for a colleague, for the page that disables them; None where there is nothing."""
    found = queries.open_of(user)
    others = [one for one in once(accounts.colleagues) if one.id != user.id and one.may(Role.STAFF)] if found else []
    return ("followups/_open_work.html", {"items": found, "others": others, "from_user": user}) if found else None
