"""The one Blueprint of this room, and what its pages share."""

from functools import partial
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from crm.accounts import queries as accounts
from crm.accounts.deeds import deeds
from crm.accounts.models import Role
from crm.agreements import actions, forms, kinds, queries
from crm.agreements.reminding import VERB
from crm.company import clock as company
from crm.interactions import choices, facts
from crm.interactions.views import choices_of
from crm.web.login import me
from crm.web.once import once
from crm.web.render import render

bp = Blueprint("agreements", __name__, url_prefix="/agreements")


def offer(form: forms.AgreementForm) -> None:
    """Fill the list of departments; asked for once per request."""
    form.offer(once(accounts.departments))


def short(body: str) -> str:
    """Enough of it to know which one is meant."""
    return body if len(body) <= 60 else body[:58].rsplit(" ", 1)[0] + " …"


def page(agreement_id: int, status: int = 200, **about: Any) -> ResponseReturnValue:
    """One agreement, with ``about`` a form that was refused; one that was taken back is for who may bring it back."""
    found = actions.get(agreement_id, taken_back=True)
    item = queries.item(agreement_id, taken_back=True)
    may_write = me().may(Role.STAFF) and item.origin.deleted_at is None
    typed = request.form if request.method == "POST" else None
    asked = choices.Choices(forms.SETTLED_IN, found.customer_id, chosen=choices.sent(typed, forms.SETTLED_IN))
    return render(
        "agreements/show.html",
        status=status,
        item=item,
        end=about.pop("end", None) or forms.EndForm(),
        choices=choices_of(asked) if may_write and item.open else None,
        today=company.today(),
        ending=0 if item.open else actions.ending_of(agreement_id),
        states=kinds.STATES,
        history=partial(deeds, "agreement", agreement_id, but=VERB),
        may_write=may_write,
        may_change=facts.may_change(found, by=me()),
        **about,
    )
