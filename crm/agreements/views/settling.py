"""How an agreement ended; and that it did not after all."""

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from crm.accounts.models import Role
from crm.agreements import actions, forms
from crm.agreements.models import Agreement, State
from crm.agreements.views.room import bp, page, short
from crm.company import clock as company
from crm.errors import Invalid, Refused
from crm.interactions.forms import whole
from crm.quoting import clean
from crm.web.back import back
from crm.web.login import me, role_required
from crm.web.render import go, offer_undo


@bp.post("/<int:agreement_id>/settle")
@role_required(Role.STAFF)
def settle(agreement_id: int) -> ResponseReturnValue:
    """Kept, not kept or withdrawn, with what shows it; can be undone at once. Who comes second loses no text."""
    form = forms.EndForm(request.form)
    ending = form.read(company.today())
    if ending is None:
        return page(agreement_id, status=422, end=form)
    try:
        found, mine = actions.settle(agreement_id, ending, by=me())
    except Invalid as problem:
        form.refuse(problem)
        return page(agreement_id, status=422, end=form)
    except Refused:
        return page(agreement_id, status=409, end=form, too_late=True)
    if not mine and _says_more(ending, found):
        return page(agreement_id, status=409, end=form, too_late=True)
    there = url_for("agreements.show", agreement_id=agreement_id)
    if mine:
        said = {
            State.KEPT: _("“%(what)s” kept", what=short(found.body)),
            State.BROKEN: _("“%(what)s” not kept", what=short(found.body)),
        }.get(found.state) or _("“%(what)s” withdrawn", what=short(found.body))
        undo = {"agreement_id": agreement_id, "ending": actions.ending_of(agreement_id)}
        offer_undo(said, url_for("agreements.reopen", **undo))
    else:
        flash(_("A colleague had just said the same."), "")
    return go(back(there))


def _says_more(ending: actions.Ending, found: Agreement) -> bool:
    """Whether something was filled in that is not what a colleague, who said the same, wrote down."""
    typed = (clean(ending.note), ending.settled_on, ending.settled_in)
    kept = (found.note, found.settled_on, found.settled_in_id)
    return any(mine and mine != theirs for mine, theirs in zip(typed, kept, strict=True))


@bp.post("/<int:agreement_id>/reopen")
@role_required(Role.STAFF)
def reopen(agreement_id: int) -> ResponseReturnValue:
    """It has not ended after all; ``ending`` is what is undone, so that a colleague's later one stays."""
    try:
        actions.reopen(agreement_id, by=me(), ending=whole(request.values.get("ending")) or 0)
    except Refused as problem:
        return page(agreement_id, status=409, not_reopened=problem.text)
    return go(url_for("agreements.show", agreement_id=agreement_id))
