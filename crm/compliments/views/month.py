"""/compliments/month: who helped a customer most, this month or in an earlier one."""

from typing import Any

from flask import current_app, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts.models import Role
from crm.compliments import actions, forms, months, queries
from crm.compliments.actions.nominating import mark_of
from crm.compliments.models import Nomination
from crm.compliments.months import Month
from crm.compliments.views.room import bp
from crm.customers import queries as customers
from crm.errors import Invalid, Outdated
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render


@bp.get("/month")
@login_required
def month() -> ResponseReturnValue:
    """The reasons as they come while the month runs; afterwards first who was nominated most."""
    running = months.current()
    asked = months.read(request.args.get("month", "")) or running
    return _page(min(asked, running), running)


@bp.post("/month")
@role_required(Role.STAFF)
def vote() -> ResponseReturnValue:
    """Nominate a colleague, or another one, or say it better."""
    running = months.current()
    kept = queries.vote_of(me().id, running)
    form = _form(running, kept, request.form)
    values = form.read(current_app.extensions["find_customers"], kept)
    outdated = False
    if values:
        try:
            begun = months.read(form.month.data or "") or running
            actions.vote(begun, values, by=me(), seen=form.seen.data)
            flash(_("Your vote is kept. You can change it until the month is over."), "")
            return go(url_for("compliments.month"))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            outdated = True
    return _page(running, running, form, outdated)


@bp.post("/month/withdraw")
@role_required(Role.STAFF)
def withdraw() -> ResponseReturnValue:
    """Take the vote back; can be undone at once."""
    asked = months.read(request.form.get("month", "")) or months.current()
    if nomination_id := actions.withdraw(asked, by=me()):
        offer_undo(_("Your vote is withdrawn"), url_for("compliments.vote_again", nomination_id=nomination_id))
    return go(url_for("compliments.month"))


@bp.post("/month/<int:nomination_id>/restore")
@role_required(Role.STAFF)
def vote_again(nomination_id: int) -> ResponseReturnValue:
    """The vote stands after all."""
    actions.vote_again(nomination_id, by=me())
    return go(url_for("compliments.month"))


def _page(
    shown: Month, running: Month, sent: forms.NominationForm | None = None, outdated: bool = False
) -> ResponseReturnValue:
    over = shown < running
    may_vote = me().may(Role.STAFF) and not over
    kept = queries.vote_of(me().id, shown) if may_vote else None
    form = sent or (_form(shown, kept) if may_vote else None)
    if sent:  # sent again it is of the month that runs, and of the vote that stands there now
        sent.month.data, sent.seen.data = running.key, mark_of(kept)
    before, after = queries.with_votes(shown)
    return render(
        "compliments/month.html",
        status=409 if outdated else 422 if sent else 200,
        month=shown,
        said=shown.said(running),
        over=over,
        board=queries.board(shown, over=over),
        form=form,
        kept=kept,
        outdated=outdated,
        viewed=customers.last_viewed(me()) if may_vote else [],
        before=before,
        after=after if after and after < running.key else running.key if over else "",
    )


def _form(shown: Month, kept: Nomination | None, typed: Any = None) -> forms.NominationForm:
    data = forms.data_of(kept) | {"month": shown.key, "seen": mark_of(kept)}
    form = forms.NominationForm(typed, data=data)
    form.offer(me(), once(accounts.colleagues), kept)
    return form
