"""The one Blueprint of this room, and what its pages share."""

from functools import partial
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from crm.accounts import queries as accounts
from crm.accounts.forms import local_path
from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.followups import actions, forms, queries
from crm.followups.models import FollowUp
from crm.interactions.forms import new_key
from crm.web.login import me
from crm.web.moments import today
from crm.web.once import once
from crm.web.render import render

bp = Blueprint("followups", __name__, url_prefix="/followups")


def offer(form: forms.FollowUpForm, also: forms.Choice | None = None) -> None:
    """Fill the list of who may do it; asked for once per request."""
    form.offer(me(), once(accounts.colleagues), once(accounts.departments), also)


def offer_people(form: forms.FollowUpForm, customer_id: int, also: forms.Choice | None = None) -> None:
    """Fill in who may be called or visited."""
    form.offer_people(customers.people(customer_id), customers.contact_points(customer_id), also)


def back(otherwise: str = "/followups/") -> str:
    """The page of ours where this was begun."""
    asked = request.values.get("back")
    return local_path(asked) if asked else otherwise


def page(followup_id: int, fragment: str | None = None, status: int = 200, **about: Any) -> ResponseReturnValue:
    """One follow-up, or for htmx its ``fragment``; with ``about`` a form that was refused."""
    item, found = queries.item(followup_id), actions.get(followup_id)
    if "then" not in about:
        about["then"] = next_form() if item.done_at is None and me().may(Role.STAFF) else None
    return render(
        "followups/show.html",
        fragment if status == 200 else None,
        status=status,
        **about,
        item=item,
        back=back(url_for("followups.show", followup_id=followup_id)),
        history=partial(queries.history, followup_id),
        comment_key=new_key(),
        today=today(),
        **_may(found, item),
    )


def short(what: str) -> str:
    """Enough of it to know which one is meant."""
    return what if len(what) <= 60 else what[:58].rsplit(" ", 1)[0] + " …"


def next_form(typed: Any = None) -> forms.FollowUpForm:
    """What comes next; and who may get what is handed over."""
    form = forms.FollowUpForm(typed, prefix=forms.NEXT_PREFIX, data=forms.usual(me(), today()))
    offer(form)
    return form


def _may(found: FollowUp, item: queries.Item) -> dict[str, Any]:
    """What this reader may do with it."""
    who, still = me(), item.done_at is None
    may_change = actions.may_change(found, by=who)
    return {
        "may_write": who.may(Role.STAFF),
        "may_change": may_change,
        "may_claim": still and found.user_id is None and actions.may_claim(found, by=who),
        "may_release": still and may_change and bool(found.user_id and found.department_id),
        "may_snooze": still and actions.may_snooze(found, by=who),
        "may_reopen": item.doer and actions.may_reopen(item.doer.id, by=who),
    }
