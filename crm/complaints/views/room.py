"""The one Blueprint of this room, the page of one complaint, and what its pages share."""

from functools import partial
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_currency

from crm.accounts import queries as accounts
from crm.accounts.deeds import deeds
from crm.accounts.models import Role
from crm.complaints import actions, forms, queries
from crm.web.login import me
from crm.web.once import once
from crm.web.render import render

bp = Blueprint("complaints", __name__, url_prefix="/complaints")


def offer(form: forms.ComplaintForm) -> None:
    """Fill the list of who may see to it; asked for once per request."""
    form.offer(once(accounts.colleagues))


def page_of(complaint_id: int) -> str:
    """Where one complaint is read."""
    return url_for("complaints.show", complaint_id=complaint_id)


def page(complaint_id: int, status: int = 200, **about: Any) -> ResponseReturnValue:
    """One complaint; with ``about`` a form on it that was refused."""
    item, found = queries.item(complaint_id), actions.get(complaint_id, taken_back=True)
    there, may_write = item.origin.deleted_at is None, me().may(Role.STAFF)
    return render(
        "complaints/show.html",
        status=status,
        item=item,
        cost=format_currency(item.cost_cents / 100, "EUR") if item.cost_cents is not None else "",
        history=partial(deeds, "complaint", complaint_id),
        same=partial(queries.same_cause, item),
        may_change=may_write and actions.may_change(found, by=me()),
        may_write=may_write and there,
        colleagues=forms.choices_of(once(accounts.colleagues)) if may_write and there else [],
        **({"form": forms.StepForm(None, data=forms.stepped(item))} | about),
    )
