"""/handovers/: giving customers to a colleague, and what that colleague must know of them."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import login_required

from crm import clock
from crm.accounts import queries as accounts
from crm.accounts.models import Role, User
from crm.complaints import queries as complaints
from crm.errors import Invalid, Refused
from crm.handovers import actions, forms, queries
from crm.headsups import queries as headsups
from crm.interactions import queries as interactions
from crm.interactions.forms import new_key, whole
from crm.web.language import say
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render
from crm.web.repeats import request_key

bp = Blueprint("handovers", __name__, url_prefix="/handovers")
MOST_OPEN, MOST_NEW = 100, 30  # what a stand-in sees at once


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """The hand-overs that concern the reader; for managers all."""
    found = queries.listed(None if me().may(Role.MANAGER) else me())
    return render("handovers/index.html", found=found, may_write=me().may(Role.STAFF))


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """Whose customers go (``from``), which, and to whom; for htmx only the customers to tick.

    Who looks for other customers sends the whole form, however much is ticked: nothing of it gets lost.
    """
    from_user = _from_user(whole(request.values.get("from")) or me().id)
    if request.method == "POST":
        return _form(forms.HandOverForm(request.form), from_user)
    data = {"key": new_key(), "which": forms.TICKED if request.args.get("q") else forms.ALL}
    return _form(forms.HandOverForm(data=data), from_user)


@bp.post("/")
@role_required(Role.STAFF)
def hand_over() -> ResponseReturnValue:
    """Hand them over."""
    from_user = _from_user(whole(request.form.get("from")) or 0)
    form = forms.HandOverForm(request.form)
    values = form.values(from_user.id, _ticked())
    try:
        made = actions.hand_over(values, by=me(), request_key=request_key("handover", form.key.data, me()))
    except Invalid as problem:
        form.refuse(problem)
        return _form(form, from_user, 422)
    except Refused as problem:
        flash(say(problem.text), "warn")
        return _form(form, from_user, 422)
    moved = queries.count(made)
    if values.customer_ids is not None and moved < len(set(values.customer_ids)):
        flash(_("Some of these customers had gone to somebody else meanwhile; those stayed there."), "warn")
    said = ngettext("%(num)s customer handed over", "%(num)s customers handed over", moved)
    offer_undo(said, url_for("handovers.undo", hand_over_id=made.id))
    if values.first and queries.owned_count(from_user.id, 1):
        flash(_("%(name)s owns more customers: hand over the next portion.", name=from_user.name))
    return go(url_for("handovers.show", hand_over_id=made.id))


@bp.get("/<int:hand_over_id>")
@login_required
def show(hand_over_id: int) -> ResponseReturnValue:
    """What must be known of the customers that went along."""
    found, now = queries.get(hand_over_id), clock.now()
    actions.require_may_see(found, by=me())
    page = queries.page(found, now, request.args.get("after", ""))
    here = url_for("handovers.show", hand_over_id=found.id, after=page.next_cursor)
    undone = queries.was_undone(found)
    in_time = now - found.created_at <= actions.UNDO and not undone and not actions.left_since(found)
    return render(
        "handovers/show.html",
        "handovers/_list.html",
        found=found,
        page=page,
        more_url=here if page.next_cursor else None,
        count=queries.count(found),
        undone=undone,
        may_undo=in_time and actions.may_undo(found, by=me()),
    )


@bp.post("/<int:hand_over_id>/undo")
@role_required(Role.STAFF)
def undo(hand_over_id: int) -> ResponseReturnValue:
    """Back to who had them."""
    moved = actions.undo(hand_over_id, by=me())
    name = queries.get(hand_over_id).from_user.name
    flash(ngettext("%(num)s customer back with %(name)s.", "%(num)s customers back with %(name)s.", moved, name=name))
    return go(url_for("handovers.show", hand_over_id=hand_over_id))


def in_their_place(user: User, since: datetime) -> tuple[str, dict[str, Any]] | None:
    """For who stands in: what is open for ``user``, warnings at their customers, and what is new there since then."""
    found = {
        "followups": queries.open_of(user.id, MOST_OPEN + 1),
        "headsups": headsups.page(user, headsups.today()).rows,
        "new": interactions.newest_at_customers_of(user, since, MOST_NEW) if since <= clock.now() else [],
    }
    if not any(found.values()):
        return None
    return "handovers/_in_their_place.html", {"absent": user, "since": since, "most": MOST_OPEN, **found}


def _from_user(user_id: int) -> User:
    found = accounts.user(user_id)
    actions.require_may_begin(found.id, by=me())
    return found


def _ticked() -> list[int]:
    """What is ticked on the page, and what was before and no longer stands there."""
    written = [*request.values.getlist("customer"), *request.values.get("carried", "").split(",")]
    asked = [whole(one) for one in written[: forms.MOST_TICKED]]
    return list(dict.fromkeys(one for one in asked if one))


def _form(form: forms.HandOverForm, from_user: User, status: int = 200) -> ResponseReturnValue:
    form.offer(once(accounts.colleagues), from_user.id)
    asked, ticked = request.values.get("q", "").strip()[:100], _ticked()
    known = once(accounts.colleagues) if me().may(Role.MANAGER) else []
    return render(
        "handovers/new.html",
        "handovers/_choose.html",
        status=status,
        form=form,
        from_user=from_user,
        from_users=known if from_user.id in {one.id for one in known} else [from_user, *known] if known else [],
        count=queries.owned_count(from_user.id, actions.MOST + 1),
        complaints=complaints.open_count(from_user.id),
        most=actions.MOST,
        choice=queries.choosable(from_user.id, asked, ticked),
        ticked=set(ticked),
        asked=asked,
    )
